"""Which units a file means: finds each in the tree that is there, or plans a new one.

In come units as the file names them (code, name, parent's name, root's name) and the units that
exist; out comes a plan by code. A unit that exists keeps its place in the tree, since a person may have
put it there and an export knows only two levels; its name follows the file.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ikrar.people.roster.people import Unit

MAX_DEPTH = 20


@dataclass(frozen=True, slots=True)
class Known:
    """A unit that exists."""

    code: str
    name: str
    parent: str | None


@dataclass(slots=True)
class Plan:
    """`codes`: key in the file → code. `new`: (code, name, parent's code), parents first."""

    codes: dict[int, str] = field(default_factory=dict)
    new: list[tuple[str, str, str | None]] = field(default_factory=list)
    renamed: dict[str, str] = field(default_factory=dict)
    ambiguous: list[int] = field(default_factory=list)


def fold(name: str) -> str:
    return " ".join(name.casefold().split())


def derived_code(*names: str) -> str:
    """A stable code for a unit that the file gives none."""
    text = "\0".join(fold(name) for name in names)
    return "N-" + hashlib.sha256(text.encode()).hexdigest()[:16]


def plan(units: Sequence[tuple[int, Unit]], *, known: Iterable[Known], agency_name: str) -> Plan:
    """Decide for every unit of the file which unit of the tree it is."""
    return _Planner(units, list(known), agency_name).plan()


class _Planner:
    def __init__(
        self, units: Sequence[tuple[int, Unit]], known: list[Known], agency_name: str
    ) -> None:
        self.units, self.agency_name, self.result = units, agency_name, Plan()
        self.known = {unit.code: unit for unit in known}
        self.roots = [unit for unit in known if unit.parent is None]
        self.root_names = {fold(unit[3]) for _key, unit in units if unit[3]}
        self.wanted: dict[str, tuple[str, str | None]] = {}  # code → name, parent's code
        self.depth: dict[str, int] = {}
        self.seen: set[str] = set()
        self.by_name: dict[str, set[str]] = defaultdict(set)
        self.parents = {code: parent for _key, (code, _name, parent, _root) in units if code}
        for unit in known:
            self.by_name[fold(unit.name)].add(unit.code)
        for _key, (code, name, _parent, _root) in units:
            if code:
                self.by_name[fold(name)].add(code)

    def plan(self) -> Plan:
        for key, unit in self.units:
            code = unit[0] or self._code_without(unit)
            if code is None:
                self.result.ambiguous.append(key)
                continue
            self.result.codes[key] = code
            self._want(code, unit)
        for code in list(self.wanted):
            self._place(code, frozenset())
        return self.result

    def _want(self, code: str, unit: Unit) -> None:
        name = unit[1]
        if code in self.known:
            # of several names for one code the first counts, else every import would rename it
            if unit[0] and code not in self.seen and self.known[code].name != name:
                self.result.renamed[code] = name
            if unit[0]:
                self.seen.add(code)
        elif code not in self.wanted:
            self.wanted[code] = name, self._parent(code, unit)

    def _code_without(self, unit: Unit) -> str | None:
        """The code of a unit named only by name; None when several bear that name."""
        _none, name, parent, root = unit
        own = derived_code(root, parent, name)
        if own in self.known:
            return own
        if fold(name) == fold(root or self.agency_name):
            return self._root(root)
        same = {code for code in self.by_name[fold(name)] if self._may_be(code, parent)}
        if len(same) == 1:
            return next(iter(same))
        return None if same else own

    def _may_be(self, code: str, parent: str) -> bool:
        """Whether the unit lies where the file says; told nothing, the name alone decides."""
        above = self._above(code)
        return not parent or not above or fold(parent) in above

    def _above(self, code: str) -> set[str]:
        """Names of the units above, the root left out."""
        names, unit = (
            {fold(self.parents[code])} if self.parents.get(code) else set(),
            self.known.get(code),
        )
        while unit is not None and unit.parent in self.known:
            unit = self.known[unit.parent]
            if unit.parent is not None:
                names.add(fold(unit.name))
        return names

    def _parent(self, code: str, unit: Unit) -> str | None:
        _code, name, parent, root = unit
        top = self._root(root)
        if code == top:
            return None
        if not parent or fold(parent) in (fold(name), fold(root or self.agency_name)):
            return top
        same = self.by_name[fold(parent)] - {code}
        if same:
            return min(same)
        made = derived_code(root, "", parent)
        if made not in self.known:
            self.wanted.setdefault(made, (parent, top))
        return made

    def _root(self, root: str) -> str:
        """The root: the one there is, unless the file names several agencies."""
        if len(self.roots) == 1 and len(self.root_names) <= 1:
            return self.roots[0].code
        name = root or self.agency_name
        for unit in self.roots:
            if fold(unit.name) == fold(name):
                return unit.code
        named = sorted(
            code for key, (code, n, _p, _r) in self.units if code and fold(n) == fold(name)
        )
        code = named[0] if named else derived_code(name)
        if code not in self.known:
            self.wanted.setdefault(code, (name, None))
        return code

    def _place(self, code: str, below: frozenset[str]) -> int:
        """Add a wanted unit after its parent and give its depth; circles are cut at the root."""
        if code not in self.wanted:
            return self.depth.setdefault(code, self._known_depth(code))
        name, parent = self.wanted.pop(code)
        depth = -1 if parent is None else MAX_DEPTH
        if parent is not None and parent not in below and len(below) < MAX_DEPTH:
            depth = self._place(parent, below | {code})
        if depth >= MAX_DEPTH:
            parent = self._root("")
            depth = self._place(parent, below)
        self.result.new.append((code, name, parent))
        self.depth[code] = depth + 1
        return depth + 1

    def _known_depth(self, code: str) -> int:
        depth, unit = 0, self.known.get(code)
        while unit is not None and unit.parent is not None and depth <= MAX_DEPTH:
            depth, unit = depth + 1, self.known.get(unit.parent)
        return depth
