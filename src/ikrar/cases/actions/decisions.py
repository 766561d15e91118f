"""From the recommendation to the end: one decision, one penalty, handed over, in force, closed.

Several breaches get the heaviest penalty among them, once (PP 94/2021, article 35(3)); one act is not punished twice.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from ikrar.cases import law
from ikrar.cases.actions import clocks
from ikrar.cases.actions.examination import is_heard
from ikrar.cases.actions.people import drop_excluded
from ikrar.cases.actions.record import Act
from ikrar.cases.models import Case, Decision
from ikrar.cases.policies import EITHER, check_can_act, check_can_move
from ikrar.cases.states import (
    MEASURES,
    CaseState,
    Element,
    Measure,
    Outcome,
    Sanction,
    StepKind,
    TextKind,
    VerdictKind,
)
from ikrar.cases.verdicts import double_penalty, latest
from ikrar.errors import InputError, NotPossible
from ikrar.people import policies as people
from ikrar.people.policies import Actor
from ikrar.people.states import RoleName
from ikrar.vault import actions as vault
from ikrar.vault.models import Holder

S = CaseState
NEEDS_TEAM = (Sanction.HEAVY, Sanction.DISMISSAL)


@transaction.atomic
def recommend(case: Case, *, on: date | None = None, text: str, key: bytes, by: Actor) -> Case:
    """Hand the case to the official who decides, with a recommendation; they get the key."""
    check_can_move(case, to=S.RECOMMENDED, by=by)
    act = Act(case, StepKind.RECOMMENDED, on=on, by=by)
    found = latest(case)
    if not found:
        raise NotPossible(_("Belum ada penilaian. Nilai dahulu, lalu usulkan."))
    _check_team(case, [verdict.sanction for verdict in found.values()])
    act.text(TextKind.RECOMMENDATION, text, key=key)
    act.move(S.RECOMMENDED, recommended_on=act.on)
    clocks.end(act, law.of_reporter(law.load(case.pack), case.route))
    clocks.start(act, law.of_decider(law.load(case.pack), case.route), since=act.on)
    for holder in _deciders(case):
        vault.grant(case.box, to=holder, key=key)
    drop_excluded(case)
    act.done()
    return case


@transaction.atomic
def send_back(case: Case, *, reason: str, key: bytes, by: Actor) -> Case:
    """The deciding official wants the matter examined (again): somebody was not heard, or a team is needed."""
    check_can_move(case, to=S.OPENED, by=by)
    act = Act(case, StepKind.RETURNED, by=by)
    act.text(TextKind.NOTE, reason, key=key)
    clocks.end(act, law.of_decider(law.load(case.pack), case.route))
    act.move(S.OPENED)
    act.done()
    return case


def _check_team(case: Case, sanctions: Iterable[str]) -> None:
    elements = set(case.team.values_list("element", flat=True))
    if {*sanctions} & {*NEEDS_TEAM} and elements != {element.value for element in Element}:
        raise NotPossible(_("Hukuman berat memerlukan tim pemeriksa. Bentuk timnya dahulu."))


def _deciders(case: Case) -> list[Holder]:
    held = Holder.objects.filter(retired_at=None, user__roles__name=RoleName.DECIDER).distinct()
    return [
        holder
        for holder in held.select_related("user")
        if people.has_role(holder.user, RoleName.DECIDER, unit=case.unit)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What the official decides. `letter` is the number of the decision letter."""

    sanction: Sanction
    measure: Measure
    letter: str
    on: date | None = None


@transaction.atomic
def decide(case: Case, ruling: Ruling, *, reasons: str, key: bytes, by: Actor) -> Decision:
    """Impose the one penalty. Nobody is decided upon unheard, and no act twice."""
    check_can_move(case, to=S.DECIDED, by=by)
    if case.state != S.RECOMMENDED:
        raise NotPossible(_("Keputusan diubah lewat jawaban atas keberatan atau banding."))
    act = Act(case, StepKind.DECIDED, on=ruling.on, by=by)
    if not is_heard(case):
        raise NotPossible(
            _("Terlapor belum menanggapi dan belum dua kali mangkir, jadi belum dapat diputus.")
        )
    row = impose(act, ruling)
    act.text(TextKind.DECISION, reasons, key=key)
    clocks.meet(act, law.of_decider(law.load(case.pack), case.route), on=act.on)
    act.move(S.DECIDED)
    act.done()
    return row


