"""Finds what is wrong with a pack: what cannot be read, what leads nowhere, what is unfair, what is unproven.

In: a pack's name or directory. Out: problems, errors first. Never raises for a fault of the pack itself;
only a pack that is not there at all is NotFound.
"""

from collections.abc import Iterable
from pathlib import Path

from ikrar.errors import InputError, NotFound
from ikrar.packs.catalog import find, read_chain
from ikrar.packs.lint_contestants import check_contestants
from ikrar.packs.lint_days import (
    check_calendar,
    check_leave,
    check_programme,
    check_retention,
    check_routes,
)
from ikrar.packs.lint_may import check_may
from ikrar.packs.lint_messages import check_messages
from ikrar.packs.lint_rows import (
    check_clocks,
    check_confidence,
    check_order_of_days,
    check_pack,
    check_pledge,
    check_references,
    check_sources,
    check_translations,
)
from ikrar.packs.problem import Problem, error

__all__ = ["Problem", "lint"]

_CHECKS = (
    check_pack,
    check_sources,
    check_confidence,
    check_translations,
    check_order_of_days,
    check_references,
    check_pledge,
    check_clocks,
    check_calendar,
    check_programme,
    check_routes,
    check_leave,
    check_retention,
    check_contestants,
    check_may,
    check_messages,
)


def lint(name_or_path: str | Path, *, extra_dirs: Iterable[str | Path] = ()) -> tuple[Problem, ...]:
    """Check a pack; an empty answer means that nothing was found."""
    extra = tuple(Path(directory) for directory in extra_dirs)
    path = find(name_or_path, extra)
    try:
        pack, faults = read_chain(path, extra)
    except (InputError, NotFound) as failure:
        return (error("pack.toml: extends", str(failure), "Correct extends, or remove it."),)
    problems = [error(fault.where, fault.what, fault.mend) for fault in faults]
    if pack is not None:
        # rows that could not be read are gone, so what refers to them is reported too
        problems += [problem for check in _CHECKS for problem in check(pack)]
    return tuple(sorted(problems, key=lambda problem: problem.severity))
