"""What a certificate shows, how it is tagged, and that it is the same whenever it is made."""

import dataclasses
import hashlib
import io
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import segno
from pypdf import PdfReader

from ikrar.documents.attachment import read_bundle
from ikrar.documents.certificate import certificate, moment
from ikrar.documents.qr import qr
from ikrar.errors import InputError
from ikrar.tlog.verify import verify
from tests.engines.documents import samples
from tests.engines.tlog.samples import VKEY

ROOT = Path(__file__).resolve().parents[3]


def opened(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf), strict=True)


def text_of(pdf: bytes) -> str:
    """All that can be read on the pages, lines joined as a reader joins them."""
    lines = "\n".join(page.extract_text() for page in opened(pdf).pages)
    return re.sub(r"\s+", " ", lines.replace("\u200b", ""))


@pytest.fixture(scope="module")
def reader():
    return opened(samples.pdf())


def test_all_that_was_agreed_can_be_read():
    text, data = text_of(samples.pdf()), samples.data()
    said = ("agency", "title", "opening", "closing", "name", "unit", "position", "how")
    proof = ("code", "verify_url", "text_hash", "origin", "key")
    for field in said + proof:
        assert getattr(data, field) in text, field
    for number, statement in enumerate(data.statements, 1):
        assert f"{number} {statement}" in text
    assert "4 Oktober 2023 pukul 09.30 WIB" in text
    assert "indeks 1.233, dalam buku catatan berisi 4.000 catatan" in text
    assert "ikrar verify FILE" in text
    assert "bukan tanda tangan elektronik tersertifikasi" in text


def test_english_labels_on_request():
    text = text_of(certificate(samples.data(language="en")))
    assert "4 October 2023 at 09.30 WIB" in text
    assert "index 1,233, in a log of 4,000 entries" in text
    assert "not a certified electronic signature" in text
    assert "Diikrarkan" not in text


def test_without_an_address_the_code_stands_alone():
    pdf = certificate(samples.data(verify_url=""))
    assert "http" not in text_of(pdf)
    assert "memasukkan kode di halaman verifikasi" in text_of(pdf)
    assert "/Annots" not in opened(pdf).pages[0]


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        ("Asia/Jakarta", "31 Desember 2023 pukul 23.59 WIB"),
        ("Asia/Pontianak", "31 Desember 2023 pukul 23.59 WIB"),
        ("Asia/Makassar", "1 Januari 2024 pukul 00.59 WITA"),
        ("Asia/Jayapura", "1 Januari 2024 pukul 01.59 WIT"),
    ],
)
def test_the_moment_in_the_zone_of_the_agency(zone, shown):
    at = datetime(2023, 12, 31, 16, 59, tzinfo=UTC)
    assert moment(at, zone=zone, language="id") == shown


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"signed_at": datetime(2023, 10, 4, 9, 30)}, "no time zone"),
        ({"zone": "Europe/Paris"}, "not a zone of Indonesia"),
        ({"language": "fr"}, "id or en"),
        ({"statements": ("satu",)}, "four statements"),
    ],
)
def test_data_that_makes_no_certificate(changes, says):
    with pytest.raises(InputError, match=says):
        samples.data(**changes)


def test_a_bundle_that_is_not_text_is_refused():
    with pytest.raises(InputError, match="not UTF-8 text"):
        certificate(samples.data(bundle=b"\xff\xfe"))


def test_the_file_says_what_it_is(reader):
    told = reader.metadata
    assert told.title == "Sertifikat Ikrar – Ani Contoh"
    assert told.author == "Kementerian Contoh"
    assert told.creation_date == told.modification_date == datetime(2023, 10, 4, 2, 30, tzinfo=UTC)
    assert reader.root_object["/Lang"] == "id"
    assert len(reader.pages) == 1


def test_it_claims_pdf_a_3a_and_pdf_ua_1(reader):
    xmp = reader.root_object["/Metadata"].get_object().get_data().decode()
    ET.fromstring(re.sub(r"<\?xpacket.*?\?>", "", xmp))
    assert re.search(r"pdfaid:part[>=\"]+3", xmp)
    assert re.search(r"pdfaid:conformance[>=\"]+A", xmp)
    assert re.search(r"pdfuaid:part[>=\"]+1", xmp)


