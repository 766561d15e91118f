"""PDF: the pages stay, everything that acts, names or hides goes, and a hostile one costs little."""

import base64
import io
import subprocess
import sys
import zlib

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, NullObject, StreamObject

from ikrar.evidence import pdf
from ikrar.evidence.outcome import Clean, NotCleanable, Reason, Trace
from ikrar.evidence.pdf_rewrite import rewrite
from tests.engines.evidence import pdfs, samples
from tests.engines.evidence.pdfs import pdf_of, stream

CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"


def cleaned(data: bytes) -> Clean:
    out = io.BytesIO()
    removed = rewrite(data, out)
    return Clean(out.getvalue(), removed)


def refused(data: bytes) -> Reason:
    with pytest.raises(NotCleanable) as caught:
        cleaned(data)
    return caught.value.reason


def page_with(*objects: bytes, told: bytes) -> bytes:
    """One page with `told` in its dictionary and more objects from number 4 on."""
    return pdf_of(CATALOGUE, PAGES, PAGE[:-2] + told + b">>", *objects)


def written(change) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(pdfs.pdf(told=False)))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_the_process_does_what_the_function_does():
    told = pdfs.pdf()
    assert pdf.clean(told) == cleaned(told)
    assert cleaned(told).removed >= {
        *(Trace.PROPERTIES, Trace.XMP, Trace.ATTACHMENTS, Trace.SCRIPTS, Trace.SIGNATURES),
        *(Trace.AUTHORS, Trace.EXIF),
    }


def test_pages_stay_in_their_order():
    reader = PdfReader(io.BytesIO(cleaned(pdfs.pdf(30)).data), strict=True)
    told = [page["/Contents"].get_data() for page in reader.pages]
    assert told == [b"BT (isi yang tetap %d) Tj ET" % number for number in range(30)]
    assert reader.metadata is None
    assert reader.xmp_metadata is None


def test_a_note_stays_without_its_author_and_what_is_no_note_goes():
    [page] = PdfReader(io.BytesIO(cleaned(pdfs.pdf()).data)).pages
    notes = [note.get_object() for note in page["/Annots"]]
    assert [note["/Subtype"] for note in notes] == ["/Text", "/Link", "/Widget"]
    assert notes[0]["/Contents"] == "catatan"
    told = {key for note in notes for key in note if not isinstance(note[key], NullObject)}
    assert not told & {"/T", "/A", "/V"}


def test_a_photograph_in_a_page_is_cleaned():
    [page] = PdfReader(io.BytesIO(cleaned(pdfs.pdf()).data)).pages
    photo = page["/Resources"]["/XObject"]["/I"]
    assert photo._data.endswith(samples.JPEG_TABLES + samples.JPEG_SCAN + b"\xff\xd9")


PHOTO = b"/Resources<</XObject<</I 4 0 R>>>>"
TOLD = samples.jpeg_told()
ASCII85 = base64.a85encode(TOLD, wrapcol=60) + b"~>"


@pytest.mark.parametrize(
    "photo",
    [
        stream(TOLD, b"/Filter/DCTDecode"),
        stream(TOLD, b"/Filter[/DCT]"),
        stream(zlib.compress(TOLD), b"/Filter[/FlateDecode/DCTDecode]"),
        stream(ASCII85, b"/Filter[/ASCII85Decode/DCTDecode]"),
    ],
)
def test_a_photograph_however_it_is_packed(photo):
    clean = cleaned(page_with(photo, told=PHOTO))
    assert samples.JPEG_SCAN in clean.data
    assert samples.SECRET not in clean.data
    assert Trace.EXIF in clean.removed


@pytest.mark.parametrize(
    ("photo", "reason"),
    [
        (stream(TOLD[:200], b"/Filter/DCTDecode"), Reason.DAMAGED),
        (stream(TOLD, b"/Filter[/LZWDecode/DCTDecode]"), Reason.NO_CLEANER),
        (stream(zlib.compress(TOLD)[:90], b"/Filter[/FlateDecode/DCTDecode]"), Reason.DAMAGED),
        (stream(b"\xff\xd8", b"/Filter[/FlateDecode/DCTDecode]/DecodeParms[]"), Reason.NO_CLEANER),
    ],
)
def test_a_photograph_that_tells_and_cannot_be_cleaned(photo, reason):
    assert refused(page_with(photo, told=PHOTO)) is reason


def test_a_photograph_cut_short_that_tells_nothing_stays():
    short = samples.jpeg()[:-2]
    assert short in cleaned(page_with(stream(short, b"/Filter/DCTDecode"), told=PHOTO)).data


