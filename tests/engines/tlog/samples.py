"""A small log with pledge signatures in it, made by the engine alone, for the tests of this folder."""

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ikrar.tlog import bundle, checkpoint, entry, merkle, note, tiles
from ikrar.tlog.proof import Proof

ORIGIN = "log.contoh.go.id/ikrar"
SIGNER = note.SignerKey(ORIGIN, hashlib.sha256(b"a test key").digest())
STRANGER = note.SignerKey(ORIGIN, hashlib.sha256(b"another key").digest())
VKEY = SIGNER.verifier.format()

TEXT = {
    "title": "Ikrar Netralitas Contoh",
    "opening": "Kami berjanji untuk:",
    "statements": ["Netral.", "Tidak memihak.", "Bijak bermedia.", "Menolak pemberian."],
    "closing": "Demikian ikrar ini.",
    "language": "id",
}


def token(*parts: object) -> bytes:
    """Give 32 bytes that look random and are the same in every run."""
    return hashlib.sha256(repr(parts).encode()).digest()


def disclosure(number: int = 0, **changes: str) -> dict[str, str]:
    person = entry.commit(token("person", number), {"nip": f"{number:018d}"})
    own = {"agency": "Kementerian Contoh", "name": f"Ani Contoh {number}", "unit": "Biro Contoh"}
    return {**own, "person": person, **changes}


def signature(number: int = 0, **changes: Any) -> dict[str, Any]:
    return {
        "kind": "signature",
        "ref": token("ref", number).hex()[:32],
        "at": "2023-10-04T02:30:00Z",
        "campaign": "pemilu-2024",
        "text": entry.text_hash(TEXT),
        "who": entry.commit(token("salt", number), disclosure(number)),
        "accepted": [1, 2, 3, 4],
        "how": "link",
        "witness": None,
        "supersedes": None,
        **changes,
    }


@dataclass
class TinyLog:
    """A log in memory: leaves go in, bundles for them come out."""

    leaves: list[bytes] = field(default_factory=list)
    store: dict[tuple[int, int], bytes] = field(default_factory=dict)

    def read_tile(self, tile: tiles.TileId) -> bytes:
        return self.store[tile.level, tile.index]

    def append(self, *leaves: bytes) -> "TinyLog":
        hashes = [merkle.leaf_hash(leaf) for leaf in leaves]
        for tile, data in tiles.grow(len(self.leaves), hashes, self.read_tile).items():
            self.store[tile.level, tile.index] = data
        self.leaves += leaves
        return self

    def checkpoint_root(self, size: int | None = None) -> bytes:
        return tiles.root(len(self.leaves) if size is None else size, self.read_tile)

    def checkpoint(self, size: int | None = None, *, signer: note.SignerKey = SIGNER) -> str:
        size = len(self.leaves) if size is None else size
        root = self.checkpoint_root(size)
        return checkpoint.sign(checkpoint.Checkpoint(signer.name, size, root), signer)

    def proof(self, index: int, size: int | None = None) -> Proof:
        size = len(self.leaves) if size is None else size
        hashes = tiles.inclusion_proof(index, size, self.read_tile)
        return Proof(index, tuple(hashes), self.checkpoint(size))

    def bundle(self, index: int) -> bytes:
        return bundle.make(
            leaf=self.leaves[index],
            disclosure=disclosure(index),
            salt=token("salt", index),
            text=TEXT,
            proof=self.proof(index),
        )


def log(count: int = 21) -> TinyLog:
    """A log of signatures by Ani Contoh 0, 1, 2, …"""
    return TinyLog().append(*(entry.encode(signature(number)) for number in range(count)))


def edited(data: bytes, **parts: Any) -> bytes:
    """Put other parts in a bundle and write it canonically again, as a careful forger would."""
    value = json.loads(data)
    for name, part in parts.items():
        value[name] = {**value[name], **part} if isinstance(part, dict) else part
    return canonical(value)


def canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def write_directory(directory: Path, leaves: list[bytes], *, signer: note.SignerKey = SIGNER):
    """Write a log as plain files in the C2SP tlog-tiles layout."""
    log = TinyLog().append(*leaves)
    for tile in [*tiles.tiles_of(len(leaves)), *tiles.entry_tiles(0, len(leaves))]:
        start = tile.index * tiles.WIDTH
        if tile.level == tiles.ENTRIES:
            data = tiles.pack_entries(leaves[start : start + tile.width])
        else:
            data = tiles.read_prefix(tile, log.read_tile)
        path = directory / tile.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (directory / "checkpoint").write_text(log.checkpoint(signer=signer), "utf-8")
    (directory / "log.vkey").write_text(signer.verifier.format() + "\n", "utf-8")
    return log
