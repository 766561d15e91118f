"""A draft read whole and then sentence by sentence, so that one sentence is not lost in a long text.

The engine weighs a post as a whole: a harsh word in one sentence out of ten hardly counts there, but counts
for whoever reads it. In: the engine's row of the whole text and of each sentence. Out: findings, one a
label and of two opposites one, with spans of the whole text. What the whole text says goes before what a sentence
says, with the rules of both; a text longer than posts are is judged by its sentences alone, since the engine learned
from posts.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from ikrar.screening.labels import OPPOSITES

Row = Mapping[str, Any]
# what ends a sentence is taken as a whole, and given back to no other try: else a line of 20,000 dots takes seconds
_END: Final = r"[.!?…]{%s,}+(?=\s)"
_SENTENCE: Final = re.compile(rf"{_END % 2}|\S[^\n]*?(?:(?<![.!?…]){_END % 1}|(?=\n)|\Z)")
_REASONS = 4
LONG: Final = 1000  # characters; of the texts that the engine learned from, 1 in 3,000 is longer


def sentences(text: str) -> list[tuple[int, str]]:
    r"""Each sentence with the place of its first character; none where the text is but one.

    >>> sentences("Satu. Dua!\nTiga")
    [(0, 'Satu.'), (6, 'Dua!'), (11, 'Tiga')]
    >>> sentences("Satu saja.")
    []
    """
    found = [(match.start(), match.group()) for match in _SENTENCE.finditer(text)]
    return found if len(found) > 1 else []


def gather(rows: Sequence[Row], starts: Sequence[int]) -> list[dict[str, Any]]:
    """Findings of the first row, then labels that only sentences have; `starts` places rows[1:]."""
    found = {finding["label"]: dict(finding) for finding in rows[0]["findings"]}
    whole = set(found)
    for start, row in zip(starts, rows[1:], strict=True):
        for finding in row["findings"]:
            if finding["label"] in whole:
                _add_rules(found[finding["label"]], finding)
            else:
                moved = {**finding, "spans": [[s + start, e + start] for s, e in finding["spans"]]}
                found[finding["label"]] = _both(found.get(finding["label"]), moved)
    for one, other in OPPOSITES:
        if one in found and other in found and not {one, other} <= whole:
            # equals: the first stays, as with the engine
            goes = min(other, one, key=lambda label: (label in whole, found[label]["score"]))
            del found[goes]
    return list(found.values())


def _add_rules(whole: dict[str, Any], sentence: Mapping[str, Any]) -> None:
    """What a sentence may meet counts for the text that it stands in: a threat to jobs among other threats."""
    if set(sentence["forms"]) - set(whole["forms"]):
        whole |= {name: _joined(name, whole, sentence) for name in ("forms", "norms")}
        # a form is read with its reasons, so those of the sentence come first
        whole["reasons"] = _joined("reasons", sentence, whole)[:_REASONS]


def _joined(name: str, one: Mapping[str, Any], other: Mapping[str, Any]) -> list[Any]:
    return list(dict.fromkeys([*one[name], *other[name]]))


def _both(before: dict[str, Any] | None, after: dict[str, Any]) -> dict[str, Any]:
    """Two sentences with one label: both are marked, the surer one gives the score, and each its rules."""
    if before is None:
        return after
    surer = max(before, after, key=lambda finding: finding["score"])
    joined = {name: _joined(name, before, after) for name in ("reasons", "forms", "norms")}
    return {
        **surer,
        **joined,
        "spans": before["spans"] + after["spans"],
        "reasons": joined["reasons"][:_REASONS],
    }
