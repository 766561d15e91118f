"""A message as a page shows it: words beside every code, marks in its text, its length, what its guards found.

In: rows and findings. Out: frozen values for templates. Nothing here decides anything.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ikrar.packs import Pack
from ikrar.packs.messages import Channel as Held
from ikrar.programme.guards import Guard, Where, lengths
from ikrar.programme.models import Message
from ikrar.programme.queries import Judged
from ikrar.programme.queries.moments import phase_of
from ikrar.programme.states import MessageState
from ikrar.web.highlight import Piece, Span, pieces
from ikrar.web.templatetags.ikrar import angka, berbahasa

GUARDS: Final[dict[Guard, str | Promise]] = {
    Guard.NEUTRAL: gettext_lazy("Netral"),
    Guard.PHASE: gettext_lazy("Sesuai tahap"),
    Guard.ACCESSIBLE: gettext_lazy("Dapat diakses"),
    Guard.HARMFUL: gettext_lazy("Tanpa kebencian dan kabar tanpa sumber"),
}
PARTS: Final[dict[Where, str | Promise]] = {
    Where.TITLE: gettext_lazy("judul"),
    Where.TEXT: gettext_lazy("teks"),
    Where.PICTURE: gettext_lazy("teks pengganti gambar"),
    Where.WHOLE: gettext_lazy("seluruh pesan"),
}
UNITS: Final[dict[str, str | Promise]] = {
    "parts": gettext_lazy("bagian SMS"),
    "signs": gettext_lazy("huruf"),
    "words": gettext_lazy("kata"),
    "seconds": gettext_lazy("detik"),
}
MARKS: Final = {
    MessageState.PUBLISHED: "ok", MessageState.HELD: "danger", MessageState.CHECKED: "warn",
    MessageState.APPROVED: "ok",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding with its number in the text."""

    number: int
    judged: Judged
    guard: str | Promise
    part: str | Promise

    @property
    def kind(self) -> str:
        """The mark beside it."""
        if self.judged.overruled:
            return "none"
        return "danger" if self.judged.finding.stops else "warn"


def findings(judged: Iterable[Judged]) -> list[Shown]:
    return [
        Shown(number, one, GUARDS[one.finding.guard], PARTS[one.finding.where])
        for number, one in enumerate(judged, 1)
    ]


def marked(text: str, where: Where, shown: Iterable[Shown]) -> list[Piece]:
    """A part of the message, cut where findings touch it."""
    spans = [
        Span(start, end, one.number, is_soft=one.kind != "danger")
        for one in shown if one.judged.finding.where == where
        for start, end in one.judged.finding.spans
    ]  # fmt: skip
    return pieces(text, spans)


def length(message: Message, pack: Pack | None) -> str:
    """How much of its channel a text uses, in words."""
    held = channel_of(message.channel, pack)
    if held is None:
        return _("%(n)s huruf") % {"n": angka(len(message.text))}
    used = lengths.measured(message.text.strip(), held)
    return _("%(used)s dari %(most)s %(unit)s") % {
        "used": angka(used.used), "most": angka(used.most), "unit": UNITS[used.unit],
    }  # fmt: skip


def channel_of(name: str, pack: Pack | None) -> Held | None:
    rows = pack.messages.channels if pack else ()
    return next((one for one in rows if one.id == name), None)


def room(pack: Pack | None) -> list[tuple[str, str]]:
    """What each channel holds: for who writes."""
    units = {"sms": "parts", "post": "signs", "characters": "signs"}
    rows = pack.messages.channels if pack else ()
    return [
        (berbahasa(one.name), f"{angka(one.most)} {UNITS[units.get(one.measure, one.measure)]}")
        for one in rows
    ]


def phase_name(name: str, pack: Pack | None) -> str:
    phase = phase_of(pack, name) if pack else None
    return berbahasa(phase.name) if phase else name


def mark_of(state: str) -> str:
    return MARKS.get(MessageState(state), "none")


def row(message: Message, pack: Pack | None) -> dict[str, Any]:
    """A message in a list."""
    return {
        "message": message, "kind": mark_of(message.state),
        "phase": phase_name(message.phase, pack),
    }  # fmt: skip
