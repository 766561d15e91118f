"""From texts to a model folder: rows from all texts, scores and thresholds out of fold, and the table of rows."""

import hashlib
import io
import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product
from operator import itemgetter
from pathlib import Path
from typing import Any, Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ikrar.errors import NotPossible
from ikrar.screening import evaluate, kernels, model
from ikrar.screening.evaluate import Figure
from ikrar.screening.labels import CONVERSATION, LABELS, SIDES, WITHOUT_CLAIM, Label
from ikrar.screening.train import distance
from ikrar.screening.train.corpus import Texts
from ikrar.screening.train.fit import Floats, Pull, balanced, drawings, regress, steady
from ikrar.screening.train.matrix import (
    BUCKETS,
    Features,
    Hashed,
    features,
    hashed,
    known_words,
    order,
    places,
    standing,
)

FOLDS: Final = 5
STRENGTH: Final = 12.0
# labelled posts are fitted a second time nearly alone, since what is said in them is drowned by many times as many
# examples, and some labels a third time by them alone, since posts of one kind resemble each other; each fit is made with
# its strength, and of each label so much of it is added to the first
SECOND_STRENGTH, THIRD_STRENGTH = 1.0, 5.0
TAUGHT_BY_POSTS: Final = (
    Label.PARTISAN_SUPPORT, Label.ABUSIVE, Label.CLAIM, Label.MONEY_OFFER, Label.CALM, Label.REJECT_RESULT, Label.UNITY,
)  # fmt: skip
TAUGHT_BY_EXAMPLES: Final = (Label.MONEY_SOLICIT, Label.PROVOKE)
TAUGHT_BY_POSTS_ALONE: Final = (
    Label.PARTISAN_SUPPORT, Label.PARTISAN_ATTACK, Label.THREAT, Label.REJECT_RESULT,
)  # fmt: skip
PARTS: Final = dict.fromkeys(TAUGHT_BY_POSTS, 0.65) | dict.fromkeys(TAUGHT_BY_EXAMPLES, 0.35)
SECOND: Final = np.array([PARTS.get(one, 0.5) for one in LABELS], np.float32)
THIRD: Final = np.array([0.4 * (one in TAUGHT_BY_POSTS_ALONE) for one in LABELS], np.float32)
# of these labels single words say more than neighbours, whose coefficients are drawn to 0 so many times as strongly
SAID_BY_A_WORD: Final = (Label.HATE, Label.ABUSIVE, Label.CALM)
NEIGHBOURS_DRAWN: Final = 4.0
# of the texts that must not be marked, so many marks may the labels of WITHOUT_CLAIM make together, and so many each other
ALARMS: Final = 0.0016
ALONE: Final = dict.fromkeys(CONVERSATION, 0.0002) | {Label.CLAIM: 0.005}
QUIET: Final = ("click-id", "formal-news", "formal-texts", "indonlu")
# an example counts in full where a label is tuned if it was written among that label's own: of its file at least this
# share has it, the others are look-alikes; elsewhere it counts this part
NEAR, AFAR = 0.15, 0.3
# thresholds that are tried together for the two sides of a contest, float[pairs, 2]
PAIRS: Final = np.array(list(product(np.arange(0.1, 0.75, 0.02), repeat=2)))
STEPS: Final = 30_000  # the largest number in a column of the table

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Stack:
    """All texts as arrays: truth and weights float32[n, labels]."""

    hashed: list[Hashed]
    known: NDArray[np.uint64]
    truth: Floats
    weights: Floats
    share: Floats  # float32[n, labels]: what each counts where a label is tuned, 0 where it is not asked
    quiet: NDArray[np.bool_]  # which texts must not be marked with anything against the pledge
    second: Floats  # float32[n, labels]: what each counts in the second fit
    away: Floats  # float32[n]: what each counts as a text without sides, 0 where it is not known as one
    source: NDArray[np.int64]  # texts of one number are copies; it hangs on nothing else


