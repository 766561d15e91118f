"""The outbox: a letter is queued once, claimed once, and never sent twice.

A letter whose fate is not known (a crash or a cut line between handing it over and marking it) is
shown to a person and never sent again by itself. One bad address stops nobody else's letter.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from ikrar.people.models import Employee, Mail
from ikrar.people.states import MailState


def queue_mail(
    *, key: str, employee: Employee | None, to: str, subject: str, body: str,
    not_before: datetime | None = None,
) -> Mail:  # fmt: skip
    """Put a letter into the outbox; the same `key` again gives back the first letter unchanged."""
    letter = Mail(
        key=key, employee=employee, to=to, subject=subject, body=body,
        not_before=not_before or timezone.now(),
    )  # fmt: skip
    queue_mails([letter])
    return Mail.objects.get(key=key)


@transaction.atomic
def queue_mails(letters: Iterable[Mail]) -> None:
    """Put many letters into the outbox at once; keys that are there already are left alone."""
    prepared = list(letters)
    for letter in prepared:
        letter.state, letter.subject = MailState.QUEUED, " ".join(letter.subject.split())[:200]
        letter.not_before = letter.not_before or timezone.now()
    Mail.objects.bulk_create(prepared, batch_size=1000, ignore_conflicts=True)
