"""Signs that take a side without a name: ballot numbers, colours in pairs, gestures in words or as emoji.

In: a text and what the pack's messages.toml lists. Out: places. Numbers of laws, polling stations and telephones, the
colours of the flag and of ballot papers, and a finger in ink are none of them.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ikrar.packs import Pack
from ikrar.packs.messages import Colours, Numbers, Sign
from ikrar.programme.guards.reading import Word, has, hits, sentences, span, words

Span = tuple[int, int]
_NUMERALS: Final = {
    word: number
    for number, word in enumerate(
        ["satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh"],
        1,
    )
}
_JOINTS: Final = frozenset(("dan", "atau", "serta", "&"))
# "pilih satu calon" tells how to vote, not for whom
_COUNTED: Final = frozenset(
    [
        "kali",
        "calon",
        "pasangan",
        "paslon",
        "nama",
        "kolom",
        "partai",
        "kotak",
        "orang",
        "dari",
        "di",
        "surat",
        "lembar",
        "tahun",
        "putaran",
        "jam",
    ]
)


@dataclass(frozen=True, slots=True)
class Number:
    """A ballot number that was named, and where."""

    number: int
    place: Span


def numbers(text: str, pack: Pack) -> list[Number]:
    """The ballot numbers of a text: of contestants or parties of the pack, after a word that makes them so."""
    listed = pack.messages.numbers
    known = {one.number for one in pack.contestants.contestants}
    known |= {one.number for one in pack.parties.parties if one.number is not None}
    if listed is None:
        return []
    return [
        one for sentence in sentences(words(text)) for one in _numbers(sentence, listed)
        if one.number in known
    ]  # fmt: skip


def without_innocent(text: str, pack: Pack) -> str:
    """The text, as long as it was, with blanks for numbers of laws, polling stations and telephones.

    The screening takes any number behind "nomor" for one of the ballot.
    """
    listed = pack.messages.numbers
    if listed is None:
        return text
    for sentence in sentences(words(text)):
        for first, last in hits(listed.before, sentence):
            if _is_innocent(sentence, first, last, listed) and last < len(sentence):
                start, end = span(sentence, (first, last + 1))
                text = text[:start] + " " * (end - start) + text[end:]
    return text


def are_equal(found: Sequence[Number], pack: Pack) -> bool:
    """Whether the number of every contestant is named as often as the others, and no other."""
    counts = Counter(one.number for one in found)
    every = {one.number for one in pack.contestants.contestants}
    return not counts or (counts.keys() == every and len(set(counts.values())) == 1)


def _numbers(sentence: Sequence[Word], listed: Numbers) -> Iterator[Number]:
    for first, last in hits(listed.before, sentence):
        if _is_innocent(sentence, first, last, listed):
            continue
        at = last
        while at < len(sentence):  # "nomor urut 1, 2, dan 3"
            number = _number(sentence[at].text)
            follows = sentence[at + 1].text if at + 1 < len(sentence) else ""
            if number is not None and follows not in _COUNTED:
                yield Number(number, span(sentence, (first if at == last else at, at + 1)))
            elif sentence[at].text not in _JOINTS:
                break
            at += 1


def _is_innocent(sentence: Sequence[Word], first: int, last: int, listed: Numbers) -> bool:
    """Whether the words before "nomor", or "tahun" behind the number, say what it counts."""
    after = sentence[last + 1 : last + 2]
    return has(listed.unless, sentence[max(0, first - 2) : first]) or any(
        word.text == "tahun" for word in after
    )


def _number(word: str) -> int | None:
    if word.isdecimal() and len(word) <= 2:
        return int(word)
    return _NUMERALS.get(word)


def colours(text: str, listed: Colours | None) -> list[Span]:
    """Two colours side by side of which a party wears one."""
    if listed is None:
        return []
    party, every = set(listed.party), {*listed.party, *listed.other}
    found: list[Span] = []
    for sentence in sentences(words(text)):
        if has(listed.unless, sentence):
            continue
        never = {first for pattern in listed.never for first, _l in hits((pattern,), sentence)}
        at = 0
        while at < len(sentence):
            end = _pair(sentence, at, every)
            pair = {word.text for word in sentence[at:end]} & every
            if end and pair & party and at not in never:
                found.append(span(sentence, (at, end)))
            at = end or at + 1
    return found


def _pair(sentence: Sequence[Word], at: int, every: set[str]) -> int:
    """The end of two different colours that begin at a word, or 0."""
    if sentence[at].text not in every:
        return 0
    after = at + 1
    if after < len(sentence) and sentence[after].text in _JOINTS:
        after += 1
    if after < len(sentence) and sentence[after].text in every - {sentence[at].text}:
        return after + 1
    return 0


def gestures(text: str, pack: Pack) -> list[tuple[Sign, tuple[Span, ...]]]:
    """Each sign that a text shows, with its places."""
    found = list(sentences(words(text)))
    shown = [(sign, tuple(_places(sign, found))) for sign in pack.messages.signs]
    return [(sign, places) for sign, places in shown if places]


def _places(sign: Sign, found: Sequence[Sequence[Word]]) -> Iterator[Span]:
    for sentence in found:
        if not has(sign.unless, sentence):
            yield from (span(sentence, hit) for hit in hits(sign.words, sentence))
