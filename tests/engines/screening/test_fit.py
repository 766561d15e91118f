"""Regression against what it must find, weights that count as copies, and the threshold that F1 wants."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse
from scipy.special import expit

from ikrar.screening.train import fit
from ikrar.screening.train.fit import Pull, balanced, regress, steady, threshold


def made_up(n=600, d=5, labels=3, seed=0):
    chance = np.random.default_rng(seed)
    given = chance.normal(size=(n, d)).astype(np.float32)
    true = chance.normal(size=(d, labels)).astype(np.float32)
    truth = (chance.random((n, labels)) < expit(given @ true - 0.5)).astype(np.float32)
    return given, truth, np.ones((n, labels), np.float32)


def slope(given, truth, weights, strength, found, *, towards=0.0):
    """The slope of the penalised loss at a solution: nothing, where it is one."""
    coefficients, intercepts = (part.astype(float) for part in found)
    error = weights * (expit(given @ coefficients + intercepts) - truth) * strength
    return np.vstack([given.T @ error + coefficients - towards, error.sum(0)])


@pytest.mark.parametrize("strength", [0.1, 1.0, 10.0])
def test_a_solution_has_no_slope(strength):
    given, truth, weights = made_up()
    found = regress(given, truth, weights, strength)
    assert found[0].dtype == found[1].dtype == np.float32
    assert found[0].shape == (5, 3)
    assert found[1].shape == (3,)
    assert np.abs(slope(given, truth, weights, strength, found)).max() < 0.02 * max(1, strength)


def test_sparse_and_dense_find_the_same():
    given, truth, weights = made_up()
    dense = regress(given, truth, weights, 1.0)
    thin = regress(sparse.csr_matrix(given), truth, weights, 1.0)
    assert np.concatenate(thin, axis=None) == pytest.approx(
        np.concatenate(dense, axis=None), abs=1e-3
    )


@pytest.mark.parametrize("processors", [2, 3, 64, None])
def test_any_number_of_processors_finds_the_same_bits(processors, monkeypatch):
    given, truth, weights = made_up(n=50, d=40)
    given[np.abs(given) < 1] = 0
    given[7] = 0
    thin = sparse.csr_matrix(given)
    monkeypatch.setattr(fit, "MANY", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    alone = regress(thin, truth, weights, 1.0)
    monkeypatch.setattr("os.cpu_count", lambda: processors)
    found = regress(thin, truth, weights, 1.0)
    assert [one.tobytes() for one in found] == [one.tobytes() for one in alone]


def test_labels_do_not_disturb_one_another():
    given, truth, weights = made_up()
    together = regress(given, truth, weights, 1.0)[0]
    for head in range(3):
        alone = regress(given, truth[:, [head]], weights[:, [head]], 1.0)[0]
        assert alone[:, 0] == pytest.approx(together[:, head], abs=5e-3)


def test_what_is_unknown_counts_for_nothing():
    given, truth, weights = made_up()
    weights[::2] = 0
    lying = truth.copy()
    lying[::2] = 1 - truth[::2]
    found, other = (regress(given, one, weights, 1.0)[0] for one in (truth, lying))
    assert found == pytest.approx(other, abs=1e-4)
    assert found == pytest.approx(
        regress(given[1::2], truth[1::2], weights[1::2], 1.0)[0], abs=5e-3
    )


def test_a_weight_of_two_is_two_copies():
    given, truth, weights = made_up(n=200)
    double = regress(given, truth, 2 * weights, 1.0)[0]
    copies = regress(np.vstack([given] * 2), np.vstack([truth] * 2), np.vstack([weights] * 2), 1.0)[
        0
    ]
    assert double == pytest.approx(copies, abs=5e-3)


def test_each_head_may_have_a_strength_of_its_own():
    given, truth, weights = made_up()
    found = regress(given, truth, weights, [0.001, 1.0, 10.0])[0]
    assert np.abs(found[:, 0]).max() < np.abs(regress(given, truth, weights, 1.0)[0][:, 0]).max()
    assert found[:, 1] == pytest.approx(regress(given, truth, weights, 1.0)[0][:, 1], abs=5e-3)


def test_what_little_is_known_stays_near_the_goal():
    given, truth, weights = made_up(n=20)
    goal = np.full((5, 3), 2.0, np.float32)
    near = regress(given, truth, weights, 1e-5, Pull(goal))[0]
    assert near == pytest.approx(goal, abs=1e-2)
    found = regress(given, truth, weights, 1.0, Pull(goal))
    assert np.abs(slope(given, truth, weights, 1.0, found, towards=goal)).max() < 0.02


def test_a_coefficient_may_have_a_penalty_of_its_own():
    """Four times the penalty is what half the values of a feature come to, its coefficient halved."""
    given, truth, weights = made_up(n=200)
    plain, base = regress(given, truth, weights, 0.1)
    strongest = np.argmax(np.abs(plain[:, 2]))
    penalty = np.ones((5, 3), np.float32)
    penalty[strongest, 2] = 4
    found, start = regress(given, truth, weights, 0.1, Pull(times=penalty))
    halves = np.where(np.arange(5) == strongest, np.float32(0.5), np.float32(1))
    halved, shift = regress(given * halves, truth, weights, 0.1)
    assert found[:, :2] == pytest.approx(plain[:, :2], abs=5e-3)
    assert start[:2] == pytest.approx(base[:2], abs=5e-3)
    assert found[:, 2] == pytest.approx(halved[:, 2] * halves, abs=5e-3)
    assert start[2] == pytest.approx(shift[2], abs=5e-3)
    assert np.abs(plain - found)[strongest, 2] > 0.05


def test_the_same_again_bit_by_bit():
    once, again = (regress(*made_up(), 1.0) for _ in range(2))
    assert once[0].tobytes() == again[0].tobytes()
    assert once[1].tobytes() == again[1].tobytes()


def test_a_head_without_positives_is_never_likely():
    given, truth, weights = made_up()
    truth[:, 0] = 0
    coefficients, intercepts = regress(given, truth, weights, 1.0)
    assert expit(given @ coefficients + intercepts)[:, 0].max() < 0.2
    assert np.isfinite(coefficients).all()


def test_the_rarer_side_is_raised_by_the_root_of_the_ratio():
    truth = np.zeros((99, 2), np.float32)
    truth[:3, 0] = 1
    truth[:90, 1] = 1
    weights = np.ones((99, 2), np.float32)
    weights[10, 0] = 0
    found = balanced(truth, weights)
    assert found[:3, 0] == pytest.approx((95 / 4) ** 0.5)
    assert (found[3:, 0] == weights[3:, 0]).all(), "what is unknown stays so"
    assert (found[:, 1] == 1).all(), "the side with more is not raised"
    assert balanced(truth, weights, power=1.0)[0, 0] == pytest.approx(95 / 4)


def f1_at(limit, truth, scores, weights):
    said = scores >= limit
    hit = (weights * (truth & said)).sum()
    return 2 * hit / max(1e-9, (weights * said).sum() + (weights * truth).sum())


@given(
    st.lists(
        st.tuples(st.booleans(), st.integers(1, 99), st.sampled_from([0.25, 1.0])),
        min_size=2,
        max_size=30,
    )
)
def test_no_other_threshold_has_a_higher_f1(rows):
    truth = np.array([row[0] for row in rows])
    # no two scores are equal: posts of one score are given a label together or not at all
    scores = np.array([row[1] + i / 100 for i, row in enumerate(rows)], np.float32) / 101
    weights = np.array([row[2] for row in rows], np.float32)
    if not truth.any():
        return
    limit = np.float32(threshold(truth, scores, weights))
    best = max(f1_at(score, truth, scores, weights) for score in scores)
    assert f1_at(limit, truth, scores, weights) == pytest.approx(best, rel=1e-5)
    assert 0 < limit < 1


def test_a_threshold_by_hand():
    scores = np.array([0.9, 0.8, 0.6, 0.2], np.float32)
    ones = np.ones(4, np.float32)
    assert threshold(np.array([1, 1, 0, 0], bool), scores, ones) == pytest.approx(0.7)
    assert threshold(np.array([1, 1, 1, 1], bool), scores, ones) == pytest.approx(0.1)
    assert threshold(np.array([1, 0, 1, 0], bool), scores, ones) == pytest.approx(0.4)
    light = np.array([1, 1, 0.1, 1], np.float32)
    assert threshold(np.array([1, 0, 1, 0], bool), scores, light) == pytest.approx(0.85)


def test_a_steady_threshold_depends_less_on_which_texts_there_are():
    chance = np.random.default_rng(5)
    truth, ones = np.arange(200) < 20, np.ones(200, np.float32)
    found = []
    for _ in range(60):
        scores = np.clip(chance.normal(np.where(truth, 0.6, 0.2), 0.2), 0, 1).astype(np.float32)
        found.append((threshold(truth, scores, ones), steady(truth, scores, ones)))
    once, steadily = np.std(found, axis=0)
    assert steadily < 0.9 * once
    assert steady(truth, scores, ones) == found[-1][1]


def test_a_steady_threshold_of_shares_is_half_the_highest_f1():
    """Scores that are shares: where the count of texts says otherwise by chance, half of F1 pulls it back."""
    chance = np.random.default_rng(3)
    scores = chance.beta(0.3, 2.0, 3000).astype(np.float32)
    truth, ones = chance.random(3000) < scores, np.ones(3000, np.float32)
    said = scores >= threshold(truth, scores, ones)
    highest = 2 * (truth & said).sum() / (truth.sum() + said.sum())
    few = [np.arange(n, n + 300) for n in range(0, 3000, 300)]
    found = [[how(truth[at], scores[at], ones[at]) for how in (threshold, steady)] for at in few]
    counted, steadied = np.abs(np.array(found) - highest / 2).mean(0)
    assert steadied < 0.7 * counted
