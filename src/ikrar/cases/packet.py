"""The referral packet of a case: the same bytes each time it is made from the same referral, so that its hash can be kept.

In: a case, its data key, the evidence chosen. Out: the ZIP as a stream. Nothing of it lies on disk; internal ids stay here:
the packet's own id is a hash of them.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from ikrar.cases import files, queries
from ikrar.cases.models import Case, CustodyEvent, Item, Referral
from ikrar.cases.states import CustodyKind, ItemState, StepKind, TextKind
from ikrar.errors import NotPossible
from ikrar.evidence.names import safe_name
from ikrar.ledger.keys import load_key
from ikrar.ledger.queries import get_log
from ikrar.people.queries import the_agency
from ikrar.tlog.note import SignerKey
from ikrar.tlog.packet import EVIDENCE, LETTER, Heading, Manifest, Part, sha256_of, stream

log = logging.getLogger(__name__)
LOG = "internal"
_PLAIN = "text/plain"
_SUMMARY = "Ringkasan perkara"  # never translated: the same packet whoever makes it


@dataclass(frozen=True, slots=True)
class Wanted:
    """To whom, when, and with which evidence."""

    to: str
    on: date
    items: tuple[Item, ...]


def pieces(case: Case, wanted: Wanted, *, key: bytes) -> Iterator[bytes]:
    """The packet as it leaves."""
    yield from _stream(case, wanted, key)


def digest(case: Case, wanted: Wanted, *, key: bytes) -> str:
    """The SHA-256 of the packet, in hex; it is made once, to nowhere, at the cost of reading all of it."""
    return sha256_of(_stream(case, wanted, key))


def manifest(case: Case, wanted: Wanted, *, key: bytes) -> Manifest:
    """What the packet lists, for the letter that goes with it."""
    made = _stream(case, wanted, key)
    while True:
        try:
            next(made)
        except StopIteration as end:
            found: Manifest = end.value
            return found


def _stream(case: Case, wanted: Wanted, key: bytes):  # type: ignore[no-untyped-def]  # noqa: ANN202
    return stream(_parts(case, wanted, key), heading=_heading(case, wanted), signer=_signer())


def _signer() -> SignerKey:
    """The internal log's key; what is wrong with its file is for the operator's log, not for a page."""
    try:
        return load_key(LOG, vkey=get_log(LOG).vkey)
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


def of_referral(referral: Referral) -> Wanted:
    """What a referral was made of: the evidence that left with it is in the custody events before its step."""
    case = referral.case
    steps = list(case.steps.filter(kind=StepKind.REFERRED).order_by("pk"))
    referrals = list(case.referrals.order_by("pk").values_list("pk", flat=True))
    place = referrals.index(referral.pk)
    times = [None, *(step.at for step in steps)]
    after, until = list(pairwise(times))[place]
    events = CustodyEvent.objects.filter(
        item__case=case, what=CustodyKind.EXPORTED, at__lte=until, by=steps[place].by
    )
    if after is not None:
        events = events.filter(at__gt=after)
    items = case.items.filter(pk__in=events.values("item")).order_by("pk")
    return Wanted(referral.to, referral.made_on, tuple(items))


def check_same(referral: Referral, wanted: Wanted, *, key: bytes) -> None:
    """NotPossible where what was sent can no longer be made again."""
    _check_kept(wanted.items)
    if digest(referral.case, wanted, key=key) != referral.packet_sha256:
        raise NotPossible(
            _("Isi perkara berubah sejak dilimpahkan, jadi berkas yang sama tidak dapat dibuat.")
        )


def _check_kept(items: Sequence[Item]) -> None:
    if any(item.state != ItemState.KEPT for item in items):
        raise NotPossible(_("Sebagian bukti sudah dihapus."))
    for item in items:
        files.check_there(item)
