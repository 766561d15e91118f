"""Entries: one spelling only, and commitments that do not fit anything else."""

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikrar.errors import InputError
from ikrar.tlog import canonical, entry
from tests.engines.tlog.samples import TEXT, disclosure, signature, token

keys = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)


@given(values)
def test_what_is_written_is_read_back(value):
    data = canonical.encode(value)
    assert canonical.decode(data) == value
    assert data.isascii()


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_bytes_that_are_accepted_are_the_only_spelling(data):
    try:
        value = canonical.decode(data)
    except InputError:
        return
    assert canonical.encode(value) == data


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_a_changed_byte_is_another_entry_or_none(at, change):
    data = entry.encode(signature())
    changed = bytearray(data)
    changed[at % len(data)] ^= change
    try:
        fields = entry.decode(bytes(changed))
    except InputError:
        return
    assert fields != entry.decode(data)
    assert entry.encode(fields) == changed


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b'{"b":1,"a":1}', "not in canonical form"),
        (b'{"a": 1}', "not in canonical form"),
        (b'{"a":1}\n', "not in canonical form"),
        (b'{"a":"\\u0041"}', "not in canonical form"),
        (b'{"a":"\\u00E9"}', "not in canonical form"),
        (b'{"a":-0}', "not in canonical form"),
        (b'{"a":1,"a":1}', "same key twice"),
        (b'{"a":1.0}', "not a whole number"),
        (b'{"a":1e3}', "not a whole number"),
        (b'{"a":NaN}', "not a whole number"),
        (b'{"a":-Infinity}', "not a whole number"),
        (b'{"a":"\\ud800"}', "not JSON"),
        ('{"a":"é"}'.encode(), "not JSON"),
        (b"\xef\xbb\xbf{}", "not JSON"),
        (b"", "not JSON"),
        (b"[" * 60_000, "not JSON"),
        (b"9" * 5000, "not JSON"),
    ],
)
def test_another_spelling_is_refused(data, message):
    with pytest.raises(InputError, match=message):
        canonical.decode(data)


@pytest.mark.parametrize("value", [1.5, {1: "a"}, (1, 2), {"a": {1}}, "\ud800", float("nan"), b"a"])
def test_values_without_a_spelling_are_refused(value):
    with pytest.raises(InputError):
        canonical.encode(value)


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "Signature"},
        {"kind": None},
        {"kind": ""},
        {"ref": "0" * 31},
        {"ref": "A" * 32},
        {"ref": "٣" * 32},
        {"ref": None},
        {"at": "2023-10-04T02:30:00+00:00"},
        {"at": "2023-10-04 02:30:00Z"},
        {"at": "2023-02-30T02:30:00Z"},
        {"at": "2023-10-04T24:30:00Z"},
        {"at": 1696386600},
        {"note": "x" * 66_000},
    ],
)
def test_an_entry_without_its_parts_is_refused_both_ways(change):
    fields = signature(**change)
    with pytest.raises(InputError):
        entry.encode(fields)
    with pytest.raises(InputError):
        entry.decode(canonical.write(fields))


@pytest.mark.parametrize("value", [None, [], "a", 1])
def test_an_entry_is_a_set_of_fields(value):
    with pytest.raises(InputError):
        entry.encode(value)
    with pytest.raises(InputError):
        entry.decode(canonical.encode(value))


def test_the_largest_entry_fits_and_one_byte_more_does_not():
    room = entry.MAX_BYTES - len(entry.encode(signature(note="")))
    assert len(entry.encode(signature(note="x" * room))) == 65_535
    with pytest.raises(InputError, match="at most 65,535 bytes"):
        entry.encode(signature(note="x" * (room + 1)))


def test_a_commitment_is_the_hash_that_the_format_says():
    salt, person = token("salt"), disclosure()
    spelled = json.dumps(person, sort_keys=True, separators=(",", ":")).encode()
    expected = hashlib.sha256(b"ikrar/who/v1\0" + salt + spelled).hexdigest()
    assert entry.commit(salt, person) == f"sha256:{expected}"


@given(
    st.dictionaries(keys, st.text(st.characters(exclude_categories=["Cs"]))),
    st.binary(min_size=32, max_size=32),
)
def test_a_commitment_depends_on_salt_and_content(person, salt):
    commitment = entry.commit(salt, person)
    assert commitment == entry.commit(salt, dict(reversed(person.items())))
    assert commitment != entry.commit(bytes([salt[0] ^ 1]) + salt[1:], person)
    assert commitment != entry.commit(salt, {**person, "more": "x" + person.get("more", "")})


@pytest.mark.parametrize("length", [0, 16, 31, 33])
def test_a_salt_has_32_bytes(length):
    with pytest.raises(InputError, match="32 bytes"):
        entry.commit(bytes(length), disclosure())


@pytest.mark.parametrize("part", TEXT)
def test_a_text_hash_depends_on_every_part(part):
    changed = {**TEXT, part: ["lain"] if part == "statements" else "lain"}
    assert entry.text_hash(changed) != entry.text_hash(TEXT)


@pytest.mark.parametrize(
    "text",
    [
        {**TEXT, "more": ""},
        {key: part for key, part in TEXT.items() if key != "closing"},
        {**TEXT, "statements": []},
        {**TEXT, "statements": "Netral."},
        {**TEXT, "statements": [1]},
        {**TEXT, "title": None},
        [],
    ],
)
def test_what_is_not_a_text_has_no_hash(text):
    with pytest.raises(InputError, match="pledge text has exactly"):
        entry.text_hash(text)
