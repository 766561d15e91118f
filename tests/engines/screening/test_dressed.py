"""A word is read as itself however it is dressed: invisible characters, look-alikes, letters apart, runs, hashtags."""

import numpy as np
import pytest

from ikrar import packs
from ikrar.screening import engine, posts
from ikrar.screening.kernels import sums

pytestmark = pytest.mark.usefixtures("warm")
PACK = packs.load("pemilu-2024")


def bits(given):
    return engine.scores(given).view(np.uint32)


def dressed(first, word):
    return "".join(chr(ord(first) + ord(c) - ord("a")) for c in word)


DRESSED = {
    "plain": ("coblos", "prabowo", "goblok"),
    "zero-width": (
        "c\u200bo\u200cb\u200dl\u2060o\ufeffs",
        "p\u200br\u200ba\u200bb\u200bo\u200bw\u200bo",
        "go\u00adblok",
    ),
    "digits": ("c0bl0s", "prab0w0", "g0bl0k"),
    "spaces": ("c o b l o s", "p r a b o w o", "g o b l o k"),
    "dots": ("c.o.b.l.o.s", "p.r.a.b.o.w.o", "g.o.b.l.o.k"),
    "hyphens": ("c-o-b-l-o-s", "p-r-a-b-o-w-o", "g-o-b-l-o-k"),
    "fullwidth": tuple(dressed("ａ", w) for w in ("coblos", "prabowo", "goblok")),
    "mathematical": tuple(dressed("𝐚", w) for w in ("coblos", "prabowo", "goblok")),
    "script": tuple(dressed("𝓪", w) for w in ("coblos", "prabowo", "goblok")),
    "Cyrillic": ("соblоs", "рrаbоwо", "gоblоk"),
    "accents": ("cöblós", "prábowò", "gōblok"),
    "combining": ("co\u0301b\u0336los", "p\u0336rabowo", "g\u0308oblok"),
    "runs": ("coblooooos", "prabowooooo", "goooblok"),
    "capitals": ("COBLOS", "PRABOWO", "GOBLOK"),
}


@pytest.mark.parametrize("how", DRESSED)
def test_a_dressed_word_is_read_as_the_plain_one(how):
    """Style (capitals) is a sign of its own: all but it must be equal."""
    for place in range(3):
        plain, words = (list(DRESSED[key]) for key in ("plain", how))
        text = "hai {} nomor 2, presiden {} kok {}"
        changed = [*plain[:place], words[place], *plain[place + 1 :]]
        if how == "capitals":
            assert pieces(text.format(*changed)) == pieces(text.format(*plain))
        else:
            assert (bits([text.format(*changed)]) == bits([text.format(*plain)])).all(), changed


def pieces(text):
    """What the kernel reads: the hash of each piece."""
    data, offsets = posts.buffers(posts.read([text], posts.COLUMNS, None)[0])
    reader = engine._judge(PACK)._reader(data.size)
    sums.take_in(reader, data, offsets)
    return reader.memo.hashes[reader.page.piece[: reader.page.pieces[1]], 0].tolist()


@pytest.mark.parametrize(
    ("tag", "apart"),
    [
        ("#CoblosNomor2", "# coblos nomor 2"),
        ("#coblosprabowo", "# coblos prabowo"),
        ("#GantiPresiden2024", "# ganti presiden 2024"),
        ("#PRABOWO_goblok", "# prabowo goblok"),
        ("#JKWGoblok", "# jkw goblok"),
        ("#coblos_prabowo", "# coblos prabowo"),
    ],
)
def test_a_hashtag_is_read_as_its_words(tag, apart):
    assert pieces(tag) == pieces(apart)


@pytest.mark.parametrize(
    ("joined", "apart"),
    [
        ("coblosprabowo", "coblos prabowo"),
        ("prabowocoblosgoblok", "prabowo coblos goblok"),
        ("pilihanies", "pilih anies"),  # no pilihan, and something else
        ("dukunganiescoblosganjar", "dukung anies coblos ganjar"),
        (
            "ganjardihati",
            "ganjar dihati",
        ),  # no ganj, ardi and something else; dihati has a root and is on no list
        ("dihatiganjar", "dihati ganjar"),  # no anjar
        ("revisiganjar", "revisi ganjar"),  # no siganjar
        ("gibrannanti", "gibran nanti"),  # no gibrann
        ("coblosmahfudhayu", "coblos mahfud hayu"),  # no mahfudh
    ],
)
def test_words_written_as_one_around_a_name(joined, apart):
    assert pieces(joined) == pieces(apart)


@pytest.mark.parametrize("word", ["pandemi", "tanaman", "menangani", "diantaranya"])
def test_a_word_with_a_root_is_not_cut_into_names(word):
    """Pan-demi, tan-aman, menang-ani, diantar-anya: each has a listed name in it."""
    assert len(pieces(word)) == 1
    assert pieces(word) != pieces("anies")


GAPS = ["\u00a0", "\u2003", "\u3000", "\u2028", "\u00a0\u2003 "]
SENTENCE = "Ayo coblos nomor 2, Prabowo memang hebat dan tegas! #CoblosPrabowo @siapa_saja https://t.co/a jangan Anies goblok"


@pytest.mark.parametrize("gap", GAPS)
def test_a_blank_beyond_ascii_is_a_blank(gap):
    """Scores to the bit and highlighted words too, style with them."""
    other = SENTENCE.replace(" ", gap)
    assert (bits([other]) == bits([SENTENCE])).all()
    assert [one.replace(gap, " ") for one in highlighted(other)] == highlighted(SENTENCE)
    assert max(map(len, highlighted(SENTENCE))) < len(SENTENCE) / 2


def highlighted(text):
    found = engine.screen([text])["findings"].to_pylist()[0]
    return [text[first:last] for one in found for first, last in one["spans"]]


@pytest.mark.parametrize("sign", ["–", "•", "…", "\u00a0", " \u200b", "\u00a0 "])
def test_letters_apart_by_signs_beyond_ascii_are_the_word_that_they_spell(sign):
    assert pieces(f"ayo {sign.join('coblos')} ya") == pieces("ayo coblos ya")


def test_what_stands_before_a_sign_beyond_ascii_ends_there():
    assert pieces("#tolak…coblos") == pieces("#tolak coblos")
    assert pieces("@siapa_saja—coblos") == pieces("@siapa coblos")
    assert pieces("https://t.co/ab…coblos") == pieces("https://t.co coblos")
    assert pieces("\u200b#tolak \u200b@siapa") == pieces("#tolak @siapa")
