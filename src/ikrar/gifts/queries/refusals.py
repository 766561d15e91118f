"""What proves a refusal: the bundle and the certificate, byte for byte the same whenever they are made again."""

from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _

from ikrar.errors import NotFound, NotPossible
from ikrar.gifts.models import Gift, Refusal
from ikrar.gifts.states import GiverTie
from ikrar.ledger import queries as ledger
from ikrar.tlog import refusal as bundles

if TYPE_CHECKING:
    from ikrar.ledger.models import Entry


def refusal_of(gift: Gift) -> Refusal | None:
    """The refusal in the public log; None for a gift that was not refused."""
    return Refusal.objects.filter(gift=gift).first()


def bundle_of(gift: Gift) -> bytes | None:
    """The proof; None while the log's sequencer has not reached the entry yet."""
    refusal, entry = _found(gift)
    return None if entry.is_pending else _bundle(refusal, entry, ledger.inclusion(refusal.ref))


def certificate_of(gift: Gift) -> bytes:
    """The certificate (PDF with the proof attached), always in Indonesian."""
    refusal, entry = _found(gift)
    if entry.is_pending:
        raise NotPossible(
            _("Penolakan Anda sudah tersimpan dan sedang menunggu giliran masuk buku catatan."
              " Sertifikat siap dalam beberapa saat; muat ulang halaman ini.")
        )  # fmt: skip
    from ikrar.documents.refusal import RefusalData, refusal_certificate  # loads typst

    proof, shown, agency = ledger.inclusion(refusal.ref), refusal.disclosure, gift.employee.agency
    with translation.override(None):
        tie = str(GiverTie(shown["tie"]).label)
    return refusal_certificate(
        RefusalData(
            agency=shown["agency"], name=shown["name"], unit=shown["unit"], on=shown["on"], tie=tie,
            recorded_at=refusal.at, zone=agency.time_zone, ref=refusal.ref.hex,
            origin=entry.log.origin, index=proof.index, size=proof.size, key=entry.log.vkey,
            bundle=_bundle(refusal, entry, proof),
        )
    )  # fmt: skip


def _found(gift: Gift) -> "tuple[Refusal, Entry]":
    refusal = refusal_of(gift)
    if refusal is None:
        raise NotFound(_("Hanya penolakan yang memiliki sertifikat."))
    if refusal.withdrawn_ref is not None:
        raise NotPossible(_("Catatan ini sudah ditarik, jadi tidak ada sertifikat untuknya."))
    if not refusal.disclosure:
        raise NotPossible(
            _("Isi catatan ini sudah dihapus, jadi buktinya tidak dapat dibuat lagi.")
        )
    return refusal, ledger.entry_of(refusal.ref)


def _bundle(refusal: Refusal, entry: "Entry", proof: ledger.Inclusion) -> bytes:
    """Refuses, by `refusal.make`, a row that is no longer what the log committed to."""
    return bundles.make(
        leaf=bytes(entry.data), disclosure=refusal.disclosure, salt=bytes(refusal.salt),
        proof=proof.proof,
    )  # fmt: skip
