"""Bytes of text of any encoding, even of two, into lines without NUL; nothing is ever refused.

UTF-8 and UTF-16 are known by their first bytes. A byte that is no UTF-8 is taken for cp1252, so that lines of two
programs may stand in one file.
"""

import codecs
import io
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO, Final

BLOCK: Final = 1 << 20
LONGEST_LINE: Final = 1 << 22  # a longer one comes out in pieces
_MEND: Final = "ikrar-mend"
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def _mend(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    if not error.encoding.startswith("utf-8"):
        return "\ufffd", error.end
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_MEND, _mend)


def encoding_of(head: bytes) -> str:
    """The encoding that the first bytes tell; UTF-8 where they tell none."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    half = len(head) // 2
    if half >= 2 and head[1::2].count(0) > half * 0.7:  # Latin text has a NUL in every other byte
        return "utf-16-le"
    return "utf-16-be" if half >= 2 and head[0::2].count(0) > half * 0.7 else "utf-8"


def decoded(head: bytes) -> str:
    """The beginning of a file as text."""
    return head.decode(encoding_of(head), _MEND).replace("\0", "")


def blocks(file: BinaryIO) -> Iterator[str]:
    """The text in pieces of a megabyte, with a line feed for every end of a line. `file` stays open."""
    file.seek(0)
    encoding = encoding_of(file.read(4096))
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, errors=_MEND, newline=None)
    try:
        while block := text.read(BLOCK):
            yield block.replace("\0", "") if "\0" in block else block
    finally:
        if not text.closed:
            text.detach()


def whole_lines(file: BinaryIO) -> Iterator[str]:
    """The text in pieces that each end with a line."""
    rest = ""
    for block in blocks(file):
        whole, newline, tail = block.rpartition("\n")
        if newline:
            yield rest + whole + newline
            rest = tail
        else:
            rest += tail
        if len(rest) > LONGEST_LINE:
            yield rest + "\n"
            rest = ""
    if rest:
        yield rest + "\n"


def lines(file: BinaryIO) -> Iterator[str]:
    """Every line, without its end."""
    return chain.from_iterable(piece[:-1].split("\n") for piece in whole_lines(file))


def decoded_cell(data: bytes) -> str:
    """A cell of bytes as text."""
    return data.decode("utf-8", _MEND).replace("\0", "")
