"""What a file is, by its bytes; what its name adds; what a handler is told."""

import struct

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ikrar.evidence import kinds
from ikrar.evidence.kinds import KINDS, Caution, Family
from ikrar.evidence.sniff import HEAD, sniff
from tests.engines.evidence import pdfs, samples
from tests.engines.evidence.cleaning import TOLD


def label(data: bytes, name: str = "") -> str:
    return sniff(data[:HEAD], name).label


@pytest.mark.parametrize("name", TOLD)
def test_every_sample_is_what_its_name_says(name):
    kind = sniff(TOLD[name]()[:HEAD], name)
    assert kind.label == {"jpg": "jpeg"}.get(name.partition(".")[2], name.partition(".")[2])
    assert kind.cautions == ()


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"halo \xe2\x9c\x93", "chat.txt", "txt"),
        ("halo é".encode()[:-1], "chat.txt", "unknown"),
        (b"halo\0", "chat.txt", "unknown"),
        ("halo".encode("utf-16"), "chat.txt", "unknown"),
        (b"nip,nama\n1,2\n", "daftar.csv", "csv"),
        (b'{"a": 1}', "data.json", "json"),
        (b"bukan json", "data.json", "txt"),
        (b"\xef\xbb\xbf  <!DOCTYPE html><p>", "x.txt", "html"),
        (b"<ScRiPt>alert(1)</script>", "x.jpg", "html"),
        (b"biasa", "x.html", "html"),
        (b'<?xml version="1.0"?><svg onload="x"/>', "x.xml", "svg"),
        (b"<!-- a --><svg/>", "x", "svg"),
        (b'<?xml version="1.0"?><a/>', "x", "xml"),
        (b"MZ\x90\0", "foto.jpg", "executable"),
        (b"\x7fELF", "x", "executable"),
        (b"#!/bin/sh\n", "x.txt", "executable"),
        (b"@echo off\n", "x.bat", "executable"),
        (b"#!AMR\n", "x.amr", "amr"),
        (b"{\\rtf1", "x.rtf", "rtf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "x.doc", "old_office"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "x.msi", "executable"),
        (b"Rar!\x1a\x07\0", "x.rar", "rar"),
        (b"7z\xbc\xaf\x27\x1c", "x.7z", "7z"),
        (b"II*\0", "x.tif", "tiff"),
        (b"\x1a\x45\xdf\xa3\x01\x42\x82\x84webm", "x.webm", "webm"),
        (b"\x1a\x45\xdf\xa3\x01\x42\x82\x88matroska", "x.mkv", "mkv"),
        (b"\0\0\0\x08wide\0\0\0\0mdat", "x.mov", "mov"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif", "x", "avif"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "x", "heic"),
        (samples.MP3_FRAME * 2, "x", "mp3"),
        (samples.MP3_FRAME + b"bukan bingkai", "x", "unknown"),
        (b"\xff\xfe" + bytes(9), "x", "unknown"),
        (b"\xff\xfb\x0f\0" + bytes(9), "x", "unknown"),
        (b"RIFF\0\0\0\0AVI ", "x", "unknown"),
        (b"\0\1\2\3", "x.bin", "unknown"),
        (b"", "x.txt", "unknown"),
    ],
)
def test_what_bytes_are(data, name, expected):
    assert label(data, name) == expected


def test_every_kind_has_words_of_its_own():
    assert len({kind.label for kind in KINDS}) == len(KINDS)
    assert {kind.label for kind in KINDS if kind.is_shown_inline} == {"jpeg", "png", "webp"}
    assert {kind.family for kind in KINDS} == set(Family)


def test_a_zip_is_told_by_its_first_entries():
    assert label(samples.zipped({"Chat WhatsApp.txt": b"halo"}), "chat.zip") == "zip"
    assert (
        label(samples.zipped({"mimetype": b"x", "META-INF/manifest.xml": b"x"}), "a.odt") == "zip"
    )
    for program in ("AndroidManifest.xml", "res/a", "META-INF/MANIFEST.MF"):
        data = samples.zipped({program: b"x", "classes.dex": b"x"})
        assert label(data, "Undangan.pdf") == "executable"
    assert label(samples.zipped({"a": b"x"}), "Undangan.apk") == "executable"
    far = samples.zipped({"[Content_Types].xml": b"x", "_rels/.rels": b"x"})
    assert [label(far, f"a.{end}") for end in ("docx", "xlsx", "pptx", "zip")] == [
        *("docx", "xlsx", "pptx", "zip")
    ]


