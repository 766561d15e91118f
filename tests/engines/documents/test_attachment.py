"""Reading the proof out of a PDF that anyone may have made: the bytes, or an InputError."""

import contextlib
import io
import subprocess
import sys
import time
import tracemalloc
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter

from ikrar.documents.attachment import MAX_BUNDLE, MAX_PDF, read_bundle
from ikrar.errors import InputError
from tests.engines.documents import samples

TREE = b"<</Names[(ikrar-bundle.json) 3 0 R]>>"
SPEC = b"<</Type/Filespec/F(ikrar-bundle.json)/UF(ikrar-bundle.json)/EF<</F 4 0 R>>>>"


def pdf_of(*objects: bytes) -> bytes:
    """A PDF by hand: these objects, numbered from 1, the first being the catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (size, table, size, len(out))
    )


def stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d%b>>stream\n%b\nendstream" % (len(data), more, data)


def small(content: bytes, *, tree: bytes = TREE, spec: bytes = SPEC) -> bytes:
    return pdf_of(b"<</Type/Catalog/Names<</EmbeddedFiles 2 0 R>>>>", tree, spec, content)


def swollen(megabytes: int) -> bytes:
    packer = zlib.compressobj(9)
    parts = [packer.compress(bytes(1_000_000)) for _ in range(megabytes)]
    return b"".join(parts) + packer.flush()


def refused(pdf: bytes) -> str:
    with pytest.raises(InputError) as caught:
        read_bundle(pdf)
    return str(caught.value)


def test_what_went_in_comes_out():
    assert read_bundle(samples.pdf()) == samples.bundle()


@pytest.mark.parametrize(
    "content",
    [
        stream(b"{}"),
        stream(zlib.compress(b"{}"), b"/Filter/FlateDecode"),
        stream(zlib.compress(b"{}"), b"/Filter[/FlateDecode]"),
    ],
    ids=["plain", "packed", "packed in a list"],
)
def test_other_ways_to_write_the_same(content):
    assert read_bundle(small(content)) == b"{}"


def test_a_file_that_was_saved_again_or_sealed_still_reads():
    """An agency's sealing tool appends to the file and leaves what was there."""
    writer = PdfWriter(io.BytesIO(samples.pdf()), incremental=True)
    writer.add_metadata({"/Keywords": "disegel"})
    out = io.BytesIO()
    writer.write(out)
    assert out.getvalue().startswith(samples.pdf())
    assert read_bundle(out.getvalue()) == samples.bundle()


@pytest.mark.parametrize("data", [b"", b"{}", b"PK\x03\x04", b"\n%PDF-1.7", samples.bundle()])
def test_not_a_pdf(data):
    assert "not a PDF" in refused(data)


def _written(change) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(samples.pdf()))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_encrypted():
    locked = _written(lambda writer: writer.encrypt("rahasia", algorithm="AES-256"))
    assert "encrypted" in refused(locked)


def test_no_attachment_and_another_attachment():
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    out = io.BytesIO()
    writer.write(out)
    assert "carries no ikrar-bundle.json" in refused(out.getvalue())
    writer.add_attachment("lain.json", b"{}")
    out = io.BytesIO()
    writer.write(out)
    assert "carries no ikrar-bundle.json" in refused(out.getvalue())


def test_two_of_that_name():
    two = b"<</Names[(a) 3 0 R(b) 3 0 R]>>"
    assert "2 files named" in refused(small(stream(b"{}"), tree=two))
    twice = _written(lambda writer: writer.add_attachment("ikrar-bundle.json", b"{}"))
    assert "2 files named" in refused(twice)


def test_many_files_and_trees_without_end():
    many = b"<</Names[" + b"(a) 3 0 R" * 65 + b"]>>"
    assert "more files" in refused(small(stream(b"{}"), tree=many))
    assert "more files" in refused(small(stream(b"{}"), tree=b"<</Kids[2 0 R]>>"))
    bush = [b"<</Kids[" + b"%d 0 R " % (n + 1) * 60 + b"]>>" for n in range(2, 9)]
    assert "more files" in refused(
        pdf_of(b"<</Type/Catalog/Names<</EmbeddedFiles 2 0 R>>>>", *bush, b"<</Names[]>>")
    )


def test_too_large():
    assert "larger than 1 MB" in refused(small(stream(bytes(MAX_BUNDLE + 1))))
    assert read_bundle(small(stream(b"x" * MAX_BUNDLE))) == b"x" * MAX_BUNDLE
    assert "larger than 4 MB" in refused(samples.pdf() + bytes(MAX_PDF))


