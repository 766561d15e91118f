"""The two sides of a contest, of which a post takes one at most: what attacks are learned from, and their thresholds."""

import numpy as np

from ikrar.screening import model
from ikrar.screening.labels import LABELS, SIDES
from ikrar.screening.train import build
from ikrar.screening.train.corpus import Texts


def test_thresholds_of_two_sides_are_chosen_together():
    """Attacks score less than support does for attack, so a threshold that finds all of them is wrong by itself."""
    kinds = {(0.8, 0.6): 1, (0.3, 0.4): 2, (0.1, 0.1): 0, (0.45, 0.1): 0}
    scores = np.zeros((200, len(LABELS)), np.float32)
    scores[:, list(SIDES)] = list(kinds) * 50
    truth = np.zeros(scores.shape, bool)
    for at, taken in zip(SIDES, (1, 2), strict=True):
        truth[:, at] = np.array(list(kinds.values()) * 50) == taken
    limits, weights = np.full(len(LABELS), 0.5, np.float32), np.ones(200, np.float32)
    limits[list(SIDES)] = build.sides(limits, scores, truth, weights)
    assert (model.given(scores, limits)[:, list(SIDES)] == truth[:, list(SIDES)]).all()
    support, attack = limits[list(SIDES)]
    assert 0.45 < support <= 0.8
    assert 0.1 < attack <= 0.4


def test_what_counts_nothing_moves_no_threshold_of_a_side():
    kinds = [((0.6, 0.1), 1, 50), ((0.3, 0.4), 2, 50), ((0.1, 0.1), 0, 100), ((0.68, 0.1), 0, 500)]
    scores, truth = np.zeros((2, 700, len(LABELS)), np.float32)
    at = list(SIDES)
    scores[:, at] = [pair for pair, _, many in kinds for _ in range(many)]
    taken = np.array([one for _, one, many in kinds for _ in range(many)])
    truth[:, at] = np.stack([taken == 1, taken == 2], axis=1)
    limits, weights = np.full(len(LABELS), 0.5, np.float32), np.ones(700, np.float32)
    assert build.sides(limits, scores, truth > 0, weights)[0] > 0.68
    weights[200:] = 0
    assert build.sides(limits, scores, truth > 0, weights)[0] <= 0.6


def test_of_attacks_a_text_of_support_teaches_nothing_in_the_second_fit():
    has = (frozenset({"partisan_support", "hate"}), frozenset({"partisan_attack"}), frozenset())
    one = Texts("read", ("satu", "dua", "tiga"), has, LABELS, 2.0, second=0.5)
    support, attack = SIDES
    found = build.stack([one], {"read": 1.0})
    assert found.second[:, attack].tolist() == [0, 0.5, 0.5]
    assert np.delete(found.second, attack, axis=1).min() == 0.5
    assert found.weights.min() == 2, (
        "in the first fit, of many more texts, it is one without attack"
    )
    assert found.share.min() == 1, "labels are tuned on it like on any other"
    assert found.truth[:, support].tolist() == [1, 0, 0]
