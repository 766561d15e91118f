"""Marks on the original text: nothing of it is lost, every span is marked, whatever overlaps."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ikrar.web.highlight import Piece, Span, pieces, quotes

TEXTS = st.text(st.sampled_from("ab cé🙏🏽\u200b\u202eمرحبا\n<&\ufe0f"), max_size=30)
SPANS = st.lists(
    st.builds(Span, st.integers(-3, 40), st.integers(-3, 40), st.integers(1, 4), st.booleans()),
    max_size=12,
)


@given(TEXTS, SPANS)
def test_pieces_are_the_text(text, spans):
    assert "".join(piece.text for piece in pieces(text, spans)) == text
    assert all(piece.text for piece in pieces(text, spans))


@given(TEXTS, SPANS)
def test_every_character_has_the_numbers_of_its_spans(text, spans):
    place = 0
    for piece in pieces(text, spans):
        for character in piece.text:
            wanted = {s.number for s in spans if s.start <= place < s.end}
            # a single space between two spans of one finding is marked with them
            assert wanted <= set(piece.numbers)
            assert wanted == set(piece.numbers) or character == " "
            place += 1


@given(TEXTS, SPANS)
def test_every_mark_ends_once_with_its_number(text, spans):
    cut = [*pieces(text, spans), Piece("")]
    for piece, following in pairwise(cut):
        assert {span.number for span in piece.ends} == set(piece.numbers) - set(following.numbers)


@given(TEXTS, SPANS)
def test_of_every_finding_one_mark_is_the_first(text, spans):
    ends = [span for piece in pieces(text, spans) for span in piece.ends]
    firsts = [span.number for span in ends if span.is_first]
    assert sorted(firsts) == sorted({span.number for span in ends})
    assert firsts == list(dict.fromkeys(span.number for span in ends)), "not the first in the text"


def test_overlap_becomes_three_pieces():
    cut = pieces("abcdef", [Span(0, 4, 1), Span(2, 6, 2, is_soft=True)])
    assert [(p.text, p.numbers, [s.number for s in p.ends], p.is_soft) for p in cut] == [
        ("ab", (1,), [], False),
        ("cd", (1, 2), [1], False),
        ("ef", (2,), [2], True),
    ]


def test_words_side_by_side_are_one_mark():
    cut = pieces("pilih paslon dua", [Span(0, 5, 1), Span(6, 12, 1), Span(13, 16, 2)])
    assert [(p.text, p.numbers) for p in cut] == [
        ("pilih paslon", (1,)),
        (" ", ()),
        ("dua", (2,)),
    ]


def test_many_spans_are_cut_in_the_blink_of_an_eye():
    text = "ab " * 6_000
    spans = [Span(i, i + 2, i % 7) for i in range(0, len(text), 3)]
    assert len(pieces(text, spans)) > 6_000


def test_quotes_are_distinct_and_in_order():
    found = quotes("b a  a b\nc", [[5, 6], [0, 1], [2, 3], [2, 6], [7, 99], [3, 3]])
    assert [quote.text for quote in found] == ["b", "a", "a a", "b c"]
    assert len(quotes("abcdefgh", [[i, i + 1] for i in range(8)])) == 6


def test_what_is_printed_holds_no_word():
    assert "rahasia" not in repr(pieces("rahasia", [Span(0, 3, 1)]))
    assert "rahasia" not in repr(quotes("rahasia", [[0, 7]]))
