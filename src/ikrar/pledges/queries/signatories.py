"""Lists of signatories: who is missing and why, in pages and streams that stay fast for 500,000.

Everything is ordered by unit and row, the order of the coverage index, and paged by key: page 10,000
costs what page 1 costs.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from ikrar.people.models import Unit
from ikrar.pledges.models import Campaign, Signatory
from ikrar.pledges.states import SignatoryState

Rows = TypeVar("Rows", bound=QuerySet[Any, Any])

PAGE = 50
_MAX_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of one page and the key to ask for the next one with ("" on the last page)."""

    rows: list[Signatory]
    next: str


def signatories_in(
    campaign: Campaign, *, unit: Unit | None = None, states: tuple[SignatoryState, ...]
) -> QuerySet[Signatory]:
    """Signatories of a unit and all below it, in the order of the index."""
    rows = Signatory.objects.filter(campaign=campaign, state__in=states)
    if unit is not None:
        rows = rows.filter(unit__in=Unit.objects.filter(path__startswith=unit.path))
    return rows.order_by("unit_id", "id")


def due_signatories(
    campaign: Campaign, *, unit: Unit | None = None, after: Signatory | None = None
) -> QuerySet[Signatory]:
    """Those who have yet to sign, with employee and unit, after a given row."""
    rows = signatories_in(campaign, unit=unit, states=(SignatoryState.DUE,))
    if after is not None:
        rows = after_key(rows, unit_id=after.unit_id, pk=after.pk)
    return rows.select_related("employee", "unit")


def missing(
    campaign: Campaign,
    *,
    unit: Unit | None = None,
    state: str | SignatoryState | None = None,
    q: str = "",
) -> QuerySet[Signatory]:
    """Who has not signed: those due and those exempt (`reason` says why), or one state only.

    `q` is a part of the name, or the beginning of an NIP. Page it with `page_of`.
    """
    known = SignatoryState(state) if state in SignatoryState.values else None
    states = (known,) if known else (SignatoryState.DUE, SignatoryState.EXEMPT)
    rows = signatories_in(campaign, unit=unit, states=states).select_related("employee", "unit")
    q = " ".join(q.split())
    digits = q.translate(str.maketrans("", "", " .-"))
    if digits.isdigit():
        return rows.filter(employee__nip__startswith=digits)
    for word in q.split():
        rows = rows.filter(employee__name__icontains=word)
    return rows


def page_of(rows: QuerySet[Signatory], *, after: str = "", size: int = PAGE) -> Page:
    """One page after a key that an earlier page gave; a key that cannot be read begins anew."""
    unit_id, _dash, pk = after.partition("-")
    if unit_id.isdecimal() and pk.isdecimal():
        rows = after_key(rows, unit_id=min(int(unit_id), _MAX_ID), pk=min(int(pk), _MAX_ID))
    found = list(rows[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return Page(found[:size], f"{last.unit_id}-{last.pk}" if last else "")


def after_key(rows: Rows, *, unit_id: int, pk: int) -> Rows:
    """The rows after this one, in the order of `signatories_in`."""
    # the first condition says nothing new, but is the one that an index can start from
    beyond = Q(unit_id__gt=unit_id) | Q(unit_id=unit_id, pk__gt=pk)
    return rows.filter(unit_id__gte=unit_id).filter(beyond)


def without_address(campaign: Campaign, *, unit: Unit | None = None) -> int:
    """How many of those who have yet to sign cannot be written to."""
    due = signatories_in(campaign, unit=unit, states=(SignatoryState.DUE,))
    return due.filter(employee__email="").count()


def stream(rows: QuerySet[Signatory], *, chunk: int = 2000) -> Iterator[Signatory]:
    """Every row, read in chunks by key: flat memory, and no cursor held open on either database."""
    after: Signatory | None = None
    while True:
        wanted = rows if after is None else after_key(rows, unit_id=after.unit_id, pk=after.pk)
        found = list(wanted[:chunk])
        yield from found
        if len(found) < chunk:
            return
        after = found[-1]
