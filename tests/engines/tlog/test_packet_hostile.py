"""Packets made to harm or mislead: every changed byte is noticed, and odd ZIPs are refused in plain words."""

import io
import stat
import struct
import tracemalloc
import zipfile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ikrar.errors import InputError, VerificationError
from ikrar.tlog.packet import EVIDENCE, Part, archive
from tests.engines.tlog.packet_samples import FILES, GOOD, MANIFEST, MEMBERS, check, pack, packet

REFUSED = (InputError, VerificationError)


def by_another_program(*members, method=zipfile.ZIP_DEFLATED, comment=b""):
    """A ZIP as Python's own module writes it; a member may be a ZipInfo in place of a name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, content in members:
            made.writestr(name, content)
        made.comment = comment
    return out.getvalue()


@pytest.mark.parametrize("bit", [1, 0x80])
def test_every_flipped_byte_is_noticed(bit):
    for at in range(len(GOOD)):
        changed = bytearray(GOOD)
        changed[at] ^= bit
        with pytest.raises(REFUSED):
            check(bytes(changed))


def test_every_cut_is_noticed():
    for end in range(len(GOOD)):
        with pytest.raises(InputError, match="cut on its way"):
            check(GOOD[:end])


places = st.integers(0, len(GOOD))


@given(places, places, st.binary(max_size=40) | places.map(lambda at: GOOD[at : at + 300]))
@example(0, 0, b"#!/bin/sh\n")
@example(len(GOOD), len(GOOD), b"\0")
@example(0, 0, GOOD)
@example(len(GOOD), len(GOOD), GOOD)
def test_no_cut_and_no_addition_is_harmless(start, end, put):
    changed = GOOD[: min(start, end)] + put + GOOD[max(start, end) :]
    if changed != GOOD:
        with pytest.raises(REFUSED):
            check(changed)


@given(st.binary(max_size=300), st.booleans())
def test_anything_else_is_refused_and_breaks_nothing(data, begins_like_a_zip):
    with pytest.raises(InputError):
        check(archive.START + data if begins_like_a_zip else data)


allowed = st.sampled_from(["surat/001.pdf", "bukti/001.png", "bukti/998.bin", "INDEKS.txt"])


@given(st.lists(st.tuples(allowed, st.binary(max_size=50)), max_size=4))
def test_files_in_front_of_a_signed_manifest_are_the_signed_ones_or_refused(members):
    with pytest.raises(REFUSED):
        check(pack([*members, *MEMBERS[4:]]))


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "C:\\Windows\\x.exe",
        "bukti\\001.png",
        "bukti/../001.png",
        "bukti/001.png/",
        "bukti/",
        "bukti/0001.png",
        "bukti/001.PNG",
        "bukti/001",
        "bukti/001.p",
        "bukti/٠٠١.png",
        "bukti/001.png\0.exe",
        "bukti/001.png\n",
        "bukti/\u202egnp.100",
        "BUKTI/001.png",
        "lain/001.png",
        "manifest.json ",
        "indeks.txt",
        "",
        "a" * 200,
        "a" * 65_000,
    ],
)
def test_names_that_ikrar_never_gives_are_refused_unread(name):
    raw = name.encode()
    data = archive._local("x")[:26] + struct.pack("<HH", len(raw), 0) + raw + bytes(200)
    with pytest.raises(InputError, match=r"a name that Ikrar gives no file.*do not unpack it"):
        check(data)


def test_two_files_of_one_name_are_refused():
    with pytest.raises(InputError, match=r"two files named 'bukti/001\.png'"):
        check(pack([*MEMBERS[:2], *MEMBERS[1:]]))
    with pytest.raises(InputError, match=r"two files named 'manifest\.json'"):
        check(pack([*MEMBERS, MEMBERS[4]]))


def test_a_bomb_is_never_unpacked():
    bomb = by_another_program(("surat/001.pdf", bytes(50_000_000)))
    assert len(bomb) < 60_000
    tracemalloc.start()
    with pytest.raises(InputError, match="another program changed it or packed it again"):
        check(bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_000_000


def test_a_packet_that_was_packed_again_is_told_so():
    for method in (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED):
        with pytest.raises(InputError, match="or packed it again"):
            check(by_another_program(*MEMBERS, method=method))


def test_a_link_among_the_files_is_refused():
    """What a member is stands in the list at the end alone, so that list is judged too."""
    at = GOOD.rindex(b"bukti/001.png") - 8
    mode = (stat.S_IFLNK | 0o777) << 16
    linked = GOOD[:at] + mode.to_bytes(4, "little") + GOOD[at + 4 :]
    with zipfile.ZipFile(io.BytesIO(linked)) as read:
        assert stat.S_ISLNK(read.getinfo("bukti/001.png").external_attr >> 16)
    with pytest.raises(InputError, match=r"The list at the end.*link"):
        check(linked)


SECOND, LIST = GOOD.index(archive.START, 1), GOOD.index(b"PK\1\2")
OTHER = pack([(name, content + b".") for name, content in MEMBERS])
ENDS = {
    "before": (b"MZ" + GOOD, "something stands before its beginning"),
    "after": (GOOD + b"\0", "Something follows after the end"),
    "another packet after": (GOOD + packet(), "Something follows after the end"),
    "between": (GOOD[:SECOND] + b"PK\6\x08" + GOOD[SECOND:], "stands between the files"),
    "comment": (GOOD[:-2] + b"\2\0hi", "The list at the end"),
    "only an end": (by_another_program(), "ends too early"),
    "no zip": (b"%PDF-1.7 " + bytes(100), "This is not a ZIP"),
    "empty": (b"", "ends too early"),
    "list alone": (GOOD[LIST:], "something stands before"),
    "list of others": (GOOD[:LIST] + OTHER[OTHER.index(b"PK\1\2") :], "The list at the end"),
}


@pytest.mark.parametrize("kind", ENDS)
def test_what_stands_around_the_files_is_looked_at(kind):
    data, words = ENDS[kind]
    with pytest.raises(InputError, match=words):
        check(data)


def test_counts_and_sizes_have_limits(monkeypatch):
    crowd = [(f"{folder}/{n:03d}.bin", b"") for folder in ("surat", "bukti") for n in range(1000)]
    with pytest.raises(InputError, match="more than 1002 files"):
        check(pack(crowd))
    with pytest.raises(InputError, match=r"manifest\.json is too large"):
        check(pack([*FILES, ("manifest.json", bytes(4_000_001)), MEMBERS[5]]))
    monkeypatch.setattr(archive, "MAX_MEMBER", 1_700)
    with pytest.raises(InputError, match="larger than 4 GB"):
        packet([Part(EVIDENCE, "Rekaman", "video/mp4", [bytes(1_701)])])
    large = pack([("bukti/001.bin", bytes(1_700)), *MEMBERS])
    monkeypatch.setattr(archive, "MAX_MEMBER", 1_600)
    with pytest.raises(InputError, match="larger than 4 GB"):
        check(large)


def frames(*sizes, last=archive._LAST_FRAME):
    """A member whose content is cut into blocks as no writer of ours cuts it."""
    content = b"".join(archive._frame(size) + bytes(size) for size in sizes)
    return archive._local("bukti/001.bin") + content + last + bytes(100)


@pytest.mark.parametrize(
    "data",
    [
        frames(5, 5),
        frames(0),
        frames(65_535, 5, 65_535),
        frames(last=b"\1\5\0\xfa\xff" + bytes(5)),
        frames(last=b"\2\0\0\xff\xff"),
        frames(last=b"\0\5\0\0\0"),
        frames(last=b"\xff\0\0\xff\xff"),
    ],
)
def test_one_content_has_one_spelling(data):
    with pytest.raises(InputError, match="not written as Ikrar writes one"):
        check(data)


@pytest.mark.parametrize("far", [0, 100, 1_000, len(GOOD) - 500])
def test_offsets_beyond_4_gib_stand_in_zip64_fields(monkeypatch, far):
    """With a lower limit, so that no test writes 4 GiB: the fields are the same."""
    monkeypatch.setattr(archive, "_FAR", far)
    data = packet()
    assert len(data) > len(GOOD)
    assert check(data).files[0].path == "surat/001.pdf"
    with pytest.raises(REFUSED):
        check(GOOD)
    for at in range(data.index(b"PK\1\2"), len(data)):
        changed = bytearray(data)
        changed[at] ^= 4
        with pytest.raises(REFUSED):
            check(bytes(changed))
    with zipfile.ZipFile(io.BytesIO(data)) as read:
        assert read.testzip() is None
        assert read.read("manifest.json") == MANIFEST
