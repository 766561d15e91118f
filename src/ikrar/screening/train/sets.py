"""The public sets whose rows were read under the code book, one row a file of readings: `sets.csv`.

What a set teaches decides how much its rows count (recipe.py); the model card names what each is, and from where.
"""

import csv
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final


class Teaches(StrEnum):
    """What the rows of a set are about; nothing is learned from those that are judged on alone."""

    CONTEST = "contest"  # as the labelled posts are
    OTHER = "other"  # posts of other makers than those of the labelled posts
    HATE = "hate"  # hate and hoaxes
    HATE_TWICE = "hate, two readings"  # rows of the same sets that were read twice
    OFFICE = "office"  # headlines and posts of offices
    NOTHING = ""


@dataclass(frozen=True, slots=True)
class PublicSet:
    """One file of readings: where its texts stand in the folder of sets, and where they come from."""

    name: str  # of the file in `corpus/readings` or `corpus/outside`
    teaches: str
    file: str  # in the folder of sets
    column: str  # of the text
    what: str
    licence: str  # empty where the repository states none
    found: str  # in which search, from 1
    repository: str  # on GitHub; empty for the sets that the labelled posts come with
    commit: str
    path: str  # in the repository


def _read() -> dict[str, PublicSet]:
    with Path(__file__).with_name("sets.csv").open(encoding="utf-8", newline="") as lines:
        return {row["name"]: PublicSet(**row) for row in csv.DictReader(lines)}


SETS: Final = _read()


def teaching(*what: Teaches) -> dict[str, PublicSet]:
    """The sets that teach one of these, by name."""
    return {name: one for name, one in SETS.items() if one.teaches in what}
