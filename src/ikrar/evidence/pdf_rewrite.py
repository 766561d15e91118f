"""Writes a PDF anew with only what its pages need; run by `pdf` as a process under limits.

In: a PDF of unknown origin on standard input, seconds and bytes of memory as arguments. Out: the clean PDF on standard
output and the names of what was removed on standard error, or there a dash and the reason why not.
"""

import base64
import contextlib
import io
import logging
import re
import resource
import sys
import zlib
from typing import Any, BinaryIO, Final

from pypdf import Configuration, PdfReader, apply_configuration
from pypdf.errors import FileNotDecryptedError
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NullObject,
    PdfObject,
    StreamObject,
)

from ikrar.evidence import jpeg
from ikrar.evidence.outcome import NotCleanable, Reason, Trace, damaged

_MOST_OBJECTS: Final = 50_000  # what the time allows on a slow machine, twice over
_LIMITS: Final = Configuration(
    maximum_declared_stream_length=40_000_000,
    zlib_maximum_output_length=40_000_000,
    lzw_maximum_output_length=4_000_000,
    run_length_maximum_output_length=4_000_000,
    array_based_stream_maximum_output_length=40_000_000,
    brotli_maximum_output_length=4_000_000,
    stream_decoding_work_maximum_length=80_000_000,
    zlib_maximum_recovery_input_length=0,
    jbig2dec_binary=None,
)


