"""A ceremony: the leader moves it on, phones follow, each signs from its own seat.

A seat accepts only what has been read aloud; whoever comes late may accept what was read before.
"""

import secrets
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikrar.errors import InputError, NotPossible
from ikrar.people.models import User
from ikrar.people.policies import Actor
from ikrar.pledges.actions.signing import Act, claim, record, spell
from ikrar.pledges.models import Campaign, Ceremony, Seat, Signatory, Signature
from ikrar.pledges.policies import (
    check_can_accept,
    check_can_advance_ceremony,
    check_can_join,
    check_can_move_ceremony,
    check_can_open_ceremony,
    check_can_sign_seat,
)
from ikrar.pledges.queries.ceremonies import JOIN_LETTERS
from ikrar.pledges.states import CeremonyState, How

_TRIES = 20


def open_ceremony(campaign: Campaign, *, name: str, leader: User, by: Actor) -> Ceremony:
    """Prepare a ceremony; phones may join with its code at once."""
    check_can_open_ceremony(campaign, by=by)
    name = " ".join(name.split())
    if not name:
        raise InputError(_("Beri nama upacara ini."))
    for _try in range(_TRIES):
        code = "".join(secrets.choice(JOIN_LETTERS) for _i in range(6))
        try:
            with transaction.atomic():
                return Ceremony.objects.create(
                    campaign=campaign, name=name, join_code=code, leader=leader
                )
        except IntegrityError:  # the code is taken; draw another
            if not Ceremony.objects.filter(join_code=code).exists():
                raise
    raise NotPossible(_("Kode gabung tidak dapat dibuat. Coba lagi."))


@transaction.atomic
def advance_ceremony(ceremony: Ceremony, *, statement: int, by: Actor) -> Ceremony:
    """Show statement `statement` (0: the opening); one further at most, or back to any read."""
    check_can_advance_ceremony(ceremony, statement=statement, by=by)
    reading = Ceremony.objects.filter(
        pk=ceremony.pk, state=CeremonyState.READING, statement__gte=statement - 1
    )
    if reading.update(statement=statement) != 1:
        raise _changed_meanwhile()
    ceremony.statement = statement
    return ceremony


@transaction.atomic
def move_ceremony(ceremony: Ceremony, *, to: CeremonyState, by: Actor) -> Ceremony:
    """Begin reading, open signing, go back to reading, or end."""
    check_can_move_ceremony(ceremony, to=to, by=by)
    if Ceremony.objects.filter(pk=ceremony.pk, state=ceremony.state).update(state=to) != 1:
        raise _changed_meanwhile()
    ceremony.state = to
    return ceremony


def _changed_meanwhile() -> NotPossible:
    return NotPossible(_("Upacara ini baru saja dipindahkan dari layar lain. Muat ulang halaman."))


@transaction.atomic
def join_ceremony(ceremony: Ceremony, *, signatory: Signatory) -> Seat:
    """Take a seat; joining again gives the same seat with what it had accepted."""
    check_can_join(ceremony, signatory=signatory)
    seat, _created = Seat.objects.get_or_create(ceremony=ceremony, signatory=signatory)
    return seat


@transaction.atomic
def accept_statement(seat: Seat, *, statement: int) -> Seat:
    """Accept one statement that has been read; accepting it again changes nothing."""
    locked = (
        Seat.objects.select_for_update(of=("self",), no_key=True)
        .select_related("ceremony", "signatory__campaign")
        .get(pk=seat.pk)
    )
    check_can_accept(locked, statement=statement)
    if str(statement) not in locked.accepted:
        locked.accepted[str(statement)] = spell(timezone.now())
        locked.save(update_fields=["accepted"])
    seat.accepted = locked.accepted
    return seat


@transaction.atomic
def sign_seat(seat: Seat, *, text_sha256: str, by: Actor) -> Signature:
    """Sign from a seat, once all four statements were accepted there."""
    check_can_sign_seat(seat, by=by)
    accepted = {int(n): datetime.fromisoformat(at) for n, at in seat.accepted.items()}
    act = Act(text_sha256, accepted, How.CEREMONY)
    claim(seat.signatory, act)
    return record(seat.signatory, act)
