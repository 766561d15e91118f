"""Whatever the bytes: a clean copy that holds no more than it says, or a reason; never another error."""

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ikrar.evidence import gif, heic, jpeg, mp4, office, png, riff, sound, text
from ikrar.evidence.kinds import KINDS
from ikrar.evidence.outcome import Clean, NotCleanable
from ikrar.evidence.pdf_rewrite import rewrite
from ikrar.evidence.sniff import HEAD, sniff
from ikrar.evidence.strip import strip
from tests.engines.evidence.cleaning import TOLD

CLEANERS = {
    "foto.jpg": jpeg.clean,
    "foto.png": png.clean,
    "foto.webp": riff.clean_webp,
    "foto.gif": gif.clean,
    "foto.heic": heic.clean,
    "film.mp4": mp4.clean,
    "suara.opus": sound.clean_ogg,
    "suara.ogg": sound.clean_ogg,
    "suara.mp3": sound.clean_mp3,
    "suara.wav": riff.clean_wav,
    "surat.docx": office.clean,
    "paparan.pptx": office.clean,
}
WHOLE = {name: make() for name, make in TOLD.items()}
STARTS = [data[:16] for data in WHOLE.values()]
JUNK = [
    *(b"\xff\xff\xff\xff", b"\0\0\0\0", b"\0\0\0\1", b"\xff\xd9", b"\xff\xda", b"IEND", b"moov"),
    *(b"OggS", b"ID3", b"TAG", b"PK\x01\x02", b"PK\x05\x06", b"<<" * 400, b"[" * 3000, b"endobj"),
]


@st.composite
def spoilt(draw, name: str):
    """A file with some bytes changed, cut, doubled or put in."""
    data = bytearray(WHOLE[name])
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        kind = draw(st.sampled_from(["change", "number", "cut", "double", "put", "end"]))
        if kind == "change":
            data[at : at + 1] = bytes([draw(st.integers(0, 255))])
        elif kind == "number":
            data[at : at + 4] = draw(st.integers(0, 2**32 - 1)).to_bytes(4)
        elif kind == "cut":
            del data[at : at + draw(st.integers(1, 60))]
        elif kind == "double":
            data[at:at] = data[at : at + draw(st.integers(1, 200))]
        elif kind == "put":
            data[at:at] = draw(st.sampled_from(JUNK))
        else:
            del data[at:]
    return bytes(data)


def try_to_clean(cleaner, data: bytes) -> Clean | None:
    try:
        return cleaner(data)
    except NotCleanable:
        return None


@pytest.mark.parametrize("name", CLEANERS)
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_spoilt_anywhere_it_is_cleaned_or_refused(name, data):
    clean = try_to_clean(CLEANERS[name], data.draw(spoilt(name)))
    if clean:
        again = CLEANERS[name](clean.data)
        assert (again.data, again.removed) == (clean.data, frozenset())


@pytest.mark.parametrize("cleaner", [*dict.fromkeys(CLEANERS.values()), text.clean])
@settings(max_examples=60, deadline=None)
@given(start=st.sampled_from(STARTS), data=st.binary(max_size=400))
def test_any_bytes_are_cleaned_or_refused(cleaner, start, data):
    for each in (data, start + data):
        clean = try_to_clean(cleaner, each)
        assert clean is None or len(clean.data) <= len(each) + 400


def rewritten(data: bytes) -> Clean:
    out = io.BytesIO()
    return Clean(out.getvalue(), rewrite(data, out))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(spoilt("surat.pdf"))
def test_a_spoilt_pdf_is_written_anew_or_refused(data):
    try_to_clean(rewritten, data)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_pdf_is_written_anew_or_refused(tail):
    assert try_to_clean(rewritten, b"%PDF-1.7\n" + tail) is None


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(KINDS), st.sampled_from(STARTS), st.binary(max_size=200))
def test_any_bytes_as_any_kind(kind, start, data):
    if kind.label != "pdf":  # which costs a process each time; see below
        copy = strip(kind, start + data)
        assert copy.cleaned is (copy.reason is None)
        assert copy.cleaned or (copy.data, copy.removed, copy.is_shown_inline) == (b"", (), False)


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(spoilt("surat.pdf"))
def test_a_spoilt_pdf_through_its_process(data):
    copy = strip(sniff(data[:HEAD], "surat.pdf"), data)
    assert copy.cleaned is (copy.reason is None)
