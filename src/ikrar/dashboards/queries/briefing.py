"""The briefing's facts and sentences: the same tables as the public page, for one phase, in one language.

In: a phase, a language. Out: what `documents.briefing` prints. No person, no unit that is too small, no name of a source.
"""

from datetime import date, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from ikrar.cases.queries import clocks_kept, clocks_open, step_words
from ikrar.dashboards.queries.barometer import last_week
from ikrar.dashboards.queries.coverage import campaign_of_the_day, figures_of
from ikrar.dashboards.queries.saying import Saying, what_we_said
from ikrar.dashboards.queries.telling import Told, told_of
from ikrar.documents.briefing import Briefing, Count, Notice, Table
from ikrar.errors import InputError
from ikrar.indicators.numerals import day, in_language, number, percent
from ikrar.monitoring.queries import alerts_within
from ikrar.monitoring.words import notices
from ikrar.packs import Pack
from ikrar.packs.model import ProgrammePhase
from ikrar.people.models import Agency
from ikrar.people.queries import the_agency, today
from ikrar.pledges.queries import PublicRow

ALERTS, LOOKED_AT = 3, 100
ROWS: Final = 6  # of a table in half a page
Language = Literal["id", "en"]


def phase_named(pack: Pack, name: str, *, on: date) -> ProgrammePhase:
    """The phase of a name; without one that of the day, else the last that has begun, else the first. InputError names them all."""
    phases = pack.programme.phases
    if name:
        found = next((one for one in phases if one.id == name), None)
        if found is None:
            known = ", ".join(one.id for one in phases)
            raise InputError(
                f"There is no phase {name!r}. Use one of {known}.",
                id_=f"Tidak ada tahap {name!r}. Pilih satu dari {known}.",
            )
        return found
    begun = [one for one in phases if one.start <= on]
    return begun[-1] if begun else phases[0]


def briefing_of(phase: ProgrammePhase, *, pack: Pack, language: Language) -> Briefing:
    """Everything that the two pages say of a phase."""
    agency = the_agency()
    on = today(agency)
    with override(language):
        said, told = (
            what_we_said(phase),
            told_of(phase, pack=pack, language=language, zone=ZoneInfo(agency.time_zone)),
        )
        total, units = _units(language)
        clocks, steps, late = _clocks(agency, pack, on, language)
        return Briefing(
            agency=agency.name, election=in_language(pack.about.title, language), on=on,
            phase=in_language(phase.name, language), language=language,
            days=f"{day(phase.start, language)} – {day(phase.end, language)}",
            lead=f"{_sentence(in_language(phase.message, language))} {in_language(phase.asks_public, language)}",
            counts=_counts(total, said, told, late, language), said=_said(said, language),
            channels=Table(
                title=_("Menurut saluran"), head=(_("Saluran"), _("Pesan")),
                rows=tuple((name, number(n, language)) for name, n in said.channels),
            ),
            people=told.sentences, charts=told.charts, figures=told.figures,
            alerts=_alerts(phase, language), pledge=_pledge(total, language), units=units,
            clocks=clocks, steps=steps, method=told.method, limits=told.limits,
        )  # fmt: skip


def _sentence(words: str) -> str:
    """Words of the pack as a sentence of their own."""
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."


def _counts(
    total: PublicRow | None, said: Saying, told: Told, late: str, language: str
) -> tuple[Count, ...]:
    return (
        Count(value=percent(total.ratio, language) if total else "–", label=_("pegawai wajib sudah menandatangani ikrar")),
        Count(value=number(said.published, language), label=_("pesan terbit dalam tahap ini")),
        Count(value=told.share or "–", label=told.share_of),
        Count(value=late, label=_("tenggat perkara terlewati dan masih berjalan")),
    )  # fmt: skip


