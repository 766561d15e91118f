"""How far the engine's features carry on a public set with definitions of its own, beside TF-IDF in the same run.

In: --sets FOLDER with `ibrohim2019/re_dataset.csv`. Trained on its train split, told on dev and test. Nothing is tuned but,
on dev, how much the shipped weights count in the last row: there the features stand beside what these weights say of each
text, by definitions other than the set's.
Needs the extras `ikrar[train]` and `ikrar[bench]`.
"""

# ruff: noqa: E402  what follows must hold before numba is imported
import sys
from pathlib import Path

# the folder of this file holds a coverage.py, which numba must not take for the tool of that name
sys.path[0] = str(Path(__file__).resolve().parents[1])

import argparse

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_union

from ikrar.screening import engine
from ikrar.screening.evaluate import f1
from ikrar.screening.train import corpus, matrix
from ikrar.screening.train.fit import regress

COLUMNS = ("HS", "Abusive")
STRENGTH, STRENGTH_BESIDE, WORTH = 5.0, 12.0, 0.02  # the last two by dev


def macro(truth: np.ndarray, said: np.ndarray) -> float:
    return (f1(truth, said) + f1(~truth, ~said)) / 2


def features_of(texts: dict[str, list[str]]) -> dict[str, sparse.csr_matrix]:
    known = matrix.known_words(texts["train"])
    hashed = {split: matrix.hashed(some, known) for split, some in texts.items()}
    found = matrix.features(hashed["train"], known)
    return {split: found.matrix(some) for split, some in hashed.items()}


def ours(
    given: dict[str, sparse.csr_matrix], truth: dict[str, np.ndarray], strength: float
) -> dict[str, list[float]]:
    yes = truth["train"].astype(np.float32)
    weights, start = regress(given["train"], yes, np.ones_like(yes), strength)
    said = {split: given[split] @ weights + start > 0 for split in ("dev", "test")}
    return {s: [macro(truth[s][:, i], said[s][:, i]) for i in range(2)] for s in said}


def with_scores(given: sparse.csr_matrix, texts: list[str]) -> sparse.csr_matrix:
    """The features, and the logits of the shipped weights for all labels."""
    scores = np.clip(engine.scores(texts), 1e-5, 1 - 1e-5)
    logits = np.log(scores / (1 - scores)) * np.float32(WORTH)
    return sparse.csr_matrix(sparse.hstack([given, sparse.csr_matrix(logits)]))


def reference(texts: dict[str, list[str]], truth: dict[str, np.ndarray]) -> dict[str, list[float]]:
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    union = make_union(words, letters)
    given = {"train": union.fit_transform(texts["train"])}
    given |= {split: union.transform(texts[split]) for split in ("dev", "test")}
    told: dict[str, list[float]] = {"dev": [], "test": []}
    for i in range(len(COLUMNS)):
        model = LogisticRegression(C=4, solver="liblinear").fit(
            given["train"], truth["train"][:, i]
        )
        for split, figures in told.items():
            figures.append(macro(truth[split][:, i], model.predict(given[split])))
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", type=Path, required=True)
    rows = list(corpus.rows(parser.parse_args().sets / "ibrohim2019/re_dataset.csv"))
    splits = ("train", "dev", "test")
    texts = {s: [row["Tweet"] for row in rows if row["split"] == s] for s in splits}
    truth = {
        s: np.array([[row[c] == "1" for c in COLUMNS] for row in rows if row["split"] == s])
        for s in splits
    }
    alone = features_of(texts)
    beside = {split: with_scores(some, texts[split]) for split, some in alone.items()}
    print(f"{'macro-F1':34s} {'dev hate':>9s} {'abusive':>8s} {'test hate':>10s} {'abusive':>8s}")
    for name, told in (
        ("TF-IDF words + characters", reference(texts, truth)),
        ("masked, hashed features of Ikrar", ours(alone, truth, STRENGTH)),
        ("the same beside its shipped scores", ours(beside, truth, STRENGTH_BESIDE)),
    ):
        print(
            f"{name:34s} {told['dev'][0]:9.3f} {told['dev'][1]:8.3f} {told['test'][0]:10.3f} {told['test'][1]:8.3f}"
        )


if __name__ == "__main__":
    main()
