"""Erase a person (UU 27/2022): names and salts go, the log stays whole.

Without its salt a commitment in the log names nobody and can no longer be guessed; other people's
proofs do not depend on it.
"""

import uuid

from django.db import transaction
from django.utils import timezone

from ikrar.ledger import actions as ledger
from ikrar.people import actions as people
from ikrar.people.models import Employee
from ikrar.people.policies import Actor
from ikrar.pledges.models import Link, Seat, Signatory, Signature
from ikrar.pledges.policies import check_can_erase
from ikrar.pledges.states import SignatoryState, SignatureState


@transaction.atomic
def erase_person(employee: Employee, *, by: Actor) -> Employee:
    """Erase an employee and what their signatures disclose; one log entry for each signature."""
    check_can_erase(employee, by=by)
    mine = Signatory.objects.filter(employee=employee)
    signatures = (
        Signature.objects.select_for_update(of=("self",))
        .filter(signatory__employee=employee)
        .exclude(state=SignatureState.ERASED)
        .select_related("campaign")
        .order_by("id")
    )
    for signature in list(signatures):
        _erase_signature(signature)
    Link.objects.filter(signatory__in=mine).delete()
    Seat.objects.filter(signatory__in=mine).delete()
    mine.update(state=SignatoryState.GONE, reason="")
    return people.erase_employee(employee, by=by)


def _erase_signature(signature: Signature) -> None:
    Signature.objects.filter(pk=signature.pk).update(
        state=SignatureState.ERASED,
        disclosure={},
        salt=None,
        person_salt=None,
        witness_salt=None,
        withdrawn_reason="",
    )
    ledger.append(
        kind="erasure",
        ref=uuid.uuid4(),
        at=timezone.now(),
        payload={"campaign": signature.campaign.slug, "of": signature.ref.hex},
    )
