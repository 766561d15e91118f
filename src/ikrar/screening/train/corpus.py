"""The labelled texts: real posts, written examples, readings of public sets, and news that must not be marked.

Each text has for every label a truth (0 or 1) and a weight (0 where the set says nothing about that label). No text is
written anywhere.
"""

import csv
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import cycle, zip_longest
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ikrar import sheets
from ikrar.errors import InputError
from ikrar.packs import load
from ikrar.screening.labels import AGAINST_PLEDGE, LABELS, SIDES, WITHOUT_CLAIM, Label
from ikrar.screening.sniffing import delimiter_of

CODES: Final = {
    "S": Label.PARTISAN_SUPPORT,
    "A": Label.PARTISAN_ATTACK,
    "t": Label.THREAT,
    "h": Label.HATE,
    "b": Label.ABUSIVE,
    "c": Label.CLAIM,
    "mo": Label.MONEY_OFFER,
    "ms": Label.MONEY_SOLICIT,
    "ga": Label.ABSTAIN,
    "gp": Label.PARTICIPATE,
    "kp": Label.PROVOKE,
    "kc": Label.CALM,
    "rr": Label.REJECT_RESULT,
    "ru": Label.UNITY,
}
QUIET: Final = 18.0  # what a text counts that must not be marked
MORE_QUIET: Final = 6.0  # and each of the many formal sentences beside
JOINED: Final = 5  # so many formal sentences make a long text
TAGGED: Final = ("bapos_pos-idn", "nergrit_ner-grit", "nerp_ner-prosa")  # folders of indonlu
SPLITS: Final = ("train", "valid", "test")
NO_LABEL: Final = frozenset({"-", "mr", "mj"})  # nothing, or money reported or rejected
COLUMNS: Final = {
    ("partisan", "support"): Label.PARTISAN_SUPPORT,
    ("partisan", "against"): Label.PARTISAN_ATTACK,
    ("threat", "1"): Label.THREAT,
    ("hate", "1"): Label.HATE,
    ("abusive", "1"): Label.ABUSIVE,
    ("claim", "1"): Label.CLAIM,
    ("money", "offer"): Label.MONEY_OFFER,
    ("money", "solicit"): Label.MONEY_SOLICIT,
    ("turnout", "abstain"): Label.ABSTAIN,
    ("turnout", "participate"): Label.PARTICIPATE,
    ("calm", "provoke"): Label.PROVOKE,
    ("calm", "calm"): Label.CALM,
    ("result", "reject"): Label.REJECT_RESULT,
    ("result", "unity"): Label.UNITY,
}
YES_NO: Final = frozenset({"threat", "hate", "abusive", "claim"})
VALUES: Final = {
    column: frozenset(value for name, value in COLUMNS if name == column)
    | ({"0"} if column in YES_NO else {"none"})
    | ({"report", "reject"} if column == "money" else set())
    for column, _ in COLUMNS
}
SLOTS: Final = {
    "{suku}": ("Jawa", "Batak", "Madura", "Sunda", "Cina", "Arab", "Papua", "Minang"),
    "{agama}": ("Islam", "Kristen", "Hindu", "Katolik", "Buddha"),
    "{daerah}": ("Jawa Timur", "Papua", "Aceh", "Medan", "Banten", "Makassar"),
}