def _said(said: Saying, language: str) -> tuple[str, ...]:
    gaps = said.gaps
    days = {"covered": number(gaps.covered, language), "days": number(gaps.days, language)}
    found = [
        ngettext("%(n)s pesan terbit dalam tahap ini.", "%(n)s pesan terbit dalam tahap ini.", said.published)
        % {"n": number(said.published, language)} if said.published else _("Belum ada pesan yang terbit dalam tahap ini."),
        _("%(covered)s dari %(days)s hari memiliki pesan yang terbit atau direncanakan.") % days,
    ]  # fmt: skip
    if longest := gaps.longest:
        span = {"first": day(longest.first, language), "last": day(longest.last, language)}
        found.append(_("Jeda terpanjang tanpa pesan: %(first)s sampai %(last)s.") % span)
    if said.titles:
        found.append(_("Terbaru: %(titles)s.") % {"titles": "; ".join(f"“{one}”" for one in said.titles)})  # fmt: skip
    return tuple(found)


def _alerts(phase: ProgrammePhase, language: str) -> tuple[Notice, ...]:
    """The newest of each kind, then whatever is newest; in the order of days."""
    rows = list(alerts_within(phase.start, phase.end)[:LOOKED_AT])
    first = {one.kind: one.pk for one in reversed(rows)}.values()
    chosen = sorted(rows, key=lambda one: one.pk not in first)[:ALERTS]
    return tuple(
        Notice(kind=_sentence(str(one.kind)).rstrip("."), day=day(one.on, language), text=one.words)
        for one in notices(sorted(chosen, key=rows.index))
    )


# ---------------------------------------------------------------- coverage and clocks


def _pledge(total: PublicRow | None, language: str) -> tuple[str, ...]:
    if total is None:
        return (_("Belum ada angka ikrar yang dapat ditampilkan."),)
    facts = {"signed": number(total.signed, language), "obliged": number(total.obliged, language)}
    return (_("%(signed)s dari %(obliged)s pegawai yang wajib sudah menandatangani.") % facts,)


def _units(language: str) -> tuple[PublicRow | None, Table]:
    """The total, and the units with the lowest shares: those are where something can be done."""
    campaign = campaign_of_the_day()
    figures = figures_of(campaign).figures if campaign else None
    rows = sorted(figures.rows if figures else (), key=lambda one: (one.ratio, one.name))
    title = _("Unit dengan bagian terendah") if len(rows) > ROWS else _("Menurut unit kerja")
    cells = tuple((one.name, percent(one.ratio, language)) for one in rows[:ROWS])
    table = Table(title=title, head=(_("Unit kerja"), _("Bagian")), rows=cells)
    return figures.total if figures else None, table


def _clocks(
    agency: Agency, pack: Pack, on: date, language: str
) -> tuple[tuple[str, ...], Table, str]:
    """Sentences, the table by step, and the number that ran out as it is written."""
    every, week = clocks_open(on=on).every, last_week(agency)
    judged = clocks_kept(before=week.until + timedelta(days=1)).every
    late, n = sum(one.late for one in every), sum(one.n for one in judged)
    found = []
    if not every:  # then there are fewer than five in all
        found.append(_("Kurang dari lima tenggat berjalan; jumlah sekecil itu tidak ditampilkan."))
    if n:
        share = percent(sum(one.n - one.late for one in judged) / n, language)
        facts = {"share": share, "n": number(n, language), "until": day(week.until, language)}
        found.append(
            _("Dari %(n)s tenggat yang jatuh sampai %(until)s, %(share)s dipenuhi tepat waktu.")
            % facts
        )
    rows = tuple(
        (_step(pack, one.step, language), number(one.n, language), number(one.late, language))
        for one in every[:ROWS]
    )
    head = (_("Langkah"), _("Berjalan"), _("Terlewati"))
    table = Table(title=_("Menurut langkah"), head=head, rows=rows)
    return tuple(found), table, number(late, language) if every else "<5"


def _step(pack: Pack, step: str, language: str) -> str:
    words = in_language(step_words(pack, step), language).rstrip(".") if step else ""
    return words or _("Langkah lain, digabung")
