"""How the shipped weights fare on posts of other makers, from sets that the posts of `train` and `dev` do not come from.

In: --sets FOLDER with the files that FILES names (corpus/README.md says where they are found). The readings of
`corpus/outside/` stand beside them: row numbers and codes, no text. Nothing was learned from these rows. A file that is
missing is left out and said.
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
# readings: group, file, column, the first digits of the file's SHA-256, since rows are known by their number
FILES = {
    "ekorahmattt2023": (TWEETS, "ekorahmattt2023/pilpres.csv", "full_text", "c6a47f86edda05be"),
    "setyadita2024_1": (TWEETS, "setyadita2024/data_1.csv", "full_text", "c7713a2140df4e56"),
    "setyadita2024_2": (TWEETS, "setyadita2024/data_2.csv", "full_text", "ded09e842c582168"),
    "setyadita2024_4": (TWEETS, "setyadita2024/data_4.csv", "full_text", "c1144392c0ac4e8d"),
    "kartikajls2024": (TWEETS, "kartikajls2024/Ganjar_Pranowo.csv", "full_text", "a7b0a882a6afbbd4"),
    "cciia2022": (TWEETS, "cciia2022/tweet_pak_jokowi.csv", "text", "dee184db2e6831ff"),
    "er0s0re2024": (DEBATES, "er0s0re2024/youtube_comments.csv", "text", "c820337c6fd21fb8"),
    "rfaoktvian2024": (
        DEBATES, "rfaoktvian2024/youtube_comments_debat_capres2024.csv", "comment_text", "427230535d9e052b"),
    "arachnoida2026": (
        DIPLOMA, "arachnoida2026/labeling_dataset.before10k.csv", "text", "4feb5610328abe4a"),
    "diwayway2025": (MEALS, "diwayway2025/datambgbersih_labeling.csv", "full_text", "b75c19601ebd6695"),
    "muhammadrafi2021": (VACCINE, "muhammadrafi2021/test.csv", "text", "bc85bab5fe5728f2"),
    "anggarabudiyanto": (
        EVERYDAY, "anggarabudiyanto/dataset_final.csv", "full_text", "42d456d188d0b705"),
    "ridife2018": (
        EVERYDAY, "ridife2018/Indonesian Sentiment Twitter Dataset Labeled.csv", "Tweet", "2d04855256a30f8c"),
    "andihisyam2024_2": (FANS, "andihisyam2024/jkt_2.csv", "full_text", "50ebb17d4da319d5"),
    "nusax_indonesian": (NUSAX[0], "nusax/indonesian/test.csv", "text", "43b612ed6fde972c"),
    "nusax_javanese": (NUSAX[1], "nusax/javanese/test.csv", "text", "ad73d2ee75854c41"),
    "nusax_sundanese": (NUSAX[2], "nusax/sundanese/test.csv", "text", "887e940330e59716"),
    "abusifyid2025_jawa": (CRUDE_JV, "abusifyid2025/codemixed_indojawa_final.csv", "tweet", "7eed9e861939ea62"),
    "fathanick": (MIXED, "fathanick/train.csv", "text_raw", "c363a76778cf170c"),
    "abusifyid2025_sunda": (CRUDE_SU, "abusifyid2025/codemixed_indosunda_final.csv", "tweet", "cce612704dcd7a6c"),
    "virgantara2020": (MOODS, "virgantara2020/newdataset.csv", "data", "6cab9feacecd62e9"),
    "khalifardy2025": (FUEL, "khalifardy2025/preprocessed_dataset_rendika.csv", "clean_text", "1ca2db6d25475a71"),
}  # fmt: skip


def read(sets: Path) -> dict[str, tuple[list[str], list[frozenset[str]]]]:
    """Texts and labels of each group whose files are there."""
    groups: dict[str, tuple[list[str], list[frozenset[str]]]] = {}
    for name, (group, file, column, digest) in FILES.items():
        path = sets / file
        if not path.exists():
            print(f"left out: {file} is not in {sets.name}", file=sys.stderr)
            continue
        if not hashlib.sha256(path.read_bytes()).hexdigest().startswith(digest):
            sys.exit(f"{file} is another version of the file that was read: rows would not match.")
        every = [row[column] for row in corpus.rows(path)]
        texts, labels = groups.setdefault(group, ([], []))
        with (ROOT / f"corpus/outside/{name}.csv").open(encoding="utf-8", newline="") as found:
            for row in csv.DictReader(found):
                texts.append(every[int(row["row"])])
                labels.append(corpus.decode(row["codes"], name))
    return groups


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sets", type=Path, required=True, help="folder with the files of FILES")
    groups = read(parser.parse_args().sets)
    if not groups:
        sys.exit("None of the files is there: corpus/README.md says where they are found.")
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
