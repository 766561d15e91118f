"""Boxes: who can open them, what moves, what length tells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikrar.errors import Error, InputError, NotAllowed, VerificationError
from ikrar.sealing import boxes, keys, shares

KEY = bytes(range(32))


def test_a_data_key_opens_for_each_holder_and_nobody_else():
    ani, citra, dodi = (keys.make_pair() for _ in range(3))
    data_key = boxes.new_key()
    for pair in (ani, citra):
        assert boxes.open_key(boxes.seal_key(data_key, pair.public), pair.private) == data_key
    with pytest.raises(NotAllowed, match="sealed to another"):
        boxes.open_key(boxes.seal_key(data_key, ani.public), dodi.private)


@given(st.binary(max_size=5000))
def test_what_is_sealed_comes_back(text):
    sealed = boxes.seal(KEY, text, about=b"report:1:text")
    assert boxes.unseal(KEY, sealed, about=b"report:1:text") == text


@given(st.binary(min_size=8, max_size=300))
def test_what_is_sealed_does_not_show(text):
    assert text not in boxes.seal(KEY, text, about=b"x")


def test_a_ciphertext_cannot_be_moved_to_another_row():
    sealed = boxes.seal(KEY, b"isi", about=b"report:1:text")
    with pytest.raises(VerificationError, match="another row"):
        boxes.unseal(KEY, sealed, about=b"report:2:text")
    with pytest.raises(VerificationError):
        boxes.unseal(bytes(32), sealed, about=b"report:1:text")


def test_every_changed_byte_is_noticed():
    sealed = boxes.seal(KEY, b"isi", about=b"x")
    for at in range(len(sealed)):
        changed = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        with pytest.raises((InputError, VerificationError)):
            boxes.unseal(KEY, changed, about=b"x")


@given(st.binary(max_size=400))
def test_no_bytes_open_by_chance(data):
    with pytest.raises(Error):
        boxes.unseal(KEY, data, about=b"x")
    with pytest.raises(NotAllowed):
        boxes.open_key(data, KEY)


def test_texts_of_like_length_look_alike():
    lengths = {len(boxes.seal(KEY, b"a" * n, about=b"x")) for n in range(250)}
    assert len(lengths) == 1
    assert len({boxes.padded_length(n) for n in range(1, 100_000)}) < 100


@given(st.integers(1, 1 << 40))
def test_padding_costs_at_most_an_eighth(length):
    padded = boxes.padded_length(length)
    assert length <= padded <= max(256, length * 1.125)
    assert boxes.padded_length(padded) == padded


@given(st.binary(min_size=1, max_size=64))
def test_two_shares_are_the_secret_and_one_is_noise(secret):
    first, second = shares.split(secret)
    assert shares.join(first, second) == shares.join(second, first) == secret
    assert shares.split(bytes(32))[0] != shares.split(bytes(32))[0]


def test_shares_that_do_not_belong_together():
    with pytest.raises(InputError, match="lengths differ"):
        shares.join(b"ab", b"abc")
    with pytest.raises(InputError):
        shares.join(b"", b"")
