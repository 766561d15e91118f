"""Verify a referral packet offline: a ZIP and the keys that the reader trusts in, what they prove out.

The file is read once from front to back and nothing is unpacked. The signature is checked before a word of the manifest
is believed. Raises VerificationError, or InputError for what cannot be read; each message says what to do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from ikrar.errors import InputError, VerificationError
from ikrar.tlog import entry, merkle, note
from ikrar.tlog.checkpoint import open_checkpoint
from ikrar.tlog.note import VerifierKey
from ikrar.tlog.packet import archive, names
from ikrar.tlog.packet.archive import Member, Source
from ikrar.tlog.packet.manifest import KIND, Manifest, PackedFile
from ikrar.tlog.packet.write import signed_text
from ikrar.tlog.verify import NO_KEY


@dataclass(frozen=True, slots=True)
class Recorded:
    """The log `origin` held the referral as entry `index` when it had `size` entries."""

    origin: str
    index: int
    size: int
    ref: str
    at: datetime


@dataclass(frozen=True, slots=True)
class VerifiedPacket:
    """What was proved: the holder of the key `signed_by` packed exactly these files like this."""

    kind: str
    id: str
    made_on: date
    agency: str
    addressee: str
    route: str
    files: tuple[PackedFile, ...]
    signed_by: str
    recorded: Recorded | None


def verify_packet(packet: str | Path | Source, *, keys: Sequence[str]) -> VerifiedPacket:
    """Return what the packet proves (a path, or anything to read from), or raise.

    `keys` are verifier keys (`name+hash+base64`), got from the agency itself: the one that signed
    the packet and, where the log's record is inside, that of the log.
    """
    if not keys:
        raise InputError(NO_KEY)
    trusted = [VerifierKey.parse(key) for key in keys]
    if isinstance(packet, str | Path):
        try:
            file = Path(packet).open("rb")  # noqa: SIM115 - closed below, once it is known to open
        except (OSError, ValueError) as error:
            raise InputError(f"The file {packet} cannot be read: {error}.") from error
        with file:
            return _verify(file, trusted)
    return _verify(packet, trusted)


def _verify(source: Source, keys: Sequence[VerifierKey]) -> VerifiedPacket:
    members, kept = _read(source)
    signed_by = _check_signature(kept[names.SIGNATURE], kept[names.MANIFEST], keys)
    manifest = Manifest.parse(kept[names.MANIFEST])
    _check_files(manifest.files, members)
    heading = manifest.heading
    return VerifiedPacket(
        kind=KIND,
        id=heading.id,
        made_on=heading.made_on,
        agency=heading.agency,
        addressee=heading.addressee,
        route=heading.route,
        files=manifest.files,
        signed_by=signed_by,
        recorded=_check_record(manifest, keys),
    )


def _read(source: Source) -> tuple[list[Member], dict[str, bytes]]:
    keep = (names.MANIFEST, names.SIGNATURE)
    found = archive.read(source, allowed=names.is_allowed, keep=keep, limit=names.MAX_FILES + 3)
    members: list[Member] = []
    kept: dict[str, bytes] = {}
    for member, content in found:
        members.append(member)
        if member.name in keep:
            kept[member.name] = content
    if [member.name for member in members[-2:]] != [*keep]:
        raise InputError(
            f"This ZIP does not end with {names.MANIFEST} and {names.SIGNATURE}, so it is no"
            " referral packet, or was changed. Ask the sender for the packet again."
        )
    return members[:-2], kept


def _check_signature(signature: bytes, manifest: bytes, keys: Sequence[VerifierKey]) -> str:
    """Return the name of the key that signed the manifest."""
    try:
        text, signatures = note.split(signature.decode())
    except UnicodeDecodeError as error:
        raise InputError(f"{names.SIGNATURE} is no text: it was changed or damaged.") from error
    if len(signatures) != 1:
        raise InputError(f"{names.SIGNATURE} has {len(signatures)} signatures; a packet has one.")
    note.check(text, signatures, keys)
    if text != signed_text(manifest):
        raise VerificationError(
            f"{names.MANIFEST} is not the list that was signed: it was changed afterwards, or the"
            " signature is of something else. Do not rely on this packet; ask the sender again."
        )
    return signatures[0].name


def _check_files(files: Sequence[PackedFile], members: Sequence[Member]) -> None:
    listed = {file.path: file for file in files}
    found = {member.name: member for member in members}
    for name, member in found.items():
        if name not in listed:
            raise VerificationError(
                f"{name} is not on the signed list: it was put in later. Do not open it."
            )
        if (member.size, member.sha256) != (listed[name].size, listed[name].sha256):
            raise VerificationError(
                f"{name} is not the file that was packed: its content was changed or exchanged."
                " Do not rely on it; ask the sender for the packet again."
            )
    for name in listed:
        if name not in found:
            raise VerificationError(
                f"{name} is on the signed list and not in the ZIP: it was taken out. Ask the"
                " sender for the packet again."
            )
    if [*found] != [*listed]:
        raise VerificationError("The files of this ZIP stand in another order than was signed.")


def _check_record(manifest: Manifest, keys: Sequence[VerifierKey]) -> Recorded | None:
    record = manifest.record
    if record is None:
        return None
    fields = record.fields
    if manifest.commitment(record.salt) != fields["packet"]:
        raise VerificationError(
            "The log entry in this packet is of another packet. Tell the sender: whoever signed"
            " this claims a record in the log that is not its own."
        )
    checkpoint = open_checkpoint(record.proof.checkpoint, keys)
    merkle.verify_inclusion(
        merkle.leaf_hash(record.leaf),
        index=record.proof.index,
        size=checkpoint.size,
        proof=record.proof.hashes,
        root=checkpoint.root,
    )
    return Recorded(
        origin=checkpoint.origin,
        index=record.proof.index,
        size=checkpoint.size,
        ref=fields["ref"],
        at=entry.read_at(fields["at"]),
    )
