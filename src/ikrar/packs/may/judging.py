"""What the pack says of one act on a day and for a role: the outcome, its reasons, norms, and both sides of the line.

In: the circumstances and the id of a form or act. Out: an `Answer`. A form that is in force for day, role and kind
of election is a "no"; one that is not "depends"; what has no established class goes to a human.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ikrar.packs.law import OUTSIDE_SERVICE, Act, Form, Ways
from ikrar.packs.may import reasons
from ikrar.packs.may.answers import ASK, DEPENDS, NO, YES, Answer, Cited, Difference, Side
from ikrar.packs.model import Source, Text
from ikrar.packs.pack import Pack
from ikrar.packs.windows import PHASES, contests_of, phase_on

_BEFORE = PHASES[0]
_CRIMINAL, _NON_ASN, _UNMAPPED = "pidana", "non_asn", "unmapped"
_DETERMINED = "calon"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """The pack that is asked, the day and the role; either may be unknown."""

    pack: Pack
    on: date | None
    role: str | None

    def phases_of(self, form: Form) -> frozenset[str | None]:
        """The phases of the day in every contest that the form's object may mean."""
        if self.on is None:
            return frozenset()
        contests = contests_of(self.pack.calendar, form.object)
        return frozenset(phase_on(self.pack.calendar, contest, self.on) for contest in contests)


def answer(asked: Circumstances, id: str, score: float) -> Answer:  # noqa: A002
    """Look up a form or an act that is in the pack."""
    forms = {form.id: form for form in asked.pack.forms.forms}
    if id in forms:
        return _form_answer(asked, forms[id], score)
    return _act_answer(asked.pack.act(id), score)


def _act_answer(act: Act, score: float) -> Answer:
    is_ok = act.verdict == "ok"
    return Answer(
        id=act.id,
        outcome=YES if is_ok else ASK,
        form=act.text,
        reasons=(reasons.SAFE if is_ok else reasons.GREY,),
        score=round(score, 3),
        note=act.note,
    )


def _form_answer(asked: Circumstances, form: Form, score: float) -> Answer:
    pack = asked.pack
    open_points = tuple(_open_points(asked, form))
    stands_for = _contract(asked, form)
    binding = stands_for or form
    is_unmapped = binding.sanction == _UNMAPPED
    outcome = DEPENDS if open_points else ASK if is_unmapped else NO
    phase = pack.violation_phase(asked.on, object=_known_object(pack, form)) if asked.on else None
    return Answer(
        id=form.id,
        outcome=outcome,
        form=form.text,
        reasons=(*open_points, *_remarks(asked, form, is_unmapped=is_unmapped)),
        score=round(score, 3),
        phase=phase,
        object=form.object,
        phases=form.phases,
        sanction=binding.sanction,
        sanction_norm=binding.sanction_norm,
        statement=form.statement,
        norms=tuple(_cited(asked, form, stands_for)),
        sources=_sources(pack, form.sources),
        confidence=form.confidence,
        difference=_difference(pack, form),
        note=form.note,
    )


# ---------------------------------------------------------------- why it depends


def _open_points(asked: Circumstances, form: Form) -> Iterator[Text]:
    """What must be so before the form applies and, for all that is known, is not."""
    if not asked.pack.is_of_kind(form):
        yield reasons.other_kind(form.kinds)
    binds = _ways(asked.pack, form).binds
    if binds and asked.role not in binds:
        yield reasons.only_for(binds)
    if set(form.phases) >= set(PHASES) and form.object != _DETERMINED:
        return
    found = asked.phases_of(form)
    if asked.on is None:
        if set(form.phases) < set(PHASES):
            yield reasons.which_day(form.phases)
    elif not found - {None}:
        if set(form.phases) < set(PHASES):
            yield reasons.outside_calendar(form.phases)
    elif not found & set(form.phases):
        yield reasons.other_phase(form.phases, min(filter(None, found), key=PHASES.index))
    elif form.object == _DETERMINED and found <= {_BEFORE, None}:
        yield reasons.NO_CANDIDATE_YET


def _remarks(asked: Circumstances, form: Form, *, is_unmapped: bool) -> Iterator[Text]:
    """What belongs to the answer without changing it."""
    found = asked.phases_of(form)
    is_split = _BEFORE in found and len(found - {None}) > 1
    if is_split and set(form.phases) < set(PHASES):
        yield reasons.SPLIT
    if is_unmapped:
        yield reasons.UNMAPPED
    if form.exempt_if:
        yield reasons.exempt(form.exempt_if)
    if not _is_discipline(form):
        return
    if asked.role in OUTSIDE_SERVICE:
        yield reasons.BY_CONTRACT
    elif asked.role == "pppk":
        yield reasons.PPPK


def _contract(asked: Circumstances, form: Form) -> Form | None:
    """The form that stands for discipline where the asker is no civil servant."""
    if asked.role not in OUTSIDE_SERVICE or not _is_discipline(form):
        return None
    return next((row for row in asked.pack.forms.forms if row.list == _NON_ASN), None)


def _is_discipline(form: Form) -> bool:
    """Whether a civil servant's own discipline stands behind it: a crime binds everyone alike."""
    return form.sanction != _CRIMINAL and form.list not in (_CRIMINAL, _NON_ASN)


# ---------------------------------------------------------------- facts of the pack


def _known_object(pack: Pack, form: Form) -> str | None:
    return form.object if any(term.id == form.object for term in pack.forms.objects) else None


def _cited(asked: Circumstances, *forms: Form | None) -> Iterator[Cited]:
    """The norms of the forms that are in force on the day, or all of them without one, each once."""
    found = [norm for form in forms if form for norm in asked.pack.norms_of(form, asked.on)]
    for norm in dict.fromkeys(found):
        yield Cited(norm.id, norm.citation, norm.confidence, asked.pack.is_verified(norm))


def _sources(pack: Pack, names: tuple[str, ...]) -> tuple[Source, ...]:
    known = {source.id: source for source in pack.sources.sources}
    return tuple(known[name] for name in names if name in known)


def _ways(pack: Pack, form: Form) -> Ways:
    rows = (ways for ways in pack.may.ways if form.id in (ways.id, ways.twin))
    return next(rows, Ways(form.id, ()))


def _difference(pack: Pack, form: Form) -> Difference:
    """The form and its twin, each on its side; a form that holds throughout stands on both."""
    ways = _ways(pack, form)
    forms = [row for row in pack.forms.forms if row.id in (form.id, ways.id, ways.twin)]
    before = next((_side(row) for row in forms if _BEFORE in row.phases), None)
    after = next((_side(row) for row in forms if set(row.phases) - {_BEFORE}), None)
    return Difference(before, after, reasons.difference(before, after))


def _side(form: Form) -> Side:
    return Side(form.id, form.object, form.phases, form.sanction)
