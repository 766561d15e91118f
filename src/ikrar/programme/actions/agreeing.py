"""Guards look, a second person decides: send for approval, return, overrule a finding with a reason, approve, cancel."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ikrar.errors import InputError, NotFound
from ikrar.people.policies import Actor
from ikrar.programme.actions.record import check_seen, move, record, words
from ikrar.programme.models import Message, MessageAct
from ikrar.programme.policies import check_person
from ikrar.programme.queries import Guarded, guarded
from ikrar.programme.states import ActKind


@transaction.atomic
def send_message(message: Message, *, by: Actor) -> Guarded:
    """Run the guards and send the message to a second person, with what they found."""
    user = check_person(ActKind.CHECKED, message, by=by)
    found = guarded(message)
    move(message, ActKind.CHECKED)
    record(message, ActKind.CHECKED, {"findings": found.told()}, by=user)
    return found


@transaction.atomic
def return_message(message: Message, reason: str, *, by: Actor) -> Message:
    """Give it back to be mended, with a reason that its writer reads."""
    user = check_person(ActKind.RETURNED, message, by=by)
    reason = words(reason, least=10, most=500)
    move(message, ActKind.RETURNED, reason=reason)
    record(message, ActKind.RETURNED, {"reason": reason}, by=user)
    return message


@transaction.atomic
def overrule_finding(message: Message, key: str, reason: str, *, by: Actor) -> MessageAct:
    """Let a message pass a finding, in one's own name and with a reason; for this version, and this limit, alone."""
    user = check_person(ActKind.OVERRULED, message, by=by)
    reason = words(reason, least=10, most=500)
    found = {one.key: one for one in guarded(message).stops}
    if key not in found:
        raise NotFound(
            _("Temuan ini tidak ada lagi, atau sudah dikesampingkan. Muat ulang halaman.")
        )
    move(message, ActKind.OVERRULED)
    facts = {"key": key, "said": found[key].said.id, "reason": reason}
    return record(message, ActKind.OVERRULED, facts, by=user)


@transaction.atomic
def approve_message(message: Message, *, seen: int, by: Actor) -> Message:
    """Approve what was read; the guards look once more, as it would leave. It leaves when its moment comes."""
    user = check_person(ActKind.APPROVED, message, by=by)
    found = guarded(message)
    check_seen(message, seen)
    check_open(found)
    move(message, ActKind.APPROVED, approved_by=user, reason="")
    record(message, ActKind.APPROVED, {"findings": found.told()}, by=user)
    return message


def check_open(found: Guarded) -> None:
    """InputError that tells what still stops a message."""
    stops = found.stops
    if stops:
        head = ngettext(
            "Penjaga menghentikan pesan ini karena %(n)s temuan:",
            "Penjaga menghentikan pesan ini karena %(n)s temuan:", len(stops),
        ) % {"n": len(stops)}  # fmt: skip
        raise InputError(" ".join([head, *dict.fromkeys(one.said.id for one in stops)]))


@transaction.atomic
def cancel_message(message: Message, reason: str, *, by: Actor) -> Message:
    """End a message that will not leave."""
    user = check_person(ActKind.CANCELLED, message, by=by)
    reason = words(reason, least=10, most=500)
    move(message, ActKind.CANCELLED, reason=reason)
    record(message, ActKind.CANCELLED, {"reason": reason}, by=user)
    return message
