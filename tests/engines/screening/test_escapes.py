r"""What an export leaves in a text (\n, \xf0, \u2026, &amp;) is read as a gap: a name after it is a name like any other."""

import pytest

from ikrar.screening import kernels
from ikrar.screening.engine import scores as scored
from ikrar.screening.engine import screen
from ikrar.screening.train import matrix

pytestmark = pytest.mark.usefixtures("warm")
GAPS = (r"\n", r"\r\n", r"\t", r"\xf0\x9F\x98\x82", r"\u2026", "&amp;", "&#39;", r"\n&nbsp;\n")


def scores(*texts):
    return scored(list(texts)).tolist()


@pytest.mark.parametrize("gap", GAPS)
def test_an_escape_is_a_gap(gap):
    once, again = scores(
        f"jangan lupa{gap}coblos{gap}Prabowo besok", "jangan lupa coblos Prabowo besok"
    )
    assert once == again


@pytest.mark.parametrize("gap", GAPS)
def test_a_contestant_after_an_escape_may_be_any_other(gap):
    one, other = scores(f"ayo pilih{gap}Prabowo{gap}!", f"ayo pilih{gap}Ganjar{gap}!")
    assert one == other


def test_an_address_ends_where_an_escape_begins():
    one, other = scores(
        r"https://t.co/abc\nnanti golput saja", "https://t.co/abc nanti golput saja"
    )
    assert one == other


@pytest.mark.parametrize(
    "text",
    [
        r"\x9g golput",
        r"\u202 golput",
        "R&D; golput",
        "& golput",
        "&Amp golput",
        "golput \\",
        "golput &",
    ],
)
def test_what_is_no_escape_is_read_as_it_stands(text):
    """Its letters are words of their own, and nothing after the last byte of a post is read."""
    one, other = scores(text, text.replace("\\", " ").replace("&", " ").replace(";", " "))
    assert one == other


def test_a_post_does_not_end_in_the_next_one():
    """`&` at the end of a post and `amp;` at the start of the next one are no sign."""
    apart = [*scores("golput saja &"), *scores("amp; golput saja")]
    assert scores("golput saja &", "amp; golput saja") == apart
    assert scores("golput saja \\", "nanti golput") == [
        *scores("golput saja \\"),
        *scores("nanti golput"),
    ]


def test_a_span_after_an_escape_lies_where_its_words_do():
    text = r"besok\njangan lupa\ncoblos Prabowo\nya &amp; menangkan Gerindra\n"
    (found,) = screen([text])["findings"].to_pylist()
    quoted = [text[first:last] for one in found for first, last in one["spans"]]
    assert "coblos Prabowo" in quoted
    assert not any("\\" in one or "amp" in one for one in quoted)


def test_the_letter_of_an_escape_makes_no_word():
    known = matrix.known_words([r"ke\nWirasena dan\nWirasena", r"a\u2026pagi\npagi &amp;pagi"])
    hashes = {
        word: kernels.piece_hash(word) in known
        for word in ("nwirasena", "npagi", "wirasena", "pagi")
    }
    assert hashes == {"nwirasena": False, "npagi": False, "wirasena": False, "pagi": True}
