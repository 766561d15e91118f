"""A gift as pages show it: its clocks counted down, the limits that hold, its value in words. Reads; writes nothing."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ikrar.gifts import law
from ikrar.gifts.models import Gift, GiftClock
from ikrar.packs.clocks import Due
from ikrar.packs.law import Step
from ikrar.web.norms import basis
from ikrar.web.templatetags.ikrar import angka, berbahasa

SOON = 5  # working days left from which a clock is marked


@dataclass(frozen=True)
class Counted:
    """A clock with its count-down."""

    row: GiftClock
    today: date

    @cached_property
    def _due(self) -> Due:
        pack = law.load(self.row.gift.pack)
        return law.count(pack, law.restored(self.row.clock), self.row.since)

    @cached_property
    def _step(self) -> Step | None:
        return law.step_named(law.load(self.row.gift.pack), self.row.step)

    @property
    def does(self) -> str:
        """The step in the pack's words."""
        return berbahasa(self._step.does) if self._step else self.row.step

    @property
    def norm(self) -> str:
        """The norm behind it, with a word on how sure the pack is."""
        pack, step = law.load(self.row.gift.pack), self._step
        return basis(pack.norm_of(step), step.confidence) if step else ""

    @property
    def since(self) -> str:
        """From what it is counted, in the pack's words."""
        return berbahasa(law.restored(self.row.clock).since)

    @property
    def days(self) -> int:
        return int(self.row.clock["days"])

    @property
    def skipped(self):  # type: ignore[no-untyped-def]  # noqa: ANN201  days off, as the pack tells them
        """The days on the way that did not count, week-ends apart."""
        return [one for one in self._due.skipped if one.day.weekday() < 5]

    @property
    def is_late(self) -> bool:
        return self.row.due < (self.row.met_on or self.row.ended_on or self.today)

    @cached_property
    def left(self) -> int:
        """Working days to the day that the row says, whatever the pack would say today."""
        return law.load(self.row.gift.pack).workdays().between(self.today, self.row.due)

    @property
    def kind(self) -> str:
        """The mark: danger, warn or none."""
        if not self.row.is_open:
            return "danger" if self.row.met_on and self.is_late else "none"
        if self.is_late:
            return "danger"
        return "warn" if self.left <= SOON else "none"

    @property
    def words(self) -> str:
        """The count-down in words."""
        if self.row.met_on:
            return _("dipenuhi terlambat") if self.is_late else _("dipenuhi")
        if self.row.ended_on:
            return _("tidak berjalan lagi")
        if self.row.due == self.today:
            return _("hari ini")
        return self._late() if self.is_late else self._remaining()

    def _remaining(self) -> str:
        text = ngettext("%(n)s hari kerja lagi", "%(n)s hari kerja lagi", self.left)
        return text % {"n": angka(self.left)}

    def _late(self) -> str:
        text = ngettext(
            "terlambat %(n)s hari kerja", "terlambat %(n)s hari kerja", max(-self.left, 1)
        )
        return text % {"n": angka(max(-self.left, 1))}


@dataclass(frozen=True, slots=True)
class ShownNorm:
    """A norm with how sure the pack is of it."""

    citation: str
    text: str
    confidence: str
    valid_from: date | None
    valid_until: date | None


def norms(pack_name: str, on: date) -> list[ShownNorm]:
    """The limits in rupiah and the duty to report as they held on a day, for gifts that are not political."""
    pack = law.load(pack_name)
    return [
        ShownNorm(
            norm.citation, berbahasa(norm.text), berbahasa(law.confidence(pack, norm)),
            norm.valid_from, norm.valid_until,
        )
        for norm in law.norms_on(pack, on)
    ]  # fmt: skip


def rupiah(gift: Gift) -> str:
    """What it is worth, in words."""
    if gift.estimate is None:
        return _("tidak diketahui")
    return f"Rp{angka(gift.estimate)}"
