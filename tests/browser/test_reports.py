"""The whole way of a report in a real browser: on a phone with and without JavaScript, through the desk, to a case and back."""

import re

import pytest

from tests.apps.cases.steps import WORDS
from tests.browser.checks import Watch
from tests.browser.sealed import WHAT, unlock


def receipt_on(page) -> str:
    return page.locator(".receipt-words").inner_text().strip()


def send(page, what=WHAT) -> str:
    page.goto("/lapor/")
    page.get_by_role("link", name="Mulai menulis").click()
    page.locator("#id_what").fill(what)
    page.locator("#id_who").fill("kepala subbagian")
    page.locator("#id_upload").set_input_files(
        {"name": "catatan.txt", "mimeType": "text/plain", "buffer": b"apel senin"}
    )
    page.get_by_role("button", name="Segel dan kirim").click()
    page.wait_for_load_state()
    return receipt_on(page)


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no script"])
def test_a_reporter_on_a_phone(world, page_at, host, has_script):
    page = page_at(360, java_script_enabled=has_script)
    watch = Watch(page)
    receipt = send(page)
    assert re.fullmatch(r"[a-z]+-[a-z]+-\d{5}-[a-z]+-[a-z]+-\d{5}-[a-z]+-[a-z]+", receipt)
    assert receipt not in page.url
    page.get_by_role("link", name="Buka kotak laporan").click()
    page.locator("#id_receipt").fill(receipt.replace("-", " "))
    page.get_by_role("button", name="Buka", exact=True).click()
    assert WHAT in page.inner_text("main")
    assert "catatan.txt" in page.inner_text("main")
    page.locator("#id_text").fill("Tambahan: kejadiannya hari Senin.")
    page.get_by_role("button", name="Segel dan kirim", exact=True).click()
    assert "Tambahan: kejadiannya hari Senin." in page.inner_text("main")
    page.get_by_role("link", name="Hapus laporan ini").click()
    page.get_by_role("button", name="Hapus laporan").click()
    assert "Laporan dihapus" in page.inner_text("h1")
    page.goto("/lapor/kotak/isi/")
    assert page.url.endswith("/lapor/kotak/")
    watch.check(host=host)


def test_hints_come_while_one_writes_and_work_is_done_meanwhile(world, page_at):
    page = page_at(1280)
    page.goto("/lapor/baru/")
    page.locator("#id_what").fill("Ada ajakan memilih calon")
    page.locator("#id_who").fill("camat")
    page.locator("#id_when").focus()
    page.get_by_text("Laporan sudah dapat dikirim").wait_for()
    proof = page.locator("input[name=proof]")
    for _second in range(60):
        if proof.input_value():
            break
        page.wait_for_timeout(1000)
    assert proof.input_value().isdigit()


def test_from_the_report_to_the_case_and_back_to_the_reporter(world, page_at, host):
    phone = page_at(360)
    receipt = send(phone, what=f"Ini laporan kedua. {WHAT}")
    desk = page_at(1280, world=world, who="gita")
    watch = Watch(desk)
    desk.goto("/laporan/")
    unlock(desk)
    desk.locator("tbody tr", has_text="Ini laporan kedua").get_by_role("link").click()
    assert WHAT in desk.inner_text("main")
    desk.locator("#id_text").fill("Kapan persisnya?")
    desk.get_by_role("button", name="Segel dan kirim").click()
    desk.get_by_role("link", name="Jadikan perkara").click()
    desk.locator("#id_summary").fill("Dugaan ajakan memihak saat apel.")
    desk.get_by_role("button", name="Buka perkara").click()
    assert "Perkara dibuka" in desk.inner_text("main")
    desk.goto("/perkara/")
    desk.get_by_role("link", name="Semua", exact=True).click()
    desk.locator("tbody a").first.click()
    assert "Dugaan ajakan memihak saat apel." in desk.inner_text("main")
    assert "catatan.txt" in desk.inner_text("main")
    watch.check(host=host)
    phone.goto("/lapor/kotak/")
    phone.locator("#id_receipt").fill(receipt)
    phone.get_by_role("button", name="Buka", exact=True).click()
    said = phone.inner_text("main")
    assert "Kapan persisnya?" in said
    assert "ditangani sebagai perkara" in said


def test_two_custodians_open_an_identity(world, page_at):
    gita = page_at(1280, world=world, who="gita")
    gita.goto(f"/laporan/{world.sealed.waiting.pk}/identitas/")
    unlock(gita)
    gita.locator("#id_reason").fill("Perlu menghubungi pelapor sebagai saksi.")
    gita.get_by_role("button", name="Minta dua kustodian").click()
    for name in ("indra", "joko"):
        page = page_at(1280, world=world, who=name)
        page.goto("/kunci/pembukaan/")
        unlock(page)
        page.get_by_role("button", name="Setujui").click()
    gita.goto(f"/laporan/{world.sealed.waiting.pk}/")
    assert "Seorang pegawai, 0812-0000-0000" in gita.inner_text("main")


def test_the_deciding_official_reads_and_decides(world, page_at, host):
    page = page_at(1280, world=world, who="hadi")
    watch = Watch(page)
    number = world.sealed.proposed.number
    page.goto("/perkara/?tab=semua")
    assert page.locator("tbody th").all_inner_texts() == [
        number
    ]  # nothing that was not recommended
    page.get_by_role("link", name=number).click()
    unlock(page)
    said = page.inner_text("main")
    assert "Menunggu keputusan PPK" in said
    assert WORDS in said
    page.get_by_role("link", name="Putuskan perkara").first.click()
    page.locator("#id_measure").select_option("pernyataan_tertutup")
    page.locator("#id_letter").fill("SK-7/2023")
    page.locator("#id_reasons").fill("Terbukti menurut berita acara dan tanggapan terlapor.")
    page.locator("main button.primary").click()
    page.wait_for_load_state()
    said = page.inner_text("main")
    assert "Diputus, belum disampaikan" in said
    assert "SK-7/2023" in said
    watch.check(host=host)
