"""MP4 and its kin, HEIC and AVIF: nothing moves, and what told of the person behind the camera is zero."""

import struct

import pytest

from ikrar.evidence import heic, mp4
from ikrar.evidence.outcome import NotCleanable, Reason, Trace
from tests.engines.evidence import samples
from tests.engines.evidence.samples import box, numbers


def refused(cleaner, data: bytes) -> Reason:
    with pytest.raises(NotCleanable) as caught:
        cleaner(data)
    return caught.value.reason


def test_a_film_keeps_its_length_and_every_place():
    told = samples.film()
    clean = mp4.clean(told)
    assert len(clean.data) == len(told)
    assert clean.data.find(samples.CONTENT) == told.find(samples.CONTENT)
    assert clean.data.count(b"trak") == 1
    assert clean.removed == {Trace.PROPERTIES, Trace.TIMES, Trace.TRACKS, Trace.OTHER}


def test_moments_are_zero_and_lengths_stay():
    clean = mp4.clean(samples.film()).data
    at = clean.find(b"mvhd") + 8
    assert clean[at : at + 20] == bytes(16) + numbers(1)
    at = clean.find(b"mdhd") + 8
    assert clean[at : at + 16] == numbers(0, 0, 1, 1)


def test_positions_are_wiped_with_their_track():
    """The samples of the second track stand in `mdat` behind the picture."""
    clean = mp4.clean(samples.film()).data
    at = clean.find(samples.CONTENT) + len(samples.CONTENT)
    assert clean[at : at + len(samples.SECRET)] == bytes(len(samples.SECRET))


def test_long_boxes_and_long_places():
    told = samples.film()
    place = told.find(samples.CONTENT) + len(samples.CONTENT)
    short = box(b"stco", numbers(0, 1, place))
    long = box(b"co64", numbers(0, 1), struct.pack(">Q", place))
    assert told.count(short) == 1
    grown = bytearray(told.replace(short, long))
    for kind in (b"moov", b"trak", b"mdia", b"minf", b"stbl"):
        at = grown.rfind(kind) - 4
        grown[at : at + 4] = numbers(int.from_bytes(grown[at : at + 4]) + 4)
    assert samples.SECRET not in mp4.clean(bytes(grown)).data
    data = b"\0\0\0\1mdat" + struct.pack(">Q", 16 + 9) + b"\0" * 9
    assert mp4.clean(samples.film() + data).data.endswith(data)


@pytest.mark.parametrize("tail", [b"x", b"SEFT", b"\xff" * 40, bytes(3)])
def test_what_is_no_box_after_the_film_is_cut_off(tail):
    clean = mp4.clean(samples.film(tail=tail))
    assert clean.data == mp4.clean(samples.film()).data
    assert Trace.APPENDED in clean.removed


def test_fragments():
    fragment = box(b"moof", box(b"mfhd", numbers(0, 1)), box(b"traf", box(b"tfhd", numbers(0, 1))))
    only = samples.film().replace(b"meta\0\0\0\0", b"soun\0\0\0\0", 1)
    kept = mp4.clean(only + fragment)
    assert kept.data.endswith(fragment)
    assert Trace.TRACKS not in kept.removed
    assert refused(mp4.clean, samples.film() + fragment) is Reason.NO_CLEANER


@pytest.mark.parametrize(
    "data",
    [
        b"",
        box(b"ftyp", b"isom"),
        box(b"ftyp", b"isom") + box(b"moov") + box(b"mdat"),
        samples.film()[:-1],
        samples.film().replace(b"mdat", b"mdax"),
        samples.film().replace(b"stsz", b"stzz"),
        samples.film().replace(b"stco", b"stcx"),
        samples.film().replace(b"mdia", b"mdix"),
        samples.film().replace(numbers(2, 5, 6), numbers(9, 5, 6)),
        samples.film().replace(numbers(2, 5, 6), numbers(2, 5, 9999)),
        samples.film().replace(numbers(1, 1, 2, 1), numbers(1, 0, 2, 1)),
        samples.film().replace(numbers(1, 1, 2, 1), numbers(1, 9, 2, 1)),
    ],
)
def test_a_film_that_does_not_add_up(data):
    assert refused(mp4.clean, data) is Reason.DAMAGED


def test_a_track_of_too_many_samples():
    same = samples.film().replace(numbers(0, 2, 5, 6), numbers(5, 2, 5, 6))
    assert samples.SECRET[10:] in mp4.clean(same).data  # five and five of eleven bytes
    many = same.replace(numbers(1, 1, 2, 1), numbers(1, 1, 0xFFFFFFFF, 1))
    assert refused(mp4.clean, many) is Reason.TOO_COMPLEX


def test_a_photograph_keeps_its_length_and_every_place():
    told = samples.heic()
    clean = heic.clean(told)
    assert len(clean.data) == len(told)
    assert clean.data.find(samples.CONTENT) == told.find(samples.CONTENT)
    assert clean.data.count(b"iloc") == clean.data.count(b"ispe") == 1
    assert clean.removed == {Trace.EXIF, Trace.XMP, Trace.PROPERTIES}


def test_items_whose_place_cannot_be_told_are_not_cleaned():
    assert refused(heic.clean, samples.heic(exif_length=0)) is Reason.NO_CLEANER
    assert refused(heic.clean, samples.heic(method=2)) is Reason.NO_CLEANER
    assert refused(heic.clean, samples.heic(exif_length=9_999)) is Reason.DAMAGED
    assert refused(heic.clean, samples.heic() + box(b"moov")) is Reason.NO_CLEANER
    older = samples.heic().replace(b"infe\2", b"infe\1")
    assert refused(heic.clean, older) is Reason.NO_CLEANER


@pytest.mark.parametrize(
    "data",
    [
        b"",
        box(b"ftyp", b"heic"),
        box(b"ftyp", b"heic") + box(b"meta", bytes(4)),
        samples.heic()[:-1],
        samples.heic().replace(b"iloc", b"ilox"),
        samples.heic().replace(b"\x44\0\0\3", b"\x44\0\xff\xff"),
    ],
)
def test_a_photograph_that_does_not_add_up(data):
    assert refused(heic.clean, data) is Reason.DAMAGED
