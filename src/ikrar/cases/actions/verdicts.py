"""Four verdicts, kept apart: each is a person's answer that cites form, norm and object on the day of the act.

No score and no finding is read here: evidence is looked at by people, who then say what they hold and why.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from ikrar.cases import law
from ikrar.cases.actions.record import Act
from ikrar.cases.models import Case, Verdict
from ikrar.cases.policies import EITHER, check_can_act
from ikrar.cases.sealed import seal
from ikrar.cases.states import (
    CLASSES,
    EARLY,
    OUTCOMES,
    RANK,
    UNMAPPED,
    CaseState,
    Outcome,
    StepKind,
    VerdictKind,
)
from ikrar.errors import InputError
from ikrar.packs.law import Form
from ikrar.people.policies import Actor

ASSESSABLE = (*EARLY, CaseState.RECOMMENDED)
SHORTEST_NOTE = 20
_CITING = (Outcome.BREACH, Outcome.NO_BREACH, Outcome.REFER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """One answer as a person gives it. An empty `sanction` takes the pack's class of the form."""

    kind: VerdictKind
    outcome: Outcome
    form: str = ""
    norms: tuple[str, ...] = ()
    object: str = ""
    act_on: date | None = None
    sanction: str = ""
    note: str = ""


@transaction.atomic
def give_verdict(case: Case, answer: Assessment, *, key: bytes, by: Actor) -> Verdict:
    """Answer one of the four questions; an earlier answer to it stays in the history."""
    check_can_act(case, states=ASSESSABLE, roles=EITHER, by=by)
    act = Act(case, StepKind.ASSESSED, by=by)
    if answer.outcome not in OUTCOMES[answer.kind]:
        raise InputError(
            _("Dugaan pidana tidak dinilai di sini. Teruskan kepada lembaga yang berwenang.")
            if answer.kind == VerdictKind.CRIME
            else _("Hasil ini tidak berlaku untuk penilaian itu.")
        )
    row = Verdict(
        case=case, kind=answer.kind, outcome=answer.outcome, object=answer.object,
        act_on=answer.act_on or case.act_on, at=act.at, by=act.by,
    )  # fmt: skip
    if answer.outcome in _CITING:
        _cite(row, answer)
    note = answer.note.replace("\0", "").strip()
    if len(note) < SHORTEST_NOTE and _needs_note(row, answer):
        raise InputError(_("Kasus ini perlu catatan manusia. Tulis paling sedikit 20 huruf."))
    if note:
        row.sealed = seal(key, row, note)
    act.add(row)
    act.done()
    return row


def _cite(row: Verdict, answer: Assessment) -> None:
    """Form, norms and object as they were on the day of the act."""
    if row.act_on is None:
        raise InputError(
            _("Tanggal perbuatan belum diketahui, jadi norma yang berlaku belum dapat ditentukan.")
        )
    if not answer.form:
        raise InputError(_("Pilih bentuk pelanggaran yang dinilai."))
    pack = law.load(row.case.pack)
    (form,) = law.check_forms(pack, [answer.form], row.act_on)
    row.form, row.object = form.id, answer.object or form.object
    law.check_object(pack, row.object, form)
    norms = law.check_norms(pack, answer.norms, row.act_on)
    row.norms = [norm.id for norm in norms or pack.norms_of(form, row.act_on)]
    allowed = CLASSES.get(VerdictKind(row.kind))
    if allowed is not None and form.sanction not in allowed:
        raise InputError(
            _("Bentuk %(form)s tidak dinilai sebagai pelanggaran jenis ini.") % {"form": form.id}
        )
    if row.outcome == Outcome.BREACH and allowed is not None:
        row.sanction = _class(form, answer.sanction, allowed)


def _class(form: Form, given: str, allowed: Collection[str]) -> str:
    """The class of penalty: from the form and its object, never from the date; a human's where they say so."""
    if given and (given not in allowed or given not in RANK):
        raise InputError(_("Kelas hukuman ini tidak berlaku untuk penilaian itu."))
    return given or form.sanction


def _needs_note(row: Verdict, answer: Assessment) -> bool:
    """Where the law or the pack leaves the answer to a person, the person says why."""
    if row.outcome in {Outcome.ASK_HUMAN, Outcome.REFER}:
        return True
    return row.sanction == UNMAPPED or bool(answer.sanction)
