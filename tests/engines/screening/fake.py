"""A judge for the tests of files: quick, deterministic, with the table of the real one."""

import re

import numpy as np
import pyarrow as pa

from ikrar.screening import reasons
from ikrar.screening.labels import LABELS, STATEMENT

FINDING = pa.struct(
    [
        ("label", pa.string()),
        ("statement", pa.int8()),
        ("score", pa.float32()),
        ("spans", pa.list_(pa.list_(pa.int32()))),
        ("reasons", pa.list_(pa.string())),
        ("forms", pa.list_(pa.string())),
        ("norms", pa.list_(pa.string())),
    ]
)
SCHEMA = pa.schema(
    [
        ("row", pa.int64()),
        ("phase", pa.string()),
        ("scores", pa.struct([(label.value, pa.float32()) for label in LABELS])),
        ("labels", pa.list_(pa.string())),
        ("findings", pa.list_(FINDING)),
    ]
)
REASON = reasons.sentence(1, "id")
WORDS = {"coblos": "partisan_support", "goblok": "abusive", "golput": "abstain"}


def _finding(text, word, label):
    statement = STATEMENT.get(label)
    return {
        "label": label,
        "statement": statement,
        "score": np.float32(0.9123456),
        "spans": [[m.start(), m.end()] for m in re.finditer(word, text)],
        "reasons": [REASON],
        "forms": ["KE-04"] if statement else [],
        "norms": ["PP94/2021:5:n:6", "UU20/2023:9:2"] if statement else [],
    }


def _row(number, text, date):
    text = text or ""
    found = [_finding(text, word, label) for word, label in WORDS.items() if word in text]
    seed = sum(text.encode()) % 97 / 97
    return {
        "row": number,
        "phase": None if not date else "kampanye",
        "scores": {label.value: np.float32(seed / (k + 1)) for k, label in enumerate(LABELS)},
        "labels": [f["label"] for f in found],
        "findings": found,
    }


def screen(posts, *, on=None, date_column="date", text_column="text", **_):
    """Word lists in place of the model."""
    texts = posts[text_column].to_pylist()
    has_date = date_column in posts.column_names
    dates = posts[date_column].to_pylist() if has_date else [None] * len(texts)
    rows = [
        _row(n, *pair) for n, pair in enumerate(zip(texts, [d or on for d in dates], strict=True))
    ]
    return pa.Table.from_pylist(rows, schema=SCHEMA)
