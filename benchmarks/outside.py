"""How the shipped weights fare on posts of other makers, from sets that the posts of `train` and `dev` do not come from.

In: --sets FOLDER with the files that corpus/sets.csv names. The readings of `corpus/outside/` stand beside them: row
numbers and codes, no text. Nothing was learned from these rows. A file that is missing is left out and said.
"""

# ruff: noqa: E402  what follows must hold before numba is imported
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# the folder of this file holds a coverage.py, which numba must not take for the tool of that name
sys.path[0] = str(ROOT)

import argparse
import csv
import hashlib

import numpy as np

from ikrar.screening import engine, evaluate, model
from ikrar.screening.labels import LABELS
from ikrar.screening.train import corpus
from ikrar.screening.train.sets import table

(
    TWEETS,
    DEBATES,
    DIPLOMA,
    MEALS,
    VACCINE,
    EVERYDAY,
    FANS,
    FUEL,
    MIXED,
    CRUDE_JV,
    CRUDE_SU,
    MOODS,
    *NUSAX,
) = (
    "Tweets on the pairs of 2024, on Jakarta 2024, to the president 2022",
    "Comments under debates of January 2024",
    "Comments of 2025 and 2026 on a former president's diploma",
    "Tweets of 2025 on a programme of free meals",
    "Posts of 2021 on vaccination",
    "Everyday tweets of several years",
    "Tweets of a pop group's fans, 2024",
    "Comments of 2025 on mixed fuel",
    "Everyday posts in Indonesian, Javanese and English",
    "Tweets in Indonesian and Javanese, gathered by crude words",
    "Tweets in Indonesian and Sundanese, gathered by crude words",
    "Tweets in Sundanese on feelings",
    "Sentences of everyday life, in Indonesian",
    "The same in Javanese",
    "The same in Sundanese",
)
# readings: group, and the first digits of the SHA-256 of the file that sets.csv names, since rows are known by their number
JUDGED = {
    "ekorahmattt2023": (TWEETS, "c6a47f86edda05be"),
    "setyadita2024_1": (TWEETS, "c7713a2140df4e56"),
    "setyadita2024_2": (TWEETS, "ded09e842c582168"),
    "setyadita2024_4": (TWEETS, "c1144392c0ac4e8d"),
    "kartikajls2024": (TWEETS, "a7b0a882a6afbbd4"),
    "cciia2022": (TWEETS, "dee184db2e6831ff"),
    "er0s0re2024": (DEBATES, "c820337c6fd21fb8"),
    "rfaoktvian2024": (DEBATES, "427230535d9e052b"),
    "arachnoida2026": (DIPLOMA, "4feb5610328abe4a"),
    "diwayway2025": (MEALS, "b75c19601ebd6695"),
    "muhammadrafi2021": (VACCINE, "bc85bab5fe5728f2"),
    "anggarabudiyanto": (EVERYDAY, "42d456d188d0b705"),
    "ridife2018": (EVERYDAY, "2d04855256a30f8c"),
    "andihisyam2024_2": (FANS, "50ebb17d4da319d5"),
    "nusax_indonesian": (NUSAX[0], "43b612ed6fde972c"),
    "nusax_javanese": (NUSAX[1], "ad73d2ee75854c41"),
    "nusax_sundanese": (NUSAX[2], "887e940330e59716"),
    "abusifyid2025_jawa": (CRUDE_JV, "7eed9e861939ea62"),
    "fathanick": (MIXED, "c363a76778cf170c"),
    "abusifyid2025_sunda": (CRUDE_SU, "cce612704dcd7a6c"),
    "virgantara2020": (MOODS, "6cab9feacecd62e9"),
    "khalifardy2025": (FUEL, "1ca2db6d25475a71"),
}


def read(sets: Path) -> dict[str, tuple[list[str], list[frozenset[str]]]]:
    """Texts and labels of each group whose files are there."""
    groups: dict[str, tuple[list[str], list[frozenset[str]]]] = {}
    known = table(ROOT / "corpus")
    for name, (group, digest) in JUDGED.items():
        one = known[name]
        path = sets / one.file
        if not path.exists():
            print(f"left out: {one.file} is not in {sets.name}", file=sys.stderr)
            continue
        if not hashlib.sha256(path.read_bytes()).hexdigest().startswith(digest):
            sys.exit(
                f"{one.file} is another version of the file that was read: its rows would not match."
            )
        every = [row[one.column] for row in corpus.rows(path)]
        texts, labels = groups.setdefault(group, ([], []))
        with (ROOT / f"corpus/outside/{name}.csv").open(encoding="utf-8", newline="") as found:
            for row in csv.DictReader(found):
                texts.append(every[int(row["row"])])
                labels.append(corpus.decode(row["codes"], name))
    return groups


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sets", type=Path, required=True, help="folder with the public sets")
    groups = read(parser.parse_args().sets)
    if not groups:
        sys.exit("None of the files is there: corpus/sets.csv says where they are found.")
    weights = model.load()
    print(f"Weights `{weights.version}`, {sum(len(t) for t, _ in groups.values()):,} posts.\n")
    for group, (texts, labels) in groups.items():
        scores = engine.scores(texts)
        truth = np.array([[label in has for label in LABELS] for has in labels])
        given = weights.given(scores)
        told = evaluate.posts(truth, scores, given)
        # ten or fewer say nothing
        told = [one for one in told if one.n > 10]
        told.append(evaluate.alarms("falsely marked against the pledge", given & ~truth))
        print(evaluate.markdown(f"{group} ({len(texts):,})", told))


if __name__ == "__main__":
    main()
