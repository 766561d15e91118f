"""Reads of clocks: what runs, what is to be reminded of, what is overdue."""

from datetime import UTC, date, datetime, time

from django.db.models import Q, QuerySet

from ikrar import packs
from ikrar.gifts import law
from ikrar.gifts.models import Gift, GiftClock
from ikrar.gifts.states import ENDED
from ikrar.packs.years import years_from
from ikrar.people.queries import agency_or_none, the_agency, today


def running(gift: Gift) -> QuerySet[GiftClock]:
    """The clocks of a gift, those that run first."""
    return GiftClock.objects.filter(gift=gift).order_by("ended_on", "met_on", "due", "pk")


def to_remind() -> GiftClock | None:
    """One clock of which somebody is to be reminded today; KPK is not ours to remind."""
    rows = _ours().filter(remind_on__lte=today(the_agency()))
    return rows.order_by("remind_on", "pk").first()


def to_escalate() -> GiftClock | None:
    """One overdue clock that the UPG was not told of yet."""
    rows = _ours().filter(escalated_at=None, due__lt=today(the_agency()))
    return rows.order_by("due", "pk").first()


def _ours() -> QuerySet[GiftClock]:
    rows = GiftClock.objects.filter(met_on=None, ended_on=None).exclude(step=law.SETTLE)
    return rows.select_related("gift__unit", "gift__employee")


def due_erasures(on: date) -> QuerySet[Gift]:
    """Gifts whose content goes: of people who were erased, and those that are over and older than the pack keeps them."""
    agency = agency_or_none()
    if agency is None:
        return Gift.objects.none()
    kept = years_from(on, -packs.load(agency.pack).retention.case_years)
    ended = Q(state__in=ENDED, recorded_at__lt=datetime.combine(kept, time(), UTC))
    rows = Gift.objects.filter(Q(employee__erased_at__isnull=False) | ended, erased_at=None)
    return rows.order_by("pk")