def stack(every: Sequence[Texts], judged: Mapping[str, float], heard: Sequence[str] = ()) -> Stack:
    """Join the sets; those named in `judged` are held out in turn to tune the labels, and count so much there. Of
    `heard`, texts without labels, only words are kept.
    """
    texts = [text for one in every for text in one.texts]
    known = known_words(texts, heard)
    return Stack(
        hashed(texts, known),
        known,
        np.vstack([one.truth() for one in every]),
        np.vstack([one.weights() for one in every]),
        np.vstack(
            [
                judged.get(one.name, 0) * one.asks() * np.where(one.shares() < NEAR, AFAR, 1)
                for one in every
            ]
        ),
        np.concatenate([np.full(len(one.texts), one.name in QUIET) for one in every]),
        np.vstack([one.teaches() * np.float32(one.second) for one in every]),
        np.concatenate([np.full(len(one.texts), one.away, np.float32) for one in every]),
        np.array([crc32(source.encode()) for one in every for source in one.sources()], np.int64),
    )


def train(texts: Stack, out: Path, *, say: Say, about: dict[str, Any]) -> None:
    """Write `weights.npy` and `model.json` to `out`."""
    say(f"{len(texts.hashed):,} texts, {int(asked_of(texts).sum()):,} of them to tune labels on")
    found = features(texts.hashed, texts.known)
    posts = standing(found, [texts.hashed[i] for i in np.flatnonzero(labelled(texts))])
    rows = places(found.hashes, order(found, posts), BUCKETS)
    kept = found.only(rows >= 0)
    say(f"{len(found.hashes):,} features, {len(kept.hashes):,} with a row")
    given = kept.matrix(texts.hashed)
    apart = out_of_fold(texts, given, kept.sorts, say)
    slope, shift, limits = tuned(texts, apart)
    figures = held_out(texts, apart * slope + shift, limits)
    for one in figures:
        say(f"{one.name} {one.value:.3f} ({one.low:.3f} to {one.high:.3f}), of {one.n:,}")
    every = np.ones(len(texts.hashed), bool)
    coefficients, intercepts = fitted(texts, given, pulls(kept.sorts), every)
    away, none = distance_of(texts, given, kept.sorts, every)
    say("all labels fitted")
    table, norm, scale = rounded(kept, np.column_stack([coefficients, away]), rows[rows >= 0])
    numbers = {
        "norm": norm,
        "distance": float(scale[-1]),
        "distance_of_none": none,
        "scale": scale[:-1] * slope,
        "bias": intercepts * slope + shift,
        "loss": distance.LOSS * slope,
        "thresholds": limits,
    }
    rows_of = [one.row() for one in figures]
    write(out, table, numbers, about | {"held_out": rows_of})


def asked_of(texts: Stack) -> NDArray[np.bool_]:
    """Which texts labels are tuned on, bool[n]."""
    return np.asarray(texts.share.max(axis=1) > 0)


def labelled(texts: Stack) -> NDArray[np.bool_]:
    """Which texts are labelled posts, bool[n]: those read for every label; examples have less of a share for most."""
    return np.asarray(texts.share.min(axis=1) == 1)


def pulls(sorts: NDArray[np.uint8]) -> Pull:
    """How strongly the coefficients of features of these sorts uint8[d] are drawn to 0, for each label."""
    times = np.ones((len(sorts), len(LABELS)), np.float32)
    times[np.ix_(sorts == kernels.BESIDE, np.isin(LABELS, SAID_BY_A_WORD))] = NEIGHBOURS_DRAWN
    return Pull(times=times)


def fitted(
    texts: Stack, given: sparse.csr_matrix, pull: Pull, learn: NDArray[np.bool_]
) -> tuple[Floats, Floats]:
    """Coefficients float32[d, labels] and intercepts float32[labels] from the texts to `learn` from, bool[n]: of one fit
    on all of them, for each label a part of one on those that count in the second, and of one on labelled posts alone.
    """
    again = texts.second.max(axis=1) > 0
    fits = (
        (learn, texts.weights, STRENGTH, np.float32(1)),
        (learn & again, texts.second, SECOND_STRENGTH, SECOND),
        (learn & again & labelled(texts), texts.second, THIRD_STRENGTH, THIRD),
    )
    found, start = np.zeros((2, 1, len(LABELS)), np.float32)
    for which, counts, strength, part in fits:
        if which.any():
            truth, weights = texts.truth[which], balanced(texts.truth[which], counts[which])
            more, shift = regress(given[which], truth, weights, strength, pull)
            found, start = found + part * more, start + part * shift
    return found, start[0]