@dataclass(frozen=True, slots=True)
class Texts:
    """`n` texts of one origin: labels by name, and how much each counts; `real` where people wrote them."""

    name: str
    texts: tuple[str, ...]
    labels: tuple[frozenset[str], ...]
    about: tuple[str, ...]  # the labels that this set says something about
    weight: float = 1.0
    real: bool = True
    parts: tuple[
        str, ...
    ] = ()  # of each text: the file in which it was written beside its look-alikes
    read: tuple[frozenset[str], ...] = ()  # of each text: the labels that somebody read it for
    faint: Mapping[str, float] = field(default_factory=dict)  # by label: a part of `weight`
    second: float = 0.0  # what a text counts in the second fit: of posts above all
    away: float = 0.0  # what it counts as one without sides where distance is learned

    def sources(self) -> tuple[str, ...]:
        """By what each text is held out: copies go together."""
        return tuple(key(text) for text in self.texts)

    def shares(self) -> NDArray[np.float32]:
        """float32[n, labels]: the share of each label in the file of each text; 1 for a set without files."""
        if not self.parts:
            return np.ones((len(self.texts), len(LABELS)), np.float32)
        truth, (_, which) = self.truth(), np.unique(self.parts, return_inverse=True)
        sums = np.zeros((which.max() + 1, len(LABELS)), np.float32)
        np.add.at(sums, which, truth)
        return np.asarray((sums / np.bincount(which)[:, None])[which], np.float32)

    def truth(self) -> NDArray[np.float32]:
        """float32[n, labels]: 1 where the label is true."""
        return np.array([[label in has for label in LABELS] for has in self.labels], np.float32)

    def weights(self) -> NDArray[np.float32]:
        """float32[n, labels]."""
        by_label = np.array([self.faint.get(label, 1) for label in LABELS], np.float32)
        return self.asks() * by_label * np.float32(self.weight)

    def teaches(self) -> NDArray[np.float32]:
        """As `asks`, but of attacks a text of support teaches nothing: the code book counts it as support alone, whether it
        attacks another side too or not.
        """
        found, (support, attack) = self.asks(), SIDES
        found[self.truth()[:, support] > 0, attack] = 0
        return found

    def asks(self) -> NDArray[np.float32]:
        """float32[n, labels]: 1 where the set says something about the label."""
        rows = self.read or (frozenset(self.about),) * len(self.texts)
        return np.array([[label in row for label in LABELS] for row in rows], np.float32)


def key(text: str) -> str:
    """What two copies of a text share: its letters and digits, without addresses, mentions and 'RT'."""
    words = (w for w in text.lower().split() if not w.startswith(("http", "@")) and w != "rt")
    return "".join(c for c in " ".join(words) if c.isalnum())[:80]


# ---------------------------------------------------------------- by code book


def posts(path: Path, *, weight: float = 1.0) -> Texts:
    """A CSV or workbook with the columns of the code book. InputError where there is no post, or a column is missing or holds
    another word.

    A column `read`, where there is one, names the labels that somebody read the post for; all of them where it is empty.
    """
    found = list(rows(path, "text", *VALUES))
    if not found:
        raise InputError(f"{path.name} holds no post below its heading.")
    for number, row in enumerate(found, 1):
        _check_values(row, f"{path.name}, post {number}")
    labels = [
        frozenset(label for (column, value), label in COLUMNS.items() if row[column] == value)
        for row in found
    ]
    texts = tuple(row["text"] for row in found)
    read = tuple(_read(row, f"{path.name}, post {n}") for n, row in enumerate(found, 1))
    return Texts(path.stem, texts, tuple(labels), LABELS, weight, read=read, second=weight)


def _read(row: dict[str, str], where: str) -> frozenset[str]:
    """The labels that a post was read for."""
    named = (row.get("read") or "").split()
    if wrong := [name for name in named if name not in LABELS]:
        raise InputError(
            f"{where}: read names {wrong[0]!r}; it must be one of {', '.join(LABELS)}."
        )
    return frozenset(named or LABELS)


def _check_values(row: dict[str, str], where: str) -> None:
    if not row["text"]:
        raise InputError(f"{where}: there is no text.")
    for column, known in VALUES.items():
        if (value := row[column] or "") not in known:
            words = ", ".join(sorted(known))
            raise InputError(f"{where}: {column} is {value!r}; it must be one of {words}.")


def written(folder: Path, *, weight: float = 1.0, only: str = "*") -> Texts:
    """Examples written for the project: blocks of lines under `## codes`, slots filled in turn.

    InputError where there is none, or a file cannot be read.
    """
    found: list[tuple[str, frozenset[str], str]] = []
    fill = _filler()
    for path in sorted(folder.glob(f"{only}.txt")):
        labels: frozenset[str] = frozenset()
        for line in _whole(path).splitlines():
            if line.startswith("##"):
                labels = decode(line[2:], path.name)
            elif line.strip():
                found.append((fill(line.strip()), labels, path.stem))
    if not found:
        raise InputError(
            f"There are no written examples in {folder / only}.txt: write some, a line each under `## codes`, or name "
            "another corpus with --corpus."
        )
    texts, labels_of, parts = zip(*found, strict=True)
    return Texts(folder.name, texts, labels_of, LABELS, weight, real=False, parts=parts)


