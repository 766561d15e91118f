"""A signature found by its code, and what proves it: the bundle and the certificate.

Both are made from the row and the first checkpoint that covers its entry, so that they come out
byte for byte the same whenever they are made again, however far the log has grown.
"""

from django.utils.translation import gettext as _

from ikrar.errors import NotFound, NotPossible
from ikrar.ledger import queries as ledger
from ikrar.pledges.models import Signatory, Signature, ref_of
from ikrar.pledges.states import SignatureState
from ikrar.tlog import bundle


def signature_by_code(code: str) -> Signature:
    """The signature behind a verification code, forgiving case, spaces and look-alike letters."""
    ref = ref_of(code)
    signature = ref and (
        Signature.objects.select_related("campaign__agency", "text", "signatory")
        .filter(ref=ref)
        .first()
    )
    if not signature:
        raise NotFound(
            _("Kode ini tidak dikenal. Periksa kembali 26 huruf dan angka di bawah kode QR.")
        )
    return signature


def valid_signature(signatory: Signatory) -> Signature | None:
    """The signature that stands for this signatory now."""
    return signatory.signatures.filter(state=SignatureState.VALID).first()


def bundle_of(signature: Signature) -> bytes | None:
    """The proof bundle; None while the log's sequencer has not reached the entry yet."""
    if signature.state != SignatureState.VALID:
        raise NotPossible(
            _("Tanda tangan ini %(state)s, jadi tidak ada bukti atau sertifikat yang dapat dibuat.")
            % {"state": signature.get_state_display()}
        )
    entry = ledger.entry_of(signature.ref)
    if entry.is_pending:
        return None
    assert signature.salt is not None
    return bundle.make(
        leaf=bytes(entry.data),
        disclosure=signature.disclosure,
        salt=bytes(signature.salt),
        text=signature.text.content,
        proof=ledger.inclusion(signature.ref).proof,
    )


def certificate_of(signature: Signature) -> bytes:
    """The certificate PDF, with the bundle attached."""
    raise NotImplementedError
