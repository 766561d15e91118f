"""How `ikrar pack` writes: each section of a pack as a table or card of 80 columns, rows as JSON.

In: a loaded pack and its rows. Out: standard output. rich is imported when the first line is written.
What no source confirms carries a mark wherever it is shown.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from ikrar.packs import Pack, Today
    from ikrar.packs.problem import Problem

_MARKS = {
    "memory": "from memory, not verified",
    "unstated": "no source named, not verified",
    "ours": "our own reading, not verified",
}
_LINT_SHOWN = 3


# ---------------------------------------------------------------- sections


def overview(loaded: "Pack") -> None:
    about = loaded.about
    say(f"{about.title.en} ({about.title.id})", style="bold")
    extends = f", extends {about.extends}" if about.extends else ""
    say(
        f"{about.name}: {about.kind} {about.year}{extends}; compiled {about.compiled_on}; days in {about.timezone}"
    )
    say()
    counts = {
        "calendar": f"{len(loaded.calendar.stages)} stages, {len(loaded.calendar.contests)} contests",
        "programme": f"{len(loaded.programme.phases)} phases",
        "contestants": f"{len(loaded.contestants.contestants)} contestants",
        "parties": f"{len(loaded.parties.parties)} parties",
        "pledge": f"{len(loaded.pledge.id.statements)} statements",
        "forms": f"{len(loaded.forms.forms)} forms of violation",
        "acts": f"{len(loaded.acts.acts)} safe or grey acts",
        "norms": f"{len(loaded.norms.norms)} norms in {len(loaded.norms.laws)} laws",
        "routing": f"{len(loaded.routing.routes)} versions, {len(loaded.routing.procedures)} procedures",
        "signals": f"{len(loaded.signals.gestures)} gestures, {len(loaded.signals.neutral_phrases)} phrases",
        "figures": f"{len(loaded.figures.figures)} figures",
        "sources": f"{len(loaded.sources.sources)} sources",
    }
    rows = [(name, text, loaded.homes.get(f"{name}.toml", "-")) for name, text in counts.items()]
    table("Sections", ("section", "holds", "from pack"), rows)
    for caution in about.cautions:
        say(f"! {caution.en}", style="yellow")


def _calendar(loaded: "Pack") -> None:
    rows = [
        (
            s.id,
            _span(s.start, s.end),
            s.violation_phase,
            _join(s.name.en, "" if s.held else "(not held)", _mark(loaded, s)),
        )
        for s in loaded.calendar.stages
    ]
    table("Calendar (days inclusive)", ("stage", "days", "violation phase", "what"), rows)


def _windows(loaded: "Pack") -> None:
    rows = [
        (contest.id, window.phase, _span(window.start, window.end))
        for contest in loaded.calendar.contests
        for window in loaded.windows(contest.id)
    ]
    table("Violation phases by contest", ("contest", "phase", "days"), rows)


def _programme(loaded: "Pack") -> None:
    for phase in loaded.programme.phases:
        card(loaded, phase)
        say()
    if loaded.programme.note:
        say(f"! {loaded.programme.note.en}", style="yellow")
    for other in loaded.programme.alternatives:
        say(f"  alternative: {other.en}")


def _contestants(loaded: "Pack") -> None:
    listed = loaded.contestants
    for contestant in listed.contestants:
        card(loaded, contestant)
        say()
    if listed.none_because:
        say(listed.none_because.en)
    rows = [
        (
            signal.text,
            ", ".join(map(str, signal.against)),
            _join(signal.source, _mark(loaded, signal)),
        )
        for signal in listed.negative_signals
    ]
    if rows:
        table("Signals that harm a contestant", ("signal", "against", "source"), rows)
    if listed.uneven_because:
        say(f"! {listed.uneven_because.en}", style="yellow")


def _parties(loaded: "Pack") -> None:
    rows = [
        (str(p.number or "-"), p.short, _join(p.name, _mark(loaded, p)), p.scope)
        for p in loaded.parties.parties
    ]
    table("Parties", ("no", "short", "name", "scope"), rows)


def _pledge(loaded: "Pack") -> None:
    for text, heading in ((loaded.pledge.id, "Signed"), (loaded.pledge.en, "For reading only")):
        say(f"{heading}: {text.title}", style="bold")
        say(text.opening)
        for number, statement in enumerate(text.statements, 1):
            say(f"  {number}. {statement}")
        say(text.closing)
        say()


def _forms(loaded: "Pack") -> None:
    rows = [
        (f.id, str(f.statement), f.sanction, f.confidence, f.text.en) for f in loaded.forms.forms
    ]
    table("Forms of violation", ("id", "pledge", "class", "confidence", "form"), rows)
    say("class unmapped: not established from the sources read; a human must decide.")


def _acts(loaded: "Pack") -> None:
    rows = [(a.id, a.verdict, a.text.en) for a in loaded.acts.acts]
    table("Acts not to flag (ok) or to send to a human (grey)", ("id", "verdict", "act"), rows)


def _norms(loaded: "Pack") -> None:
    rows = [(n.id, n.confidence, _join(n.text.en, _mark(loaded, n))) for n in loaded.norms.norms]
    table("Norms", ("id", "confidence", "says"), rows)


def _routing(loaded: "Pack") -> None:
    for route in (*loaded.routing.routes, *loaded.routing.procedures):
        say(
            f"{route.id}: {route.name.en} ({_span(route.valid_from, route.valid_until)})",
            style="bold",
        )
        rows = []
        for step in route.steps:
            clock = (
                f"{step.clock.days} {step.clock.kind} days {step.clock.since.en}"
                if step.clock
                else "-"
            )
            rows.append((step.id, step.actor, _join(step.does.en, _mark(loaded, step)), clock))
        table("", ("step", "who", "does", "clock"), rows)


def _signals(loaded: "Pack") -> None:
    rows = [
        (g.gesture.en, ", ".join(g.reads_as), _join(g.policy.en, _mark(loaded, g)))
        for g in loaded.signals.gestures
    ]
    table("Gestures: a hint for a human, never a finding", ("gesture", "reads as", "policy"), rows)
    phrases = [(p.text, _join(p.source, _mark(loaded, p))) for p in loaded.signals.neutral_phrases]
    table("Phrases that are never flagged", ("phrase", "source"), phrases)
    for poses in loaded.signals.pose_lists:
        say(f"{poses.text}: {', '.join(poses.terms)}. {poses.note}")


def _figures(loaded: "Pack") -> None:
    rows = [
        (
            f.id,
            f"{f.value:g}" if f.unit == "%" else f"{f.value:,}",
            f.unit,
            _join(f.name.en, f.note, _mark(loaded, f)),
        )
        for f in loaded.figures.figures
    ]
    table("Figures", ("id", "value", "unit", "what"), rows)
    for row in loaded.figures.outlook:
        say(
            _join(f"{row.id}: {row.text.en}", " to ".join(row.window), row.note, _mark(loaded, row))
        )


def _sources(loaded: "Pack") -> None:
    rows = [
        (s.id, _join(s.title, "" if s.verified else "(not verified)"))
        for s in loaded.sources.sources
    ]
    table("Sources", ("id", "what"), rows)


SECTIONS: dict[str, Callable[["Pack"], None]] = {
    "calendar": _calendar,
    "windows": _windows,
    "programme": _programme,
    "contestants": _contestants,
    "parties": _parties,
    "pledge": _pledge,
    "forms": _forms,
    "acts": _acts,
    "norms": _norms,
    "routing": _routing,
    "signals": _signals,
    "figures": _figures,
    "sources": _sources,
}


# ---------------------------------------------------------------- lint and today


def report(target: str, problems: "tuple[Problem, ...]", every: bool) -> None:
    """Errors in full; of the warnings a few of each file, since there can be many."""
    shown: dict[str, int] = {}
    hidden = 0
    for problem in problems:
        file = problem.where.partition(":")[0]
        shown[file] = shown.get(file, 0) + (problem.severity == "warning")
        if problem.severity == "warning" and shown[file] > _LINT_SHOWN and not every:
            hidden += 1
            continue
        say(
            f"{problem.severity}: {problem.where}",
            style="red" if problem.severity == "error" else "yellow",
        )
        say(f"  {problem.what}. {problem.mend}")
    errors = sum(problem.severity == "error" for problem in problems)
    more = f" ({hidden} not shown; --all shows them)" if hidden else ""
    say(f"{target}: {errors} errors, {len(problems) - errors} warnings{more}", style="bold")


def day_card(loaded: "Pack", card: "Today") -> None:
    say(f"{loaded.about.title.en}, {card.on:%A} {_day(card.on)}", style="bold")
    say(f"{card.text.en} ({card.text.id})")
    rows = []
    if card.phase:
        rows.append(("message", f"{card.phase.message.en} ({card.phase.message.id})"))
    if card.asks_public and card.asks_staff:
        rows += [("of the public", card.asks_public.en), ("of staff", card.asks_staff.en)]
    for stage in card.stages:
        rows.append(
            ("under way", _join(f"{stage.name.en} (to {_day(stage.end)})", _mark(loaded, stage)))
        )
    for line in card.lines:
        state = "determined since" if line.determined else "not determined until"
        phase = f"phase {line.phase}" if line.phase else "outside the calendar"
        said = f"{line.name.en}: {state} {_day(line.since)}; {phase}"
        rows.append(("candidates", _join(said, _mark(loaded, line))))
    if card.next:
        names = "; ".join(text.en for text in card.next.what)
        rows.append(("next", f"{_day(card.next.on)}, {_in(card.next.days)}: {names}"))
    if card.days_to_vote is not None:
        rows.append(("voting", _in(card.days_to_vote) if card.days_to_vote else "today"))
    _grid(rows)
    if card.phase and loaded.programme.note:
        say(f"! {loaded.programme.note.en}", style="yellow")


# ---------------------------------------------------------------- writing


def card(loaded: "Pack", row: Any) -> None:
    """One row in full: every key that says something, both languages, marks beside sources."""
    _grid(list(_lines(loaded, row)))
    if mark := _mark(loaded, row):
        say(f"! {mark}", style="yellow")


def _lines(loaded: "Pack", row: Any, prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in _said(row):
        key = (
            f"{prefix} ({name})" if prefix and name in ("id", "en") else f"{prefix} {name}".strip()
        )
        if is_dataclass(value):
            yield from _lines(loaded, value, key)
        elif isinstance(value, tuple) and is_dataclass(value[0]):
            yield from ((key, _short(loaded, entry)) for entry in value)
        else:
            yield key, _plain_text(value)


def _short(loaded: "Pack", row: Any) -> str:
    """A row inside a row, in one line; its sources are told by the mark alone."""
    parts = []
    for name, value in _said(row):
        if name in ("source", "sources"):
            continue
        if isinstance(value, tuple) and is_dataclass(value[0]):
            value = ", ".join(_short(loaded, entry) for entry in value)
        elif is_dataclass(value):
            value = getattr(value, "en", None) or _short(loaded, value)
        parts.append(name if value is True else _plain_text(value))
    return _join("; ".join(parts), _mark(loaded, row))


def _said(row: Any) -> Iterator[tuple[str, Any]]:
    """The fields of a row that say something."""
    for field in fields(row):
        value = getattr(row, field.name)
        if value not in ("", None, False, ()) or (value == 0 and value is not False):
            yield field.name.replace("_", " "), value


def _mark(loaded: "Pack", row: Any) -> str:
    """In words, why a row is not verified; empty where a page confirms it."""
    names = (getattr(row, "source", ""), *getattr(row, "sources", ()))
    unverified = {source.id for source in loaded.sources.sources if not source.verified}
    marks = [_MARKS.get(name, f"{name}, not verified") for name in names if name in unverified]
    return f"[{'; '.join(marks)}]" if marks else ""


def _join(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _plain_text(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return _day(value) if isinstance(value, date) else str(value)


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def _in(days: int) -> str:
    return f"in {days} day{'' if days == 1 else 's'}"


def _span(start: date | None, end: date | None) -> str:
    if start == end:
        return _day(start) if start else "always"
    return f"{_day(start) if start else '…'} - {_day(end) if end else '…'}"


def say(text: str = "", style: str = "") -> None:
    _console().print(text, style=style or None, markup=False, highlight=False)


def _grid(rows: list[tuple[str, str]]) -> None:
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for key, value in rows:
        grid.add_row(key, Text(value))
    _console().print(grid)


def table(title: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    drawn = Table(
        title=title or None,
        title_justify="left",
        title_style="bold",
        box=SIMPLE_HEAD,
        pad_edge=False,
    )
    for index, column in enumerate(columns):
        drawn.add_column(column, overflow="fold", no_wrap=index == 0 and len(columns) > 2)
    for row in rows:
        drawn.add_row(*(Text(cell) for cell in row))
    _console().print(drawn)


def _console() -> Any:
    from rich.console import Console

    return Console()


def write_json(value: Any) -> None:
    click.echo(json.dumps(_plain(value), ensure_ascii=False, indent=2))


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(entry) for entry in value]
    return value.isoformat() if isinstance(value, date) else value
