"""What `ikrar evaluate` shows: its tables for a terminal, as plain facts, and as a part of a Markdown page."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ikrar.errors import InputError

if TYPE_CHECKING:
    from ikrar.screening.evaluate import Figure
    from ikrar.screening.judging import Tables
    from ikrar.screening.model import Model

START, END = "<!-- figures -->", "<!-- /figures -->"
SHARES: Final = "False alarms"  # the table whose figures are percentages
OTHER_LISTS: Final = (
    "These weights were made with other lists of words (lexicon.toml, roots.txt or gazetteer) than this program "
    "reads by, so they may be worse than they were. Train again."
)
HEAD: Final = ("", "n", "value", "95 %", "precision", "recall", "AP")


def facts(weights: "Model", found: "Tables") -> dict[str, Any]:
    """Everything as plain numbers, with the weights that they are figures of."""
    return {
        "model": weights.version,
        "sha256": weights.about["sha256"],
        "tables": {title: [one.row() for one in figures] for title, figures in found.items()},
    }


def text(weights: "Model", found: "Tables") -> str:
    """The tables in columns."""
    parts = [f"Weights {weights.version}"]
    for title, figures in found.items():
        rows = [HEAD, *(_cells(one, percent=title == SHARES) for one in figures)]
        wide = [max(len(row[i]) for row in rows) for i in range(len(HEAD))]
        parts += ["", title]
        parts += [
            "  ".join([row[0].ljust(wide[0]), *map(str.rjust, row[1:], wide[1:])]).rstrip()
            for row in rows
        ]
    return "\n".join(parts)


def _cells(one: "Figure", *, percent: bool) -> tuple[str, ...]:
    def told(value: float | None) -> str:
        return "" if value is None else f"{value:.2%}" if percent else f"{value:.3f}"

    sides = (told(x) for x in (one.precision, one.recall, one.ranking))
    return (one.name, f"{one.n:,}", told(one.value), f"{told(one.low)} to {told(one.high)}", *sides)


def page(weights: "Model", found: "Tables", learned_from: str = "") -> str:
    """The same as Markdown."""
    from ikrar.screening import evaluate

    head = f"Weights `{weights.version}`, SHA-256 `{weights.about['sha256']}`."
    if learned_from:
        head += f"\n\n**{learned(learned_from)}**"
    tables = (evaluate.markdown(t, f, percent=t == SHARES) for t, f in found.items())
    return "\n".join([head, "", *tables]).rstrip() + "\n"


def learned(name: str) -> str:
    return (
        f"These weights have learned from {name}.csv, so their figures on it flatter; for fair ones, "
        f"train with --hold-out {name}."
    )


def into(path: Path, figures: str) -> None:
    """Write the tables, between the markers of a page that has them; a page without markers is not overwritten."""
    around = around_figures(path)
    write(path, f"{around[0]}{START}\n\n{figures}\n{END}{around[1]}" if around else figures)


def around_figures(path: Path) -> tuple[str, str] | None:
    """What a page has before and after its figures; None for a new one. InputError where it is no page with markers."""
    try:
        before = path.read_text("utf-8") if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"{path} cannot be read as UTF-8, so there is nothing to write between; name a new file."
        ) from error
    head, start, rest = before.partition(START)
    _, end, tail = rest.partition(END)
    if before and not (start and end):
        raise InputError(
            f"{path} has no lines {START} and {END} to write between; add them, or name a new file."
        )
    return (head, tail) if before else None


def write(path: Path, whole: str) -> None:
    """Write a file; what it held stays until the new text is whole. InputError where it cannot be."""
    path = path.resolve()  # a link stays one
    aside = path if path.exists() and not path.is_file() else path.with_name(f".{path.name}")
    try:
        aside.write_text(whole, "utf-8")
        aside.replace(path)
    except OSError as error:
        if aside != path:
            aside.unlink(missing_ok=True)
        raise InputError(f"{path} cannot be written: {error.strerror}.") from error
