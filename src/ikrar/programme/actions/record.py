"""One act on a message: its state moves if nobody was faster, a row tells what was done, a log commits to it."""

import secrets
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ikrar.errors import InputError, NotPossible
from ikrar.ledger import actions as ledger
from ikrar.people.models import User
from ikrar.programme.models import Message, MessageAct
from ikrar.programme.states import TO, ActKind
from ikrar.tlog import entry


def move(message: Message, kind: ActKind, **fields: Any) -> None:
    """Move a message from the state and version in which it was seen. NotPossible where somebody was faster."""
    if kind in TO:
        fields["state"] = TO[kind]
    rows = Message.objects.filter(pk=message.pk, state=message.state, version=message.version)
    # an update of nothing still says whether the row is as it was seen
    if rows.update(**(fields or {"state": message.state})) != 1:
        raise NotPossible(_("Pesan ini baru saja berubah. Muat ulang halaman."))
    for name, value in fields.items():
        setattr(message, name, value)


def record(
    message: Message, kind: ActKind, facts: dict[str, Any], *, by: User | None
) -> MessageAct:
    """Write what was done and the entry that commits to it, in the caller's transaction."""
    act = MessageAct(
        message=message, kind=kind, version=message.version, facts=facts, by=by,
        salt=secrets.token_bytes(entry.SALT_BYTES), at=timezone.now().replace(microsecond=0),
    )  # fmt: skip
    act.save(force_insert=True)
    log, name = act.entry
    payload = {"what": entry.commit(bytes(act.salt or b""), act.disclosure())}
    ledger.append(log=log, kind=name, ref=act.ref, at=act.at, payload=payload)
    return act


def check_seen(message: Message, seen: int) -> None:
    """Refuse to agree to what was not read: `seen` is the number of the last act that the page showed."""
    last = MessageAct.objects.filter(message=message).order_by("-pk").first()
    if last is None or last.pk != seen:
        raise NotPossible(_("Pesan ini baru saja berubah. Baca lagi sebelum menyetujuinya."))


def words(text: str, *, least: int, most: int) -> str:
    """What was typed, trimmed; InputError where it says too little or too much."""
    text = text.replace("\0", "").strip()
    if len(text) < least:
        raise InputError(_("Tulis sedikitnya %(least)s huruf.") % {"least": least})
    if len(text) > most:
        raise InputError(_("Terlalu panjang: paling banyak %(most)s huruf.") % {"most": most})
    return text
