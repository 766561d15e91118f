"""Campaigns: made as a draft, opened, given another text, closed. What opens is in the log."""

import uuid
from datetime import date
from typing import TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikrar.errors import InputError, NotPossible
from ikrar.ledger import actions as ledger
from ikrar.people.models import Agency
from ikrar.people.policies import Actor
from ikrar.pledges.actions.signatories import sync_signatories
from ikrar.pledges.models import Campaign, Text
from ikrar.pledges.policies import (
    check_can_close_campaign,
    check_can_create_campaign,
    check_can_open_campaign,
    check_can_revise_text,
)
from ikrar.pledges.states import CampaignState


class Days(TypedDict, total=False):
    """The days printed on pages; a campaign opens and closes when a person says so."""

    opens_on: date | None
    closes_on: date | None


def create_campaign(
    agency: Agency, *, name: str, slug: str, text: Text, by: Actor, **days: Unpack[Days]
) -> Campaign:
    """Prepare a campaign as a draft; nobody can sign yet."""
    check_can_create_campaign(agency, by=by)
    campaign = Campaign(agency=agency, name=" ".join(name.split()), slug=slug, text=text, **days)
    _check(campaign)
    try:
        with transaction.atomic():
            campaign.save(force_insert=True)
    except IntegrityError as error:
        raise InputError(
            _("Kode masa ikrar “%(slug)s” sudah dipakai. Pilih kode lain.") % {"slug": slug}
        ) from error
    return campaign


def _check(campaign: Campaign) -> None:
    if not campaign.name:
        raise InputError(_("Beri nama masa ikrar ini."))
    if campaign.opens_on and campaign.closes_on and campaign.closes_on < campaign.opens_on:
        raise InputError(_("Tanggal tutup mendahului tanggal buka. Perbaiki salah satunya."))


@transaction.atomic
def open_campaign(campaign: Campaign, *, by: Actor) -> Campaign:
    """Open (or open again) a campaign: its text goes into the log, its signatories are listed."""
    check_can_open_campaign(campaign, by=by)
    _move(campaign, CampaignState.OPEN)
    _log_text(campaign)
    sync_signatories(campaign, by=None)
    return campaign


@transaction.atomic
def revise_text(campaign: Campaign, *, text: Text, by: Actor) -> Campaign:
    """Put another text in force. Signatures under the former text stand as they are."""
    check_can_revise_text(campaign, by=by)
    if campaign.text_id == text.pk:
        raise NotPossible(_("Teks ini sudah menjadi teks masa ikrar ini."))
    moved = Campaign.objects.filter(pk=campaign.pk, state=campaign.state, text=campaign.text_id)
    if moved.update(text=text) != 1:
        raise _changed_meanwhile()
    campaign.text = text
    if campaign.state == CampaignState.OPEN:
        _log_text(campaign)
    return campaign


@transaction.atomic
def close_campaign(campaign: Campaign, *, by: Actor) -> Campaign:
    """Stop accepting signatures; nothing that was signed changes."""
    check_can_close_campaign(campaign, by=by)
    _move(campaign, CampaignState.CLOSED)
    return campaign


def _move(campaign: Campaign, to: CampaignState) -> None:
    rows = Campaign.objects.filter(pk=campaign.pk, state=campaign.state, text=campaign.text_id)
    if rows.update(state=to) != 1:
        raise _changed_meanwhile()
    campaign.state = to


def _changed_meanwhile() -> NotPossible:
    return NotPossible(_("Masa ikrar ini baru saja diubah orang lain. Muat ulang halaman ini."))


def _log_text(campaign: Campaign) -> None:
    ledger.append(
        kind="campaign",
        ref=uuid.uuid4(),
        at=timezone.now(),
        payload={"campaign": campaign.slug, "text": campaign.text.sha256},
    )
