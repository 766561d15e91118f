"""Write a referral packet: letters and evidence as streams in, the bytes of one ZIP out.

The same parts, heading, key and record give the same bytes. So the log can record a packet before it is sent: write it
once to nowhere (`os.devnull`), append `Manifest.commitment(salt)` to the log, and write it again with the entry's proof.
"""

from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO

from ikrar.errors import InputError
from ikrar.tlog import note
from ikrar.tlog.packet import index, names
from ikrar.tlog.packet.archive import Member, Writer
from ikrar.tlog.packet.manifest import (
    FORMAT,
    Heading,
    Manifest,
    PackedFile,
    Record,
    check_line,
    check_media_type,
)
from ikrar.tlog.packet.names import EVIDENCE, LETTER

_LISTED = "Daftar isi paket"


@dataclass(frozen=True, slots=True)
class Part:
    """A letter or a piece of evidence; `what` is shown to its reader, `content` is read once."""

    folder: str
    what: str
    media_type: str
    content: Iterable[bytes]

    def __post_init__(self) -> None:
        if self.folder not in {LETTER, EVIDENCE}:
            raise InputError(f"A part of a packet goes into {LETTER} or {EVIDENCE}.")
        check_line(self.what, "description of a part")
        check_media_type(self.media_type)


def write(
    out: BinaryIO,
    parts: Iterable[Part],
    *,
    heading: Heading,
    signer: note.SignerKey,
    record: Record | None = None,
) -> Manifest:
    """Write the packet and return its manifest. After an error, what was written is no packet."""
    pieces = stream(parts, heading=heading, signer=signer, record=record)
    while True:
        try:
            out.write(next(pieces))
        except StopIteration as end:
            manifest: Manifest = end.value
            return manifest


def stream(
    parts: Iterable[Part],
    *,
    heading: Heading,
    signer: note.SignerKey,
    record: Record | None = None,
) -> Generator[bytes, None, Manifest]:
    """Give the packet's bytes piece by piece, in constant memory; return its manifest.

    InputError where the log's record is of another packet than this one.
    """
    archive, files = Writer(), list[PackedFile]()
    for path, part in _named(parts):
        member = yield from archive.add(path, part.content)
        files.append(_listed(member, part.media_type, part.what))
    member = yield from archive.add(names.INDEX, [index.text(heading, files)])
    files.append(_listed(member, "text/plain", _LISTED))
    manifest = Manifest(heading, tuple(files), record)
    if record and manifest.commitment(record.salt) != record.fields["packet"]:
        raise InputError(
            "The log recorded another packet than this one: a part, its order or the heading has"
            " changed since. Record this packet anew, or write it without a record."
        )
    data = manifest.encode()
    yield from archive.add(names.MANIFEST, [data])
    yield from archive.add(names.SIGNATURE, [note.sign(signed_text(data), signer).encode()])
    yield archive.finish()
    return manifest


def signed_text(manifest: bytes) -> str:
    """Give the text that is signed; its first line keeps it apart from a checkpoint."""
    return f"{FORMAT}\nsha256:{sha256(manifest).hexdigest()}\n"


def _named(parts: Iterable[Part]) -> Iterator[tuple[str, Part]]:
    namer = names.Namer()
    for number, part in enumerate(parts):
        if number == names.MAX_FILES:
            raise InputError(f"A packet holds at most {names.MAX_FILES} files; make two of it.")
        yield namer.name(part.folder, part.media_type), part


def _listed(member: Member, media_type: str, what: str) -> PackedFile:
    return PackedFile(member.name, member.sha256, member.size, media_type, what)
