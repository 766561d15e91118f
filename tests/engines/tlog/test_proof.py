"""The C2SP tlog-proof text: written, read back, and refused in any other spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikrar.errors import InputError
from ikrar.tlog.proof import Proof
from tests.engines.tlog.samples import log

OWN = log(5).proof(2)
TEXT = OWN.format()
hashes = st.binary(min_size=32, max_size=32)


def test_it_looks_as_in_the_specification():
    first, index, *rest = TEXT.split("\n")
    assert (first, index) == ("c2sp.org/tlog-proof@v1", "index 2")
    assert [len(line) for line in rest[:3]] == [44, 44, 44]
    assert rest[3:5] == ["", "log.contoh.go.id/ikrar"]
    assert TEXT.endswith(OWN.checkpoint)


def test_the_example_of_the_specification_is_read():
    text = (
        "c2sp.org/tlog-proof@v1\n"
        "extra YWdlLXYxLjIuMS1kYXJ3aW4tYXJtNjQudGFyLmd6\n"
        "index 73894\n"
        "gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=\n"
        "B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=\n"
        "\n"
        "example.com/fancylog\n109482\nsFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=\n\n— a AAAA\n"
    )
    proof = Proof.parse(text)
    assert (proof.index, len(proof.hashes)) == (73_894, 2)
    assert proof.extra == b"age-v1.2.1-darwin-arm64.tar.gz"
    assert proof.checkpoint.startswith("example.com/fancylog\n109482\n")
    assert proof.format() == text


@given(
    st.integers(0, (1 << 63) - 1),
    st.lists(hashes, max_size=63),
    st.none() | st.binary(max_size=50),
)
def test_what_is_written_is_read_back(index, path, extra):
    proof = Proof(index, tuple(path), OWN.checkpoint, extra)
    assert Proof.parse(proof.format()) == proof


@given(st.integers(0, 10_000), st.characters())
def test_a_changed_character_is_another_proof_or_none(at, put):
    at %= len(TEXT)
    changed = TEXT[:at] + put + TEXT[at + 1 :]
    try:
        proof = Proof.parse(changed)
    except InputError:
        return
    assert proof.format() == changed
    assert proof != OWN or changed == TEXT


@pytest.mark.parametrize(
    "spoil",
    [
        lambda t: "",
        lambda t: t[1:],
        lambda t: t.replace("@v1", "@v2"),
        lambda t: t.replace("index 2", "index 02"),
        lambda t: t.replace("index 2", "index +2"),
        lambda t: t.replace("index 2", "index  2"),
        lambda t: t.replace("index 2", "index ٢"),
        lambda t: t.replace("index 2", "index -1"),
        lambda t: t.replace("index 2", "index " + "9" * 5000),
        lambda t: t.replace("index 2", "index 9223372036854775808"),
        lambda t: t.replace("index 2", "index 2\nindex 2"),
        lambda t: t.replace("index 2\n", ""),
        lambda t: t.replace("index 2", "index 2\nextra AAAA"),
        lambda t: t.replace("index 2", "extra\nindex 2"),
        lambda t: t.replace("index 2", "extra A\nindex 2"),
        lambda t: t.replace("index 2", "index 2\nAAAA"),
        lambda t: t.replace("index 2", "index 2" + ("\n" + "A" * 43 + "=") * 64),
        lambda t: t.replace("\n\n", "\n", 1),
        lambda t: t.replace("\n", "\r\n"),
        lambda t: t.split("\n\n")[0],
    ],
)
def test_other_spellings_are_refused(spoil):
    with pytest.raises(InputError, match="cannot be read"):
        Proof.parse(spoil(TEXT))
