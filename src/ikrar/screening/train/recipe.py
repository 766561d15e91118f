"""The recipe of the shipped weights: which folder teaches what, and how much it counts.

In: the folder of labelled posts (train.csv, dev.csv), the folder of public sets, the folder `corpus` of this project.
Posts of an agency's own, a CSV or workbook with the columns of the code book, may be added.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from ikrar.errors import InputError
from ikrar.screening import roots
from ikrar.screening.labels import Label
from ikrar.screening.train import corpus
from ikrar.screening.train.build import Say, stack, train
from ikrar.screening.train.corpus import Texts
from ikrar.screening.train.folders import Folders
from ikrar.screening.train.sets import PublicSet, Teaches, table

# of these every text is read for its words
HEARD: Final = (
    "alamsyah2024",
    "bdc2020",
    "ibrohim2019",
    "imawant2023",
    "netifier2018",
    "turnbackhoax2024",
)
POST, READING, EXAMPLE, UNLEARNED = 5.0, 0.6, 1.0, 0.0  # weights
# of these real posts teach more than examples do
FAINT: Final[dict[str, float]] = dict.fromkeys(
    (Label.PARTISAN_SUPPORT, Label.PARTISAN_ATTACK, Label.CLAIM), 0.3
)
# weights in the second fit, beside posts with theirs: what must not be marked, what other makers' posts look like, and
# posts on contests
QUIET_SECOND, OTHERS_SECOND, CONTESTS_SECOND = 4.0, 0.4, 0.5
SECOND: Final = {
    Teaches.CONTEST: CONTESTS_SECOND,
    Teaches.OTHER: OTHERS_SECOND,
    Teaches.HATE_TWICE: OTHERS_SECOND,
}
QUIET: Final = 4000  # texts of each set that must not be marked
# what texts without sides count where distance is learned: what must not be marked, other makers' posts, and the few of
# offices, which speak of elections as posts do
QUIET_AWAY = 3.0
AWAY: Final = {Teaches.OTHER: 0.5, Teaches.OFFICE: 20.0}
# what a text of these counts beside a real post (1) where labels are tuned
TUNING: Final = {
    "tune": 1.0,
    "click-id": 0.5,
    "formal-news": 0.5,
    "formal-texts": 0.5,
    "indonlu": 0.15,
}


def gather(
    folders: Folders, *, hold_out: Sequence[str] = (), say: Say = lambda _: None
) -> list[Texts]:
    """All sets in the order of their trust; files of `posts` in `hold_out` are left out, and their copies too. What falls
    away of labelled posts is said.

    InputError where nothing is found.
    """
    files = [folders.posts / "train.csv", folders.posts / "dev.csv", *folders.own]
    files = [path for path in files if path.exists() and path.stem not in hold_out]
    second = folders.corpus / "settled.csv"
    sets = [corpus.settled(corpus.posts(path, weight=POST), second) for path in files]
    examples = folders.corpus / "written"
    examples_of = corpus.written(examples / "train", weight=EXAMPLE)
    sets.append(replace(examples_of, name="written", faint=FAINT))
    sets.append(corpus.written(examples / "tune", weight=UNLEARNED))
    sets.extend(_read_again(folders))
    quiet = corpus.quiet(folders.sets, QUIET)
    sets.extend(replace(one, second=QUIET_SECOND, away=QUIET_AWAY) for one in quiet)
    sets = [one for one in sets if one.texts]
    if not any(one.real for one in sets):
        raise InputError(
            "No labelled posts were found: name the folder that holds train.csv with --posts."
        )
    tests = _keys_of_tests(folders, hold_out)
    kept = [corpus.without(one, tests) for one in sets]
    for before, after in zip(sets[: len(files)], kept, strict=False):
        _tell(before, after, say)
    return kept


def _tell(before: Texts, after: Texts, say: Say) -> None:
    """How many posts of a file are not learned from, and how many of these a copy contradicts."""
    if not (lost := len(before.texts) - len(after.texts)):
        return
    said = {corpus.key(text): has for text, has in zip(after.texts, after.labels, strict=True)}
    pairs = zip(before.texts, before.labels, strict=True)
    other = sum(said.get(corpus.key(text), has) != has for text, has in pairs)
    say(
        f"{before.name}: of {len(before.texts):,} posts {lost:,} are left out: their first 80 letters and digits are those "
        f"of another post here or of a text that is judged on, or they have none; {other:,} have other labels than the first of "
        "their kind"
    )


def make(folders: Folders, out: Path, *, say: Say, hold_out: Sequence[str] = ()) -> None:
    """Train on what the folders hold and write the model to `out`."""
    for name in _without_set(folders):
        say(f"{name}: no such set in the folder of sets, its readings are left out")
    sets = gather(folders, hold_out=hold_out, say=say)
    heard = _heard(folders, hold_out)
    judged = dict.fromkeys(["train", "dev", *(path.stem for path in folders.own)], 1.0) | TUNING
    about: dict[str, Any] = {
        "learned_from": {one.name: len(one.texts) for one in sets},
        "heard": len(heard),
        "fingerprint": corpus.fingerprint(sets, heard),
        "lists": roots.fingerprint(),
    }
    train(stack(sets, judged, heard), out, say=say, about=about)


def _heard(folders: Folders, hold_out: Sequence[str]) -> list[str]:
    """Texts of public sets that nobody is judged on, for their words alone."""
    tests = _keys_of_tests(folders, hold_out)
    known = table(folders.corpus)
    texts = [text for name in HEARD if name in known for text in _texts(folders, known[name])]
    return [text for text in texts if corpus.key(text) not in tests]


def _texts(folders: Folders, one: PublicSet) -> list[str]:
    return [
        row[one.column] or row.get("TITLE", "")
        for row in corpus.rows(folders.sets / one.file, one.column)
    ]


def _without_set(folders: Folders) -> list[str]:
    """What was read again of sets that are not there."""
    return [one.name for one, _ in _readings(folders) if not (folders.sets / one.file).exists()]


def _read_again(folders: Folders) -> list[Texts]:
    found = []
    for one, path in _readings(folders):
        if texts := _texts(folders, one):
            second = SECOND.get(one.teaches, 0.0)
            away = AWAY.get(one.teaches, 0.0)
            read = corpus.readings(path, texts, weight=READING)
            found.append(replace(read, name=f"read:{one.name}", second=second, away=away))
    return found


def _readings(folders: Folders) -> list[tuple[PublicSet, Path]]:
    """What was read again, each set with its file of readings."""
    paths = sorted((folders.corpus / "readings").glob("*.csv"))
    known = {name: one for name, one in table(folders.corpus).items() if one.teaches}
    for path in paths:
        if path.stem not in known:
            raise InputError(
                f"corpus/readings/{path.name}: sets.csv has no set of that name: add a row for it, or take the file away."
            )
    return [(known[path.stem], path) for path in paths]


def _keys_of_tests(folders: Folders, hold_out: Sequence[str]) -> frozenset[str]:
    """What is judged on: held-out posts, the challenge, and the test and tuning parts of ibrohim2019."""
    keys = {corpus.key(t) for t in corpus.written(folders.corpus / "written" / "challenge").texts}
    for name in hold_out:
        keys |= {corpus.key(t) for t in corpus.posts(folders.posts / f"{name}.csv").texts}
    rows = corpus.rows(folders.sets / "ibrohim2019/re_dataset.csv", "Tweet", "split")
    return frozenset(keys | {corpus.key(r["Tweet"]) for r in rows if r["split"] != "train"})
