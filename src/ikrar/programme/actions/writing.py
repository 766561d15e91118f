"""A message is written, and written again: each writing is a version, and sends it back to where it began."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikrar.errors import InputError
from ikrar.people.models import Unit, User
from ikrar.people.policies import Actor
from ikrar.programme import pictures
from ikrar.programme.actions.record import move, record, words
from ikrar.programme.models import Message, Plan
from ikrar.programme.policies import check_can_write, check_person
from ikrar.programme.queries import phase_of, the_pack
from ikrar.programme.states import ActKind, Aim, Audience, Channel, Language

LONGEST_TITLE, LONGEST_TEXT, LONGEST_PICTURE_TEXT = 120, 8_000, 600


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote. `at` is an aware moment; `unit` None stands for the whole agency."""

    title: str
    text: str
    phase: str
    aim: str
    channel: str
    at: datetime
    audience: str = Audience.PUBLIC
    unit: Unit | None = None
    language: str = Language.INDONESIAN


def draft_message(
    written: Written, *, ticket: UUID, plan: Plan | None = None, by: Actor
) -> Message:
    """Write a new message; the same form sent twice is one message."""
    user = check_can_write(written.unit, by=by)
    fields = _checked(written)
    try:
        with transaction.atomic():
            message = Message(ticket=ticket, plan=plan, **fields, **_signed(user))
            message.save(force_insert=True)
            record(message, ActKind.DRAFTED, message.told(), by=user)
    except IntegrityError:
        return Message.objects.get(ticket=ticket)
    return message


@transaction.atomic
def revise_message(message: Message, written: Written, *, by: Actor) -> Message:
    """Write it anew, its day included: whatever was approved has to be approved again."""
    user = check_person(ActKind.REVISED, message, by=by)
    check_can_write(written.unit, by=by)
    return _write(message, _checked(written), user)


@transaction.atomic
def set_picture(
    message: Message, picture: pictures.Picture | None, picture_text: str, *, by: Actor
) -> Message:
    """Give a message a picture with the text in its place, or take its picture away (None)."""
    user = check_person(ActKind.REVISED, message, by=by)
    text = words(picture_text, least=0, most=LONGEST_PICTURE_TEXT) if picture else ""
    if picture:
        pictures.put(message.ref, picture)
    fields = {
        "picture_sha256": picture.sha256 if picture else "",
        "picture_type": picture.mime if picture else "", "picture_text": text,
    }  # fmt: skip
    return _write(message, fields, user)


@transaction.atomic
def describe_picture(message: Message, picture_text: str, *, by: Actor) -> Message:
    """Change the text in the picture's place."""
    user = check_person(ActKind.REVISED, message, by=by)
    if not message.has_picture:
        raise InputError(_("Pesan ini belum punya gambar."))
    text = words(picture_text, least=0, most=LONGEST_PICTURE_TEXT)
    return _write(message, {"picture_text": text}, user)


def _write(message: Message, fields: dict[str, Any], user: User) -> Message:
    more = {"version": message.version + 1, "approved_by": None, "reason": "", **_signed(user)}
    move(message, ActKind.REVISED, **fields, **more)
    record(message, ActKind.REVISED, message.told(), by=user)
    return message


def _signed(user: User) -> dict[str, Any]:
    return {"written_by": user, "written_at": timezone.now().replace(microsecond=0)}


def _checked(written: Written) -> dict[str, Any]:
    """The fields of a row, or InputError; what guards find wrong is no reason not to keep a draft."""
    if phase_of(the_pack(), written.phase) is None:
        raise InputError(_("Tahap ini tidak ada dalam paket pemilu."))
    for value, choices in (
        (written.aim, Aim), (written.channel, Channel), (written.audience, Audience),
        (written.language, Language),
    ):  # fmt: skip
        if value not in choices.values:
            raise InputError(_("Pilih salah satu dari daftar."))
    if written.at.tzinfo is None:
        raise ValueError("The moment of a message needs a time zone.")
    title = " ".join(words(written.title, least=3, most=LONGEST_TITLE).split())
    return {
        "title": title, "text": words(written.text, least=3, most=LONGEST_TEXT),
        "phase": written.phase, "aim": written.aim, "channel": written.channel,
        "audience": written.audience, "unit": written.unit, "language": written.language,
        "at": written.at.replace(second=0, microsecond=0),
    }  # fmt: skip
