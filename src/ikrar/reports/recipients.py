"""Who may read a report: decided at the door from what it says, and never written down in the open.

Left out, silently and by key: whom the reporter does not want, who is named in it, who declared a tie to a contestant, party or
relative that it names, who stands in the chain of command of the unit it is about. If nobody is left, the door says so and keeps
nothing: a report that nobody may read would be lost.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from django.db.models import Q

from ikrar.packs import Pack
from ikrar.people.models import Interest, Unit, User
from ikrar.people.queries import interests_of
from ikrar.people.states import InterestKind, RoleName
from ikrar.reports.content import Content
from ikrar.vault.models import Holder

READERS: Final = (RoleName.TASKFORCE, RoleName.INSPECTOR)
_WORD: Final = re.compile(r"\w+")


def officers() -> list[Holder]:
    """Everybody with a key who may be given reports, by name."""
    found = Holder.objects.filter(
        retired_at=None, user__is_active=True, user__roles__name__in=READERS
    )
    return sorted(found.select_related("user__employee__unit").distinct(), key=str)


def readers(content: Content, unit: Unit | None) -> list[Holder]:
    """The officers who get a key to a report."""
    left_out = {*content.avoid, *content.names}
    covering = _covering(unit)
    return [
        one
        for one in officers()
        if one.user_id in covering
        and one.user.username not in left_out
        and not in_chain_of(one.user, unit)
    ]


def named_in(content: Content, pack: Pack, *, on: date) -> tuple[str, ...]:
    """Usernames of officers whom the text names: themselves, or somebody they declared a tie to."""
    text = " ".join(_WORD.findall(f"{content.who} {content.what} {content.where}".casefold()))
    found = [one.user for one in officers()]
    return tuple(
        user.username
        for user in found
        if _is_named(user, f" {text} ") or _is_tied(user, f" {text} ", pack, on)
    )


def in_chain_of(user: User, unit: Unit | None) -> bool:
    """Whether the user works in a unit, above it or below it. The agency's root is above everybody and does not count."""
    if unit is None or user.employee is None:
        return False
    own = user.employee.unit
    is_root = own.parent_id is None
    return (unit.path.startswith(own.path) and not is_root) or own.path.startswith(unit.path)


def _covering(unit: Unit | None) -> set[int]:
    where = Q(roles__unit=None)
    if unit is not None:
        where |= Q(roles__unit__in=[int(pk) for pk in unit.path.split("/") if pk])
    found: Iterable[int] = User.objects.filter(where, roles__name__in=READERS).values_list(
        "pk", flat=True
    )
    return set(found)


def _is_tied(user: User, text: str, pack: Pack, on: date) -> bool:
    """Whether the text names a contestant, party or relative that a tie of the user's is to. One that names none means all."""
    if user.employee is None:
        return False
    active = Q(until=None) | Q(until__gte=on)
    ties = interests_of(user.employee).filter(active)
    kin = Interest.objects.filter(active, kind=InterestKind.FAMILY, relative=user.employee)
    names = [name for tie in ties for name in _names_of(tie, pack)]
    names += [tie.employee.name for tie in kin.select_related("employee")]
    return any(_says(text, name) for name in names)


def _names_of(tie: Interest, pack: Pack) -> list[str]:
    if tie.kind == InterestKind.KIN:
        kind, _colon, ref = tie.ref.partition(":")
        parties = _parties(ref, pack) if kind in {"", InterestKind.PARTY} else []
        people = _contestants(ref, pack) if kind in {"", InterestKind.CONTESTANT} else []
        return [*parties, *people]
    if tie.kind == InterestKind.PARTY:
        return _parties(tie.ref, pack)
    if tie.kind in {InterestKind.CONTESTANT, InterestKind.TEAM}:
        return _contestants(tie.ref, pack)
    return [tie.relative.name] if tie.relative else []


def _parties(ref: str, pack: Pack) -> list[str]:
    parties = [p for p in pack.parties.parties if ref in {"", p.short}]
    return [name for party in parties for name in (party.short, party.name)]


def _contestants(ref: str, pack: Pack) -> list[str]:
    rows = [c for c in pack.contestants.contestants if ref in {"", str(c.number)}]
    signals = [s.text for c in rows for s in c.pair_names if not s.generic]
    people = [person.name for c in rows for person in c.people]
    return [*people, *(name.split()[0] for name in people), *signals]


def _says(text: str, name: str) -> bool:
    return f" {' '.join(_WORD.findall(name.casefold()))} " in text


def _is_named(user: User, text: str) -> bool:
    employee = user.employee
    said = [user.username, *((employee.nip, employee.name) if employee else ())]
    return any(_says(text, one) for one in said if one.strip())
