"""RFC 6962 Merkle tree: hashes, the compact frontier, and inclusion and consistency proofs.

Leaf hashes go in; roots and proofs come out. Builders ask a reader for the hash of a complete
subtree, so that they cost O(log n) reads. Verifiers trust nothing: they return None or raise
VerificationError. Algorithms: RFC 6962 section 2.1 (building), RFC 9162 section 2.1 (checking).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from ikrar.errors import InputError, VerificationError

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()

ReadNode = Callable[[int, int], bytes]
"""Give the hash of a complete subtree: its height (0 = leaf) and its index in that row."""


def leaf_hash(data: bytes) -> bytes:
    return sha256(b"\0" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\1" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """A tree reduced to what growing it needs: the roots of its complete subtrees, largest first.

    There is one hash for each 1 bit of `size`; store the two and the tree can grow from there.
    """

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.hashes) != self.size.bit_count():
            raise InputError(
                f"A tree of {self.size} entries does not have {len(self.hashes)} complete subtrees."
            )
        _check_hashes(self.hashes)

    def extend(self, leaf_hashes: Iterable[bytes]) -> "Frontier":
        """Return the tree with these leaves appended (about one hash a leaf)."""
        size, stack = self.size, list(self.hashes)
        for right in leaf_hashes:
            carry = size
            while carry & 1:
                right = sha256(b"\1" + stack.pop() + right).digest()
                carry >>= 1
            stack.append(right)
            size += 1
        return Frontier(size, tuple(stack))

    def root(self) -> bytes:
        return _fold(self.hashes) if self.hashes else EMPTY_ROOT


def root(size: int, read: ReadNode) -> bytes:
    """Compute the root of the tree of this size."""
    return _range_hash(0, size, read) if size else EMPTY_ROOT


def inclusion_proof(index: int, size: int, read: ReadNode) -> list[bytes]:
    """Prove that leaf `index` is in the tree of this size; hashes from the leaf up."""
    _check_index(index, size)
    proof: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            proof.append(_range_hash(middle, end, read))
            end = middle
        else:
            proof.append(_range_hash(start, middle, read))
            start = middle
    return proof[::-1]


def consistency_proof(old: int, new: int, read: ReadNode) -> list[bytes]:
    """Prove that the tree of size `new` begins with the tree of size `old`."""
    if not 0 <= old <= new:
        raise InputError(f"A tree of {new} entries cannot continue a tree of {old}.")
    if old == 0:
        return []
    proof: list[bytes] = []
    start, end = 0, new
    while end != old:
        middle = start + _split(end - start)
        if old <= middle:
            proof.append(_range_hash(middle, end, read))
            end = middle
        else:
            proof.append(_range_hash(start, middle, read))
            start = middle
    if start:  # the verifier does not know this subtree yet; it knows the whole old tree
        proof.append(_range_hash(start, end, read))
    return proof[::-1]


def inclusion_length(index: int, size: int) -> int:
    """Count the hashes that an inclusion proof of this leaf must have."""
    _check_index(index, size)
    inner = (index ^ (size - 1)).bit_length()
    return inner + (index >> inner).bit_count()


def verify_inclusion(
    leaf: bytes, *, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> None:
    """Check that the leaf with this hash is entry `index` of the tree with this size and root."""
    if not 0 <= index < size:
        raise VerificationError(
            f"The proof speaks of entry number {index}, but the signed log has only {size} entries."
            " The number or the checkpoint was changed."
        )
    expected = inclusion_length(index, size)
    if len(proof) != expected:
        raise VerificationError(
            f"The inclusion proof has {len(proof)} hashes where entry {index} of {size} needs"
            f" {expected}. It was cut or lengthened, or belongs to another entry or checkpoint."
        )
    _check_hashes([leaf, root, *proof])
    if _climb(leaf, index, size, proof) != root:
        raise VerificationError(
            "The inclusion proof does not lead from this entry to the signed log. The entry, its"
            " number or the proof was changed, or the checkpoint belongs to another moment."
        )


def verify_consistency(
    *, old: tuple[int, bytes], new: tuple[int, bytes], proof: Sequence[bytes]
) -> None:
    """Check that the tree `new` (size, root) begins with the tree `old`: nothing was rewritten."""
    (old_size, old_root), (new_size, new_root) = old, new
    if not 0 <= old_size <= new_size:
        raise VerificationError(
            f"A log of {new_size} entries cannot continue one of {old_size}: entries are missing."
        )
    _check_hashes([old_root, new_root, *proof])
    if old_size in (0, new_size):
        known = EMPTY_ROOT if old_size == 0 else new_root
        if proof or old_root != known:
            raise VerificationError(_REWRITTEN)
        return
    path = [old_root, *proof] if old_size.bit_count() == 1 else list(proof)
    if _climb_both(old_size, new_size, path) != (old_root, new_root):
        raise VerificationError(_REWRITTEN)


_REWRITTEN = (
    "The newer log does not continue the older one: entries were changed, removed or reordered,"
    " or the consistency proof was damaged. Keep both checkpoints; they are the evidence."
)


def _climb(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes:
    """Hash up to the root; the proof has the right length (RFC 9162 section 2.1.3.2)."""
    position, last, current = index, size - 1, leaf
    for sibling in proof:
        if position & 1 or position == last:
            current = sha256(b"\1" + sibling + current).digest()
            while position and not position & 1:
                position >>= 1
                last >>= 1
        else:
            current = sha256(b"\1" + current + sibling).digest()
        position >>= 1
        last >>= 1
    return current


def _climb_both(old: int, new: int, path: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """Hash up to the old and the new root, or None if the path has a wrong length."""
    position, last = old - 1, new - 1
    while position & 1:
        position >>= 1
        last >>= 1
    if not path:
        return None
    old_root = new_root = path[0]
    for sibling in path[1:]:
        if last == 0:
            return None
        if position & 1 or position == last:
            old_root, new_root = node_hash(sibling, old_root), node_hash(sibling, new_root)
            while position and not position & 1:
                position >>= 1
                last >>= 1
        else:
            new_root = node_hash(new_root, sibling)
        position >>= 1
        last >>= 1
    return (old_root, new_root) if last == 0 else None


def _range_hash(start: int, end: int, read: ReadNode) -> bytes:
    """Hash leaves [start, end) where start is a multiple of a power of two >= end - start."""
    parts = []
    while start < end:
        height = (end - start).bit_length() - 1
        parts.append(read(height, start >> height))
        start += 1 << height
    return _fold(parts)


def _fold(parts: Sequence[bytes]) -> bytes:
    current = parts[-1]
    for left in parts[-2::-1]:
        current = node_hash(left, current)
    return current


def _split(count: int) -> int:
    """Return the largest power of two smaller than `count` (which is at least 2)."""
    return 1 << ((count - 1).bit_length() - 1)


def _check_index(index: int, size: int) -> None:
    if not 0 <= index < size:
        raise InputError(f"A tree of {size} entries has no entry number {index}.")


def _check_hashes(hashes: Iterable[bytes]) -> None:
    if any(len(value) != HASH_BYTES for value in hashes):
        raise InputError(f"A hash of the log has {HASH_BYTES} bytes; one of these has not.")
