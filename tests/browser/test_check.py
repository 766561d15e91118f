"""Checking a draft in a real browser: phone and desktop, with and without JavaScript, on paper."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.checks import Watch, check_axe, check_reflow
from tests.browser.conftest import SCHEMES, WIDTHS
from tests.browser.pages import DRAFT

ODD = "p\u200br\u200ba\u200bbowo goblok ✌🏽 \u202eانتخبوا رقم 2\u202c <b>&amp;\n  akhir"


def check_everywhere(page, where):
    for width in WIDTHS.values():
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            check_axe(page, where=f"{where} at {width} px, {scheme}")
    check_reflow(page, width=320)


def fill(page, text):
    page.locator("#id_text").fill(text)
    page.locator("main button.primary").click()


def marked(page) -> str:
    """The text as it stands there, without the numbers."""
    return page.evaluate(
        "() => { const text = document.querySelector('.marked').cloneNode(true);"
        " text.querySelectorAll('a').forEach(a => a.remove()); return text.textContent; }"
    )


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no script"])
def test_from_the_home_page_to_a_neutral_text(world, page_at, host, has_script):
    page = page_at(360, java_script_enabled=has_script)
    watch = Watch(page)
    page.goto("/")
    page.get_by_role("link", name="Periksa unggahan").last.click()
    fill(page, DRAFT)
    page.get_by_role("heading", name="Hasil pemeriksaan").wait_for()
    assert "temuan untuk diperiksa" in page.inner_text(".notice")
    assert page.url.endswith("/cek/")
    page.locator(".hit-number").first.click()
    assert re.search(r"/cek/#temuan-\d$", page.url)
    heading = page.locator(page.evaluate("location.hash") if has_script else "#temuan-1")
    assert heading.locator("h3").is_visible()
    if has_script:
        assert marked(page) == DRAFT
        check_everywhere(page, "findings")
    assert page.locator("#id_text").input_value() == DRAFT
    assert page.locator("[data-print]").is_visible() == has_script
    fill(page, "Besok pelayanan buka pukul delapan.")
    page.get_by_text("Tidak ada temuan", exact=True).wait_for()
    assert "bukan berarti aman" in page.inner_text(".notice")
    watch.check(host=host)


def test_by_keyboard_alone(world, page_at):
    page = page_at(360)
    page.goto("/cek/")
    page.locator("#id_text").focus()
    page.keyboard.insert_text(DRAFT)
    for _press in range(6):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('button.primary')"):
            break
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Hasil pemeriksaan").wait_for()


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("width", [360, 1280])
def test_a_change_of_language_keeps_what_was_typed(world, page_at, width, has_script):
    page = page_at(width, java_script_enabled=has_script)
    page.goto("/cek/")
    page.locator("#id_text").fill(DRAFT)
    change(page, "EN, English")
    page.get_by_role("heading", name="Check a post").wait_for()
    expect(page.locator("#id_text")).to_have_value(DRAFT)
    page.locator("main button.primary").click()
    page.get_by_role("heading", name="Result of the check").wait_for()
    change(page, "ID, Bahasa Indonesia")
    page.get_by_role("heading", name="Hasil pemeriksaan").wait_for()
    expect(page.locator("#id_text")).to_have_value(DRAFT)
    assert page.locator(".found").count()


def change(page, language):
    menu = page.locator("summary", has_text="Menu")
    if menu.is_visible():
        menu.click()
    page.get_by_role("button", name=language).click()


@pytest.mark.parametrize("stopped", [False, True], ids=["slow", "stopped"])
def test_a_language_that_never_arrived_leaves_the_check_as_it_was(world, page_at, stopped):
    page = page_at(1280)
    page.goto("/cek/")
    page.locator("#id_text").fill(DRAFT)
    asked = []

    def answer(route):
        asked.append(route.request.post_data)
        if len(asked) > 1:  # the first is never answered
            route.continue_()

    page.route("**/cek/", answer)
    page.evaluate(
        "async stopped => { const press = it => document.querySelector(it).click();"
        " press('.tools [value=en]'); await new Promise(done => setTimeout(done, 300));"
        " if (stopped) window.stop(); press('main .primary'); }",
        stopped,
    )
    page.wait_for_timeout(300)
    assert ["language=en" in one for one in asked] == [True, False]
    page.get_by_role("heading", name="Hasil pemeriksaan").wait_for()
    assert marked(page) == DRAFT


@pytest.mark.parametrize("width", [360, 1280])
def test_enter_in_a_field_checks(world, page_at, width):
    page = page_at(width)
    page.goto("/cek/")
    page.locator("#id_text").fill(DRAFT)
    page.locator("#id_on").press("Enter")
    page.get_by_role("heading", name="Hasil pemeriksaan").wait_for()
    page.locator("#id_on").press("Enter")
    page.wait_for_load_state()
    page.get_by_role("heading", name="Hasil pemeriksaan").wait_for()


def test_odd_text_is_shown_as_it_is(world, page_at):
    page = page_at(360)
    page.goto("/cek/")
    fill(page, ODD)
    page.locator(".marked").wait_for()
    assert marked(page) == ODD
    assert page.locator(".marked b").count() == 0
    check_everywhere(page, "odd text")


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no script"])
def test_a_long_draft_lies_open_and_links_lead_through_it(world, page_at, has_script):
    page = page_at(360, java_script_enabled=has_script)
    page.goto("/cek/")
    fill(page, "Selamat pagi, hari ini kantor buka seperti biasa. " * 60 + "Dasar goblok semua.")
    box = page.locator(".marked")
    assert box.evaluate("e => e.scrollHeight <= e.clientHeight + 1"), "a box that scrolls by itself"
    for press, there in [
        (
            page.get_by_role("link", name="Ubah teks"),
            page.get_by_role("heading", name="Ubah dan periksa lagi"),
        ),
        (
            page.locator(".found").get_by_role("link", name="Lihat tanda 1 di teks"),
            page.locator("#tanda-1"),
        ),
        (page.locator("#tanda-1"), page.locator("#judul-1")),
    ]:
        press.click()
        expect(there).to_be_in_viewport()
    if has_script:
        check_everywhere(page, "a long draft")


def test_copied_text_is_the_text(world, page_at):
    page = page_at(360)
    page.goto("/cek/")
    fill(page, DRAFT)
    page.locator(".hit-number").first.wait_for()
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.marked'))")
    assert page.evaluate("getSelection().toString()") == DRAFT


def test_too_long_is_said_and_kept(world, page_at):
    page = page_at(360)
    page.goto("/cek/")
    fill(page, "a" * 20_001)
    page.get_by_role("alert").wait_for()
    assert "1 lebih banyak dari batas" in page.inner_text(".wrongs")
    assert len(page.locator("#id_text").input_value()) == 20_001
    expect(page.locator(".wrongs")).to_be_focused()
    check_everywhere(page, "too long")


def test_without_cookies_nothing_is_refused(world, page_at):
    page = page_at(360)
    page.goto("/cek/")
    page.locator("#id_text").fill(DRAFT)
    page.context.clear_cookies()
    page.locator("main button.primary").click()
    page.get_by_role("heading", name="Hasil pemeriksaan").wait_for()
    page.go_back()
    expect(page.locator("#id_text")).to_have_value(DRAFT)


def test_what_another_site_sends_waits_to_be_checked(world, page_at, live_server):
    page = page_at(360)
    elsewhere = {"content_type": "text/html", "body": _form(live_server.url)}
    page.route("http://jahat.example/", lambda route: route.fulfill(**elsewhere))
    page.goto("http://jahat.example/")
    page.locator("button").click()
    page.get_by_text("Teks ini dikirim dari situs lain").wait_for()
    check_everywhere(page, "from elsewhere")
    page.locator("main button.primary").click()
    page.get_by_role("heading", name="Hasil pemeriksaan").wait_for()


def _form(url):
    return (
        f'<form method="post" action="{url}/cek/"><input name="text" value="Ayo pilih nomor 2">'
        '<input name="role" value="asn"><button>x</button></form>'
    )


def test_far_too_long_is_answered_not_cut_off(world, page_at):
    page = page_at(360)
    page.goto("/cek/")
    # a browser takes its time to lay so much text out, so the field is swapped for one unseen
    page.evaluate(
        "() => { const seen = document.querySelector('#id_text'), form = seen.form;"
        " const unseen = Object.assign(document.createElement('input'),"
        " {type: 'hidden', name: 'text', value: 'kata '.repeat(700_000)});"
        " seen.replaceWith(unseen); form.submit(); }"
    )
    page.get_by_text("Kiriman ini terlalu besar untuk dibaca.").wait_for()
    check_everywhere(page, "far too long")


def test_on_paper_there_is_no_form_and_nothing_is_folded(world, page_at):
    page = page_at(1280)
    page.goto("/cek/")
    fill(page, DRAFT)
    page.locator(".found").first.wait_for()
    page.emulate_media(media="print")
    assert not page.locator("#id_text").is_visible()
    assert not page.get_by_role("button", name="Cetak hasil ini").is_visible()
    for part in (".marked", ".found", ".found h3", "details.rules .rule-list"):
        assert page.locator(part).first.is_visible(), part
    assert "tidak ada temuan bukan berarti aman" in page.inner_text("main")
