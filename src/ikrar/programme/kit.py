"""The partner kit: texts, share cards, a media list to fill in and a README, as one ZIP for newsrooms and businesses.

In: published messages. Out: bytes, the same as long as the messages are the same: every file is dated by the newest of them.
To publish is to release here; the kit sends nothing to anybody.
"""

import csv
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from django.conf import settings
from django.urls import reverse

from ikrar.documents.card import KINDS, SHAPES, Card, share_card
from ikrar.errors import NotFound
from ikrar.packs import Pack
from ikrar.people import exports
from ikrar.people.queries import agency_or_none
from ikrar.programme import feeds, kit_words, pictures
from ikrar.programme.models import Message
from ikrar.programme.queries import pack_or_none, phase_of, published

MOST = 60  # messages of a kit, the newest
FORMAT = "1"  # of what a kit holds; another number forgets those that were built
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that a ZIP can name
_PLAIN = re.compile(r"[^a-z0-9]+")

__all__ = ["FORMAT", "KINDS", "MOST", "SHAPES", "build", "card", "name_of"]


def card(message: Message, shape: str, kind: str) -> bytes:
    """One card of a message. NotFound for a shape that there is not."""
    if shape not in SHAPES or kind not in KINDS:
        raise NotFound("There is no such card.")
    return share_card(_card(message, pack_or_none()), shape, kind)


def _card(message: Message, pack: Pack | None) -> Card:
    agency, phase = agency_or_none(), phase_of(pack, message.phase) if pack else None
    year = pack.about.year if pack else ""
    return Card(
        title=message.title, text=message.text, agency=agency.name if agency else "Ikrar",
        series=f"Pemilu Damai {year}".strip(), phase=phase.name.id if phase else "",
        site=settings.SITE_URL.partition("://")[2], language=message.language,
    )  # fmt: skip


def name_of(message: Message) -> str:
    """The name of its files: number and title in plain letters."""
    plain = unicodedata.normalize("NFKD", message.title).encode("ascii", "ignore").decode().lower()
    words = _PLAIN.sub("-", plain).strip("-")[:48].strip("-")
    return f"{message.number.lower()}-{words}" if words else message.number.lower()


def build(pack: Pack, *, phase: str = "") -> bytes:
    """The ZIP of what is published, of one phase or of all."""
    found = list(published(phase=phase)[:MOST])
    at = _moment(found)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in _files(found, pack, phase):
            info = zipfile.ZipInfo(name, at)
            info.external_attr = 0o644 << 16
            # a PNG is packed already
            info.compress_type = (
                zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            )
            package.writestr(info, data)
    return out.getvalue()


def _files(found: Sequence[Message], pack: Pack, phase: str) -> Iterator[tuple[str, bytes]]:
    agency = agency_or_none()
    facts = kit_words.Facts(
        agency=agency.name if agency else "Ikrar", site=settings.SITE_URL, count=len(found),
        election=pack.about.title, phase=named.name if (named := phase_of(pack, phase)) else None,
        until=feeds.updated(found), public=settings.SITE_URL + reverse("public_messages"),
        shapes=tuple(SHAPES),
    )  # fmt: skip
    yield "BACA-DAHULU.md", kit_words.readme(facts).encode()
    yield "README.md", kit_words.readme_en(facts).encode()
    yield "daftar-media.csv", _csv(kit_words.MEDIA)
    yield "daftar-media.xlsx", _dated(b"".join(exports.as_xlsx(kit_words.MEDIA)))
    yield (
        "pesan.json",
        json.dumps([_told(one) for one in found], ensure_ascii=False, indent=1).encode(),
    )
    for message in found:
        name = name_of(message)
        yield f"teks/{name}.txt", _text(message).encode()
        for shape in SHAPES:
            for kind in KINDS:
                yield f"kartu/{name}-{shape}.{kind}", share_card(_card(message, pack), shape, kind)
        if message.has_picture:
            end = pictures.SHOWN[message.picture_type]
            yield f"gambar/{name}.{end}", pictures.read(message.ref, message.picture_sha256)


def _text(message: Message) -> str:
    """A message as plain text: what it says, and below a line what a sender needs to know."""
    where = settings.SITE_URL + reverse("public_message", args=[message.ref])
    lines = [message.title, "", message.text, "", "--"]
    if message.has_picture:
        lines.append(f"Teks pengganti gambar: {message.picture_text}")
    lines += [f"Saluran: {message.get_channel_display()}", f"Sumber: {where}"]
    return "\n".join(lines) + "\n"


def _told(message: Message) -> dict[str, object]:
    at = message.published_at
    return {
        "ref": message.ref.hex, "file": name_of(message), "title": message.title,
        "text": message.text, "channel": message.channel, "phase": message.phase,
        "aim": message.aim, "audience": message.audience, "language": message.language,
        "picture_text": message.picture_text,
        "published_at": at.astimezone(UTC).isoformat() if at else None,
    }  # fmt: skip


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    out = io.StringIO()
    out.write("\ufeff")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def _dated(package: bytes) -> bytes:
    """A sheet whose parts carry one date, so that it is the same each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return out.getvalue()


def _moment(found: Sequence[Message]) -> tuple[int, int, int, int, int, int]:
    at: datetime = feeds.updated(found)
    return (at.year, at.month, at.day, at.hour, at.minute, 0) if at.year >= _EPOCH[0] else _EPOCH
