"""Open a case: number, route of the day, box, subjects, handlers, first text and clocks, in one transaction."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ikrar.cases import law
from ikrar.cases.actions import clocks
from ikrar.cases.actions.people import Reported, add_handler, add_reported, unassign
from ikrar.cases.actions.record import Act
from ikrar.cases.models import Case, Origin, Touch
from ikrar.cases.policies import HANDLE, check_can_act, check_can_open_case, is_excluded
from ikrar.cases.sealed import barred, seal_barred
from ikrar.cases.states import OPEN, OriginKind, StepKind, TextKind
from ikrar.errors import InputError, NotAllowed, NotPossible
from ikrar.people.models import Agency, Unit, User
from ikrar.people.policies import Actor
from ikrar.people.queries import the_agency, today
from ikrar.vault import actions as vault
from ikrar.vault.models import Box
from ikrar.vault.queries import recovery_or_none
from ikrar.vault.states import BoxKind


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCase:
    """What is known without words. `touches` are (InterestKind, id in the pack): ("peserta", "1")."""

    received_on: date | None = None
    act_on: date | None = None
    object: str = ""
    forms: tuple[str, ...] = ()
    unit: Unit | None = None
    touches: tuple[tuple[str, str], ...] = ()
    origins: tuple[tuple[OriginKind, UUID], ...] = ()
    barred: tuple[str, ...] = ()  # usernames of officers who must not handle it
    pack: str = ""  # the agency's own, unless the act belongs to another election


@dataclass(frozen=True, slots=True)
class Opened:
    """A case and the data key of its box, which lives in this request alone."""

    case: Case
    key: bytes


@transaction.atomic
def open_case(
    new: NewCase, *, subjects: Sequence[Reported], summary: str, handlers: Sequence[User],
    by: Actor,
) -> Opened:  # fmt: skip
    """Open a case for these handlers. Whoever is excluded can neither open nor handle it."""
    check_can_open_case(new.unit, by=by)
    agency = Agency.objects.select_for_update(no_key=True).get(pk=the_agency().pk)
    case = _numbered(agency, new, by)
    case.box, key = vault.new_box(BoxKind.CASE)
    case.barred = seal_barred(key, case, new.barred) if new.barred else b""
    act = Act(case, StepKind.OPENED, by=by)
    case.opened_at = act.at
    act.add(case)
    _details(act, new)
    for reported in subjects:
        add_reported(act, reported, key=key)
    act.text(TextKind.SUMMARY, summary, key=key)
    if isinstance(by, User) and is_excluded(case, by):
        raise NotAllowed(_("Anda tidak dapat menangani perkara ini. Serahkan kepada orang lain."))
    people = list(dict.fromkeys([*([by] if isinstance(by, User) else []), *handlers]))
    for user in people:
        add_handler(act, user, key=key)
    _check_readable(case.box)
    clocks.start(act, _first_clocks(case), since=case.received_on)
    act.done()
    return Opened(case, key)


@transaction.atomic
def join(
    opened: Opened, origin: tuple[OriginKind, UUID], *, bars: Collection[str], by: Actor
) -> Case:
    """Let a case take in what else was reported of its matter. Whom the other report keeps out is kept out from now on."""
    case, key = opened.case, opened.key
    check_can_act(case, states=OPEN, roles=HANDLE, by=by)
    act = Act(case, StepKind.JOINED, by=by)
    _come_from(act, origin)
    kept_out = barred(key, case) | set(bars)
    if kept_out:
        act.change(case, barred=seal_barred(key, case, kept_out))
    act.done()
    for row in case.assignments.filter(ended_at=None, user__username__in=kept_out):
        unassign(case, row.user, by=by)
    return case


def _numbered(agency: Agency, new: NewCase, by: Actor) -> Case:
    """A case with a number of its year that no other has: the agency's row is locked meanwhile."""
    day = today(agency)
    received = new.received_on or day
    if received > day or (new.act_on or received) > day:
        raise InputError(_("Tanggal ini masih di masa depan. Catat sesudah terjadi."))
    name = new.pack or agency.pack
    pack = law.load(name)
    law.check_forms(pack, new.forms, new.act_on)
    if new.object:
        law.check_object(pack, new.object)
    return Case(
        year=day.year, serial=_serial(day.year), pack=name, route=law.route_on(pack, received),
        received_on=received, act_on=new.act_on, object=new.object, forms=list(new.forms),
        unit=new.unit, opened_by=by if isinstance(by, User) else None,
    )  # fmt: skip


def _serial(year: int) -> int:
    """Six digits at random: numbers that run on would show a gap to whoever must not know of a case."""
    there = Case.objects.filter(year=year)
    while there.filter(serial=(found := 100_000 + secrets.randbelow(900_000))).exists():
        pass
    return found


def _details(act: Act, new: NewCase) -> None:
    case = act.case
    for kind, ref in sorted(law.touched(law.load(case.pack), new.touches)):
        act.add(Touch(case=case, kind=kind, ref=ref))
    for origin in new.origins:
        _come_from(act, origin)


def _come_from(act: Act, origin: tuple[OriginKind, UUID]) -> None:
    kind, uuid = origin
    if Origin.objects.filter(kind=kind, ref=uuid).exists():
        raise NotPossible(_("Sudah ada perkara dari laporan atau temuan ini."))
    act.add(Origin(case=act.case, kind=kind, ref=uuid))


def _check_readable(box: Box) -> None:
    if not box.keys.exclude(holder=None).exists() and recovery_or_none() is None:
        raise NotPossible(
            _("Tidak ada penangan yang memiliki kunci. Minta mereka membuat kunci dahulu.")
        )


def _first_clocks(case: Case) -> list[str]:
    return law.of_reporter(law.load(case.pack), case.route)