def _keys(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ROOT: Final = _keys(
    "/Type /Version /Pages /PageLabels /PageLayout /PageMode /Lang /OCProperties /AcroForm /Dests"
    " /Names /Outlines /ViewerPreferences"
)
_PAGE: Final = _keys(
    "/Type /Parent /Kids /Count /Resources /MediaBox /CropBox /BleedBox /TrimBox /ArtBox /Contents"
    " /Rotate /Group /Annots /UserUnit"
)
_ANNOTATION: Final = _keys(
    "/Type /Subtype /Rect /Contents /AP /AS /F /Border /C /BS /BE /Q /DA /QuadPoints /InkList /L /LE"
    " /Vertices /IC /CA /RD /Name /H /MK /FT /V /DV /Ff /Opt /MaxLen /T /Parent /Kids /P /A /Dest"
)
# annotations that draw; the others are attachments, sounds, films and programs
_DRAWN: Final = _keys(
    "/Text /Link /FreeText /Line /Square /Circle /Polygon /PolyLine /Highlight /Underline /Squiggly"
    " /StrikeOut /Caret /Stamp /Ink /Widget"
)
_ACTIONS: Final = _keys(
    "/GoToR /GoToE /GoToDp /Launch /Thread /URI /Sound /Movie /Hide /Named /SubmitForm /ResetForm"
    " /ImportData /JavaScript /SetOCGState /Rendition /Trans /GoTo3DView /RichMediaExecute"
)
# keys that go wherever they stand, and what they hold
_UNWANTED: Final = {
    "/Metadata": Trace.XMP,
    "/PieceInfo": Trace.PROPERTIES,
    "/LastModified": Trace.TIMES,
    "/CreatorInfo": Trace.PROPERTIES,
    "/Thumb": Trace.THUMBNAIL,
    "/AA": Trace.SCRIPTS,
    "/OpenAction": Trace.SCRIPTS,
    "/XFA": Trace.SCRIPTS,
    "/AF": Trace.ATTACHMENTS,
    "/EF": Trace.ATTACHMENTS,
    "/Collection": Trace.ATTACHMENTS,
    "/Perms": Trace.SIGNATURES,
}
# keys that go from pages, annotations and streams, where they mean this
_ALSO: Final = {
    "/T": Trace.AUTHORS,
    "/M": Trace.TIMES,
    "/CreationDate": Trace.TIMES,
    "/F": Trace.LINKS,
}
_ELSEWHERE: Final = _keys("/F /FFilter /FDecodeParms")  # a stream that stands in another file
_BY_TYPE: Final = {
    "/Metadata": Trace.XMP,
    "/EmbeddedFile": Trace.ATTACHMENTS,
    "/Filespec": Trace.ATTACHMENTS,
    "/Sig": Trace.SIGNATURES,
    "/DocTimeStamp": Trace.SIGNATURES,
}
_TELLING: Final = re.compile(rb"Exif\0|http://ns\.adobe\.com/|Photoshop ")


def rewrite(pdf: bytes, out: BinaryIO) -> frozenset[Trace]:
    """Write the bare PDF to `out` and tell what was removed; NotCleanable, whatever it stumbles on."""
    try:
        with apply_configuration(_LIMITS):
            reader = PdfReader(io.BytesIO(pdf), xref_stream_maximum_entries=_MOST_OBJECTS)
            rewriting = _Rewriting(reader, out)
            rewriting.run()
    except NotCleanable:
        raise
    except FileNotDecryptedError as error:
        raise NotCleanable(Reason.ENCRYPTED) from error
    except (MemoryError, RecursionError) as error:
        raise NotCleanable(Reason.TOO_COMPLEX) from error
    except Exception as error:  # pypdf meets spoiled files with a dozen kinds of exception
        raise damaged() from error
    return frozenset(rewriting.removed)


class _Rewriting:
    """One PDF on its way from `reader` to `out`, object by object from the root."""

    def __init__(self, reader: PdfReader, out: BinaryIO) -> None:
        self.reader, self.out = reader, out
        self.at = 0
        self.places = dict[tuple[int, int], int]()
        self.removed = set[Trace]()

    def run(self) -> None:
        root = self.reader.root_object
        start = root.indirect_reference
        if start is None or not isinstance(_get(root, "/Pages"), DictionaryObject):
            raise damaged()
        if _get(self.reader.trailer, "/Info"):
            self.removed.add(Trace.PROPERTIES)
        self._prune_root(root)
        self.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        waiting = [start]
        while waiting:
            found = waiting.pop()
            if (found.idnum, found.generation) not in self.places:
                waiting += self._written(found)
        self._end(start)

    def write(self, data: bytes) -> int:
        self.at += len(data)
        return self.out.write(data)

    def _written(self, found: IndirectObject) -> list[IndirectObject]:
        """Write the object; tell which others it needs."""
        self.places[found.idnum, found.generation] = self.at
        if len(self.places) > _MOST_OBJECTS:
            raise NotCleanable(Reason.TOO_COMPLEX)
        value = found.get_object() if self._is_defined(found) else None
        if value is None or self._is_unwanted(value):
            value = NullObject()
        needed = self._pruned(value)
        if isinstance(value, StreamObject):
            self._clean_picture(value)
        self.write(b"%d %d obj\n" % (found.idnum, found.generation))
        value.write_to_stream(self)  # type: ignore[arg-type] # it asks for no more than `write`
        self.write(b"\nendobj\n")
        if isinstance(value, StreamObject):
            value._data = b""  # noqa: SLF001 (written once, so that the memory can go)
        return needed

    def _is_defined(self, found: IndirectObject) -> bool:
        """Whether a table names the object; pypdf would else search the whole file for it."""
        table: dict[int, int] = self.reader.xref.get(found.generation, {})
        return found.idnum in table or found.idnum in self.reader.xref_objStm

    def _end(self, root: IndirectObject) -> None:
        table = self.at
        self.write(b"xref\n0 1\n0000000000 65535 f \n")
        for (number, generation), place in sorted(self.places.items()):
            self.write(b"%d 1\n%010d %05d n \n" % (number, place, generation))
        size = max(self.places)[0] + 1
        root_told = (size, root.idnum, root.generation)
        self.write(b"trailer\n<</Size %d/Root %d %d R>>\n" % root_told)
        self.write(b"startxref\n%d\n%%%%EOF\n" % table)

    def _pruned(self, value: PdfObject) -> list[IndirectObject]:
        """Take out of the value, at every depth, what is not wanted; tell what it points to."""
        pointed, waiting = list[IndirectObject](), [value]
        while waiting:
            one = waiting.pop()
            if isinstance(one, IndirectObject):
                pointed.append(one)
            elif isinstance(one, DictionaryObject):
                self._prune(one)
                waiting += one.values()
            elif isinstance(one, ArrayObject):
                one[:] = [item for item in one if not self._is_unwanted(item)]
                waiting += one
        return pointed

    def _prune(self, one: DictionaryObject) -> None:
        if _get(one, "/Type") in {"/Page", "/Pages"}:
            self._keep(one, _PAGE)
            self._keep_drawn(one)
        elif "/Rect" in one and "/Subtype" in one:
            is_field = _get(one, "/Subtype") == "/Widget"
            self._keep(one, _ANNOTATION if is_field else _ANNOTATION - {"/T"})
        if isinstance(one, StreamObject):
            self._keep(one, frozenset(one.keys()) - _ELSEWHERE)
        for key, value in list(one.items()):
            if key in _UNWANTED:
                self.removed.add(_UNWANTED[key])
                del one[key]
            elif self._is_unwanted(value):
                del one[key]

    def _keep(self, one: DictionaryObject, keys: frozenset[str]) -> None:
        for key in one.keys() - keys:
            trace = _UNWANTED.get(key) or _ALSO.get(key)
            self.removed |= {trace} if trace else set()
            del one[key]

    def _keep_drawn(self, page: DictionaryObject) -> None:
        notes = _get(page, "/Annots")
        if isinstance(notes, ArrayObject):
            drawn = (note for note in notes if not self._is_unwanted(note.get_object()))
            page[NameObject("/Annots")] = ArrayObject(drawn)

    def _prune_root(self, root: DictionaryObject) -> None:
        names = _get(root, "/Names")
        if isinstance(names, DictionaryObject):
            self.removed |= {Trace.SCRIPTS} if "/JavaScript" in names else set()
            self.removed |= {Trace.ATTACHMENTS} if "/EmbeddedFiles" in names else set()
            kept = {key: value for key, value in names.items() if key == "/Dests"}
            root[NameObject("/Names")] = DictionaryObject(kept)
        self._keep(root, _ROOT)

    def _is_unwanted(self, value: PdfObject | None) -> bool:
        trace = _trace(value) if isinstance(value, DictionaryObject) else None
        self.removed |= {trace} if trace else set()
        return trace is not None

    def _clean_picture(self, stream: StreamObject) -> None:
        """Take out of a photograph what a camera wrote into it."""
        found = _get(stream, "/Filter")
        filters = [str(name) for name in found] if isinstance(found, ArrayObject) else [str(found)]
        if not {"/DCTDecode", "/DCT"} & set(filters):
            return
        packed = stream._data  # noqa: SLF001 (pypdf offers no public way to the packed bytes)
        if len(filters) > 1:
            packed = _unpacked(stream, filters)
            stream[NameObject("/Filter")] = NameObject(filters[-1])
        stream._data, removed = _photograph(packed)  # noqa: SLF001
        self.removed |= removed


def _trace(value: DictionaryObject) -> Trace | None:
    """What a dictionary is, if it is one that goes as a whole."""
    if "/ByteRange" in value:
        return Trace.SIGNATURES
    if "/JS" in value or (_get(value, "/S") in _ACTIONS and not isinstance(value, StreamObject)):
        return Trace.SCRIPTS
    if "/Rect" in value and "/Subtype" in value and _get(value, "/Subtype") not in _DRAWN:
        return Trace.ATTACHMENTS
    kind = _get(value, "/Type")
    return _BY_TYPE.get(kind) if isinstance(kind, NameObject) else None


def _photograph(packed: bytes) -> tuple[bytes, frozenset[Trace]]:
    try:
        clean = jpeg.clean(packed)
    except NotCleanable:
        if _TELLING.search(packed):
            raise
        return packed, frozenset()  # cut short, as scanners do, but it tells nothing
    return clean.data, clean.removed - {Trace.APPENDED}


def _unpacked(stream: StreamObject, filters: list[str]) -> bytes:
    """A photograph that was packed a second time, as far as its last filter."""
    if "/DecodeParms" in stream:
        raise NotCleanable(Reason.NO_CLEANER)
    data: bytes = stream._data  # noqa: SLF001
    for name in filters[:-1]:
        if name in {"/ASCII85Decode", "/A85"}:
            data = base64.a85decode(data.rstrip(b"~> \r\n\t"), ignorechars=b" \n\r\t\v\0\f")
        elif name in {"/FlateDecode", "/Fl"}:
            data = _inflated(data)
        else:
            raise NotCleanable(Reason.NO_CLEANER)
    return data


def _inflated(packed: bytes) -> bytes:
    unpack = zlib.decompressobj()
    data = unpack.decompress(packed, _LIMITS.zlib_maximum_output_length)
    if not unpack.eof:
        raise damaged()
    return data


def _get(one: DictionaryObject, key: str) -> Any:
    """The value of a key, followed to where it stands; None if there is none."""
    value = one.get(key)
    return value if value is None else value.get_object()


def _limit(seconds: int, memory: int) -> None:
    limits = {
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,  # a crash must not leave evidence on the disk
    }
    for what, most in limits.items():
        with contextlib.suppress(ValueError, OSError):  # the system allows even less
            resource.setrlimit(what, (most, most))


def main() -> None:
    """Standard input to standard output, under the limits that the arguments tell."""
    _limit(*map(int, sys.argv[1:3]))
    logging.disable()  # what pypdf mends is no news
    try:
        removed = rewrite(sys.stdin.buffer.read(), sys.stdout.buffer)
        sys.stdout.buffer.flush()
        sys.stderr.write(" ".join(removed))
    except (NotCleanable, MemoryError) as error:
        reason = error.reason if isinstance(error, NotCleanable) else Reason.TOO_COMPLEX
        sys.stderr.write(f"- {reason}")
        sys.exit(1)


if __name__ == "__main__":
    main()
