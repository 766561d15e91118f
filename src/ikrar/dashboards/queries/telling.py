"""What people say, as the briefing tells it: sentences of one phase, two charts, the table of the same figures, method, limits."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ikrar.dashboards.queries.barometer import balance_of, caveats_of, changes_of, theme_of
from ikrar.dashboards.queries.grids import grid
from ikrar.documents.briefing import Table
from ikrar.errors import Error
from ikrar.indicators.kinds import indicator
from ikrar.indicators.numerals import day, in_language, number, percent
from ikrar.indicators.story import Story
from ikrar.indicators.words import Teller
from ikrar.monitoring import pictures, stories, themes
from ikrar.monitoring.queries import outlook
from ikrar.monitoring.themes import Figure
from ikrar.packs import Pack
from ikrar.packs.model import ProgrammePhase

CHANGES, LIMITS = 2, 5


@dataclass(frozen=True, slots=True)
class Told:
    """`share` is the balance of the phase as it is written, "" where it is not shown, and `share_of` what it is a share of."""

    sentences: tuple[str, ...]
    charts: tuple[str, ...]
    figures: Table
    method: tuple[str, ...]
    limits: tuple[str, ...]
    share: str
    share_of: str


def told_of(phase: ProgrammePhase, *, pack: Pack, language: str, zone: ZoneInfo) -> Told:
    """The conversation of a phase."""
    told, about = outlook(), indicator(balance_of(phase))
    label = _("%(says)s, dari %(of)s") % {
        "says": in_language(about.says, language), "of": in_language(about.of, language),
    }  # fmt: skip
    if told is None or not told.posts or told.made_at is None:
        nothing = (
            _("Belum ada unggahan yang dikumpulkan, jadi belum ada yang dapat digambarkan."),
        )
        return Told(nothing, (), Table(title="", head=()), _counted(), (), "", label)
    story = stories.without_sources(themes.story_of(told), _("sumber"))
    shown = themes.shown(story, theme_of(phase), pack=pack, language=language).figures
    balance = next(one for one in shown if (one.phase_id, one.about) == (phase.id, balance_of(phase)))  # fmt: skip
    sources = len(set(story.mix["source"].to_pylist()))
    collected = ngettext(
        "%(posts)s unggahan dari %(sources)s sumber, dihitung %(on)s dengan penilai %(judge)s.",
        "%(posts)s unggahan dari %(sources)s sumber, dihitung %(on)s dengan penilai %(judge)s.",
        sources,
    ) % {
        "posts": number(told.posts, language), "judge": told.judge, "sources": number(sources, language),
        "on": day(told.made_at.astimezone(zone).date(), language),
    }  # fmt: skip
    return Told(
        sentences=_sentences(story, phase, pack, language),
        charts=tuple(pictures.printed(told, theme_of(phase), language=language)),
        figures=_table(shown, language), method=(collected, *_counted()),
        limits=_limits(story, pack, language),
        share="" if balance.share is None else percent(balance.share, language), share_of=label,
    )  # fmt: skip


def _sentences(story: Story, phase: ProgrammePhase, pack: Pack, language: str) -> tuple[str, ...]:
    """The phase, how it differs from the one before, the latest changes within it."""
    teller = Teller(story, stories.names(pack), language, is_brief=True)
    about, order = balance_of(phase), [one.id for one in pack.programme.phases]
    before = order[max(order.index(phase.id) - 1, 0)]
    try:
        said = teller.phase(phase.id, about) if before == phase.id else teller.comparison(before, phase.id, about)  # fmt: skip
    except Error:  # told before the pack had this phase
        said = ""
    within = [
        row for row in changes_of(story, theme_of(phase)) if phase.start <= row["day"] <= phase.end
    ]
    return tuple(filter(None, (said, *(teller.change(row) for row in within[-CHANGES:]))))


def _table(figures: list[Figure], language: str) -> Table:
    lines = grid(figures, language)
    head = (_("Porsi unggahan (rentang 95%)"), *(one.phase for one in lines[0].cells))
    rows = tuple((line.name, *(one.told for one in line.cells)) for line in lines)
    return Table(title=_("Angka per tahap"), head=head, rows=rows)


def _counted() -> tuple[str, ...]:
    return (
        _("Setiap porsi dikoreksi dengan kesalahan mesin yang tercantum di kartu model; rentangnya memuat ketidakpastian contoh, salinan, dan mesin."),
        _("Unggahan yang hampir sama dihitung satu kali sehari."),
        _("Cakupan dihitung dari pegawai yang wajib menandatangani menurut kedudukan hukumnya."),
        _("Kelompok yang kurang dari lima digabung atau disembunyikan."),
    )  # fmt: skip


def _limits(story: Story, pack: Pack, language: str) -> tuple[str, ...]:
    own = Teller(story, stories.names(pack), language).limits()
    return (own, *caveats_of(story, pack, language)[:LIMITS])
