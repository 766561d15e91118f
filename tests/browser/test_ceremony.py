"""A ceremony with a projector and two phones; the leader by keys, by tap, and without JavaScript."""

import pytest

from ikrar.pledges import actions as pledges
from ikrar.pledges.models import Ceremony, Signatory, Signature
from ikrar.pledges.states import CeremonyState, How
from tests.browser.checks import Watch, check_axe, check_reflow


@pytest.fixture
def screen_url(world):
    return world.url("ceremony_screen", world.ceremony.pk)


def join(page, world, token):
    page.goto(f"/u/{world.ceremony.join_code.lower()}/")
    page.get_by_label("Kode pribadi").fill(token)
    page.get_by_role("button", name="Bergabung").click()
    page.get_by_role("heading", name="Ikuti pembacaan ikrar").wait_for()


def token_of(world, who):
    employee = getattr(world.cast, who).employee
    signatory = Signatory.objects.get(campaign=world.campaign, employee=employee)
    return pledges.issue_link(signatory, by=None)[1]


def look(page, where):
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        check_axe(page, where=f"{where}, {scheme}")
    check_reflow(page, width=360)


def accept(phone, number):
    phone.get_by_role("button", name=f"Saya menyetujui butir {number}").click()
    phone.locator(f"#butir-{number} .mark.ok").wait_for()


def test_projector_and_two_phones(page_at, world, screen_url, host):
    hall = page_at(1280, world=world, who="fajar")
    watch = Watch(hall)
    hall.goto(screen_url)
    assert hall.locator(".qr svg").is_visible()
    first, second = page_at(360), page_at(360)
    join(first, world, world.token)
    join(second, world, token_of(world, "budi"))
    hall.locator(".hall-count", has_text="2").wait_for()  # counted live
    look(hall, "hall, waiting")
    look(first, "phone, waiting")

    hall.keyboard.press("ArrowRight")
    hall.get_by_text("berikrar untuk").wait_for()
    for number, key in zip(
        (1, 2, 3, 4), ("Space", "PageDown", "ArrowRight", "ArrowDown"), strict=True
    ):
        hall.keyboard.press(key)
        hall.locator(".hall-number", has_text=str(number)).wait_for()
        size = hall.locator(".hall-number").evaluate(
            "e => parseFloat(getComputedStyle(e).fontSize)"
        )
        assert size >= 72
        accept(first, number)
        if number == 2:
            look(hall, "hall, reading")
            look(first, "phone, reading")
    first.get_by_text("Tunggu sampai penandatanganan dibuka").wait_for()

    hall.keyboard.press("ArrowRight")
    hall.get_by_text("sudah menandatangani").wait_for()
    first.get_by_role("button", name="Tanda tangani ikrar").click()
    first.get_by_role("heading", name="Ikrar Anda sudah ditandatangani").wait_for()
    hall.locator(".hall-count", has_text="1").wait_for()
    look(hall, "hall, signing")
    for number in (1, 2, 3, 4):  # late, but each by itself
        accept(second, number)
    look(second, "phone, signing")
    second.get_by_role("button", name="Tanda tangani ikrar").click()
    second.get_by_role("heading", name="Ikrar Anda sudah ditandatangani").wait_for()
    hall.locator(".hall-count", has_text="2").wait_for()

    hall.get_by_role("link", name="Akhiri upacara").click()
    hall.get_by_role("button", name="Akhiri upacara").click()
    hall.get_by_text("Upacara ikrar selesai").wait_for()
    look(hall, "hall, ended")
    assert Signature.objects.filter(how=How.CEREMONY).count() == 2
    watch.check(host=host)


def test_leader_goes_back_and_taps(page_at, world, screen_url):
    hall = page_at(1280, world=world, who="fajar")
    hall.goto(screen_url)
    hall.locator(".hall-address").click()  # a tap anywhere on the screen
    hall.get_by_text("berikrar untuk").wait_for()
    hall.keyboard.press("ArrowRight")
    hall.locator(".hall-number", has_text="1").wait_for()
    hall.keyboard.press("ArrowLeft")
    hall.get_by_text("berikrar untuk").wait_for()


def test_a_guest_of_the_screen_moves_nothing(page_at, world, screen_url):
    guest = page_at(1280)
    guest.goto(screen_url)
    guest.keyboard.press("ArrowRight")
    guest.locator(".hall-address").click()
    guest.wait_for_timeout(300)
    assert Ceremony.objects.get().state == CeremonyState.WAITING
    assert guest.get_by_role("button").count() == 0


def test_without_javascript(page_at, world, screen_url):
    hall = page_at(1280, world=world, who="fajar", java_script_enabled=False)
    phone = page_at(360, java_script_enabled=False)
    join(phone, world, world.token)
    hall.goto(screen_url)
    hall.get_by_role("button", name="Mulai pembacaan").click()
    for number in (1, 2, 3, 4):
        hall.get_by_role("button", name=f"Butir {number}").click()
        phone.reload()
        phone.get_by_role("button", name=f"Saya menyetujui butir {number}").click()
    hall.get_by_role("button", name="Buka penandatanganan").click()
    phone.reload()
    phone.get_by_role("button", name="Tanda tangani ikrar").click()
    phone.get_by_role("heading", name="Ikrar Anda sudah ditandatangani").wait_for()