def readings(path: Path, texts: Iterable[str], *, weight: float = 1.0) -> Texts:
    """A public set read again by the code book: `row,codes`, rows counted from 0 in the set's own file."""
    every = list(texts)
    found = [(row["row"] or "", row["codes"] or "") for row in rows(path, "row", "codes")]
    for number, _ in found:
        if not number.strip().isdecimal() or int(number) >= len(every):
            raise InputError(f"{path.name} names a row that its set does not have: {number!r}.")
    read = [(int(number), decode(codes, path.name)) for number, codes in found]
    texts_read, labels = tuple(every[row] for row, _ in read), tuple(has for _, has in read)
    return Texts(path.stem, texts_read, labels, LABELS, weight)


def settled(posts: Texts, path: Path) -> Texts:
    """The posts with the labels of `hash,codes` where two readers had differed and a third settled it. InputError where
    a column is missing or a code unknown.
    """
    found = list(rows(path))
    if found and not {"hash", "codes"} <= found[0].keys():
        raise InputError(f"{path.name} must begin with the line hash,codes.")
    codes = {row["hash"]: decode(row["codes"] or "", path.name) for row in found}
    labels = zip(posts.texts, posts.labels, strict=True)
    return replace(posts, labels=tuple(codes.get(short_hash(text), has) for text, has in labels))


