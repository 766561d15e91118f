"""Verifying a bundle: what holds, and each kind of tampering by the message it is refused with."""

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ikrar
from ikrar.errors import InputError, VerificationError
from ikrar.tlog import bundle, canonical, entry, note
from ikrar.tlog.proof import Proof
from ikrar.tlog.verify import Policy, verify
from tests.engines.tlog.samples import (
    ORIGIN,
    SIGNER,
    STRANGER,
    TEXT,
    VKEY,
    TinyLog,
    disclosure,
    edited,
    log,
    signature,
    token,
)

LOG = log()
INDEX = 13
GOOD = LOG.bundle(INDEX)
ELSEWHERE = note.SignerKey("other.contoh.go.id", token("elsewhere"))


def check(data, **options):
    return verify(data, keys=[VKEY], **options)


def test_a_good_bundle_says_who_accepted_what_and_when():
    found = check(GOOD)
    assert (found.origin, found.index, found.size) == (ORIGIN, INDEX, 21)
    assert (found.name, found.unit) == ("Ani Contoh 13", "Biro Contoh")
    assert found.agency == "Kementerian Contoh"
    assert found.at == datetime(2023, 10, 4, 2, 30, tzinfo=UTC)
    assert found.title == TEXT["title"]
    assert list(found.statements) == TEXT["statements"]
    assert found.text == entry.text_hash(TEXT)
    assert found.accepted == (1, 2, 3, 4)
    assert (found.how, found.witnessed, found.supersedes) == ("link", False, None)
    assert (found.campaign, found.ref) == ("pemilu-2024", signature(INDEX)["ref"])


def test_bytes_bundle_and_path_are_the_same(tmp_path):
    path = tmp_path / bundle.FILE_NAME
    path.write_bytes(GOOD)
    assert ikrar.verify is verify
    assert check(GOOD) == check(bundle.read(GOOD)) == check(path) == check(str(path))
    with pytest.raises(InputError, match="cannot be read"):
        check(tmp_path / "missing")


@pytest.mark.parametrize("size", [1, 2, 3, 8, 20])
def test_every_entry_of_a_log_of_any_size_verifies(size):
    small = log(size)
    for index in range(size):
        assert check(small.bundle(index)).index == index


def one_entry(**changes):
    """A log that really holds this odd entry, as a log gone wrong would."""
    odd = TinyLog().append(canonical.write(signature(**changes)), LOG.leaves[0])
    return edited(LOG.bundle(0), entry=changes, proof=odd.proof(0).format())


def proof(**changes):
    """The good bundle with parts of its proof exchanged."""
    own = bundle.read(GOOD).proof
    parts = {"index": own.index, "hashes": own.hashes, "checkpoint": own.checkpoint}
    return edited(GOOD, proof=Proof(**{**parts, **changes}).format())


def relabelled(checkpoint):
    """Change the root and keep the signature."""
    lines = checkpoint.split("\n")
    lines[2] = base64.b64encode(token("another root")).decode()
    return "\n".join(lines)


def forged_log():
    """The whole log made again by someone without its key."""
    other = TinyLog().append(*LOG.leaves)
    own = Proof(INDEX, bundle.read(GOOD).proof.hashes, other.checkpoint(signer=STRANGER))
    return edited(GOOD, proof=own.format())


STATEMENTS = ["Netral.", "Boleh memihak.", "Bijak bermedia.", "Menolak pemberian."]
HASHES = bundle.read(GOOD).proof.hashes
CHECKPOINT = bundle.read(GOOD).proof.checkpoint

