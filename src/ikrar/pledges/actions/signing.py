"""Sign: one transaction that claims the signatory, uses up the link, and writes row and log entry.

Claims are conditional updates, so that of two browsers, two clicks or a link and a ceremony at once
exactly one signs. Whatever fails undoes everything.
"""

import secrets
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NoReturn, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikrar.errors import InputError, NotPossible
from ikrar.ledger import actions as ledger
from ikrar.people.models import User
from ikrar.people.policies import Actor
from ikrar.pledges.models import Campaign, Link, Signatory, Signature
from ikrar.pledges.policies import check_can_sign, check_is_unsigned, check_open
from ikrar.pledges.queries.links import check_link
from ikrar.pledges.refusals import TextChanged
from ikrar.pledges.states import STATEMENTS, CampaignState, How, SignatoryState, SignatureState
from ikrar.tlog import entry

UNSIGNED = (SignatoryState.DUE, SignatoryState.EXEMPT)
CLOCK_SKEW = timedelta(minutes=1)


class Shown(TypedDict, total=False):
    """What shows that the signer is the signer: a personal link, or the witness at a kiosk."""

    link: Link | None
    witness: User | None


@transaction.atomic
def sign(
    signatory: Signatory,
    *,
    text_sha256: str,
    accepted: Mapping[int, datetime],
    how: How,
    by: Actor,
    **shown: Unpack[Shown],
) -> Signature:
    """Sign the text that was on the page (`text_sha256`), each statement accepted at its moment."""
    check_can_sign(signatory, how=how, by=by, **shown)
    link, witness = shown.get("link"), shown.get("witness")
    act = Act(text_sha256, accepted, how, witness)
    claim(signatory, act)
    if link is not None:
        _use(link, signatory, at=act.at)
    return record(signatory, act)


class Act:
    """One act of signing: what was accepted, when and how; checked as it is made."""

    def __init__(
        self,
        text_sha256: str,
        accepted: Mapping[int, datetime],
        how: How,
        witness: User | None = None,
    ) -> None:
        self.at = timezone.now().replace(microsecond=0)
        self.text_sha256, self.how, self.witness = text_sha256, How(how), witness
        self.accepted = _moments(accepted, at=self.at)
        self.ref = uuid.uuid4()


def _moments(accepted: Mapping[int, datetime], *, at: datetime) -> dict[str, str]:
    """The four acceptances as they are stored; refuse a set that is not exactly these four."""
    missing = [str(number) for number in STATEMENTS if number not in accepted]
    if missing:
        raise InputError(
            _("Butir %(numbers)s belum Anda setujui. Setujui setiap butir, lalu tanda tangani.")
            % {"numbers": ", ".join(missing)}
        )
    if set(accepted) != set(STATEMENTS):
        raise InputError(_("Ikrar ini hanya memuat empat butir. Muat ulang halaman ini."))
    for moment in accepted.values():
        if moment.tzinfo is None or moment > at + CLOCK_SKEW:
            raise InputError(_("Waktu persetujuan tidak sah. Muat ulang halaman, lalu ulangi."))
    return {str(number): spell(accepted[number]) for number in STATEMENTS}


def spell(moment: datetime) -> str:
    """A moment as it is written in the log: UTC, whole seconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def claim(signatory: Signatory, act: Act) -> None:
    """Mark the signatory as signed, if nobody was faster and the text on the page still holds."""
    text = signatory.campaign.text
    if text.sha256 != act.text_sha256:
        _explain(signatory)
    open_with_text = Campaign.objects.filter(
        pk=signatory.campaign_id, state=CampaignState.OPEN, text_id=text.pk
    )
    claimed = Signatory.objects.filter(
        pk=signatory.pk, state__in=UNSIGNED, campaign_id__in=open_with_text.values("pk")
    ).update(state=SignatoryState.SIGNED, reason="")
    if claimed != 1:
        _explain(signatory)


def _explain(signatory: Signatory) -> NoReturn:
    """Say why the claim failed, from the rows as they are now."""
    current = Signatory.objects.select_related("campaign__text").get(pk=signatory.pk)
    check_is_unsigned(current)
    check_open(current.campaign)
    raise TextChanged(current.campaign.text)


def _use(link: Link, signatory: Signatory, *, at: datetime) -> None:
    usable = Link.objects.filter(
        pk=link.pk, signatory=signatory, used_at=None, revoked_at=None, expires_at__gt=at
    )
    if usable.update(used_at=at) != 1:
        link.refresh_from_db(fields=["used_at", "revoked_at", "expires_at"])
        check_link(link, now=at)
        raise NotPossible(_("Tautan ini tidak dapat dipakai. Minta tautan baru."))
    link.used_at = at


def record(signatory: Signatory, act: Act) -> Signature:
    """Write the signature and its log entry, in the caller's transaction."""
    salt, person_salt = secrets.token_bytes(32), secrets.token_bytes(32)
    witness_salt = secrets.token_bytes(32) if act.witness else None
    disclosure = disclose(signatory, person_salt)
    replaced_id, replaced_ref = _withdrawn_before(signatory)
    signature = Signature(
        ref=act.ref,
        campaign_id=signatory.campaign_id,
        signatory=signatory,
        text=signatory.campaign.text,
        disclosure=disclosure,
        salt=salt,
        person_salt=person_salt,
        accepted=act.accepted,
        how=act.how,
        witness=act.witness,
        witness_salt=witness_salt,
        supersedes_id=replaced_id,
        signed_at=act.at,
    )
    signature.save(force_insert=True)
    payload = _payload(signature, campaign=signatory.campaign.slug, supersedes=replaced_ref)
    ledger.append(kind="signature", ref=act.ref, at=act.at, payload=payload)
    signatory.state = SignatoryState.SIGNED
    return signature


def disclose(signatory: Signatory, person_salt: bytes) -> dict[str, str]:
    """What a certificate discloses; the NIP only as a commitment, since it tells birth and sex."""
    employee = signatory.employee
    return {
        "agency": signatory.campaign.agency.name,
        "name": employee.full_name,
        "unit": signatory.unit.name,
        "person": entry.commit(person_salt, {"nip": employee.nip}),
    }


def _withdrawn_before(signatory: Signatory) -> tuple[int | None, str | None]:
    """The withdrawn signature that the new one takes the place of, if there is one."""
    # hardly anybody has one, so the plainest query is the best: it is asked at every signing
    rows = Signature.objects.filter(signatory_id=signatory.pk)
    found = sorted(rows.values_list("pk", "ref", "state", "supersedes_id"))
    replaced = {before for *_row, before in found}
    for pk, ref, state, _before in reversed(found):
        if state == SignatureState.WITHDRAWN and pk not in replaced:
            return pk, ref.hex
    return None, None


def _payload(signature: Signature, *, campaign: str, supersedes: str | None) -> dict[str, Any]:
    assert signature.salt is not None
    witness = None
    if signature.witness_id is not None and signature.witness_salt is not None:
        witness = entry.commit(bytes(signature.witness_salt), witnessed_by(signature.witness_id))
    return {
        "campaign": campaign,
        "text": signature.text.sha256,
        "who": entry.commit(bytes(signature.salt), signature.disclosure),
        "accepted": list(STATEMENTS),
        "how": signature.how,
        "witness": witness,
        "supersedes": supersedes,
    }


def witnessed_by(user_id: int) -> dict[str, str]:
    """What the witness commitment discloses: the account, which outlives names and numbers."""
    return {"user": str(user_id)}
