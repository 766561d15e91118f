"""Key pairs and wrapped keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikrar.errors import InputError, NotAllowed
from ikrar.sealing import keys

CHEAP = keys.Cost(passes=1, memory=8192)
PHRASE = "empat kata tanpa kalimat"


def test_a_wrapped_key_opens_with_its_passphrase_alone():
    pair = keys.make_pair()
    wrapped = keys.wrap(pair.private, PHRASE, cost=CHEAP)
    assert keys.unwrap(wrapped, PHRASE) == pair.private
    with pytest.raises(NotAllowed, match="passphrase does not open"):
        keys.unwrap(wrapped, PHRASE + " ")
    assert pair.private not in wrapped
    assert keys.pair_of(pair.private) == pair


def test_two_wraps_of_one_key_have_nothing_in_common():
    pair = keys.make_pair()
    one, two = (keys.wrap(pair.private, PHRASE, cost=CHEAP) for _ in range(2))
    assert one[13:] != two[13:]


def test_the_normal_cost_is_in_the_class_of_the_peers():
    assert keys.NORMAL.memory >= 128 << 20
    pair = keys.make_pair()
    assert keys.unwrap(keys.wrap(pair.private, PHRASE), PHRASE) == pair.private


def test_a_short_passphrase_is_refused():
    with pytest.raises(InputError, match="at least 12 characters"):
        keys.wrap(keys.make_pair().private, "sebelas-hrf", cost=CHEAP)


def test_the_private_half_never_shows():
    pair = keys.make_pair()
    assert pair.private.hex() not in repr(pair)
    assert repr(pair.private) not in repr(pair)


@given(st.binary(max_size=200))
def test_no_bytes_open_by_chance(data):
    with pytest.raises((InputError, NotAllowed)):
        keys.unwrap(data, PHRASE)


def test_a_forged_header_cannot_ask_for_all_memory():
    wrapped = keys.wrap(keys.make_pair().private, PHRASE, cost=CHEAP)
    greedy = wrapped[:5] + (1 << 40).to_bytes(8) + wrapped[13:]
    with pytest.raises(InputError, match="more work"):
        keys.unwrap(greedy, PHRASE)


def test_every_changed_byte_is_noticed():
    wrapped = keys.wrap(keys.make_pair().private, PHRASE, cost=CHEAP)
    for at in range(13, len(wrapped)):
        changed = wrapped[:at] + bytes([wrapped[at] ^ 1]) + wrapped[at + 1 :]
        with pytest.raises(NotAllowed):
            keys.unwrap(changed, PHRASE)


def test_a_fingerprint_can_be_read_aloud():
    pair = keys.pair_of(bytes(range(32)))
    said = keys.fingerprint(pair.public)
    assert [len(group) for group in said.split()] == [4] * 6
    assert said == keys.fingerprint(pair.public) != keys.fingerprint(pair.private)
