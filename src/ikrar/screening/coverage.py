"""Whether the screening overlooks all contestants of a pack alike: a check beside `packs.lint`, one floor above it.

In: a pack. Out: problems, as lint makes them. A name that the masks do not cover would be judged by itself, and
its contestant differently from the others; so every listed name must vanish behind a mask, or none is fair.
"""

from collections.abc import Iterator

from ikrar.packs.model import Contestant, Person
from ikrar.packs.pack import Pack
from ikrar.packs.problem import Problem, error, place
from ikrar.screening.vocabulary import (
    DIGITS,
    LONGEST_PHRASE,
    MASKS,
    Listed,
    listed,
    terms,
    words_of,
)


def check_coverage(pack: Pack) -> Iterator[Problem]:
    """Yield an error for each listed name of a contestant or party that the masks would let through."""
    known = listed(pack)
    where = place(pack, "contestants.toml")
    for contestant in pack.contestants.contestants:
        spot = f"{where}contestants[{contestant.number}]"
        for key, name in _names(contestant):
            if not _is_masked(name, known):
                yield error(f"{spot}.{key}", f"{name!r} {_why(name)}", _MEND)
        for person in contestant.people:
            yield from _single(person, known, spot)
    parties = place(pack, "parties.toml")
    for party in pack.parties.parties:
        for name in (party.short, party.name):
            if not _is_masked(name, known):
                yield error(f"{parties}parties[{party.short}]", f"{name!r} {_why(name)}", _MEND)


_MEND = f"Write it in Latin letters and in at most {LONGEST_PHRASE} words."


def _single(person: Person, known: Listed, spot: str) -> Iterator[Problem]:
    """People are called by one word; whoever has none that is masked would be seen where others are not."""
    names = [person.name, *terms(person.nicknames)]
    words = {word for name in names for word in words_of(name)}
    first = words_of(person.name)[:1]
    told = {words_of(term) for one in person.nicknames for term in one.terms or (one.text,)}
    if not any(known.get((word,), 0) >= MASKS for word in words):
        what = f"{person.name!r} has no single word that the masks cover"
        yield error(f"{spot}.people", what, "Add the word that people use as a nickname.")
    elif first and known.get(first, 0) < MASKS and first not in told:
        what = f"{person.name!r} is called {first[0]!r}, which the masks do not cover"
        mend = (
            "Add it as a nickname, with generic = true where it is too common a word to be masked."
        )
        yield error(f"{spot}.people", what, mend)


def _names(contestant: Contestant) -> Iterator[tuple[str, str]]:
    """Each name with the key it stands under."""
    for person in contestant.people:
        yield "people", person.name
    for key in ("pair_names", "pair_names_unverified"):
        yield from ((key, term) for term in terms(getattr(contestant, key)))
    for person in contestant.people:
        yield from (("nicknames", term) for term in terms(person.nicknames))
    yield from (("slogans", term) for term in terms(contestant.slogans))


def _is_masked(name: str, known: Listed) -> bool:
    """Whether nothing but one kind of mask is left, when the longest listed phrases are taken first."""
    words, kinds = words_of(DIGITS.sub(" ", name)) or words_of(name), set()
    while words:
        sizes = range(min(len(words), LONGEST_PHRASE), 0, -1)
        size = next((n for n in sizes if known.get(words[:n], 0) >= MASKS), 0)
        if not size:
            return False
        kinds.add(known[words[:size]])
        words = words[size:]
    return len(kinds) == 1


def _why(name: str) -> str:
    if not words_of(name):
        return "has no letter that the screening reads"
    return "is not covered by the masks of the screening"