TAMPERING = {
    "name": (edited(GOOD, disclosure={"name": "Budi Contoh"}), "The name, unit or agency"),
    "unit": (edited(GOOD, disclosure={"unit": "Biro Lain"}), "The name, unit or agency"),
    "agency": (edited(GOOD, disclosure={"agency": "Badan Lain"}), "The name, unit or agency"),
    "person": (edited(GOOD, disclosure=disclosure(99)), "The name, unit or agency"),
    "salt": (edited(GOOD, salt=token("x").hex()), "or the salt was changed"),
    "salt cut": (edited(GOOD, salt="00"), "'salt' must be 64 small hex digits"),
    "salt is no text": (edited(GOOD, salt=7), "'salt' must be 64 small hex digits"),
    "statement": (edited(GOOD, text={"statements": STATEMENTS}), "not the text that was signed"),
    "closing": (edited(GOOD, text={"closing": ""}), "not the text that was signed"),
    "text odd": (edited(GOOD, text={"statements": []}), "'text' is not a pledge text"),
    "disclosure odd": (edited(GOOD, disclosure={"name": 1}), "'disclosure' must name"),
    "person odd": (edited(GOOD, disclosure={"person": "0"}), "'disclosure' must name"),
    "disclosure more": (edited(GOOD, disclosure={"nip": "1"}), "'disclosure' must name"),
    "acceptance struck out": (edited(GOOD, entry={"accepted": [1, 2, 3]}), "does not lead from"),
    "acceptance missing": (one_entry(accepted=[1, 2, 4]), "missing: 3"),
    "acceptances missing": (one_entry(accepted=[]), "missing: 1, 2, 3, 4"),
    "acceptance twice": (one_entry(accepted=[1, 2, 3, 4, 4]), "that the pledge does not have"),
    "acceptance of a fifth": (one_entry(accepted=[1, 2, 3, 4, 5]), "the pledge does not have"),
    "time": (edited(GOOD, entry={"at": "2022-10-04T02:30:00Z"}), "does not lead from"),
    "time odd": (edited(GOOD, entry={"at": "yesterday"}), "not written like"),
    "how": (edited(GOOD, entry={"how": "login"}), "does not lead from"),
    "how odd": (one_entry(how="telepathy"), "holds what none can hold"),
    "how a list": (one_entry(how=["link"]), "holds what none can hold"),
    "kiosk without witness": (one_entry(how="kiosk"), "holds what none can hold"),
    "witness without kiosk": (one_entry(witness="sha256:" + "0" * 64), "holds what none can"),
    "supersedes odd": (one_entry(supersedes="x"), "holds what none can hold"),
    "accepted true": (one_entry(accepted=[True, 2, 3, 4]), "holds what none can hold"),
    "accepted odd": (one_entry(accepted="1234"), "holds what none can hold"),
    "who odd": (one_entry(who=None), "holds what none can hold"),
    "field added": (one_entry(vote="none"), r"fields that this Ikrar knows \(vote\)"),
    "kind": (one_entry(kind="campaign"), "kind 'campaign', not a pledge signature"),
    "kind relabelled": (edited(GOOD, entry={"kind": "erasure"}), "not a pledge signature"),
    "index in the log": (proof(index=12), "does not lead from"),
    "index, other length": (proof(index=20), "has 5 hashes where entry 20 of 21 needs 2"),
    "index too large": (proof(index=21), "has only 21 entries"),
    "proof cut": (proof(hashes=HASHES[:-1]), "has 4 hashes where entry 13 of 21 needs 5"),
    "proof lengthened": (proof(hashes=[*HASHES, bytes(32)]), "has 6 hashes"),
    "proof emptied": (proof(hashes=()), "has 0 hashes"),
    "proof hash": (proof(hashes=[bytes(32), *HASHES[1:]]), "does not lead from"),
    "proof unreadable": (edited(GOOD, proof="x"), "proof inside cannot be read"),
    "proof no text": (edited(GOOD, proof=None), "'proof' must be text"),
    "later checkpoint": (proof(checkpoint=log(22).checkpoint()), "does not lead from"),
    "earlier checkpoint": (proof(checkpoint=log(14).checkpoint()), "has 5 hashes where"),
    "checkpoint before it": (proof(checkpoint=log(5).checkpoint()), "has only 5 entries"),
    "root": (proof(checkpoint=relabelled(CHECKPOINT)), "does not fit: the signed text was changed"),
    "signed by another key": (forged_log(), "not signed by any key that you trust"),
    "another log": (
        proof(checkpoint=LOG.checkpoint(signer=ELSEWHERE)),
        r"from the log other\.contoh\.go\.id, and your keys are for log\.contoh",
    ),
    "no checkpoint": (proof(checkpoint=""), "not a signed note"),
    "no signature": (proof(checkpoint=note.split(CHECKPOINT)[0]), "not a signed note"),
    "another person's entry": (
        edited(GOOD, entry=signature(5), proof=LOG.proof(5).format()),
        "The log entry is of someone else",
    ),
    "saved again": (json.dumps(json.loads(GOOD), indent=1).encode(), "not in canonical form"),
    "line break added": (GOOD + b"\n", "not in canonical form"),
    "part added": (edited(GOOD, key=VKEY), "exactly the parts"),
    "part missing": (canonical.write({"format": bundle.FORMAT}), "exactly the parts"),
    "other version": (edited(GOOD, format="ikrar-bundle/v2"), "not a proof bundle of this version"),
    "a list": (b"[]", "not a proof bundle of this version"),
    "key twice": (b'{"format":"x",' + GOOD[1:], "same key twice"),
    "cut": (GOOD[:700], "not JSON that Ikrar can read"),
    "empty": (b"", "not JSON that Ikrar can read"),
    "PDF": (b"%PDF-1.7", "This is a PDF"),
    "huge": (b" " * 262_145, "at most 262,144 bytes"),
    "entry huge": (edited(GOOD, entry={"note": "x" * 66_000}), "at most 65,535 bytes"),
    "entry no entry": (edited(GOOD, entry=None), "named fields"),
}


