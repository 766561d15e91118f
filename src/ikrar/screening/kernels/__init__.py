"""The compiled part of the engine, the only place that imports numba.

`tokens` reads a token once, `pages` what posts are made of, `sums` adds rows up, `spans` says why; `machine` holds the
few steps that a loop cannot say. This file is what plain Python may ask of them.
"""

import secrets
from collections.abc import Mapping, Sequence

import numpy as np

from ikrar.screening.kernels import fresh as _fresh  # noqa: F401  # before any kernel is loaded
from ikrar.screening.kernels.pieces import (
    enter,
    enter_roots,
    find_slot,
    follow,
    hash_all,
    hash_chars,
    hash_kind,
)
from ikrar.screening.kernels.shapes import (
    BARE,
    BESIDE,
    COLUMNS,
    CONCEPT,
    CONCEPTS,
    CONTEXTS,
    GRAM,
    GRAMS,
    HINTS,
    ITSELF,
    LONGEST,
    ROOT,
    STYLE,
    TO_CONCEPT,
    Memo,
    Page,
    Reader,
    Tables,
)
from ikrar.screening.kernels.spans import MOST
from ikrar.screening.kernels.spans import explain as _explain
from ikrar.screening.kernels.sums import add_up, features, forget, to_exponents

__all__ = [
    "BARE",
    "BESIDE",
    "COLUMNS",
    "CONCEPT",
    "GRAM",
    "HINTS",
    "ITSELF",
    "ROOT",
    "STYLE",
    "Reader",
    "Tables",
    "add_up",
    "enter",
    "enter_roots",
    "explain",
    "features",
    "find_slot",
    "follow",
    "forget",
    "piece_hash",
    "reader",
    "root_hashes",
    "seals",
    "side_by_side",
    "to_exponents",
    "whole",
    "word_hashes",
]
ROOM = 1 << 17  # pieces and tokens that a memo holds
POSTS = 64  # posts of a page
LINE, LARGE = 64, 1 << 21  # bytes of a line of cache and of a large page of memory
Shape = int | tuple[int, ...]


def piece_hash(piece: str | int) -> int:
    """The hash of a folded word, or of a mask by its kind."""
    if isinstance(piece, int):
        return int(hash_kind(piece))
    letters = np.frombuffer(piece.encode("ascii"), np.uint8)
    return int(hash_chars(letters, 0, len(letters)))


def seals(hashes: np.ndarray) -> np.ndarray:
    """int16 of each feature hash: what its row begins with."""
    return ((hashes >> np.uint64(47)) & np.uint64(0x7FFF)).astype(np.int16) | np.int16(1)


def word_hashes(words: Sequence[str]) -> np.ndarray:
    """uint64 of each folded word."""
    letters = np.frombuffer("".join(words).encode("ascii") or b" ", np.uint8)
    hashes = np.empty(len(words), np.uint64)
    hash_all(letters, np.cumsum([0, *map(len, words)]), hashes)
    return hashes


def root_hashes(roots: Sequence[str], concepts: Sequence[int]) -> np.ndarray:
    """uint64 of each root, with the number of its concept or 0: what no word has, so that a word counts beside the root
    that it is itself.
    """
    hashes = word_hashes([root + "*" for root in roots])
    return hashes & ~CONCEPTS | np.array(concepts, np.uint64) << TO_CONCEPT


