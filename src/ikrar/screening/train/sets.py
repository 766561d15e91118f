"""The public sets whose rows were read under the code book: `sets.csv` of the folder `corpus`, one row a file of readings.

What a set teaches decides how much its rows count (recipe.py); the model card names what each is, and from where.
"""

import csv
import io
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path

from ikrar.errors import InputError


class Teaches(StrEnum):
    """What the rows of a set are about; nothing is learned from those that are judged on alone."""

    CONTEST = "contest"  # as the labelled posts are
    OTHER = "other"  # posts of other makers than those of the labelled posts
    CHOSEN = "other, not in the second fit"  # such as were chosen for being marked wrongly
    HATE = "hate"  # hate and hoaxes
    HATE_TWICE = "hate, two readings"  # rows of the same sets that were read twice
    OFFICE = "office"  # headlines and posts of offices
    NOTHING = ""


@dataclass(frozen=True, slots=True)
class PublicSet:
    """One file of readings: where its texts stand in the folder of sets, and where they come from."""

    name: str  # of the file in `corpus/readings` or `corpus/outside`
    teaches: Teaches
    file: str  # in the folder of sets
    column: str  # of the text
    what: str
    licence: str  # empty where the repository states none
    found: str  # in which search, from 1
    repository: str  # on GitHub; empty for the sets that the labelled posts come with
    commit: str
    path: str  # in the repository


def table(corpus: Path) -> dict[str, PublicSet]:
    """The sets by name; none where the folder has no `sets.csv`. InputError where a row of it does not hold."""
    path = corpus / "sets.csv"
    if not path.exists():
        return {}
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("sets.csv is not in UTF-8: save it again as CSV UTF-8.") from error
    rows = csv.DictReader(io.StringIO(text, newline=""))
    head = [one.name for one in fields(PublicSet)]
    if rows.fieldnames != head:
        raise InputError(f"sets.csv must begin with {','.join(head)}.")
    return {row["name"]: _row(row, rows.line_num) for row in rows}


def _row(row: dict[str, str], line: int) -> PublicSet:
    if None in row or None in row.values():
        raise InputError(f"sets.csv, line {line}: it has more or fewer cells than the first line.")
    if row["teaches"] not in list(Teaches):
        known = "; ".join(one for one in Teaches if one)
        raise InputError(f"sets.csv, line {line}: teaches must be empty or one of these: {known}.")
    teaches = Teaches(row.pop("teaches"))
    return PublicSet(teaches=teaches, **row)
