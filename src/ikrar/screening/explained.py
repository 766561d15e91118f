"""A screened page with an explanation in words added to every finding.

The table of `engine.screen` and the posts that it was made of come in; the same table goes out, each
finding with one field more, `explanation`. Slower than screening: it makes a sentence for a person.
"""

from datetime import date

import numpy as np
import pyarrow as pa

from ikrar.screening.explain import explain


def with_explanations(
    found: pa.Table, page: pa.Table, *, pack: str, on: date | None = None
) -> pa.Table:
    """Add `explanation` (string, Indonesian) to the findings of `found`, row for row with `page`."""
    place = found.column_names.index("findings")
    findings = found["findings"].combine_chunks()
    days = _days(page, on)
    texts = page["text"].to_pylist()
    told = [
        explain(finding, text=texts[row], pack=pack, on=days[row])
        for row, several in enumerate(findings.to_pylist())
        for finding in several
    ]
    items = findings.flatten()
    fields = [*items.type, pa.field("explanation", pa.string())]
    added = pa.StructArray.from_arrays(
        [*items.flatten(), pa.array(told, pa.string())], fields=fields
    )
    offsets = np.concatenate([[0], np.cumsum(np.asarray(findings.value_lengths()))])
    lists = pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), added)
    return found.set_column(place, "findings", lists)


def _days(page: pa.Table, on: date | None) -> list[date | None]:
    """The day of each post: its own, else `on`."""
    if "date" not in page.column_names:
        return [on] * page.num_rows
    return [_day(value) or on for value in page["date"].to_pylist()]


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
