"""Sealed files: any size, any cut, constant memory."""

import hashlib
import io
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikrar.errors import VerificationError
from ikrar.sealing.streams import PIECE, StreamSealer, open_stream

KEY = bytes(range(32))


def sealed(*parts: bytes) -> bytes:
    sealer = StreamSealer(KEY)
    return b"".join([*(sealer.push(part) for part in parts), sealer.finish()])


def opened(data: bytes, key: bytes = KEY) -> bytes:
    return b"".join(open_stream(key, io.BytesIO(data).read))


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 5])
def test_a_file_of_any_size_comes_back(size):
    data = bytes(i * 7 % 251 for i in range(size))
    assert opened(sealed(data)) == data


@given(st.lists(st.binary(max_size=3000), max_size=60))
def test_how_it_arrives_does_not_matter(parts):
    assert opened(sealed(*parts)) == b"".join(parts)


def test_a_cut_file_is_told_and_never_taken_for_whole():
    data = sealed(b"x" * (2 * PIECE + 9))
    for cut in (0, 5, 24, 24 + PIECE, 24 + PIECE + 17, 24 + 2 * (PIECE + 17), len(data) - 1):
        with pytest.raises(VerificationError):
            opened(data[:cut])


def test_pieces_cannot_be_changed_swapped_repeated_or_added():
    data = sealed(b"a" * PIECE, b"b" * PIECE, b"c")
    head, step = 24, PIECE + 17
    one, two, rest = (
        data[head : head + step],
        data[head + step : head + 2 * step],
        data[head + 2 * step :],
    )
    for wrong in (
        data[:head] + two + one + rest,
        data[:head] + one + one + two + rest,
        data + rest,
        data + b"\0",
        data[: head + 3] + bytes([data[head + 3] ^ 1]) + data[head + 4 :],
    ):
        with pytest.raises(VerificationError, match="changed"):
            opened(wrong)
    with pytest.raises(VerificationError):
        opened(data, key=bytes(32))


def test_a_large_file_needs_no_more_memory_than_a_small_one():
    piece = b"z" * (1 << 20)
    tracemalloc.start()
    sealer = StreamSealer(KEY)
    for _ in range(64):
        sealer.push(piece)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8 << 20


def test_it_hashes_what_came_and_what_it_gave():
    sealer = StreamSealer(KEY)
    given = sealer.push(b"satu") + sealer.push(b"dua" * PIECE) + sealer.finish()
    assert sealer.size == 4 + 3 * PIECE
    assert sealer.sha256 == hashlib.sha256(b"satu" + b"dua" * PIECE).hexdigest()
    assert sealer.digest == hashlib.sha256(given).hexdigest()
