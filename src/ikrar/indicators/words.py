"""The story in plain sentences, in Indonesian and English: a phase, a comparison, a change, and how far to trust them.

In: a story and the names of its phases. Out: text, not markup: names of sources come from outside. No sentence names a cause, and
each says that it is about the posts that were collected.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from ikrar.errors import NotFound
from ikrar.indicators.kinds import Counting, Indicator, indicator
from ikrar.indicators.numerals import (
    between,
    day,
    in_language,
    number,
    percent,
    phase_name,
    places,
    points,
)
from ikrar.indicators.story import Story
from ikrar.packs.model import Text

_LIMITS: Final = Text(
    "Angka ini menggambarkan unggahan yang dikumpulkan, bukan pendapat seluruh warga, dan tidak menunjukkan sebab.",
    "This figure describes the posts that were collected, not what all citizens think, and tells no cause.",
)
_RAW: Final = Text(
    "Angka ini belum dikoreksi dari kekeliruan mesin, karena mesin terlalu sering keliru untuk hal ini atau belum diukur.",
    "This figure is not corrected for the engine's mistakes: it errs too often here, or has not been measured.",
)
_HIDDEN: Final = Text(
    "Pada tahap {phase}, unggahan tentang “{about}” terlalu sedikit untuk ditampilkan sebagai angka.",
    "In the phase {phase}, there are too few posts to give a figure on “{about}”.",
)
_PHASE: Final = Text(
    "Pada tahap {phase}, {share} ({range}) {of} {says}. Ini dihitung dari {n} {unit}.",
    "In the phase {phase}, {share} ({range}) {of} {says}. This is counted from {n} {unit}.",
)
_UNITS: Final = {
    Counting.TEXTS: Text(
        "teks; unggahan yang hampir sama dihitung satu kali sehari",
        "texts; posts that are nearly the same count once a day",
    ),
    Counting.POSTS: Text("unggahan, termasuk salinannya", "posts, copies among them"),
}
_COMPARISON: Final = Text(
    "Pada tahap {phase}, {share} ({range}) {of} {says}; pada tahap {before}, {share_before} ({range_before}).",
    "In the phase {phase}, {share} ({range}) {of} {says}; in the phase {before}, {share_before} ({range_before}).",
)
_CHANGE: Final = Text(
    "Sejak {day}, {share} {of} {says}; dalam {days} hari sebelumnya, {share_before}.",
    "Since {day}, {share} {of} {says}; in the {days} days before, {share_before}.",
)
_DIFFERENCE: Final = Text(
    "Selisihnya {difference} poin persentase (antara {low} dan {high}).",
    "The difference is {difference} percentage points (between {low} and {high}).",
)
_UNCLEAR: Final = Text(
    "Selisih ini kecil atau belum pasti; jangan menyimpulkan perubahan darinya.",
    "This difference is small or uncertain; do not read a change into it.",
)


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells a story in a language, "id" or "en"; `names` are those of the phases.

    `is_brief`: what no figure can tell is left out, for a page that says it once (`limits`).
    """

    story: Story
    names: Mapping[str, Text]
    language: str
    is_brief: bool = False

    def limits(self) -> str:
        """What none of these figures can tell."""
        return self._plain(_LIMITS)

    def phase(self, phase: str, about: str, counting: Counting = Counting.TEXTS) -> str:
        """What one phase says of an indicator; NotFound where the story has no such phase or indicator."""
        row = self._cell(phase, about, counting)
        of = indicator(about)
        if not row["is_shown"]:
            return self._say(_HIDDEN, phase=self._name(phase), about=self._plain(of.name))
        unit = self._say(_UNITS[counting])
        told = self._told(row, "")
        n = number(row["n"], self.language)
        first = self._say(_PHASE, phase=self._name(phase), n=n, unit=unit, **told, **self._of(of))
        return self._with_limits(first, row)

    def comparison(
        self, one: str, other: str, about: str, counting: Counting = Counting.TEXTS
    ) -> str:
        """How phase `other` differs from the earlier `one`; NotFound where they are not compared."""
        keys = {"phase_a": one, "phase_b": other, "counting": counting, "indicator": about}
        row = _row(self.story.comparisons, keys)
        if not row["is_shown"]:
            hidden = [p for p in (one, other) if not self._cell(p, about, counting)["is_shown"]]
            return " ".join(self.phase(phase, about, counting) for phase in hidden)
        told = self._told(self._cell(other, about, counting), "")
        told |= self._told(self._cell(one, about, counting), "_before")
        names = {"phase": self._name(other), "before": self._name(one)}
        first = self._say(_COMPARISON, **names, **told, **self._of(indicator(about)))
        unclear = "" if row["is_clear"] else self._say(_UNCLEAR)
        return self._with_limits(first, row, self._difference(row), unclear)

    def change(self, row: Mapping[str, Any]) -> str:
        """What a row of the story's changes says."""
        first = self._say(
            _CHANGE,
            day=day(row["day"], self.language),
            share=percent(row["share_after"], self.language),
            share_before=percent(row["share_before"], self.language),
            days=number(row["days_before"], self.language),
            **self._of(indicator(row["indicator"])),
        )
        return self._with_limits(first, row, self._difference(row))

    # ------------------------------------------------------------ pieces

    def _say(self, text: Text, **words: str) -> str:
        return self._plain(text).format(**words)

    def _plain(self, text: Text) -> str:
        return in_language(text, self.language)

    def _name(self, phase: str) -> str:
        return phase_name(self.names[phase], self.language) if phase in self.names else phase

    def _of(self, about: Indicator) -> dict[str, str]:
        return {"of": self._plain(about.of), "says": self._plain(about.says)}

    def _cell(self, phase: str, about: str, counting: Counting) -> dict[str, Any]:
        keys = {"phase": phase, "counting": counting, "indicator": about}
        return _row(self.story.phases, keys)

    def _told(self, row: Mapping[str, Any], suffix: str) -> dict[str, str]:
        decimals = places(row["share"])
        return {
            f"share{suffix}": percent(row["share"], self.language),
            f"range{suffix}": between(row["low"], row["high"], self.language, decimals=decimals),
        }

    def _difference(self, row: Mapping[str, Any]) -> str:
        keys = ("difference", "low", "high")
        told = points([row[key] for key in keys], self.language)
        return self._say(_DIFFERENCE, **dict(zip(keys, told, strict=True)))

    def _with_limits(self, first: str, row: Mapping[str, Any], *more: str) -> str:
        raw = "" if row["is_corrected"] else self._plain(_RAW)
        limits = "" if self.is_brief else self.limits()
        return " ".join(filter(None, (first, *more, raw, limits)))


def _row(table: pa.Table, keys: Mapping[str, str]) -> dict[str, Any]:
    wanted = pc.scalar(True)
    for name, value in keys.items():
        wanted = wanted & (pc.field(name) == str(value))
    found: list[dict[str, Any]] = table.filter(wanted).to_pylist()
    if not found:
        told = ", ".join(str(value) for value in keys.values())
        raise NotFound(f"The story has no figure for {told}.", id_=f"Tidak ada angka untuk {told}.")
    return found[0]
