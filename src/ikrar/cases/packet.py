"""The referral packet of a case: the same bytes each time it is made from the same referral, with the log's proof inside.

In: a case, its data key, the evidence chosen, the letters. Out: the ZIP as a stream. Nothing of it lies on disk; internal
ids stay here: the packet's own id is a hash of them.
"""

import base64
import logging
import secrets
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _

from ikrar.cases import files, queries
from ikrar.cases.actions import Packed
from ikrar.cases.models import Case, Item, Referral
from ikrar.cases.sealed import unseal
from ikrar.cases.states import ItemState, TextKind
from ikrar.errors import NotPossible
from ikrar.evidence.names import safe_name
from ikrar.ledger import queries as ledger
from ikrar.ledger.keys import load_key
from ikrar.people.queries import the_agency
from ikrar.tlog import canonical, entry
from ikrar.tlog.note import SignerKey
from ikrar.tlog.packet import EVIDENCE, LETTER, Heading, Manifest, Part, Record, stream

log = logging.getLogger(__name__)
LOG = "internal"
_PLAIN = "text/plain"
_SUMMARY = "Ringkasan perkara"  # never translated: the same packet whoever makes it


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A letter that goes along."""

    what: str
    pdf: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Wanted:
    """To whom, when, and with which evidence and letters."""

    to: str
    on: date
    items: tuple[Item, ...]
    letters: tuple[Enclosed, ...] = ()


@dataclass(frozen=True, slots=True)
class Again:
    """A packet that leaves once more, and the evidence in it."""

    items: tuple[Item, ...]
    pieces: Iterator[bytes]


def packed(case: Case, wanted: Wanted, *, key: bytes) -> Packed:
    """What the row and the log keep of a packet; it is made once, to nowhere, at the cost of reading all of it."""
    salt = secrets.token_bytes(entry.SALT_BYTES)
    told = {
        "items": [item.ref.hex for item in wanted.items],
        "letters": [[one.what, base64.b64encode(one.pdf).decode()] for one in wanted.letters],
        "salt": salt.hex(),
    }
    commitment = manifest(case, wanted, key=key).commitment(salt)
    return Packed(wanted.to, commitment, canonical.encode(told).decode())


def manifest(case: Case, wanted: Wanted, *, key: bytes) -> Manifest:
    """What the packet lists, for the letter that goes with it."""
    made = _stream(case, wanted, key)
    while True:
        try:
            next(made)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]


def _stream(
    case: Case, wanted: Wanted, key: bytes, record: Record | None = None
) -> Generator[bytes, None, Manifest]:
    parts, heading = _parts(case, wanted, key), _heading(case, wanted)
    return stream(parts, heading=heading, signer=_signer(), record=record)


def _signer() -> SignerKey:
    """The internal log's key; what is wrong with its file is for the operator's log, not for a page."""
    try:
        return load_key(LOG, vkey=ledger.get_log(LOG).vkey)
    except NotPossible as error:
        log.exception("The packet cannot be signed")
        raise NotPossible(
            _("Kunci buku catatan internal tidak terbaca di server. Beri tahu administrator.")
        ) from error


def _heading(case: Case, wanted: Wanted) -> Heading:
    secret = [case.uuid.hex, wanted.to, wanted.on.isoformat(), *(i.ref.hex for i in wanted.items)]
    return Heading(
        id=sha256("/".join(secret).encode()).hexdigest()[:32],
        made_on=wanted.on,
        agency=the_agency().name,
        addressee=wanted.to.upper(),
        route=case.route or "tanpa-alur",
    )


def _parts(case: Case, wanted: Wanted, key: bytes) -> Iterator[Part]:
    yield Part(LETTER, _SUMMARY, _PLAIN, [summary(case, key=key).encode()])
    for one in wanted.letters:
        yield Part(LETTER, one.what, "application/pdf", [one.pdf])
    for item in wanted.items:
        facts = queries.open_item(item, key=key)
        kind = _media_type(facts)
        yield Part(EVIDENCE, safe_name(facts["name"]), kind, files.pieces(item, facts))


def _media_type(facts: dict[str, Any]) -> str:
    return str(facts["type"]).partition(";")[0].strip() or "application/octet-stream"


def summary(case: Case, *, key: bytes) -> str:
    """The first summary of the case: what was known when it was opened."""
    found = [text for text in queries.texts(case, key=key) if text.kind == TextKind.SUMMARY]
    if not found:
        raise NotPossible(_("Isi perkara ini sudah dihapus, jadi tidak dapat dilimpahkan."))
    return found[0].words + "\n"


# ---------------------------------------------------------------- a referral made before


def of_referral(referral: Referral, *, key: bytes) -> tuple[Wanted, bytes]:
    """What a referral was made of, and the salt of its commitment. NotPossible where it was erased."""
    if not referral.sealed:
        raise NotPossible(
            _("Isi perkara ini sudah dihapus, jadi paketnya tidak dapat dibuat lagi.")
        )
    told = canonical.decode(unseal(key, referral).encode())
    rows = {item.ref.hex: item for item in referral.case.items.all()}
    letters = tuple(Enclosed(what, base64.b64decode(pdf)) for what, pdf in told["letters"])
    items = tuple(rows[ref] for ref in told["items"] if ref in rows)
    return Wanted(referral.to, referral.made_on, items, letters), bytes.fromhex(told["salt"])


def again(referral: Referral, *, key: bytes) -> Again:
    """The packet of a referral as it was recorded, with the log's proof. NotPossible where evidence is gone or the
    content has changed, and until the log has numbered the entry.
    """
    wanted, salt = of_referral(referral, key=key)
    if any(item.state != ItemState.KEPT for item in wanted.items):
        raise NotPossible(_("Sebagian bukti sudah dihapus."))
    for item in wanted.items:
        files.check_there(item)
    if manifest(referral.case, wanted, key=key).commitment(salt) != referral.packet:
        raise NotPossible(
            _("Isi perkara berubah sejak dilimpahkan, jadi berkas yang sama tidak dapat dibuat.")
        )
    proof = ledger.inclusion(referral.ref).proof
    record = Record(bytes(ledger.entry_of(referral.ref).data), salt, proof)
    return Again(wanted.items, _stream(referral.case, wanted, key, record))
