"""Debunks are found by what they say, and clusters by how fast they grow."""

import datetime as dt

import numpy as np
import pyarrow as pa
import pytest

from ikrar.errors import InputError
from ikrar.indicators import claims
from ikrar.indicators.claims import Growth, fast_growing, match
from tests.engines.indicators.streams import posts, vocabulary

DEBUNKS = pa.table(
    {
        "title": [
            "Kotak suara dari kardus dibakar di gudang kelurahan",
            "Surat suara tercoblos ditemukan di tujuh kontainer",
            None,
        ],
        "text": [
            "Gawat! Semalam semua kotak suara di gudang kelurahan dibakar orang, tidak ada media yang berani memberitakan",
            None,
            "Petugas pemungutan suara meninggal karena diracun, sebarkan sebelum dihapus",
        ],
        "verdict": ["salah", "salah", "salah"],
    }
)


@pytest.mark.parametrize(
    ("claim", "row"),
    [
        ("RT @contoh: kotak suara di gudang kelurahan dibakar!!! https://contoh.test/x", 0),
        ("SURAT SUARA TERCOBLOS ditemukan di 7 kontainer", 1),
        ("ngeri, katanya petugas pemungutan suara meninggal diracun, sebarkan", 2),
        (
            "Pagi tadi saya ke pasar, lalu mampir ke rumah paman. Katanya surat suara tercoblos ditemukan di tujuh kontainer, "
            "entah benar entah tidak, yang jelas cabai sekarang mahal sekali dan hujan belum juga berhenti",
            1,
        ),
    ],
)
def test_a_claim_finds_its_debunk(claim, row):
    (found,) = match([claim], DEBUNKS)
    assert found is not None
    assert found.row == row
    assert claims.ENOUGH <= found.score <= 1


@pytest.mark.parametrize(
    "claim",
    [
        "",
        "\u2764\ufe0f",
        "kotak suara",
        "Besok kita ke tempat pemungutan suara ya",
        "harga cabai naik lagi minggu ini",
    ],
)
def test_other_posts_find_none(claim):
    assert match([claim], DEBUNKS) == [None]


def test_each_claim_has_an_answer_in_its_place():
    text = DEBUNKS["text"][0].as_py()
    many = ["besok hujan lagi", text] * 100
    found = match(many, DEBUNKS)
    assert [one and one.row for one in found] == [None, 0] * 100


def test_without_claims_or_debunks():
    assert match([], DEBUNKS) == []
    assert match(["apa saja"], DEBUNKS.slice(0, 0)) == [None]
    empty = pa.table({"title": [""], "text": [""]})
    assert match(["apa saja"], empty) == [None]


def test_debunks_need_a_title_and_a_text():
    with pytest.raises(InputError, match="lack text, title") as refused:
        match(["a"], pa.table({"judul": ["a"]}))
    assert "title" in refused.value.id_


def test_many_made_up_debunks():
    """Half of a debunk's words, in another order and among others, find it; other posts seldom find any."""
    chance = np.random.default_rng(8)
    known = vocabulary(6000, chance)
    texts = posts(600, chance, known=known, shortest=14)
    debunks = pa.table({"title": [""] * 600, "text": [" ".join(words) for words in texts]})
    told = [
        " ".join([*chance.permutation(words)[: len(words) // 2], "kata", "orang"])
        for words in texts[:200]
    ]
    found = match(told, debunks)
    assert sum(one is not None and one.row == i for i, one in enumerate(found)) >= 170
    others = match([" ".join(words) for words in posts(400, chance, known=known)], debunks)
    assert sum(one is not None for one in others) <= 8


# ---------------------------------------------------------------- growth

TODAY = dt.date(2024, 2, 10)


def counts(*rows):
    """Rows of (days ago, cluster, n)."""
    days = [TODAY - dt.timedelta(ago) for ago, _, _ in rows]
    return pa.table({"day": days, "cluster": [r[1] for r in rows], "n": [r[2] for r in rows]})


@pytest.mark.parametrize(
    ("rows", "grown"),
    [
        ([(0, 5, 20)], (24, 20, 0)),
        ([(0, 5, 19)], None),
        ([(1, 5, 10), (0, 5, 30)], (24, 30, 10)),
        ([(1, 5, 11), (0, 5, 30)], (48, 41, 0)),
        ([(3, 5, 7), (2, 5, 7), (1, 5, 20), (0, 5, 25)], (48, 45, 14)),
        ([(3, 5, 8), (2, 5, 8), (1, 5, 20), (0, 5, 25)], None),
        ([(6, 5, 1), (0, 5, 20)], (24, 20, 0)),
        ([(7, 5, 1), (0, 5, 90)], None),
        ([(0, 0, 500)], None),
        ([(0, 5, 10), (0, 5, 10)], (24, 20, 0)),
        ([(-1, 5, 500)], None),
        ([(0, 5, 0)], None),
    ],
)
def test_the_rule(rows, grown):
    found = fast_growing(counts(*rows), on=TODAY)
    assert [(one.hours, one.posts, one.before) for one in found] == ([grown] if grown else [])


def test_the_largest_first():
    found = fast_growing(counts((0, 7, 20), (0, 3, 50), (1, 9, 20), (0, 9, 0)), on=TODAY)
    assert found == [
        Growth(3, 24, 50, 0, TODAY),
        Growth(7, 24, 20, 0, TODAY),
        Growth(9, 48, 20, 0, TODAY - dt.timedelta(1)),
    ]
