"""The story cut into four themes, each as one page can show it: figures by phase, changes, sentences, a table by day.

In: the row of the story, a pack, a language. Out: frozen values; the same tables go into the charts, the table beside them
and the file to download.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

import pyarrow.compute as pc
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ikrar.indicators.caveats import bias
from ikrar.indicators.kinds import Counting, indicator
from ikrar.indicators.story import Story
from ikrar.indicators.words import Teller
from ikrar.monitoring import stories
from ikrar.monitoring.models import Outlook
from ikrar.packs import Pack


@dataclass(frozen=True, slots=True)
class Theme:
    """Figures that belong together; the first is the one that a chart brings out."""

    name: str | Promise
    about: tuple[str, ...]


THEMES: Final[dict[str, Theme]] = {
    "memilih": Theme(_("Ikut memilih"), ("participate", "abstain", "participate_abstain")),
    "tenang": Theme(_("Menjaga suasana"), ("calm", "provoke", "calm_provoke")),
    "hasil": Theme(_("Menyikapi hasil"), ("unity", "reject_result", "unity_reject_result")),
    "lain": Theme(_("Kebencian, ancaman, klaim, uang"), ("hate", "threat", "claim", "money")),
}
OF_PHASE: Final = {"pra": "memilih", "saat": "tenang", "pasca": "hasil"}


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell of the table by phase; numbers None where the cell is too small to be shown."""

    phase: str
    name: str
    n: int
    share: float | None
    low: float | None
    high: float | None
    is_corrected: bool
    phase_id: str
    about: str


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure in two phases: the difference in shares with its interval, and its size as Cohen's h."""

    name: str
    before: str
    after: str
    difference: float
    low: float
    high: float
    effect: float
    is_clear: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A change point in words, with the day and figure that lead to its posts."""

    indicator: str
    day: Any
    words: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A theme as a page shows it."""

    figures: list[Figure]
    compared: list[Compared]
    sentences: list[str]
    limits: str
    changes: list[Change]
    caveats: list[str]
    missing: list[dict[str, Any]]
    mix: list[dict[str, Any]]


@lru_cache(maxsize=4)
def _story(made_at: Any, data: bytes) -> Story:
    return stories.read(data)


def story_of(row: Outlook) -> Story:
    """The tables of a told story, unpacked once."""
    return _story(row.made_at, bytes(row.story))


def shown(story: Story, theme: str, *, pack: Pack, language: str) -> Shown:
    """One theme of a story in a language, "id" or "en"."""
    names, about = stories.names(pack), THEMES[theme].about
    teller = Teller(story, names, language, is_brief=True)
    told = {key: name.en if language == "en" else name.id for key, name in names.items()}
    return Shown(
        figures=list(_figures(story, about, told, language)),
        compared=list(_compared(story, about, told, language)),
        sentences=list(_sentences(story, teller, about)),
        limits=teller.limits(),
        changes=[
            Change(row["indicator"], row["day"], teller.change(row))
            for row in story.changes.to_pylist() if row["indicator"] in about
        ],
        caveats=bias(story, names=names, language=language),
        missing=[row | {"name": told[row["phase"]]} for row in story.missing.to_pylist()],
        mix=[row | {"name": told[row["phase"]]} for row in story.mix.to_pylist()],
    )  # fmt: skip


def of_theme(story: Story, table: str, about: tuple[str, ...]) -> Any:
    """The rows of `daily` or `phases` that belong to a theme, texts counted once a day."""
    rows = getattr(story, table)
    wanted = pc.is_in(rows["indicator"], value_set=_array(about))
    return rows.filter(pc.and_(wanted, pc.equal(rows["counting"], str(Counting.TEXTS))))


def _array(names: tuple[str, ...]) -> Any:
    import pyarrow as pa

    return pa.array(names, pa.string())


def _figures(
    story: Story, about: tuple[str, ...], phases: dict[str, str], language: str
) -> Iterator[Figure]:
    for row in of_theme(story, "phases", about).to_pylist():
        name = indicator(row["indicator"]).name
        yield Figure(
            phases[row["phase"]], name.en if language == "en" else name.id, row["n"], row["share"],
            row["low"], row["high"], row["is_corrected"], row["phase"], row["indicator"],
        )  # fmt: skip


def _compared(
    story: Story, about: tuple[str, ...], phases: dict[str, str], language: str
) -> Iterator[Compared]:
    """Neighbouring phases, figure by figure, where both can be shown."""
    order = [row["phase"] for row in story.copies.to_pylist()]
    for row in story.comparisons.to_pylist():
        pair = (row["phase_a"], row["phase_b"])
        wanted = row["indicator"] in about and row["counting"] == str(Counting.TEXTS)
        if row["is_shown"] and wanted and pair in set(pairwise(order)):
            name = indicator(row["indicator"]).name
            yield Compared(
                name.en if language == "en" else name.id, phases[pair[0]], phases[pair[1]],
                row["difference"], row["low"], row["high"], row["cohens_h"], row["is_clear"],
            )  # fmt: skip


def _sentences(story: Story, teller: Teller, about: tuple[str, ...]) -> Iterator[str]:
    """A comparison of neighbouring phases for each figure that can be shown in both."""
    pairs = {(row["phase_a"], row["phase_b"]) for row in story.comparisons.to_pylist()}
    order = [row["phase"] for row in story.copies.to_pylist()]
    for one, other in pairwise(order):
        if (one, other) in pairs:
            for name in about[:2]:
                yield teller.comparison(one, other, name)
