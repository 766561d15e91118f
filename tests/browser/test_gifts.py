"""Statement four and the conflict of interest in a real browser: a gift on a phone, the UPG's desk, a tie, a question."""

import re

import pytest

from tests.browser.checks import Watch
from tests.engines.evidence import samples


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no script"])
def test_a_refusal_on_a_phone_and_a_money_offer_goes_to_the_sealed_door(
    world, page_at, host, has_script
):
    page = page_at(360, world=world, who="ani", java_script_enabled=has_script)
    watch = Watch(page)
    page.goto("/hadiah/catat/")
    page.get_by_label("Ditolak", exact=False).first.check()
    page.locator("#id_what").fill("Amplop dari tim")
    page.locator("#id_tie").select_option("tim")
    page.locator("#id_photo").set_input_files(
        {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": samples.jpeg_told()}
    )
    page.get_by_role("button", name="Simpan catatan").click()
    page.wait_for_load_state()
    said = page.inner_text("main")
    assert "Amplop dari tim" in said
    assert re.search(r"H-\d{4}-\d{6}", said)
    page.goto("/hadiah/catat/")
    page.get_by_role("link", name="Buat laporan tersegel tanpa nama").click()
    assert page.url.endswith("/lapor/")
    assert "Amplop" not in page.content()
    watch.check(host=host)


def test_the_upg_decides_and_the_employee_sees_it(world, page_at, host):
    officer = page_at(1280, world=world, who="lestari")
    watch = Watch(officer)
    number = world.gifts.waiting.number
    officer.goto("/hadiah/meja/?tab=semua")
    officer.get_by_role("link", name=number).click()
    officer.get_by_role("link", name="Putuskan penanganan").click()
    officer.get_by_label("Diteruskan ke KPK").check()
    officer.locator("textarea").fill("Nilainya melebihi batas antarrekan kerja.")
    officer.locator("main button.primary").click()
    officer.wait_for_load_state()
    assert "Penanganan diputuskan" in officer.inner_text("main")
    owner = page_at(360, world=world, who="budi")
    owner.goto("/hadiah/")
    owner.get_by_role("link", name=number).click()
    assert "Penanganan diputuskan" in owner.inner_text("main")
    watch.check(host=host)


def test_a_tie_is_declared_and_the_case_is_gone(world, page_at, host):
    page = page_at(1280, world=world, who="citra")
    watch = Watch(page)
    number = world.sealed.proposed.number
    page.goto("/perkara/?tab=semua")
    assert number in page.inner_text("main")
    page.goto("/kepentingan/baru/")
    page.get_by_label("Calon atau pasangan calon").check()
    page.locator("#id_to").select_option("peserta:1")
    page.get_by_role("button", name="Nyatakan", exact=True).click()
    page.wait_for_load_state()
    assert "Yang tetap boleh" in page.inner_text("main")
    page.goto("/perkara/?tab=semua")
    assert number not in page.inner_text("main")
    assert page.goto(f"/perkara/{number}/").status == 404
    watch.check(host=host)


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no script"])
def test_a_question_is_answered_or_asked_of_a_human(world, page_at, host, has_script):
    page = page_at(360, java_script_enabled=has_script)
    watch = Watch(page)
    page.goto("/bolehkah/")
    page.locator("input[name=q]").fill("boleh like postingan caleg")
    page.get_by_role("button", name="Cari jawaban").click()
    assert "menyukai" in page.inner_text("main")
    page.locator("input[name=q]").fill("berapa tarif parkir kantor")
    page.get_by_role("button", name="Cari jawaban").click()
    page.get_by_role("link", name=re.compile("[Tt]anya")).last.click()
    assert page.locator("textarea").count() == 1
    watch.check(host=host)
