"""The original text cut into pieces, so that a page can mark every span, also where spans overlap.

In: a text and spans of its characters, `[start, end)`, each with the number of its finding. Out: pieces that
put together are the text, unchanged to the last character. Spans outside the text are cut to fit.
Neither piece nor quote shows its text when it is printed: a log of variables never holds it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open span of characters that belongs to a finding; `is_soft` where it breaks no pledge.

    `pieces` says which is the first of its finding, for a link to lead to.
    """

    start: int
    end: int
    number: int
    is_soft: bool = False
    is_first: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Piece:
    """A stretch of text with the numbers of all findings over it, and the spans that end with it."""

    text: str
    numbers: tuple[int, ...] = ()
    ends: tuple[Span, ...] = ()
    is_soft: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Quote:
    """Some of the author's own words."""

    text: str


def pieces(text: str, spans: Iterable[Span]) -> list[Piece]:
    """Cut `text` at every edge of a span.

    >>> [(p.text, p.numbers) for p in pieces("abcd", [Span(0, 3, 1), Span(2, 4, 2)])]
    [('ab', (1,)), ('c', (1, 2)), ('d', (2,))]
    """
    fitted = (_fitted(span, len(text)) for span in spans)
    joined = _joined(text, [span for span in fitted if span.start < span.end])
    edges = sorted({0, len(text), *(s.start for s in joined), *(s.end for s in joined)})
    begun = sorted(joined, key=lambda s: s.start, reverse=True)
    over: list[Span] = []
    done: list[Piece] = []
    for start, end in pairwise(edges):
        over = [span for span in over if span.end > start]
        while begun and begun[-1].start <= start:
            over.append(begun.pop())
        done.append(_piece(text[start:end], over, end))
    return done


def _piece(text: str, over: list[Span], end: int) -> Piece:
    return Piece(
        text=text,
        numbers=tuple(sorted({span.number for span in over})),
        ends=tuple(sorted((s for s in over if s.end == end), key=lambda s: s.number)),
        is_soft=all(span.is_soft for span in over),
    )


def quotes(text: str, spans: Sequence[Sequence[int]], *, most: int = 6) -> list[Quote]:
    """The distinct words that were marked, in order of the text; `most` of them."""
    fitted = sorted((max(0, start), min(end, len(text))) for start, end in spans)
    found = dict.fromkeys(" ".join(text[start:end].split()) for start, end in fitted)
    return [Quote(words) for words in found if words][:most]


def _fitted(span: Span, size: int) -> Span:
    return replace(span, start=max(0, min(span.start, size)), end=max(0, min(span.end, size)))


def _joined(text: str, spans: list[Span]) -> list[Span]:
    """Spans of one finding with no more than a space between become one: its number stands once."""
    done: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.number, s.start, s.end)):
        last = done[-1] if done else None
        is_first = not last or last.number != span.number
        if last and not is_first and text[last.end : span.start] in {"", " "}:
            done[-1] = replace(last, end=max(last.end, span.end))
        else:
            done.append(replace(span, is_first=is_first))
    return done
