"""What kind of file this is, told by its first bytes, hardly by its name.

InputError for everything else, saying what is accepted.
"""

from typing import Final

from ikrar.errors import InputError
from ikrar.sources import whatsapp
from ikrar.sources.decoding import decoded, encoding_of
from ikrar.sources.model import Kind

HEAD: Final = 256 * 1024
_JSON: Final = (  # the first whose words all stand in the beginning
    (Kind.YOUTUBE, ("youtube#comment",)),
    (Kind.YOUTUBE, ('"topLevelComment"',)),
    (Kind.TELEGRAM, ('"messages"', '"date_unixtime"')),
    (Kind.TELEGRAM, ('"messages"', '"from_id"')),
    (Kind.TELEGRAM, ('"messages"', '"text_entities"')),
    (Kind.FOURCAT, ('"__import_meta"',)),
    (Kind.FOURCAT, ('"source_platform"', '"item_id"')),
    (Kind.FOURCAT, ('"thread_id"', '"body"')),
)
_SHEETS: Final = (".csv", ".tsv", ".tab", ".txt")
_FOREIGN: Final = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b", b"\xd0\xcf\x11\xe0")
_SEPARATORS: Final = ",;\t|"


def sniff(head: bytes, name: str) -> Kind:
    """The kind of a file by its beginning, 256 KiB of it if it has so much."""
    if head.startswith(b"PAR1"):
        return Kind.PARQUET
    if head.startswith(b"PK\x03\x04"):
        return _archive(head)
    text = decoded(head)
    begin = text.lstrip("\ufeff \t\r\n")
    lower = begin[:4000].lower()
    is_page = lower.startswith(("<html", "<!doctype html"))
    if (
        lower.startswith("<")
        and not is_page
        and any(mark in lower for mark in ("<rss", "<feed", "<rdf:rdf"))
    ):
        return Kind.FEED
    if not begin or lower.startswith(("<html", "<!doctype", "<?xml")) or _is_binary(head):
        raise _refused()
    if begin[0] in "{[" and not whatsapp.is_chat(begin):
        return next(
            (kind for kind, words in _JSON if all(word in text for word in words)), Kind.JSONL
        )
    if whatsapp.is_chat(begin):
        return Kind.WHATSAPP
    if name.lower().endswith(_SHEETS) or any(
        sign in begin.split("\n", 1)[0] for sign in _SEPARATORS
    ):
        return Kind.CSV
    raise _refused()


def _archive(head: bytes) -> Kind:
    if b"xl/" in head or b"[Content_Types].xml" in head or b"_rels/.rels" in head:
        return Kind.XLSX
    raise InputError(
        "This is a ZIP archive. Unpack it, then give the file inside: of a WhatsApp export the file that ends in .txt.",
        id_="Ini arsip ZIP. Buka dahulu, lalu unggah berkas di dalamnya: dari ekspor WhatsApp, berkas yang berakhiran .txt.",
    )


def _is_binary(head: bytes) -> bool:
    """Whether most is no text; a NUL that strayed into a post is none of a program's."""
    text = head.decode(encoding_of(head), "replace")
    odd = sum(text.count(chr(sign)) for sign in (*range(9), *range(14, 32)))
    return odd * 20 > len(text) or head.startswith(_FOREIGN)


def _refused() -> InputError:
    return InputError(
        "This file is of no kind that can be read. Accepted are CSV, XLSX, JSON lines and Parquet tables, exports of 4CAT, "
        "YouTube comments (JSON), Telegram (JSON) and WhatsApp (.txt), and RSS or Atom.",
        id_="Berkas ini bukan jenis yang dapat dibaca. Yang diterima: tabel CSV, XLSX, JSON per baris, dan Parquet; ekspor "
        "4CAT, komentar YouTube (JSON), Telegram (JSON), dan WhatsApp (.txt); serta RSS atau Atom.",
    )
