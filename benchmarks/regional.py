"""The same sentences in Indonesian, Javanese and Sundanese (NusaX): what the shipped weights mark in each.

In: --sets FOLDER with nusax/. The sentences are of everyday life, some of politics. This counts marks and whether they agree,
not whether they are right; that `benchmarks/outside.py` does for those that were read.
"""

# ruff: noqa: E402  what follows must hold before numba is imported
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# the folder of this file holds a coverage.py, which numba must not take for the tool of that name
sys.path[0] = str(ROOT)

import argparse

import numpy as np

from ikrar.screening import engine, model
from ikrar.screening.train import corpus

FILES = ("train", "valid", "test")
LANGUAGES = ("indonesian", "javanese", "sundanese")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sets", type=Path, required=True, help="folder that holds nusax/")
    folder, weights, given = parser.parse_args().sets / "nusax", model.load(), {}
    for language in LANGUAGES:
        rows = [row for name in FILES for row in corpus.rows(folder / language / f"{name}.csv")]
        if not rows:
            sys.exit(
                f"nusax/{language} is not there: name the folder that holds nusax/ with --sets."
            )
        rows.sort(key=lambda row: int(row["id"]))
        given[language] = weights.given(engine.scores([row["text"] for row in rows]))
    first = given[LANGUAGES[0]]
    print(f"Weights `{weights.version}`.\n")
    print(
        "| | sentences | marked | marks that the Indonesian sentence has too | of its marks, found |"
    )
    print("|---|---|---|---|---|")
    for language, marks in given.items():
        both, own, theirs = (int(x.sum()) for x in (marks & first, marks, first))
        share = f"{np.mean(marks.any(axis=1)):.1%}"
        print(f"| {language} | {len(marks):,} | {share} | {both} of {own} | {both} of {theirs} |")


if __name__ == "__main__":
    main()
