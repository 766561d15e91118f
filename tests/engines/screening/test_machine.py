"""The few instructions that numba has no words for do what plain Python does, and tokens are read by eights as byte by byte."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numba import njit

from ikrar.screening.kernels import COLUMNS, machine, octets, pages, shapes
from ikrar.screening.tables import _classes

CLASSES = _classes()


@njit
def summed(rows, where, span, out):
    machine.add_rows(rows, where, span, out)


@njit
def asked(array, at):
    machine.ask(array, at)
    return array[0]


@njit
def eight(data, at):
    return machine.eight(data, at)


@njit
def zeros_below(bits):
    return machine.zeros_below(bits)


@njit
def fold(a, b):
    return machine.fold(a, b)


@njit
def token(data, start, stop, as_written, salt=(shapes.SEED, shapes.MULT)):
    end, h, _ = octets.read_token(data, np.uint64(start), np.uint64(stop), as_written, salt)
    return end, h


@njit
def read(data, start, stop, as_written=False, salt=(shapes.SEED, shapes.MULT)):
    return octets.read_token(data, np.uint64(start), np.uint64(stop), as_written, salt)


@njit
def noted(ends, sort):
    feature, about = np.zeros(2, np.uint64), np.zeros(2, np.uint64)
    out = feature, about, np.zeros(4, np.int16)
    places = np.uint64(ends[0]), np.uint64(ends[1])
    after = pages.note(out, np.uint64(0), np.uint64(77), places, np.uint8(sort))
    return after, feature[0], pages.told_of(about[0])


@pytest.mark.parametrize(
    ("rows", "sums"), [(np.int16, np.int64), (np.int16, np.int32), (np.int32, np.int64)]
)
@pytest.mark.parametrize("span", [(0, 0), (0, 1), (3, 40), (7, 7), (0, 200)])
def test_rows_are_added_as_one_by_one(rows, sums, span):
    chance = np.random.default_rng(3)
    limits = np.iinfo(np.int16)
    table = chance.integers(limits.min, limits.max + 1, (50, COLUMNS)).astype(rows)
    where = chance.integers(0, 50, 200).astype(np.int32)
    out = chance.integers(-9, 9, (4, COLUMNS)).astype(sums)
    expected = out.copy()
    for j in range(*span):
        expected[2] += table[where[j]]
    summed(table, where, (np.int32(span[0]), np.int32(span[1])), out[2])
    assert (out == expected).all()


def test_the_largest_rows_do_not_overflow_where_sums_are_long():
    table = np.full((1, COLUMNS), 2**31 - 1, np.int32)
    out = np.zeros(COLUMNS, np.int64)
    summed(table, np.zeros(3000, np.int32), (0, 3000), out)
    assert (out == 3000 * (2**31 - 1)).all()


@pytest.mark.parametrize("at", range(9))
def test_eight_bytes_are_one_number_wherever_they_stand(at):
    data = np.arange(240, 257).astype(np.uint8)
    assert eight(data, at) == int.from_bytes(data[at : at + 8].tobytes(), "little")


def test_zeros_below_the_lowest_one():
    assert [int(zeros_below(np.uint64(1 << n | 1 << 63))) for n in range(64)] == [*range(64)]
    assert zeros_below(np.uint64(0)) == 64


@given(st.integers(0, 2**64 - 1), st.integers(0, 2**64 - 1))
@example(2**64 - 1, 2**64 - 1)
@settings(deadline=None)
def test_a_product_is_folded(a, b):
    assert int(fold(np.uint64(a), np.uint64(b))) == a * b >> 64 ^ a * b & 2**64 - 1


@pytest.mark.parametrize("at", [0, 5, 10**6, 2**40])
def test_to_ask_for_memory_changes_nothing_however_far_it_is(at):
    assert asked(np.arange(6), at) == 0


@pytest.mark.parametrize("ends", [(0, 0), (2, 5), (70_000, 70_001), (2**30 - 2, 2**30 - 1)])
@pytest.mark.parametrize("sort", [shapes.ITSELF, shapes.BESIDE, shapes.STYLE])
def test_what_is_told_of_a_feature_is_read_as_it_was_noted(ends, sort):
    assert noted(ends, sort) == (1, 77, (sort, *ends))


# ---------------------------------------------------------------- tokens


def array(raw):
    return np.frombuffer(raw, np.uint8).copy()


def ends_token(byte):
    return CLASSES[byte] in {shapes.SPACE, shapes.MARK, shapes.TAG}


def plain_end(data, start, stop):
    """Where the token ends that begins at `start`, byte by byte."""
    i = start + 1
    while i < stop and not ends_token(data[i]):
        i += 1
    return min(i, stop)


@pytest.mark.parametrize("place", range(1, 18))
def test_every_byte_ends_a_token_or_goes_on_with_it_as_its_class_says(place):
    for byte in range(256):
        data = np.full(24, ord("a"), np.uint8)
        data[place] = byte
        found = token(data, 0, 24, False)[0]
        assert found == (place if ends_token(byte) else 24), (byte, place)


@settings(deadline=None)  # the first one compiles
@given(st.binary(min_size=1, max_size=40), st.integers(0, 39), st.integers(1, 40))
@example(b"abcdefgh", 0, 8)
@example(b"abcdefghijklmnop ", 0, 17)
@example(b"#anies2024", 0, 10)
def test_a_token_ends_where_it_ends_byte_by_byte(raw, start, length):
    data = array(raw)
    start = min(start, len(data) - 1)
    stop = min(start + length, len(data))
    end = plain_end(data, start, stop)
    assert token(data, start, stop, True)[0] == end
    assert read(data, start, stop)[2] == any(byte > 127 for byte in data[start:end])


@pytest.mark.parametrize("size", range(1, 26))
def test_a_token_has_one_hash_wherever_it_stands_and_whatever_follows(size):
    word = bytes(ord("a") + i % 26 for i in range(size))
    alone = token(array(word), 0, size, False)
    for before in range(9):
        for after in (b"", b" ", b" x", b" terus saja dibaca", b"?" * 9):
            data = array(b"." * before + word + after)
            end, h = token(data, before, len(data), False)
            assert (end - before, h) == (size, alone[1])
        # the post ends here, though the next one goes on with letters
        data = array(b"." * before + word + b"zzzzzzzzzzzz")
        end, h = token(data, before, before + size, False)
        assert (end - before, h) == (size, alone[1])


def hash_of(word, *, as_written):
    data = array(word)
    return int(token(data, 0, len(data), as_written)[1])


def test_capitals_count_only_where_they_are_asked_for():
    for first in range(128):
        for word in (bytes([first]) + b"yo", b"abcdefgh" + bytes([first])):
            small = word.lower()
            if any(ends_token(byte) for byte in word):
                continue
            assert hash_of(word, as_written=False) == hash_of(small, as_written=False)
            same = hash_of(word, as_written=True) == hash_of(small, as_written=True)
            assert same == (word == small)
    assert hash_of("ÀB".encode(), as_written=False) != hash_of("àB".encode(), as_written=False)


def test_tokens_that_differ_have_hashes_that_differ():
    words = {bytes([a, b]) * n + tail for a in b"abcz09" for b in b"abcz09'" for n in range(1, 9)
             for tail in (b"", b"x", b"\xc3\xa9")}  # fmt: skip
    known = {word for word in words if not any(ends_token(byte) for byte in word)}
    assert len({hash_of(word, as_written=False) for word in known}) == len(known) > 500


def test_nobody_can_tell_which_tokens_share_a_hash():
    """Highest bits that differ come through a product alone, so the next eight bytes could undo what they did: where hashes
    only began with a number that nobody knows, these two were one token for half of all such numbers.
    """
    chance = np.random.default_rng(11)
    one, other = array(b"aaaaaaa0aaaaaaa0"), array(b"aaaaaaapaaaacaap")
    for salt in chance.integers(0, 2**64, (200, 2), np.uint64):
        (end, h), (stop, g) = (token(word, 0, 16, True, tuple(salt)) for word in (one, other))
        assert end == stop == 16
        assert h != g
