"""DOCX, XLSX and PPTX: authors unnamed, text untouched, and no zip that does not tell the truth."""

import io
import struct
import zipfile
import zlib

import pytest

from ikrar.evidence import office, relations, zips
from ikrar.evidence.outcome import NotCleanable, Reason, Trace
from tests.engines.evidence import pdfs, samples


def refused(data: bytes) -> Reason:
    with pytest.raises(NotCleanable) as caught:
        office.clean(data)
    return caught.value.reason


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert archive.comment == b""
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not any(info.extra for info in archive.infolist())
        return {name: archive.read(name) for name in archive.namelist()}


def document(**more: bytes) -> bytes:
    return samples.zipped(samples.docx_parts() | more)


def test_the_text_stays_and_its_author_is_a_dash():
    clean = parts_of(office.clean(samples.docx()).data)
    named = b'w:author="' + samples.SECRET + b'"'
    assert clean["word/document.xml"] == samples.DOCUMENT.replace(named, b'w:author="-"')
    assert b'author="juga ini"' in clean["word/document.xml"]


def test_parts_that_go_are_no_longer_pointed_to():
    clean = parts_of(office.clean(samples.docx()).data)
    assert set(clean) == set(samples.docx_parts()) - {"docProps/core.xml", "word/people.xml"}
    assert b"docProps" not in clean["_rels/.rels"]
    assert b"word/document.xml" in clean["_rels/.rels"]
    assert b"docProps" not in clean["[Content_Types].xml"]
    assert b'Extension="xml"' in clean["[Content_Types].xml"]
    assert b"people" not in clean["word/_rels/document.xml.rels"]


def test_links_that_open_by_themselves_are_cut_and_those_that_are_clicked_stay():
    cleaned = office.clean(samples.docx())
    told = parts_of(cleaned.data)["word/_rels/document.xml.rels"]
    assert Trace.LINKS in cleaned.removed
    assert b"https://contoh.example/" in told
    assert b"about:blank" in told
    assert b"media/image1.jpg" in told


def test_a_workbook():
    clean = parts_of(office.clean(samples.xlsx()).data)
    assert clean["xl/worksheets/sheet1.xml"] == (
        b'<worksheet><c>isi yang tetap</c><pageSetup paperSize="9"/></worksheet>'
    )
    assert b'url="-"' in clean["xl/workbook.xml"]
    assert b"<author>-</author>" in clean["xl/comments1.xml"]
    assert b'displayName="-"' in clean["xl/persons/person.xml"]
    assert clean["xl/tables/table1.xml"] == b'<table displayName="Tabel1" name="Tabel1"/>'


def test_a_presentation_and_the_workbook_behind_its_chart():
    clean = parts_of(office.clean(samples.pptx()).data)
    assert clean["ppt/commentAuthors.xml"] == (
        b'<p:cmAuthorLst><p:cmAuthor id=\'0\' name="-" initials="-"/></p:cmAuthorLst>'
    )
    assert clean["ppt/presentation.xml"] == b'<p:presentation name="tetap"/>'
    workbook = parts_of(clean["ppt/embeddings/Microsoft_Excel_Sheet1.xlsx"])
    assert "xl/printerSettings/printerSettings1.bin" not in workbook


def test_a_tag_that_two_pieces_share_is_read_whole():
    long = b"<w:r>" + b"x" * 300_000 + b'</w:r><w:ins w:author="' + samples.SECRET + b'"/>'
    packed = samples.zipped(samples.docx_parts() | {"word/document.xml": b"<w:t>" + long * 3})
    clean = parts_of(office.clean(packed).data)["word/document.xml"]
    assert clean == b"<w:t>" + long.replace(samples.SECRET, b"-") * 3


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("word/vbaProject.bin", b"x", Reason.ACTIVE_CONTENT),
        ("word/activeX/activeX1.bin", b"x", Reason.ACTIVE_CONTENT),
        ("word/embeddings/oleObject1.bin", b"x", Reason.HOLDS_FILES),
        ("word/embeddings/a.pdf", pdfs.pdf(), Reason.HOLDS_FILES),
        ("word/media/image2.png", samples.png()[:-1], Reason.DAMAGED),
        ("word/comments.xml", "<a/>".encode("utf-16"), Reason.NO_CLEANER),
        ("word/comments.xml", b"<a" + b"x" * 1_500_000, Reason.TOO_COMPLEX),
        ("word/_rels/a.rels", b"<!DOCTYPE a [<!ENTITY b 'c'>]><Relationships/>", Reason.DAMAGED),
        ("word/_rels/a.rels", b"<a><b><c/></b></a>", Reason.DAMAGED),
        ("word/_rels/a.rels", b"<a>", Reason.DAMAGED),
        ("word/_rels/a.rels", b"", Reason.DAMAGED),
        ("word/_rels/a.rels", b'<?xml version="1.0" encoding="x"?><a/>', Reason.DAMAGED),
        ("word/_rels/a.rels", b"<a>" + b" " * 4_000_000, Reason.TOO_COMPLEX),
        ("../a", b"x", Reason.DAMAGED),
        ("/a", b"x", Reason.DAMAGED),
    ],
)
def test_what_cannot_be_taken_out(name, data, reason):
    assert refused(document(**{name: data})) is reason


