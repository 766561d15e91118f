"""Evidence: added once, and every look at it kept in the log."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikrar.cases import files
from ikrar.cases.actions.record import Act, log
from ikrar.cases.models import Case, CustodyEvent, Item
from ikrar.cases.policies import (
    EITHER,
    check_can_act,
    check_can_add_evidence,
    check_can_see,
)
from ikrar.cases.queries import names_by_hash
from ikrar.cases.sealed import seal
from ikrar.cases.states import OPEN, CustodyKind, ItemState, StepKind
from ikrar.errors import InputError, NotAllowed, NotFound, NotPossible
from ikrar.people.models import User
from ikrar.people.policies import Actor
from ikrar.tlog import canonical, entry
from ikrar.vault.shelves import gone
from ikrar.vault.uploads import Sealed, seal_small

_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_PATH = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,199}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """What is known of a file: sealed, all of it. `key_hex` opens the stream at the item's path.

    `reasons`: why a finding of the screening engine is here, in words. Its score is not kept: it decides nothing.
    """

    name: str
    type: str
    size: int
    sha256: str
    key_hex: str = ""
    reasons: tuple[str, ...] = ()
    note: str = ""  # what a handler says of it


@transaction.atomic
def add_item(case: Case, file: File, *, path: str, digest: str, key: bytes, by: Actor) -> Item:
    """Add a sealed file that lies at `path`; `digest` is the SHA-256 of the ciphertext there."""
    check_can_act(case, states=OPEN, roles=EITHER, by=by)
    if not _SHA256.fullmatch(digest) or not _SHA256.fullmatch(file.sha256):
        raise InputError(_("Sidik berkas bukti tidak sah. Unggah sekali lagi."))
    if not _PATH.fullmatch(path) or ".." in path:
        raise InputError(_("Tempat berkas bukti tidak sah."))
    act = Act(case, StepKind.ITEM_ADDED, by=by)
    row = _add(act, Item(case=case, digest=digest, path=path), file, key)
    act.done()
    return row


@transaction.atomic
def add_finding(
    case: Case, text: str, *, name: str, reasons: tuple[str, ...], key: bytes, by: Actor
) -> Item:
    """Add a finding of the screening engine: the words it is about, and why they were marked."""
    check_can_act(case, states=OPEN, roles=EITHER, by=by)
    act = Act(case, StepKind.ITEM_ADDED, by=by)
    one = seal_small(text.encode(), name, files.OWN)
    row = _take(act, one, replace(_facts(one), reasons=reasons), key)
    act.done()
    return row


@transaction.atomic
def add_evidence(
    case: Case, attached: Sequence[Sealed], *, note: str = "", key: bytes, by: Actor
) -> list[Item]:
    """Add files that a handler sent, each once; `note` says what they are and where they are from."""
    check_can_add_evidence(case, by=by)
    if not attached:
        raise InputError(_("Pilih sedikitnya satu berkas."))
    act = Act(case, StepKind.ITEM_ADDED, by=by)
    there, rows = names_by_hash(case, key=key), []
    for one in attached:
        if one.sha256 in there:
            raise InputError(
                _("%(name)s sudah ada dalam perkara ini sebagai %(there)s.")
                % {"name": one.name, "there": there[one.sha256]}
            )
        there[one.sha256] = one.name
        rows.append(_take(act, one, replace(_facts(one), note=note.strip()), key))
    act.done()
    return rows


def _facts(one: Sealed) -> File:
    return File(
        name=one.name, type=one.mime, size=one.size, sha256=one.sha256, key_hex=one.key.hex()
    )


def _take(act: Act, one: Sealed, file: File, key: bytes) -> Item:
    """The row of a file that waits; the file moves to its place once the row is there."""
    if not files.OWN.waits(one.ref):
        raise NotFound(gone())
    place = files.OWN.place_of(one.ref)
    row = Item(case=act.case, ref=one.ref, digest=one.digest, path=place)
    transaction.on_commit(partial(files.OWN.settle, one.ref))
    return _add(act, row, file, key)


def _add(act: Act, row: Item, file: File, key: bytes) -> Item:
    row.added_at = act.at
    told = {**asdict(file), "reasons": list(file.reasons)}
    row.sealed = seal(key, row, canonical.encode(told).decode())
    return act.add(row)


@transaction.atomic
def note_custody(item: Item, what: CustodyKind, *, by: Actor) -> CustodyEvent:
    """Keep who saw, took or passed on a piece of evidence; called before it is shown."""
    check_can_see(item.case, by=by)
    if not isinstance(by, User):
        raise NotAllowed(_("Bukti hanya dibuka oleh orang yang bertugas."))
    if item.state != ItemState.KEPT:
        raise NotPossible(_("Bukti ini sudah dihapus."))
    salt = secrets.token_bytes(entry.SALT_BYTES)
    at = timezone.now().replace(microsecond=0)
    return log(CustodyEvent(item=item, what=what, at=at, by=by, salt=salt))
