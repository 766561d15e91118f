"""The gifts of the browser's world: one that the UPG asked about, a refusal, one that was seen; and an officer."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import uuid4

from ikrar.gifts.actions import NewGift, ask, record_gift
from ikrar.gifts.models import Gift
from ikrar.gifts.photos import clean
from ikrar.gifts.states import GiftKind, GiverTie
from ikrar.people.models import User
from tests.apps.gifts.steps import make_officer
from tests.cast import Cast
from tests.engines.evidence import samples

DAY = date(2023, 10, 4)


@dataclass(frozen=True)
class Gifts:
    lestari: User
    asked: Gift
    refused: Gift
    seen: Gift
    waiting: Gift


def make_gifts(cast: Cast) -> Gifts:
    lestari = make_officer(cast.top, "198401012009012001", "Lestari")
    asked = _record(cast.ani, GiftKind.RECEIVED, GiverTie.VENDOR, "Parsel buah contoh", photo=True)
    ask(asked, question="Di mana parselnya sekarang?", by=lestari)
    refused = _record(cast.ani, GiftKind.REFUSED, GiverTie.TEAM, "Amplop contoh")
    seen = _record(cast.ani, GiftKind.SEEN, GiverTie.PARTY, "Kaus contoh dibagikan di parkiran")
    waiting = _record(cast.budi, GiftKind.RECEIVED, GiverTie.COLLEAGUE, "Kain batik contoh")
    return Gifts(lestari, asked, refused, seen, waiting)


def _record(by: User, kind: GiftKind, tie: GiverTie, what: str, *, photo: bool = False) -> Gift:
    new = NewGift(
        kind=kind, tie=tie, what=what, on=DAY - timedelta(days=40), estimate=450_000,
        giver="CV Umpama Contoh", place="Loket dua",
    )  # fmt: skip
    picture = clean(samples.jpeg_told(), "foto.jpg") if photo else None
    return record_gift(new, ticket=uuid4(), photo=picture, by=by)
