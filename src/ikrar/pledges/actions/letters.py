"""Invite and remind by mail: a personal link for everybody who has an address, queued exactly once.

The outbox's `key` makes a letter unique. Batches hold the campaign's row, so that two people who press
the button at once do not revoke each other's links. Nobody is written to twice within 24 hours.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.template.loader import get_template
from django.utils import timezone, translation
from django.utils.formats import date_format

from ikrar.people import actions as people
from ikrar.people.models import Mail, Unit
from ikrar.people.policies import Actor
from ikrar.pledges.actions.links import BATCH, new_links
from ikrar.pledges.models import Campaign, Link, Signatory
from ikrar.pledges.policies import check_can_invite
from ikrar.pledges.queries.links import link_url
from ikrar.pledges.queries.signatories import due_signatories

PAUSE = timedelta(hours=24)
KeyOf = Callable[[Signatory], str]


def invite_by_mail(campaign: Campaign, *, by: Actor, unit: Unit | None = None) -> int:
    """Queue an invitation to everybody who has yet to sign; return how many were queued now.

    Who was invited before is not invited again; who has no address is in `queries.without_address`.
    """
    check_can_invite(campaign, unit=unit, by=by)
    return _write_to_all(
        campaign, unit, "invite", lambda who: f"pledge:{campaign.slug}:{who.pk}:invite"
    )


def remind(campaign: Campaign, *, by: Actor, unit: Unit | None = None) -> int:
    """Queue a reminder, with a new link, to those who were not written to in the last 24 hours."""
    check_can_invite(campaign, unit=unit, by=by)
    today = timezone.localdate().isoformat()
    return _write_to_all(
        campaign, unit, "remind", lambda who: f"pledge:{campaign.slug}:{who.pk}:remind:{today}"
    )


def _write_to_all(campaign: Campaign, unit: Unit | None, letter: str, key_of: KeyOf) -> int:
    count, after = 0, None
    write = Writer(campaign, letter)
    while True:
        with transaction.atomic():
            Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)
            batch = list(due_signatories(campaign, unit=unit, after=after)[:BATCH])
            count += _queue(_to_write(batch, letter, key_of), write)
        if len(batch) < BATCH:
            return count
        after = batch[-1]


def _to_write(batch: list[Signatory], letter: str, key_of: KeyOf) -> dict[str, Signatory]:
    """Those of a batch who have an address and have not had this letter, by the letter's key."""
    keys = {key_of(who): who for who in batch if who.employee.email}
    known = set(Mail.objects.filter(key__in=keys).values_list("key", flat=True))
    rested = timezone.now() - PAUSE
    return {
        key: who
        for key, who in keys.items()
        if key not in known
        and (letter == "invite" or who.reminded_at is None or who.reminded_at <= rested)
    }


def _queue(to_write: dict[str, Signatory], write: "Writer") -> int:
    if not to_write:
        return 0
    issued = new_links(list(to_write.values()))
    now = timezone.now()
    people.queue_mails(
        Mail(
            key=key,
            employee=who.employee,
            to=who.employee.email,
            subject=write.subject,
            body=write(who, link, token),
            not_before=now,
        )
        for key, (who, link, token) in zip(to_write, issued, strict=True)
    )
    ids = [who.pk for who in to_write.values()]
    Signatory.objects.filter(pk__in=ids).update(reminded_at=now)
    return len(ids)


class Writer:
    """Writes one kind of letter of one campaign; the template is loaded once."""

    def __init__(self, campaign: Campaign, letter: str) -> None:
        self.campaign, self.agency = campaign, campaign.agency
        self.template = get_template(f"pledges/mail/{letter}.txt")
        opening = "Undangan" if letter == "invite" else "Pengingat"
        self.subject = f"{opening}: {campaign.text.content['title']}"
        self.zone = ZoneInfo(self.agency.time_zone)

    def __call__(self, who: Signatory, link: Link, token: str) -> str:
        context = {
            "name": who.employee.full_name,
            "agency": self.agency.name,
            "campaign": self.campaign.name,
            "url": link_url(token),
            "token": token,
            "site": settings.SITE_URL,
            **dict(self._until(link.expires_at)),
        }
        return self.template.render(context)

    def _until(self, moment: datetime) -> Iterator[tuple[str, Any]]:
        local = moment.astimezone(self.zone)
        for language in ("id", "en"):
            with translation.override(language):
                yield f"until_{language}", f"{date_format(local, 'j F Y, H.i')} {local:%Z}"
