"""The labelled posts, each held out: the reference (words and letters, TF-IDF) beside what the shipped weights reached.

In: --posts FOLDER with train.csv and dev.csv, --corpus for the labels that were settled. The reference learns four fifths of
the posts and is judged on the fifth, copies together, marks from 0.5 on; it sees names, which Ikrar masks. Ikrar's column is
that of `model.json`, written while training: the same posts, other folds, all other texts beside, thresholds chosen on them.
"""

# ruff: noqa: E402  what follows must hold before numba is imported
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# the folder of this file holds a coverage.py, which numba must not take for the tool of that name
sys.path[0] = str(ROOT)

import argparse

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import make_union

from ikrar.screening import evaluate, model
from ikrar.screening.labels import LABELS
from ikrar.screening.train import corpus


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--posts", type=Path, required=True, help="folder with train.csv, dev.csv")
    parser.add_argument("--corpus", type=Path, default=ROOT / "corpus")
    given = parser.parse_args()
    sets = [
        corpus.settled(corpus.posts(given.posts / name), given.corpus / "settled.csv")
        for name in ("train.csv", "dev.csv")
    ]
    sets = [corpus.without(one, frozenset()) for one in sets]
    texts = np.array([text for one in sets for text in one.texts])
    truth = np.vstack([one.truth() for one in sets]) > 0
    scores = np.zeros(truth.shape, np.float32)
    groups = [corpus.key(text) for text in texts]
    for learn, judge in GroupKFold(5).split(texts, groups=groups):
        features = make_union(
            TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2),
            TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2),
        )
        known, asked = features.fit_transform(texts[learn]), features.transform(texts[judge])
        for label in range(len(LABELS)):
            fitted = LogisticRegression(C=10, class_weight="balanced", max_iter=500)
            fitted.fit(known, truth[learn, label])
            scores[judge, label] = fitted.predict_proba(asked)[:, 1]
    theirs = {one.name: one for one in evaluate.posts(truth, scores, scores >= 0.5)}
    about = model.load().about
    print(f"Weights sha256 {about['sha256'][:8]}; {len(texts):,} posts.\n")
    print("| | n | reference, F1 | AP | Ikrar, F1 | 95 % | AP |")
    print("|---|---|---|---|---|---|---|")
    for ours in about["held_out"]:
        one = theirs[ours["name"]]
        ranks = [
            f"{rank:.3f}" if rank is not None else "" for rank in (one.ranking, ours["ranking"])
        ]
        print(
            f"| {one.name} | {ours['n']} | {one.value:.3f} | {ranks[0]} | {ours['value']:.3f} "
            f"| {ours['low']:.3f} to {ours['high']:.3f} | {ranks[1]} |"
        )


if __name__ == "__main__":
    main()
