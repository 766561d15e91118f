"""The shared strings of an XLSX, kept beside memory: a nameless temporary file and their offsets.

Half a million rows have millions of texts; here each costs 8 bytes of memory. The file has no name
and is gone with the process, since it also holds the columns that are not wanted.
"""

import mmap
import tempfile
import zipfile
from array import array
from collections.abc import Callable

from ikrar.sheets.package import MAX_DEPTH, broken, local, parse_part, strict_parser

LONGEST_CELL = 400  # pieces of text per chunk: no honest cell has more
MOST_RUNS = 1_000  # pieces that are formatted differently
MAX_STRINGS = 32_000_000


class SharedStrings:
    """`strings[i]` is the i-th shared text."""

    def __init__(self, archive: zipfile.ZipFile, part: str | None) -> None:
        self._file = tempfile.TemporaryFile(prefix="ikrar-")  # noqa: SIM115 - lives as long as this
        self._ends = array("Q")
        try:
            if part is not None:
                self._read(archive, part)
        except BaseException:
            self._file.close()
            raise
        self._file.flush()
        size = self._ends[-1] if self._ends else 0
        self._bytes = mmap.mmap(self._file.fileno(), size, access=mmap.ACCESS_READ) if size else b""

    def __getitem__(self, index: int) -> str:
        if not 0 <= index < len(self._ends):
            raise broken()
        start = self._ends[index - 1] if index else 0
        return self._bytes[start : self._ends[index]].decode()

    def close(self) -> None:
        if isinstance(self._bytes, mmap.mmap):
            self._bytes.close()
        self._file.close()

    def _read(self, archive: zipfile.ZipFile, part: str) -> None:
        parser, pieces, done = strict_parser(), [], []  # type: ignore[var-annotated]
        handlers = _handlers(pieces, done)
        parser.StartElementHandler, parser.EndElementHandler = handlers
        parser.CharacterDataHandler = pieces.append
        end = 0
        for _chunk in parse_part(archive, part, parser):
            if len(pieces) > LONGEST_CELL or len(self._ends) > MAX_STRINGS:
                raise broken()
            for text in done:
                end += len(text)
                self._ends.append(end)
            self._file.write(b"".join(done))
            done.clear()


def _handlers(
    pieces: list[str], done: list[bytes]
) -> tuple[Callable[[str, dict[str, str]], None], Callable[[str], None]]:
    """Collect the text of each <si>, without phonetic hints (<rPh>)."""
    kept: list[str] = []
    is_hint, depth = False, 0

    def start(name: str, _attributes: dict[str, str]) -> None:
        nonlocal is_hint, depth
        depth += 1
        if depth > MAX_DEPTH:
            raise broken()
        is_hint = is_hint or local(name) == "rPh"
        pieces.clear()

    def end(name: str) -> None:
        nonlocal is_hint, depth
        depth -= 1
        name = local(name)
        if name == "t" and not is_hint:
            if len(kept) >= MOST_RUNS:
                raise broken()
            kept.append("".join(pieces))
        elif name == "rPh":
            is_hint = False
        elif name == "si":
            done.append("".join(kept).encode("utf-8", "replace"))
            kept.clear()
        pieces.clear()

    return start, end