def distance_of(
    texts: Stack, given: sparse.csr_matrix, sorts: NDArray[np.uint8], learn: NDArray[np.bool_]
) -> tuple[Floats, float]:
    """As `distance.fitted`, from those texts to `learn` from, bool[n], that are away or that labels are tuned on."""
    which = learn & (asked_of(texts) | (texts.away > 0))
    return distance.fitted(given[which], texts.away[which], sorts)


def out_of_fold(
    texts: Stack, given: sparse.csr_matrix, sorts: NDArray[np.uint8], say: Say
) -> Floats:
    """Logits of the judged texts, each from a model that has not seen it: float32[judged, labels]. In which fold a text is
    does not hang on other texts, so that figures of two trainings can be compared.
    """
    folds, pull = texts.source % FOLDS, pulls(sorts)
    apart = np.zeros((len(texts.hashed), len(LABELS)), np.float32)
    for k in range(FOLDS):
        asked = asked_of(texts) & (folds == k)
        learn = ~np.isin(texts.source, texts.source[asked])
        found, start = fitted(texts, given, pull, learn)
        apart[asked] = given[asked] @ found + start
        away, none = distance_of(texts, given, sorts, learn)
        apart[asked] -= distance.loss(given[asked] @ away + none)
        say(f"fold {k + 1} of {FOLDS}")
    return apart[asked_of(texts)]


def tuned(texts: Stack, apart: Floats) -> tuple[Floats, Floats, Floats]:
    """Slope and shift that make shares of the logits, and thresholds, all float32[labels]."""
    asked = asked_of(texts)
    truth, weights = texts.truth[asked], texts.share[asked]
    straight = Pull(towards=1.0)
    found, scores = np.empty((3, len(LABELS)), np.float32), np.empty_like(apart)
    for label, (logits, true, weight) in enumerate(zip(apart.T, truth.T, weights.T, strict=True)):
        slope, shift = regress(logits[:, None], true[:, None], weight[:, None], 0.02, straight)
        scores[:, label] = 1 / (1 + np.exp(-(logits * slope[0, 0] + shift[0])))
        limit = steady(true > 0, scores[:, label], weight)
        quiet = scores[texts.quiet[asked] & (weight > 0), label]
        if len(quiet) and LABELS[label] in ALONE:
            allowed = 1 - ALONE[LABELS[label]]
            limit = max(limit, float(np.quantile(quiet, allowed, method="higher")))
        found[:, label] = slope[0, 0], shift[0], limit
    found[2, list(SIDES)] = sides(found[2], scores, truth > 0, weights[:, list(SIDES)].min(axis=1))
    limits = together(found[2], scores, truth * weights, weights, texts.quiet[asked])
    return found[0], found[1], limits


def sides(
    limits: Floats, scores: Floats, truth: NDArray[np.bool_], weights: Floats
) -> tuple[float, float]:
    """Thresholds of the two sides of a contest, chosen together, since a text is given one of them at most: the median, over
    drawings of as many texts, of those with which support, attack and neither have the highest mean F1.

    `limits` float32[labels] are those of the other labels, `weights` float32[n].
    """
    drawn, real = drawings(len(scores)) * weights, evaluate.side(truth)
    worth = np.zeros((len(PAIRS), len(drawn)), np.float32)
    for row, pair in zip(worth, PAIRS, strict=True):
        tried = limits.copy()
        tried[list(SIDES)] = pair
        told = evaluate.side(model.given(scores, tried))
        for one in range(3):
            hits = drawn @ ((real == one) & (told == one))
            size = drawn @ ((real == one).astype(np.float32) + (told == one))
            row += 2 * hits / np.maximum(size, 1e-9)
    support, attack = np.median(PAIRS[worth.argmax(axis=0)], axis=0)
    return float(support), float(attack)


def held_out(texts: Stack, logits: Floats, limits: Floats) -> list[Figure]:
    """Figures on the labelled posts, each judged by a model that has not seen it; the thresholds were chosen on them."""
    asked = asked_of(texts)
    posts = labelled(texts)[asked]
    if not posts.any():
        return []
    scores = np.asarray(1 / (1 + np.exp(-logits[posts])), np.float32)
    return evaluate.posts(texts.truth[asked][posts] > 0, scores, model.given(scores, limits))


