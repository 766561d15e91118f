"""What is asked of the lawbook about a post, and its answer: what of a pack may apply."""

from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from ikrar.packs.model import Text
from ikrar.screening.labels import Label

Told: TypeAlias = frozenset[str] | None  # concepts that a text speaks of; None where nobody looked


@dataclass(frozen=True, slots=True)
class Question:
    """A label, the day of the post where it is known, and what the text speaks of."""

    label: Label
    on: date | None
    told: Told = None


@dataclass(frozen=True, slots=True)
class Citation:
    """`forms` and `norms` are ids of the pack, `sanctions` its classes, one for each kind of form.

    `object` is the pack's word for whom the forms are about ("" where nothing fits); `is_early` tells that a form would
    fit if candidates were determined, `is_split` that it is so in some contests only; `left_out` are forms that would
    fit if the text spoke of what they are about; `stands_for` are those of civil servants that the form of others
    stands for; `note` says what the law leaves open. None of it says that anyone did anything.
    """

    forms: tuple[str, ...] = ()
    norms: tuple[str, ...] = ()
    sanctions: tuple[str, ...] = ()
    ask_human: bool = False
    object: str = ""
    is_early: bool = False
    is_split: bool = False
    left_out: tuple[str, ...] = ()
    stands_for: tuple[str, ...] = ()
    note: Text = field(default_factory=lambda: Text("", ""))
