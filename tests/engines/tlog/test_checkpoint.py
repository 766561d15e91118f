"""Checkpoints: three lines, one spelling, and the log's own key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikrar.errors import InputError, VerificationError
from ikrar.tlog import checkpoint, note
from ikrar.tlog.checkpoint import Checkpoint
from tests.engines.tlog.samples import ORIGIN, SIGNER, STRANGER, token

SPEC = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1"
    "gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
)
OWN = Checkpoint(ORIGIN, 7, token("root"))


def test_the_example_of_the_specification():
    text, [signature] = note.split(SPEC)
    found = Checkpoint.parse(text)
    assert (found.origin, found.size) == ("example.com/behind-the-sofa", 20_852_163)
    assert found.root.hex().startswith("0ac5186a91863e8e")
    assert found.format() == text
    assert signature.name == found.origin


lines = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1)


@given(lines, st.integers(0, (1 << 63) - 1), st.binary(min_size=32, max_size=32), st.lists(lines))
def test_what_is_written_is_read_back(origin, size, root, extensions):
    own = Checkpoint(origin, size, root, tuple(extensions))
    assert Checkpoint.parse(own.format()) == own


@given(st.integers(0, 10_000), st.characters())
def test_a_changed_character_is_another_checkpoint_or_none(at, put):
    text = OWN.format()
    at %= len(text)
    changed = text[:at] + put + text[at + 1 :]
    try:
        found = Checkpoint.parse(changed)
    except InputError:
        return
    assert found.format() == changed
    assert found != OWN or changed == text


ROOT = OWN.format().split("\n")[2]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        f"a\n7\n{ROOT}",
        f"a\n007\n{ROOT}\n",
        f"a\n+7\n{ROOT}\n",
        f"a\n-7\n{ROOT}\n",
        f"a\n 7\n{ROOT}\n",
        f"a\n7 \n{ROOT}\n",
        f"a\n7_0\n{ROOT}\n",
        f"a\n٧\n{ROOT}\n",
        f"a\n\n{ROOT}\n",
        f"a\n9223372036854775808\n{ROOT}\n",
        f"a\n{'9' * 5000}\n{ROOT}\n",
        f"\n7\n{ROOT}\n",
        f"a\n7\n{ROOT}\n\n",
        f"a\n7\n{ROOT}\nextension",
        f"a\n7\n{ROOT}\n\nextension\n",
        f"a\n7\n{ROOT[:-1]}\n",
        f"a\n7\n{ROOT} \n",
        f"a\n7\n{ROOT[:-4]}\n",
        "a\n7\nAAAA\n",
        "a\n7\n\n",
        f"a\n7\n{ROOT.replace('=', '')}\n",
        f"a\n7\n{ROOT}\r\n",
    ],
)
def test_other_spellings_are_refused(text):
    with pytest.raises(InputError):
        Checkpoint.parse(text)


def test_the_logs_own_key_opens_it():
    signed = checkpoint.sign(OWN, SIGNER)
    assert checkpoint.open_checkpoint(signed, [SIGNER.verifier]) == OWN


def test_another_key_of_the_same_name_does_not():
    with pytest.raises(VerificationError, match="not signed by any key that you trust"):
        checkpoint.open_checkpoint(checkpoint.sign(OWN, SIGNER), [STRANGER.verifier])


def test_a_trusted_key_of_another_log_cannot_speak_for_this_one():
    other = note.SignerKey("other.contoh.go.id", token("other"))
    signed = note.sign(OWN.format(), other)
    with pytest.raises(VerificationError, match="not signed by any key that you trust"):
        checkpoint.open_checkpoint(signed, [SIGNER.verifier, other.verifier])
    with pytest.raises(VerificationError, match=r"your keys are for other\.contoh"):
        checkpoint.open_checkpoint(signed, [other.verifier])
    with pytest.raises(InputError, match="must be the same"):
        checkpoint.sign(OWN, other)


def test_without_keys_nothing_opens():
    with pytest.raises(VerificationError, match="You trust: no key"):
        checkpoint.open_checkpoint(checkpoint.sign(OWN, SIGNER), [])


@pytest.mark.parametrize(
    "bad",
    [
        ("", 1, bytes(32)),
        ("a\nb", 1, bytes(32)),
        ("a", -1, bytes(32)),
        ("a", 1 << 63, bytes(32)),
        ("a", 1, bytes(31)),
        ("a", 1, bytes(32), ("",)),
    ],
)
def test_checkpoints_that_cannot_be_are_refused(bad):
    with pytest.raises(InputError):
        Checkpoint(*bad)
