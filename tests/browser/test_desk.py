"""Desks in a real browser: the kiosk, coverage down to a person, a campaign from draft to open, an erasure."""

import contextlib

import playwright.sync_api as playwright
import pytest

from ikrar.pledges.models import Campaign, Signature
from ikrar.pledges.states import CampaignState, How, SignatureState
from tests.browser.checks import check_axe, check_reflow
from tests.browser.conftest import SCHEMES, WIDTHS


def look(page, where):
    for width in WIDTHS.values():
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            check_axe(page, where=f"{where} at {width} px, {scheme}")
    check_reflow(page, width=360)


def test_kiosk(page_at, world):
    page = page_at(1280, world=world, who="budi")
    page.goto("/ikrar/kios/")
    page.get_by_label("NIP").fill("123")
    page.get_by_role("button", name="Lanjut").click()
    page.locator("#id_nip_error").wait_for()
    look(page, "kiosk, unknown number")
    page.get_by_label("NIP").fill(world.cast.ani.employee.nip)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Ani Contoh").wait_for()
    look(page, "kiosk, reading")
    box = page.locator("#id_accept_1").bounding_box()
    assert min(box["width"], box["height"]) >= 32
    for number in (1, 2, 3, 4):
        page.locator(f"#id_accept_{number}").check()
    page.get_by_role("button", name="Tanda tangani ikrar").click()
    page.locator("#id_witnessed_error").wait_for()
    page.locator("#id_witnessed").check()
    page.get_by_role("button", name="Tanda tangani ikrar").click()
    page.get_by_role("heading", name="Ikrar sudah ditandatangani").wait_for()
    look(page, "kiosk, thanks")
    signature = Signature.objects.get(signatory=world.signatory)
    assert signature.how == How.KIOSK
    page.get_by_role("link", name="Pegawai berikutnya").click()
    page.get_by_label("NIP").wait_for()
    for _step in range(4):
        with contextlib.suppress(playwright.Error):  # a page that was posted to is not kept at all
            page.go_back()
        page.wait_for_timeout(200)
        page.wait_for_load_state()  # on a busy machine it may still be on its way
        assert "Ani Contoh" not in page.content()
        assert signature.code not in page.content()


@pytest.mark.parametrize("idle", [61, 301])
def test_kiosk_left_alone_clears_itself(page_at, world, idle):
    page = page_at(1280, world=world, who="budi")
    page.clock.install()
    page.goto("/ikrar/kios/")
    page.get_by_label("NIP").fill(world.cast.ani.employee.nip)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Ani Contoh").wait_for()
    page.clock.fast_forward(idle * 1000)
    page.wait_for_timeout(300)
    assert ("Ani Contoh" in page.content()) == (idle < 300)


def test_coverage_down_to_a_person(page_at, world):
    page = page_at(1280, world=world, who="fajar")
    page.goto("/ikrar/cakupan/")
    page.get_by_role("link", name="Biro Umum Contoh").click()
    page.get_by_role("heading", name="Pegawai Biro Umum Contoh").wait_for()
    assert page.locator("tbody tr").count() > 1
    name = page.locator("tbody th").last.inner_text()
    page.get_by_label("Cari nama atau NIP").fill(name.upper())
    page.keyboard.press("Enter")
    page.wait_for_url("**q=*")
    assert page.locator("tbody th").all_inner_texts() == [name]
    with page.expect_download() as download:
        page.get_by_role("link", name="XLSX").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    page.get_by_label("Cari nama atau NIP").fill("tidak ada orangnya")
    page.keyboard.press("Enter")
    page.get_by_text("Tidak ada yang cocok").wait_for()
    look(page, "nobody found")
    page.get_by_role("link", name="Kirim pengingat").click()
    page.get_by_role("button", name="Kirim pengingat").click()
    page.get_by_text("surat pengingat masuk antrean").wait_for()
    look(page, "reminded")


def test_campaign_from_draft_to_open(page_at, world):
    page = page_at(1280, world=world, who="fajar")
    page.goto("/ikrar/kelola/")
    page.get_by_role("link", name="Buat masa ikrar").click()
    page.get_by_role("button", name="Lihat pratinjau").click()
    page.locator(".wrongs").first.wait_for()
    look(page, "new campaign, incomplete")
    page.get_by_label("Nama masa ikrar").fill("Ikrar Kedua")
    page.get_by_label("Kode").fill("kedua")
    page.get_by_label("Penutup").fill("Demikian ikrar kami.")
    page.get_by_role("button", name="Lihat pratinjau").click()
    preview = page.get_by_role("region", name="Pratinjau")
    preview.wait_for()
    assert "Demikian ikrar kami." in preview.inner_text()
    look(page, "new campaign, preview")
    page.get_by_role("button", name="Simpan rancangan").click()
    page.get_by_role("link", name="Buka masa ikrar").click()
    look(page, "open a campaign")
    page.get_by_role("button", name="Buka masa ikrar").click()
    page.get_by_text("Masa ikrar dibuka.").wait_for()
    assert Campaign.objects.get(slug="kedua").state == CampaignState.OPEN


def test_withdraw_then_erase(page_at, world):
    code = world.signature.code
    page = page_at(1280, world=world, who="fajar")
    page.goto(world.url("campaign_signatures", world.campaign.slug))
    page.get_by_label("Nama, NIP, atau kode").fill(code)
    page.keyboard.press("Enter")
    page.get_by_role("rowheader").get_by_role("link").click()
    page.get_by_role("link", name="Cabut tanda tangan").click()
    page.get_by_label("Alasan").fill("Salah orang.")
    page.get_by_role("button", name="Cabut tanda tangan").click()
    page.get_by_text("Tanda tangan dicabut.").wait_for()
    look(page, "withdrawn at the desk")
    public = page_at(360)
    public.goto(world.url("verify_code", code))
    look(public, "withdrawn in public")
    page.get_by_role("link", name="Hapus data pribadi").click()
    page.get_by_role("button", name="Hapus data pribadi").click()
    page.get_by_text("Data pribadi dihapus.").wait_for()
    assert Signature.objects.get(pk=world.signature.pk).state == SignatureState.ERASED
    public.reload()
    public.get_by_role("heading", name="Data pribadi sudah dihapus").wait_for()
    look(public, "erased in public")
    public.goto(world.url("signed", code))
    look(public, "signed page of an erased person")
