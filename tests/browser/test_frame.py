"""The frame of every page in a real browser: keyboard, menu, language, forms, with and without scripts."""

from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.checks import Watch, check_axe, check_reflow
from tests.cast import PASSWORD

SMALL_TARGETS = """
[...document.querySelectorAll('button, .button, .doors a, .menu summary, .plain, input:not([type=hidden])')]
  .filter(e => e.offsetParent && !e.closest('[hidden]'))
  .map(e => [e.closest('label') || e, e])
  .filter(([box]) => box.getBoundingClientRect().height < 44)
  .map(([, e]) => e.outerHTML.slice(0, 90))
"""


def log_in(page, name: str, password: str = PASSWORD) -> None:
    page.goto(reverse("account_login"))
    page.get_by_label("NIP atau surel").fill(name)
    page.get_by_label("Kata sandi").fill(password)
    page.locator("main").get_by_role("button", name="Masuk").click()


def test_first_tab_leads_to_the_content(world, page_at):
    page = page_at(1280)
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Lewati ke isi"
    page.keyboard.press("Enter")
    assert page.url.endswith("#isi")
    assert page.evaluate("document.activeElement.id") == "isi"


def test_focus_is_seen(world, page_at):
    page = page_at(1280)
    page.goto(reverse("account_login"))
    page.get_by_label("NIP atau surel").focus()
    ring = page.evaluate(
        "(s => [s.outlineStyle, s.outlineWidth, s.outlineOffset])"
        "(getComputedStyle(document.activeElement))"
    )
    assert ring == ["solid", "2px", "2px"]


def test_the_menu_of_a_phone_opens_and_closes_by_key(world, page_at):
    page = page_at(360, world=world, who="fajar")
    page.goto("/")
    menu = page.locator("details.menu.for-phone")
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    assert menu.get_attribute("open") is not None
    assert menu.get_by_role("link", name="Capaian").is_visible()
    check_axe(page, where="open menu")
    page.keyboard.press("Escape")
    assert menu.get_attribute("open") is None
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_the_language_changes_and_the_page_stays(world, page_at, scripts):
    page = page_at(1280, java_script_enabled=scripts)
    page.goto("/capaian/?dari=uji")
    page.get_by_role("button", name="EN, English").click()
    assert page.url.endswith("/capaian/?dari=uji")
    assert page.locator("html").get_attribute("lang") == "en"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_log_in_and_out(world, page_at, scripts):
    page = page_at(360, java_script_enabled=scripts)
    log_in(page, "ani")
    assert page.url.endswith("/")
    page.goto(reverse("account_logout"))
    page.locator("main").get_by_role("button", name="Keluar").click()
    page.goto(reverse("mfa_index"))
    assert reverse("account_login") in page.url


def test_a_refused_form_reads_on_at_what_is_wrong(world, page_at):
    page = page_at(360)
    log_in(page, "ani", "salah")
    expect(page.locator(".wrongs")).to_be_focused()
    assert page.get_by_label("NIP atau surel").input_value() == "ani"
    check_axe(page, where="refused form")


def test_a_link_in_the_summary_leads_to_its_field(world, page_at):
    page = page_at(360)
    log_in(page, "", "x")
    page.locator(".wrongs a").first.click()
    assert page.url.endswith("#id_login")


@pytest.mark.parametrize("path", ["/", "/capaian/", "/akun/login/"])
def test_targets_are_large_enough_for_a_thumb(world, page_at, path):
    page = page_at(360)
    page.goto(path)
    assert page.evaluate(SMALL_TARGETS) == []


def test_a_second_press_sends_nothing(world, page_at):
    page = page_at(1280)
    page.goto("/capaian/")
    sent = []
    page.route("**/bahasa/", lambda route: sent.append(route.request.url))  # never answered
    button = page.get_by_role("button", name="EN, English").element_handle()
    page.evaluate("button => { button.click(); button.click(); }", button)
    page.wait_for_timeout(300)
    assert len(sent) == 1


def test_a_security_key_works_under_the_strict_policy(world, page_at, host):
    page = page_at(1280)
    watch = Watch(page)
    key = page.context.new_cdp_session(page)
    key.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "usb", "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    key.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    log_in(page, "ani")
    page.goto(reverse("mfa_add_webauthn"))
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.locator("main").get_by_role("button").first.click()
    page.get_by_role("button", name="Baca kunci").wait_for()
    check_axe(page, where="add a key")
    page.get_by_role("button", name="Baca kunci").click()
    page.get_by_role("heading", name="Kode pemulihan").wait_for()
    for name in ("mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_activate_totp"):
        page.goto(reverse(name))
        check_axe(page, where=name)
        check_reflow(page, width=320)

    page.goto(reverse("account_logout"))
    page.locator("main").get_by_role("button", name="Keluar").click()
    log_in(page, "ani")
    page.get_by_role("heading", name="Langkah kedua").wait_for()
    check_axe(page, where="second factor")
    page.get_by_role("button", name="Pakai kunci keamanan").click()
    page.wait_for_url(lambda url: urlsplit(url).path == "/")
    page.goto(reverse("mfa_list_webauthn"))
    assert page.locator("tbody tr").count() == 1
    watch.check(host=host)


def test_paper_carries_the_content_only(world, page_at):
    page = page_at(1280)
    page.goto("/capaian/")
    page.emulate_media(media="print")
    assert page.locator("table").is_visible()
    for gone in (".tools", ".foot", ".page-head .actions", ".demo"):
        assert not page.locator(gone).first.is_visible(), gone


def test_forced_colours_keep_the_controls_visible(world, page_at):
    page = page_at(1280)
    page.emulate_media(forced_colors="active")
    page.goto("/akun/login/")
    button = page.locator("main button.primary")
    assert page.evaluate("e => getComputedStyle(e).borderStyle", button.element_handle()) == "solid"
