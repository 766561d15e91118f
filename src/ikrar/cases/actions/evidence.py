"""Evidence: added once, and every look at it kept in the log."""

import re
import secrets
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikrar.cases import files
from ikrar.cases.actions.record import Act, log
from ikrar.cases.models import Case, CustodyEvent, Item
from ikrar.cases.policies import EITHER, check_can_act, check_can_see
from ikrar.cases.sealed import seal
from ikrar.cases.states import OPEN, CustodyKind, ItemState, StepKind
from ikrar.errors import InputError, NotAllowed, NotPossible
from ikrar.people.models import User
from ikrar.people.policies import Actor
from ikrar.tlog import canonical, entry

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


@transaction.atomic
def add_item(case: Case, file: File, *, path: str, digest: str, key: bytes, by: Actor) -> Item:
    """Add a sealed file that lies at `path`; `digest` is the SHA-256 of the ciphertext there."""
    check_can_act(case, states=OPEN, roles=EITHER, by=by)
    if not _SHA256.fullmatch(digest) or not _SHA256.fullmatch(file.sha256):
        raise InputError(_("Sidik berkas bukti tidak sah. Unggah sekali lagi."))
    if not _PATH.fullmatch(path) or ".." in path:
        raise InputError(_("Tempat berkas bukti tidak sah."))
    act = Act(case, StepKind.ITEM_ADDED, by=by)
    row = Item(case=case, digest=digest, path=path, added_at=act.at)
    told = {**asdict(file), "reasons": list(file.reasons)}
    row.sealed = seal(key, row, canonical.encode(told).decode())
    act.add(row)
    act.done()
    return row


def add_finding(
    case: Case, text: str, *, name: str, reasons: tuple[str, ...], key: bytes, by: Actor
) -> Item:
    """Add a finding of the screening engine: the words it is about, and why they were marked."""
    data = text.encode()
    kept = files.keep(data)
    file = File(
        name=name, type="text/plain", size=len(data), sha256=kept.sha256, key_hex=kept.key.hex(),
        reasons=reasons,
    )  # fmt: skip
    return add_item(case, file, path=kept.path, digest=kept.digest, key=key, by=by)


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
