"""The proof of a refused gift: what it proves, and that no change of it is taken for the same."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ikrar
from ikrar.errors import Error, InputError, VerificationError
from ikrar.tlog import entry, refusal
from ikrar.tlog.verify import Policy
from tests.engines.tlog import samples
from tests.engines.tlog.samples import VKEY, edited

SALT = samples.token("salt", "refusal")
SHOWN = {
    "agency": "Kementerian Contoh", "name": "Ani Contoh", "unit": "Biro Contoh", "tie": "peserta",
    "person": entry.commit(samples.token("person", 1), {"nip": "0" * 18}), "on": "2024-02-01",
}  # fmt: skip


def leaf(**changes) -> bytes:
    own = {"ref": "a" * 32, "at": "2024-02-01T03:00:00Z", "who": entry.commit(SALT, SHOWN)}
    return entry.encode({"kind": "refusal", **own, **changes})


def made(data: bytes | None = None) -> bytes:
    data = leaf() if data is None else data
    log = samples.log(4).append(data)
    return refusal.make(leaf=data, disclosure=SHOWN, salt=SALT, proof=log.proof(4))


GOOD = made()


def check(data: bytes, keys=(VKEY,)):
    return refusal.verify_refusal(data, keys=keys)


def test_it_proves_who_refused_when_and_that_the_log_holds_it():
    proved = check(GOOD)
    assert (proved.name, proved.unit, proved.agency) == (
        "Ani Contoh",
        "Biro Contoh",
        SHOWN["agency"],
    )
    assert (proved.on, proved.tie) == (date(2024, 2, 1), "peserta")
    assert (proved.index, proved.size, proved.origin) == (4, 5, samples.ORIGIN)


def test_a_path_is_told_apart_from_a_pledge(tmp_path):
    path = tmp_path / "bukti.json"
    path.write_bytes(GOOD)
    assert ikrar.verify(path, keys=[VKEY]) == check(GOOD)
    assert ikrar.verify(str(path), keys=[VKEY], policy=Policy()) == check(GOOD)
    with pytest.raises(InputError, match="policy"):
        ikrar.verify(path, keys=[VKEY], policy=Policy(campaign="x"))
    assert refusal.is_refusal(GOOD)
    assert not refusal.is_refusal(samples.log().bundle(1))
    with pytest.raises(InputError):
        check(samples.log().bundle(1))
    with pytest.raises(InputError):
        ikrar.verify(GOOD, keys=[VKEY])  # bytes are those of a pledge


def test_only_a_key_from_outside_proves_anything():
    with pytest.raises(InputError, match="No key"):
        check(GOOD, keys=())
    with pytest.raises(VerificationError):
        check(GOOD, keys=[samples.STRANGER.verifier.format()])


@pytest.mark.parametrize("name", ["agency", "name", "unit", "tie", "on", "person"])
def test_nothing_shown_can_be_changed(name):
    other = {"on": "2024-02-02", "person": "sha256:" + "0" * 64}.get(name, "Orang Lain")
    with pytest.raises(VerificationError, match="were logged"):
        check(edited(GOOD, disclosure={name: other}))


@pytest.mark.parametrize("changes", [
    {"entry": {"at": "2024-02-01T03:00:01Z"}}, {"entry": {"ref": "b" * 32}},
    {"salt": "0" * 64}, {"entry": {"who": "sha256:" + "0" * 64}},
])  # fmt: skip
def test_nothing_logged_can_be_changed(changes):
    with pytest.raises(VerificationError):
        check(edited(GOOD, **changes))


def test_other_entries_prove_no_refusal():
    for data in (leaf(kind="signature"), leaf(more=1)):
        with pytest.raises(VerificationError):
            check(made(data))
    with pytest.raises(InputError, match="commits to"):
        made(leaf(who="sha256:" + "0" * 64))


@pytest.mark.parametrize("changes", [
    {"format": "ikrar-refusal/v2"}, {"more": 1}, {"salt": "ab"}, {"proof": 1}, {"salt": "G" * 64},
    {"disclosure": {"more": "x"}}, {"disclosure": {"on": "2024-02-30"}}, {"disclosure": {"name": 1}},
    {"disclosure": {"on": "1 Feb 2024"}}, {"entry": {"kind": "Refusal"}}, {"disclosure": {"person": "x"}},
])  # fmt: skip
def test_another_shape_is_not_read(changes):
    with pytest.raises(InputError):
        refusal.read(edited(GOOD, **changes))


def test_another_spelling_is_not_read():
    for other in (
        GOOD + b"\n",
        b" " + GOOD,
        GOOD.replace(b'":', b'": ', 1),
        b"",
        b"{}",
        b"x" * 300_000,
    ):
        with pytest.raises(InputError):
            refusal.read(other)


@given(st.integers(0, len(GOOD) - 1), st.integers(0, 255))
def test_no_single_byte_can_be_changed(place, byte):
    if GOOD[place] == byte:
        return
    spoiled = GOOD[:place] + bytes([byte]) + GOOD[place + 1 :]
    with pytest.raises(Error):
        check(spoiled)


@given(st.binary(max_size=200))
def test_whatever_comes_is_refused_in_words(data):
    with pytest.raises(Error):
        check(data)
