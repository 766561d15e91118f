"""A screened page with an explanation in words added to every finding.

The table of `engine.screen` and the posts that it was made of come in; the same table goes out, each
finding with one field more, `explanation`. Slower than screening: it makes a sentence for a person.
"""

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ikrar import packs
from ikrar.screening import posts
from ikrar.screening.explain import explain
from ikrar.screening.law import lawbook


def with_explanations(
    found: pa.Table, page: pa.Table, *, pack: str, role: str, on: date | None
) -> pa.Table:
    """Add `explanation` (string, Indonesian) to the findings of `found`, row for row with `page`; `on` as in `screen`."""
    place = found.column_names.index("findings")
    findings = found["findings"].combine_chunks()
    book = lawbook(packs.load(pack), role)
    texts, days = posts.read(page, posts.COLUMNS, on)
    told = []
    for row in np.flatnonzero(np.asarray(pc.list_value_length(findings))):
        text, day = texts[row].as_py(), days[row].as_py()
        told += [
            explain(finding, text=text, pack=book, on=day) for finding in findings[row].as_py()
        ]
    items = findings.flatten()
    fields = [*items.type, pa.field("explanation", pa.string())]
    added = pa.StructArray.from_arrays(
        [*items.flatten(), pa.array(told, pa.string())], fields=fields
    )
    offsets = np.concatenate([[0], np.cumsum(np.asarray(pc.list_value_length(findings)))])
    lists = pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), added)
    return found.set_column(place, "findings", lists)
