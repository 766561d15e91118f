"""A signature found by its code, and what proves it: the bundle and the certificate.

Both are made from the row and the first checkpoint that covers its entry, so that they come out
byte for byte the same whenever they are made again, however far the log has grown.
"""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from ikrar.errors import NotFound, NotPossible
from ikrar.ledger import queries as ledger
from ikrar.ledger.models import Entry
from ikrar.pledges.models import Signatory, Signature, ref_of
from ikrar.pledges.states import How, SignatureState
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
            _("Kode ini tidak dikenal. Periksa kembali 26 huruf dan angka di samping kode QR.")
        )
    return signature


def valid_signature(signatory: Signatory) -> Signature | None:
    """The signature that stands for this signatory now."""
    return signatory.signatures.filter(state=SignatureState.VALID).first()


def verify_url(signature: Signature) -> str:
    """Where the QR code of a certificate leads (`verify_code`)."""
    return f"{settings.SITE_URL}/verifikasi/{signature.code}/"


def bundle_of(signature: Signature) -> bytes | None:
    """The proof bundle; None while the log's sequencer has not reached the entry yet."""
    _check_stands(signature)
    entry = ledger.entry_of(signature.ref)
    return None if entry.is_pending else _bundle(signature, entry, ledger.inclusion(signature.ref))


def certificate_of(signature: Signature) -> bytes:
    """The certificate (PDF/A-3 with the bundle attached), always in Indonesian."""
    _check_stands(signature)
    entry = ledger.entry_of(signature.ref)
    if entry.is_pending:
        raise NotPossible(
            _("Tanda tangan Anda sudah tersimpan dan sedang menunggu giliran masuk buku catatan."
              " Sertifikat siap dalam beberapa saat; muat ulang halaman ini.")
        )  # fmt: skip
    from ikrar.documents.certificate import CertificateData, certificate  # loads typst

    text, shown = signature.text.content, signature.disclosure
    log, proof = entry.log, ledger.inclusion(signature.ref)
    return certificate(
        CertificateData(
            agency=shown["agency"],
            title=text["title"],
            opening=text["opening"],
            statements=tuple(text["statements"]),
            closing=text["closing"],
            name=shown["name"],
            unit=shown["unit"],
            how=_how(signature),
            signed_at=signature.signed_at,
            zone=signature.campaign.agency.time_zone,
            code=signature.code,
            verify_url=verify_url(signature),
            text_hash=signature.text.sha256,
            origin=log.origin,
            index=proof.index,
            size=proof.size,
            key=log.vkey,
            bundle=_bundle(signature, entry, proof),
        )
    )


def _check_stands(signature: Signature) -> None:
    if signature.state != SignatureState.VALID:
        raise NotPossible(
            _("Tanda tangan ini %(state)s, jadi tidak ada bukti atau sertifikat yang dapat dibuat.")
            % {"state": signature.get_state_display()}
        )


def _bundle(signature: Signature, entry: Entry, proof: ledger.Inclusion) -> bytes:
    """Refuses, by `bundle.make`, a row that is no longer what the log committed to."""
    return bundle.make(
        leaf=bytes(entry.data),
        disclosure=signature.disclosure,
        salt=bytes(signature.salt or b""),
        text=signature.text.content,
        proof=proof.proof,
    )


def _how(signature: Signature) -> str:
    """How the signer was identified, in the words of the source language."""
    with translation.override(None):
        return str(How(signature.how).label)
