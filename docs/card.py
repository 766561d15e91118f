"""The parts of MODEL_CARD.md that follow from the shipped weights: how often they are right, their hash, what they learned from.

In: model.json, corpus/sets.csv. A set that neither the table nor this file describes stops `make docs`, so that no source
goes unnamed.
"""

import json
from pathlib import Path

import numpy as np

from ikrar.screening.train.build import QUIET as QUIET_SETS
from ikrar.screening.train.sets import PublicSet, Teaches, table

START, END = "<!-- {}: made by `make docs` -->", "<!-- /{} -->"
READ = "read:"
NONE_STATED = "–"
MIT = "MIT, of the repository; no text kept"
# who made the labels of a set, by a letter: the same few sentences would stand in 160 rows
ONCE, AGAIN, TWICE = "*a*", "*b*", "*c*"
LETTERS = (
    "Labels by: *a* a language model under the code book, one reading; *b* the same, of some rows two or three; *c* the same, "
    "two readings, a third where they differed ([corpus](corpus/README.md)). Licence –: none stated; used for research, no "
    "text kept."
)
QUIET = "nobody: it must not be marked"
READERS = {
    Teaches.CONTEST: AGAIN,
    Teaches.OTHER: AGAIN,
    Teaches.CHOSEN: AGAIN,
    Teaches.HATE: ONCE,
    Teaches.HATE_TWICE: TWICE,
    Teaches.OFFICE: ONCE,
}
# what it is, who made its labels, licence
SOURCES = {
    "train": (
        "real public posts of 2012-2024, from public research sets",
        "a language model under the code book; a second one read 3,000 again, a third settled where they differed ([corpus](corpus/README.md))",
        "of most sets none stated; used for research, no text kept",
    ),
    "dev": (
        "more of the same",
        "two independent readings by language models, disagreements settled by a third",
        "as above",
    ),
    "written": (
        "examples of `corpus/written/train`",
        "a language model, which wrote them for this project by the definitions",
        "Apache-2.0",
    ),
    "tune": (
        "examples of `corpus/written/tune`, for thresholds, and as near texts where distance is learned: no label learned from them",
        "a language model, which wrote them for this project by the definitions",
        "Apache-2.0",
    ),
}
# the same of headlines and formal sentences, most of which nobody has read
QUIET_SOURCES = {
    "formal-news": ("formal sentences, every second one", QUIET, "Apache-2.0 (the collection)"),
    "formal-texts": ("the same sentences, five joined to one text", QUIET, "as above"),
    "indonlu": ("more sentences of that collection", QUIET, "as above"),
}


def _sources() -> dict[str, tuple[str, str, str]]:
    known = table(Path(__file__).resolve().parents[1] / "corpus")
    read = {name: _told(one) for name, one in known.items() if one.teaches}
    return SOURCES | read | QUIET_SOURCES


def _told(one: PublicSet) -> tuple[str, str, str]:
    by = READERS[one.teaches]
    if one.name in QUIET_SETS:
        by = f"{QUIET}; those read again: {AGAIN}"
    licence = one.licence or NONE_STATED
    return one.what, by, MIT if licence == "MIT" else licence


# labels of which the first page tells, in plain words
TOLD = {
    "partisan_support": "support for a contestant",
    "partisan_attack": "an attack on a contestant",
    "hate": "hate",
    "abusive": "abuse",
    "threat": "a threat",
    "claim": "a claim to be checked",
    "calm": "a call for calm",
}


def card(page: str, about: Path) -> str:
    """The page with its parts made again; unchanged where there are no weights yet."""
    if not about.exists():
        return page
    facts = json.loads(about.read_text("utf-8"))
    parts = {
        "short": _short(facts),
        "weights": _weights(facts, about.parent),
        "sources": _listed(facts["learned_from"]),
    }
    for name, lines in parts.items():
        start, end = START.format(name), END.format(name)
        head, _, rest = page.partition(start)
        page = "".join((head, start, "\n\n", "\n".join(lines), "\n\n", end, rest.partition(end)[2]))
    return page


def _short(facts: dict) -> list[str]:
    """Precision and recall of 100 posts, for readers who know neither word."""
    figures = {one["name"]: one for one in facts.get("held_out", ())}
    rows = [
        f"| {words} | {100 * one['precision']:.0f} | {100 * one['recall']:.0f} | {one['n']:,} |"
        for label, words in TOLD.items()
        if (one := figures.get(label)) and one["precision"] is not None
    ]
    head = "| marked as | of 100 that are marked, so many are it | of 100 that are it, so many are marked | judged on |"
    return [head, "|---|---|---|---|", *rows]


def _weights(facts: dict, folder: Path) -> list[str]:
    shape = np.load(folder / "weights.npy", mmap_mode="r").shape
    size = sum((folder / name).stat().st_size for name in ("weights.npy", "model.json"))
    every = sum(facts["learned_from"].values())
    return [
        f"- **Version** `{facts['made_on']}-{facts['sha256'][:8]}`, made on {facts['made_on']}.",
        f"- **SHA-256** of `weights.npy`: `{facts['sha256']}`.",
        f"- **Texts learned from**: {every:,}, copies taken out. SHA-256 over them and their labels: `{facts['fingerprint']}`.",
        f"- **Texts read for their words alone**, so that a word is not taken for a name: {facts['heard']:,} of the public sets.",
        f"- **Size**: {shape[0]:,} rows of {shape[1]} numbers of 16 bits; {size / 1e6:.1f} MB in two files.",
        "",
        *_thresholds(facts),
        *_held_out(facts),
    ]


def _listed(learned: dict[str, int]) -> list[str]:
    head = [
        "| source | texts | read again | what it is | labels by | licence |",
        "|---|---|---|---|---|---|",
    ]
    return [LETTERS, "", *head, *_rows(learned)]


def _held_out(facts: dict) -> list[str]:
    figures = facts.get("held_out")
    if not figures:
        return []
    lines = [
        "",
        "**On the labelled posts, each judged by weights made the same way that had not seen it** (five parts in turn; the thresholds were chosen on these posts and the examples of `tune`):",
        "",
        "| | n | value | 95 % | precision | recall | AP |",
        "|---|---|---|---|---|---|---|",
    ]
    for one in figures:
        sides = (one["precision"], one["recall"], one["ranking"])
        told = " | ".join("" if x is None else f"{x:.3f}" for x in sides)
        lines.append(
            f"| {one['name']} | {one['n']:,} | {one['value']:.3f} | {one['low']:.3f} to {one['high']:.3f} | {told} |"
        )
    return lines


def _rows(learned: dict[str, int]) -> list[str]:
    bare = {name: name.removeprefix(READ) for name in learned}
    sources = _sources()
    unknown = sorted(set(bare.values()) - set(sources))
    if unknown:
        raise SystemExit(f"describe the sources {unknown} in corpus/sets.csv or docs/card.py")
    rows = []
    for source, (what, by, licence) in sources.items():
        if source in bare.values():
            counts = (learned.get(source, 0), learned.get(READ + source, 0))
            told = " | ".join(f"{n:,}" if n else "–" for n in counts)
            rows.append(f"| {source} | {told} | {what} | {by} | {licence} |")
    return rows


def _thresholds(facts: dict) -> list[str]:
    pairs = [
        f"{label} {limit:.2f}"
        for label, limit in zip(facts["labels"], facts["thresholds"], strict=True)
    ]
    return [f"**Scores from which a label is given**: {' · '.join(pairs)}."]