def test_a_zip_of_a_document_is_a_zip():
    local = (
        b"PK\x03\x04" + struct.pack("<HHHHHIIIHH", 20, 0, 0, 0, 0, 0, 0, 0, 10, 0) + b"surat.docx"
    )
    assert label(local + samples.docx(), "surat.zip") == "zip"


@pytest.mark.parametrize(
    ("data", "name", "is_noted"),
    [
        (samples.jpeg(), "foto.jpeg", False),
        (samples.jpeg(), "foto", False),
        (samples.jpeg(), "foto.png", True),
        (samples.jpeg(), "foto\u202egpj.exe", True),
        (pdfs.pdf(), "Surat.PDF", False),
        (pdfs.pdf(), "Surat.jpg", True),
        (b"\0\1", "foto.jpg", True),
        (b"\0\1", "data.bin", False),
    ],
)
def test_a_name_that_promises_something_else_is_noted(data, name, is_noted):
    assert (Caution.NAME_MISMATCH in sniff(data, name).cautions) is is_noted


@pytest.mark.parametrize(
    "picture",
    [
        samples.jpeg(samples.segment(0xFE, b"%PDF-1.7")),
        samples.jpeg(samples.segment(0xFE, b"<SCRIPT>alert(1)</script>")),
        samples.jpeg(tail=samples.zipped({"a": b"x"})),
        samples.png(samples.chunk(b"tEXt", b"<?php ")),
        samples.gif(tail=b"*/=1;javascript:alert(1)"),
    ],
)
def test_a_picture_that_is_something_else_too_is_never_shown(picture):
    kind = sniff(picture, "")
    assert kind.family is Family.PICTURE
    assert kind.cautions == (Caution.POLYGLOT,)
    assert not kind.is_shown_inline


def test_a_pdf_that_begins_late():
    late = sniff(b"junk\n%PDF-1.7", "a.pdf")
    assert (late.label, late.cautions) == ("pdf", (Caution.POLYGLOT,))
    assert sniff(b"\xef\xbb\xbf\r\n%PDF-1.7", "a.pdf").cautions == ()
    assert label(b"x" * 1024 + b"%PDF-1.7", "a.pdf") == "txt"


def test_nothing_is_noted_as_empty():
    assert sniff(b"", "kosong.jpg").cautions == (Caution.EMPTY, Caution.NAME_MISMATCH)


def test_a_letter_that_the_end_of_the_head_cuts():
    long = b"x" * (HEAD - 1) + "é".encode()
    assert label(long, "a.txt") == "txt"
    assert label(long[: HEAD - 5] + b"\xc3", "a.txt") == "unknown"


@given(st.binary(max_size=400), st.text(max_size=30))
def test_any_bytes_are_of_some_kind(head, name):
    kind = sniff(head, name)
    assert kind.label in {known.label for known in KINDS}
    assert kind.is_shown_inline <= (kind.label in {"jpeg", "png", "webp"})


@given(st.sampled_from(list(TOLD)), st.data())
def test_spoiled_heads_are_of_some_kind(name, data):
    head = bytearray(TOLD[name]()[: data.draw(st.integers(0, 600))])
    for _ in range(data.draw(st.integers(0, 9)) if head else 0):
        head[data.draw(st.integers(0, len(head) - 1))] = data.draw(st.integers(0, 255))
    assert sniff(bytes(head), name).mime in {kind.mime for kind in KINDS}


@pytest.mark.parametrize("head", [b"<svg %PDF-1.7", b"<html>%PDF-1.7", b"<?xml?>\n%PDF-1.7"])
def test_a_page_that_holds_a_pdf_is_a_page_and_told_to_be_both(head):
    kind = sniff(head, "a.svg")
    assert kind.label in {"svg", "html", "xml"}
    assert Caution.POLYGLOT in kind.cautions
    assert not kind.is_shown_inline


@given(st.binary(max_size=100))
@example(b"%PDF-")
def test_markup_is_never_shown(tail):
    kind = sniff(b"<svg " + tail, "a.svg")
    assert kind.label in {"svg", "unknown"}
    assert not kind.is_shown_inline
    assert kinds.SVG.is_shown_inline is False
