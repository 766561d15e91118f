"""How `ikrar pack` writes: rows as cards, tables and JSON in 80 columns; what lint found; the card of a day.

In: a loaded pack and its rows. Out: standard output. rich is imported when the first line is written.
What no source confirms carries a mark wherever it is shown.
"""

import json
from collections.abc import Iterable, Iterator
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
    say(f"{loaded.about.title.en}, {card.on:%A} {day(card.on)}", style="bold")
    say(f"{card.text.en} ({card.text.id})")
    rows = []
    if card.phase:
        rows.append(("message", f"{card.phase.message.en} ({card.phase.message.id})"))
    if card.asks_public and card.asks_staff:
        rows += [("of the public", card.asks_public.en), ("of staff", card.asks_staff.en)]
    for stage in card.stages:
        rows.append(
            ("under way", join(f"{stage.name.en} (to {day(stage.end)})", mark(loaded, stage)))
        )
    for line in card.lines:
        state = "determined since" if line.determined else "not determined until"
        phase = f"phase {line.phase}" if line.phase else "outside the calendar"
        said = f"{line.name.en}: {state} {day(line.since)}; {phase}"
        rows.append(("candidates", join(said, mark(loaded, line))))
    if card.next:
        names = "; ".join(text.en for text in card.next.what)
        rows.append(("next", f"{day(card.next.on)}, {until(card.next.days)}: {names}"))
    if card.days_to_vote is not None:
        rows.append(("voting", until(card.days_to_vote) if card.days_to_vote else "today"))
    grid(rows)
    if card.phase and loaded.programme.note:
        say(f"! {loaded.programme.note.en}", style="yellow")


# ---------------------------------------------------------------- writing


def card(loaded: "Pack", row: Any) -> None:
    """One row in full: every key that says something, both languages, marks beside sources."""
    grid(list(_lines(loaded, row)))
    if told := mark(loaded, row):
        say(f"! {told}", style="yellow")


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
    return join("; ".join(parts), mark(loaded, row))


def _said(row: Any) -> Iterator[tuple[str, Any]]:
    """The fields of a row that say something."""
    for field in fields(row):
        value = getattr(row, field.name)
        if value not in ("", None, False, ()) or (value == 0 and value is not False):
            yield field.name.replace("_", " "), value


def mark(loaded: "Pack", row: Any) -> str:
    """In words, why a row is not verified; empty where a page confirms it."""
    names = (getattr(row, "source", ""), *getattr(row, "sources", ()))
    unverified = {source.id for source in loaded.sources.sources if not source.verified}
    marks = [_MARKS.get(name, f"{name}, not verified") for name in names if name in unverified]
    if getattr(row, "dates_guessed", False):
        marks.append("days of validity not verified")
    return f"[{'; '.join(marks)}]" if marks else ""


def join(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _plain_text(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return day(value) if isinstance(value, date) else str(value)


def day(on: date) -> str:
    return f"{on.day} {on:%b %Y}"


def until(days: int) -> str:
    return f"in {days} day{'' if days == 1 else 's'}"


def span(start: date | None, end: date | None) -> str:
    if start == end:
        return day(start) if start else "always"
    return f"{day(start) if start else '…'} - {day(end) if end else '…'}"


def say(text: str = "", style: str = "") -> None:
    _console().print(text, style=style or None, markup=False, highlight=False)


def grid(rows: list[tuple[str, str]]) -> None:
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
