"""A library of debunked claims, from a table (CSV, XLSX) or a feed (RSS, Atom) that somebody saved.

In: titles, texts, days, verdicts and links, under Indonesian or English names. Out: one Arrow table, and the rows that could
not be read. A link is kept only if it leads to the web.
"""

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ikrar.errors import InputError
from ikrar.sources import dates, feed, grids, reasons
from ikrar.sources.columns import fold
from ikrar.sources.finishing import Problems, clean, note, whole
from ikrar.sources.kinds import HEAD, sniff
from ikrar.sources.model import LONGEST_TEXT, ZONES, Kind, Problem
from ikrar.sources.orders import order_of

MOST: Final = 100_000
SCHEMA: Final = pa.schema(
    [
        pa.field("title", pa.large_string(), nullable=False),
        pa.field("text", pa.large_string(), nullable=False),
        pa.field("on", pa.date32()),
        pa.field("verdict", pa.large_string(), nullable=False),
        pa.field("link", pa.large_string(), nullable=False),
        pa.field("key", pa.uint64(), nullable=False),
    ]
)
_NAMES: Final = {
    "title": ("title", "judul", "headline", "judul klarifikasi", "judul artikel"),
    "text": ("claim", "klaim", "narasi", "text", "teks", "isi", "content", "konten", "hoaks", "isi hoaks", "isi klaim", "body",
             "description", "deskripsi"),
    "on": ("date", "tanggal", "tgl", "tanggal terbit", "published", "published_at", "waktu", "created_at"),
    "verdict": ("verdict", "putusan", "kategori", "category", "label", "status", "kesimpulan", "rating", "hasil", "penilaian",
                "jenis", "klasifikasi"),
    "link": ("link", "tautan", "url", "sumber", "source", "rujukan", "permalink"),
}  # fmt: skip
_WEB: Final = re.compile(r"https?://[^\s/@<>\"']{3,253}(?:[/?#][^\s<>\"']{0,1800})?", re.IGNORECASE)
_LONGEST: Final = {"title": 500, "verdict": 100}


class Claim(NamedTuple):
    """One row as its file has it."""

    row: int
    title: str
    text: str
    on: str
    verdict: str
    link: str


@dataclass(frozen=True, slots=True)
class Library:
    """The claims (`SCHEMA`), and what is wrong with which rows."""

    claims: pa.Table
    problems: tuple[Problem, ...]


def read(path: Path) -> Library:
    """The claims of a file. InputError where it is no table or feed, has no titles or texts, or more than 100,000 rows."""
    with path.open("rb") as file:
        kind = sniff(file.read(HEAD), path.name)
        if kind is Kind.FEED:
            return _library(_of_feed(file))
        if kind not in {Kind.CSV, Kind.XLSX}:
            raise InputError(
                "A library of debunked claims is a CSV or .xlsx table, or an RSS or Atom feed.",
                id_="Pustaka bantahan berupa tabel CSV atau .xlsx, atau umpan RSS atau Atom.",
            )
        grid = (grids.open_csv if kind is Kind.CSV else grids.open_xlsx)(
            file, lambda names: len(_places(names))
        )
        with closing(grid):
            return _library(_of_table(grid))


def _places(names: tuple[str, ...]) -> dict[str, int]:
    """Where the columns are that are known."""
    folded = [fold(name) for name in names]
    places = {
        field: next((folded.index(fold(name)) for name in words if fold(name) in folded), -1)
        for field, words in _NAMES.items()
    }
    return {field: place for field, place in places.items() if place >= 0}


def _of_table(grid: grids.Grid) -> Iterator[Claim | Problem]:
    places = _places(grid.columns)
    if not places.keys() & {"title", "text"}:
        raise InputError(
            "There is no column with titles or claims. Name one of the columns “title” or “claim”.",
            id_="Tidak ada kolom judul atau narasi. Beri salah satu kolom nama “judul” atau “narasi”.",
        )
    width = len(grid.columns)
    for row in grid.rows():
        if isinstance(row, Problem):
            yield row
        else:
            yield Claim(row[0], *(row[1][places.get(field, width)] for field in _NAMES))


def _of_feed(file: BinaryIO) -> Iterator[Claim]:
    for number, entry in enumerate(feed.entries(file), 1):
        tags = ", ".join(feed.said(tag, "term") for tag in entry.get("tags") or [])
        title, body = feed.title_of(entry), feed.text_of(entry)
        yield Claim(number, title, body, feed.date_of(entry), tags, feed.said(entry, "link"))


def _library(found: Iterator[Claim | Problem]) -> Library:
    problems, claims = Problems([]), list[Claim]()
    for item in found:
        if isinstance(item, Problem):
            problems.found.append(item)
        elif not (item.title.strip() or item.text.strip()):
            problems.found.append(reasons.EMPTY.at(item.row))
        elif len(claims) == MOST:
            raise InputError(
                f"The file has more than {MOST:,} claims. Split it.",
                id_=f"Berkas ini memuat lebih dari {MOST:,} bantahan. Bagi menjadi beberapa berkas.".replace(
                    ",", "."
                ),
            )
        else:
            claims.append(item)
    return Library(_table(claims, problems), problems.first(1_000))


def _table(claims: list[Claim], problems: Problems) -> pa.Table:
    titles = [claim.title.strip() or claim.text.strip()[:120] for claim in claims]
    links = [claim.link.strip() for claim in claims]
    is_web = np.array([_WEB.fullmatch(link) is not None for link in links], bool)
    note(
        problems, claims, ~is_web & np.array([bool(link) for link in links], bool), reasons.NO_LINK
    )
    kept = [link if is_good else "" for link, is_good in zip(links, is_web.tolist(), strict=True)]
    columns = [
        clean([title[: _LONGEST["title"]] for title in titles]),
        clean(
            [
                claim.text.strip()[:LONGEST_TEXT] or title
                for claim, title in zip(claims, titles, strict=True)
            ]
        ),
        _days(claims, problems),
        clean([claim.verdict.strip()[: _LONGEST["verdict"]] for claim in claims]),
        whole(kept),
    ]
    keys = [
        _key(link or title + "\0" + claim.text)
        for claim, title, link in zip(claims, titles, kept, strict=True)
    ]
    table = pa.Table.from_arrays([*columns, pa.array(keys, pa.uint64())], schema=SCHEMA)
    # of signs that cannot be seen nothing is left
    says = pc.or_(pc.not_equal(table["title"], ""), pc.not_equal(table["text"], ""))
    note(problems, claims, ~says.to_numpy(), reasons.EMPTY)
    return table.filter(says)


def _key(identity: str) -> int:
    data = identity.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8, person=b"debunk").digest(), "little")


def _days(claims: list[Claim], problems: Problems) -> pa.Array:
    """The day in Western Indonesia on which each was published, null where nobody knows."""
    now = datetime.now(UTC)
    hours = ZONES["Asia/Jakarta"]
    order = order_of((claim.on for claim in claims), last_year=now.year + 1).order or "dmy"
    found = dates.moments(whole([claim.on for claim in claims]), hours=hours, order=order, now=now)
    is_wrong = (found.verdicts != dates.Verdict.GOOD) & (found.verdicts != dates.Verdict.MISSING)
    note(problems, claims, is_wrong, reasons.NO_DAY)
    is_none = found.verdicts != dates.Verdict.GOOD
    days = (np.where(is_none, 0, found.micros) + hours * 3_600 * dates.SECOND) // dates.DAY
    return pa.array(days.astype(np.int32), pa.int32(), mask=is_none).cast(pa.date32())
