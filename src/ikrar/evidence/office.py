"""DOCX, XLSX and PPTX: out with properties, authors, printers and what points outside; the text stays as it is.

In: any bytes. Out: a document without its property parts, with the authors of comments and changes unnamed, pictures
cleaned, links to templates and pictures elsewhere cut. Macros and embedded files of other kinds cannot be taken out.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from ikrar.evidence import gif, jpeg, mp4, png, relations, riff, sound, zips
from ikrar.evidence.outcome import Budget, Clean, NotCleanable, Reason, Trace, damaged
from ikrar.evidence.sniff import HEAD, sniff
from ikrar.evidence.zips import Part

_TYPES: Final = "[Content_Types].xml"
_ACTIVE: Final = re.compile(
    r"vbaProject|vbaData|activeX/|ctrlProps/|macrosheets/|customUI", re.IGNORECASE
)
_EMBEDDED: Final = re.compile(r"(?:^|/)embeddings/", re.IGNORECASE)
_UNWANTED: Final = re.compile(
    r"docProps/|package/services/metadata/|customXml/|.*/printerSettings/|word/people\d*\.xml$"
    r"|_xmlsignatures/",
    re.IGNORECASE,
)
_MOST_XML: Final = 100_000_000
_LARGEST_TABLE: Final = 4_000_000
_LONGEST_TAG: Final = 1_000_000
_MOST_DEPTH: Final = 2  # a chart in a document holds the workbook that it draws

_MEDIA: Final[dict[str, Callable[[bytes], Clean]]] = {
    "jpeg": jpeg.clean,
    "png": png.clean,
    "gif": gif.clean,
    "webp": riff.clean_webp,
    "wav": riff.clean_wav,
    "mp3": sound.clean_mp3,
    **dict.fromkeys(("mp4", "mov", "3gp", "m4a"), mp4.clean),
}


@dataclass(frozen=True, slots=True)
class _Rule:
    """In parts named so, what is found becomes its first group and `put`."""

    part: re.Pattern[str]
    found: re.Pattern[bytes]
    put: bytes = b'"-"'


_VALUE: Final = rb"""(?:"[^"]*"|'[^']*')"""
_RULES: Final = (
    _Rule(
        re.compile(""),
        re.compile(rb"(\s(?:\w+:)?(?:author|initials|userId|providerId|userName)=)" + _VALUE),
    ),
    _Rule(
        re.compile(r"ppt/(?:commentAuthors|authors)|xl/persons/"),
        re.compile(rb"(\s(?:displayName|name)=)" + _VALUE),
    ),
    _Rule(re.compile(r"xl/comments"), re.compile(rb"(<(?:\w+:)?author>)[^<]+"), b"-"),
    # the folder that the workbook was saved in
    _Rule(re.compile(r"xl/workbook"), re.compile(rb"(<(?:\w+:)?absPath\s[^<>]*?\surl=)" + _VALUE)),
    # the printer's part, which is left out
    _Rule(
        re.compile(r"xl/\w+sheets/"),
        re.compile(rb"(<(?:\w+:)?pageSetup(?:\s[^<>]*?)?)\s\w+:id=" + _VALUE),
        b"",
    ),
)


def clean(data: bytes) -> Clean:
    """The bare document. NotCleanable where it is damaged, swells or holds what cannot be taken out."""
    return _clean(data, 0)


def _clean(data: bytes, depth: int) -> Clean:
    parts = zips.read(data)
    names = {part.name for part in parts}
    if _TYPES not in names:
        raise damaged()
    if any(_ACTIVE.search(name) for name in names):
        raise NotCleanable(Reason.ACTIVE_CONTENT)
    if sum(part.size for part in parts if _is_xml(part)) > _MOST_XML:
        raise NotCleanable(Reason.TOO_COMPLEX)
    document = _Document({name for name in names if _UNWANTED.match(name)}, depth)
    kept = [document.cleaned(part) for part in parts if part.name not in document.gone]
    return Clean(zips.write(kept), frozenset(document.removed))


