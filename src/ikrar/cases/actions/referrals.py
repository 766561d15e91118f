"""Referrals: what was handed to another body, that it was received, and what came of it."""

import re
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from ikrar.cases import law
from ikrar.cases.actions import clocks
from ikrar.cases.actions.record import Act, append
from ikrar.cases.models import Case, Referral
from ikrar.cases.policies import check_can_act
from ikrar.cases.sealed import seal
from ikrar.cases.states import OPEN, TRANSITIONS, CaseState, StepKind, TextKind
from ikrar.errors import InputError, NotPossible
from ikrar.people.policies import Actor

S = CaseState
REFERABLE = (S.OPENED, S.EXAMINED, S.ABSENT, S.REFERRED, S.RECOMMENDED)
_COMMITMENT = re.compile(r"sha256:[0-9a-f]{64}", re.ASCII)
ENTRY = "referral"  # of the internal log: it commits to the packet, which carries the proof of it


@dataclass(frozen=True, slots=True)
class Packed:
    """A packet that was made: to whom, what the log keeps of it, and from what it is made again (sealed in the row)."""

    to: str
    commitment: str
    contents: str = field(repr=False)


def addressees(case: Case) -> list[str]:
    """Whom the case can be handed to: bodies of its route and, once it was recommended, the deciding official."""
    known = law.bodies(law.load(case.pack), case.route)
    return [*known, law.PPK] if case.recommended_on is not None else known


@transaction.atomic
def refer(case: Case, packed: Packed, *, key: bytes, on: date | None = None, by: Actor) -> Referral:
    """Hand the case over, as this packet."""
    check_can_act(case, states=REFERABLE, by=by)
    known = addressees(case)
    if packed.to not in known:
        raise InputError(
            _("Alur perkara ini mengenal: %(bodies)s. Pilih salah satu.")
            % {"bodies": ", ".join(known) or "-"}
        )
    if not _COMMITMENT.fullmatch(packed.commitment):
        raise InputError(_("Sidik berkas pelimpahan tidak sah. Buat berkasnya sekali lagi."))
    act = Act(case, StepKind.REFERRED, on=on, by=by)
    row = Referral(case=case, to=packed.to, made_on=act.on, packet=packed.commitment)
    row.sealed = seal(key, row, packed.contents)
    act.add(row)
    append(ENTRY, row.ref, act.at, {"packet": packed.commitment})
    if packed.to != law.PPK:  # to whom the case goes anyway; no step of the route is done by that
        clocks.meet(act, law.of_reporter(law.load(case.pack), case.route), on=act.on)
        if S.REFERRED in TRANSITIONS[CaseState(case.state)]:
            act.move(S.REFERRED)
    act.done()
    return row


@transaction.atomic
def acknowledge_referral(
    referral: Referral, *, on: date | None = None, receipt_number: str, by: Actor
) -> Referral:
    """The body says that it has it: from that day its own clocks run."""
    case = referral.case
    check_can_act(case, states=OPEN, by=by)
    number = " ".join(receipt_number.replace("\0", "").split())
    if len(number) > 100:
        raise InputError(_("Nomor tanda terima paling banyak 100 huruf."))
    act = Act(case, StepKind.RECEIVED, on=on, by=by)
    referral.refresh_from_db(fields=["received_on", "answered_on"])
    if referral.received_on is not None or referral.answered_on is not None:
        raise NotPossible(_("Tanda terima pelimpahan ini sudah dicatat."))
    _check_after(act.on, referral.made_on)
    act.change(referral, received_on=act.on, receipt_number=number)
    steps = law.of_body(law.load(case.pack), case.route, referral.to)
    clocks.start(act, steps, since=act.on, referral=referral)
    act.done()
    return referral


@transaction.atomic
def answer_referral(
    referral: Referral, *, on: date | None = None, answer: str, key: bytes, by: Actor
) -> Referral:
    """What the body did with it; its words are sealed."""
    case = referral.case
    check_can_act(case, states=OPEN, by=by)
    act = Act(case, StepKind.FOLLOWED, on=on, by=by)
    referral.refresh_from_db(fields=["received_on", "answered_on"])
    if referral.answered_on is not None:
        raise NotPossible(_("Jawaban atas pelimpahan ini sudah dicatat."))
    _check_after(act.on, referral.received_on or referral.made_on)
    act.change(referral, answered_on=act.on)
    act.text(TextKind.ANSWER, answer, key=key)
    clocks.answered(act, referral, on=act.on)
    act.done()
    return referral


def _check_after(day: date, earlier: date) -> None:
    if day < earlier:
        raise InputError(
            _("Tanggal ini sebelum langkah yang mendahuluinya: %(day)s.") % {"day": earlier}
        )
