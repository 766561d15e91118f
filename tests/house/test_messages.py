"""The English texts: every message is there, says the same as the Indonesian one, and is compiled."""

import gettext
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import po
from tests.house.source import PACKAGE

FOLDER = Path("locale", "en", "LC_MESSAGES")
SOURCE = PACKAGE / FOLDER / "django.po"
HEADER, *MESSAGES = po.read(SOURCE.read_text("utf-8"))
PLACEHOLDER = re.compile(r"%\(\w+\)0?\d*[sd]|%[sd%]|\{\w*\}|\n")
TAG = re.compile(r"</?[a-z][^>]*>")
# what is the same word in both languages, or a name
SAME = {
    "NIP",
    "Menu",
    "administrator",
    "unit",
    "Bahasa Indonesia",
    "Barometer",
    "Barometer: %(where)s",
    "Label",
    "label",
}


def _wrong(is_wrong) -> list[tuple[str, dict[int, str]]]:
    return [(m.msgid, m.msgstr) for m in MESSAGES if is_wrong(m)]


def test_header_is_settled():
    assert HEADER.msgid == ""
    assert HEADER.flags == set()
    fields = dict(line.split(": ", 1) for line in HEADER.msgstr[0].splitlines())
    assert fields == {
        "Project-Id-Version": "ikrar",
        "Language": "en",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }


def test_every_message_is_translated():
    assert len(MESSAGES) > 800
    assert _wrong(lambda m: not all(m.msgstr.values())) == []
    assert _wrong(lambda m: set(m.msgstr) != ({0, 1} if m.msgid_plural else {0})) == []


def test_no_message_is_fuzzy_or_repeated():
    assert _wrong(lambda m: "fuzzy" in m.flags) == []
    assert len({m.key for m in MESSAGES}) == len(MESSAGES)


def test_only_names_are_the_same_in_both_languages():
    assert {m.msgid for m in MESSAGES if m.msgid == m.msgstr[0]} == SAME


@pytest.mark.parametrize("pattern", [PLACEHOLDER, TAG], ids=["placeholders", "tags"])
def test_translation_keeps(pattern):
    def differs(message):
        wanted = sorted(pattern.findall(message.msgid))
        return any(sorted(pattern.findall(text)) != wanted for text in message.msgstr.values())

    assert _wrong(differs) == []


def test_translation_begins_and_ends_alike():
    def frame(text: str) -> tuple[str, ...]:
        return re.fullmatch(r"(\s*).*?([.:?]?\s*)", text, re.DOTALL).groups()

    assert _wrong(lambda m: any(frame(t) != frame(m.msgid) for t in m.msgstr.values())) == []


def test_plural_forms_differ():
    assert _wrong(lambda m: m.msgid_plural and m.msgstr[0] == m.msgstr[1]) == []


def test_no_sentence_is_shouted():
    assert _wrong(lambda m: any("!" in text for text in m.msgstr.values())) == []


def test_compiled_catalogue_is_the_source():
    with (PACKAGE / FOLDER / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    wanted = {"": HEADER.msgstr[0]}
    for message in MESSAGES:
        if message.msgid_plural:
            wanted |= {(message.key, form): text for form, text in message.msgstr.items()}
        else:
            wanted[message.key] = message.msgstr[0]
    assert compiled == wanted, "run `make messages`"


@pytest.fixture(scope="module")
def collected(tmp_path_factory) -> list[po.Message]:
    """What `make messages` finds today, in a copy of the package."""
    if not shutil.which("xgettext"):
        pytest.skip(
            "GNU gettext is not here, so new texts were not looked for: apt install gettext"
        )
    folder = tmp_path_factory.mktemp("messages")
    copy = folder / "ikrar"
    leave = shutil.ignore_patterns("__pycache__", "static", "*.mo", "*.toml")
    shutil.copytree(PACKAGE, copy, ignore=leave)
    command = ["makemessages", "-l", "en", "--no-location", "--no-obsolete"]
    done = subprocess.run(
        [sys.executable, "-m", "django", *command, "--settings", "ikrar.server.settings"],
        cwd=copy,
        env={**os.environ, "IKRAR_DATA": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "warning" not in (done.stdout + done.stderr).lower(), done.stdout + done.stderr
    return po.read((copy / FOLDER / "django.po").read_text("utf-8"))[1:]


@pytest.mark.slow
def test_nothing_is_missing_or_left_over(collected):
    there = {(m.key, m.msgid_plural) for m in MESSAGES}
    found = {(m.key, m.msgid_plural) for m in collected}
    assert (found - there, there - found) == (set(), set()), "run `make messages` and translate"
