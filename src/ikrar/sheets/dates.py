"""Which cells of an XLSX are dates, and what they show: a number of days becomes ISO text.

A spreadsheet keeps a date as a number and only its style tells. ECMA-376 part 1, 18.8.30 and 18.17.4.
"""

import re
import zipfile
from dataclasses import dataclass
from datetime import datetime, timedelta

from ikrar.sheets.package import elements, small_part

_BUILT_IN = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_PART = re.compile(r"[ymdhs]", re.IGNORECASE)
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - a cell knows no zone
_MOST = 2_958_466  # the end of 9999


@dataclass(frozen=True, slots=True)
class Dates:
    """`styles`: those, by number as text, that show a date."""

    styles: frozenset[str] = frozenset()
    epoch: datetime = _EPOCH

    def shown(self, number: str) -> str | None:
        """A date "2024-02-14", or with its time "2024-02-14 09:30:00"; None where it is none."""
        try:
            days = float(number)
        except ValueError:
            return None
        if not 1 <= days < _MOST:
            return None
        moment = self.epoch + timedelta(seconds=round(days * 86_400))
        return str(moment.date()) if days.is_integer() else str(moment)


def dates_of(archive: zipfile.ZipFile, book: bytes) -> Dates:
    """What the styles of `archive` say; `book` is its table of contents."""
    is_1904 = any(a.get("date1904") in {"1", "true"} for a in elements(book, "workbookPr"))
    if "xl/styles.xml" not in archive.namelist():
        return Dates(epoch=_EPOCH_1904 if is_1904 else _EPOCH)
    data = small_part(archive, "xl/styles.xml")
    formats = {
        a.get("numFmtId", "")
        for a in elements(data, "numFmt")
        if _PART.search(_NOT_SHOWN.sub("", a.get("formatCode", "")))
    } | {str(number) for number in _BUILT_IN}
    styles = frozenset(
        str(at)
        for at, a in enumerate(elements(data, "xf", within="cellXfs"))
        if a.get("numFmtId") in formats
    )
    return Dates(styles, _EPOCH_1904 if is_1904 else _EPOCH)
