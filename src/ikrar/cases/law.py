"""What the pack says about a case: its route, its clocks, its forms, whom it touches. Reads no case rows but the one given.

In: the name of a pack, days, ids. Out: rows of `packs`. InputError and NotFound say which id is wrong.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from ikrar import packs
from ikrar.cases.states import RANK, UNMAPPED
from ikrar.errors import InputError, NotFound
from ikrar.packs import clocks
from ikrar.packs.law import Clock, Form, Norm, Route, Step
from ikrar.packs.model import Text
from ikrar.packs.pack import Pack
from ikrar.people.states import InterestKind

DISCIPLINE = "disiplin-pp94"
PPK, SUPERIOR = "ppk", "atasan langsung"
# whose duties lie inside the agency: what they miss is taken to their superior
OURS = (PPK, SUPERIOR)
# nobody's duties: what comes by itself, and a right of the reported, who may leave it unused
REPORTED = "pegawai"
NOBODYS = ("-", REPORTED)


def load(name: str) -> Pack:
    return packs.load(name, extra_dirs=settings.IKRAR_PACK_DIRS)


def route_on(pack: Pack, day: date) -> str:
    """The version of the routing on a day; empty where none covers it."""
    found = pack.route(day)
    return found.id if found else ""


def _routes(pack: Pack, route: str) -> Iterator[Route]:
    yield from (found for found in pack.routing.procedures if found.id == DISCIPLINE)
    yield from (found for found in pack.routing.routes if found.id == route)


def clocked(pack: Pack, route: str) -> dict[str, Step]:
    """Every step with a clock of the discipline procedure and of one route, by "route/step"."""
    return {
        f"{found.id}/{step.id}": step
        for found in _routes(pack, route)
        for step in found.steps
        if step.clock is not None
    }


def of_reporter(pack: Pack, route: str) -> list[str]:
    """Steps of the route that pass the suspicion on: they run until something was referred."""
    return _where(pack, route, lambda actor: actor.startswith("masyarakat"))


def of_decider(pack: Pack, route: str) -> list[str]:
    """Steps of the route that the deciding official has to take."""
    return _where(pack, route, lambda actor: actor == PPK)


def of_body(pack: Pack, route: str, to: str) -> list[str]:
    """Steps of the route that a body has to take once it has received a referral."""
    known = {*of_reporter(pack, route), *of_decider(pack, route)}
    return [id_ for id_ in _where(pack, route, lambda actor: to in actor) if id_ not in known]


def _where(pack: Pack, route: str, wanted: Any) -> list[str]:
    return [
        id_
        for id_, step in clocked(pack, route).items()
        if id_.startswith(f"{route}/") and wanted(step.actor.casefold())
    ]


def bodies(pack: Pack, route: str) -> list[str]:
    """Whom the route lets a case be referred to."""
    found = dict.fromkeys(
        part
        for one in _routes(pack, route)
        if one.id == route
        for step in one.steps
        for part in step.addressee.split("/")
    )
    return [body for body in found if body not in {PPK, REPORTED}]


# ---------------------------------------------------------------- clocks


def snapshot(clock: Clock) -> dict[str, Any]:
    """A clock as a row keeps it: what it was when it began to run."""
    return asdict(clock)


def restored(clock: dict[str, Any]) -> Clock:
    return Clock(**{**clock, "since": Text(**clock["since"])})


def due(pack: Pack, clock: Clock, since: date, pauses: Iterable[Iterable[str]] = ()) -> clocks.Due:
    """When a clock runs out, on the days as the pack counts them today."""
    spans = [(date.fromisoformat(a), date.fromisoformat(b)) for a, b in pauses]
    return clocks.due(clock, since, pack.workdays(), paused=spans)


def earliest_hearing(pack: Pack, sent_on: date) -> date:
    """The first working day on which somebody who is summoned today may be examined."""
    step = clocked(pack, "").get(f"{DISCIPLINE}/panggilan-1")
    days = pack.workdays()
    if step is None or step.clock is None:
        return days.add(sent_on, 1)
    # as many whole working days as the norm says lie between the letter and the hearing
    on = days.add(sent_on, step.clock.days + 1)
    while due(pack, step.clock, on).on < sent_on:
        on = days.add(on, 1)
    return on


# ---------------------------------------------------------------- forms, norms, objects


def check_forms(pack: Pack, forms: Iterable[str], on: date | None) -> tuple[Form, ...]:
    """The forms of these ids. InputError where one did not exist on the day of the act."""
    found = tuple(_form(pack, id_) for id_ in forms)
    for form in found:
        if on is not None and form not in pack.forms_on(on):
            raise InputError(
                _("Bentuk pelanggaran %(form)s tidak berlaku pada %(day)s.")
                % {"form": form.id, "day": on.isoformat()}
            )
    return found


def _form(pack: Pack, id_: str) -> Form:
    try:
        return pack.form(id_)
    except NotFound as error:
        raise InputError(
            _("Bentuk pelanggaran “%(form)s” tidak ada dalam paket.") % {"form": id_}
        ) from error


def check_norms(pack: Pack, norms: Iterable[str], on: date) -> tuple[Norm, ...]:
    """The norms of these ids. InputError where one was not in force on the day of the act."""
    found = []
    for id_ in norms:
        try:
            norm = pack.cite(id_)
        except NotFound as error:
            raise InputError(
                _("Norma “%(norm)s” tidak ada dalam paket.") % {"norm": id_}
            ) from error
        if not norm.in_force(on):
            raise InputError(
                _("Norma %(norm)s tidak berlaku pada %(day)s.")
                % {"norm": norm.id, "day": on.isoformat()}
            )
        found.append(norm)
    return tuple(found)


def check_object(pack: Pack, object_: str, form: Form | None = None) -> None:
    """An object that the pack knows and, where there is a form, one that the form is about."""
    if object_ not in {term.id for term in pack.forms.objects}:
        raise InputError(_("Objek “%(object)s” tidak ada dalam paket.") % {"object": object_})
    if form is not None and form.object not in {"any", object_}:
        if object_ in form.object.split("_or_"):
            return
        raise InputError(
            _("Bentuk pelanggaran %(form)s tidak mengenai objek itu.") % {"form": form.id}
        )


def heaviest(classes: Iterable[str]) -> str | None:
    """The heaviest of these classes of penalty; None where a human has to say it."""
    known = list(classes)
    if not known or UNMAPPED in known or any(one not in RANK for one in known):
        return None
    return max(known, key=lambda one: RANK[one])


# ---------------------------------------------------------------- whom a case touches


def touched(pack: Pack, named: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """What the case names, and the parties behind each contestant named."""
    found = set()
    numbers = {str(row.number): row for row in pack.contestants.contestants}
    known_parties = {party.short for party in pack.parties.parties}
    for kind, ref in named:
        if kind == InterestKind.CONTESTANT and ref in numbers:
            row = numbers[ref]
            parties = {*row.parties, *row.parties_supporting_not_on_ballot}
            found |= {(InterestKind.PARTY.value, party) for party in parties}
        elif kind != InterestKind.PARTY or ref not in known_parties:
            raise InputError(_("“%(ref)s” bukan calon atau partai dalam paket.") % {"ref": ref})
        found.add((InterestKind(kind).value, ref))
    return found