def impose(act: Act, ruling: Ruling, *, replaces: Decision | None = None) -> Decision:
    """Write the decision after checking it against the verdicts, and start the clock for handing it over."""
    case = act.case
    breaches = [
        verdict
        for kind, verdict in latest(case).items()
        if kind in {VerdictKind.ETHICS, VerdictKind.DISCIPLINE}
        and verdict.outcome == Outcome.BREACH
    ]
    if not breaches:
        raise NotPossible(_("Tidak ada pelanggaran etik atau disiplin yang dinilai terbukti."))
    heaviest = law.heaviest(verdict.sanction for verdict in breaches)
    if replaces is None and heaviest is not None and ruling.sanction != heaviest:
        raise InputError(
            _("Satu hukuman yang terberat dijatuhkan: %(sanction)s. Bila tidak tepat, nilai ulang.")
            % {"sanction": Sanction(heaviest).label}
        )
    if ruling.measure not in MEASURES[ruling.sanction]:
        raise InputError(_("Hukuman ini tidak termasuk kelas itu."))
    _check_team(case, [ruling.sanction])
    if double_penalty(case, breaches):
        raise NotPossible(_("Perbuatan ini sudah dijatuhi hukuman dalam perkara lain."))
    letter = " ".join(ruling.letter.replace("\0", "").split())
    if not letter or len(letter) > 100:
        raise InputError(_("Isi nomor keputusan, paling banyak 100 huruf."))
    row = act.add(
        Decision(
            case=case, kinds=sorted(verdict.kind for verdict in breaches), letter=letter,
            sanction=ruling.sanction, measure=ruling.measure, decided_on=act.on,
            decided_by=act.by, replaces=replaces,
        )
    )  # fmt: skip
    clocks.start(act, clocks.procedure("sampaikan"), since=act.on)
    return row


def standing(case: Case) -> Decision:
    """The decision that stands."""
    found = case.decisions.filter(annulled_on=None).last()
    if found is None:
        raise NotPossible(_("Perkara ini belum diputus."))
    return found


@transaction.atomic
def note_unserved(case: Case, *, on: date | None = None, by: Actor) -> Decision:
    """The person did not come to receive the decision: now it has to be sent."""
    check_can_act(case, states=(S.DECIDED,), roles=EITHER, by=by)
    act = Act(case, StepKind.UNSERVED, on=on, by=by)
    decision = standing(case)
    if decision.unserved_on is not None:
        raise NotPossible(_("Ketidakhadiran saat penyampaian sudah dicatat."))
    _check_after(act.on, decision.decided_on)
    act.change(decision, unserved_on=act.on)
    clocks.start(act, clocks.procedure("kirim"), since=act.on)
    act.done()
    return decision


@transaction.atomic
def serve(case: Case, *, on: date | None = None, by: Actor) -> Decision:
    """The person received the decision; from that day it and their remedies are counted."""
    check_can_move(case, to=S.SERVED, by=by)
    act = Act(case, StepKind.SERVED, on=on, by=by)
    decision = standing(case)
    _check_after(act.on, decision.unserved_on or decision.decided_on)
    clocks.meet(act, clocks.procedure("sampaikan", "kirim"), on=act.on)
    clocks.start(act, clocks.procedure("berlaku", "keberatan", "banding"), since=act.on)
    act.change(decision, served_on=act.on)
    act.move(S.SERVED)
    act.done()
    return decision


def _check_after(day: date, earlier: date) -> None:
    if day < earlier:
        raise InputError(
            _("Tanggal ini sebelum langkah yang mendahuluinya: %(day)s.") % {"day": earlier}
        )


@transaction.atomic
def put_in_force(case: Case, *, by: Actor) -> Decision:
    """The decision takes effect: on the 15th working day after its receipt, not before."""
    check_can_move(case, to=S.IN_FORCE, by=by)
    act = Act(case, StepKind.IN_FORCE, by=by)
    if case.remedies.filter(answered_on=None).exists():
        raise NotPossible(_("Keberatan atau banding belum dijawab."))
    decision = standing(case)
    clock = case.deadlines.filter(step__in=clocks.procedure("berlaku"), met_on=None, ended_on=None)
    due = clock.values_list("due", flat=True).first() or act.today
    if act.today < due:
        raise NotPossible(_("Keputusan baru berlaku pada %(day)s.") % {"day": due})
    act.change(decision, in_force_on=due)
    clocks.meet(act, clocks.procedure("berlaku"), on=due)
    clocks.end(act, clocks.procedure("keberatan", "banding"))
    act.move(S.IN_FORCE)
    act.done()
    return decision


@transaction.atomic
def close(case: Case, *, by: Actor) -> Case:
    """The end: the decision was carried out, or the body it was referred to has answered."""
    check_can_move(case, to=S.CLOSED, by=by)
    act = Act(case, StepKind.CLOSED, by=by)
    if case.state == S.REFERRED and case.referrals.filter(answered_on=None).exists():
        raise NotPossible(_("Pelimpahan belum dijawab. Catat jawabannya dahulu."))
    clocks.end(act)
    act.move(S.CLOSED, closed_on=act.on)
    act.done()
    return case


@transaction.atomic
def dismiss(case: Case, *, reason: str, key: bytes, by: Actor) -> Case:
    """Close without a penalty, for a reason that is sealed."""
    check_can_move(case, to=S.DISMISSED, by=by)
    if case.state in {S.OBJECTED, S.APPEALED}:
        raise NotPossible(_("Batalkan keputusan lewat jawaban atas keberatan atau banding."))
    act = Act(case, StepKind.DISMISSED, by=by)
    act.text(TextKind.CLOSING, reason, key=key)
    clocks.end(act)
    act.move(S.DISMISSED, closed_on=act.on)
    act.done()
    return case