def _is_xml(part: Part) -> bool:
    return part.name.lower().endswith((".xml", ".rels", ".vml"))


class _Document:
    """One document while its parts are cleaned. `gone`: the parts that are left out."""

    def __init__(self, gone: set[str], depth: int) -> None:
        self.gone, self.depth = gone, depth
        self.removed = {Trace.PROPERTIES} if gone else set[Trace]()
        self.budget = Budget()

    def cleaned(self, part: Part) -> Part:
        if part.name == _TYPES:
            return zips.pack(part.name, [relations.types_without(_table(part), self.gone)])
        if part.name.endswith(".rels"):
            return self._relations(part)
        if _EMBEDDED.search(part.name):
            return self._embedded(part)
        return self._text(part) if _is_xml(part) else self._media(part)

    def _relations(self, part: Part) -> Part:
        data, has_links = relations.without(part.name, _table(part), self.gone)
        self.removed |= {Trace.LINKS} if has_links else set()
        return zips.pack(part.name, [data])

    def _embedded(self, part: Part) -> Part:
        data = b"".join(zips.unpack(part))
        if sniff(data, part.name).label not in {"docx", "xlsx", "pptx"}:
            raise NotCleanable(Reason.HOLDS_FILES)
        if self.depth >= _MOST_DEPTH:
            raise NotCleanable(Reason.TOO_COMPLEX)
        return self._replaced(part, _clean(data, self.depth + 1))

    def _media(self, part: Part) -> Part:
        pieces = zips.unpack(part)
        head = next(pieces, b"")
        cleaner = _MEDIA.get(sniff(head[:HEAD], part.name).label)
        if cleaner:
            return self._replaced(part, cleaner(b"".join([head, *pieces])))
        for _piece in pieces:  # unpacked only to hold it against what the directory told
            pass
        return part

    def _replaced(self, part: Part, clean: Clean) -> Part:
        self.removed |= clean.removed
        return zips.pack(part.name, [clean.data]) if clean.removed else part

    def _text(self, part: Part) -> Part:
        """The part with nobody named; as it was, byte for byte, where nobody is."""
        rules = [rule for rule in _RULES if rule.part.search(part.name)]
        packed = zips.pack(part.name, (self._unnamed(piece, rules) for piece in _at_tags(part)))
        if (packed.size, packed.checksum) == (part.size, part.checksum):
            return part
        self.removed.add(Trace.AUTHORS)
        return packed

    def _unnamed(self, piece: bytes, rules: list[_Rule]) -> bytes:
        for rule in rules:
            piece = rule.found.sub(lambda found: self._blank(found, rule.put), piece)  # noqa: B023 (called at once)
        return piece

    def _blank(self, found: re.Match[bytes], put: bytes) -> bytes:
        """What is put for a name; a text that only looks like an attribute stays."""
        self.budget.spend()
        text, at = found.string, found.start()
        nearby = max(0, at - 4096)
        is_tag = text.rfind(b"<", nearby, at + 1) >= text.rfind(b">", nearby, at)
        return found[1] + put if is_tag else found[0]


def _at_tags(part: Part) -> Iterator[bytes]:
    """The part in pieces that each begin with a tag, so that no tag is cut."""
    rest = b""
    for piece in zips.unpack(part):
        if b"\0" in piece[:4]:  # UTF-16, in which no office program writes
            raise NotCleanable(Reason.NO_CLEANER)
        rest += piece
        at = rest.rfind(b"<")
        if at > 0:
            yield rest[:at]
            rest = rest[at:]
        elif len(rest) > _LONGEST_TAG:
            raise NotCleanable(Reason.TOO_COMPLEX)
    yield rest


def _table(part: Part) -> bytes:
    if part.size > _LARGEST_TABLE:
        raise NotCleanable(Reason.TOO_COMPLEX)
    return b"".join(zips.unpack(part))
