"""Lists as downloads: CSV, or XLSX with every cell as text. What makes cells safe is in `people.exports`."""

from collections.abc import Iterable, Sequence
from itertools import chain

from django.http import StreamingHttpResponse

from ikrar.people import exports

Row = Sequence[object]
CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_csv(name: str, head: Row, rows: Iterable[Row]) -> StreamingHttpResponse:
    """Stream a CSV."""
    return _download(f"{name}.csv", CSV, exports.as_csv(chain([head], rows)))


def as_xlsx(name: str, head: Row, rows: Iterable[Row]) -> StreamingHttpResponse:
    """Stream a workbook of one sheet."""
    return _download(f"{name}.xlsx", XLSX, exports.as_xlsx(chain([head], rows)))


def _download(name: str, kind: str, parts: Iterable[bytes]) -> StreamingHttpResponse:
    where = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(parts, content_type=kind, headers=where)