def test_documents_within_documents_within_documents():
    inner = samples.docx()
    for _ in range(2):
        inner = document(**{"word/embeddings/a.docx": inner})
    assert samples.SECRET not in office.clean(inner).data
    assert refused(document(**{"word/embeddings/a.docx": inner})) is Reason.TOO_COMPLEX


def test_a_bomb():
    assert refused(document(**{"word/a.bin": bytes(20_000_000)})) is Reason.BOMB
    assert office.clean(document(**{"word/a.bin": bytes(5_000_000)})).data


def test_too_much_text():
    piece = b"".join(b"<w:t>%d</w:t>" % number for number in range(60_000))
    told = {f"word/header{n}.xml": piece * 8 for n in range(15)}
    assert refused(document(**told)) is Reason.TOO_COMPLEX


def entry(data: bytes, at: int, value: int, size: int = 4) -> bytes:
    """The zip with one number in the directory entry of its last part changed."""
    place = data.rfind(b"PK\x01\x02") + at
    return data[:place] + value.to_bytes(size, "little") + data[place + size :]


WHOLE = document(**{"word/z.bin": b"isi" * 100})
PACKED = bytes(next(part.packed for part in zips.read(WHOLE) if part.name == "word/z.bin"))


@pytest.mark.parametrize(
    ("spoilt", "reason"),
    [
        (b"", Reason.DAMAGED),
        (b"PK\x05\x06" + bytes(18), Reason.DAMAGED),
        (WHOLE[:-1], Reason.DAMAGED),
        (WHOLE + b"x", Reason.DAMAGED),
        (b"x" + WHOLE, Reason.DAMAGED),
        (entry(WHOLE, 0, 0), Reason.DAMAGED),
        (entry(WHOLE, 8, 1, 2), Reason.ENCRYPTED),
        (entry(WHOLE, 10, 12, 2), Reason.DAMAGED),
        (entry(WHOLE, 16, 7), Reason.DAMAGED),
        (WHOLE.replace(PACKED, b"\xff" * len(PACKED)), Reason.DAMAGED),
        (entry(WHOLE, 20, 0xFFFFFFFF), Reason.DAMAGED),
        (entry(WHOLE, 20, 3), Reason.DAMAGED),
        (entry(WHOLE, 24, 7), Reason.BOMB),
        (entry(WHOLE, 24, 999), Reason.DAMAGED),
        (entry(WHOLE, 42, 9), Reason.DAMAGED),
        (entry(WHOLE, 28, 99, 2), Reason.DAMAGED),
        (WHOLE.replace(b"word/z.bin", b"word/\xff.bin"), Reason.DAMAGED),
        (WHOLE.replace(b"word/z.bin", b"..//\\z.bin"), Reason.DAMAGED),
    ],
)
def test_a_zip_that_does_not_tell_the_truth(spoilt, reason):
    assert office.clean(WHOLE).data
    assert refused(spoilt) is reason


def test_two_parts_of_one_name_and_parts_that_lie_over_each_other():
    body = bytes(range(200))
    numbers = (20, 0, 0, 0, zlib.crc32(body), len(body), len(body), 1, 0)
    told = struct.pack("<HHHIIIIHH", *numbers)

    def archive(*names: bytes) -> bytes:
        start = b"PK\x03\x04" + told + b"a" + body
        entries = [b"PK\x01\x02\x14\0" + told + bytes(14) + name for name in names]
        directory = b"".join(entries)
        sizes = (0, 0, len(names), len(names), len(directory), len(start), 0)
        return start + directory + b"PK\x05\x06" + struct.pack("<HHHHIIH", *sizes)

    assert [b"".join(zips.unpack(part)) for part in zips.read(archive(b"a"))] == [body]
    with pytest.raises(NotCleanable, match="damaged"):
        zips.read(archive(b"a", b"a"))
    with pytest.raises(NotCleanable, match="bomb"):
        zips.read(archive(*(bytes([letter]) for letter in range(65, 90))))


@pytest.mark.parametrize("more", [0, 1, 226, 227, 258, 1_000])
def test_the_last_bytes_of_a_part_come_too(more):
    """Also those that the unpacker holds back once it has read everything."""
    data = bytes((1 << 19) + more)
    [part] = zips.read(samples.zipped({"a": data}, compresslevel=9))
    assert b"".join(zips.unpack(part)) == data
    [again] = zips.read(zips.write([zips.pack("a", zips.unpack(part))]))
    assert b"".join(zips.unpack(again)) == data


def test_a_table_is_written_as_it_was_read():
    table = b'<Relationships xmlns="a&amp;b"><R Id="1" Target="a.xml" X="&lt;&quot;&apos;"/></Relationships>'
    written, has_links = relations.without("_rels/.rels", table, set())
    again, _ = relations.without("_rels/.rels", written, set())
    assert (written, has_links) == (again, False)
    assert b'xmlns="a&amp;b"' in written
    assert relations.without("_rels/.rels", table, {"a.xml"})[0].endswith(b'"></Relationships>')
    assert b"a.xml" in relations.without("word/_rels/b.rels", table, {"a.xml"})[0]
    assert b"a.xml" not in relations.without("word/_rels/b.rels", table, {"word/a.xml"})[0]
