"""What happens to a gift after it was recorded: asked about, noted, decided, forwarded, settled, closed, withdrawn."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from ikrar.errors import InputError
from ikrar.gifts import law
from ikrar.gifts.actions import clocks
from ikrar.gifts.actions.record import Act, said
from ikrar.gifts.actions.recording import check_estimate
from ikrar.gifts.models import Gift, Refusal
from ikrar.gifts.policies import check_can_move
from ikrar.gifts.states import GiftHandling, GiftState, GiftStepKind, KpkStatus
from ikrar.ledger import actions as ledger
from ikrar.people.policies import Actor

G, K = GiftState, GiftStepKind
_LONGEST_NUMBER = 100


@dataclass(frozen=True, slots=True)
class Settled:
    """What KPK decided, in which letter, on which day."""

    status: KpkStatus
    letter: str
    on: date


@transaction.atomic
def ask(gift: Gift, *, question: str, by: Actor) -> Gift:
    """Ask its owner for what is missing; the clock to complete begins."""
    check_can_move(gift, to=G.ASKED, by=by)
    act = Act(gift, K.ASKED, words=said(question), by=by)
    act.move(G.ASKED)
    clocks.start(act, law.COMPLETE, since=act.today)
    act.done()
    return gift


@transaction.atomic
def answer(gift: Gift, *, text: str, estimate: int | None = None, by: Actor) -> Gift:
    """Answer the UPG, and put right what it is worth where that is known now."""
    check_can_move(gift, to=G.RECORDED, by=by)
    check_estimate(estimate)
    act = Act(gift, K.ANSWERED, words=said(text, least=1), by=by)
    act.move(G.RECORDED, **({} if estimate is None else {"estimate": estimate}))
    clocks.meet(act, law.COMPLETE, on=act.today)
    act.done()
    return gift


@transaction.atomic
def note(gift: Gift, *, by: Actor) -> Gift:
    """Know of what nobody holds: an offer, a refusal, or what was seen."""
    check_can_move(gift, to=G.NOTED, by=by)
    act = Act(gift, K.NOTED, by=by)
    act.move(G.NOTED)
    clocks.end(act)
    act.done()
    return gift


@transaction.atomic
def decide(gift: Gift, *, handling: GiftHandling, reason: str, by: Actor) -> Gift:
    """Decide what happens to it. The clock to KPK runs on until it is forwarded or closed."""
    check_can_move(gift, to=G.DECIDED, by=by)
    if handling not in GiftHandling.values:
        raise InputError(_("Pilih penanganannya."))
    act = Act(gift, K.DECIDED, words=said(reason), by=by)
    act.move(G.DECIDED, handling=GiftHandling(handling))
    act.done()
    return gift


@transaction.atomic
def forward(gift: Gift, *, receipt_number: str, on: date, by: Actor) -> Gift:
    """Write down that KPK has it, by the number of its receipt; KPK's own clock begins."""
    check_can_move(gift, to=G.FORWARDED, by=by)
    number = _number(receipt_number)
    act = Act(gift, K.FORWARDED, by=by)
    _check_day(act, on, since=gift.on)
    act.move(G.FORWARDED, receipt_number=number, forwarded_on=on)
    clocks.meet(act, law.REPORT, on=on)
    clocks.start(act, law.SETTLE, since=on)
    act.done()
    return gift


@transaction.atomic
def settle(gift: Gift, settled: Settled, *, by: Actor) -> Gift:
    """Write down what KPK decided."""
    check_can_move(gift, to=G.SETTLED, by=by)
    if settled.status not in KpkStatus.values:
        raise InputError(_("Pilih penetapan KPK."))
    letter = _number(settled.letter)
    act = Act(gift, K.SETTLED, by=by)
    _check_day(act, settled.on, since=gift.forwarded_on or gift.on)
    act.move(
        G.SETTLED, kpk_status=KpkStatus(settled.status), kpk_letter=letter, settled_on=settled.on
    )
    clocks.meet(act, law.SETTLE, on=settled.on)
    act.done()
    return gift


@transaction.atomic
def close(gift: Gift, *, reason: str, by: Actor) -> Gift:
    """Say that it was handled as decided."""
    check_can_move(gift, to=G.CLOSED, by=by)
    act = Act(gift, K.CLOSED, words=said(reason), by=by)
    act.move(G.CLOSED)
    clocks.end(act)
    act.done()
    return gift


@transaction.atomic
def withdraw(gift: Gift, *, reason: str, by: Actor) -> Gift:
    """Take it back before the UPG has decided. It stays in the log; a refusal stops being one there too."""
    check_can_move(gift, to=G.WITHDRAWN, by=by)
    act = Act(gift, K.WITHDRAWN, words=said(reason), by=by)
    act.move(G.WITHDRAWN)
    clocks.end(act)
    refusal = Refusal.objects.filter(gift=gift).first()
    if refusal is not None:
        refusal.withdrawn_ref = uuid.uuid4()
        refusal.save(update_fields=["withdrawn_ref"])
        payload = {"of": refusal.ref.hex}
        ref = refusal.withdrawn_ref
        ledger.append(kind="refusal-withdrawal", ref=ref, at=act.at, payload=payload)
    act.done()
    return gift


def _number(text: str) -> str:
    text = " ".join(text.replace("\0", "").split())
    if not 1 <= len(text) <= _LONGEST_NUMBER:
        raise InputError(_("Tulis nomor dari KPK, paling panjang 100 huruf."))
    return text


def _check_day(act: Act, on: date, *, since: date) -> None:
    if not since <= on <= act.today:
        raise InputError(_("Tanggal itu sebelum kejadiannya, atau masih di masa depan."))
