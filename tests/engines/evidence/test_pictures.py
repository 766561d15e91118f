"""JPEG, PNG, WebP and GIF: segment by segment, and nothing but segments."""

import pytest

from ikrar.evidence import gif, jpeg, png, riff
from ikrar.evidence.outcome import NotCleanable, Reason, Trace
from tests.engines.evidence import samples
from tests.engines.evidence.samples import segment


def refused(cleaner, data: bytes) -> Reason:
    with pytest.raises(NotCleanable) as caught:
        cleaner(data)
    return caught.value.reason


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("orientation", range(10))
def test_a_photograph_stays_turned_as_it_was(order, orientation):
    clean = jpeg.clean(samples.jpeg(segment(0xE1, samples.exif(orientation, order))))
    left = b"Exif\0\0MM\0*\0\0\0\x08\0\1\x01\x12\0\3\0\0\0\1\0%c\0\0\0\0\0\0" % orientation
    expected = segment(0xE1, left) if 2 <= orientation <= 8 else b""
    assert clean.data == samples.jpeg(expected)
    assert clean.removed == {Trace.EXIF}
    assert jpeg.clean(clean.data).removed == frozenset()


@pytest.mark.parametrize(
    "spoilt",
    [
        b"",
        b"MM\0*\0\0\0\x08\xff\xff",
        b"II*\0\xff\xff\xff\xff\1\0",
        b"MM\0*\0\0\0\x08\0\1\x01\x12",
    ],
)
def test_an_exif_block_that_cannot_be_read_goes(spoilt):
    assert jpeg.clean(samples.jpeg(segment(0xE1, b"Exif\0\0" + spoilt))).data == samples.jpeg()


def test_a_bare_jpeg_stays_as_it_is():
    clean = jpeg.clean(samples.jpeg())
    assert (clean.data, clean.removed, clean.pixels) == (samples.jpeg(), frozenset(), 1)


def test_what_a_jpeg_may_hold_beside_its_picture():
    adobe = segment(0xEE, b"Adobe\0\x64\0\0\0\0\1")
    assert jpeg.clean(samples.jpeg(adobe)).data == samples.jpeg(adobe)
    thumbnail = samples.JFIF[:-2] + b"\1\1abc"
    large = b"\xff\xd8" + segment(0xE0, thumbnail[4:]) + samples.jpeg()[2:]
    clean = jpeg.clean(large)
    assert (clean.data, clean.removed) == (samples.jpeg(), {Trace.THUMBNAIL})


def test_segments_between_two_scans_go_too():
    twice = samples.jpeg()[:-2] + segment(0xFE, b"x") + samples.JPEG_SCAN + b"\xff\xd9"
    assert jpeg.clean(twice).data == samples.jpeg()[:-2] + samples.JPEG_SCAN + b"\xff\xd9"


def test_bytes_that_fill_before_a_marker_go():
    filled = samples.jpeg().replace(samples.JPEG_TABLES, b"\xff\xff" + samples.JPEG_TABLES)
    assert jpeg.clean(filled).data == samples.jpeg()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xd9",
        samples.jpeg()[:-2],
        samples.jpeg()[:-2] + b"\xff",
        samples.jpeg().replace(samples.JFIF, b"\xff\xe0\0\1"),
        samples.jpeg().replace(samples.JFIF, b"abc"),
        samples.jpeg().replace(samples.JPEG_TABLES, b""),
        samples.jpeg().replace(samples.JFIF, b"\xff\xe0\xff\xff"),
    ],
)
def test_a_jpeg_that_does_not_add_up(data):
    assert refused(jpeg.clean, data) is Reason.DAMAGED


def test_a_png_keeps_how_its_colours_are_meant():
    kept = samples.png(samples.chunk(b"sRGB", b"\0"), samples.chunk(b"pHYs", bytes(9)))
    clean = png.clean(kept)
    assert (clean.data, clean.removed, clean.pixels) == (kept, frozenset(), 1)


def test_what_a_cropped_screenshot_left_behind_goes():
    rest = samples.chunk(b"IDAT", b"rahasia") + samples.PNG_DATA
    clean = png.clean(samples.png(tail=rest))
    assert (clean.data, clean.removed) == (samples.png(), {Trace.APPENDED})


@pytest.mark.parametrize(
    "data",
    [
        b"",
        samples.PNG_START,
        samples.png()[:-1],
        samples.PNG_START + samples.PNG_DATA,
        samples.PNG_START + samples.PNG_HEAD + samples.chunk(b"IEND", b""),
        samples.png(samples.chunk(b"CgBI", bytes(4))),
        samples.png(b"\xff\xff\xff\xfftEXt"),
    ],
)
def test_a_png_that_does_not_add_up(data):
    assert refused(png.clean, data) is Reason.DAMAGED


def test_a_webp_no_longer_announces_what_is_gone():
    clean = riff.clean_webp(samples.webp_told())
    assert clean.data == samples.riff(b"WEBP", (b"VP8X", b"\x10" + bytes(9)), samples.VP8L)
    assert clean.pixels == 1
    bare = samples.riff(b"WEBP", samples.VP8L)
    assert riff.clean_webp(bare).data == bare


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"RIFF\4\0\0\0WEBP",
        samples.riff(b"WEBP", (b"EXIF", b"x")),
        samples.riff(b"WAVE", samples.VP8L),
        samples.riff(b"WEBP", samples.VP8L)[:-1],
        samples.riff(b"WEBP", samples.VP8L).replace(b"\x0d\0\0\0", b"\xff\xff\xff\xff"),
        b"RIFF\x08\0\0\0WEBPVP8L",
    ],
)
def test_a_webp_that_does_not_add_up(data):
    assert refused(riff.clean_webp, data) is Reason.DAMAGED


def test_a_bare_gif_stays_as_it_is():
    assert gif.clean(samples.gif()).data == samples.gif()
    palette = b"\x2c\0\0\0\0\1\0\1\0\x80\1\2\3\4\5\6\2\2\x44\1\0"
    assert gif.clean(samples.gif(palette)).data == samples.gif(palette)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        samples.GIF_START,
        samples.gif()[:-1],
        samples.gif(b"\x21"),
        samples.gif(b"?"),
        samples.GIF_START + b"\x2c\0\0;",
        samples.GIF_START + b"\x21\xfe\xff;",
    ],
)
def test_a_gif_that_does_not_add_up(data):
    assert refused(gif.clean, data) is Reason.DAMAGED
