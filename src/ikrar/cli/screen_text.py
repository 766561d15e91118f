"""How `ikrar screen` shows findings on a terminal: the first of them with their reasons, then counts.

Screened pages come in; text of 80-odd columns goes out. What is shown of a post is stripped of
characters that could move the cursor, change colours or reorder text.
"""

import textwrap
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from ikrar.cli import harmless
from ikrar.screening.labels import LABELS

if TYPE_CHECKING:
    import pyarrow as pa

    from ikrar.screening.law import Lawbook

SHOWN = 20
EXCERPT = 240
_WIDTH = 88
LIMITS = (
    "A finding is a question to a person, never a verdict on one. No finding is no clearance:\n"
    "irony, pictures, rare dialects and what a post only hints at can be missed."
)


class Summary:
    """Counts over all pages, and the first findings in full."""

    def __init__(self, book: "Lawbook") -> None:
        self._book = book
        self.posts = self.flagged = 0
        self._labels: Counter[str] = Counter()
        self._shown: list[str] = []

    def add(self, page: "pa.Table", found: "pa.Table") -> None:
        """Take in one page of posts and what was found in it."""
        import pyarrow.compute as pc

        has = pc.greater(pc.list_value_length(found["findings"]), 0)
        self.posts += found.num_rows
        self.flagged += pc.sum(has).as_py() or 0
        counted = pc.value_counts(pc.list_flatten(found["labels"]))
        self._labels.update({item["values"]: item["counts"] for item in counted.to_pylist()})
        wanted = max(0, SHOWN - len(self._shown))
        texts = page["text"].filter(has).slice(0, wanted).to_pylist()
        rows = found.filter(has).slice(0, wanted).to_pylist()
        self._shown += [
            "\n".join(_post(*pair, self._book)) for pair in zip(texts, rows, strict=True)
        ]

    def text(self) -> str:
        """The whole summary."""
        parts = [*self._shown]
        if self.flagged > len(self._shown):
            parts.append(
                f"… and {self.flagged - len(self._shown):,} more; -o FILE writes them all."
            )
        parts.append("\n".join(self._totals()))
        parts.append(LIMITS)
        return "\n\n".join(parts)

    def _totals(self) -> Iterator[str]:
        yield f"{self.posts:,} posts, {self.flagged:,} with findings"
        for label in LABELS:
            if count := self._labels[label]:
                yield f"  {label:<18} {count:>10,}   {count / self.posts:6.1%}"


def _post(text: str | None, row: dict[str, Any], book: "Lawbook") -> Iterator[str]:
    phase = f" · {row['phase']}" if row["phase"] else ""
    yield click.style(f"row {row['row']:,}{phase}", bold=True)
    spans = sorted({tuple(span) for finding in row["findings"] for span in finding["spans"]})
    yield "  " + marked(text or "", spans)
    for finding in row["findings"]:
        yield from _finding(finding, book)


def _finding(finding: dict[str, Any], book: "Lawbook") -> Iterator[str]:
    of = f"statement {finding['statement']}" if finding["statement"] else "public conversation"
    colour = "yellow" if finding["statement"] else "cyan"
    yield f"  {click.style(finding['label'], fg=colour)} {finding['score']:.2f}, {of}"
    if explanation := finding.get("explanation"):
        for paragraph in explanation.splitlines():
            yield _indented(paragraph)
        return
    from ikrar.screening.reasons import translate

    yield _indented("; ".join(translate(reason, "en") for reason in finding["reasons"]))
    if cited := [*finding["forms"], *finding["norms"]]:
        yield _indented(", ".join(cited))
    if weight := _weight(finding, book):
        yield _indented(" · ".join(weight))


def _weight(finding: dict[str, Any], book: "Lawbook") -> list[str]:
    """Classes of sanction, whom the forms are about, and whether a human has to say more."""
    from ikrar.screening.citation import Question
    from ikrar.screening.labels import Label
    from ikrar.screening.law import told_in

    forms, norms = finding["forms"], finding["norms"]
    asked = Question(Label(finding["label"]), None, told_in(finding, book.pack))
    cited = book.reread(asked, tuple(forms), tuple(norms))
    objects = {term.id: term.text.en for term in book.pack.forms.objects}
    sure = [book.pack.is_verified(book.pack.form(name)) for name in forms]
    sure += [book.pack.is_verified(book.pack.cite(name)) for name in norms]
    said = [
        ", ".join(cited.sanctions),
        ", ".join(dict.fromkeys(objects[book.pack.form(name).object] for name in forms)),
        "ask a human" if cited.ask_human else "",
        "" if all(sure) else "part of it not verified",
    ]
    return [one for one in said if one]


def _indented(text: str) -> str:
    return textwrap.fill(
        safe(text), _WIDTH, initial_indent="    ", subsequent_indent="    ", break_long_words=False
    )


def marked(text: str, spans: list[tuple[int, int]]) -> str:
    """The post, or a part of it that shows its first span, with the spans underlined."""
    start = max(0, spans[0][0] - EXCERPT // 3) if spans and len(text) > EXCERPT else 0
    start = text.find(" ", start) + 1 if 0 < start < text.rfind(" ", 0, spans[0][0]) else start
    end, parts, at = start + EXCERPT, [], start
    for first, last in spans:
        first, last = max(first, at), min(last, end)
        if first < last:
            parts += [safe(text[at:first]), click.style(safe(text[first:last]), underline=True)]
            at = last
    parts.append(safe(text[at:end]))
    return ("… " if start else "") + "".join(parts) + (" …" if end < len(text) else "")


def safe(text: str) -> str:
    """Replace line breaks by spaces and what could command a terminal by its code."""
    flat = " ".join(text.splitlines()) if "\n" in text or "\r" in text else text
    return harmless(flat)
