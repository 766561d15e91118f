"""Which kind a file is, by its beginning; what is of no kind is told what is accepted."""

import io
import zipfile

import pytest

from ikrar import sources
from ikrar.errors import InputError
from ikrar.sources import Kind
from tests.engines.sheets.files import as_xlsx
from tests.engines.sources.making import chat, message, put, response, thread


def archive(name):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr(name, "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.csv", b"text,date\n", Kind.CSV),
        ("tanpa-nama", b"text;date\nx;y\n", Kind.CSV),
        ("a.txt", b"text\nsatu\n", Kind.CSV),
        ("a.csv", "text\tdate\n".encode("utf-16"), Kind.CSV),
        ("a.csv", as_xlsx([["text"]]).getvalue(), Kind.XLSX),
        ("a.json", b' \n {"text": "a"}\n', Kind.JSONL),
        ("a.json", b'[{"text": "a"}]', Kind.JSONL),
        ("a", b"PAR1xxxx", Kind.PARQUET),
        ("a", chat(message(1, "a")).encode(), Kind.TELEGRAM),
        ("a", str(response(thread("a", "x"))).replace("'", '"').encode(), Kind.YOUTUBE),
        ("a", b'{"id": 1, "thread_id": 1, "body": "x"}', Kind.FOURCAT),
        ("a", b"[14/02/24 09.30.12] Ani: a", Kind.WHATSAPP),
        ("a", b"14/02/24 09.30 - Ani: a", Kind.WHATSAPP),
        ("a", b'<?xml version="1.0"?><!-- x --><rss version="2.0"><channel/></rss>', Kind.FEED),
        ("a", b'<feed xmlns="http://www.w3.org/2005/Atom"/>', Kind.FEED),
        ("a", b"<rdf:RDF></rdf:RDF>", Kind.FEED),
    ],
)  # fmt: skip
def test_kinds(name, data, kind):
    assert sources.sniff(data, name) is kind


@pytest.mark.parametrize(
    "data",
    [
        b"", b"  \n", b"\xef\xbb\xbf", b"<html><body>", b"<!DOCTYPE html><rss", b"<?xml version='1.0'?><svg/>", b"%PDF-1.7", b"\x89PNG\r\n",
        b"\xff\xd8\xff\xe0", b"\x1f\x8b\x08", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(range(256)) * 9, b"\0" * 99, b"kata saja",
    ],
)  # fmt: skip
def test_other_files_are_told_what_is_accepted(data):
    with pytest.raises(InputError, match="Accepted are CSV") as told:
        sources.sniff(data, "gambar")
    assert "WhatsApp" in told.value.id_


def test_archives_are_told_to_be_unpacked():
    with pytest.raises(InputError, match="Unpack it"):
        sources.sniff(archive("_chat.txt"), "WhatsApp Chat.zip")


def test_a_document_is_no_workbook(tmp_path):
    with pytest.raises(InputError, match=r"not an \.xlsx spreadsheet"):
        sources.preview(put(tmp_path, "a.docx", archive("[Content_Types].xml")))