@pytest.mark.parametrize("case", TAMPERING)
def test_tampering_is_refused_by_name(case):
    data, message = TAMPERING[case]
    with pytest.raises((VerificationError, InputError), match=message) as caught:
        check(data)
    assert str(caught.value).endswith((".", "itself."))


def test_an_unknown_key_an_empty_list_and_a_mistyped_key():
    with pytest.raises(VerificationError, match="not signed by any key that you trust"):
        verify(GOOD, keys=[STRANGER.verifier.format()])
    with pytest.raises(VerificationError, match=r"your keys are for other\.contoh\.go\.id"):
        verify(GOOD, keys=[ELSEWHERE.verifier.format()])
    with pytest.raises(InputError, match="inside the file would prove nothing"):
        verify(GOOD, keys=[])
    with pytest.raises(InputError, match="not a verifier key"):
        verify(GOOD, keys=[VKEY[:-4]])


def test_an_old_and_a_new_key_may_be_trusted_together():
    keys = [STRANGER.verifier.format(), ELSEWHERE.verifier.format(), VKEY]
    assert verify(GOOD, keys=keys).index == INDEX


def test_a_failure_is_not_remembered_as_a_success_nor_the_other_way():
    for _ in range(2):
        check(GOOD)
        with pytest.raises(VerificationError):
            verify(GOOD, keys=[STRANGER.verifier.format()])


def refused_or_identical(data):
    try:
        check(data)
    except (InputError, VerificationError):
        return
    assert data == GOOD


def test_every_single_flipped_bit_is_refused():
    for at in range(len(GOOD)):
        for bit in range(8):
            changed = bytearray(GOOD)
            changed[at] ^= 1 << bit
            refused_or_identical(bytes(changed))


def test_every_cut_is_refused():
    for at in range(len(GOOD)):
        refused_or_identical(GOOD[:at])


@given(st.integers(0, len(GOOD)), st.integers(0, 40), st.binary(max_size=40))
def test_any_replaced_piece_is_refused(at, length, piece):
    refused_or_identical(GOOD[:at] + piece + GOOD[at + length :])


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)
PLACES = [
    *((key,) for key in json.loads(GOOD)),
    *(("entry", key) for key in json.loads(GOOD)["entry"]),
    *(("disclosure", key) for key in json.loads(GOOD)["disclosure"]),
    *(("text", key) for key in json.loads(GOOD)["text"]),
]


