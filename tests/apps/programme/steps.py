"""A message on its way, step by step, as two people would walk it; and a clock that can be set."""

from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import time_machine

from ikrar.programme import actions
from ikrar.programme.actions import Written
from ikrar.programme.models import Message, MessageAct
from ikrar.programme.states import MessageState

WIB = ZoneInfo("Asia/Jakarta")
NOW = datetime(2024, 1, 10, 9, 0, tzinfo=WIB)
TEXT = "Kenali semua peserta pemilu, lalu gunakan hak pilih Anda zqxwv."
REASON = "Alasan yang cukup panjang untuk dibaca"
CALL = "Ayo ke TPS, gunakan hak pilih Anda."


def clock(at: datetime = NOW):
    """The world at a moment; time stands still."""
    return time_machine.travel(at, tick=False)


def written(**more) -> Written:
    given = {
        "title": "Kenali peserta pemilu", "text": TEXT, "phase": "pra", "aim": "literasi",
        "channel": "whatsapp", "at": NOW + timedelta(days=1),
    }  # fmt: skip
    return Written(**given | more)


def draft(humas, **more) -> Message:
    return actions.draft_message(written(**more), ticket=uuid4(), by=humas.maya)


def fresh(message: Message) -> Message:
    """The message as somebody else would load it."""
    return Message.objects.get(pk=message.pk)


def seen(message: Message) -> int:
    return MessageAct.objects.filter(message=message).order_by("-pk")[0].pk


def sent(humas, **more) -> Message:
    message = draft(humas, **more)
    actions.send_message(message, by=humas.maya)
    return fresh(message)


def approved(humas, **more) -> Message:
    message = sent(humas, **more)
    actions.approve_message(message, seen=seen(message), by=humas.nanda)
    return fresh(message)


def published(humas, **more) -> Message:
    message = approved(humas, **more)
    actions.publish_message(message, by=humas.nanda)
    return fresh(message)


def held(humas) -> Message:
    """Approved for voting day, and sent off a month too early."""
    at = datetime(2024, 2, 14, 8, 0, tzinfo=WIB)
    message = approved(humas, phase="saat", at=at, text="Hari ini hari pemungutan suara.")
    actions.publish_message(message, by=humas.nanda)
    return fresh(message)


def in_state(humas, state: MessageState) -> Message:
    """A message in this state, by the real actions."""
    make = {
        MessageState.DRAFT: draft, MessageState.CHECKED: sent, MessageState.APPROVED: approved,
        MessageState.PUBLISHED: published,
    }  # fmt: skip
    if state in make:
        return fresh(make[state](humas))
    if state == MessageState.HELD:
        return held(humas)
    if state == MessageState.CANCELLED:
        return fresh(actions.cancel_message(draft(humas), REASON, by=humas.maya))
    message = actions.withdraw_message(published(humas), REASON, by=humas.nanda)
    if state == MessageState.ERASED:
        actions.erase_message(message, by=humas.nanda)
    return fresh(message)


def local_of(message: Message) -> str:
    """When it leaves, by the agency's clock."""
    return f"{message.at.astimezone(WIB):%Y-%m-%dT%H:%M %Z}"
