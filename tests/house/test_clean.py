"""What must never be in the project: addresses in locks, paths of a machine, pages that call out."""

import re
import subprocess

import pytest

from tests.house.source import PACKAGE, ROOT, name, templates

TRACKED = subprocess.run(
    ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
).stdout.split()
TEXT = [
    ROOT / t for t in TRACKED if not t.endswith((".png", ".mo", ".pdf", ".xlsx", ".ttf", ".npy"))
]


@pytest.mark.parametrize("lock", ["run.txt", "dev.txt"])
def test_locks_name_no_address_and_hash_everything(lock):
    text = (ROOT / "requirements" / lock).read_text()
    assert "://" not in text
    assert "--index" not in text
    pins = re.findall(r"^[a-z0-9\[\],._-]+==\S+ \\$", text, re.MULTILINE)
    assert len(pins) > 20
    for block in re.split(r"\n(?=[a-z0-9])", text):
        assert "--hash=sha256:" in block


def test_no_path_of_a_machine():
    spots = [
        f"{name(path)}: {word}"
        for path in TEXT
        if path.is_file()
        for word in re.findall(r"/(?:root|home/[a-z]+|work)/[\w./-]+", path.read_text("utf-8"))
    ]
    assert spots == []


@pytest.mark.parametrize("path", templates(), ids=name)
def test_template_is_fit_for_a_strict_policy(path):
    source = path.read_text()
    assert not re.search(r"\sstyle=", source), "no inline style"
    assert not re.search(r"\son[a-z]+=", source), "no inline handler"
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", source)
    assert not re.search(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=.https?:", source)


def test_stylesheets_and_scripts_call_nobody():
    for path in [*PACKAGE.rglob("*.css"), *PACKAGE.rglob("static/**/*.js")]:
        calls = re.findall(r"(?:url\(|@import|fetch\()\s*['\"]?https?:", path.read_text())
        assert calls == [], name(path)