def together(
    limits: Floats, scores: Floats, hits: Floats, weights: Floats, quiet: NDArray[np.bool_]
) -> Floats:
    """Thresholds raised so that the labels of WITHOUT_CLAIM make no more than ALARMS marks on the quiet texts and lose as
    little F1 together as they can. `hits` are the weights of the texts that have the label.
    """
    room = int(ALARMS * quiet.sum())
    # of each number of marks: the most F1 that the labels until now can have with it, and their thresholds
    best: list[tuple[float, tuple[float, ...]]] = [(0.0, ())] * (room + 1)
    for label in WITHOUT_CLAIM:
        ways = _raised(limits[label], scores[:, label], hits[:, label], weights[:, label], quiet)
        best = [
            max(
                ((best[left - marks][0] + f1, (*best[left - marks][1], limit))
                 for limit, marks, f1 in ways if marks <= left),
                key=itemgetter(0),
            )
            for left in range(room + 1)
        ]  # fmt: skip
    found = limits.copy()
    found[list(WITHOUT_CLAIM)] = best[room][1]
    return found


def _raised(
    limit: float, score: Floats, true: Floats, weight: Floats, quiet: NDArray[np.bool_]
) -> list[tuple[float, int, float]]:
    """A threshold of one label, and those past each quiet text that it marks: each with how many it marks, and its F1, where
    more than that of the first counts for nothing: that one was chosen with more care.
    """
    marked = np.unique(score[quiet & (score >= limit)])
    above = np.append(np.unique(score), np.float32(1))
    halfway = (marked + above[np.searchsorted(above[:-1], marked, side="right")]) / 2
    tried = np.append(np.float32(limit), np.maximum(halfway, np.nextafter(marked, np.float32(2))))
    said = [score >= one for one in tried]
    f1 = [float(2 * true[on].sum() / max(weight[on].sum() + true.sum(), 1e-9)) for on in said]
    marks = (int((on & quiet).sum()) for on in said)
    return [
        (one, many, min(worth, f1[0])) for one, many, worth in zip(tried, marks, f1, strict=True)
    ]


def rounded(
    kept: Features, coefficients: Floats, rows: NDArray[np.int64]
) -> tuple[NDArray[np.int16], float, Floats]:
    """The table of rows from coefficients of all its columns but two, what a step of its norm column is worth, and of those."""
    values = coefficients * kept.worth[:, None]
    scale = np.maximum(np.abs(values).max(0), 1e-9) / STEPS
    squares = kept.worth**2
    norm = float(squares.max()) / STEPS
    table = np.zeros((2 * BUCKETS, model.COLUMNS), np.int16)
    table[rows, 0] = kernels.seals(kept.hashes)
    table[rows, 1] = np.rint(squares / norm)
    table[rows, model.FIRST :] = np.rint(values / scale)
    return table, norm, scale.astype(np.float32)


def write(
    out: Path, table: NDArray[np.int16], numbers: dict[str, Any], about: dict[str, Any]
) -> None:
    """Write the two files aside and let them take the place of older ones when both are whole. Raises NotPossible."""
    buffer = io.BytesIO()
    np.save(buffer, table)
    told = {name: np.asarray(value).tolist() for name, value in numbers.items()}
    facts = {
        "format": model.FORMAT,
        "made_on": datetime.now(UTC).date().isoformat(),
        "sha256": hashlib.sha256(buffer.getvalue()).hexdigest(),
        "labels": list(LABELS),
    }
    text = json.dumps(facts | about | told, indent=1, ensure_ascii=False)
    files = {out / model.TABLE: buffer.getvalue(), out / model.ABOUT: f"{text}\n".encode()}
    aside = {path: path.with_name(f".{path.name}") for path in files}
    try:
        out.mkdir(parents=True, exist_ok=True)
        for path, data in files.items():
            with aside[path].open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        for path in files:
            aside[path].replace(path)
    except OSError as error:
        for path in aside.values():
            path.unlink(missing_ok=True)
        raise NotPossible(
            f"The weights cannot be written to {out}: {error.strerror}. Make room there, or name another folder, and "
            "train again; what lay there before is as it was."
        ) from error
