"""Copies of texts under names that no list has."""

import re

import pytest

from ikrar import packs
from ikrar.screening.train.unnamed import SYLLABLES, unnamed
from ikrar.screening.vocabulary import NAME, listed

MADE_UP = re.compile(rf"(?:{'|'.join(SYLLABLES)}){{3}}")
TEXTS = [
    "pilih Prabowo Subianto, bukan Anies!",
    "harga beras naik",
    "#PrabowoGibran menang",
    "😀 pak ganjar… hebat é",
    "",
    "a" * 30_000,
    "jokowi\ud800 hebat",
]


@pytest.fixture(scope="module")
def found():
    return unnamed(TEXTS, seed=1)


def test_names_are_replaced_and_nothing_else(found):
    assert MADE_UP.sub("@", found[0]) == "pilih @, bukan @!"
    # a title is part of the name that follows it
    assert found[3].startswith("😀 ")
    assert found[3].endswith("hebat é")
    assert "ganjar" not in found[3]


def test_who_names_nobody_has_no_copy(found):
    assert found[1] is None
    assert found[4] is None
    assert found[5] is None


def test_a_hashtag_is_left_alone(found):
    assert found[2] is None


def test_half_a_surrogate_does_no_harm(found):
    assert found[6] is not None
    assert "jokowi" not in found[6]
    assert found[6].endswith(" hebat")


def test_seeded(found):
    assert unnamed(TEXTS, seed=1) == found
    assert unnamed(TEXTS, seed=2)[0] != found[0]


def test_no_made_up_name_is_a_listed_one(found):
    names = {
        words[0]
        for words, kind in listed(packs.load("pemilu-2024")).items()
        if len(words) == 1 and kind == NAME
    }
    made = {
        name
        for seed in range(5)
        for text in unnamed(TEXTS[:1] * 20, seed=seed)
        for name in MADE_UP.findall(text)
    }
    assert len(made) > 150
    assert len(made & names) < 0.02 * len(made)
