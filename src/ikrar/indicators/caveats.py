"""What stands between the posts that were collected and what was said: sentences on sources, gaps and copies.

In: a story. Out: plain sentences in Indonesian or English, the general one first; always at least that.
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Final

from ikrar.indicators.numerals import in_language, number, percent, phase_name
from ikrar.indicators.story import Story
from ikrar.packs.model import Text

MOST: Final = 0.5  # of a phase's posts that come from one source
SHIFT: Final = 0.25  # of the posts that would have to change source for two phases to be alike
COPIED: Final = 0.2  # of a phase's posts that are near-copies
_GENERAL: Final = Text(
    "Unggahan berasal dari sumber yang dipilih. Orang yang tidak menulis di sana tidak terlihat, dan satu orang dapat menulis banyak unggahan.",
    "The posts come from sources that were chosen. People who do not write there are not seen, and one person may write many posts.",
)
_MOST: Final = Text(
    "Pada tahap {phase}, {share} unggahan berasal dari satu sumber: {source}.",
    "In the phase {phase}, {share} of the posts come from one source: {source}.",
)
_SHIFT: Final = Text(
    "Antara tahap {one} dan {other}, sumbernya berubah ({share} unggahan). Selisih angka kedua tahap dapat berasal dari situ.",
    "Between the phases {one} and {other} the sources changed ({share} of the posts). Differences may stem from that.",
)
_MISSING: Final = Text(
    "Pada tahap {phase}, tidak ada unggahan pada {days} hari, terlama {longest} hari berturut-turut.",
    "In the phase {phase}, there are no posts on {days} days, the longest gap lasting {longest} days.",
)
_COPIED: Final = Text(
    "Pada tahap {phase}, {share} unggahan hampir sama dengan unggahan lain. Karena itu, teks yang sama dihitung satu kali sehari.",
    "In the phase {phase}, {share} of the posts nearly repeat another. The same text therefore counts once a day.",
)


def bias(story: Story, *, names: Mapping[str, Text], language: str) -> list[str]:
    """Sentences on what may tilt the figures; `names` are those of the phases."""

    def say(text: Text, **words: str | float) -> str:
        told = {key: _told(value, names, language) for key, value in words.items()}
        return in_language(text, language).format(**told)

    most = [say(_MOST, phase=p, source=f"“{s}”", share=share) for p, s, share in _largest(story)]
    shifts = [say(_SHIFT, one=one, other=two, share=share) for one, two, share in _shifts(story)]
    gaps = [say(_MISSING, phase=p, days=days, longest=most) for p, days, most in _gaps(story)]
    copied = [say(_COPIED, phase=p, share=share) for p, share in _copied(story)]
    return [say(_GENERAL), *most, *shifts, *gaps, *copied]


def _told(value: str | float, names: Mapping[str, Text], language: str) -> str:
    """A share, a number, the name of a phase, or a word as it is."""
    if isinstance(value, float):
        return percent(value, language)
    if isinstance(value, int):
        return number(value, language)
    return phase_name(names[value], language) if value in names else value


def _mixes(story: Story) -> dict[str, dict[str, float]]:
    """Phase → source → share, in the order of phases."""
    mixes: dict[str, dict[str, float]] = {}
    for row in story.mix.to_pylist():
        mixes.setdefault(row["phase"], {})[row["source"]] = row["share"]
    return mixes


def _largest(story: Story) -> Iterator[tuple[str, str, float]]:
    for phase, shares in _mixes(story).items():
        source = max(shares, key=lambda key: shares[key])
        if shares[source] >= MOST:
            yield phase, source, shares[source]


def _shifts(story: Story) -> Iterator[tuple[str, str, float]]:
    for (one, before), (other, after) in pairwise(_mixes(story).items()):
        sources = before.keys() | after.keys()
        apart = sum(abs(before.get(name, 0) - after.get(name, 0)) for name in sorted(sources)) / 2
        if apart >= SHIFT:
            yield one, other, apart


def _gaps(story: Story) -> Iterator[tuple[str, int, int]]:
    runs: dict[str, list[int]] = {}
    for row in story.missing.to_pylist():
        runs.setdefault(row["phase"], []).append(row["days"])
    for phase, days in runs.items():
        yield phase, sum(days), max(days)


def _copied(story: Story) -> Iterator[tuple[str, float]]:
    for row in story.copies.to_pylist():
        if (row["share"] or 0) >= COPIED:
            yield row["phase"], row["share"]
