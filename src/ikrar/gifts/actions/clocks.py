"""Clocks of a gift: started, met, ended, counted again, reminded of, and taken to the UPG once overdue."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from ikrar.errors import InputError
from ikrar.gifts import law
from ikrar.gifts.actions.record import Act, said
from ikrar.gifts.models import Gift, GiftClock
from ikrar.gifts.policies import UPG, check_can_recompute, check_can_see_desk, handles
from ikrar.gifts.queries import at_desk
from ikrar.gifts.states import GiftStepKind
from ikrar.packs.clocks import Due
from ikrar.people.actions import queue_mail
from ikrar.people.models import Employee, Role, User
from ikrar.people.policies import Actor
from ikrar.people.queries import the_agency, today
from ikrar.web.words import day as spelled

_LONGEST_REASON = 300


def start(act: Act, name: str, *, since: date) -> None:
    """Let a clock of the pack's procedure run from a day; a pack without it has none."""
    pack = law.load(act.gift.pack)
    step = law.step_of(pack, name, since)
    if step is None or step.clock is None:
        return
    due = law.count(pack, step.clock, since)
    act.add(
        GiftClock(
            gift=act.gift, step=step.id, since=since, due=due.on, clock=law.snapshot(step.clock),
            is_settled=due.is_settled,
            remind_on=law.next_reminder(pack, due.on, kind=step.clock.kind, after=since),
        )
    )  # fmt: skip


def meet(act: Act, name: str, *, on: date) -> None:
    """Stop a clock that did what it was for."""
    for row in _named(_running(act.gift), name):
        act.change(row, met_on=on)


def end(act: Act) -> None:
    """No clock runs any more."""
    for row in _running(act.gift):
        act.change(row, ended_on=act.today)


def _running(gift: Gift) -> QuerySet[GiftClock]:
    return GiftClock.objects.filter(gift=gift, met_on=None, ended_on=None)


def _named(rows: QuerySet[GiftClock], name: str) -> list[GiftClock]:
    return [row for row in rows if row.step == name or row.step.startswith(f"{name}-")]


@transaction.atomic
def recompute(gift: Gift, *, reason: str, by: Actor) -> list[GiftClock]:
    """Count the open clocks anew, after a decree has changed the holidays; those that moved."""
    check_can_recompute(gift, by=by)
    act = Act(gift, GiftStepKind.RECOMPUTED, words=_reason(reason), by=by)
    moved = [row for row in _running(gift) if _recount(act, row)]
    act.done()
    return moved


def recompute_all(*, reason: str, by: User) -> list[Gift]:
    """The same for every gift of an officer's desk that a decree has moved, each with its entry; which they were."""
    check_can_see_desk(by)
    reason = _reason(reason)
    rows = GiftClock.objects.filter(met_on=None, ended_on=None, gift__in=at_desk(by))
    rows = rows.select_related("gift__unit").order_by("gift")
    moved = {row.gift_id: row.gift for row in rows.iterator() if _differs(row, _due(row))}
    for gift in moved.values():
        recompute(gift, reason=reason, by=by)
    return list(moved.values())


def _reason(reason: str) -> str:
    reason = " ".join(said(reason).split())
    if len(reason) > _LONGEST_REASON:
        raise InputError(_("Tulis alasannya dalam 3 sampai 300 huruf, tanpa nama orang."))
    return reason


def _due(row: GiftClock) -> Due:
    return law.count(law.load(row.gift.pack), law.restored(row.clock), row.since)


def _differs(row: GiftClock, due: Due) -> bool:
    return (row.due, row.is_settled) != (due.on, due.is_settled)


def _recount(act: Act, row: GiftClock) -> bool:
    due, before = _due(row), row.due
    if not _differs(row, due):
        return False
    pack, kind = law.load(act.gift.pack), law.restored(row.clock).kind
    remind_on = law.next_reminder(pack, due.on, kind=kind, after=act.today)
    act.change(row, due=due.on, is_settled=due.is_settled, remind_on=remind_on)
    return due.on != before


# ---------------------------------------------------------------- standing work


@transaction.atomic
def remind(clock: GiftClock) -> bool:
    """Remind of one clock; False where another worker was faster. No state changes, so the log has no entry of it."""
    gift, day = clock.gift, today(the_agency())
    kind = law.restored(clock.clock).kind
    following = law.next_reminder(law.load(gift.pack), clock.due, kind=kind, after=day)
    rows = GiftClock.objects.filter(
        pk=clock.pk, remind_on=clock.remind_on, met_on=None, ended_on=None
    )
    if rows.update(remind_on=following) != 1:
        return False
    told = [gift.employee]
    if clock.step == law.REPORT:
        told += officers(gift)
    subject = _("Pengingat: tenggat hadiah %(number)s")
    body = _(
        "Satu kewajiban tentang hadiah %(number)s jatuh tempo pada %(due)s. Buka Ikrar, bagian Hadiah,"
        " untuk melihatnya. Surat ini tidak memuat isi catatan."
    )
    _tell(clock, told, f"gift-reminder-{clock.pk}-{day.isoformat()}", subject, body)
    return True


@transaction.atomic
def escalate(clock: GiftClock) -> bool:
    """Take one overdue clock to the UPG, once; False where another worker was faster."""
    at = timezone.now().replace(microsecond=0)
    rows = GiftClock.objects.filter(pk=clock.pk, escalated_at=None, met_on=None, ended_on=None)
    if rows.update(escalated_at=at, remind_on=None) != 1:
        return False
    act = Act(clock.gift, GiftStepKind.ESCALATED, by=None)
    act.change(clock, escalated_at=at)
    subject = _("Tenggat hadiah %(number)s terlewati")
    body = _(
        "Satu kewajiban tentang hadiah %(number)s melewati tenggatnya pada %(due)s. Buka meja hadiah"
        " untuk menanganinya. Surat ini tidak memuat isi catatan."
    )
    _tell(clock, officers(clock.gift), f"gift-escalation-{clock.pk}", subject, body)
    act.done()
    return True


def officers(gift: Gift) -> list[Employee]:
    """Who handles it at the UPG and can be written to; nobody about their own."""
    ids = Role.objects.filter(name=UPG).values("user")
    users = User.objects.filter(pk__in=ids, is_active=True).exclude(employee=None)
    return [
        user.employee
        for user in users.select_related("employee__unit").order_by("pk")
        if user.employee is not None and handles(gift, by=user)
    ]


def _tell(
    clock: GiftClock, told: Iterable[Employee], key: str, subject: str, body: str
) -> None:  # the number of the gift and a day, and nothing of it
    facts = {"number": clock.gift.number, "due": spelled(clock.due, "id")}
    for employee in told:
        if employee.email:
            queue_mail(
                key=f"{key}-{employee.pk}", employee=employee, to=employee.email,
                subject=subject % facts, body=body % facts,
            )  # fmt: skip
