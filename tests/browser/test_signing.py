"""Signing in a real browser: by keyboard alone, without JavaScript, twice at once, on a phone."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from ikrar.ledger import actions as ledger
from ikrar.pledges import actions as pledges
from ikrar.pledges.models import Link, Signature
from ikrar.pledges.states import How
from tests.browser.checks import Watch, check_axe, check_reflow
from tests.browser.conftest import SCHEMES, WIDTHS

BUTTON = "Tanda tangani ikrar"


@pytest.fixture
def link(world):
    return world.url("sign_link", world.token)


@pytest.fixture
def mine(world):
    """Signatures of Ani's."""
    return Signature.objects.filter(signatory=world.signatory)


def tick_all(page):
    for number in (1, 2, 3, 4):
        page.locator(f"#id_accept_{number}").check()


def check_everywhere(page, where):
    for width in WIDTHS.values():
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            check_axe(page, where=f"{where} at {width} px, {scheme}")
    check_reflow(page, width=360)


def tab_to(page, selector, limit=40):
    """Press Tab until the element has the focus, as somebody without a mouse does."""
    for _press in range(limit):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    pytest.fail(f"{selector} cannot be reached with Tab")


def test_keyboard_only(page_at, link, mine, host):
    page = page_at(360)
    watch = Watch(page)
    page.goto(link)
    for number in (1, 2, 3, 4):
        tab_to(page, f"#id_accept_{number}")
        page.keyboard.press("Space")
    tab_to(page, "button.primary")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ikrar/selesai/**")
    assert page.get_by_role("heading", level=1).inner_text() == "Ikrar Anda sudah ditandatangani"
    assert mine.get().how == How.LINK
    page.get_by_text("sedang dicatat").wait_for()
    check_everywhere(page, "signed, pending")
    ledger.sequence()
    tab_to(page, "a[href$='.pdf']") if page.locator("a[href$='.pdf']").count() else None
    page.get_by_role("link", name="Unduh sertifikat").wait_for()  # the page asked by itself
    check_everywhere(page, "signed, logged")
    watch.check(host=host)


def test_certificate_and_verification_by_upload(page_at, link, mine, tmp_path):
    page = page_at(360)
    page.goto(link)
    tick_all(page)
    page.get_by_role("button", name=BUTTON).click()
    page.wait_for_url("**/ikrar/selesai/**")
    ledger.sequence()
    page.get_by_role("link", name="Unduh sertifikat").wait_for()
    pdf = page.request.get(page.get_by_role("link", name="Unduh sertifikat").get_attribute("href"))
    assert pdf.headers["content-type"] == "application/pdf"
    assert pdf.headers["content-disposition"].startswith("inline")
    file = Path(tmp_path / "sertifikat.pdf")
    file.write_bytes(pdf.body())
    page.goto("/verifikasi/")
    page.locator("#id_file").set_input_files(file)
    page.get_by_role("button", name="Periksa berkas").click()
    page.get_by_role("heading", name="Ikrar ini asli").wait_for()
    assert page.locator(".checks li.ok").count() == 7
    assert mine.get().code in page.inner_text("main")
    check_everywhere(page, "verified by upload")
    file.write_bytes(pdf.body().replace(b"%PDF-1.7", b"%PDF-1.4")[:-2000])
    page.goto("/verifikasi/")
    page.locator("#id_file").set_input_files(file)
    page.get_by_role("button", name="Periksa berkas").click()
    page.get_by_role("heading", name="Bukti ini tidak sah").wait_for()
    check_everywhere(page, "refused upload")


def test_without_javascript(page_at, link, mine):
    page = page_at(360, java_script_enabled=False)
    page.goto(link)
    page.locator("#id_accept_1").check()
    page.get_by_role("button", name=BUTTON).click()
    assert page.locator(".wrongs a").count() == 3
    assert page.locator("#id_accept_1").is_checked()
    for number in (2, 3, 4):
        page.locator(f"#id_accept_{number}").check()
    page.get_by_role("button", name=BUTTON).click()
    page.wait_for_url("**/ikrar/selesai/**")
    ledger.sequence()
    page.get_by_role("link", name="Periksa lagi").click()
    page.get_by_role("link", name="Unduh sertifikat").wait_for()
    assert mine.count() == 1


def test_what_is_missing_is_said_where_it_is(page_at, link):
    page = page_at(360)
    page.goto(link)
    page.locator("#id_accept_2").check()
    page.get_by_role("button", name=BUTTON).click()
    summary = page.locator(".wrongs")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="Butir 3").click()
    page.keyboard.press("Space")
    assert page.locator("#id_accept_2").is_checked()
    assert page.locator("#id_accept_3").is_checked()
    check_everywhere(page, "statement missing")


def test_double_click_signs_once(page_at, link, mine):
    page = page_at(360)
    page.goto(link)
    tick_all(page)
    page.get_by_role("button", name=BUTTON).dblclick()
    page.wait_for_url("**/ikrar/selesai/**")
    assert mine.count() == 1


def test_two_browsers_on_the_same_link(page_at, link, mine):
    first, second = page_at(360), page_at(1280)
    for page in (first, second):
        page.goto(link)
        tick_all(page)
    for page in (first, second):
        page.get_by_role("button", name=BUTTON).click()
        page.wait_for_url("**/ikrar/selesai/**")
    assert mine.count() == 1
    assert "tidak ada yang ditandatangani dua kali" in second.inner_text("main")
    assert first.url == second.url


def test_text_changes_while_one_reads(page_at, link, world, mine):
    page = page_at(360)
    page.goto(link)
    tick_all(page)
    content = world.campaign.text.content | {"title": "Ikrar Baru"}
    text = pledges.freeze_text(content=content, by=None)
    pledges.revise_text(world.campaign, text=text, by=None)
    page.get_by_role("button", name=BUTTON).click()
    page.get_by_text("Teks ikrar berubah", exact=True).wait_for()
    assert page.locator("input:checked").count() == 0
    assert not mine.exists()
    check_everywhere(page, "text changed")
    tick_all(page)
    page.get_by_role("button", name=BUTTON).click()
    page.wait_for_url("**/ikrar/selesai/**")
    assert mine.get().text == text


def test_a_look_never_uses_the_link(page_at, link, world):
    for _scanner in range(3):
        page_at(360).goto(link)
    assert Link.objects.get(signatory=world.signatory).used_at is None


def test_typed_code(page_at, world):
    page = page_at(360)
    page.goto("/ikrar/kode/")
    page.get_by_label("Kode pribadi").fill(world.token.lower().replace("-", " "))
    page.keyboard.press("Enter")
    page.get_by_role("button", name=BUTTON).wait_for()