def reader(tables: Tables, *, longest: int, room: int = ROOM) -> Reader:
    """An empty memo and a line with room for a post of `longest` bytes: about 30 MB and 190 bytes a byte."""
    n, most = longest + 8, 6 * (longest + 8) + 4 * POSTS  # features: of pieces, and of each post
    page = Page(
        hashes=np.zeros(n, np.uint64),
        kinds=np.zeros(n, np.uint8),
        bounds=np.zeros((n, 2), np.int64),
        found=np.zeros(n, np.uint64),
        tokens=np.zeros(POSTS + 1, np.int32),
        piece=np.zeros(n, np.uint32),
        kind=np.zeros(n, np.uint8),
        hashed=np.zeros(n, np.uint64),
        span=np.zeros((n, 2), np.int32),
        pieces=np.zeros(POSTS + 1, np.int32),
        styles=np.zeros((POSTS, 3), np.uint8),
        context=np.zeros(POSTS, np.uint8),
        feature=np.zeros(most, np.uint64),
        about=np.zeros(most, np.uint64),
        features=np.zeros(POSTS + 1, np.int32),
        where=np.zeros(most, np.int32),
        starts=np.zeros(POSTS + 1, np.int32),
        added=np.zeros(CONTEXTS * n, np.int32),
        ends=np.zeros(POSTS + 1, np.int32),
        distance=np.zeros(POSTS, np.int64),
        given=np.zeros(n, np.float32),
    )
    return Reader(tables, _memo(room), page)


def _memo(room: int) -> Memo:
    slots, own = 2 * room, 3 + 5 * (GRAMS + 2)
    shapes: dict[str, tuple[type[np.generic], Shape]] = {
        "salt": (np.uint64, 2),
        "tokens": (np.uint64, (slots, 2)),
        "pool": (np.int32, 2 * room),
        "words": (np.uint64, (slots, 2)),
        "hashes": (np.uint64, (room, 4)),
        "kinds": (np.uint8, room),
        "lengths": (np.uint8, room),
        "letters": (np.uint8, (room, LONGEST)),
        "sums": (np.int32, (room, COLUMNS)),
        "used": (np.int64, 5),
        "chars": (np.uint8, 256),
        "features": (np.uint64, own),
        "rows": (np.int32, own),
    }
    memo = Memo(**side_by_side(shapes))
    memo.salt[:] = secrets.randbits(64), secrets.randbits(64)
    return memo


def side_by_side(shapes: Mapping[str, tuple[type[np.generic], Shape]]) -> dict[str, np.ndarray]:
    """Arrays of zeros of these kinds and shapes in one block: the system lays so large a one on few, large pages, and what
    is read here and there in it waits less for the address of a page.
    """
    sizes = [np.prod(shape) * np.dtype(kind).itemsize for kind, shape in shapes.values()]
    ends = np.cumsum([-(-size // LINE) * LINE for size in sizes])
    block = np.zeros(int(ends[-1]) + LARGE, np.uint8)
    block = block[-block.ctypes.data % LARGE :]
    return {
        name: block[end - size : end].view(kind).reshape(shape)
        for (name, (kind, shape)), size, end in zip(shapes.items(), sizes, ends, strict=True)
    }


def whole(size: int) -> np.ndarray:
    """Offsets of a post of so many bytes, not writable, as those of Arrow: the same compiled code serves both."""
    offsets = np.array([0, size], np.int64)
    offsets.flags.writeable = False
    return offsets


def explain(
    of: Reader,
    posts: tuple[np.ndarray, np.ndarray],
    wanted: np.ndarray,
    telling: np.ndarray,
) -> dict[str, np.ndarray]:
    """Spans and reasons of each wanted (post, label), told by its telling kinds: the arrays of `marks.Marks` that tell them."""
    n = len(wanted)
    spans, many = np.zeros((n, MOST, 2), np.int32), np.zeros(n, np.int32)
    reasons, told = np.zeros((n, MOST), np.int16), np.zeros(n, np.int32)
    # in one order whatever it came in, or the kernel would be compiled for the other
    wanted = np.ascontiguousarray(wanted, np.int64)
    _explain(of, posts, wanted, telling, (spans, many, reasons, told))
    shown = np.arange(MOST) < many[:, None]
    return {
        "span_offsets": np.concatenate([[0], np.cumsum(many)]).astype(np.int32),
        "starts": spans[:, :, 0][shown],
        "ends": spans[:, :, 1][shown],
        "reason_offsets": np.concatenate([[0], np.cumsum(told)]).astype(np.int32),
        "reasons": reasons[np.arange(MOST) < told[:, None]],
    }
