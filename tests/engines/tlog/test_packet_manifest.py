"""The manifest of a packet: one spelling, and nothing in it that could not be shown safely."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikrar.errors import InputError
from ikrar.tlog.packet import Heading, Manifest, PackedFile, names
from tests.engines.tlog.packet_samples import HEADING, MANIFEST, SALT, record
from tests.engines.tlog.samples import canonical, edited

FILES = json.loads(MANIFEST)["files"]
COMMITTED = "sha256:" + "0" * 64
RECORDED = Manifest(HEADING, Manifest.parse(MANIFEST).files, record(COMMITTED)).encode()
LOG = json.loads(RECORDED)["log"]


def file(number=0, **changes):
    """The list of files with one of them changed."""
    return [*FILES[:number], {**FILES[number], **changes}, *FILES[number + 1 :]]


def test_it_is_plain_json_that_anyone_can_read():
    value = json.loads(MANIFEST)
    assert (value["format"], value["kind"], value["log"]) == ("ikrar-packet/v1", "referral", None)
    assert value["made_on"] == "2024-01-31"
    assert set(value["files"][0]) == {"path", "sha256", "size", "media_type", "what"}
    assert Manifest.parse(RECORDED).record == record(COMMITTED)


SPOILT = {
    "nothing": b"",
    "no object": b"[]",
    "bundle": b'{"format":"ikrar-bundle/v1"}',
    "newer": edited(MANIFEST, format="ikrar-packet/v2"),
    "other kind": edited(MANIFEST, kind="signature"),
    "more": edited(MANIFEST, note="x"),
    "less": canonical({key: value for key, value in json.loads(MANIFEST).items() if key != "log"}),
    "spaces": json.dumps(json.loads(MANIFEST), sort_keys=True).encode(),
    "line after": MANIFEST + b"\n",
    "mark before": b"\xef\xbb\xbf" + MANIFEST,
    "key twice": MANIFEST.replace(b'"kind":', b'"kind":"referral","kind":'),
    "deep": b"[" * 100_000,
    "id": edited(MANIFEST, id="7"),
    "day": edited(MANIFEST, made_on="2024-02-30"),
    "day odd": edited(MANIFEST, made_on="20240131"),
    "day number": edited(MANIFEST, made_on=20240131),
    "agency": edited(MANIFEST, agency=""),
    "agency lines": edited(MANIFEST, agency="Inspektorat\nKepada: lain"),
    "addressee reversed": edited(MANIFEST, addressee="Badan \u202eotnoC"),
    "addressee spaces": edited(MANIFEST, addressee=" Badan"),
    "addressee none": edited(MANIFEST, addressee=None),
    "route": edited(MANIFEST, route="Jalur baru"),
    "files none": edited(MANIFEST, files=None),
    "files empty": edited(MANIFEST, files=[]),
    "list alone": edited(MANIFEST, files=FILES[3:]),
    "no list": edited(MANIFEST, files=FILES[:3]),
    "gap": edited(MANIFEST, files=[*FILES[:1], *FILES[2:]]),
    "twice": edited(MANIFEST, files=[*FILES[:1], *FILES]),
    "file odd": edited(MANIFEST, files=["surat/001.pdf", FILES[3]]),
    "file more": edited(MANIFEST, files=file(note="x")),
    "path": edited(MANIFEST, files=file(path="../001.pdf")),
    "path number": edited(MANIFEST, files=file(path="surat/002.pdf")),
    "path kind": edited(MANIFEST, files=file(path="surat/001.exe")),
    "path folder": edited(MANIFEST, files=file(path="manifest.json")),
    "path number type": edited(MANIFEST, files=file(path=1)),
    "list elsewhere": edited(MANIFEST, files=file(3, path="indeks.txt")),
    "size": edited(MANIFEST, files=file(size=-1)),
    "size true": edited(MANIFEST, files=file(size=True)),
    "size text": edited(MANIFEST, files=file(size="14")),
    "size broken": MANIFEST.replace(b'"size":14', b'"size":14.0'),
    "hash": edited(MANIFEST, files=file(sha256="0" * 64)),
    "hash large": edited(MANIFEST, files=file(sha256=FILES[0]["sha256"].upper())),
    "media type": edited(MANIFEST, files=file(media_type="image/png; x")),
    "what": edited(MANIFEST, files=file(what="\x1b[2J")),
    "what long": edited(MANIFEST, files=file(what="a" * 201)),
    "log odd": edited(MANIFEST, log=[]),
    "log more": edited(RECORDED, log={"x": 1}),
    "log salt": edited(RECORDED, log={"salt": SALT.hex().upper()}),
    "log salt cut": edited(RECORDED, log={"salt": "00"}),
    "log proof": edited(RECORDED, log={"proof": LOG["proof"][1:]}),
    "log proof none": edited(RECORDED, log={"proof": None}),
    "log entry odd": edited(RECORDED, log={"entry": "x"}),
    "log entry more": edited(RECORDED, log={"entry": {**LOG["entry"], "case": 7}}),
    "log entry other": edited(RECORDED, log={"entry": {**LOG["entry"], "kind": "signature"}}),
    "log entry open": edited(RECORDED, log={"entry": {**LOG["entry"], "packet": "x"}}),
    "log entry undated": edited(RECORDED, log={"entry": {**LOG["entry"], "at": "kemarin"}}),
}


@pytest.mark.parametrize("kind", SPOILT)
def test_what_no_packet_holds_is_refused(kind):
    assert SPOILT[kind] not in {MANIFEST, RECORDED}
    with pytest.raises(InputError) as refused:
        Manifest.parse(SPOILT[kind])
    assert len(str(refused.value)) > 30


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=20)
    | st.just("sha256:" + "0" * 64),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*LOG, *FILES[0]]), inner)
    ),
    max_leaves=8,
)
spots = st.sampled_from(
    [
        *((key,) for key in json.loads(RECORDED)),
        *(("files", number, key) for number in range(4) for key in FILES[0]),
        *(("log", key) for key in LOG),
        *(("log", "entry", key) for key in LOG["entry"]),
    ]
)


@given(spots, json_values)
def test_any_value_anywhere_is_read_back_or_refused(spot, put):
    value = json.loads(RECORDED)
    inner = value
    for step in spot[:-1]:
        inner = inner[step]
    inner[spot[-1]] = put
    data = canonical(value)
    try:
        manifest = Manifest.parse(data)
    except InputError:
        return
    assert manifest.encode() == data


@given(st.integers(0, len(RECORDED) - 1), st.binary(max_size=6))
def test_any_bytes_anywhere_are_read_back_or_refused(at, put):
    data = RECORDED[:at] + put + RECORDED[at + len(put) :]
    try:
        manifest = Manifest.parse(data)
    except InputError:
        return
    assert manifest.encode() == data


lines = st.text(st.characters(categories=["L", "M", "N", "P", "S"]), min_size=1, max_size=30)
listed = st.lists(
    st.tuples(
        st.sampled_from([names.LETTER, names.EVIDENCE]),
        st.sampled_from(["application/pdf", "image/svg+xml", "text/plain"]),
        lines,
    ),
    min_size=1,
    max_size=5,
)


@given(listed, lines, lines, st.dates())
def test_what_is_written_is_read_back(files, agency, addressee, day):
    namer = names.Namer()
    packed = [
        PackedFile(namer.name(folder, media_type), COMMITTED, 0, media_type, what)
        for folder, media_type, what in files
    ]
    packed.append(PackedFile(names.INDEX, COMMITTED, 1, "text/plain", "Daftar isi"))
    manifest = Manifest(Heading(HEADING.id, day, agency, addressee, "kasn"), tuple(packed))
    assert Manifest.parse(manifest.encode()) == manifest
    assert all(names.is_allowed(file.path) for file in packed)
