"""The proof bundle, read back out of a certificate PDF that anyone may have sent.

In: bytes of unknown origin. Out: the bytes of the one `ikrar-bundle.json` inside, unread: whether
they are a bundle, and whether it holds, is for `ikrar.tlog`. Nothing in the PDF is trusted; sizes,
depths and what a stream unpacks to are bounded. Any failure is an InputError that says what to do.
"""

import io
import logging
import zlib
from collections.abc import Iterator
from typing import Any

from pypdf import Configuration, PdfReader, apply_configuration
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject, TextStringObject

from ikrar.errors import InputError

BUNDLE_NAME = "ikrar-bundle.json"
MAX_PDF = 4_000_000
MAX_BUNDLE = 1_000_000

_MAX_FILES, _MAX_OBJECTS = 64, 20_000
_LIMITS = Configuration(  # for what pypdf must unpack to find its way: tables of objects, no pages
    maximum_declared_stream_length=MAX_PDF,
    array_based_stream_maximum_output_length=4_000_000,
    lzw_maximum_output_length=4_000_000,
    run_length_maximum_output_length=4_000_000,
    zlib_maximum_output_length=4_000_000,
    brotli_maximum_output_length=4_000_000,
    stream_decoding_work_maximum_length=16_000_000,
    zlib_maximum_recovery_input_length=0,
    array_maximum_element_count=_MAX_OBJECTS,
    dictionary_maximum_element_count=_MAX_OBJECTS,
    jbig2dec_binary=None,
)
_TORN = (
    "This PDF is damaged or was changed, so its proof cannot be read. "
    "Ask for the certificate again and check the file as it was sent."
)
logging.getLogger("pypdf").addHandler(
    logging.NullHandler()
)  # what it mends is not our reader's news


def read_bundle(pdf: bytes) -> bytes:
    """The attached `ikrar-bundle.json`; InputError if there is not exactly one, or it is unfit."""
    if not pdf.startswith(b"%PDF-"):
        raise InputError("This file is not a PDF. Give the certificate PDF or its bundle (JSON).")
    if len(pdf) > MAX_PDF:
        raise InputError("This PDF is larger than 4 MB; no certificate is.")
    try:
        with apply_configuration(_LIMITS):
            return _read(pdf)
    except InputError:
        raise
    except Exception as error:  # pypdf meets spoiled files with a dozen kinds of exception
        raise InputError(_TORN) from error


def _read(pdf: bytes) -> bytes:
    reader = PdfReader(io.BytesIO(pdf), strict=True, xref_stream_maximum_entries=_MAX_OBJECTS)
    if reader.is_encrypted:
        raise InputError("This PDF is encrypted. Certificates are not: ask for the file as issued.")
    found = [file for file in _files(reader) if _name(file) == BUNDLE_NAME]
    if not found:
        raise InputError(
            f"This PDF carries no {BUNDLE_NAME}. Printing or re-saving a certificate drops it: "
            "give the file as it was downloaded."
        )
    if len(found) > 1:
        raise InputError(f"This PDF carries {len(found)} files named {BUNDLE_NAME}; one is right.")
    return _content(_dictionary(_dictionary(found[0]["/EF"])["/F"]))


def _files(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Yield the attached files of the document's name tree; refuse one that is no small tree."""
    names = _dictionary(reader.root_object.get("/Names", DictionaryObject()))
    nodes: list[Any] = [names.get("/EmbeddedFiles", DictionaryObject())]
    for visited, node in enumerate(nodes):  # grows while it is walked
        branch = _dictionary(node)
        files = _array(branch.get("/Names", ArrayObject()))[1::2]
        kids = _array(branch.get("/Kids", ArrayObject()))
        if visited + len(files) + len(kids) > _MAX_FILES:
            raise InputError("This PDF carries more files than a certificate, which carries one.")
        yield from map(_dictionary, files)
        nodes.extend(kids)


def _name(file: DictionaryObject) -> str:
    name = file.get("/UF", file.get("/F"))
    name = name.get_object() if name is not None else None
    return str(name) if isinstance(name, TextStringObject) else ""


def _content(stream: DictionaryObject) -> bytes:
    """What the stream holds, unpacked here and not by pypdf, so that it cannot swell."""
    if not isinstance(stream, StreamObject):
        raise InputError(_TORN)
    packed: bytes = stream._data  # noqa: SLF001 (pypdf offers no public way to the packed bytes)
    filters = stream.get("/Filter")
    if isinstance(filters, ArrayObject) and len(filters) == 1:
        filters = filters[0]
    if filters is None:
        data = packed
    elif filters == "/FlateDecode" and "/DecodeParms" not in stream:
        unpack = zlib.decompressobj()
        data = unpack.decompress(packed, MAX_BUNDLE + 1)
        if len(data) <= MAX_BUNDLE and not unpack.eof:
            raise InputError(_TORN)
    else:
        raise InputError(_TORN)
    if len(data) > MAX_BUNDLE:
        raise InputError(f"The {BUNDLE_NAME} in this PDF is larger than 1 MB; no proof is.")
    return data


def _dictionary(value: Any) -> DictionaryObject:
    value = value.get_object()
    if not isinstance(value, DictionaryObject):
        raise InputError(_TORN)
    return value


def _array(value: Any) -> ArrayObject:
    value = value.get_object()
    if not isinstance(value, ArrayObject):
        raise InputError(_TORN)
    return value
