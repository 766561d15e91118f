"""Signed notes: the vectors of the C2SP specification, and strictness on every line."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikrar.errors import InputError, VerificationError
from ikrar.tlog import note
from ikrar.tlog.note import Signature, SignerKey, VerifierKey
from tests.engines.tlog.samples import SIGNER, STRANGER, token

SPEC_VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
SPEC_NOTE = (
    "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONn"
    "cAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
SPEC_POEM = (
    "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n"
    "— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU"
    "0xMcXxj99ihAQwaqP3ZekRwNtIc=\n"
)
KEY = SIGNER.verifier
NOTE = note.sign("Satu.\n\nDua.\n", SIGNER)


def test_the_example_of_the_specification():
    key = VerifierKey.parse(SPEC_VKEY)
    assert key.name == "example.com/foo"
    assert key.key_id.hex() == "530d903a"
    assert note.open_note(SPEC_NOTE, [key]) == "This is an example message.\n"


def test_the_poem_of_the_specification_is_split_at_its_last_empty_line():
    text, [signature] = note.split(SPEC_POEM)
    assert text.endswith("di sole:\n\ned è subito sera.\n")
    assert (signature.name, len(signature.value)) == ("quasimodo.example/salvatore", 64)


texts = st.text(st.characters(exclude_categories=["Cs"], min_codepoint=32) | st.just("\n"))


@given(texts)
def test_what_is_signed_opens_with_the_key(text):
    signed = note.sign(text + "\n", SIGNER, STRANGER)
    assert note.open_note(signed, [KEY]) == text + "\n"
    assert note.open_note(signed, [STRANGER.verifier, KEY]) == text + "\n"


@given(st.integers(0, 10_000), st.characters())
def test_a_changed_character_is_refused(at, put):
    at %= len(NOTE)
    changed = NOTE[:at] + put + NOTE[at + 1 :]
    if changed != NOTE:
        with pytest.raises((InputError, VerificationError)):
            note.open_note(changed, [KEY])


@given(st.text() | texts.map(lambda text: text + "\n\n— a b\n"))
def test_any_text_is_read_back_or_refused(text):
    try:
        body, signatures = note.split(text)
    except InputError:
        return
    assert body + "\n" + "".join(signature.format() for signature in signatures) == text


@pytest.mark.parametrize(
    "spoil",
    [
        lambda n: n[:-1],
        lambda n: n + "\n",
        lambda n: n.replace("\n\n—", "\n—"),
        lambda n: n.replace("—", "-"),
        lambda n: n.replace("— ", ""),
        lambda n: n.replace("— ", "—  "),
        lambda n: n.replace("— ", "—\u00a0"),
        lambda n: n.replace("— ", "\u2013 "),
        lambda n: n[:-1] + " \n",
        lambda n: n[:-1] + "=\n",
        lambda n: n.replace("\n", "\r\n"),
        lambda n: n.replace("Satu", "Sa\ttu"),
        lambda n: n.replace("Satu", "Sa\0tu"),
        lambda n: n.replace("Satu", "Sa\x1btu"),
        lambda n: n.replace("Satu", "Sa\ud800tu"),
        lambda n: n.replace("log.contoh", "log contoh"),
        lambda n: n.replace("log.contoh", "log+contoh"),
        lambda n: n.replace("— log.contoh.go.id/ikrar", "— "),
        lambda n: n + "— x AAAA\n",
        lambda n: "Satu.\n\n",
        lambda n: "",
        lambda n: "\n",
        lambda n: "x" * 1_000_001,
        lambda n: n + n.split("\n\n")[-1] * 100,
    ],
)
def test_a_note_written_otherwise_is_refused(spoil):
    spoiled = spoil(NOTE)
    assert spoiled != NOTE
    with pytest.raises(InputError):
        note.open_note(spoiled, [KEY])


def test_a_hundred_signatures_are_read():
    unknown = Signature("example.com/other", b"\0\0\0\1", bytes(64)).format()
    assert note.open_note(NOTE + unknown * 99, [KEY])
    with pytest.raises(InputError, match="101 signatures"):
        note.open_note(NOTE + unknown * 100, [KEY])


def test_base64_with_other_last_bits_is_refused():
    line = NOTE.split(" ")[-1].strip()
    assert line.endswith("=")
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    other = line[:-2] + alphabet[alphabet.index(line[-2]) ^ 1] + "="
    assert base64.b64decode(other) == base64.b64decode(line)
    with pytest.raises(InputError, match="cannot be read"):
        note.open_note(NOTE.replace(line, other), [KEY])


def test_signatures_of_unknown_keys_are_ignored_even_under_a_known_name_or_id():
    same_name = Signature(KEY.name, b"\0\0\0\1", b"whatever").format()
    same_id = Signature("example.com/other", KEY.key_id, b"whatever").format()
    assert note.open_note(NOTE + same_name + same_id, [KEY])
    with pytest.raises(VerificationError, match="not signed by any key that you trust"):
        note.open_note("Satu.\n\n" + same_name + same_id, [KEY])


@pytest.mark.parametrize("value", [bytes(64), bytes(63), bytes(65), b"x"])
def test_a_bad_signature_of_a_known_key_spoils_the_note(value):
    forged = Signature(KEY.name, KEY.key_id, value).format()
    for keys in ([KEY], [KEY, STRANGER.verifier]):
        with pytest.raises(VerificationError, match="does not fit"):
            note.open_note(note.sign("Satu.\n", STRANGER) + forged, keys)
        with pytest.raises(VerificationError, match="does not fit"):
            note.open_note(NOTE + forged, keys)


def test_no_key_opens_nothing():
    with pytest.raises(VerificationError, match="You trust: no key"):
        note.open_note(NOTE, [])


@pytest.mark.parametrize("text", ["", "no line break", "a\rb\n", "a\x00\n", "\ud800\n"])
def test_text_that_no_note_can_hold_is_not_signed(text):
    with pytest.raises(InputError):
        note.sign(text, SIGNER)


@given(st.integers(0, 10_000), st.characters())
def test_a_verifier_key_has_one_spelling(at, put):
    text = KEY.format()
    assert VerifierKey.parse(text) == KEY
    at %= len(text)
    changed = text[:at] + put + text[at + 1 :]
    if changed != text:
        with pytest.raises(InputError):
            VerifierKey.parse(changed)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "+",
        "a+b",
        SPEC_VKEY + "\n",
        " " + SPEC_VKEY,
        SPEC_VKEY.replace("foo", "f\ud800o"),
        SPEC_VKEY.replace("530d903a", "530D903A"),
        SPEC_VKEY.replace("530d903a", "530d903b"),
        SPEC_VKEY.replace("example.com/foo", "example.com/bar"),
        SPEC_VKEY.replace("+Aek", "+Bek"),
        SPEC_VKEY[:-4],
        SIGNER.serialise(),
    ],
)
def test_other_verifier_keys_are_refused(text):
    with pytest.raises(InputError):
        VerifierKey.parse(text)


def test_a_signer_key_is_kept_and_read_back():
    key = SignerKey.generate("log.contoh.go.id")
    text = key.serialise()
    assert text.startswith("PRIVATE+KEY+log.contoh.go.id+")
    assert SignerKey.load(text) == key
    assert SignerKey.generate("log.contoh.go.id") != key


@given(st.integers(0, 10_000), st.characters())
def test_a_damaged_signer_key_is_refused_without_repeating_it(at, put):
    text = SIGNER.serialise()
    at %= len(text)
    changed = text[:at] + put + text[at + 1 :]
    if changed != text:
        with pytest.raises(InputError) as caught:
            SignerKey.load(changed)
        assert text[-20:-5] not in str(caught.value)


def test_a_secret_does_not_show_itself():
    assert "seed" not in repr(SIGNER)
    assert base64.b64encode(SIGNER.seed).decode()[:20] not in repr(SIGNER)


@pytest.mark.parametrize("name", ["", "\ud800", "a b", "a+b", "a\u3000b", "a\nb", "a\tb"])
def test_names_with_spaces_or_plus_are_refused(name):
    with pytest.raises(InputError):
        SignerKey(name, token("seed"))
    with pytest.raises(InputError):
        VerifierKey(name, token("key"))


def test_keys_of_another_length_are_refused():
    with pytest.raises(InputError):
        SignerKey("a", bytes(31))
    with pytest.raises(InputError):
        VerifierKey("a", bytes(33))


def test_a_note_of_a_million_bytes_is_read_and_one_byte_more_is_not():
    room = note.MAX_BYTES - len(note.sign("\n", SIGNER).encode())
    largest = note.sign("x" * room + "\n", SIGNER)
    assert len(note.open_note(largest, [KEY])) == room + 1
    with pytest.raises(InputError, match="1,000,000 is the limit"):
        note.open_note("x" + largest, [KEY])
    with pytest.raises(InputError, match="1,000,000 is the limit"):
        note.sign("x" * note.MAX_BYTES + "\n", SIGNER)
