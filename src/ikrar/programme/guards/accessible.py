"""For everybody: a picture says what it shows, a text fits its channel, and a screen reader can read it aloud."""

import re
from collections.abc import Iterator
from typing import Final

from ikrar.packs import Pack
from ikrar.packs.messages import Channel
from ikrar.packs.model import Text
from ikrar.programme.guards import lengths
from ikrar.programme.guards.draft import NOTE, STOP, Draft, Finding, Guard, Where

SHORTEST_PICTURE_TEXT: Final = 12
LONGEST_PICTURE_TEXT: Final = 300
_EMOJI: Final = re.compile(r"[\u2600-\u27bf\U0001f300-\U0001faff]")
_MOST_EMOJI: Final = 4
_READ: Final = ("id", "en")
_SHOUTED: Final = re.compile(r"(?:\b[A-Z]{3,}\b[\s,.!?]*){6,}")
_TAG: Final = re.compile(r"#[a-z0-9]{14,}\b")
_FILE_NAME: Final = re.compile(r"\S+\.(?:jpe?g|png|webp|heic|gif)", re.IGNORECASE)
_SAYS_NOTHING: Final = frozenset(
    ("gambar", "foto", "poster", "ilustrasi", "image", "picture", "logo", "infografis")
)
_UNITS: Final = {
    "parts": Text("bagian SMS", "SMS parts"),
    "signs": Text("huruf dan tanda", "signs"),
    "words": Text("kata", "words"),
    "seconds": Text("detik", "seconds"),
}


def check(draft: Draft, *, pack: Pack) -> Iterator[Finding]:
    """Whatever keeps some people from a message."""
    if not draft.text.strip():
        yield _found(
            "kosong", STOP,
            Text("Pesan ini belum ada teksnya.", "This message has no text yet."),
            Text("Tulis teksnya; gambar saja tidak terbaca oleh semua orang.", "Write the text; a picture alone cannot be read by everybody."),
        )  # fmt: skip
    channel = next((one for one in pack.messages.channels if one.id == draft.channel), None)
    if channel:
        yield from _length(draft, channel)
    if draft.language not in _READ:
        yield _found(
            "bahasa", NOTE,
            Text("Penjaga hanya membaca bahasa Indonesia dan sedikit bahasa Inggris.", "The guards read Indonesian and a little English."),
            Text("Minta penutur bahasa ini membacanya sebelum disetujui.", "Have a speaker of this language read it before it is approved."),
        )  # fmt: skip
    yield from _picture(draft)
    yield from _aloud(draft.text)


def _found(
    name: str, weight: str, said: Text, change: Text, spans: tuple[tuple[int, int], ...] = ()
) -> Finding:
    where = Where.PICTURE if name.startswith("gambar") else Where.TEXT
    return Finding(Guard.ACCESSIBLE, f"akses/{name}", weight, said, change, where, spans)


def _length(draft: Draft, channel: Channel) -> Iterator[Finding]:
    length = lengths.measured(draft.text.strip(), channel)
    unit = _UNITS[length.unit]
    if length.is_over:
        yield _found(
            "panjang", STOP,
            Text(f"Terlalu panjang untuk {channel.name.id}: {length.used} {unit.id}, batasnya {length.most}.", f"Too long for {channel.name.en}: {length.used} {unit.en}, of {length.most}."),
            Text("Ringkas, atau pilih saluran lain.", "Shorten it, or choose another channel."),
        )  # fmt: skip
    odd = lengths.odd_signs(draft.text) if channel.measure == "sms" else ""
    if odd:
        shown = " ".join(odd[:6])
        yield _found(
            "tanda-sms", NOTE,
            Text(f"Tanda di luar abjad SMS membuat pesan lebih mahal dan lebih pendek: {shown}", f"Signs outside the SMS alphabet make the message dearer and shorter: {shown}"),
            Text('Ganti dengan tanda biasa, misalnya - untuk – dan " untuk “.', 'Use plain signs, such as - for – and " for “.'),
        )  # fmt: skip


def _picture(draft: Draft) -> Iterator[Finding]:
    text = draft.picture_text.strip()
    if not draft.has_picture:
        return
    if not text:
        yield _found(
            "gambar-tanpa-teks", STOP,
            Text("Gambar ini belum punya teks pengganti.", "This picture has no text in its place."),
            Text("Tulis apa yang tampak dan semua kata di dalamnya, bagi orang yang tidak melihat gambar.", "Write what it shows and every word in it, for people who do not see pictures."),
        )  # fmt: skip
    elif (
        len(text) < SHORTEST_PICTURE_TEXT
        or text.casefold() in _SAYS_NOTHING
        or _FILE_NAME.fullmatch(text)
    ):
        yield _found(
            "gambar-teks-kosong", STOP,
            Text("Teks pengganti gambar tidak mengatakan apa yang tampak.", "The text in the picture's place does not say what it shows."),
            Text("Tulis satu kalimat: siapa atau apa yang tampak, dan kata di dalam gambar.", "Write a sentence: who or what is shown, and the words in the picture."),
        )  # fmt: skip
    elif len(text) > LONGEST_PICTURE_TEXT:
        yield _found(
            "gambar-teks-panjang", NOTE,
            Text(f"Teks pengganti gambar panjang: {len(text)} huruf.", f"The text in the picture's place is long: {len(text)} letters."),
            Text("Pindahkan sebagian ke teks pesan.", "Move some of it into the message."),
        )  # fmt: skip


def _aloud(text: str) -> Iterator[Finding]:
    """What a screen reader stumbles over."""
    emoji = [found.span() for found in _EMOJI.finditer(text)]
    if len(emoji) > _MOST_EMOJI:
        yield _found(
            "emoji", NOTE,
            Text(f"Ada {len(emoji)} emoji; pembaca layar membacakan semuanya.", f"There are {len(emoji)} emoji; a screen reader reads all of them aloud."),
            Text(f"Sisakan paling banyak {_MOST_EMOJI}.", f"Leave {_MOST_EMOJI} at most."), tuple(emoji),
        )  # fmt: skip
    shouted = tuple(found.span() for found in _SHOUTED.finditer(text))
    if shouted:
        yield _found(
            "huruf-besar", NOTE,
            Text("Kalimat dengan huruf besar semua sulit dibaca.", "Sentences all in capitals are hard to read."),
            Text("Pakai huruf besar hanya di awal kalimat.", "Use capitals only where a sentence begins."), shouted,
        )  # fmt: skip
    tags = tuple(found.span() for found in _TAG.finditer(text))
    if tags:
        yield _found(
            "tagar", NOTE,
            Text("Tagar panjang dengan huruf kecil semua tidak terbaca kata demi kata.", "A long hashtag in small letters cannot be read word by word."),
            Text("Mulai tiap kata dengan huruf besar, misalnya #PemiluDamai.", "Begin each word with a capital, such as #PemiluDamai."), tags,
        )  # fmt: skip