@pytest.mark.parametrize(
    "told",
    [
        b"/Annots[<</Subtype/Link/Rect[0 0 1 1]/A<</S/URI/URI(rahasia)>>>>]",
        b"/Annots[<</Subtype/Link/Rect[0 0 1 1]/A<</S/GoTo/D[3 0 R]/Next[<</S/Launch/F(rahasia)>>]>>>>]",
        b"/Annots[<</Subtype/FileAttachment/Rect[0 0 1 1]/FS<</EF<</F 4 0 R>>>>>>]",
        b"/Annots[4 0 R]",
        b"/Annots 5 0 R",
        b"/AA<</O<</S/JavaScript/JS(rahasia)>>>>",
        b"/Metadata 4 0 R",
        b"/Thumb 4 0 R",
        b"/B[4 0 R]",
        b"/Resources<</X<</Type/Filespec/F(rahasia)>>>>",
        b"/Resources<</X<</Type/Sig/Contents(rahasia)>>>>",
        b"/Resources<</X<</ByteRange[0 1]/Contents(rahasia)>>>>",
        b"/Resources<</X<</S/Rendition/JS(rahasia)>>>>",
        b"/Resources<</X[<</S/ImportData/F(rahasia)>>]>>",
        b"/Resources<</X 6 0 R>>",
    ],
)
def test_what_acts_or_hides_goes(told):
    more = (
        stream(b"rahasia", b"/Subtype/Movie/Rect[0 0 1 1]"),
        b"[4 0 R]",
        stream(b"", b"/F(rahasia)"),
    )
    clean = cleaned(page_with(*more, told=told))
    assert b"rahasia" not in clean.data
    assert len(PdfReader(io.BytesIO(clean.data)).pages) == 1


def test_what_only_looks_like_it_stays():
    kept = b"/Resources<</X<</S/Transparency/A(tetap)>>/Y<</A<</B 1>>>>>>"
    assert cleaned(page_with(told=kept)).data.count(b"tetap") == 1


def test_bookmarks_and_names_of_places_stay():
    told = b"/Names<</Dests<</Names[(tetap)[3 0 R/Fit]]>>/JavaScript<</Names[(rahasia)4 0 R]>>>>"
    marks = b"/Outlines<</First 5 0 R/Last 5 0 R/Count 1>>"
    mark = b"<</Title(juga)/A<</S/GoTo/D[3 0 R/Fit]>>>>"
    clean = cleaned(pdf_of(CATALOGUE[:-2] + told + marks + b">>", PAGES, PAGE, b"(rahasia)", mark))
    assert b"rahasia" not in clean.data
    assert Trace.SCRIPTS in clean.removed
    reader = PdfReader(io.BytesIO(clean.data))
    assert list(reader.named_destinations) == ["tetap"]
    assert reader.outline[0].title == "juga"


def test_a_locked_pdf_and_one_that_everybody_may_open():
    assert refused(written(lambda writer: writer.encrypt("rahasia", algorithm="AES-256"))) is (
        Reason.ENCRYPTED
    )
    opened = cleaned(written(lambda writer: writer.encrypt("", "rahasia", algorithm="AES-256")))
    assert samples.CONTENT in opened.data
    assert not PdfReader(io.BytesIO(opened.data)).is_encrypted


def test_what_an_earlier_state_of_the_file_said_goes():
    writer = PdfWriter(io.BytesIO(pdfs.pdf(told=False)), incremental=True)
    writer.pages[0][NameObject("/Contents")] = writer._add_object(StreamObject())
    out = io.BytesIO()
    writer.write(out)
    assert samples.CONTENT in out.getvalue()
    assert samples.CONTENT not in cleaned(out.getvalue()).data


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7",
        b"%PDF-1.7\n" + b"[" * 5_000,
        pdf_of(b"[]"),
        pdf_of(b"<</Type/Catalog>>"),
        pdf_of(b"<</Type/Catalog/Pages 1>>"),
        pdfs.pdf()[:40],
    ],
)
def test_a_damaged_pdf(data):
    assert refused(data) in {Reason.DAMAGED, Reason.TOO_COMPLEX}


def test_rings_are_walked_once():
    ring = pdf_of(CATALOGUE, b"<</Type/Pages/Kids[2 0 R 2 0 R 3 0 R]/Count 9/Parent 2 0 R>>", PAGE)
    assert cleaned(ring).data.count(b"/Kids") == 1


def test_a_pdf_of_too_many_objects():
    many = b"[" + b"".join(b"%d 0 R " % number for number in range(9, 60_009)) + b"]"
    assert refused(page_with(many, told=b"/Resources 4 0 R")) is Reason.TOO_COMPLEX


def test_the_process_has_its_limits(monkeypatch):
    monkeypatch.setattr(pdf, "_MEMORY", 0)
    assert reason_of(page_with(stream(bytes(9_000_000)), told=PHOTO)) is Reason.TOO_COMPLEX
    monkeypatch.undo()
    monkeypatch.setattr(pdf, "_MOST_WAITED", 0.01)
    assert reason_of(pdfs.pdf()) is Reason.TOO_COMPLEX
    monkeypatch.undo()
    monkeypatch.setattr(sys, "executable", "/tidak/ada")
    assert reason_of(pdfs.pdf()) is Reason.TOO_COMPLEX


def reason_of(data: bytes) -> Reason:
    with pytest.raises(NotCleanable) as caught:
        pdf.clean(data)
    return caught.value.reason


@pytest.mark.parametrize(
    ("code", "told", "reason"),
    [
        (1, b"- encrypted", Reason.ENCRYPTED),
        (1, b"- lain", None),
        (0, b"lain", None),
        (-9, b"", None),
    ],
)
def test_an_answer_that_is_none(monkeypatch, code, told, reason):
    answer = subprocess.CompletedProcess([], code, b"%PDF", told)
    monkeypatch.setattr(pdf.subprocess, "run", lambda *_args, **_named: answer)
    assert reason_of(b"") is (reason or Reason.TOO_COMPLEX)


def test_pypdf_is_loaded_by_that_process_alone():
    code = "import sys, ikrar.evidence.strip; print({'pypdf', 'django'} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "set()\n"
