"""The personnel desk in a real browser: a roster from upload to the list of employees, an account, a letter."""

import pytest
from django.test import Client

from ikrar.people import actions
from ikrar.people.actions import roster as roster_actions
from ikrar.people.models import Employee, Mail, RosterImport, Unit, User
from ikrar.people.states import ImportState, MailState
from tests.apps.people import files
from tests.browser.test_desk import look
from tests.browser.world import roster_file


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(roster_actions, "BATCH", 20)


@pytest.fixture
def uploaded(tmp_path):
    path = tmp_path / "siasn.csv"
    path.write_bytes(roster_file(70).getvalue())
    return path


def upload(page, path):
    page.goto("/pegawai/impor/")
    page.locator("#id_file").set_input_files(path)
    page.get_by_role("button", name="Unggah dan periksa").click()
    page.get_by_role("heading", name=path.name).wait_for()


def work(times: int = 1) -> RosterImport:
    """What the worker does, as often as told."""
    found = RosterImport.objects.exclude(state=ImportState.DISCARDED).latest("id")
    for _turn in range(times):
        actions.work_on_import(found)
        found.refresh_from_db()
    return found


def test_upload_preview_apply_list(page_at, world, uploaded, small_batches):
    page = page_at(1280, world=world, who="fajar")
    upload(page, uploaded)
    assert page.locator(".stat", has_text="Pegawai baru").inner_text().endswith("71")
    assert page.locator(".stat", has_text="Pindah unit").inner_text().endswith("1")
    assert "Direktorat Contoh Satu → Bagian Contoh" in page.content()
    assert files.MARKER_NIK not in page.content()
    assert "RAHASIA" not in page.content()
    page.get_by_role("button", name="Terapkan daftar ini").click()
    bar = page.locator("progress")
    bar.wait_for()
    look(page, "import being applied")
    assert bar.get_attribute("value") == "0"
    page.get_by_text("Hentikan impor").click()
    work(2)
    page.locator('progress[value="40"]').wait_for()
    assert page.locator("strong", has_text="40 dari 72 baris").is_visible()
    assert page.get_by_role("button", name="Hentikan").is_visible(), "stays open while it moves"
    work(2)
    page.get_by_text("Daftar diterapkan").wait_for()
    assert page.locator("progress").count() == 0
    look(page, "import done")
    page.get_by_role("link", name="Lihat pegawai").click()
    page.get_by_label("Cari nama atau NIP").fill("peraga 70")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=peraga*")
    assert page.locator("tbody th").all_inner_texts() == ["Peraga 70 Contoh"]
    moved = Employee.objects.get(nip=world.cast.ani.employee.nip)
    assert moved.unit.name == "Bagian Contoh"


def test_an_import_is_stopped(page_at, world, uploaded, small_batches):
    page = page_at(360, world=world, who="fajar")
    upload(page, uploaded)
    page.get_by_role("button", name="Terapkan daftar ini").click()
    page.get_by_text("Hentikan impor").click()
    work(1)
    page.get_by_role("button", name="Hentikan").click()
    page.get_by_text("Impor dibatalkan").wait_for()
    assert RosterImport.objects.latest("id").state == ImportState.DISCARDED
    assert Employee.objects.filter(name__startswith="Peraga").count() == 20


def test_an_import_without_javascript(page_at, world, uploaded):
    page = page_at(360, world=world, who="fajar", java_script_enabled=False)
    upload(page, uploaded)
    page.get_by_role("button", name="Terapkan daftar ini").click()
    page.locator("strong", has_text="0 dari 72 baris").wait_for()
    work(2)
    page.get_by_role("link", name="Muat ulang").click()
    page.get_by_text("Daftar diterapkan").wait_for()


def test_a_file_that_is_no_roster(page_at, world, tmp_path):
    path = tmp_path / "surat.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    page = page_at(1280, world=world, who="fajar")
    page.goto("/pegawai/impor/")
    page.locator("#id_file").set_input_files(path)
    page.get_by_label("Daftar ini lengkap").check()
    page.get_by_role("button", name="Unggah dan periksa").click()
    page.locator("#id_file_error").wait_for()
    assert "xlsx" in page.locator("#id_file_error").inner_text().lower()
    assert page.get_by_label("Daftar ini lengkap").is_checked()
    look(page, "upload refused")


def test_an_account_sets_its_own_password(page_at, world):
    page = page_at(1280, world=world, who="eka")
    page.goto("/pegawai/peran/")
    page.get_by_role("link", name="Buat akun").click()
    page.get_by_label("Nama pengguna").fill("kirana")
    page.get_by_role("button", name="Buat akun").click()
    page.get_by_role("heading", name="kirana").wait_for()
    page.locator("#id_name").select_option(label="saksi kios")
    page.get_by_role("button", name="Beri peran").click()
    page.get_by_text("Peran diberikan").wait_for()
    page.get_by_role("button", name="Buat tautan kata sandi").click()
    page.get_by_text("Berlaku satu kali").wait_for()
    look(page, "account with link")
    link = page.locator(".copy .code").inner_text().removeprefix("http://testserver")
    visitor = page_at(360)
    visitor.goto(link)
    visitor.locator("#id_password1").fill("padi-menguning-72")
    visitor.locator("#id_password2").fill("padi-menguning-72")
    visitor.locator("form button.primary").click()
    visitor.wait_for_load_state()
    assert Client().login(username="kirana", password="padi-menguning-72")
    again = page_at(360)
    again.goto(link)
    assert again.locator("#id_password1").count() == 0, "the link works once"
    page.goto(f"/pegawai/peran/akun/{User.objects.get(username='kirana').pk}/")
    page.get_by_role("link", name="Tutup akun").click()
    page.get_by_role("button", name="Tutup akun").click()
    page.get_by_text("Akun ini ditutup").wait_for()


def test_letters_are_sent_again_or_settled(page_at, world):
    page = page_at(1280, world=world, who="fajar")
    page.goto("/pegawai/surat/")
    page.get_by_role("button", name="Kirim lagi pegawai0@contoh.test").click()
    page.get_by_text("Surat diantrekan lagi").wait_for()
    page.get_by_role("button", name="Sudah sampai pegawai1@contoh.test").click()
    page.get_by_text("Tidak ada surat yang perlu diperiksa").wait_for()
    states = dict(Mail.objects.values_list("to", "state"))
    assert states["pegawai0@contoh.test"] == MailState.QUEUED
    assert states["pegawai1@contoh.test"] == MailState.SENT


def test_a_unit_is_added_moved_and_closed(page_at, world):
    page = page_at(360, world=world, who="fajar")
    page.goto("/pegawai/unit/")
    page.get_by_role("link", name="Kementerian Contoh", exact=True).last.click()
    page.get_by_role("link", name="Tambah unit").click()
    page.get_by_label("Kode unor").fill("S-1")
    page.get_by_label("Nama unit kerja").fill("Seksi Contoh")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_role("heading", name="Seksi Contoh").wait_for()
    page.get_by_role("link", name="Ubah").click()
    page.get_by_label("Kode unit induk").fill("U-1")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_text("Perubahan unit kerja disimpan").wait_for()
    page.get_by_role("link", name="Tutup unit").click()
    page.get_by_label("Tidak berlaku mulai tanggal").fill("2023-12-01")
    page.get_by_role("button", name="Tutup unit").click()
    page.get_by_text("Ditutup mulai 1 Desember 2023").wait_for()
    assert Unit.objects.get(code="S-1").parent == world.cast.unit
