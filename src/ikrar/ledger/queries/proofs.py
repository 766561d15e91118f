"""Proofs out of rows: that an entry is in the log, and that the log only ever grew.

A certificate is bound to the first checkpoint that covers its entry, so that it is the same,
byte for byte, whenever it is made again.
"""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from ikrar.errors import InputError, NotFound, NotPossible
from ikrar.ledger.models import Checkpoint, Entry
from ikrar.ledger.queries.reads import get_log, tile_reader
from ikrar.tlog import tiles
from ikrar.tlog.proof import Proof


@dataclass(frozen=True, slots=True)
class Inclusion:
    """Entry number `index` is in the tree of `size`, by these hashes, under this checkpoint."""

    index: int
    size: int
    hashes: list[bytes]
    checkpoint: str

    @property
    def proof(self) -> Proof:
        return Proof(self.index, tuple(self.hashes), self.checkpoint)


def entry_of(ref: UUID) -> Entry:
    entry = Entry.objects.select_related("log").filter(ref=ref).first()
    if entry is None:
        raise NotFound(_("Tidak ada catatan dengan acuan ini di buku catatan."))
    return entry


def inclusion(ref: UUID) -> Inclusion:
    """Prove the entry under the first checkpoint that covers it."""
    entry = entry_of(ref)
    if entry.index is None:
        raise NotPossible(
            _("Catatan ini sudah tersimpan dan menunggu giliran masuk buku catatan."
              " Silakan coba lagi beberapa saat lagi.")
        )  # fmt: skip
    first = Checkpoint.objects.filter(log=entry.log, size__gt=entry.index).order_by("size").first()
    if first is None:
        raise NotPossible(
            _("Titik periksa untuk catatan ini hilang dari basis data. Pengelola perlu menjalankan"
              " `ikrar log audit`.")
        )  # fmt: skip
    read = tile_reader(entry.log, first.size, path_of=entry.index)
    hashes = tiles.inclusion_proof(entry.index, first.size, read)
    return Inclusion(entry.index, first.size, hashes, first.note)


def consistency(old: int, new: int | None = None, *, log: str = "public") -> list[bytes]:
    """Prove that the log at size `new` (or now) continues the log at size `old`."""
    found = get_log(log)
    new = found.size if new is None else new
    if not 0 <= old <= new <= found.size:
        raise InputError(
            _("Ukuran harus berurutan dan tidak lebih dari %(size)d.") % {"size": found.size}
        )
    read = tile_reader(found, new, path_of=max(old - 1, 0))
    return tiles.consistency_proof(old, new, read)
