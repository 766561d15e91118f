"""File names: harmless, short, never empty, the last extension kept, whatever somebody's device sends."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikrar.evidence.names import LONGEST, extension_of, safe_name


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("Surat Edaran.pdf", "Surat Edaran.pdf"),
        ("C:\\Users\\Budi Contoh\\foto.jpg", "foto.jpg"),
        ("../../etc/passwd", "passwd"),
        ("a/b/", "b"),
        ("foto\u202egpj.exe", "fotogpj.exe"),
        ("foto\0.jpg\0.exe", "foto.jpg.exe"),
        ("foto.jpg\u3164.exe", "foto.jpg.exe"),
        ("ba\nris\tdua .txt", "ba ris dua.txt"),
        ("e\u0301.png", "\u00e9.png"),
        ("a<b>:c|d?*.txt", "a_b__c_d__.txt"),
        ("foto.jpg. . .", "foto.jpg"),
        (".htaccess", "berkas.htaccess"),
        (".jpg", "berkas.jpg"),
        ("--help", "help"),
        ("CON.txt", "_CON.txt"),
        ("nul", "_nul"),
        ("arsip.tar.gz", "arsip.tar.gz"),
        ("v1. naskah akhir", "v1. naskah akhir"),
        ("\ud800x.jpg", "x.jpg"),
        ("pesan \U0001f600.txt", "pesan \U0001f600.txt"),
        *((nothing, "berkas") for nothing in ("", "..", "/", "\u202e\u200b", " . ", "\0", "-/-")),
    ],
)
def test_what_becomes_of_a_name(raw, name):
    assert safe_name(raw) == name


def test_a_long_name_keeps_its_extension():
    assert safe_name("a" * 9_000 + ".jpeg") == "a" * (LONGEST - 5) + ".jpeg"
    assert safe_name("\U0001f600" * 900 + ".jpeg").endswith("\U0001f600.jpeg")


def test_the_extension_of_a_name():
    assert extension_of("FOTO.JPG") == "jpg"
    assert [extension_of(name) for name in ("foto", "a.b c", "a.", "a.é")] == [""] * 4


odd = st.characters() | st.sampled_from("/\\.:*- \0\n\u202e\u200d\u0301\u3164\ud800CONcon1")


@given(st.text(odd, max_size=300))
def test_any_name_becomes_harmless(raw):
    name = safe_name(raw)
    assert 1 <= len(name) <= LONGEST
    assert len(name.encode()) <= 240
    assert name[0] not in " .-"
    assert name[-1] not in " .-"
    assert not set(name) & set('/\\<>:"|?*')
    assert all(unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} for c in name)
    assert unicodedata.is_normalized("NFC", name)
    assert safe_name(name) == name


@given(st.text(odd, max_size=150), st.from_regex(r"[A-Za-z0-9]{1,10}", fullmatch=True))
def test_any_name_keeps_its_extension(stem, extension):
    assert extension_of(safe_name(f"{stem}.{extension}")) == extension.lower()
