"""A draft read whole and then sentence by sentence, so that one sentence is not lost in a long text.

The engine weighs a post as a whole: a harsh word in one sentence out of ten hardly counts there, but counts
for whoever reads it. In: the engine's row of the whole text and of each sentence. Out: findings, one a
label, with spans of the whole text. What the whole text says goes before what a sentence says, with the rules of
both; a text longer than posts are is judged by its sentences alone, since the engine learned from posts. Of two
opposites the engine gives one a row; what another sentence says stands beside it, for a call for calm takes no
threat away.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any, Final

from ikrar.screening.labels import OPPOSITES

Row = Mapping[str, Any]
# what ends a sentence is taken as a whole, and given back to no other try: else a line of 20,000 dots takes seconds
_END: Final = r"[.!?…]{%s,}+(?=\s)"
# a single dot after one of these, or after an initial, ends none: "Prof. Dr. H. A. Contoh", "No. 2"
_SHORTENED: Final = (
    *("Prof", "Dr", "Drs", "Dra", "Ir", "H", "Hj", "KH", "Tgk", "Bpk", "Sdr", "Sdri", "St"),
    *("No", "Jl", "Kab", "Kec", "Kel", "Kep", "Prov"),
)
_AFTER_SHORTENED: Final = "".join(rf"(?<!(?i:\b{short}))" for short in _SHORTENED)
_ENDS: Final = rf"(?<![.!?…])(?:(?!\.\s)|{_AFTER_SHORTENED}(?<!\b[A-Z])){_END % 1}"
_SENTENCE: Final = re.compile(rf"{_END % 2}|\S[^\n]*?(?:{_ENDS}|(?=\n)|\Z)")
_REASONS = 4
LONG: Final = 1000  # characters; of the texts that the engine learned from, 1 in 3,000 is longer


def sentences(text: str) -> list[tuple[int, str]]:
    r"""Each sentence with the place of its first character; none where the text is but one.

    >>> sentences("Satu. Dua!\nTiga")
    [(0, 'Satu.'), (6, 'Dua!'), (11, 'Tiga')]
    >>> sentences("Satu saja.")
    []
    >>> sentences("Ada No. 2 dan Prof. A. Contoh. Lalu")
    [(0, 'Ada No. 2 dan Prof. A. Contoh.'), (31, 'Lalu')]
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
    for one, other in (*OPPOSITES, *(pair[::-1] for pair in OPPOSITES)):
        if one in whole and other in found and other not in whole:
            found[one]["spans"] = _elsewhere(found[one]["spans"], rows, starts, than=other)
    return list(found.values())


def _elsewhere(
    spans: list[Any], rows: Sequence[Row], starts: Sequence[int], *, than: str
) -> list[Any]:
    """Those that stand in no sentence with the label `than`; all of them where no other sentence has one."""
    places = [bisect_right(starts, first) for first, _end in spans]
    said = {i for i, row in enumerate(rows) for one in row["findings"] if one["label"] == than}
    kept = [span for span, place in zip(spans, places, strict=True) if place not in said]
    return kept or spans


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
    if set(after["forms"]) - set(before["forms"]):
        joined["reasons"] = _joined("reasons", after, before)
    return {
        **surer,
        **joined,
        "spans": before["spans"] + after["spans"],
        "reasons": joined["reasons"][:_REASONS],
    }
