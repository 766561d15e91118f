"""Numbers that stand for authors and posts: keyed BLAKE2b, 64 bits, useless without the salt of the installation.

An author is its platform id or, where there is none, its name as shown. A post is its platform id; a row of a table, whose
ids may only count, is its id and text; all else is author, time and text, so that the same words by the same author in
the same minute are one post.
"""

import re
from collections.abc import Sequence
from hashlib import blake2b
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

UNKNOWN: Final = 0
_MARKS: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_SIZE: Final = 8


def _number(data: bytes, salt: bytes, person: bytes) -> bytes:
    found = blake2b(data, digest_size=_SIZE, key=salt, person=person).digest()
    return found if any(found) else b"\1" * _SIZE  # nought stays free for "unknown"


def authors(names: pa.Array, salt: bytes) -> NDArray[np.uint64]:
    """A number for each name, 0 for none. Each different name is hashed once."""
    coded = names.dictionary_encode()
    known = [_author(name, salt) for name in coded.dictionary.to_pylist()]
    numbers = np.array(known, np.uint64) if known else np.zeros(0, np.uint64)
    found: NDArray[np.uint64] = numbers[coded.indices.to_numpy()]
    return found


def _author(name: str, salt: bytes) -> int:
    shown = " ".join(_MARKS.sub("", name).split()).removeprefix("~").strip()
    return int.from_bytes(_number(shown.encode(), salt, b"author"), "little") if shown else UNKNOWN


def posts(
    ids: Sequence[str],
    texts: pa.Array,
    by: NDArray[np.uint64],
    at: NDArray[np.int64],
    *,
    salt: bytes,
    is_table: bool,
) -> NDArray[np.uint64]:
    """A number for each post; `texts` as they are kept."""
    written = texts.cast(pa.large_binary()).to_pylist()
    moments = np.stack([by.view(np.int64), at], axis=1).tobytes()
    numbers = b"".join(
        _number(
            key.encode("utf-8", "surrogatepass") + b"\0" + (text if is_table else b"")
            if key
            else moments[16 * n : 16 * n + 16] + text,
            salt,
            b"id" if key else b"post",
        )
        for n, (key, text) in enumerate(zip(ids, written, strict=True))
    )
    return np.frombuffer(numbers, "<u8").astype(np.uint64)
