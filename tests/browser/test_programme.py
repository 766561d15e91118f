"""The programme as two people walk it in a browser: draft, findings, second person, published; phone and desktop."""

import re

import pytest

from ikrar.programme.models import Message
from ikrar.programme.states import MessageState
from tests.browser.checks import Watch, check_axe, check_reflow
from tests.browser.conftest import WIDTHS

TITLE = "Baca sebelum membagikan"
TEXT = "Baca kabar sampai selesai dan lihat sumbernya sebelum membagikannya."


def write(page, text: str) -> Message:
    """Fill the form in and save it."""
    page.goto("/program/baru/")
    page.get_by_label("Judul").fill(TITLE)
    page.get_by_label("Teks", exact=True).fill(text)
    page.get_by_label("Saluran").select_option("whatsapp")
    page.get_by_label("Tayang pada").fill("2023-10-04")
    page.get_by_role("button", name="Simpan dan periksa").click()
    page.wait_for_url(re.compile(r"/program/\d+/$"))
    return Message.objects.latest("pk")


@pytest.mark.parametrize("device", WIDTHS)
def test_two_people_bring_a_message_to_the_public(world, page_at, host, device):
    width = WIDTHS[device]
    maya = page_at(width, world=world, who="maya")
    watch = Watch(maya)
    message = write(maya, f"{TEXT} Coblos nomor 2.")
    maya.get_by_text("Menghentikan").first.wait_for()
    check_axe(maya, where="a draft with findings")
    check_reflow(maya, width=320)
    maya.get_by_role("link", name="Ubah").click()
    maya.get_by_label("Teks", exact=True).fill(TEXT)
    maya.get_by_role("button", name="Simpan dan periksa").click()
    maya.get_by_text("Penjaga tidak menemukan apa-apa").wait_for()
    maya.get_by_role("button", name="Kirim untuk disetujui").click()
    maya.get_by_text("Menunggu orang kedua").wait_for()
    assert maya.get_by_role("button", name="Setujui", exact=True).count() == 0

    nanda = page_at(width, world=world, who="nanda")
    nanda.goto(f"/program/{message.pk}/")
    nanda.get_by_role("button", name="Setujui", exact=True).click()
    nanda.get_by_role("button", name="Terbitkan sekarang").click()
    nanda.get_by_text("Terbit: tampil di halaman publik").wait_for()
    check_axe(nanda, where="published")
    message.refresh_from_db()
    assert (message.state, message.version) == (MessageState.PUBLISHED, 2)

    anybody = page_at(width)
    seen = Watch(anybody)
    anybody.goto("/program/pesan/")
    anybody.get_by_role("link", name=TITLE).click()
    anybody.get_by_text(TEXT).first.wait_for()
    check_axe(anybody, where="the public page of a message")
    check_reflow(anybody, width=320)
    for one in (watch, seen):
        one.check(host=host)


def test_a_finding_is_overruled_in_ones_own_name(world, page_at):
    found = world.humas.titled("Ayo ke TPS")
    nanda = page_at(1280, world=world, who="nanda")
    for _n in "12":
        nanda.goto(f"/program/{found.pk}/")
        nanda.get_by_role("link", name=re.compile("Kesampingkan dengan alasan")).first.click()
        nanda.get_by_label("Alasan").fill("Pemungutan suara lanjutan di sebagian wilayah.")
        nanda.get_by_role("button", name="Kesampingkan atas nama saya").click()
        nanda.get_by_text("Temuan dikesampingkan atas nama Anda.").wait_for()
    assert nanda.locator(".programme-overruled").count() == 2
    nanda.get_by_role("button", name="Setujui", exact=True).click()
    nanda.get_by_text("Disetujui. Pesan terbit sendiri").wait_for()


def test_the_calendar_is_a_list_on_a_phone_and_a_grid_on_a_desk(world, page_at):
    phone = page_at(360, world=world, who="maya")
    phone.goto("/program/kalender/?bulan=2024-02")
    assert phone.locator(".programme-day:visible").count() == 4
    desk = page_at(1280, world=world, who="maya")
    desk.goto("/program/kalender/?bulan=2024-02")
    assert desk.locator(".programme-day:visible").count() == 35
    desk.get_by_label("Saluran").select_option("radio")
    desk.get_by_role("button", name="Saring").click()
    assert desk.locator(".programme-entry").count() == 1
    desk.get_by_role("link", name=re.compile("Maret 2024")).click()
    desk.get_by_role("heading", name="Maret 2024").wait_for()
    assert "saluran=radio" in desk.url


def test_the_cards_are_pictures(world, page_at):
    message = world.humas.titled("Cek sebelum membagikan")
    page = page_at(1280, world=world)
    page.goto(f"/program/pesan/{message.ref}/")
    widths = page.evaluate(
        "Promise.all([...document.querySelectorAll('.programme-cards img')].map(async i => {await i.decode(); return i.naturalWidth}))"
    )
    assert widths == [1080, 1200, 1080]
