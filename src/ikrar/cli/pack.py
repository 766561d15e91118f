"""`ikrar pack`: list, read, check and ask an election that is held as data.

In: a pack's name or directory. Out: text for 80 columns, or JSON with `--json`. Needs no Django and no network.
Facts that no source confirms carry a mark, here and in the JSON's `source` names.
"""

import difflib
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ikrar import packs
from ikrar.cli.may_text import answers_text
from ikrar.cli.pack_sections import SECTIONS, overview
from ikrar.cli.pack_text import card, day_card, report, table, write_json
from ikrar.errors import Error, NotFound
from ikrar.packs.law import ROLES

if TYPE_CHECKING:
    from ikrar.packs import Pack
    from ikrar.packs.problem import Problem

_DEFAULT = "pemilu-2024"

_dirs = click.option(
    "--dir",
    "dirs",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Look for packs in this directory too. May be repeated.",
)
_on = click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), help="Another day than today (YYYY-MM-DD)."
)
_json = click.option("--json", "as_json", is_flag=True, help="Write JSON instead of text.")


@click.group()
def pack() -> None:
    """Elections as data: list, show, lint, what a day asks, and "may I?"."""


@pack.command("list")
@_dirs
@_json
def list_packs(dirs: tuple[Path, ...], as_json: bool) -> None:
    """List the packs that can be used by name."""
    found = packs.available(dirs)
    if as_json:
        return write_json(found)
    rows = [
        (p.name, p.title.en, p.kind, p.extends or "-", "shipped" if p.shipped else p.path)
        for p in found
    ]
    table("Packs", ("name", "title", "kind", "extends", "from"), rows)
    return None


@pack.command()
@click.argument("pack_name", metavar="PACK")
@click.argument("what", metavar="[SECTION|ID]", required=False)
@_dirs
@_json
def show(pack_name: str, what: str | None, dirs: tuple[Path, ...], as_json: bool) -> None:
    """Show a PACK, one SECTION of it, or the row with an ID (KE-04, PP94/2021:5:n:6).

    Sections: calendar, windows, programme, contestants, parties, pledge, forms,
    acts, may, norms, routing, leave, signals, figures, sources.
    """
    loaded = packs.load(pack_name, extra_dirs=dirs)
    if what is None:
        return write_json(loaded.about) if as_json else overview(loaded)
    if what in SECTIONS:
        part = loaded.windows() if what == "windows" else getattr(loaded, what)
        return write_json(part) if as_json else SECTIONS[what](loaded)
    row = _find(loaded, what)
    return write_json(row) if as_json else card(loaded, row)


@pack.command()
@click.argument("target", metavar="PACK_OR_DIR")
@click.option("--all", "every", is_flag=True, help="Show every warning, not a few of each file.")
@_dirs
@_json
@click.pass_context
def lint(
    ctx: click.Context, target: str, every: bool, dirs: tuple[Path, ...], as_json: bool
) -> None:
    """Check a pack: broken references, gaps, unfairness, unverified facts.

    Exits with 1 if there is an error. Warnings are facts that nobody has confirmed.
    """
    from ikrar.packs.lint import lint as check

    problems = (*check(target, extra_dirs=dirs), *_uncovered(target, dirs))
    if as_json:
        write_json(problems)
    else:
        report(target, problems, every)
    if any(problem.severity == "error" for problem in problems):
        ctx.exit(1)


def _uncovered(target: str, dirs: tuple[Path, ...]) -> "tuple[Problem, ...]":
    """Names that the screening would not overlook like the others; none where no pack can be read."""
    from ikrar.screening.coverage import check_coverage

    try:
        return tuple(check_coverage(packs.load(target, extra_dirs=dirs)))
    except Error:
        return ()  # what cannot be read was reported already


@pack.command()
@click.argument("pack_name", metavar="[PACK]", default=_DEFAULT)
@_on
@_dirs
@_json
def today(pack_name: str, on: datetime | None, dirs: tuple[Path, ...], as_json: bool) -> None:
    """Tell what a day asks of the public and of staff, and what comes next."""
    loaded = packs.load(pack_name, extra_dirs=dirs)
    found = loaded.today(on.date() if on else _now(loaded))
    if as_json:
        write_json(found)
    else:
        day_card(loaded, found)


@pack.command()
@click.argument("question")
@click.argument("pack_name", metavar="[PACK]", required=False)
@click.option("--pack", "named", help="The pack to ask, by name or directory, as PACK does.")
@_on
@click.option("--role", type=click.Choice(ROLES), help="Who asks, where that matters.")
@_dirs
@_json
def may(
    *,
    question: str,
    pack_name: str | None,
    named: str | None,
    on: datetime | None,
    role: str | None,
    dirs: tuple[Path, ...],
    as_json: bool,
) -> None:
    """Look up whether staff may do something: a QUESTION in everyday Indonesian.

    At most three acts of the pack, the likeliest first, each with its outcome (no, yes, depends, ask),
    norms and confidence. No answer means that the question fits none: ask the task force then.
    """
    from ikrar.packs.may import ask

    loaded = packs.load(named or pack_name or _DEFAULT, extra_dirs=dirs)
    found = ask(loaded, question, on=on.date() if on else _now(loaded), role=role)
    if as_json:
        write_json(found)
    else:
        answers_text(loaded, found)


def _now(loaded: "Pack") -> date:
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo(loaded.about.timezone)).date()


# ---------------------------------------------------------------- finding a row


def _find(loaded: "Pack", wanted: str) -> Any:
    """The row with this id, whatever kind it is; the first one in the order of the sections."""
    named: dict[str, Any] = {}
    for name, row in _named(loaded):
        named.setdefault(name.casefold(), row)
    if wanted.casefold() in named:
        return named[wanted.casefold()]
    names = [*SECTIONS, *dict.fromkeys(name for name, _ in _named(loaded))]
    folded = {name.casefold(): name for name in names}
    close = [folded[name] for name in difflib.get_close_matches(wanted.casefold(), folded)]
    hint = f"Did you mean {', '.join(close)}?" if close else f"Sections: {', '.join(SECTIONS)}."
    raise NotFound(f"The pack {loaded.name!r} has no section or row {wanted!r}. {hint}")


def _named(loaded: "Pack") -> Iterator[tuple[str, Any]]:
    forms, routing = loaded.forms, loaded.routing
    groups: tuple[Iterable[Any], ...] = (
        forms.forms,
        loaded.acts.acts,
        loaded.norms.norms,
        loaded.norms.laws,
        loaded.calendar.stages,
        loaded.calendar.contests,
        loaded.calendar.rules,
        loaded.programme.phases,
        routing.routes,
        routing.procedures,
        routing.systems,
        forms.lists,
        forms.sanctions,
        forms.phases,
        forms.categories,
        forms.objects,
        loaded.figures.figures,
        loaded.figures.outlook,
        loaded.sources.sources,
    )
    yield from ((row.id, row) for group in groups for row in group)
    yield from ((norm.row, norm) for norm in loaded.norms.norms)
    yield from ((party.short, party) for party in loaded.parties.parties)
