"""The conversation in a real browser: a chat is brought in on a desktop, findings are read by keys, with and without scripts."""

import re
import time
from unittest import mock

import pytest
from playwright.sync_api import expect

from ikrar.monitoring.queries import figures
from tests.apps.monitoring import steps
from tests.browser.checks import Watch

CHAT = "\n".join(
    f"1{n % 10}/02/24 09.{n % 60:02} - Warga {n % 9}: {steps.VOTE} nomor {n}, hubungi 0812-3456-78{n:02}"
    for n in range(40)
)


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no script"])
def test_a_chat_comes_in_without_names_or_numbers(world, page_at, host, has_script):
    assert world.talk
    page = page_at(1280, world=world, who="maya", java_script_enabled=has_script)
    watch = Watch(page)
    page.goto("/percakapan/sumber/")
    name = f"Grup warga contoh {'dengan' if has_script else 'tanpa'} skrip"
    page.locator("#id_name").fill(name)
    page.get_by_role("button", name="Buka sumber").click()
    page.wait_for_load_state()
    chat = {
        "name": "Chat WhatsApp dengan Siti.txt",
        "mimeType": "text/plain",
        "buffer": CHAT.encode(),
    }
    page.locator("#id_file").set_input_files(chat)
    page.get_by_role("button", name="Unggah dan lihat isinya").click()
    page.wait_for_load_state()
    said = page.inner_text("main")
    assert "[nomor]" in said
    assert "3456" not in said
    assert not re.search(r"Warga \d|Siti", said)
    page.get_by_role("button", name="Setuju, baca berkas ini").click()
    page.get_by_text("Membaca berkas").first.wait_for()
    with mock.patch.object(figures, "LANGUAGES", ()):
        steps.finish()
    page.reload()
    assert "Berkas selesai dibaca" in page.inner_text("main")
    watch.check(host=host)


def test_twenty_a_minute_by_keys_alone(world, page_at, host):
    assert world.talk
    page = page_at(1280, world=world, who="nanda")
    watch = Watch(page)
    page.goto("/percakapan/temuan/baca/")
    left = _left(page)
    page.keyboard.press("b")  # nothing is open: a slip of the finger judges nothing
    page.wait_for_timeout(200)
    assert _left(page) == left
    begun = time.monotonic()
    for number in range(6):
        page.keyboard.press(" ")
        page.locator("[data-review] details[open]").wait_for()
        page.keyboard.press("b" if number % 2 else "k")
        expect(page.locator("#bacaan .numbers")).to_contain_text(f"{left - number - 1} menunggu")
    assert time.monotonic() - begun < 18  # twenty a minute is one in three seconds
    page.keyboard.press("t")
    expect(page.locator("#bacaan .numbers")).to_contain_text(f"{left - 5} menunggu")
    watch.check(host=host)


def test_reading_without_scripts_on_a_phone(world, page_at, host):
    assert world.talk
    page = page_at(360, world=world, who="nanda", java_script_enabled=False)
    watch = Watch(page)
    page.goto("/percakapan/temuan/baca/")
    left = _left(page)
    page.get_by_role("button", name="Label keliru").click()
    page.wait_for_load_state()
    assert _left(page) == left - 1
    watch.check(host=host)


def _left(page) -> int:
    return int(re.match(r"[\d.]+", page.inner_text("#bacaan .numbers"))[0].replace(".", ""))