BOMBS = {  # made in the test: three of them take seconds
    "1 GB": lambda: small(stream(swollen(1000), b"/Filter/FlateDecode")),
    "1 GB twice packed": lambda: small(
        stream(zlib.compress(swollen(1000)), b"/Filter[/FlateDecode/FlateDecode]")
    ),
    "table of 500 MB": lambda: (
        b"%PDF-1.7\n1 0 obj\n"
        + stream(swollen(500), b"/Type/XRef/Size 9999999/W[1 4 2]/Root 1 0 R/Filter/FlateDecode")
        + b"\nendobj\nstartxref\n9\n%%EOF"
    ),
    "nested": lambda: b"%PDF-1.7\n" + b"[" * 3_000_000,
    "long table": lambda: (
        b"%PDF-1.7\nxref\n0 999999999\n0000000000 65535 f \ntrailer\n<</Size 1>>\nstartxref\n9\n%%EOF"
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_takes_neither_memory_nor_time(name):
    bomb = BOMBS[name]()
    tracemalloc.start()
    try:
        started = time.process_time()
        refused(bomb)
        took, (_now, peak) = time.process_time() - started, tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 40_000_000
    assert took < 10


@pytest.mark.parametrize(
    "pdf",
    [
        small(b"<</Length 2>>"),
        small(b"4 0 R"),
        small(b"null"),
        small(stream(b"{}", b"/Filter/LZWDecode")),
        small(stream(b"{}", b"/Filter/FlateDecode")),
        small(stream(zlib.compress(b"{}" * 99)[:-5], b"/Filter/FlateDecode")),
        small(stream(b"{}"), spec=b"<</UF(ikrar-bundle.json)>>"),
        small(stream(b"{}"), spec=b"<</UF(ikrar-bundle.json)/EF 7>>"),
        small(stream(b"{}"), tree=b"[]"),
        small(stream(b"{}"), tree=b"<</Names 5>>"),
        small(stream(b"{}"), tree=b"<</Kids[9 0 R]>>"),
        pdf_of(b"[]"),
        b"%PDF-",
        samples.pdf()[:-40],
        samples.pdf()[: len(samples.pdf()) // 2],
    ],
)
def test_a_damaged_file_says_so(pdf):
    assert "damaged" in refused(pdf)


@st.composite
def spoiled(draw):
    """A certificate with some bytes changed, cut, doubled or put in; mostly where structure is."""
    data = bytearray(samples.pdf())
    near_end = st.integers(len(data) - 9000, len(data) - 1)
    for _ in range(draw(st.integers(1, 8))):
        place = min(draw(st.one_of(near_end, st.integers(0, len(data) - 1))), len(data))
        kind = draw(st.sampled_from(["change", "cut", "double", "put"]))
        if kind == "change" and place < len(data):
            data[place] = draw(st.integers(0, 255))
        elif kind == "cut":
            del data[place : place + draw(st.integers(1, 80))]
        elif kind == "double":
            data[place:place] = data[place : place + draw(st.integers(1, 200))]
        else:
            junk = [
                b"<<" * 400,
                b"[" * 3000,
                b"99999999",
                b"/Prev 10",
                b"/Size 1e9",
                b"-1",
                b"\nobj",
            ]
            data[place:place] = draw(st.sampled_from(junk))
    return bytes(data)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(spoiled())
def test_spoiled_anywhere_it_reads_or_refuses(pdf):
    with contextlib.suppress(InputError):
        assert isinstance(read_bundle(pdf), bytes)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_refused(tail):
    refused(b"%PDF-1.7\n" + tail)
    refused(tail)


def test_a_damaged_file_prints_nothing_of_its_own(tmp_path):
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(samples.pdf().replace(b"/Type", b"/Tipe"))
    code = (
        "import pathlib, sys; from ikrar.documents.attachment import read_bundle\n"
        "from ikrar.errors import InputError\n"
        "try: read_bundle(pathlib.Path(sys.argv[1]).read_bytes())\n"
        "except InputError: pass\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, bad], capture_output=True, text=True, check=True
    )
    assert ran.stdout + ran.stderr == ""


def test_neither_engine_is_loaded_before_it_is_needed():
    code = (
        "import sys, ikrar, ikrar.documents; print({'typst', 'pypdf', 'segno'} & set(sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "set()\n"
    code = "import sys, ikrar.documents.attachment; print({'typst', 'segno'} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "set()\n"
