"""What the kernel reads with: classes of bytes, folded characters, the listed words of a pack, the rows of a model."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ikrar.packs.pack import Pack
from ikrar.screening import alphabet, kernels, roots, vocabulary

WORD, MARK, TAG, AT = 1, 2, 3, 4
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_WORD = (_LETTERS + _LETTERS.upper() + "0123456789'`").encode()


def build(pack: Pack, rows: NDArray[np.int16]) -> kernels.Tables:
    """Tables for one pack and one model."""
    keys, kinds = vocabulary.table(vocabulary.listed(pack))
    columns = np.split(rows, [kernels.COLUMNS], axis=1)
    rows, distance, known = _near(columns[0], columns[1][:, 0], roots.table())
    return kernels.Tables(
        _classes(),
        _lower(),
        alphabet.fold_table(),
        keys,
        kinds,
        _hints(keys),
        known,
        _hints(known[:, 0]),
        vocabulary.contexts(),
        rows[:, 0],
        rows,
        distance,
    )


def _hints(keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """A bit for what each key begins with."""
    hints = np.zeros(1 << kernels.HINTS, np.uint8)
    hints[(keys >> np.uint64(64 - kernels.HINTS)).astype(np.int64)] = 1
    return np.packbits(hints, bitorder="little").view(np.uint64)


def _near(*arrays: NDArray[Any]) -> Iterator[NDArray[Any]]:
    """Copies on large pages, which are quicker to read here and there (a text in 0.96 of the time), not writable."""
    shapes = {str(i): (array.dtype.type, array.shape) for i, array in enumerate(arrays)}
    for array, near in zip(arrays, kernels.side_by_side(shapes).values(), strict=True):
        near[...] = array
        near.flags.writeable = False
        yield near


def _classes() -> NDArray[np.uint8]:
    """uint8[256]: what a byte does; every byte beyond ASCII belongs to a word until it is decoded."""
    classes = np.zeros(256, np.uint8)
    classes[128:] = WORD
    classes[list(_WORD)] = WORD
    classes[list(b'?!"')] = MARK
    classes[ord("#")], classes[ord("@")] = TAG, AT
    return classes


def _lower() -> NDArray[np.uint8]:
    lower = np.arange(256, dtype=np.uint8)
    lower[65:91] += 32
    return lower
