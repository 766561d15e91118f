"""Near-copies are found among made-up posts, and what is no copy stays alone."""

import subprocess
import sys
from collections import Counter

import numpy as np
import pyarrow as pa
import pytest

from ikrar.indicators import copies, hashing
from tests.engines.indicators.streams import KINDS, posts, vary, vocabulary


def groups(*texts):
    return list(copies.group(copies.sketch(pa.array(texts, pa.large_string()))))


CALL = "Besok kita semua datang ke balai desa untuk rapat warga dan makan bersama keluarga"


@pytest.mark.parametrize(
    "copy",
    [
        f"RT @contoh: {CALL}",
        f"{CALL} https://contoh.test/a?b=1",
        f"{CALL} #RapatWarga",
        CALL.upper() + "!!!",
        "@contoh " + CALL.replace(" ", "  ") + " \U0001f64f\U0001f3fd\u2764\ufe0f",
        CALL.replace("Besok", "\U0001d401\U0001d41e\U0001d42c\U0001d428\U0001d424"),
        CALL.replace("balai desa", "kantor lurah"),
        f"\u201c{CALL}\u201d \u2026",
    ],
)
def test_a_dressed_up_copy_is_a_copy(copy):
    assert groups("Harga cabai naik lagi minggu ini di pasar", CALL, copy) == [0, 1, 1]


@pytest.mark.parametrize(
    "word", ["amin", "setuju sekali pak", "#Satu #Dua #Tiga #Empat", "", "wkwk " * 9]
)
def test_what_many_say_by_themselves_is_no_campaign(word):
    assert groups(word, word, word) == [0, 1, 2]


def test_short_posts_must_agree_more():
    assert groups(
        "saya mau makan di rumah", "saya mau makan di rumah", "SAYA mau makan di rumah!"
    ) == [0, 0, 0]
    assert groups(
        "saya mau makan di rumah", "saya mau makan di warung", "kami mau tidur di rumah"
    ) == [0, 1, 2]


def test_numbers_count():
    short = "harga beras naik {} persen"
    assert groups(short.format(10), short.format(25)) == [0, 1]


def test_copies_of_copies_belong_together():
    words = [f"kata{i}" for i in range(24)]
    chain = [" ".join([*words[i:], *(f"lain{k}" for k in range(i))]) for i in (0, 4, 8, 12)]
    assert groups(*chain) == [0, 0, 0, 0]
    assert groups(chain[0], chain[-1]) == [0, 1]


def test_the_id_is_the_lowest_row():
    other = "Pengumuman jadwal ronda malam untuk warga blok timur bulan depan"
    assert groups(other, CALL, CALL, other, CALL) == [0, 1, 1, 0, 1]


def test_nothing_and_null():
    empty = copies.sketch(pa.array([], pa.large_string()))
    assert empty.shape == (0, copies.BANDS)
    assert len(copies.group(empty)) == 0
    chunked = pa.chunked_array([[CALL, None], [CALL]])
    assert list(copies.group(copies.sketch(chunked))) == [0, 1, 0]


def test_a_slice_is_read_as_itself():
    whole = pa.array([CALL, "x" * 50, CALL, "satu dua tiga empat lima enam tujuh delapan"])
    assert (copies.sketch(whole)[1:] == copies.sketch(whole[1:])).all()


def test_a_sketch_does_not_depend_on_its_neighbours():
    texts = ["", CALL, "amin", "", CALL, CALL.lower(), "besok", "", "besok kita semua datang"]
    together = copies.sketch(pa.array(texts))
    for text, one in zip(texts, together, strict=True):
        assert (copies.sketch(pa.array([text])) == one).all()


def test_long_texts_are_read_to_a_limit():
    long = "kata " * 100_000
    assert hashing.words(pa.array([long])).offsets[-1] == hashing.LONGEST // 5


def test_words_are_hashed_by_their_letters_alone():
    one = hashing.words(pa.array(["satu dua", "dua, SATU #dua", "tiga"]))
    assert list(one.offsets) == [0, 2, 5, 6]
    assert list(one.is_tag) == [False, False, False, False, True, False]
    first, second = one.hashes[:2]
    assert list(one.hashes[2:5]) == [second, first, second]
    assert len(set(one.hashes.tolist())) == 3


def test_anagrams_and_places_do_not_collide():
    known = vocabulary(30_000, np.random.default_rng(3))
    found = hashing.words(pa.array([" ".join(known)[: hashing.LONGEST], *known])).hashes
    assert len(np.unique(found)) >= len(known)
    assert len(np.unique(found)) <= len(known) + 1  # the word that was cut


def test_the_same_everywhere():
    """A kept sketch must mean the same in the next process, and in the next version."""
    code = (
        "import pyarrow as pa; from ikrar.indicators import copies;"
        f"print(copies.sketch(pa.array([{CALL!r}]))[0, :2].tolist())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(copies.sketch(pa.array([CALL]))[0, :2].tolist())
    assert done.stdout.strip() == "[1663140955500616203, 13474221962876376586]"


@pytest.fixture(scope="module")
def planted():
    """12,000 posts, 300 of them copied five times in ways that are told apart."""
    chance = np.random.default_rng(11)
    known = vocabulary(8000, chance)
    base = posts(12_000, chance, known=known, shortest=5)
    originals = [i for i in range(900) if len(base[i]) >= 15][:300]
    texts, truth, kinds = [" ".join(b) for b in base], list(range(len(base))), [""] * len(base)
    for kind in KINDS:
        texts += [vary(base[i], kind, chance, known) for i in originals]
        truth, kinds = truth + originals, kinds + [kind] * len(originals)
    found = copies.group(copies.sketch(pa.array(texts)))
    return found, np.array(truth), np.array(kinds)


@pytest.mark.parametrize("kind", KINDS)
def test_recall(planted, kind):
    found, truth, kinds = planted
    rows = np.flatnonzero(kinds == kind)
    assert np.mean(found[rows] == found[truth[rows]]) >= 0.95


def test_precision(planted):
    found, truth, _ = planted

    def pairs(values):
        return sum(n * (n - 1) // 2 for n in Counter(values).values())

    right = pairs(zip(found.tolist(), truth.tolist(), strict=True))
    assert right / pairs(found.tolist()) >= 0.98
