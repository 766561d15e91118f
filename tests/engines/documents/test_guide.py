"""The pocket guide: two pages in the largest type that fits, no markup read, the same bytes again."""

import io
from datetime import date

import pypdf
import pytest

from ikrar.documents.guide import Guide, Row, pocket_guide
from ikrar.errors import InputError


def guide(rows: int = 5, **more) -> Guide:
    given = {
        "election": "Pemilihan Contoh", "phase": "Masa tenang", "days": "1 sampai 3 Februari 2024",
        "made_on": date(2024, 2, 1), "safe": (Row(id="OK-1", text="Memilih."),),
        "forbidden": tuple(
            Row(id=f"D-{n}", text="Mengadakan kegiatan yang condong kepada peserta. " * 3, about="kelas berat")
            for n in range(rows)
        ),
        "ask": (Row(id="G-1", text="Hadir tanpa atribut."),), "norms": ("UU 1/2024 (tinggi)",),
    }  # fmt: skip
    return Guide(**given | more)


def text_of(made: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages]


@pytest.mark.parametrize("rows", [0, 1, 20, 30])
def test_there_are_always_two_pages(rows):
    first, second = text_of(pocket_guide(guide(rows)))
    assert all(f"D-{n}" in first for n in range(rows))
    assert "OK-1" in second
    assert "G-1" in second


def test_it_is_the_same_again():
    assert pocket_guide(guide()) == pocket_guide(guide())


def test_more_than_two_pages_hold_is_refused():
    with pytest.raises(InputError):
        pocket_guide(guide(200))


HOSTILE = ["#panic()", "*tebal* _miring_ $x$", "\\ @a <b>", "😀 \u202e مرحبا", "a" * 400, '"; #let']


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_is_read_as_markup(words):
    made = pocket_guide(guide(safe=(Row(id="OK-1", text=words, about=words),), phase=words[:40]))
    shown = "".join(text_of(made)).replace("\u200b", "").replace("\n", "")
    assert words[:4].strip() in shown or "[U+" in shown
