"""What the screening engine reads in each part of a draft, whole and sentence by sentence.

In: a draft and a pack. Out: its findings as the engine makes them, each with the part that it stands in. The engine is
loaded on first use.
"""

from datetime import date
from functools import lru_cache
from typing import Any, Final

from ikrar.packs import Pack
from ikrar.packs.model import Text
from ikrar.programme.guards import naming
from ikrar.programme.guards.draft import Draft, Finding, Guard, Where
from ikrar.programme.guards.signs import without_innocent
from ikrar.screening import explain, wording
from ikrar.screening.labels import Label
from ikrar.screening.sentences import LONG, gather, sentences

FEW: Final = 4  # words, a name of several counted as one
SURE_OF_FEW: Final = 0.6
Found = tuple[Where, dict[str, Any]]


def read(draft: Draft, pack: Pack) -> tuple[Found, ...]:
    """Every finding of the engine in a draft."""
    parts = tuple(
        (where, naming.without_everyday(without_innocent(text, pack), pack))
        for where, text in draft.parts()
    )
    return _read(parts, pack, draft.on)


@lru_cache(maxsize=64)
def _read(parts: tuple[tuple[Where, str], ...], pack: Pack, on: date | None) -> tuple[Found, ...]:
    from ikrar.screening import engine

    cut = [(where, text, sentences(text)) for where, text in parts]
    texts = [one for _w, text, pieces in cut for one in (text, *(piece for _s, piece in pieces))]
    rows = engine.screen(texts, pack=pack, on=on).to_pylist() if texts else []
    for text, row in zip(texts, rows, strict=True):
        row["findings"] = [one for one in row["findings"] if _is_sure(text, one["score"], pack)]
    found: list[Found] = []
    for where, text, pieces in cut:
        mine, rows = rows[: len(pieces) + 1], rows[len(pieces) + 1 :]
        if pieces and len(text) > LONG:
            mine[0]["findings"] = []
        found += [(where, one) for one in gather(mine, [start for start, _p in pieces])]
    return tuple(found)


def _is_sure(text: str, score: float, pack: Pack) -> bool:
    """Of two or three words alone the engine can say little, so it has to be surer, however long the names are."""
    if score >= SURE_OF_FEW:
        return True
    names = sum(len(text[one.start : one.end].split()) - 1 for one in naming.named(text, pack))
    return len(text.split()) - names >= FEW


def finding(guard: Guard, one: Found, *, weight: str) -> Finding:
    """One of the engine's findings in the words of a guard."""
    where, told = one
    label = Label(told["label"])
    read_as = wording.READ_AS[label]
    return Finding(
        guard=guard,
        key=f"{guard}/{label}/{where}",
        weight=weight,
        said=Text(f"Teks ini {read_as.id}.", f"The text {read_as.en}."),
        change=Text(explain.hint(label, language="id"), explain.hint(label, language="en")),
        where=where,
        spans=tuple((start, end) for start, end in told["spans"]),
    )
