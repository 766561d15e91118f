"""Working copies of every kind: what tells of a person goes, what was sent as evidence stays."""

import pytest

from ikrar.errors import InputError
from ikrar.evidence import strip as stripping
from ikrar.evidence.kinds import KINDS, UNKNOWN
from ikrar.evidence.outcome import NotCleanable, Reason, Trace
from ikrar.evidence.sniff import HEAD, sniff
from ikrar.evidence.strip import LARGEST_CLEANED, strip
from tests.engines.evidence import samples
from tests.engines.evidence.cleaning import TOLD, everything_in, working_copy

CONTENT = {
    "foto.jpg": samples.JPEG_TABLES + samples.JPEG_SCAN,
    "foto.png": samples.PNG_DATA,
    "foto.webp": samples.VP8L[1],
    "foto.gif": samples.GIF_PICTURE,
}


@pytest.mark.parametrize("name", TOLD)
def test_the_secret_goes_and_the_content_stays(name):
    told = TOLD[name]()
    assert samples.SECRET in everything_in(told)
    copy = working_copy(told, name)
    assert copy.cleaned
    assert copy.reason is None
    assert copy.removed
    assert samples.SECRET not in everything_in(copy.data)
    assert CONTENT.get(name, samples.CONTENT) in everything_in(copy.data)


@pytest.mark.parametrize("name", TOLD)
def test_a_clean_copy_is_clean(name):
    once = working_copy(TOLD[name](), name)
    twice = working_copy(once.data, name)
    assert (twice.data, twice.removed, twice.cleaned) == (once.data, (), True)


@pytest.mark.parametrize("name", TOLD)
def test_only_cleaned_pictures_of_three_kinds_are_shown(name):
    copy = working_copy(TOLD[name](), name)
    assert copy.is_shown_inline is (name in {"foto.jpg", "foto.png", "foto.webp"})


@pytest.mark.parametrize("name", TOLD)
def test_a_file_cut_short_has_no_copy(name):
    whole = working_copy(TOLD[name](), name).data
    kind = sniff(whole[:HEAD], name)
    for length in (1, len(whole) // 2, len(whole) - 1):
        copy = strip(kind, whole[:length])
        if name in {"suara.mp3", "surat.pdf"} and length > 1:
            continue  # neither says how long it is; what is left of them is cleaned
        assert (copy.data, copy.cleaned, copy.removed) == (b"", False, ())
        assert copy.reason is not None
        assert not copy.is_shown_inline


@pytest.mark.parametrize(
    ("data", "name"),
    [("Halo ✓\r\n".encode(), "chat.txt"), (b"a,b\n1,2", "a.csv"), (b'{"a": 1}', "a.json")],
)
def test_text_is_what_it_is(data, name):
    copy = working_copy(data, name)
    assert (copy.data, copy.cleaned, copy.removed) == (data, True, ())
    assert not copy.is_shown_inline


@pytest.mark.parametrize("spoilt", [b"\0", b"\xff", b"\xc3"])
def test_text_that_is_none_further_on(spoilt):
    assert working_copy(b"halo " * 2_000 + spoilt, "a.txt").reason is Reason.DAMAGED


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "kosong.jpg", Reason.EMPTY),
        (samples.zipped({"Chat WhatsApp.txt": b"halo"}), "chat.zip", Reason.HOLDS_FILES),
        (b"Rar!\x1a\x07\0", "a.rar", Reason.HOLDS_FILES),
        (b"<svg onload='alert(1)'/>", "a.svg", Reason.NO_CLEANER),
        (b"<script>alert(1)</script>", "a.html", Reason.NO_CLEANER),
        (b"MZ", "a.exe", Reason.NO_CLEANER),
        (b"\x1a\x45\xdf\xa3webm", "a.webm", Reason.NO_CLEANER),
        (b"\0\1\2", "a.bin", Reason.NO_CLEANER),
    ],
)
def test_what_is_not_cleaned_says_why(data, name, reason):
    copy = working_copy(data, name)
    assert (copy.cleaned, copy.reason, copy.data) == (False, reason, b"")
    assert not copy.is_shown_inline


def test_a_file_above_the_limit_is_not_cleaned():
    largest = samples.jpeg(tail=bytes(LARGEST_CLEANED - len(samples.jpeg())))
    assert working_copy(largest, "a.jpg").data == samples.jpeg()
    assert working_copy(largest + b"\0", "a.jpg").reason is Reason.TOO_LARGE


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if kind is not UNKNOWN], ids=lambda k: k.label
)
def test_a_file_that_is_not_of_its_kind_has_no_copy(kind):
    copy = strip(kind, b"\x00bukan apa-apa")
    assert not copy.cleaned
    assert copy.reason in {Reason.DAMAGED, Reason.NO_CLEANER, Reason.HOLDS_FILES}


def test_a_picture_that_also_reads_as_a_page_is_cleaned_but_never_shown():
    page = samples.jpeg(samples.segment(0xFE, b"<script>"))
    copy = working_copy(page)
    assert (copy.data, copy.is_shown_inline) == (samples.jpeg(), False)


def test_a_page_that_only_the_cleaned_copy_shows_is_not_shown():
    """Hidden behind so much that the head did not reach it."""
    tables = samples.segment(0xDB, b"<script>alert(1)</script>")
    filler = samples.segment(0xFE, bytes(60_000))
    hidden = samples.jpeg(filler, tables)
    assert sniff(hidden[:HEAD], "").is_shown_inline
    copy = working_copy(hidden)
    assert copy.cleaned
    assert not copy.is_shown_inline


@pytest.mark.parametrize(
    "bomb",
    [
        samples.jpeg().replace(b"\x08\0\1\0\1\1", b"\x08\xff\xff\xff\xff\1"),
        samples.png().replace(samples.PNG_HEAD[8:16], b"\0\0\xff\xff\0\0\xff\xff"),
        samples.riff(b"WEBP", (b"VP8X", bytes(4) + b"\xff\xff\0\xff\xff\0"), samples.VP8L),
        samples.riff(b"WEBP", (b"VP8L", b"\x2f\xff\xff\xff\x0f" + bytes(9))),
        samples.riff(b"WEBP", (b"VP8 ", b"\0\0\0\x9d\x01\x2a\xff\x3f\xff\x3f" + bytes(9))),
    ],
    ids=["jpeg", "png", "webp canvas", "webp lossless", "webp lossy"],
)
def test_a_picture_that_unpacks_to_too_many_pixels_is_not_shown(bomb):
    copy = working_copy(bomb)
    assert copy.cleaned
    assert not copy.is_shown_inline


def test_words_for_a_page_to_translate():
    assert stripping.Stripped(b"", cleaned=False).removed == ()
    assert str(Reason.TOO_LARGE) == "too_large"
    assert str(Trace.COLOUR_PROFILE) == "colour_profile"
    assert isinstance(NotCleanable(Reason.BOMB), InputError)
