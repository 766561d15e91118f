"""A model folder judged on all that the folders of texts hold: what `ikrar evaluate` prints and the model card repeats.

Needs no training extra: it reads the labelled texts and asks the engine.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa

from ikrar import packs
from ikrar.screening import evaluate, model
from ikrar.screening import posts as reading
from ikrar.screening.engine import Judge
from ikrar.screening.evaluate import Bools, Figure, Scores
from ikrar.screening.labels import LABELS, Label
from ikrar.screening.rates import Counts
from ikrar.screening.train import corpus
from ikrar.screening.train.folders import Folders

_CHALLENGED = {
    "money_offer": Label.MONEY_OFFER,
    "money_solicit": Label.MONEY_SOLICIT,
    "provoke": Label.PROVOKE,
    "unity": Label.UNITY,
    "coercive_threat": Label.THREAT,
    "abstain": Label.ABSTAIN,
    "reject_result": Label.REJECT_RESULT,
}
# the first was seen with many sets of weights; the second was written after most that is learned from; the third is of
# three authors, each of whom wrote for every label
CHALLENGES = {
    name + which: label for which in ("", "_2", "_3") for name, label in _CHALLENGED.items()
}
QUIET = {
    "official posts": ("official-posts/dev.csv", "text", 1, 0),
    # every second text was free to be learned from; these are the others
    "headlines": ("click-id/headlines.csv", "title", 2, 1),
    "formal sentences": ("formal-news/sentences.csv", "text", 2, 1),
}
IBROHIM = ("Tweet", "split", "HS", "Abusive")  # its columns that are read
OFFICES = "written/quiet/offices.txt"  # one post a line, without codes

Tables = dict[str, list[Figure]]


def tables(folder: Path, folders: Folders, *, posts: str = "dev") -> Tables:
    """Every table that the folders allow; one whose texts are missing is left out."""
    weights = model.load(folder)
    judge = Judge(packs.load("pemilu-2024"), weights)
    found: Tables = {}
    path = folders.posts / f"{posts}.csv"
    if path.exists():
        found[f"Real posts ({path.name})"] = evaluate.posts(*_judged(judge, corpus.posts(path)))
    found |= _challenge(judge, folders.corpus / "written" / "challenge")
    rows = [
        r
        for r in corpus.rows(folders.sets / "ibrohim2019/re_dataset.csv", *IBROHIM)
        if r["split"] == "test"
    ]
    if rows:
        found["ibrohim2019, test split, other definitions (macro-F1)"] = _ibrohim(judge, rows)
    quiet = [one for name in QUIET for one in _quiet(judge, name, folders)]
    quiet += _offices(judge, folders.corpus / OFFICES)
    return found | ({"False alarms": quiet} if quiet else {})


def counts(folder: Path, posts: Path) -> dict[Label, Counts]:
    """How often each label is right and wrong on a file of labelled posts."""
    truth, _, given = _judged(
        Judge(packs.load("pemilu-2024"), model.load(folder)), corpus.posts(posts)
    )
    kinds = ((truth, given), (truth, ~given), (~truth, given), (~truth, ~given))
    each = np.array([(one & other).sum(axis=0) for one, other in kinds]).T.tolist()
    return {label: Counts(*row) for label, row in zip(LABELS, each, strict=True)}


def _judged(judge: Judge, texts: corpus.Texts) -> tuple[Bools, Scores, Bools]:
    scores = judge.score(_arrow(texts.texts))
    truth = texts.truth()[:, : len(LABELS)] > 0
    return truth, scores, judge.model.given(scores)


def _challenge(judge: Judge, folder: Path) -> Tables:
    found = []
    for name, label in CHALLENGES.items():
        if (folder / f"{name}.txt").exists():
            judged = _judged(judge, corpus.written(folder, only=name))
            found += [
                Figure(
                    f"{name} ({one.name})", *[getattr(one, field) for field in one.__slots__[1:]]
                )
                for one in evaluate.by_label(*judged, only=[label])
            ]
    return (
        {"Written challenge, half look-alikes; `_2`, `_3`: the second and the third one": found}
        if found
        else {}
    )


def _ibrohim(judge: Judge, rows: Sequence[dict[str, str]]) -> list[Figure]:
    """The labels as they are, held against the set's own truth; it calls more posts hateful than the code book."""
    given = judge.model.given(judge.score(_arrow([row["Tweet"] for row in rows])))
    found = []
    for label, column in ((Label.HATE, "HS"), (Label.ABUSIVE, "Abusive")):
        truth = np.array([row[column] == "1" for row in rows])
        found.append(evaluate.macro(label, truth, given[:, LABELS.index(label)]))
    return found


def _quiet(judge: Judge, name: str, folders: Folders) -> Iterator[Figure]:
    """Alarms on what was not learned from; on what `corpus/readings` taught, apart."""
    file, column, step, first = QUIET[name]
    texts = [row[column] for row in corpus.rows(folders.sets / file, column)]
    stem = Path(file).parent.name
    taught = set()
    if f"read:{stem}" in judge.model.about.get("learned_from", {}):
        readings = corpus.rows(folders.corpus / "readings" / f"{stem}.csv")
        taught = {int(row["row"]) for row in readings}
    free = [text for row, text in enumerate(texts) if row % step == first and row not in taught]
    known = [text for row, text in enumerate(texts) if row in taught]
    for title, some in ((name, free), (f"{name}, learned from", known)):
        if some:
            yield evaluate.alarms(title, judge.model.given(judge.score(_arrow(some))))


def _offices(judge: Judge, path: Path) -> list[Figure]:
    """Alarms on posts of offices that were written for this, apart from all that is learned from."""
    if not path.exists():
        return []
    texts = corpus.written(path.parent, only=path.stem).texts
    said = judge.model.given(judge.score(_arrow(texts)))
    return [evaluate.alarms("posts of offices, written", said)]


def _arrow(texts: Sequence[str]) -> pa.LargeStringArray:
    return reading.read(list(texts), reading.COLUMNS, None)[0]
