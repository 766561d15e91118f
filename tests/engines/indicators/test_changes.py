"""Planted changes are found on their day; series without one are left alone."""

import numpy as np
import pytest

from ikrar.indicators.changes import SHORTEST, changes, cohens_h
from tests.engines.indicators.streams import series


def planted(chance, at, days=90, **options):
    before, after = (
        series(chance, at, 300, 0.08, **options),
        series(chance, days - at, 300, 0.16, **options),
    )
    return [np.concatenate(pair) for pair in zip(before, after, strict=True)]


def test_a_change_is_found_within_two_days():
    found = 0
    for seed in range(200):
        chance = np.random.default_rng([1, seed])
        at = int(chance.integers(10, 80))
        found += any(abs(one.at - at) <= 2 for one in changes(*planted(chance, at), seed=seed))
    assert found >= 190


KINDS = {
    "even": {"n": 300, "share": 0.08},
    "uneven days": {"n": 300, "share": 0.08, "spread": 0.02},
    "rare and uneven": {"n": 200, "share": 0.02, "spread": 0.02},
    "few posts": {"n": 12, "share": 0.15},
}


def test_false_alarms():
    """400 series of four kinds without a change; 5 % of alarms, and three standard errors of chance."""
    alarms = 0
    for seed in range(400):
        kind = KINDS[sorted(KINDS)[seed % 4]]
        alarms += bool(changes(*series(np.random.default_rng([2, seed]), 90, **kind), seed=seed))
    assert alarms <= 400 * 0.05 + 3 * np.sqrt(400 * 0.05 * 0.95)


def test_two_changes_and_their_sides():
    chance = np.random.default_rng(3)
    parts = [series(chance, 30, 400, share) for share in (0.05, 0.2, 0.1)]
    first, second = changes(*(np.concatenate(pair) for pair in zip(*parts, strict=True)))
    assert (first.start, second.stop) == (0, 90)
    assert (first.stop, second.start) == (second.at, first.at)
    assert abs(first.at - 30) <= 2
    assert abs(second.at - 60) <= 2


def test_a_difference_that_does_not_matter_is_none():
    chance = np.random.default_rng(4)
    one, other = series(chance, 60, 1e6, 0.30), series(chance, 60, 1e6, 0.31)
    assert changes(*(np.concatenate(pair) for pair in zip(one, other, strict=True))) == []


@pytest.mark.parametrize("days", [0, 1, 2 * SHORTEST - 1])
def test_short_series_have_no_change(days):
    assert changes(np.full(days, 100.0), np.linspace(20, 80, days)) == []


def test_few_positives_have_no_change():
    assert changes(np.full(60, 50.0), np.repeat([0.0, 0.9], 30)) == []


def test_a_constant_share_has_no_change():
    n = np.full(40, 100.0)
    assert changes(n, n) == changes(n, n / 2) == []


def test_cohens_h():
    assert cohens_h(0.5, 0.5) == 0
    assert cohens_h(0.01, 0.02) == pytest.approx(0.0835, abs=1e-3)
    assert cohens_h(0.0, 1.0) == pytest.approx(np.pi)
