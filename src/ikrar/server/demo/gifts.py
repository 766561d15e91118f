"""The demo's gifts: a parcel that came, an envelope that was refused, shirts that were seen. All of it is made up."""

from datetime import date
from uuid import uuid4

from ikrar.gifts.actions import NewGift, ask, record_gift
from ikrar.gifts.states import GiftKind, GiverTie
from ikrar.people.models import User

_TOLD = (
    (
        "sari",
        NewGift(
            kind=GiftKind.RECEIVED, tie=GiverTie.VENDOR, what="Parsel buah contoh, ditinggal kurir",
            on=date(2023, 9, 12), estimate=450_000, giver="CV Umpama Contoh", place="Loket dua",
            done="Disimpan di lemari tata usaha", kept_at="Lemari tata usaha",
        ),
    ),
    (
        "ani",
        NewGift(
            kind=GiftKind.REFUSED, tie=GiverTie.TEAM, what="Amplop contoh, tidak dibuka",
            on=date(2023, 10, 2), place="Halaman kantor", done="Ditolak di tempat",
        ),
    ),
    (
        "ani",
        NewGift(
            kind=GiftKind.SEEN, tie=GiverTie.PARTY, what="Kaus contoh dibagikan di parkiran",
            on=date(2023, 10, 3), place="Parkiran belakang",
        ),
    ),
)  # fmt: skip


def record(accounts: dict[str, User]) -> None:
    """Three gifts; about the first the UPG has asked."""
    made = [record_gift(new, ticket=uuid4(), by=accounts[who]) for who, new in _TOLD]
    ask(
        made[0],
        question="Apakah parsel masih layak dan siapa yang menerimanya?",
        by=accounts["lestari"],
    )