def test_what_pdf_a_demands_of_the_file(reader):
    root = reader.root_object
    assert root["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"
    assert "/ID" in reader.trailer
    assert not reader.is_encrypted
    fonts = reader.pages[0]["/Resources"]["/Font"].values()
    for font in fonts:
        descendant = font["/DescendantFonts"][0].get_object()
        assert {"/FontFile2", "/FontFile3"} & set(descendant["/FontDescriptor"])
        assert "/ToUnicode" in font.get_object()
    assert not {"/OpenAction", "/AA", "/JavaScript"} & set(root)


def _tags(node):
    node = node.get_object()
    if isinstance(node, dict) and "/S" in node:
        yield node
        kids = node.get("/K", [])
        kids = kids.get_object() if hasattr(kids, "get_object") else kids
        for kid in kids if isinstance(kids, list) else [kids]:
            yield from _tags(kid)


def test_a_screen_reader_finds_its_way(reader):
    root = reader.root_object
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    tags = [tag for top in root["/StructTreeRoot"]["/K"] for tag in _tags(top)]
    kinds = [tag["/S"] for tag in tags]
    assert kinds.count("/H1") == 1
    assert kinds.index("/H1") < kinds.index("/L") < kinds.index("/H2")
    assert kinds.count("/LI") == kinds.count("/Lbl") == kinds.count("/LBody") == 4
    assert kinds.count("/Link") == 1
    alts = [tag["/Alt"] for tag in tags if tag["/S"] == "/Figure"]
    assert alts[0].startswith("Lambang Ikrar")
    assert alts[1] == f"Kode QR, isinya: {samples.URL}"


def test_the_address_can_be_followed(reader):
    link = reader.pages[0]["/Annots"][0].get_object()
    assert link["/A"]["/URI"] == samples.URL
    assert link["/Contents"]


def test_an_address_that_is_none_is_no_link():
    pdf = certificate(samples.data(verify_url="javascript:alert(1)"))
    assert "/Annots" not in opened(pdf).pages[0]
    assert "javascript:alert(1)" in text_of(pdf)


def test_the_proof_is_attached_and_holds(reader):
    (file,) = reader.root_object["/AF"]
    file = file.get_object()
    assert file["/AFRelationship"] == "/Data"
    assert file["/UF"] == "ikrar-bundle.json"
    assert file["/EF"]["/F"]["/Subtype"] == "/application/json"
    assert read_bundle(samples.pdf()) == samples.bundle()
    assert verify(read_bundle(samples.pdf()), keys=[VKEY]).name


def _drawn_modules(pdf: bytes, size: int) -> list[list[int]]:
    """The QR code as the page draws it: each dark run is a line in the middle of its row."""
    drawing = opened(pdf).pages[0].get_contents().get_data().decode("latin-1")
    rows = [[0] * size for _ in range(size)]
    for found in re.finditer(r"(\d+) (\d+)\.5 m\s+(\d+) \2\.5 l", drawing):
        left, row, right = (int(number) - 4 for number in found.groups())
        rows[row][left:right] = [1] * (right - left)
    return rows


@pytest.mark.parametrize("url", [samples.URL, ""])
def test_the_qr_code_on_the_page_is_that_of_the_address(url):
    pdf = certificate(samples.data(verify_url=url))
    expected = [list(row) for row in segno.make_qr(url or samples.CODE, error="m").matrix]
    assert _drawn_modules(pdf, len(expected)) == expected


def test_the_qr_code_has_its_quiet_zone_and_its_limits():
    picture = qr(samples.URL)
    size = int(re.search(r'viewBox="0 0 (\d+)', picture.svg)[1])
    assert picture.quiet == 4 / size
    with pytest.raises(InputError, match="too long"):
        qr("x" * 4000)


def test_made_again_it_is_the_same():
    again = certificate(samples.data())
    assert again == samples.pdf()
    assert certificate(samples.data(name="Budi Contoh")) != again


_MAKE = """
import hashlib, sys
from tests.engines.documents import samples
print(hashlib.sha256(samples.pdf()).hexdigest(), end="")
"""


@pytest.mark.parametrize(
    "surroundings",
    [
        {"TZ": "Asia/Jayapura", "LC_ALL": "C"},
        {"TZ": "America/New_York", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "7"},
        {"SOURCE_DATE_EPOCH": "1", "TYPST_FONT_PATHS": "/usr/share/fonts", "PYTHONUTF8": "0"},
    ],
    ids=["Jayapura", "New York", "epoch"],
)
def test_the_same_in_another_process_place_and_time_zone(surroundings, tmp_path):
    environment = {**os.environ, **surroundings, "PYTHONPATH": f"{ROOT}/src:{ROOT}"}
    made = subprocess.run(
        [sys.executable, "-c", _MAKE],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert made.stdout == hashlib.sha256(samples.pdf()).hexdigest()


def test_the_same_from_many_threads_at_once():
    people = [samples.data(name=f"Ani Contoh {number % 5}") for number in range(20)]
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(certificate, people))
    assert len(set(made)) == 5
    assert made[:5] * 4 == made
    assert made[0] == certificate(people[0])


def test_no_field_is_forgotten():
    """Each field of the data changes the file."""
    plain = samples.pdf()
    other = {
        "signed_at": datetime(2023, 10, 5, tzinfo=UTC), "zone": "Asia/Makassar", "index": 1,
        "size": 2, "language": "en", "statements": ("a", "b", "c", "d"), "bundle": b"{}",
    }  # fmt: skip
    for field in dataclasses.fields(samples.data()):
        changed = samples.data(**{field.name: other.get(field.name, "lain")})
        assert certificate(changed) != plain, field.name
