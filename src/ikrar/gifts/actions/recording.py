"""Record a gift: one row, its clock, its entry; a refusal stands in the public log besides.

Sent twice with one ticket it is still one gift. The photo comes first, so that no row is without its photo.
"""

import hashlib
import secrets
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikrar.errors import InputError
from ikrar.gifts import files, law
from ikrar.gifts.actions import clocks
from ikrar.gifts.actions.record import LONGEST, Act
from ikrar.gifts.models import Gift, Refusal
from ikrar.gifts.models.gift import MOST_RUPIAH
from ikrar.gifts.photos import Photo
from ikrar.gifts.policies import check_can_record
from ikrar.gifts.states import GiftKind, GiftStepKind, GiverTie
from ikrar.ledger import actions as ledger
from ikrar.people.models import Agency, Employee, User
from ikrar.people.policies import Actor
from ikrar.people.queries import the_agency, today
from ikrar.tlog import entry

OLDEST = timedelta(days=3653)
_LONGEST = {"what": 300, "giver": 200, "place": 200, "story": LONGEST, "done": 300, "kept_at": 200}


@dataclass(frozen=True, slots=True)
class NewGift:
    """What an employee tells; `estimate` in whole rupiah, None where it is not known."""

    kind: GiftKind
    tie: GiverTie
    what: str
    on: date
    estimate: int | None = None
    giver: str = ""
    place: str = ""
    story: str = ""
    done: str = ""
    kept_at: str = ""


def record_gift(new: NewGift, *, ticket: UUID, photo: Photo | None = None, by: Actor) -> Gift:
    """Record it for oneself; the same ticket again gives back the gift that it made."""
    check_can_record(by=by)
    assert isinstance(by, User)
    told = _checked(new)
    if (found := _made(ticket, by)) is not None:
        return found
    try:
        with transaction.atomic():
            return _record(told, ticket, photo, by=by)
    except IntegrityError:
        found = _made(ticket, by)
        if found is None:
            raise
        return found


def _made(ticket: UUID, by: User) -> Gift | None:
    return Gift.objects.filter(ticket=ticket, employee=by.employee_id).first()


def _record(new: NewGift, ticket: UUID, photo: Photo | None, *, by: User) -> Gift:
    agency, employee = the_agency(), by.employee
    assert employee is not None
    day = today(agency)
    if not day - OLDEST <= new.on <= day:
        raise InputError(_("Tanggalnya hari ini atau sebelumnya, paling lama sepuluh tahun lalu."))
    gift = Gift(
        ticket=ticket, number=_number(day.year), pack=agency.pack, employee=employee,
        unit_id=employee.unit_id, recorded_at=timezone.now().replace(microsecond=0), **asdict(new),
    )  # fmt: skip
    if photo is not None:
        gift.photo_sha256, gift.photo_type = hashlib.sha256(photo.data).hexdigest(), photo.mime
        files.put(files.place_of(gift.ref), photo.data)
    try:
        _write(gift, agency, by=by)
    except BaseException:
        files.remove(files.place_of(gift.ref))
        raise
    transaction.on_commit(lambda: files.remove(files.waiting(ticket)))
    return gift


def _write(gift: Gift, agency: Agency, *, by: User) -> None:
    act = Act(gift, GiftStepKind.RECORDED, by=by)
    act.add(gift)
    if gift.is_held:
        clocks.start(act, law.REPORT, since=gift.on)
    if gift.kind == GiftKind.REFUSED:
        _publish(gift, agency, act)
    act.done()


def _publish(gift: Gift, agency: Agency, act: Act) -> None:
    """The refusal's own entry in the public log: a commitment, so that only its owner can show what it says."""
    person_salt = secrets.token_bytes(entry.SALT_BYTES)
    refusal = Refusal(
        gift=gift, at=act.at, salt=secrets.token_bytes(entry.SALT_BYTES), person_salt=person_salt,
        disclosure=_disclosed(gift, gift.employee, agency, person_salt),
    )  # fmt: skip
    refusal.save(force_insert=True)
    payload = {"who": entry.commit(bytes(refusal.salt), refusal.disclosure)}
    ledger.append(kind="refusal", ref=refusal.ref, at=act.at, payload=payload)


def _disclosed(
    gift: Gift, employee: Employee, agency: Agency, person_salt: bytes
) -> dict[str, str]:
    """Who refused on which day, and what sort of giver; never what it was or who gave it."""
    return {
        "agency": agency.name,
        "name": employee.full_name,
        "unit": gift.unit.name,
        "person": entry.commit(person_salt, {"nip": employee.nip}),
        "on": gift.on.isoformat(),
        "tie": str(gift.tie),
    }


def _checked(new: NewGift) -> NewGift:
    """The same, tidied. InputError says what cannot be."""
    if new.kind not in GiftKind.values or new.tie not in GiverTie.values:
        raise InputError(_("Pilih yang terjadi dan hubungan pemberinya."))
    tidy = {name: getattr(new, name).replace("\0", "").strip() for name in _LONGEST}
    if not tidy["what"]:
        raise InputError(_("Tulis apa yang ditawarkan atau diberikan."))
    for name, most in _LONGEST.items():
        if len(tidy[name]) > most:
            raise InputError(_("Isian ini paling panjang %(most)s huruf.") % {"most": most})
    check_estimate(new.estimate)
    return NewGift(
        kind=GiftKind(new.kind), tie=GiverTie(new.tie), on=new.on, estimate=new.estimate, **tidy
    )


def check_estimate(estimate: int | None) -> None:
    """A sum that a gift can be worth."""
    if estimate is None:
        return
    if estimate < 0:
        raise InputError(_("Taksiran tidak boleh kurang dari nol."))
    if estimate > MOST_RUPIAH:
        raise InputError(_("Taksiran lebih dari Rp1 triliun. Periksa lagi angkanya."))


def _number(year: int) -> str:
    """Six digits at random: numbers that run on would tell how many there are."""
    while True:
        number = f"H-{year}-{100_000 + secrets.randbelow(900_000)}"
        if not Gift.objects.filter(number=number).exists():
            return number
