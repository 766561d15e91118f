"""A stand-in for the engine, where a test needs findings that it can foretell."""

import pyarrow as pa
import pytest

from ikrar.screening.findings import FINDINGS
from ikrar.screening.labels import LABELS, STATEMENT, Label
from ikrar.screening.reasons import sentence


def finding(label: Label, *spans: tuple[int, int], score: float = 0.9, reasons=None):
    """One finding as the engine gives it."""
    return {
        "label": str(label),
        "statement": STATEMENT.get(label),
        "score": score,
        "spans": [list(span) for span in spans],
        "reasons": reasons or [sentence(100 + LABELS.index(label))],
        "forms": [],
        "norms": [],
    }


def table(*findings, phase: str | None = "kampanye", posts: int = 1) -> pa.Table:
    """The engine's table: these findings in the first post, none in the others."""
    rows = [list(findings), *([] for _post in range(posts - 1))]
    names = [[one["label"] for one in row] for row in rows]
    return pa.table(
        {
            "row": list(range(posts)),
            "phase": pa.array([phase] * posts, pa.string()),
            "scores": [{label: float(label in row) for label in LABELS} for row in names],
            "labels": pa.array(names, pa.list_(pa.string())),
            "findings": pa.array(rows, FINDINGS),
        }
    )


def answer_with(monkeypatch: pytest.MonkeyPatch, *findings, phase: str | None = "kampanye"):
    """Let the engine find exactly this in the text as a whole, whatever the text."""
    from ikrar.screening import engine

    monkeypatch.setattr(
        engine, "screen", lambda texts, **how: table(*findings, phase=phase, posts=len(texts))
    )
