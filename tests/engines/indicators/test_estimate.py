"""Intervals hold what they promise, in streams whose truth is known."""

import numpy as np
import pytest

from ikrar.errors import InputError
from ikrar.indicators.cells import interval
from ikrar.indicators.estimate import COUNTINGS, Grouping, Rates, correct, shares
from ikrar.indicators.kinds import COLUMNS, Counting
from ikrar.indicators.tally import check, rows
from tests.engines.indicators.streams import PREVALENCES, judges, stream, table

TEXTS, POSTS = COUNTINGS.index(Counting.TEXTS), COUNTINGS.index(Counting.POSTS)


def whole(tally, rates, *, seed=0):
    found = rows(check(tally))
    return shares(found, [Grouping(np.zeros(len(found.n), int), 1)], rates, seed=seed)


@pytest.fixture(scope="module")
def covered():
    """bool[400 streams, countings, labels]: whether the interval holds the truth."""
    hits = []
    for seed in range(400):
        chance = np.random.default_rng([7, seed])
        sees, passes, rates = judges(chance)
        found = whole(stream(chance, PREVALENCES, sees, passes), rates, seed=seed)
        low, high = interval(found.draws[:, 0])
        low = np.minimum(low, found.share[:, 0])  # as tables tell it
        hits.append((low <= PREVALENCES) & (high >= PREVALENCES))
    return np.array(hits)


def test_intervals_hold_the_truth(covered):
    assert covered[:, TEXTS].mean() >= 0.93
    assert covered[:, POSTS].mean() >= 0.92


@pytest.mark.parametrize("label", range(len(PREVALENCES)))
def test_intervals_hold_the_truth_of_rare_and_common(covered, label):
    # three standard errors of 400 streams below 93 %
    assert covered[:, TEXTS, label].mean() >= 0.93 - 3 * np.sqrt(0.93 * 0.07 / 400)


def test_intervals_are_not_idle():
    """One that always holds everything would pass the tests above."""
    chance = np.random.default_rng(5)
    sees, passes, rates = judges(chance)
    low, high = interval(whole(stream(chance, PREVALENCES, sees, passes), rates).draws[TEXTS, 0])
    assert ((high - low) < 0.2).all()
    assert ((high - low)[:3] < 0.06).all()


def test_correction_undoes_the_judge():
    truth = np.array([0, 0.01, 0.3, 1])
    seen = truth * 0.7 + (1 - truth) * 0.05
    assert correct(seen, 0.7, 0.95) == pytest.approx(truth)
    assert correct(np.array([0.01, 0.9]), 0.7, 0.95) == pytest.approx([0, 1])


def test_a_judge_that_saw_more_false_alarms_than_there_are_marks():
    """The evaluation says 6 % of false alarms, but only 0.5 % bear the label: any part of these may be real."""
    tally = table([0], [0], [10_000], [[50] * len(COLUMNS)])
    found = whole(tally, {COLUMNS[0]: Rates(80, 20, 20, 300)})
    low, high = interval(found.draws[TEXTS, 0, 0])
    assert found.share[TEXTS, 0, 0] == 0
    assert low < 0.001
    assert 0.0005 < high < 0.01


def test_a_weak_judge_is_not_corrected():
    weak = Rates(tp=1, fn=9, fp=10, tn=90)
    assert not weak.can_correct
    assert not Rates(0, 0, 0, 0).can_correct
    tally = table([0], [0], [1000], [[100] * len(COLUMNS)])
    found = whole(tally, {COLUMNS[0]: weak, COLUMNS[1]: Rates(80, 20, 5, 95)})
    assert found.share[TEXTS, 0, 0] == found.share[TEXTS, 0, 2] == pytest.approx(0.1)
    assert found.share[TEXTS, 0, 1] == pytest.approx((0.1 - 0.05) / 0.75)


def test_rates_of_the_model_card():
    assert Rates.from_card(380, 16, 0.750, 0.562) == Rates(tp=9, fn=7, fp=3, tn=361)
    assert not Rates.from_card(380, 1, 0.0, 0.0).can_correct
    with pytest.raises(InputError, match="negative"):
        Rates(1, -1, 0, 0)


def test_a_campaign_counts_once_a_day_or_as_it_came():
    """90 posts, and one text that came 60 times on two days."""
    tally = table([0, 0, 1], [0, 5, 5], [90, 40, 20], [[9] * 10, [40] * 10, [20] * 10])
    found = whole(tally, {})
    assert list(found.n[:, 0]) == [92, 150]
    assert found.positive[TEXTS, 0, 0] == 11
    assert found.raw[POSTS, 0, 0] == pytest.approx(69 / 150)
    low, high = interval(found.draws[:, 0, 0])
    assert high[POSTS] - low[POSTS] > 2 * (high[TEXTS] - low[TEXTS])


def test_copies_of_two_sources_on_a_day_are_one_text():
    one, other = (table([0], [3], [20], [[10] * 10], source=name) for name in "ab")
    import pyarrow as pa

    found = whole(pa.concat_tables([one, other]), {})
    assert found.n[:, 0].tolist() == [1, 40]
    assert found.positive[TEXTS, 0, 0] == pytest.approx(0.5)


def test_the_same_seed_gives_the_same_draws():
    tally = stream(np.random.default_rng(1), PREVALENCES)
    one, again, other = (whole(tally, {}, seed=seed).draws for seed in (3, 3, 4))
    assert one.tobytes() == again.tobytes()
    assert one.tobytes() != other.tobytes()


def test_a_group_may_be_empty():
    found = rows(check(table([0], [0], [50], [[5] * 10])))
    empty = shares(found, [Grouping(np.array([2]), 4)], {}, seed=0)
    assert empty.posts.tolist() == [0, 0, 50, 0]
    assert np.isfinite(empty.draws).all()


def test_more_clusters_than_are_drawn_at_once():
    many = 5000
    tally = table([0] * many, np.arange(1, many + 1), [2] * many, np.ones((many, 10)))
    found = whole(tally, {})
    assert found.n[:, 0].tolist() == [many, 2 * many]
    low, high = interval(found.draws[:, 0, 0])
    assert (low > 0.48).all()
    assert (high < 0.52).all()
