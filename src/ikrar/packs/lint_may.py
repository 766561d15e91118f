"""Checks on may.toml: every act can be asked about, every row leads to one, and no contestant is named.

A pack without a may.toml is asked by the texts of its forms and acts alone; nothing is checked then.
"""

from collections.abc import Iterator
from pathlib import Path

from ikrar.packs.files import May
from ikrar.packs.law import ROLES, Form, Ways
from ikrar.packs.may.masks import names_of
from ikrar.packs.may.words import Reader
from ikrar.packs.pack import Pack
from ikrar.packs.problem import Problem, error, place
from ikrar.packs.windows import PHASES

FEWEST = 8
_BEFORE = PHASES[0]


def check_may(pack: Pack) -> Iterator[Problem]:
    if pack.may == May():
        return
    where = place(pack, "may.toml")
    known = {form.id for form in pack.forms.forms} | {act.id for act in pack.acts.acts}
    named = [name for ways in pack.may.ways for name in (ways.id, ways.twin) if name]
    for name in sorted(known - set(named)):
        yield error(f"{where}ways", f"have none for {name}", "Add a row that says how people ask.")
    for ways in pack.may.ways:
        spot = f"{where}ways[{ways.id}]"
        for name in filter(None, (ways.id, ways.twin)):
            if name not in known:
                yield error(spot, f"names {name!r}, which is no form or act", "Correct the name.")
            if named.count(name) > 1:
                yield error(spot, f"is not the only row for {name}", "Keep one of them.")
        yield from _ways(ways, spot)
        yield from _twin(pack, ways, spot)
    yield from _words(pack.may, where)
    yield from _names(pack, where)


def _ways(ways: Ways, spot: str) -> Iterator[Problem]:
    if len(set(ways.asks)) < FEWEST:
        mend = f"Write at least {FEWEST} different ones."
        yield error(f"{spot}.asks", f"has {len(set(ways.asks))} ways to ask", mend)
    for role in ways.binds:
        if role not in ROLES:
            what = f"names the role {role!r}, which does not exist"
            yield error(f"{spot}.binds", what, f"Use one of {', '.join(ROLES)}.")


def _twin(pack: Pack, ways: Ways, spot: str) -> Iterator[Problem]:
    """A form before candidates are determined and another after; nothing in common in time."""
    forms = {form.id: form for form in pack.forms.forms}
    first, second = forms.get(ways.id), forms.get(ways.twin)
    if ways.twin and not (_is_before(first) and second and _BEFORE not in second.phases):
        what = f"pairs {ways.id} with {ways.twin}, but not as before and after"
        yield error(f"{spot}.twin", what, "Put the form before candidates are determined first.")


def _is_before(form: Form | None) -> bool:
    return form is not None and form.phases == (_BEFORE,)


def _words(may: May, where: str) -> Iterator[Problem]:
    """One meaning for each word that is said."""
    owners: dict[str, str] = {}
    rows = [*((word.id, (word.id, *word.said)) for word in may.words), ("fillers", may.fillers)]
    for owner, said in rows:
        for word in dict.fromkeys(said):
            other = owners.setdefault(word, owner)
            if other != owner:
                what = f"stands under {other!r} and {owner!r}"
                yield error(f"{where}words[{word}]", what, "Leave it to one of them.")


def _names(pack: Pack, where: str) -> Iterator[Problem]:
    """A file by which questions are read must not know one contestant from another.

    An inherited one is looked at where it stands: a word of it may be the name of somebody elsewhere.
    """
    if pack.homes.get("may.toml") != Path(pack.path).name:
        return
    names = names_of(pack)
    reader = Reader(May(), names)
    texts = [(f"ways[{ways.id}]", ask) for ways in pack.may.ways for ask in ways.asks]
    texts += [(f"words[{word.id}]", said) for word in pack.may.words for said in word.said]
    texts += [("fillers", filler) for filler in pack.may.fillers]
    for spot, text in texts:
        if reader.named(text):
            mend = "Say calon or partai instead."
            yield error(f"{where}{spot}", f"names a contestant or party in {text!r}", mend)
