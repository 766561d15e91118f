"""One act on a question: its state moves if nobody was faster, a row tells what was done, a log commits to it."""

import secrets
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ikrar.advice.models import Handling, Question
from ikrar.advice.states import LEADS_TO, HandlingKind
from ikrar.errors import InputError, NotPossible
from ikrar.ledger import actions as ledger
from ikrar.people.models import User
from ikrar.tlog import entry


def move(question: Question, kind: HandlingKind, **fields: Any) -> None:
    """Move a question from the state in which it was seen. NotPossible where somebody else moved it first."""
    fields["state"] = LEADS_TO[kind]
    if Question.objects.filter(pk=question.pk, state=question.state).update(**fields) != 1:
        raise NotPossible(_("Pertanyaan ini baru saja berubah. Muat ulang halaman."))
    for name, value in fields.items():
        setattr(question, name, value)


def record(
    question: Question, kind: HandlingKind, facts: dict[str, Any], *, by: User | None
) -> Handling:
    """Write what was done and the entry that commits to it, in the caller's transaction."""
    row = Handling(
        question=question, kind=kind, facts=facts, by=by, salt=secrets.token_bytes(entry.SALT_BYTES),
        at=timezone.now().replace(microsecond=0),
    )  # fmt: skip
    row.save(force_insert=True)
    log, name = row.entry
    payload = {"what": entry.commit(bytes(row.salt), row.disclosure())}
    ledger.append(log=log, kind=name, ref=row.ref, at=row.at, payload=payload)
    return row


def words(text: str, *, least: int, most: int) -> str:
    """What was typed, trimmed; InputError where it says too little or too much."""
    text = text.replace("\0", "").strip()
    if len(text) < least:
        raise InputError(_("Tulis sedikitnya %(least)s huruf.") % {"least": least})
    if len(text) > most:
        raise InputError(_("Terlalu panjang: paling banyak %(most)s huruf.") % {"most": most})
    return text
