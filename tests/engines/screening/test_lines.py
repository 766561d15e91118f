"""JSON lines and CSV made from Arrow columns say what Python's own writers would say."""

import csv
import io
import json
import math

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikrar.screening import lines
from ikrar.screening.labels import LABELS
from tests.engines.screening import fake

TEXTS = st.lists(
    st.one_of(
        st.none(), st.text(), st.sampled_from(["ayo coblos", "golput goblok", "coblos coblos"])
    )
)
patient = settings(deadline=None)


def _screened(texts):
    return fake.screen(pa.table({"text": pa.array(texts, pa.string())}), on="2024-01-01")


def _plain(value):
    """Python's reading of a row, scores rounded."""
    if isinstance(value, float):
        return round(value, 5)
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value


@patient
@given(TEXTS)
def test_json_lines_are_the_rows(texts):
    table = _screened(texts)
    written = bytes(lines.json_lines(table)).decode()
    assert written.count("\n") == len(texts)
    read = [json.loads(line) for line in written.split("\n")[:-1]]
    for said, row in zip(read, table.to_pylist(), strict=True):
        assert list(said) == ["row", "phase", "scores", "labels", "findings"]
        assert said == _plain(row)


@patient
@given(TEXTS, st.integers(0, 5), st.integers(0, 5))
def test_a_slice_writes_the_same_lines(texts, start, length):
    table = _screened(texts)
    written = bytes(lines.json_lines(table)).splitlines(keepends=True)
    part = table.slice(start, length)
    assert bytes(lines.json_lines(part)) == b"".join(written[start : start + length])


def test_strings_are_escaped_and_stay_unicode():
    table = pa.table({"phase": ['a"b\\c\n\u2028 é 😀 \x00', None]})
    first, second = bytes(lines.json_lines(table)).decode().split("\n")[:2]
    assert json.loads(first)["phase"] == 'a"b\\c\n\u2028 é 😀 \x00'
    assert "é 😀" in first
    assert second == '{"phase": null}'


@patient
@given(st.lists(st.one_of(st.none(), st.floats(0, 1, width=32))))
def test_scores_are_rounded_to_five_decimals(scores):
    table = pa.table({"score": pa.array(scores, pa.float32())})
    read = [json.loads(line)["score"] for line in bytes(lines.json_lines(table)).splitlines()]
    for said, score in zip(read, scores, strict=True):
        assert said is None if score is None else abs(said - score) <= 0.500001e-5


def test_a_score_that_is_no_number_is_still_json():
    table = pa.table({"score": pa.array([math.nan, math.inf, -1.0], pa.float32())})
    read = [json.loads(line)["score"] for line in bytes(lines.json_lines(table)).splitlines()]
    assert read == [0, 1, 0]


@patient
@given(TEXTS)
def test_csv_is_flat(texts):
    table = _screened(texts)
    read = list(csv.DictReader(io.StringIO(lines.csv(table).decode(), newline="")))
    assert len(read) == len(texts)
    for said, row in zip(read, table.to_pylist(), strict=True):
        assert list(said) == ["row", "phase", "labels", *LABELS, "findings"]
        assert said["labels"].split("|") == (row["labels"] or [""])
        assert json.loads(said["findings"]) == _plain(row["findings"])
        assert {label: float(said[label]) for label in LABELS} == pytest.approx(
            row["scores"], abs=6e-6
        )
