"""Take back a wrong signature: it stays as it is, a new log entry says that it no longer counts."""

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikrar.errors import InputError, NotPossible
from ikrar.ledger import actions as ledger
from ikrar.people.policies import Actor
from ikrar.pledges.models import Signatory, Signature
from ikrar.pledges.policies import check_can_withdraw
from ikrar.pledges.states import SignatoryState, SignatureState


@transaction.atomic
def withdraw(signature: Signature, *, reason: str, by: Actor) -> Signature:
    """Withdraw a signature that was wrong; its signatory may sign again, with a new link.

    The reason stays in the database: it may name people, and the log never does.
    """
    check_can_withdraw(signature, by=by)
    reason = " ".join(reason.split())
    if not reason or len(reason) > 300:
        raise InputError(_("Tulis alasan pencabutan, paling panjang 300 huruf."))
    valid = Signature.objects.filter(pk=signature.pk, state=SignatureState.VALID)
    if valid.update(state=SignatureState.WITHDRAWN, withdrawn_reason=reason) != 1:
        raise NotPossible(_("Tanda tangan ini baru saja diubah orang lain. Muat ulang halaman."))
    Signatory.objects.filter(pk=signature.signatory_id, state=SignatoryState.SIGNED).update(
        state=SignatoryState.DUE
    )
    ledger.append(
        kind="withdrawal",
        ref=uuid.uuid4(),
        at=timezone.now(),
        payload={"campaign": signature.campaign.slug, "of": signature.ref.hex},
    )
    signature.state, signature.withdrawn_reason = SignatureState.WITHDRAWN, reason
    return signature
