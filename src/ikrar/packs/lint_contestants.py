"""Checks that contestants are treated alike: same fields, same kinds of signals, nobody left out.

A list that cannot be made even must say so in the file (`none_found`, `uneven_because`); silence is an error. Names that
are twice as many for one as for another are an error whatever is said: it would be judged more often.
Whether the screening can see all the names that stand here is checked above it, in `screening.coverage`.
"""

from collections.abc import Callable, Iterable, Iterator

from ikrar.packs.model import Contestant, Signal
from ikrar.packs.pack import Pack
from ikrar.packs.problem import Problem, error, place, warning

_RATIO = 2
_COUNTS: dict[str, Callable[[Contestant], int]] = {
    "nicknames": lambda c: min((len(_own(person.nicknames)) for person in c.people), default=0),
    "pair_names": lambda c: len(c.pair_names),
    "slogans": lambda c: len(c.slogans),
    "gestures": lambda c: len(c.gestures),
}


def check_contestants(pack: Pack) -> Iterator[Problem]:
    where = place(pack, "contestants.toml")
    listed = pack.contestants.contestants
    if bool(listed) == bool(pack.contestants.none_because):
        mend = "List the contestants, or say in none_because why there are none."
        yield error(f"{where}contestants", "must be listed or explained, not both or neither", mend)
    numbers = [contestant.number for contestant in listed]
    if numbers != sorted(numbers):
        yield error(f"{where}contestants", "are not in ballot order", "Sort them by number.")
    yield from _shapes(listed, where)
    yield from _signals(pack, where)
    yield from _names(pack, where)
    yield from _parties(pack, where)
    yield from _negative(pack, where)


def _shapes(listed: tuple[Contestant, ...], where: str) -> Iterator[Problem]:
    """Fields that may be left out are left out by all or by none; the roles are the same."""
    for contestant in listed:
        spot = f"{where}contestants[{contestant.number}]"
        for key in ("votes", "share_pct"):
            others = any(getattr(other, key) is not None for other in listed)
            if others and getattr(contestant, key) is None:
                yield error(
                    f"{spot}.{key}", "is missing, but others have it", "Give it to all or to none."
                )
        roles = [person.role for person in contestant.people]
        if roles != [person.role for person in listed[0].people]:
            mend = "Give every contestant the same roles in the same order."
            yield error(f"{spot}.people", "has other roles than the first contestant", mend)


def _signals(pack: Pack, where: str) -> Iterator[Problem]:
    """What one contestant has, each has; counts far apart are worth a look, and need a reason."""
    listed = pack.contestants.contestants
    complain = warning if pack.contestants.uneven_because else error
    for key, count in _COUNTS.items():
        counts = {contestant.number: count(contestant) for contestant in listed}
        if not counts or not max(counts.values()):
            continue
        for number, found in counts.items():
            if not found:
                what = "is empty for a contestant or person, but others have some"
                yield error(
                    f"{where}contestants[{number}].{key}", what, "Find some for all, or drop all."
                )
        if min(counts.values()) and max(counts.values()) > _RATIO * min(counts.values()):
            mend = "Even them out, or say why in uneven_because."
            yield complain(f"{where}contestants", f"have uneven {key} ({_told(counts)})", mend)


def _names(pack: Pack, where: str) -> Iterator[Problem]:
    """As many names for each: whoever has fewer is overlooked more often, and judged more often."""
    counts = {c.number: len(_forms(c)) for c in pack.contestants.contestants}
    most, fewest = max(counts.values(), default=0), min(counts.values(), default=0)
    what = f"have different numbers of names ({_told(counts)})"
    if most > _RATIO * fewest:
        yield error(
            f"{where}contestants",
            what,
            "List names for each until none has twice as many as another.",
        )
    elif most > fewest and not pack.contestants.uneven_because:
        mend = "List as many for each, or say in uneven_because why that cannot be."
        yield error(f"{where}contestants", what, mend)


def _forms(contestant: Contestant) -> set[str]:
    """Every listed way to name a contestant that is nobody else's word."""
    signals = [*contestant.pair_names, *contestant.pair_names_unverified]
    signals += [signal for person in contestant.people for signal in person.nicknames]
    terms = {term for signal in _own(signals) for term in signal.terms or (signal.text,)}
    return {name.casefold() for name in terms | {person.name for person in contestant.people}}


def _own(signals: Iterable[Signal]) -> list[Signal]:
    """Without words that are too common to match alone: the screening does not see them."""
    return [signal for signal in signals if not signal.generic]


def _told(counts: dict[int, int]) -> str:
    return ", ".join(f"{number}: {found}" for number, found in counts.items())


def _parties(pack: Pack, where: str) -> Iterator[Problem]:
    known = {party.short for party in pack.parties.parties}
    for contestant in pack.contestants.contestants:
        for party in (*contestant.parties, *contestant.parties_supporting_not_on_ballot):
            if party not in known:
                spot = f"{where}contestants[{contestant.number}].parties"
                yield error(spot, f"names {party!r}, which is no party", "Add it to parties.toml.")


def _negative(pack: Pack, where: str) -> Iterator[Problem]:
    """Negative signals: against everyone, or recorded as looked for and not found."""
    signals = pack.contestants.negative_signals
    numbers = [contestant.number for contestant in pack.contestants.contestants]
    spot = f"{where}negative_signals"
    for index, signal in enumerate(signals):
        for number in set(signal.against) - set(numbers):
            what = f"names contestant {number}, who does not exist"
            yield error(f"{spot}[{index + 1}].against", what, "Correct the number.")
    counts = {}
    for number in numbers if signals else ():
        found = [signal.none_found for signal in signals if number in signal.against]
        counts[number] = found.count(False)
        if not found:
            mend = "Add some, or a row with none_found = true that says what was searched."
            yield error(spot, f"has none against contestant {number}", mend)
        elif True in found and False in found:
            what = f"has some against contestant {number} and says none was found"
            yield error(spot, what, "Remove the none_found row.")
    uneven = counts and max(counts.values()) > _RATIO * min(counts.values())
    if uneven and not pack.contestants.uneven_because:
        mend = "Even it out, or say why in uneven_because."
        yield error(spot, f"is uneven ({_told(counts)})", mend)
