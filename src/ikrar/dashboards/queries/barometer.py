"""The public page's figures: coverage, refusals, answers, clocks, the conversation by phase; counted once in ten minutes.

Rare events are counted up to the end of last week, so that two looks do not tell what happened between them. What is too small
was left out by each duty's own query. Out: plain values in one language, nothing about a person, no text of a post, no source's name.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from ikrar import packs
from ikrar.advice.queries import AnswerFigures, answer_figures
from ikrar.cases.queries import StepClocks, clocks_kept, step_words
from ikrar.dashboards.queries.coverage import FIGURES_SECONDS, campaign_of_the_day, figures_of
from ikrar.dashboards.queries.grids import Line, grid
from ikrar.dashboards.queries.kept import kept
from ikrar.errors import Error
from ikrar.gifts.queries import RefusalFigures, refusal_figures
from ikrar.indicators.caveats import bias
from ikrar.indicators.kinds import indicator
from ikrar.indicators.numerals import in_language
from ikrar.indicators.story import Story
from ikrar.indicators.words import Teller
from ikrar.monitoring import pictures, stories, themes
from ikrar.monitoring.models import Outlook
from ikrar.monitoring.pictures import Chart
from ikrar.monitoring.queries import outlook
from ikrar.monitoring.themes import OF_PHASE, THEMES, Figure
from ikrar.packs import Pack
from ikrar.packs.model import ProgrammePhase
from ikrar.people.models import Agency
from ikrar.people.queries import agency_or_none, the_agency, today
from ikrar.pledges.queries import PublicRow


@dataclass(frozen=True, slots=True)
class Week:
    """What is counted of rare events: until a day by the agency's calendar, and before a moment."""

    until: date
    before: datetime


@dataclass(frozen=True, slots=True)
class Clocks:
    """The clocks of one step, in the page's words ("" for the small steps together)."""

    words: str
    figures: StepClocks


@dataclass(frozen=True, slots=True)
class Talk:
    """One phase with the theme that is its own: a sentence, pictures, the numbers beside them."""

    slug: str
    phase: str
    theme: str
    said: str
    limits: str
    changes: list[str]
    figures: list[Figure]
    grid: list[Line]
    charts: list[Chart]


@dataclass(frozen=True, slots=True)
class Conversation:
    """What the collected posts say, and what stands between them and what was said."""

    at: datetime
    posts: int
    sources: int
    judge: str
    talks: list[Talk]
    caveats: list[str]


@dataclass(frozen=True, slots=True)
class Barometer:
    """Everything that the public page shows; a part is None or empty while there is nothing that may be shown."""

    at: datetime
    week: Week
    campaign: str
    pledge: PublicRow | None
    refusals: RefusalFigures
    answers: AnswerFigures
    clocks: list[Clocks]
    conversation: Conversation | None


def barometer(language: str) -> Barometer | None:
    """The figures in a language, "id" or "en"; None before there is an agency."""
    agency = agency_or_none()
    if agency is None:
        return None
    return kept(
        f"barometer:{agency.pk}:{language}", FIGURES_SECONDS, lambda: _fresh(agency, language)
    )


def _fresh(agency: Agency, language: str) -> Barometer:
    week, campaign, pack = last_week(agency), campaign_of_the_day(), pack_or_none()
    figures = figures_of(campaign).figures if campaign else None
    steps = clocks_kept(before=week.until + timedelta(days=1)).every
    with override(language):
        return Barometer(
            at=timezone.now(), week=week, campaign=campaign.name if campaign else "",
            pledge=figures.total if figures else None,
            refusals=refusal_figures(week.until.year, before=week.before),
            answers=answer_figures(before=week.before),
            clocks=[Clocks(_words(pack, one.step, language), one) for one in steps],
            conversation=conversation(pack, language) if pack else None,
        )  # fmt: skip


def last_week(agency: Agency) -> Week:
    """Until last Sunday; in a demo, which protects nobody, until now."""
    if agency.is_demo:
        return Week(today(agency), timezone.now())
    monday = today(agency) - timedelta(days=today(agency).weekday())
    before = datetime.combine(monday, time(), ZoneInfo(agency.time_zone))
    return Week(monday - timedelta(days=1), before)


def pack_or_none() -> Pack | None:
    """The agency's pack; None where it cannot be read."""
    try:
        return packs.load(the_agency().pack, extra_dirs=settings.IKRAR_PACK_DIRS)
    except Error:
        return None


def _words(pack: Pack | None, step: str, language: str) -> str:
    return in_language(step_words(pack, step), language) if pack and step else step


def conversation(pack: Pack, language: str) -> Conversation | None:
    """The story as it was last told; None while there is none."""
    told = outlook()
    if told is None or not told.posts or told.made_at is None:
        return None
    story = stories.without_sources(themes.story_of(told), _("sumber"))
    return Conversation(
        at=told.made_at, posts=told.posts, sources=len(set(story.mix["source"].to_pylist())),
        judge=told.judge, talks=list(_talks(told, story, pack, language)),
        caveats=caveats_of(story, pack, language),
    )  # fmt: skip


def _talks(told: Outlook, story: Story, pack: Pack, language: str) -> Iterator[Talk]:
    teller = Teller(story, stories.names(pack), language, is_brief=True)
    for phase in pack.programme.phases:
        if phase.id in OF_PHASE:
            slug = OF_PHASE[phase.id]
            shown = themes.shown(story, slug, pack=pack, language=language)
            yield Talk(
                slug=slug, phase=in_language(phase.name, language), theme=str(THEMES[slug].name),
                said=teller.phase(phase.id, balance_of(phase)),
                changes=[one.words for one in shown.changes], limits=shown.limits,
                figures=shown.figures,
                grid=grid(shown.figures, language),
                charts=pictures.of_theme(told, slug, language=language),
            )  # fmt: skip


def caveats_of(story: Story, pack: Pack, language: str) -> list[str]:
    """What may tilt the figures. Of a single source one sentence says all."""
    names = stories.names(pack)
    if len(set(story.mix["source"].to_pylist())) != 1:
        return bias(story, names=names, language=language)
    first, *more = bias(replace(story, mix=story.mix[:0]), names=names, language=language)
    return [first, _("Semua unggahan berasal dari satu sumber."), *more]


def balance_of(phase: ProgrammePhase) -> str:
    """What a phase is about: the balance of the theme that is its own."""
    about = THEMES[theme_of(phase)].about
    return next((one for one in about if indicator(one).second), about[0])


def theme_of(phase: ProgrammePhase) -> str:
    """The theme of a phase; that of turning out to vote for phases that other packs name otherwise."""
    return OF_PHASE.get(phase.id, next(iter(THEMES)))


def changes_of(story: Story, theme: str) -> list[dict[str, Any]]:
    """The changes of a theme's figures, by day."""
    rows: list[dict[str, Any]] = story.changes.to_pylist()
    return [row for row in rows if row["indicator"] in THEMES[theme].about]
