"""A WhatsApp chat as phones export it to text, Android and iPhone, in Indonesian and English.

A message begins with a stamp, `14/02/24 09.30 - Ani: …` or `[14/02/24 09.30.12] Ani: …`; lines without one belong to it.
What the program itself says, and messages of which the export shows only that there was a picture, are left out.
"""

import re
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
_MEDIA = (
    r"(?:media|gambar|foto|image|video|audio|sticker|stiker|GIF|document|dokumen|contact card|kartu kontak|video note|"
    r"catatan video|pesan video|pesan suara) (?:omitted|tidak disertakan|dihilangkan)"
)
_NO_WORDS: Final = re.compile(
    rf"<{_MEDIA}>|{_MEDIA}|.{{1,120}} ?\((?:file attached|file terlampir|berkas terlampir)\)|null"
    r"|(?:you deleted this message|this message was deleted|anda (?:telah )?menghapus pesan ini|pesan ini (?:telah )?dihapus)"
    r"(?: (?:by|oleh) .{1,60})?\.?|(?:waiting for this message|menunggu pesan ini)\b.{0,80}"
    r"|(?:missed (?:voice|video) call|panggilan (?:suara|video) tak terjawab)|(?:location|lokasi): https?://\S+"
    r"|(?:live location shared|lokasi langsung dibagikan)",
    re.IGNORECASE,
)
_TAIL: Final = re.compile(
    rf"\s*(?:[{_MARKS}]+(?:<[^<>\n]{{1,200}}>|(?:[^\n\u200e]{{1,120}} )?{_MEDIA})|<(?:this message was edited|pesan ini (?:telah )?diedit)>)\s*$",
    re.IGNORECASE,
)
FIRST_YEAR: Final = 2009  # of WhatsApp
MOST_NAME: Final = 100
_LONGEST_NOTE: Final = 200


def order_of(file: BinaryIO, last_year: int) -> Order:
    """The order of day, month and year, by all stamps of the file."""
    votes, is_american = Votes(last_year, first_year=FIRST_YEAR, is_chat=True), False
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
    at, opened, body, size = 0, None, list[str](), 0
    for number, line in enumerate(lines(file), 1):
        if _BEGINS.match(line) and (begun := _MESSAGE.match(line)):
            if opened and (record := _record(at, opened, body)):
                yield record
            at, opened, body, size = number, begun, [], 0
        elif opened is None:
            if line.strip():
                yield reasons.NO_MESSAGE.at(number)
        elif size <= LONGEST_TEXT:
            body.append(line)
            size += len(line) + 1
    if opened and (record := _record(at, opened, body)):
        yield record


def _record(number: int, opened: re.Match[str], body: list[str]) -> Record | None:
    """The record of a message, unless it is the program's own."""
    phone, robot, rest = opened.group("phone", "robot", "rest")
    name, said = _parted(rest)
    if not name:
        return None
    if phone and said.startswith("\u200e"):  # so an iPhone marks what it says itself
        said, body = "", [line for line in body if not line.startswith("\u200e")]
    text = _words(said, body)
    return Record(number, text, phone or robot, name, "") if text else None


def _parted(rest: str) -> tuple[str, str]:
    """Name and words; no name where the program speaks."""
    name, colon, said = rest.partition(": ")
    if not colon:
        name, said = (rest[:-1], "") if rest.endswith(":") else ("", rest)
    if len(name) > MOST_NAME or _SYSTEM.search(name):
        return "", rest
    return name, said


def _words(said: str, body: list[str]) -> str:
    """The text of a message; of a picture the caption that stands before or below it."""
    text = "\n".join([said, *body]) if body else said
    text = _TAIL.sub("", text) if "\u200e" in text or text.endswith(">") else text
    first, _, rest = text.strip(" \n\u200e\u200f\u202a\u202c").partition("\n")
    if len(first) < _LONGEST_NOTE and _NO_WORDS.fullmatch(first.strip("\u200e ")):
        return rest.strip()
    return f"{first}\n{rest}".strip() if rest else first
