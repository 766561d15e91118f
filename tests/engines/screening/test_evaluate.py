"""Figures against ones counted by hand, and their intervals."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikrar.screening import evaluate
from ikrar.screening.evaluate import Figure
from ikrar.screening.labels import LABELS, Label

T, F = True, False


def bools(*values):
    return np.array(values, bool)


def table(n, **columns):
    """bool[n, labels]: the named labels at the named rows."""
    out = np.zeros((n, len(LABELS)), bool)
    for label, rows in columns.items():
        out[rows, LABELS.index(label)] = True
    return out


def test_f1_by_hand():
    assert evaluate.f1(bools(T, T, F, F), bools(T, F, T, F)) == pytest.approx(0.5)
    assert evaluate.f1(bools(T, T, T, F), bools(T, T, F, F)) == pytest.approx(0.8)
    assert evaluate.f1(bools(T, F), bools(T, F)) == 1
    assert evaluate.f1(bools(T, F), bools(F, T)) == 0
    assert evaluate.f1(bools(F, F), bools(F, F)) == 0


def test_average_precision_by_hand():
    scores = np.array([0.9, 0.8, 0.7, 0.6], np.float32)
    assert evaluate.ranking(bools(T, F, T, F), scores) == pytest.approx((1 + 2 / 3) / 2)
    assert evaluate.ranking(bools(F, F, F, T), scores) == pytest.approx(1 / 4)
    assert evaluate.ranking(bools(T, T, F, F), scores) == 1
    assert evaluate.ranking(bools(F, F, F, F), scores) == 0


def test_three_classes_by_hand():
    # none, none, support, support, attack | said: none, support, support, attack, attack
    truth = table(5, partisan_support=[2, 3], partisan_attack=[4])
    said = table(5, partisan_support=[1, 2], partisan_attack=[3, 4])
    assert evaluate.partisan(truth, said) == pytest.approx((2 / 3 + 1 / 2 + 2 / 3) / 3)
    assert evaluate.partisan(truth, truth) == 1


def test_calibration_by_hand():
    scores = np.array([0.05, 0.05, 0.95, 0.95], np.float32)
    assert evaluate.calibration(bools(F, F, T, T), scores) == pytest.approx(0.05)
    assert evaluate.calibration(bools(F, T, T, T), scores) == pytest.approx((0.45 + 0.05) / 2)
    assert evaluate.calibration(bools(T), np.array([1.0], np.float32)) == 0


def test_macro_of_yes_and_no_by_hand():
    found = evaluate.macro("hate", bools(T, T, F, F, F), bools(T, F, F, F, T))
    assert found.value == pytest.approx((1 / 2 + 2 / 3) / 2)
    assert (found.name, found.n) == ("hate", 2)
    assert found.low <= found.value <= found.high


def test_each_label_that_stands_in_the_texts():
    truth = table(6, threat=[0, 1, 2], unity=[3])
    said = table(6, threat=[0, 1, 5], unity=[3], hate=[4])
    scores = np.where(said, 0.9, 0.1).astype(np.float32)
    found = evaluate.by_label(truth, scores, said)
    assert [(one.name, one.n) for one in found] == [("threat", 3), ("unity", 1)]
    threat = found[0]
    assert threat.value == pytest.approx(2 / 3)
    assert (threat.precision, threat.recall) == (pytest.approx(2 / 3), pytest.approx(2 / 3))
    assert found[1].value == found[1].precision == found[1].recall == found[1].ranking == 1
    assert all(one.low <= one.value <= one.high for one in found)
    assert [one.name for one in evaluate.by_label(truth, scores, said, [Label.UNITY])] == ["unity"]


def test_all_that_is_told_of_real_posts():
    truth = table(40, partisan_support=range(10), hate=range(20, 30))
    found = evaluate.posts(truth, truth.astype(np.float32), truth)
    assert [one.name for one in found] == [
        "partisan, three classes",
        "partisan_support",
        "hate",
        "calibration error of hate",
    ]
    assert found[-1].value == 0
    assert found[-1].n == 40


# ---------------------------------------------------------------- intervals


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=5, max_size=40))
def test_an_interval_lies_around_the_value_in_order(pairs):
    truth, said = np.array(pairs).T
    rows = np.arange(len(truth))
    share = evaluate.interval(lambda at: float((truth == said)[at].mean()), len(truth))
    assert 0 <= share[0] <= float((truth == said)[rows].mean()) <= share[1] <= 1


def test_an_interval_is_seeded_and_narrows():
    chance = np.random.default_rng(3)

    def width(n):
        hits = chance.random(n) < 0.3
        low, high = evaluate.interval(lambda at: float(hits[at].mean()), n)
        assert (low, high) == evaluate.interval(lambda at: float(hits[at].mean()), n)
        assert low <= hits.mean() <= high
        return high - low

    small, large = width(50), width(5000)
    assert 0.15 < small < 0.35
    assert large < 0.03


@pytest.mark.parametrize(
    ("wrong", "n", "low", "high"),
    [
        # Wilson's interval at z = 1.96, from the formula by hand
        (0, 10, 0.0, 0.27755),
        (1, 10, 0.01787, 0.40415),
        (5, 10, 0.23659, 0.76341),
        (10, 10, 0.72245, 1.0),
        (3, 2000, 0.00051, 0.00440),
    ],
)
def test_wilson(wrong, n, low, high):
    said = table(n, threat=range(wrong), unity=range(n))
    found = evaluate.alarms("headlines", said)
    assert (found.name, found.n, found.value) == ("headlines", n, pytest.approx(wrong / n))
    assert (found.low, found.high) == (pytest.approx(low, abs=1e-5), pytest.approx(high, abs=1e-5))


def test_a_claim_or_conversation_is_no_false_alarm():
    said = table(10, claim=range(10), abstain=range(10), calm=[1], provoke=[2])
    assert evaluate.alarms("x", said).value == 0
    said[0, LABELS.index("hate")] = said[0, LABELS.index("abusive")] = True
    assert evaluate.alarms("x", said).value == 0.1


# ---------------------------------------------------------------- tables


def test_rows_are_plain_numbers():
    one = Figure("hate", 7, 1 / 3, np.float64(0.12345), 0.5, precision=2 / 3)
    row = one.row()
    assert row["value"] == 0.3333
    assert row["low"] == 0.1235 or row["low"] == 0.1234
    assert row["precision"] == 0.6667
    assert row["recall"] is None
    assert list(row) == ["name", "n", "value", "low", "high", "precision", "recall", "ranking"]


def test_markdown():
    told = evaluate.markdown("Title", [Figure("hate", 7, 0.5, 0.25, 0.75, 0.1, 1.0)])
    assert told.startswith("### Title\n\n| | n |")
    assert "| hate | 7 | 0.500 | 0.250 to 0.750 | 0.100 | 1.000 |  |" in told
    assert told.endswith("\n")
    percent = evaluate.markdown("T", [Figure("x", 7, 0.0123, 0.01, 0.02)], percent=True)
    assert "| x | 7 | 1.23% | 1.00% to 2.00% |  |  |  |" in percent
    widths = {line.count("|") for line in percent.splitlines() if line.startswith("|")}
    assert widths == {8}