def short_hash(text: str) -> str:
    """By what a post is known that may not be copied: the first 16 digits of SHA-256 over its text."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


def decode(codes: str, where: str) -> frozenset[str]:
    """The labels of comma-joined codes. InputError where one is unknown."""
    parts = [part.strip() for part in codes.split(",") if part.strip()]
    unknown = [part for part in parts if part not in CODES and part not in NO_LABEL]
    if unknown:
        raise InputError(f"{where} has unknown codes: {', '.join(unknown)}.")
    return frozenset(CODES[part] for part in parts if part in CODES)


def _filler() -> "_Filler":
    pack = load("pemilu-2024")
    people = [person.name for c in pack.contestants.contestants for person in c.people]
    names = [*people, *(person.split()[0] for person in people)]  # so that two in a line are two
    tags = [f"#{''.join(name.split())}2024" for name in names]
    parties = [party.short for party in pack.parties.parties]
    return _Filler(SLOTS | {"{calon}": names, "{partai}": parties, "{tagar}": tags})


class _Filler:
    """Fills slots with every contestant, party and group in turn, so that none is written of more than another."""

    def __init__(self, values: dict[str, Iterable[str]]) -> None:
        self._turns = {slot: cycle(list(names)) for slot, names in values.items()}

    def __call__(self, line: str) -> str:
        for slot, turn in self._turns.items():
            while slot in line:
                line = line.replace(slot, next(turn), 1)
        return line


# ---------------------------------------------------------------- texts that must not be marked


def quiet(folder: Path, each: int) -> Iterator[Texts]:
    """What goes against nothing: of headlines and formal sentences every second, at most `each`; these sentences joined
    too, since a long text is no worse than its sentences. A headline may be a claim, a formal sentence is none.
    """
    headlines = _every_second(folder / "click-id/headlines.csv", "title", each)
    sentences = _every_second(folder / "formal-news/sentences.csv", "text", each)
    joined = tuple(
        " ".join(sentences[at : at + JOINED])
        for at in range(0, len(sentences) - JOINED + 1, JOINED)
    )
    for name, texts, about in (
        ("click-id", headlines, tuple(LABELS[i] for i in WITHOUT_CLAIM)),
        ("formal-news", sentences, AGAINST_PLEDGE),
        ("formal-texts", joined, LABELS),
    ):
        none: frozenset[str] = frozenset()
        yield Texts(name, texts, (none,) * len(texts), about, QUIET)
    if more := _more_sentences(folder):
        yield Texts("indonlu", more, (none,) * len(more), AGAINST_PLEDGE, MORE_QUIET)


def _more_sentences(folder: Path) -> tuple[str, ...]:
    """More formal sentences, none of those that false alarms are counted on, and none with direct speech: what is said in
    it may be anything.
    """
    found = [
        text
        for name in TAGGED
        for part in SPLITS
        for text in tagged(folder / "indonlu" / name / f"{part}_preprocess.txt")
    ]
    for part in SPLITS:
        path = folder / "indonlu/wrete_entailment-ui" / f"{part}_preprocess.csv"
        for number, row in enumerate(rows(path), 1):
            one, other = row.get("sent_A"), row.get("sent_B")
            if one is None or other is None:
                raise InputError(
                    f"{path.name}, row {number}: sent_A or sent_B is missing; take the file again."
                )
            found += [one, other]
    judged = {key(row["text"]) for row in rows(folder / "formal-news/sentences.csv")}
    return tuple(text for text in found if '"' not in text and key(text) not in judged)


def tagged(path: Path) -> Iterator[str]:
    """The sentences of a file that has a word and its tag on a line, and an empty line after each sentence."""
    if not path.exists():
        return
    for block in _whole(path).split("\n\n"):
        yield " ".join(line.split("\t")[0] for line in block.splitlines() if line.strip())


def _whole(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path.name} cannot be read as UTF-8: {error}.") from error


def _every_second(path: Path, column: str, most: int) -> tuple[str, ...]:
    """The others are what false alarms are counted on."""
    return tuple([row[column] for row in rows(path, column)][::2][:most])


def rows(path: Path, *wanted: str) -> Iterator[dict[str, str]]:
    """The rows of a CSV in UTF-8, or of the first sheet of a workbook, by column; none where there is no such file.

    InputError, which names the file, where it cannot be read, or a column that is wanted is missing or there twice.
    """
    if not path.exists():
        return
    if path.suffix.lower() == ".xlsx":
        try:
            (_, header), *found = sheets.rows(path)
        except InputError as error:
            raise InputError(f"{path.name}: {error}") from error
        _check_header(path, header, wanted)
        yield from (dict(zip_longest(header, cells, fillvalue="")) for _, cells in found)
        return
    csv.field_size_limit(1 << 30)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            between = delimiter_of(file.readline().encode(), "text")
            file.seek(0)
            reader = csv.DictReader(file, delimiter=between)
            _check_header(path, reader.fieldnames or wanted, wanted)
            yield from reader
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(
            f"{path.name} cannot be read as CSV in UTF-8: {error}. Save it as “CSV UTF-8”."
        ) from error


def _check_header(path: Path, header: Sequence[str], wanted: Sequence[str]) -> None:
    if missing := sorted(set(wanted) - set(header)):
        raise InputError(f"{path.name} lacks the columns {', '.join(missing)}.")
    if twice := [name for name in wanted if list(header).count(name) > 1]:
        raise InputError(f"{path.name} has more than one column {twice[0]!r}. Rename all but one.")


def without(texts: Texts, keys: frozenset[str]) -> Texts:
    """The texts whose copies are not among `keys`, each text once: what is judged on is never learned from."""
    seen, keep = set(keys), []
    for i, text in enumerate(texts.texts):
        one = key(text)
        if one and one not in seen:
            seen.add(one)
            keep.append(i)
    return replace(
        texts,
        texts=tuple(texts.texts[i] for i in keep),
        labels=tuple(texts.labels[i] for i in keep),
        parts=tuple(texts.parts[i] for i in keep) if texts.parts else (),
        read=tuple(texts.read[i] for i in keep) if texts.read else (),
    )


def fingerprint(every: Iterable[Texts], heard: Iterable[str] = ()) -> str:
    """SHA-256 over all texts and labels in order, and what was read for its words: what a model learned from."""
    digest = hashlib.sha256()
    for one in every:
        for text, has in zip(one.texts, one.labels, strict=True):
            digest.update(
                f"{one.name}\0{text}\0{','.join(sorted(has))}\0".encode("utf-8", "replace")
            )
    for text in heard:
        digest.update(f"{text}\0".encode("utf-8", "replace"))
    return digest.hexdigest()
