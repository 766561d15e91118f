"""Issue personal links. The token exists only in what is returned; the row keeps its hash.

A new link revokes those before it, so that one person has one link that works.
"""

import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikrar.errors import InputError
from ikrar.people.models import Unit
from ikrar.people.policies import Actor
from ikrar.pledges.models import Campaign, Link, Signatory
from ikrar.pledges.policies import check_can_invite, check_can_issue_link
from ikrar.pledges.queries.links import ALPHABET, TOKEN_LETTERS, token_sha256
from ikrar.pledges.queries.signatories import due_signatories

BATCH = 2000


def link_life() -> timedelta:
    return timedelta(days=settings.IKRAR_LINK_DAYS)


def make_token() -> str:
    """80 random bits as 16 letters."""
    number = int.from_bytes(secrets.token_bytes(TOKEN_LETTERS * 5 // 8))
    return "".join(ALPHABET[number >> shift & 31] for shift in range(TOKEN_LETTERS * 5 - 5, -1, -5))


def show_token(folded: str) -> str:
    """The token in groups of four, as it is printed."""
    return "-".join(folded[i : i + 4] for i in range(0, len(folded), 4))


@transaction.atomic
def issue_link(
    signatory: Signatory, *, by: Actor, expires_at: datetime | None = None
) -> tuple[Link, str]:
    """Issue one link and revoke those before it; the token is shown this once."""
    check_can_issue_link(signatory, by=by)
    if expires_at is not None and expires_at <= timezone.now():
        raise InputError(_("Batas waktu tautan sudah lewat. Pilih waktu yang akan datang."))
    [(_signatory, link, token)] = new_links([signatory], expires_at=expires_at)
    return link, token


def issue_links(
    campaign: Campaign, *, by: Actor, unit: Unit | None = None, expires_at: datetime | None = None
) -> Iterator[tuple[Signatory, str]]:
    """Issue a link to everybody who has yet to sign, in batches: each is committed before it is given.

    Signatories come with employee and unit. Stopping early leaves the rest with the links they had.
    """
    check_can_invite(campaign, unit=unit, by=by)
    return _issue_in_batches(campaign, unit, expires_at)


def _issue_in_batches(
    campaign: Campaign, unit: Unit | None, expires_at: datetime | None
) -> Iterator[tuple[Signatory, str]]:
    after: Signatory | None = None
    while True:
        with transaction.atomic():
            batch = list(due_signatories(campaign, unit=unit, after=after)[:BATCH])
            issued = new_links(batch, expires_at=expires_at) if batch else []
        if not issued:
            return
        after = batch[-1]
        yield from ((signatory, token) for signatory, _link, token in issued)


def new_links(
    signatories: list[Signatory], *, expires_at: datetime | None = None
) -> list[tuple[Signatory, Link, str]]:
    """Revoke the links that these people hold and make new ones, in the caller's transaction."""
    now = timezone.now()
    expires_at = expires_at or now + link_life()
    ids = [signatory.pk for signatory in signatories]
    held = Link.objects.filter(signatory_id__in=ids, used_at=None, revoked_at=None)
    held.update(revoked_at=now)
    tokens = [make_token() for _signatory in signatories]
    links = [
        Link(signatory=signatory, token_sha256=token_sha256(token), expires_at=expires_at)
        for signatory, token in zip(signatories, tokens, strict=True)
    ]
    Link.objects.bulk_create(links, batch_size=1000)
    shown = map(show_token, tokens)
    return list(zip(signatories, links, shown, strict=True))
