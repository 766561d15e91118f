"""Thresholds spare the texts that must not be marked, at the cost of the labels that lose least by it."""

import numpy as np
import pytest

from ikrar.screening.labels import LABELS, WITHOUT_CLAIM, Label
from ikrar.screening.train import build


def test_no_threshold_is_so_low_that_quiet_texts_are_marked():
    """Of texts that must not be marked, however little they weigh, hardly any reaches a label."""
    truth = np.zeros((25, len(LABELS)), np.float32)
    truth[:5] = 1
    logits = np.repeat(
        [[3.0]] * 3 + [[1.0]] * 2 + [[-3.0]] * 10 + [[2.0]] * 10, len(LABELS), 1
    ).astype(np.float32)
    share = np.ones_like(truth)
    share[15:] = 0.001
    share[15:, 8:] = 0  # they say nothing of the conversation
    limits = {}
    for quiet in (False, True):
        stack = build.Stack([()] * 25, np.zeros(0, np.uint64), truth, truth, share,
                            np.arange(25) >= 15 if quiet else np.zeros(25, bool),
                            np.zeros(25, bool), np.zeros(25), np.arange(25))  # fmt: skip
        slope, shift, limits[quiet] = build.tuned(stack, logits)
        loud = 1 / (1 + np.exp(-(slope * 2 + shift)))
        assert (limits[quiet][:8] >= loud[:8] * (1 - 1e-6)).all() == quiet
    assert (limits[True][8:] == limits[False][8:]).all()
    assert (limits[True][:8] > limits[False][:8]).all()


def test_quiet_texts_are_spared_where_the_labels_lose_least():
    """Threat would lose two of its texts by sparing a quiet one, abuse none: abuse gives way, and no more than it must."""
    threat, abusive = LABELS.index(Label.THREAT), LABELS.index(Label.ABUSIVE)
    scores = np.zeros((1010, len(LABELS)), np.float32)
    truth = np.zeros_like(scores)
    scores[1000:1004, [threat, abusive]] = [[0.9, 0.9], [0.8, 0.8], [0.6, 0.8], [0.6, 0.8]]
    truth[1000:1004, [threat, abusive]] = 1
    scores[0, threat], scores[1, abusive], scores[2, abusive] = 0.7, 0.7, 0.6
    quiet = np.arange(1010) < 1000
    limits = np.full(len(LABELS), 0.5, np.float32)
    found = build.together(limits, scores, truth, np.ones_like(truth), quiet)
    marks = (scores[quiet] >= found).sum(0)
    assert (marks[threat], marks[abusive]) == (1, 0)
    assert found[threat] == limits[threat]
    assert found[abusive] == pytest.approx(0.75)
    assert (np.delete(found, abusive) == 0.5).all()
    assert (limits == 0.5).all(), "the thresholds that were given are left as they were"
    assert 1 <= build.ALARMS * 1000 < 2


def test_quiet_texts_with_the_very_same_or_the_highest_score_are_spared_too():
    scores = np.ones((10, len(LABELS)), np.float32)
    scores[:5] = np.nextafter(np.float32(1), np.float32(0))
    limits = np.full(len(LABELS), 0.5, np.float32)
    nothing = np.zeros_like(scores)
    found = build.together(limits, scores, nothing, nothing, np.ones(10, bool))
    assert not (scores >= found)[:, list(WITHOUT_CLAIM)].any()


def test_what_all_labels_lose_together_is_least():
    """Threat loses at once what it loses by sparing three quiet texts, abuse a little by each: to spare five of six, all
    three of threat and two of abuse lose the least together, though each step of abuse alone is the cheaper.
    """
    threat, abusive = LABELS.index(Label.THREAT), LABELS.index(Label.ABUSIVE)
    scores = np.zeros((1013, len(LABELS)), np.float32)
    truth = np.zeros_like(scores)
    scores[1000:1010, [threat, abusive]], truth[1000:1010, [threat, abusive]] = 0.95, 1
    scores[:3, threat], scores[3:6, abusive] = [0.62, 0.63, 0.64], [0.62, 0.72, 0.82]
    scores[1010:1012, threat], truth[1010:1012, threat] = 0.61, 1
    scores[1010:, abusive], truth[1010:, abusive] = [0.6, 0.7, 0.8], 1
    quiet = np.arange(1013) < 1000
    weights = np.where(quiet[:, None], 0.001, np.ones_like(truth))
    limits = np.full(len(LABELS), 0.5, np.float32)
    assert (scores[quiet] >= limits).sum() == 6
    found = build.together(limits, scores, truth, weights, quiet)
    assert 0.64 < found[threat] <= 0.95
    assert 0.72 < found[abusive] < 0.82
    assert (scores[quiet] >= found).sum() == 1
