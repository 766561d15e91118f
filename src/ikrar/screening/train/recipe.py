"""The recipe of the shipped weights: which folder teaches what, and how much it counts.

In: the folder of labelled posts (train.csv, dev.csv), the folder of public sets, the folder `corpus` of this project.
Posts of an agency's own, in a CSV with the columns of the code book, may be added.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from ikrar.errors import InputError
from ikrar.screening.train import corpus
from ikrar.screening.train.build import SEED, Say, train
from ikrar.screening.train.corpus import Texts
from ikrar.screening.train.folders import Folders
from ikrar.screening.train.unnamed import unnamed

# file and column of the sets that `corpus/readings` reads again
READ_AGAIN: Final = {
    "alamsyah2024": ("alamsyah2024/train.csv", "comment_text"),
    "bdc2020": ("bdc2020/hoax.csv", "narasi"),
    "click-id": ("click-id/headlines.csv", "title"),
    "ibrohim2019": ("ibrohim2019/re_dataset.csv", "Tweet"),
    "imawant2023": ("imawant2023/weak.csv", "text"),
    "netifier2018": ("netifier2018/train.csv", "original_text"),
    "official-posts": ("official-posts/dev.csv", "text"),
    "turnbackhoax2024": ("turnbackhoax2024/others.csv", "text"),
}
READING, EXAMPLE = 0.6, 1.0  # weights
QUIET: Final = 4000  # texts of each set that must not be marked
# what a text of these counts beside a real post (1) where labels are tuned
TUNING: Final = {"written": 0.5, "click-id": 0.5, "formal-news": 0.5}


def gather(folders: Folders, *, hold_out: Sequence[str] = ()) -> list[Texts]:
    """All sets in the order of their trust; files of `posts` in `hold_out` are left out, and their copies too.

    InputError where nothing is found.
    """
    files = [folders.posts / "train.csv", folders.posts / "dev.csv", *folders.own]
    files = [path for path in files if path.exists() and path.stem not in hold_out]
    sets = [corpus.posts(path) for path in files]
    sets.append(
        replace(
            corpus.written(folders.corpus / "written" / "train", weight=EXAMPLE), name="written"
        )
    )
    sets.extend(_read_again(folders))
    tests = _keys_of_tests(folders, hold_out)
    # before names are changed: a text that is judged on stays one under other names
    sets = _apart(sets, tests)
    sets.extend([_unnamed(one) for one in sets])
    sets.extend(corpus.quiet(folders.sets, QUIET))
    sets = [one for one in sets if one.texts]
    if not any(one.real for one in sets):
        raise InputError(
            "No labelled posts were found: name the folder that holds train.csv with --posts."
        )
    return _apart(sets, tests)


def make(folders: Folders, out: Path, *, say: Say, hold_out: Sequence[str] = ()) -> None:
    """Train on what the folders hold and write the model to `out`."""
    sets = gather(folders, hold_out=hold_out)
    judged = dict.fromkeys(["train", "dev", *(path.stem for path in folders.own)], 1.0) | TUNING
    about: dict[str, Any] = {
        "learned_from": {one.name: len(one.texts) for one in sets},
        "fingerprint": corpus.fingerprint(sets),
    }
    train(sets, judged, out, say=say, about=about)


def _read_again(folders: Folders) -> list[Texts]:
    found = []
    for path in sorted((folders.corpus / "readings").glob("*.csv")):
        if path.stem not in READ_AGAIN:
            raise InputError(f"corpus/readings/{path.name}: there is no set of that name.")
        file, column = READ_AGAIN[path.stem]
        texts = [row[column] or row.get("TITLE", "") for row in corpus.rows(folders.sets / file)]
        if texts:
            found.append(
                replace(corpus.readings(path, texts, weight=READING), name=f"read:{path.stem}")
            )
    return found


def _unnamed(one: Texts) -> Texts:
    """Every second text that names somebody, with names that no list has, at half the weight."""
    changed = unnamed(one.texts, seed=SEED)
    keep = [row for row, text in enumerate(changed) if text is not None][::2]
    texts = tuple(str(changed[row]) for row in keep)
    labels = tuple(one.labels[row] for row in keep)
    sources = one.sources()
    origin = tuple(sources[row] for row in keep)
    return Texts(f"unnamed:{one.name}", texts, labels, one.heads, one.weight / 2, one.real, origin)


def _keys_of_tests(folders: Folders, hold_out: Sequence[str]) -> frozenset[str]:
    """What is judged on: held-out posts, the challenge, and the test and tuning parts of ibrohim2019."""
    keys = {corpus.key(t) for t in corpus.written(folders.corpus / "written" / "challenge").texts}
    for name in hold_out:
        keys |= {corpus.key(t) for t in corpus.posts(folders.posts / f"{name}.csv").texts}
    rows = corpus.rows(folders.sets / "ibrohim2019/re_dataset.csv")
    return frozenset(keys | {corpus.key(r["Tweet"]) for r in rows if r["split"] != "train"})


def _apart(sets: list[Texts], tests: frozenset[str]) -> list[Texts]:
    """Each set without the tests and without copies within it; real posts keep their copies in other sets."""
    return [corpus.without(one, tests) for one in sets]
