"""What a second reader reaches on the same texts: F1 of blind readings (`corpus/blind`) by the labels that are judged by.

In: --posts FOLDER with train.csv. A language model read the posts under the code book and the third challenge, once, without
sight of any label. Of the posts all with a rare label were read and some of the others by chance, which count for all of these.
Of the readings of public sets that the weights learn from, 480 were read again so by two readers: how far they agree.
"""

# ruff: noqa: E402  what follows must hold before numba is imported
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# the folder of this file holds a coverage.py, which numba must not take for the tool of that name
sys.path[0] = str(ROOT)

import argparse

import numpy as np
from sklearn.metrics import cohen_kappa_score

from ikrar.screening.judging import CHALLENGES
from ikrar.screening.labels import LABELS, Label
from ikrar.screening.train import corpus
from ikrar.screening.train.sets import Teaches, table

Bools = np.ndarray
# labels of which enough rows were drawn
DRAWN = (Label.PARTISAN_SUPPORT, Label.PARTISAN_ATTACK, Label.HATE, Label.ABUSIVE, Label.CLAIM)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--posts", type=Path, required=True, help="folder with train.csv")
    parser.add_argument("--corpus", type=Path, default=ROOT / "corpus")
    given = parser.parse_args()
    as_given = corpus.without(corpus.posts(given.posts / "train.csv"), frozenset())
    settled = corpus.settled(as_given, given.corpus / "settled.csv")
    rows = {row["hash"]: row for row in corpus.rows(given.corpus / "blind" / "posts.csv")}
    at = [i for i, text in enumerate(settled.texts) if corpus.short_hash(text) in rows]
    read = [rows[corpus.short_hash(settled.texts[i])] for i in at]
    by_chance = np.array([row["drawn"] == "chance" for row in read])
    others = len(settled.texts) - (~by_chance).sum()
    weights = np.where(by_chance, others / by_chance.sum(), 1)
    said = flags([corpus.decode(row["codes"], "posts.csv") for row in read])
    print(f"{len(at):,} of {len(settled.texts):,} posts.\n")
    print("| | n | by the settled labels | by those that came with the posts |")
    print("|---|---|---|---|")
    truths = [flags([one.labels[i] for i in at]) for one in (settled, as_given)]
    classes = [f"{partisan(truth, said, weights):.3f}" for truth in truths]
    print(f"| partisan, three classes | {len(at)} | {' | '.join(classes)} |")
    for label, name in enumerate(LABELS):
        both = [f"{f1(truth[:, label], said[:, label], weights):.3f}" for truth in truths]
        print(f"| {name} | {truths[0][:, label].sum()} | {' | '.join(both)} |")
    challenge(given.corpus)
    readings(given.corpus)


def challenge(folder: Path) -> None:
    rows = list(corpus.rows(folder / "blind" / "challenge.csv"))
    print("\n| third challenge | n | by its author |\n|---|---|---|")
    for name, label in CHALLENGES.items():
        if codes := [row["codes"] for row in rows if row["file"] == name]:
            texts = corpus.written(folder / "written" / "challenge", only=name)
            said = np.array([label in corpus.decode(one, "challenge.csv") for one in codes])
            truth = np.array([label in has for has in texts.labels])
            print(f"| {name} | {truth.sum()} | {f1(truth, said, np.ones(len(said))):.3f} |")


def readings(folder: Path) -> None:
    """Cohen's kappa of first readings and of two blind readers of the same rows, each weighed by how many it was drawn from."""
    again = list(corpus.rows(folder / "blind" / "readings.csv"))
    print(
        "\n| readings, drawn by their codes | n | first and another | two others |\n|---|---|---|---|"
    )
    contests = {name for name, one in table(folder).items() if one.teaches == Teaches.CONTEST}
    for kind, of_contests in (("hate and hoax sets", False), ("sets on contests", True)):
        drawn = [row for row in again if (row["set"] in contests) == of_contests]
        every = [
            stratum(row["codes"])
            for path in (folder / "readings").glob("*.csv")
            if path.stem.removesuffix("_2") in {row["set"] for row in drawn}
            for row in corpus.rows(path)
        ]
        strata = np.array([stratum(row["first"]) for row in drawn])
        weights = np.array([every.count(one) / (strata == one).sum() for one in strata])
        said = {
            who: flags([corpus.decode(row[who], "readings.csv") for row in drawn])
            for who in ("first", "second", "third")
        }
        for label in DRAWN:
            one, two, three = (who[:, LABELS.index(label)] for who in said.values())
            near = np.mean([kappa(one, two, weights), kappa(one, three, weights)])
            among = kappa(two, three, weights)
            print(f"| {label}, {kind} | {one.sum()} of {len(one)} | {near:.2f} | {among:.2f} |")


def kappa(one: Bools, two: Bools, weights: np.ndarray) -> float:
    return float(cohen_kappa_score(one, two, sample_weight=weights))


def stratum(codes: str) -> str:
    """As the rows were drawn: with attack, with support, with another label, with none."""
    has = codes.replace(",", " ").split()
    return next((code for code in ("A", "S", "-") if code in has), "other")


def flags(labels: list[frozenset[str]]) -> Bools:
    """bool[n, labels]"""
    return np.array([[label in has for label in LABELS] for has in labels])


def f1(truth: Bools, said: Bools, weights: np.ndarray) -> float:
    both = weights[truth].sum() + weights[said].sum()
    return float(2 * weights[truth & said].sum() / max(both, 1e-9))


def partisan(truth: Bools, said: Bools, weights: np.ndarray) -> float:
    """Macro-F1 of support, attack and neither; who has both supports."""
    one, two = (np.where(x[:, 0], 1, np.where(x[:, 1], 2, 0)) for x in (truth, said))
    return float(np.mean([f1(one == k, two == k, weights) for k in range(3)]))


if __name__ == "__main__":
    main()
