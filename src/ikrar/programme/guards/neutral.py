"""Neutral: takes no side in words, names all contestants equally or none, shows no number, colour set or gesture.

The screening reads each part; its judgement must stay the same with every other listed name in a name's place.
"""

from collections.abc import Iterator
from typing import Final

from ikrar.packs import Pack
from ikrar.packs.model import Text
from ikrar.programme.guards import naming, screened, signs
from ikrar.programme.guards.draft import NOTE, STOP, Draft, Finding, Guard, Where
from ikrar.screening import audit
from ikrar.screening.labels import Label

SIDES: Final = (Label.PARTISAN_SUPPORT, Label.PARTISAN_ATTACK)
CONTESTING: Final = ("name", "party", "camp")
_SWAPS: Final = 3  # other names that are tried in the place of each


def check(draft: Draft, *, pack: Pack) -> Iterator[Finding]:
    """Every reason why a draft may be read as taking a side."""
    for one in screened.read(draft, pack):
        if one[1]["label"] in SIDES:
            yield screened.finding(Guard.NEUTRAL, one, weight=STOP)
    yield from _swapped(draft, pack)
    for where, text in draft.parts():
        yield from _named(where, text, pack)
        yield from _numbered(where, text, pack)
        yield from _coloured(where, text, pack)
        yield from _gestured(where, text, pack)


def _swapped(draft: Draft, pack: Pack) -> Iterator[Finding]:
    """Nothing, as long as the judge is neutral: it is asked again on every text, since trust is no proof."""
    texts = [text for _where, text in draft.parts()]
    changed = audit.swaps(texts, pack=pack, limit=_SWAPS, unlisted=()).changed
    if not any(changed[kind] for kind in CONTESTING):
        return
    yield Finding(
        Guard.NEUTRAL, "netral/tukar", STOP,
        Text("Penilaian mesin berubah bila nama dalam teks ini ditukar dengan nama lain.", "The engine's judgement changes when a name in this text is swapped for another."),
        Text("Tulis tanpa nama, dan beri tahu administrator: ini cacat penyaringan.", "Write it without names, and tell the administrator: this is a fault of the screening."),
    )  # fmt: skip


def _named(where: Where, text: str, pack: Pack) -> Iterator[Finding]:
    mentions = naming.named(text, pack)
    places = tuple((one.start, one.end) for one in mentions)
    if not naming.are_equal(mentions, pack):
        yield Finding(
            Guard.NEUTRAL, f"netral/nama/{where}", STOP,
            Text("Sebagian peserta pemilu disebut dan yang lain tidak, atau tidak sama banyak.", "Some contestants are named and others are not, or not as often."),
            Text("Jangan menyebut satu pun, atau sebut semuanya dengan cara dan jumlah yang sama, menurut nomor urut.", "Name none, or name all in the same way and as often, in ballot order."),
            where, places,
        )  # fmt: skip
    elif not naming.in_order(mentions, pack):
        yield Finding(
            Guard.NEUTRAL, f"netral/urutan/{where}", NOTE,
            Text("Peserta tidak disebut menurut nomor urut.", "Contestants are not named in ballot order."),
            Text("Urutkan menurut nomor urut, agar tidak ada yang tampak didahulukan.", "Put them in ballot order, so that none seems to come first."),
            where, places,
        )  # fmt: skip


def _numbered(where: Where, text: str, pack: Pack) -> Iterator[Finding]:
    found = signs.numbers(text, pack)
    if not signs.are_equal(found, pack):
        yield Finding(
            Guard.NEUTRAL, f"netral/nomor/{where}", STOP,
            Text("Ada angka yang terbaca sebagai nomor urut peserta.", "A number reads as a contestant's number on the ballot."),
            Text("Hapus angkanya, tulis apa yang dihitung (misalnya “TPS 2”), atau sebut semua nomor urut dengan cara yang sama.", "Leave the number out, say what it counts (such as “TPS 2”), or name all ballot numbers alike."),
            where, tuple(one.place for one in found),
        )  # fmt: skip


def _coloured(where: Where, text: str, pack: Pack) -> Iterator[Finding]:
    places = signs.colours(text, pack.messages.colours)
    if places:
        yield Finding(
            Guard.NEUTRAL, f"netral/warna/{where}", STOP,
            Text("Dua warna yang berdampingan dapat dibaca sebagai warna partai.", "Two colours side by side may be read as a party's."),
            Text("Hapus salah satunya, atau pakai warna instansi. Merah putih bendera dan warna surat suara tidak dihentikan.", "Leave one out, or use the agency's own. The flag's red and white and the colours of ballot papers are not stopped."),
            where, tuple(places),
        )  # fmt: skip


def _gestured(where: Where, text: str, pack: Pack) -> Iterator[Finding]:
    for sign, places in signs.gestures(text, pack):
        yield Finding(
            Guard.NEUTRAL, f"netral/{sign.id}/{where}", sign.kind,
            Text(f"Menyebut atau menampilkan {sign.name.id}, yang dapat dibaca sebagai tanda dukungan.", f"Names or shows {sign.name.en}, which may be read as a sign of support."),
            Text("Ganti dengan kepalan tangan atau tangan di dada, atau hapus.", "Put a closed fist or a hand on the chest in its place, or leave it out."),
            where, places,
        )  # fmt: skip
