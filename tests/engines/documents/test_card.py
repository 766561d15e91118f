"""Share cards: three shapes, the same bytes again, no markup read, any text drawn in its room."""

import struct
from xml.etree import ElementTree as ET

import pytest

from ikrar.documents.card import KINDS, SHAPES, Card, share_card, shortened
from ikrar.errors import InputError


def card(**more) -> Card:
    given = {
        "title": "Kenali peserta pemilu", "text": "Baca gagasan semua peserta, lalu putuskan sendiri.",
        "agency": "Kementerian Contoh", "series": "Pemilu Damai", "phase": "Pra-pemilu", "site": "contoh.test",
    }  # fmt: skip
    return Card(**given | more)


@pytest.mark.parametrize("shape", SHAPES)
def test_each_shape_has_its_size(shape):
    width, height = SHAPES[shape]
    png = share_card(card(), shape, "png")
    assert struct.unpack(">II", png[16:24]) == (width, height)
    root = ET.fromstring(share_card(card(), shape, "svg"))
    assert root.attrib["viewBox"] == f"0 0 {width} {height}"


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_the_same_again_and_another_for_other_words(kind):
    first = share_card(card(), "persegi", kind)
    assert share_card(card(), "persegi", kind) == first
    assert share_card(card(text="Teks lain."), "persegi", kind) != first


HOSTILE = ["#panic()", "*tebal* $x$ @a <b>", "\\", "😀" * 50, "مرحبا", "a" * 4_000, "\n" * 50, "\0", "kata " * 900, '"; #let', "\u202e"]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("shape", SHAPES)
def test_any_words_are_drawn(words, shape):
    assert share_card(card(text=words, title=words[:120] or "x", agency=words[:80]), shape, "png")


@pytest.mark.parametrize(("shape", "kind"), [("bulat", "png"), ("persegi", "gif"), ("", "")])
def test_other_shapes_and_kinds_are_refused(shape, kind):
    with pytest.raises(InputError):
        share_card(card(), shape, kind)


@pytest.mark.parametrize("most", [1, 5, 9, 40])
def test_a_text_is_cut_at_a_word(most):
    text = "satu dua tiga empat lima"
    short = shortened(text, most)
    assert len(short) <= most + 2
    assert text.startswith(short.removesuffix(" …"))
