"""Steps that the tests of gifts take: a UPG of two, both logs, a gift, and every step up to a state."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import uuid4

from ikrar.gifts import actions
from ikrar.gifts.models import Gift
from ikrar.gifts.states import GiftHandling, GiftKind, GiftState, GiverTie, KpkStatus
from ikrar.ledger.actions import create_log
from ikrar.ledger.models import Log
from ikrar.people.models import Agency, Role, User
from ikrar.people.states import RoleName
from tests.cast import Cast, make_employee

TODAY = date(2024, 1, 15)
G = GiftState


@dataclass
class World:
    """The cast, Lestari and Wira of the UPG, and one gift of Ani's."""

    cast: Cast
    lestari: User
    wira: User  # of Ani's unit alone
    gift: Gift = None

    @property
    def ani(self):
        return self.cast.ani


def make_officer(unit, nip: str, name: str, *, over=None) -> User:
    user = User.objects.create_user(
        name.lower(), employee=make_employee(unit, nip, f"{name} Contoh")
    )
    Role.objects.create(user=user, name=RoleName.UPG, unit=over)
    return user


def make_world(cast: Cast) -> World:
    for name in ("public", "internal"):
        if not Log.objects.filter(name=name).exists():
            create_log(name, origin=f"contoh.test/{name}")
    Agency.objects.update(is_demo=True, today=TODAY)
    lestari = make_officer(cast.top, "198401012009012001", "Lestari")
    wira = make_officer(cast.other, "198501012010011001", "Wira", over=cast.unit)
    return World(cast, lestari, wira)


def travel(day: date) -> None:
    Agency.objects.update(today=day)


def new(kind=GiftKind.RECEIVED, **changes) -> actions.NewGift:
    fields = {
        "tie": GiverTie.VENDOR, "what": "Parsel makanan", "on": TODAY - timedelta(days=4),
        "estimate": 750_000, "giver": "CV Contoh", "place": "loket dua",
    }  # fmt: skip
    return actions.NewGift(kind=kind, **fields | changes)


def record(world: World, kind=GiftKind.RECEIVED, *, by=None, photo=None, **changes) -> Gift:
    world.gift = actions.record_gift(
        new(kind, **changes), ticket=uuid4(), photo=photo, by=by or world.ani
    )
    return world.gift


def ask(w: World, by=None):
    return actions.ask(w.gift, question="Di mana barangnya sekarang?", by=by or w.lestari)


def answer(w: World, by=None):
    return actions.answer(w.gift, text="Di lemari tata usaha.", by=by or w.ani)


def note(w: World, by=None):
    return actions.note(w.gift, by=by or w.lestari)


def decide(w: World, by=None, handling=GiftHandling.FORWARD):
    return actions.decide(w.gift, handling=handling, reason="Perlu ditetapkan.", by=by or w.lestari)


def decide_to_return(w: World, by=None):
    return decide(w, by, GiftHandling.RETURN)


def today() -> date:
    return Agency.objects.get().today


def forward(w: World, by=None):
    return actions.forward(w.gift, receipt_number="GOL-1", on=today(), by=by or w.lestari)


def settle(w: World, by=None):
    settled = actions.Settled(KpkStatus.STATE, "SK-1", today())
    return actions.settle(w.gift, settled, by=by or w.lestari)


def close(w: World, by=None):
    return actions.close(w.gift, reason="Sudah diserahkan.", by=by or w.lestari)


def withdraw(w: World, by=None):
    return actions.withdraw(w.gift, reason="Salah catat.", by=by or w.ani)


def recompute(w: World, by=None):
    return actions.recompute(w.gift, reason="SKB cuti bersama diubah.", by=by or w.lestari)


WAYS = {
    G.RECORDED: (),
    G.ASKED: (ask,),
    G.NOTED: (note,),
    G.DECIDED: (decide,),
    G.FORWARDED: (decide, forward),
    G.SETTLED: (decide, forward, settle),
    G.CLOSED: (decide, forward, settle, close),
    G.WITHDRAWN: (withdraw,),
}


def bring(world: World, state: GiftState, kind=None) -> World:
    """A new gift, taken to a state step by step."""
    record(world, kind or (GiftKind.OFFERED if state == G.NOTED else GiftKind.RECEIVED))
    for step in WAYS[state]:
        step(world)
    assert world.gift.state == state
    return world
