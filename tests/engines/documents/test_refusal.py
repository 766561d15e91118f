"""The certificate of a refusal: what it shows, that it carries its proof, and that it is the same each time."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from ikrar.documents.attachment import read_bundle
from ikrar.documents.refusal import RefusalData, refusal_certificate
from ikrar.errors import InputError

DATA = RefusalData(
    agency="Kementerian Contoh", name="Ani Contoh", unit="Biro Contoh", on="2024-02-01",
    tie="calon atau pasangan calon", recorded_at=datetime(2024, 2, 1, 3, 0, tzinfo=UTC),
    ref="a" * 32, origin="log.contoh.go.id/ikrar", index=1234, size=5678, key="log+00000000+x",
    bundle=b"{}",
)  # fmt: skip


def text_of(pdf: bytes) -> str:
    return " ".join(
        "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split()
    )


def test_it_says_who_refused_and_when():
    pdf = refusal_certificate(DATA)
    said = text_of(pdf)
    for word in (
        "Ani Contoh",
        "1 Februari 2024",
        "calon atau pasangan calon",
        "10.00 WIB",
        "1.234",
    ):
        assert word in said
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 1
    assert read_bundle(pdf) == b"{}"
    assert refusal_certificate(DATA) == pdf


def test_text_is_never_markup():
    odd = '#panic("x") *a* $b$ 😀 ' + "x" * 300
    said = text_of(refusal_certificate(replace(DATA, name=odd, unit=odd, agency=odd, tie=odd)))
    assert '#panic("x") *a* $b$ [U+1F600]' in said


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(InputError):
        replace(DATA, recorded_at=datetime(2024, 2, 1, 3, 0))
