"""A WhatsApp chat as phones export it to text, Android and iPhone, in Indonesian and English.

A message begins with a stamp, `14/02/24 09.30 - Ani: …` or `[14/02/24 09.30.12] Ani: …`; lines without one belong to it.
What the program itself says, and messages of which the export shows only that there was a picture, are left out.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from ikrar.sources import reasons
from ikrar.sources.decoding import lines, whole_lines
from ikrar.sources.model import LONGEST_TEXT, Items, Record
from ikrar.sources.orders import Order, Votes

_MARKS = "\u200e\u200f\u202a-\u202e\ufeff"
_BLANK = "[ \u00a0\u202f]"
_DATE = r"(\d{1,4})[/.\-](\d{1,2})[/.\-](\d{1,4})"
_TIME = rf"\d{{1,2}}[.:]\d{{2}}(?:[.:]\d{{2}})?(?:{_BLANK}?[AaPp]\.?{_BLANK}?[Mm]\.?)?"
_STAMP = rf"{_DATE},?{_BLANK}(?:pukul{_BLANK}|at{_BLANK}|jam{_BLANK})?{_TIME}"
_DATES: Final = re.compile(rf"^[{_MARKS}]*\[?{_STAMP}(?:\]| [-–] )", re.MULTILINE)
_MESSAGE: Final = re.compile(
    rf"[{_MARKS}]*(?:\[(?P<phone>{_STAMP})\]{_BLANK}?|(?P<robot>{_STAMP}) [-–] )(?P<rest>.*)",
    re.DOTALL,
)
_BEGINS: Final = re.compile(rf"[{_MARKS}]*\[?\d")
_AMERICAN: Final = re.compile(
    rf"[{_MARKS}]*\[?\d{{1,2}}/\d{{1,2}}/\d{{2}},{_BLANK}\d{{1,2}}:\d{{2}}.*[AaPp][Mm]"
)
_SYSTEM: Final = re.compile(  # in the place of a name, since what is said about a group may hold ": "
    r" (?:mengubah|menambahkan|mengeluarkan|membuat|keluar|bergabung|mengganti|menyematkan|mengaktifkan|menonaktifkan|changed|"
    r"added|removed|created|left|joined|pinned|turned (?:on|off)|updated)(?: |$)"
)
_NO_WORDS: Final = re.compile(
    r"<?(?:media|gambar|foto|image|video|audio|sticker|stiker|gif|document|dokumen|kartu kontak|contact card|pesan video|"
    r"video note|pesan suara|lokasi langsung|live location)\b.{0,60}(?:omitted|tidak disertakan|dihilangkan|shared|dibagikan)>?"
    r"|.{1,120} ?\((?:file attached|file terlampir|berkas terlampir)\)|<(?:attached|terlampir): .{1,120}>|null"
    r"|(?:you deleted this message|this message was deleted|anda (?:telah )?menghapus pesan ini|pesan ini (?:telah )?dihapus)"
    r"(?: (?:by|oleh) .{1,60})?\.?|(?:waiting for this message|menunggu pesan ini)\b.{0,80}"
    r"|(?:missed (?:voice|video) call|panggilan (?:suara|video) tak terjawab)\b.{0,40}|(?:location|lokasi): .{1,300}",
    re.IGNORECASE,
)
_EDITED: Final = re.compile(
    rf"[{_MARKS}]*<(?:this message was edited|pesan ini (?:telah )?diedit)>\s*$", re.IGNORECASE
)
MOST_NAME: Final = 100


def order_of(file: BinaryIO, last_year: int) -> Order:
    """The order of day, month and year, by all stamps of the file."""
    votes, is_american = Votes(last_year), False
    for piece in whole_lines(file):
        found = [date for date in _DATES.findall(piece) if len(date[0]) < 3]
        votes.add([(first, second, last[:4]) for first, second, last in found])
        is_american = is_american or bool(found and _AMERICAN.match(piece))
    return votes.decide(("mdy", "dmy", "ymd") if is_american else ("dmy", "mdy", "ymd"))


def is_chat(head: str) -> bool:
    """Whether a text begins as a chat does."""
    return any(_MESSAGE.match(line) for line in head[:20_000].split("\n", 50)[:50])


def messages(file: BinaryIO) -> Items:
    """Every message that has words. The row is the number of its first line."""
    open_at, first, body = 0, "", list[str]()
    size, has_begun = 0, False
    for number, line in enumerate(lines(file), 1):
        if _BEGINS.match(line) and _MESSAGE.match(line):
            if has_begun:
                yield from _message(open_at, first, body)
            open_at, first, body, size, has_begun = number, line, [], 0, True
        elif not has_begun:
            if line.strip():
                yield reasons.NO_MESSAGE.at(number)
        elif size <= LONGEST_TEXT:
            body.append(line)
            size += len(line) + 1
    if has_begun:
        yield from _message(open_at, first, body)


def _message(number: int, first: str, body: list[str]) -> Iterator[Record]:
    """The record of a message, unless it is the program's own."""
    found = _MESSAGE.match(first)
    if found is None:
        return
    name, said = _parted(found["rest"])
    is_own = found["phone"] is not None and said.startswith(
        "\u200e"
    )  # as an iPhone marks what it says itself
    if not name or (is_own and not body):
        return
    text = _words(said, body)
    if text:
        yield Record(number, text, found["phone"] or found["robot"], name, "")


def _parted(rest: str) -> tuple[str, str]:
    """Name and words; no name where the program speaks."""
    name, colon, said = rest.partition(": ")
    if not colon:
        name, colon, said = (rest[:-1], ":", "") if rest.endswith(":") else ("", "", rest)
    if len(name) > MOST_NAME or _SYSTEM.search(name):
        return "", rest
    return name, said


def _words(said: str, body: list[str]) -> str:
    """The text of a message; of a picture the caption below it."""
    text = said.strip(" \u200e\u200f\u202a\u202c")
    kept = [] if _NO_WORDS.fullmatch(text) else [text]
    return _EDITED.sub("", "\n".join([*kept, *body])).strip()
