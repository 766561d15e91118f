"""What every chart is given beside its table: language, width, source, and the phases behind what it shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ikrar.charts.theme import DESKTOP
from ikrar.indicators.numerals import in_language
from ikrar.packs.model import Text


@dataclass(frozen=True, slots=True)
class Band:
    """A phase with its name; both days belong to it. A `packs` phase will do as well."""

    id: str
    name: Text
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Frame:
    """language "id" or "en" · width in px, see `theme` · source: where the posts come from, for the foot."""

    phases: Sequence[Band] = ()
    language: str = "id"
    width: int = DESKTOP
    source: str = ""

    @property
    def is_narrow(self) -> bool:
        return self.width < 560

    def say(self, text: Text, /, **words: str) -> str:
        """Words in the chart's language; those without slots are taken as they are, braces and all."""
        said = in_language(text, self.language)
        return said.format(**words) if words else said

    def source_note(self) -> str:
        return (
            self.say(Text("Sumber: {source}.", "Source: {source}."), source=self.source)
            if self.source
            else ""
        )
