"""The public figures as CSV and JSON, with the same suppression as on the page.

In: figures. Out: text. A unit's name that a spreadsheet would run as a formula is made harmless.
"""

import csv
import io
from typing import Any

from ikrar.dashboards.queries import Figures
from ikrar.people.exports import safe_cell
from ikrar.pledges.models import Campaign
from ikrar.pledges.queries import PublicRow

MERGED = "(unit lain, digabung)"


def rows_of(figures: Figures) -> list[tuple[str, PublicRow]]:
    """Every published row with its name, merged units last; the total is not among them."""
    rows = [(row.name, row) for row in figures.figures.rows]
    if figures.figures.merged:
        rows.append((MERGED, figures.figures.merged))
    return rows


def as_csv(figures: Figures) -> str:
    """Comma-separated, with a byte order mark so that spreadsheets read it as UTF-8."""
    out = io.StringIO()
    write = csv.writer(out)
    write.writerow(["unit", "jumlah_unit", "wajib", "sudah", "dihitung_pada"])
    at = figures.at.isoformat(timespec="seconds")
    for name, row in rows_of(figures):
        write.writerow([safe_cell(name), row.units, row.obliged, row.signed, at])
    return "\ufeff" + out.getvalue()


def as_json(figures: Figures, campaign: Campaign) -> dict[str, Any]:
    total = figures.figures.total
    return {
        "agency": campaign.agency.name,
        "campaign": campaign.slug,
        "text": campaign.text.sha256,
        "computed_at": figures.at.isoformat(timespec="seconds"),
        "total": _cells(campaign.agency.name, total) if total else None,
        "units": [_cells(name, row) for name, row in rows_of(figures)],
        "suppression": "A unit stands alone only with at least five obliged people, and with either"
        " all signed or at least five on each side; other units are merged.",
    }


def _cells(name: str, row: PublicRow) -> dict[str, Any]:
    return {"name": name, "units": row.units, "obliged": row.obliged, "signed": row.signed}
