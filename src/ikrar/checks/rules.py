"""The rules that a finding may meet: on the day that was asked for, and on the other side of the line.

The line is the day on which candidates are determined. Before it a text speaks of a *bakal calon*, from then on of a
*calon*; what a form is worth is stored with the form, never read off the date. Contests of one election have lines of
their own, so that for some days only some candidates are determined.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from ikrar.packs import Pack
from ikrar.packs.law import Form, Norm, Term
from ikrar.packs.model import Text

if TYPE_CHECKING:
    from ikrar.screening.citation import Citation

UNMAPPED = "unmapped"
DEGREES = ("ringan", "sedang", "berat")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rule:
    """One form of violation, whom it is about and how sure its sources are."""

    form: Form
    object: Text
    confidence: Text
    is_verified: bool


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
    """A norm and how sure its sources are; `recheck` where it may have changed by the day that was asked for."""

    norm: Norm
    confidence: Text
    is_verified: bool
    recheck: date | None


class Determined(StrEnum):
    """Of which contests candidates are determined; outside the calendar of all of them there are none."""

    OUTSIDE = "outside"
    NONE = "none"
    SOME = "some"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Side:
    """The rules on one side of the line; `applies` for the side that the day is on.

    `is_sure` is false where nobody could confirm the line that puts the day on this side.
    """

    on: date
    applies: bool
    determined: Determined
    is_sure: bool
    classes: list[Class]
    norms: list[Cited]
    ask_human: bool
    note: Text


def sides(finding: Mapping[str, Any], *, pack: Pack, on: date, role: str) -> list[Side]:
    """What applies on the day; then the other side of the line, where it differs."""
    from ikrar.screening.law import lawbook, told_in

    book, label, told = lawbook(pack, role), finding["label"], told_in(finding, pack)
    line, here = _line(pack, on), _side(book.of(label, on, told=told), pack, on)
    if line is None or here.determined is Determined.OUTSIDE:
        return [here]
    other = line[0] - _DAY if here.determined is Determined.ALL else line[1]
    there = replace(_side(book.of(label, other, told=told), pack, other), applies=False)
    return [here, there] if here.classes != there.classes else [here]


def _line(pack: Pack, on: date) -> tuple[date, date] | None:
    """The first and the last day on which candidates of a contest are determined; None where the pack names none."""
    days = [line.since for line in pack.today(on).lines]
    return (min(days), max(days)) if days else None


def _determined(pack: Pack, on: date) -> Determined:
    lines = pack.today(on).lines
    if lines and not any(line.phase for line in lines):
        return Determined.OUTSIDE
    found = {line.determined for line in lines}
    if True not in found:
        return Determined.NONE
    return Determined.SOME if False in found else Determined.ALL


def _is_sure(pack: Pack, on: date) -> bool:
    """Whether the lines are confirmed: for a day between them those behind it, for the last day before all the next."""
    lines = pack.today(on).lines
    some = _determined(pack, on) is Determined.SOME
    near = [line for line in lines if (some and line.determined) or line.since - on == _DAY]
    return all(line.verified for line in near)


def _side(citation: "Citation", pack: Pack, on: date) -> Side:
    forms = [pack.form(name) for name in citation.forms]
    return Side(
        on=on,
        applies=True,
        determined=_determined(pack, on),
        is_sure=_is_sure(pack, on),
        classes=[
            Class(
                degree=sanction if sanction in DEGREES else "",
                sanction=_word(pack.forms.sanctions, sanction),
                is_open=sanction == UNMAPPED,
                rules=[_rule(form, pack) for form in forms if form.sanction == sanction],
            )
            for sanction in dict.fromkeys(form.sanction for form in forms)
        ],
        norms=[_cited(pack.cite(name), pack, on) for name in citation.norms],
        ask_human=citation.ask_human,
        note=citation.note,
    )


def _rule(form: Form, pack: Pack) -> Rule:
    return Rule(
        form=form,
        object=_word(pack.forms.objects, form.object),
        confidence=_word(pack.forms.confidences, form.confidence),
        is_verified=pack.is_verified(form),
    )


def _cited(norm: Norm, pack: Pack, on: date) -> Cited:
    return Cited(
        norm=norm,
        confidence=_word(pack.forms.confidences, norm.confidence),
        is_verified=pack.is_verified(norm),
        recheck=norm.recheck_from if norm.recheck_from and on >= norm.recheck_from else None,
    )


def _word(terms: tuple[Term, ...], wanted: str) -> Text:
    return next((term.text for term in terms if term.id == wanted), Text(wanted, wanted))