@given(st.sampled_from(PLACES), json_values)
def test_any_other_value_in_any_place_is_refused(place, put):
    value = json.loads(GOOD)
    target = value
    for key in place[:-1]:
        target = target[key]
    target[place[-1]] = put
    refused_or_identical(json.dumps(value, sort_keys=True, separators=(",", ":")).encode())


@given(st.text(), st.text())
def test_names_in_any_script_travel_whole(name, unit):
    person, salt = disclosure(0, name=name, unit=unit), token("salt")
    try:
        fields = signature(who=entry.commit(salt, person))
    except InputError:  # half a surrogate pair
        return
    one = TinyLog().append(entry.encode(fields))
    data = bundle.make(
        leaf=one.leaves[0], disclosure=person, salt=salt, text=TEXT, proof=one.proof(0)
    )
    assert (check(data).name, check(data).unit) == (name, unit)


def test_a_bundle_is_not_made_of_parts_that_do_not_belong_together():
    parts = {
        "leaf": LOG.leaves[3],
        "disclosure": disclosure(3),
        "salt": token("salt", 3),
        "text": TEXT,
        "proof": LOG.proof(3),
    }
    assert bundle.make(**parts) == LOG.bundle(3)
    for wrong in ({"disclosure": disclosure(4)}, {"salt": bytes(32)}):
        with pytest.raises(InputError, match="person and salt"):
            bundle.make(**{**parts, **wrong})
    with pytest.raises(InputError, match="text is not the one"):
        bundle.make(**{**parts, "text": {**TEXT, "title": "Lain"}})


def test_a_witnessed_kiosk_signature_that_replaces_another():
    old, new = signature(0), signature(1)
    new |= {"how": "kiosk", "witness": entry.commit(token("w"), {"nip": "0"})}
    new["supersedes"] = old["ref"]
    small = TinyLog().append(entry.encode(old), entry.encode(new))
    found = check(small.bundle(1))
    assert found.witnessed
    assert found.supersedes == old["ref"]


AT = datetime(2023, 10, 4, 2, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "policy",
    [
        Policy(),
        Policy(origin=ORIGIN, campaign="pemilu-2024", text=entry.text_hash(TEXT)),
        Policy(name="  ANI contoh  13 ", agency="kementerian CONTOH"),
        Policy(not_before=AT, not_after=AT),
    ],
)
def test_a_policy_that_is_met(policy):
    assert check(GOOD, policy=policy).index == INDEX


@pytest.mark.parametrize(
    ("policy", "message"),
    [
        (Policy(origin="other"), "another log"),
        (Policy(campaign=""), "another campaign"),
        (Policy(campaign="pilkada-2024"), "another campaign"),
        (Policy(text="sha256:" + "0" * 64), "another pledge text"),
        (Policy(name="Ani Contoh"), "another name: 'Ani Contoh 13' instead of 'Ani Contoh'"),
        (Policy(name=""), "another name"),
        (Policy(agency="Badan Contoh"), "another agency"),
        (Policy(not_before=AT + timedelta(seconds=1)), "before"),
        (Policy(not_after=AT - timedelta(seconds=1)), "after"),
    ],
)
def test_a_policy_that_is_not_met(policy, message):
    with pytest.raises(VerificationError, match=message):
        check(GOOD, policy=policy)


def test_a_policy_without_a_time_zone_is_refused():
    with pytest.raises(InputError, match="time zone"):
        check(GOOD, policy=Policy(not_before=datetime(2023, 1, 1)))


def test_an_added_unknown_signature_changes_nothing_that_is_proved():
    """The one change that is allowed by design: witnesses may sign the same checkpoint too."""
    witness = note.Signature("witness.contoh.id", b"\0\0\0\1", bytes(72)).format()
    assert check(proof(checkpoint=CHECKPOINT + witness)) == check(GOOD)
    assert SIGNER.name in CHECKPOINT
