"""What the pack says of an act, as a card shows it: words beside every code, and what is safe nearby.

In: an answer of `packs.may`. Out: frozen rows for templates. Nothing here decides anything.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from ikrar.advice.states import Outcome
from ikrar.advice.words import PHASES, Phase
from ikrar.packs import Pack, Today, may
from ikrar.packs.law import Act, Form, Term
from ikrar.packs.may import Answer
from ikrar.packs.model import Text

ICONS: Final = {"no": "danger", "yes": "check", "depends": "warn", "ask": "person"}
KINDS: Final = {"no": "danger", "yes": "ok", "depends": "warn", "ask": "none"}
OPEN: Final = "unmapped"
DEGREES: Final = ("ringan", "sedang", "berat")
UNSURE: Final = (
    0.4  # score below which the best act is more often another than the one that was meant
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A norm that is cited, how sure it is, and whether its sources were verified."""

    id: str
    citation: str
    confidence: Text
    verified: bool


@dataclass(frozen=True, slots=True)
class Card:
    """One act. `degree` is the law's own word, which no language translates."""

    answer: Answer
    outcome: Outcome
    object: Text | None
    phases: list[Phase]
    phase: Phase | None
    degree: str
    sanction: Text | None
    is_open: bool
    confidence: Text | None
    rules: list[Rule]
    verified: bool
    safe: tuple[Act, ...]

    @property
    def icon(self) -> str:
        return ICONS[self.outcome]


def card(pack: Pack, answer: Answer) -> Card:
    """The card of an answer."""
    terms, sanction = pack.forms, answer.sanction
    return Card(
        answer=answer,
        outcome=Outcome(answer.outcome),
        object=_word(terms.objects, answer.object),
        phases=[phase for phase in PHASES if phase.id in answer.phases],
        phase=next((phase for phase in PHASES if phase.id == answer.phase), None),
        degree=sanction if sanction in DEGREES else "",
        sanction=_word(terms.sanctions, sanction),
        is_open=sanction == OPEN,
        confidence=_word(terms.confidences, answer.confidence or ""),
        rules=[Rule(n.id, n.citation, _sure(pack, n.confidence), n.verified) for n in answer.norms],
        verified=all(source.verified for source in answer.sources),
        safe=() if answer.outcome == Outcome.YES else may.safe_instead(pack, answer.id),
    )


def card_of(pack: Pack, name: str, *, on: date | None, role: str | None) -> Card:
    """The card of one form or act by its id. Raises NotFound where there is none."""
    return card(pack, may.about(pack, name, on=on, role=role))


def found(pack: Pack, question: str, *, on: date, role: str) -> list[Card]:
    """The cards that a question leads to; none where it cannot be placed."""
    return [card(pack, one) for one in may.ask(pack, question, on=on, role=role).answers]


def rules_of(pack: Pack | None, names: Iterable[str]) -> list[Rule]:
    """Norms as they are cited, with how sure they are; one that the pack does not hold any more is left out."""
    known = {norm.id: norm for norm in pack.norms.norms} if pack else {}
    return [
        Rule(norm.id, norm.citation, _sure(pack, norm.confidence), pack.is_verified(norm))
        for norm in (known[name] for name in names if name in known)
        if pack
    ]


# ---------------------------------------------------------------- every act, by statement and phase


@dataclass(frozen=True, slots=True)
class Group:
    """Acts under one heading, `title` in the pack's words."""

    id: str
    title: Text
    rows: list[Form | Act]


def groups(pack: Pack, *, statement: str = "", phase: str = "") -> list[Group]:
    """The forms of violation by the statement that they break first, then safe and grey acts."""
    return [group for group in _groups(pack, statement, phase) if group.rows]


def _groups(pack: Pack, statement: str, phase: str) -> Iterator[Group]:
    for term in pack.forms.statements:
        if statement in ("", term.id):
            rows: list[Any] = [
                form for form in pack.forms.forms
                if str(form.statement) == term.id and (not phase or phase in form.phases)
            ]  # fmt: skip
            yield Group(term.id, term.text, rows)
    if not statement:
        yield Group("ok", SAFE, [act for act in pack.acts.acts if act.verdict == "ok"])
        yield Group("grey", GREY, [act for act in pack.acts.acts if act.verdict != "ok"])


SAFE: Final = Text("Tercatat tidak bermasalah", "Listed as not to be flagged")
GREY: Final = Text("Tidak jelas: tanyakan kepada manusia", "Unclear: ask a human")


# ---------------------------------------------------------------- the card of the day


@dataclass(frozen=True, slots=True)
class DayCard:
    """What a day asks: its phase, what comes next, and one act each that is forbidden, safe and unclear."""

    today: Today
    phase: Phase | None
    reminders: list[Card]


def day_card(pack: Pack, on: date) -> DayCard:
    """The card of a day; its three things to remember change from day to day, and are the same for everybody."""
    forms = [
        form.id for form in pack.forms_on(on) if form.list in ("kode_etik", "disiplin", "pp94")
    ]
    safe = [act.id for act in pack.acts.acts if act.verdict == "ok"]
    grey = [act.id for act in pack.acts.acts if act.verdict != "ok"]
    picked = [names[on.toordinal() % len(names)] for names in (forms, safe, grey) if names]
    phase = pack.violation_phase(on)
    return DayCard(
        today=pack.today(on),
        phase=next((one for one in PHASES if one.id == phase), None),
        reminders=[card_of(pack, name, on=on, role="asn") for name in picked],
    )


def _word(terms: tuple[Term, ...], wanted: str) -> Text | None:
    return next((term.text for term in terms if term.id == wanted), None)


def _sure(pack: Pack, wanted: str) -> Text:
    return _word(pack.forms.confidences, wanted) or Text(wanted, wanted)
