"""Checks that any row can fail: sources, confidence, translations, order of days, references by name.

In: a pack that could be read. Out: problems. What a row is about plays no part here.
"""

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from ikrar.packs.clocks import BACK, CALENDAR, FORWARD, WORKING
from ikrar.packs.law import Clock, Form, Law, Norm, Route, Step
from ikrar.packs.model import About, Text
from ikrar.packs.pack import SLOT, SLOTS, Pack
from ikrar.packs.problem import Problem, error, place, rows, warning
from ikrar.packs.windows import PHASES

_SAME_WORDS = 4
_SPANS = (("start", "end"), ("valid_from", "valid_until"))
_CLOCKS = (WORKING, CALENDAR)
_DIRECTIONS = (FORWARD, BACK)


def check_sources(pack: Pack) -> Iterator[Problem]:
    """Every row that names sources names at least one that exists; what is unverified is said."""
    verified = {source.id: source.verified for source in pack.sources.sources}
    for where, row in rows(pack):
        for key in ("source", "sources"):
            value = None if row is pack.sources else getattr(row, key, None)
            names = value if isinstance(value, tuple) else (value,)
            if value is not None and not any(names):
                mend = 'Name one, or "memory" if there is none.'
                yield error(f"{where}.{key}", "has no source", mend)
            for name in filter(None, names):
                yield from _source(f"{where}.{key}", name, verified)
    for key in ("results_source", "parties_source"):
        if name := getattr(pack.contestants, key):
            yield from _source(f"{place(pack, 'contestants.toml')}{key}", name, verified)


def _source(where: str, name: str, verified: dict[str, bool]) -> Iterator[Problem]:
    if name not in verified:
        yield error(
            where, f"names the source {name!r}, which does not exist", "Add it to sources.toml."
        )
    elif not verified[name]:
        yield warning(
            where, f"is not verified ({name})", "Find a page that confirms it and name it."
        )


def check_confidence(pack: Pack) -> Iterator[Problem]:
    known = {term.id for term in pack.forms.confidences} or {"high", "medium", "low"}
    for where, row in rows(pack):
        value = getattr(row, "confidence", None)
        if value == "":
            yield error(
                f"{where}.confidence", "is missing", f"Use one of {', '.join(sorted(known))}."
            )
        elif value is not None and value not in known:
            yield error(
                f"{where}.confidence", f"is {value!r}", f"Use one of {', '.join(sorted(known))}."
            )
        elif value == "low":
            yield warning(where, "has low confidence", "Check it against the official text.")


def check_translations(pack: Pack) -> Iterator[Problem]:
    """Both languages are there, and they are not the same sentence twice."""
    for where, row in rows(pack):
        if not isinstance(row, Text):
            continue
        for language in ("id", "en"):
            if not getattr(row, language).strip():
                yield error(
                    f"{where}.{language}", "is empty", "Write the text in this language too."
                )
        if row.id == row.en and len(row.id.split()) >= _SAME_WORDS:
            yield error(where, "is the same in both languages", "Translate it.")


def check_order_of_days(pack: Pack) -> Iterator[Problem]:
    for where, row in rows(pack):
        for first, last in _SPANS:
            start, end = getattr(row, first, None), getattr(row, last, None)
            if start and end and end < start:
                yield error(
                    where, f"has {last} {end} before {first} {start}", "Put the days in order."
                )
        if isinstance(row, Law) and row.dates_guessed:
            mend = "Find the days, name their source, and take dates_guessed away."
            yield warning(where, "has days of validity that are not verified", mend)


def check_references(pack: Pack) -> Iterator[Problem]:
    """Names of other rows lead somewhere."""
    known = _known(pack)
    for where, row in rows(pack):
        for key, group in _references(row):
            value = getattr(row, key)
            for name in value if isinstance(value, tuple) else (value,):
                if str(name) not in known[group] and name not in ("", None):
                    what = f"names {name!r}, which is no {group}"
                    yield error(f"{where}.{key}", what, _near_names(str(name), known[group]))
        if isinstance(row, Form) and not row.norms:
            yield error(f"{where}.norms", "is empty", "Name the norms that the form rests on.")
        if isinstance(row, Norm) and row.id.partition(":")[0] not in known["law"]:
            yield error(where, "stands in a law that is not listed", "Add a [[laws]] row for it.")


