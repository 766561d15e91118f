"""A stand-in for the engine, where a test needs findings that it can foretell."""

import pyarrow as pa
import pytest

from ikrar.screening.labels import LABELS, STATEMENT, Label
from ikrar.screening.reasons import sentence

SPANS = pa.list_(pa.list_(pa.int32()))


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


def table(*findings, phase: str | None = "kampanye") -> pa.Table:
    """The engine's table for one text."""
    labels = [one["label"] for one in findings]
    return pa.table(
        {
            "row": [0],
            "phase": pa.array([phase], pa.string()),
            "scores": [{label: float(label in labels) for label in LABELS}],
            "labels": pa.array([labels], pa.list_(pa.string())),
            "findings": [list(findings)],
        }
    )


def answer_with(monkeypatch: pytest.MonkeyPatch, *findings, phase: str | None = "kampanye"):
    """Let the engine find exactly this, whatever the text."""
    from ikrar.screening import engine

    monkeypatch.setattr(engine, "screen", lambda text, **how: table(*findings, phase=phase))
