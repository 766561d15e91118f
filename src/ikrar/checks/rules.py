"""The rules that a finding may meet: on the day that was asked for, and on the other side of the line.

The line is the day on which candidates are determined in the pack's main contest. Before it the text speaks
of a *bakal calon*, from then on of a *calon*; what a form is worth is stored with the form, never read
off the date.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ikrar.packs import Pack
from ikrar.packs.law import Form, Norm, Term
from ikrar.packs.model import Text
from ikrar.packs.today import Line
from ikrar.screening.labels import Label

if TYPE_CHECKING:
    from ikrar.screening.law import Citation, Lawbook

UNMAPPED = "unmapped"
DEGREES = ("ringan", "sedang", "berat")


@dataclass(frozen=True, slots=True)
class Rule:
    """One form of violation, whom it is about and how sure its sources are."""

    form: Form
    object: Text
    confidence: Text


@dataclass(frozen=True, slots=True)
class Class:
    """Forms that share a class of sanction; `is_open` where a human must say which.

    `degree` is the law's own word for a degree of discipline, which no language translates.
    """

    degree: str
    sanction: Text
    is_open: bool
    rules: list[Rule]


@dataclass(frozen=True, slots=True)
class Cited:
    """A norm and how sure its sources are."""

    norm: Norm
    confidence: Text


@dataclass(frozen=True, slots=True)
class Side:
    """The rules on one side of the line; `applies` for the side that the day is on."""

    on: date
    applies: bool
    is_determined: bool
    classes: list[Class]
    norms: list[Cited]
    ask_human: bool
    note: Text


def sides(finding: Mapping[str, Any], *, pack: Pack, on: date, role: str) -> list[Side]:
    """What applies on the day; then the other side of the line, where it differs."""
    book, line = _lawbook(pack, role), main_line(pack, on)
    # a threat for which the engine cites no form does not speak of jobs, rights or aid
    how = {"coercive": bool(finding["forms"]) if finding["label"] == Label.THREAT else None}
    is_determined = bool(line and line.determined)
    here = _side(book.of(finding["label"], on, **how), pack, on, is_determined=is_determined)
    if line is None:
        return [here]
    other = line.since - timedelta(days=1) if is_determined else line.since
    there = _side(
        book.of(finding["label"], other, **how), pack, other, is_determined=not is_determined
    )
    return [here, replace(there, applies=False)] if here.classes != there.classes else [here]


@lru_cache(maxsize=16)
def _lawbook(pack: Pack, role: str) -> "Lawbook":
    from ikrar.screening.law import Lawbook

    return Lawbook(pack, role)


def main_line(pack: Pack, on: date) -> Line | None:
    """Whether the main contest's candidates are determined on a day."""
    default = next((c.id for c in pack.calendar.contests if c.default), "")
    lines = pack.today(on).lines
    return next((line for line in lines if line.contest == default), next(iter(lines), None))


def _side(citation: "Citation", pack: Pack, on: date, *, is_determined: bool) -> Side:
    forms = [pack.form(name) for name in citation.forms]
    return Side(
        on=on,
        applies=True,
        is_determined=is_determined,
        classes=[
            Class(
                degree=sanction if sanction in DEGREES else "",
                sanction=_word(pack.forms.sanctions, sanction),
                is_open=sanction == UNMAPPED,
                rules=[_rule(form, pack) for form in forms if form.sanction == sanction],
            )
            for sanction in dict.fromkeys(form.sanction for form in forms)
        ],
        norms=[_cited(pack.cite(name), pack) for name in citation.norms],
        ask_human=citation.ask_human,
        note=citation.note,
    )


def _rule(form: Form, pack: Pack) -> Rule:
    return Rule(
        form=form,
        object=_word(pack.forms.objects, form.object),
        confidence=_word(pack.forms.confidences, form.confidence),
    )


def _cited(norm: Norm, pack: Pack) -> Cited:
    return Cited(norm=norm, confidence=_word(pack.forms.confidences, norm.confidence))


def _word(terms: tuple[Term, ...], wanted: str) -> Text:
    return next((term.text for term in terms if term.id == wanted), Text(wanted, wanted))
