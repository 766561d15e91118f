"""The outbox: a letter is queued once, claimed once, and never sent twice.

A letter whose fate is not known (a crash or a cut line between handing it over and marking it) is
shown to a person and never sent again by itself. One bad address stops nobody else's letter.
"""

import hashlib
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from ikrar.errors import NotPossible
from ikrar.people.letters import Fate, deliver, open_line
from ikrar.people.models import Employee, Mail
from ikrar.people.policies import Actor, check_can_move_mail
from ikrar.people.queries import due_mail
from ikrar.people.states import MailState

MAX_ATTEMPTS = 8
SERVERS_ATTEMPTS = 4  # no more are counted while the server is away, however long
STALE = timedelta(minutes=15)
LONGEST_WAIT = timedelta(hours=6)


def queue_mail(*, key: str, employee: Employee | None, to: str, subject: str, body: str) -> Mail:
    """Put a letter into the outbox; the same `key` again gives back the first letter unchanged."""
    queue_mails([Mail(key=key, employee=employee, to=to, subject=subject, body=body)])
    return Mail.objects.get(key=key)


@transaction.atomic
def queue_mails(letters: Iterable[Mail]) -> None:
    """Put many letters into the outbox at once; keys that are there already are left alone."""
    prepared = list(letters)
    for letter in prepared:
        letter.state, letter.subject = MailState.QUEUED, " ".join(letter.subject.split())[:200]
        letter.not_before = letter.not_before or timezone.now()
    Mail.objects.bulk_create(prepared, batch_size=1000, ignore_conflicts=True)


def send_due_mails(*, limit: int = 50) -> int:
    """Send up to `limit` due letters over one connection; return how many were treated."""
    line, treated = get_connection(), 0
    try:
        while treated < limit and _send_next(line):
            treated += 1
    finally:
        line.close()
    return treated


def send_one_mail() -> bool:
    """Treat one due letter. False when none is due or the server is away."""
    return send_due_mails(limit=1) == 1


def _send_next(line: BaseEmailBackend) -> bool:
    """Claim one due letter, hand it over, mark it."""
    mail = _claim()
    if mail is None:
        return False
    if (waits := open_line(line)) is not None:
        _mark(mail, waits)
        return False
    _mark(mail, deliver(_message(mail), line))
    return True


def _claim() -> Mail | None:
    """Take a letter by a conditional update: of two workers exactly one gets it."""
    now = timezone.now()
    while (mail := due_mail(now)) is not None:
        mine = Mail.objects.filter(pk=mail.pk, state=MailState.QUEUED).update(
            state=MailState.SENDING, attempts=F("attempts") + 1, claimed_at=now
        )
        if mine:
            mail.refresh_from_db()
            return mail
    return None


def _message(mail: Mail) -> EmailMessage:
    """The letter with a Message-ID made from its key, so that a receiver can tell a repeat."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(" >") or "localhost"
    name = hashlib.sha256(mail.key.encode()).hexdigest()[:32]
    headers = {"Message-ID": f"<{name}@{domain}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(mail.subject, mail.body, to=[mail.to], headers=headers)


def _mark(mail: Mail, fate: Fate) -> None:
    """Write down what became of a claimed letter; only the claimer's own row is touched."""
    row = Mail.objects.filter(pk=mail.pk, state=MailState.SENDING, claimed_at=mail.claimed_at)
    state, now, attempts = fate.state, timezone.now(), mail.attempts
    if fate.is_servers:
        attempts = min(attempts, SERVERS_ATTEMPTS)
    elif state == MailState.QUEUED and attempts >= MAX_ATTEMPTS:
        state = MailState.FAILED
    if state == MailState.SENT:
        # the body may hold a personal link: once sent it has no business here
        row.update(state=state, sent_at=now, body="", problem="")
    elif state == MailState.QUEUED:
        wait = min(timedelta(minutes=2 ** (attempts - 1)), LONGEST_WAIT)
        row.update(
            state=state, problem=fate.problem[:300], not_before=now + wait, attempts=attempts
        )
    else:
        row.update(state=state, problem=fate.problem[:300])


def shelve_stale_mails() -> int:
    """Letters that a crash left half-way become `UNKNOWN`: a person decides, no machine resends."""
    old = Mail.objects.filter(state=MailState.SENDING, claimed_at__lt=timezone.now() - STALE)
    return old.update(
        state=MailState.UNKNOWN,
        problem=_(
            "Pengiriman terputus sebelum dicatat. Surat ini mungkin sudah sampai, mungkin belum."
        ),
    )


@transaction.atomic
def retry_mail(mail: Mail, *, by: Actor) -> Mail:
    """Queue a failed or uncertain letter again, because a person says so."""
    check_can_move_mail(mail, to=MailState.QUEUED, by=by)
    if not mail.to or not mail.body:
        raise NotPossible(_("Isi surat ini sudah dihapus, jadi tidak dapat dikirim lagi."))
    return _move(mail, MailState.QUEUED, attempts=0, problem="", not_before=timezone.now())


@transaction.atomic
def confirm_mail_sent(mail: Mail, *, by: Actor) -> Mail:
    """Close an uncertain letter: a person has learnt that it arrived."""
    check_can_move_mail(mail, to=MailState.SENT, by=by)
    return _move(mail, MailState.SENT, body="", problem="", sent_at=timezone.now())


def _move(mail: Mail, to: MailState, **fields: object) -> Mail:
    if Mail.objects.filter(pk=mail.pk, state=mail.state).update(state=to, **fields) != 1:
        raise NotPossible(_("Surat ini baru saja berubah. Muat ulang halaman."))
    mail.refresh_from_db()
    return mail
