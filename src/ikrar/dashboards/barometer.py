"""The barometer as rows, one figure a row: the same for CSV and JSON, always in Indonesian, explained by `dictionary`.

In: the barometer. Out: plain values. A figure that is too small to be shown keeps its row, without numbers and with the reason.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any, Final

from ikrar.dashboards.queries import Barometer, Talk
from ikrar.dashboards.tables import MERGED
from ikrar.indicators.kinds import indicator

HIDDEN: Final = "disembunyikan: terlalu sedikit"
STEPS_MERGED: Final = "(langkah lain, digabung)"
RAW: Final = "belum dikoreksi dari kekeliruan mesin"
PEOPLE, NOTES, QUESTIONS, SHARE = "orang", "catatan", "pertanyaan", "bagian 0-1"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure; the names are those of the columns."""

    bagian: str
    angka: str
    kelompok: str = ""
    tahap: str = ""
    nilai: float | int | None = None
    rendah: float | None = None
    tinggi: float | None = None
    jumlah: int | None = None
    satuan: str = ""
    catatan: str = ""


COLUMNS: Final = (*(one.name for one in fields(Row)), "dihitung_pada")


def rows_of(found: Barometer) -> Iterator[Row]:
    """Every figure of the page, in its order."""
    yield from _pledge(found)
    yield from _refusals(found)
    yield from _answers(found)
    yield from _clocks(found)
    for talk in found.conversation.talks if found.conversation else ():
        yield from _talk(talk)


def as_table(found: Barometer) -> Iterator[list[Any]]:
    """The header and the rows."""
    at = found.at.isoformat(timespec="seconds")
    yield list(COLUMNS)
    for row in rows_of(found):
        yield [*(getattr(row, one.name) for one in fields(Row)), at]


def as_json(found: Barometer, *, agency: str, dictionary: str) -> dict[str, Any]:
    """The same rows with what one must know to read them; empty cells are null."""
    return {
        "instansi": agency, "dihitung_pada": found.at.isoformat(timespec="seconds"),
        "kejadian_sampai": found.week.until.isoformat(), "kamus_data": dictionary,
        "penyembunyian": "Kelompok yang kurang dari lima digabung atau disembunyikan; porsi percakapan tampil bila"
        " sedikitnya tiga puluh teks.",
        "baris": [
            {one.name: getattr(row, one.name) if getattr(row, one.name) != "" else None for one in fields(Row)}
            for row in rows_of(found)
        ],
    }  # fmt: skip


def _pledge(found: Barometer) -> Iterator[Row]:
    total = found.pledge
    if not found.campaign:
        return
    if total is None:
        yield Row("ikrar", "wajib", found.campaign, satuan=PEOPLE, catatan=HIDDEN)
        return
    yield Row("ikrar", "wajib", found.campaign, nilai=total.obliged, satuan=PEOPLE)
    yield Row("ikrar", "sudah", found.campaign, nilai=total.signed, satuan=PEOPLE)
    share = round(total.ratio, 4)
    yield Row("ikrar", "bagian", found.campaign, nilai=share, jumlah=total.obliged, satuan=SHARE)


def _refusals(found: Barometer) -> Iterator[Row]:
    figures = found.refusals
    merged = [(MERGED, figures.merged.refusals)] if figures.merged else []
    for name, n in [*((one.name, one.refusals) for one in figures.rows), *merged]:
        yield Row("penolakan", "penolakan", name, nilai=n, satuan=NOTES)


def _answers(found: Barometer) -> Iterator[Row]:
    figures = found.answers
    hidden = HIDDEN if figures.asked is None else ""
    for name, n in (("diterima", figures.asked), ("dijawab", figures.answered)):
        yield Row("tanya-jawab", name, nilai=n, satuan=QUESTIONS, catatan=hidden)
    for outcome, n in figures.outcomes:
        yield Row("tanya-jawab", "terbit", str(outcome.value), nilai=n, satuan=QUESTIONS)


def _clocks(found: Barometer) -> Iterator[Row]:
    for one in found.clocks:
        clocks = one.figures
        yield Row(
            "perkara", "tepat_waktu", clocks.step or STEPS_MERGED, nilai=round(clocks.kept, 4),
            jumlah=clocks.n, satuan=SHARE, catatan=one.words if clocks.step else "",
        )  # fmt: skip


def _talk(talk: Talk) -> Iterator[Row]:
    for one in talk.figures:
        name = indicator(one.about).name.id
        if one.share is None:
            yield Row("percakapan", one.about, name, one.phase_id, satuan=SHARE, catatan=HIDDEN)
        else:
            yield Row(
                "percakapan", one.about, name, one.phase_id, one.share, one.low, one.high, one.n, SHARE,
                "" if one.is_corrected else RAW,
            )  # fmt: skip