def _references(row: Any) -> tuple[tuple[str, str], ...]:
    by_kind: dict[type, tuple[tuple[str, str], ...]] = {
        Form: (
            ("list", "list"),
            ("statement", "statement"),
            ("also_statements", "statement"),
            ("category", "category"),
            ("object", "object"),
            ("phases", "phase"),
            ("norms", "norm"),
            ("sanction", "class of sanction"),
            ("channel", "channel"),
            ("kinds", "kind of election"),
        ),
        Norm: (("replaced_by", "norm"), ("kinds", "kind of election"), ("phases", "phase")),
        Law: (("replaced_by", "law"), ("kinds", "kind of election")),
        Step: (("norm", "norm"), ("system", "system")),
    }
    return by_kind.get(type(row), ())


def _known(pack: Pack) -> dict[str, set[str]]:
    forms = pack.forms
    return {
        "list": {term.id for term in forms.lists},
        "statement": {str(number) for number in range(1, 5)},
        "category": {term.id for term in forms.categories},
        "object": {term.id for term in forms.objects},
        "phase": set(PHASES),
        "class of sanction": {term.id for term in forms.sanctions},
        "channel": {term.id for term in forms.channels},
        "kind of election": {"pemilu", "pilkada", pack.about.kind},
        "norm": {norm.id for norm in pack.norms.norms},
        "law": {law.id for law in pack.norms.laws},
        "system": {system.id for system in pack.routing.systems},
    }


def _near_names(name: str, known: set[str]) -> str:
    import difflib

    close = difflib.get_close_matches(name, sorted(known), 1)
    return f"Did you mean {close[0]!r}?" if close else "Correct the name, or add the row it names."


def check_pack(pack: Pack) -> Iterator[Problem]:
    """pack.toml itself: the name by which it is found, and its languages."""
    about: About = pack.about
    directory = Path(pack.path).name
    where = place(pack, "pack.toml")
    if about.name != directory:
        mend = "Give both the same name: packs are found by their directory."
        yield error(f"{where}name", f"is {about.name!r}, but the directory is {directory!r}", mend)
    for language in ("id", "en"):
        if language not in about.languages:
            yield error(
                f"{where}languages", f"lacks {language!r}", "Every text is held in id and en."
            )


def check_pledge(pack: Pack) -> Iterator[Problem]:
    """Four statements in each language, and no slot that nobody fills."""
    for language in ("id", "en"):
        where = f"{place(pack, 'pledge.toml')}{language}"
        text = getattr(pack.pledge, language)
        if len(text.statements) != 4:
            what = f"has {len(text.statements)} statements"
            yield error(f"{where}.statements", what, "A pledge has exactly four.")
        for field in fields(text):
            value = getattr(text, field.name)
            for part in value if isinstance(value, tuple) else (value,):
                yield from _slots(f"{where}.{field.name}", part)


def _slots(where: str, part: str) -> Iterator[Problem]:
    if not part.strip():
        yield error(where, "is empty", "Write the text.")
    for slot in SLOT.findall(part):
        if slot not in SLOTS:
            yield error(
                where, f"has the unknown slot {{{slot}}}", "Slots are {instansi} and {tahun}."
            )
    if set("{}") & set(SLOT.sub("", part)):
        yield error(where, "has a brace without its partner", "Slots are {instansi} and {tahun}.")


def check_clocks(pack: Pack) -> Iterator[Problem]:
    for where, row in rows(pack):
        if isinstance(row, Step) and row.clock:
            yield from _clock(f"{where}.clock", row.clock)
        if isinstance(row, Route) and not row.steps:
            yield error(where, "has no steps", "Add [[…steps]] rows.")


def _clock(where: str, clock: Clock) -> Iterator[Problem]:
    for key, known in (("kind", _CLOCKS), ("direction", _DIRECTIONS)):
        if getattr(clock, key) not in known:
            mend = f"Use one of {', '.join(known)}."
            yield error(f"{where}.{key}", f"is {getattr(clock, key)!r}", mend)
    if clock.days < 1 or (clock.at_most is not None and clock.at_most < clock.days):
        yield error(where, "runs for no time or less than its limit", "Correct the days.")
    # a page says `since` and counts by `direction`: they must tell the same
    is_before = any(
        words.casefold().startswith(word)
        for words, word in ((clock.since.id, "sebelum"), (clock.since.en, "before"))
    )
    if is_before and clock.direction == FORWARD:
        mend = 'Set direction = "back", or say what the clock runs from.'
        yield error(f"{where}.direction", "counts forward from what it says it is before", mend)
    if clock.direction == BACK and clock.at_most is not None:
        what = "is set on a clock that counts back, which nobody can prolong"
        yield error(f"{where}.at_most", what, "Remove at_most.")
