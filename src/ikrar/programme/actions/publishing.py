"""A message leaves if its guards let it, as it is at that very moment; it is withdrawn with a reason, and erased.

To publish is to release in the page, the feeds and the kit, and for export: nobody's telephone is called from here.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from ikrar.people.actions import queue_mail
from ikrar.people.policies import Actor
from ikrar.programme import pictures
from ikrar.programme.actions.record import move, record, words
from ikrar.programme.models import Message, MessageAct
from ikrar.programme.policies import check_can, check_person
from ikrar.programme.queries import Guarded, communications_people, guarded, now
from ikrar.programme.states import ActKind, MessageState


@transaction.atomic
def publish_message(message: Message, *, by: Actor) -> Message:
    """Publish an approved message, or hold it where a guard stops it now: its state then says which."""
    user = check_can(ActKind.PUBLISHED, message, by=by)
    found = guarded(message, leaving=True)
    if found.stops:
        _hold(message, found, by=by)
        return message
    move(message, ActKind.PUBLISHED, published_at=now().replace(microsecond=0))
    overruled = sorted(one.finding.key for one in found.judged if one.overruled)
    record(message, ActKind.PUBLISHED, {**message.told(), "overruled": overruled}, by=user)
    return message


def _hold(message: Message, found: Guarded, *, by: Actor) -> None:
    """Stop it, say why, and write to the communications people."""
    user = check_can(ActKind.HELD, message, by=by)
    reason = " ".join(dict.fromkeys(one.said.id for one in found.stops))[:500]
    move(message, ActKind.HELD, reason=reason, approved_by=None)
    act = record(message, ActKind.HELD, {"findings": found.told()}, by=user)
    _tell(message, act)


def _tell(message: Message, act: MessageAct) -> None:
    """A letter to each of them: which message, and never what it says."""
    subject = _("Pesan %(number)s ditahan penjaga") % {"number": message.number}
    body = _(
        "Pesan %(number)s tidak terbit karena ada temuan penjaga. Buka Program tiga tahap, daftar Ditahan,"
        " untuk memperbaiki, memindahkan harinya, atau membatalkannya."
    ) % {"number": message.number}
    for user in communications_people():
        queue_mail(
            key=f"message-held-{act.ref.hex}-{user.pk}", employee=user.employee, to=user.email,
            subject=subject, body=body,
        )  # fmt: skip


@transaction.atomic
def withdraw_message(message: Message, reason: str, *, by: Actor) -> Message:
    """Take a published message back, with a reason that everybody reads."""
    user = check_person(ActKind.WITHDRAWN, message, by=by)
    reason = words(reason, least=10, most=500)
    move(message, ActKind.WITHDRAWN, reason=reason)
    record(message, ActKind.WITHDRAWN, {"reason": reason}, by=user)
    return message


@transaction.atomic
def erase_message(message: Message, *, by: Actor) -> Message:
    """Empty a withdrawn message for good: text, picture, every version and every salt. The log keeps its lines."""
    user = check_person(ActKind.ERASED, message, by=by)
    nothing = {"title": _("(dihapus)"), "text": "", "picture_sha256": "", "picture_type": "", "picture_text": ""}  # fmt: skip
    move(message, ActKind.ERASED, **nothing, reason="")
    MessageAct.objects.filter(message=message).update(facts={}, salt=None)
    act = record(message, ActKind.ERASED, {}, by=user)
    assert act.message.state == MessageState.ERASED
    transaction.on_commit(lambda: pictures.remove(message.ref))
    return message
