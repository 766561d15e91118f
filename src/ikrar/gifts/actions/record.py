"""One act of a gift: rows are written, one step tells which fields, one entry of the internal log commits to it.

Every action makes an `Act`, writes through it and closes it with `done`, in one transaction: where the log cannot be
written, nothing was.
"""

import secrets
from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ikrar.cases.actions.record import log
from ikrar.cases.facts import name_of, told
from ikrar.errors import InputError, NotPossible
from ikrar.gifts.models import Gift, GiftStep
from ikrar.gifts.states import GiftState, GiftStepKind
from ikrar.people.models import User
from ikrar.people.policies import Actor
from ikrar.people.queries import the_agency, today
from ikrar.tlog import entry

LONGEST = 4_000
CHANGED = gettext_lazy("Catatan hadiah ini baru saja berubah. Muat ulang halaman.")
Row = TypeVar("Row", bound=models.Model)


class Act:
    """What one action writes about one gift."""

    def __init__(self, gift: Gift, kind: GiftStepKind, *, words: str = "", by: Actor) -> None:
        self.gift, self.kind, self.words = gift, kind, words
        self.by = by if isinstance(by, User) else None
        self.at = timezone.now().replace(microsecond=0)
        self.today = today(the_agency())
        self.facts: dict[str, dict[str, Any]] = {}
        if gift.pk is not None:
            self._hold()

    def _hold(self) -> None:
        """Lock the gift, so that its acts happen one after another."""
        rows = Gift.objects.select_for_update(no_key=True).filter(pk=self.gift.pk)
        if rows.values_list("state", flat=True).first() != self.gift.state:
            raise NotPossible(str(CHANGED))

    def add(self, row: Row) -> Row:
        """Write a new row."""
        row.save(force_insert=True)
        self._tell(row, row.LOGGED)  # type: ignore[attr-defined]
        return row

    def change(self, row: models.Model, **fields: Any) -> None:
        """Write some fields of a row that is there."""
        for name, value in fields.items():
            setattr(row, name, value)
        row.save(update_fields=list(fields))
        self._tell(row, [name for name in fields if name in row.LOGGED])  # type: ignore[attr-defined]

    def move(self, to: GiftState, **fields: Any) -> None:
        """Take the gift to another state, if nobody was faster."""
        rows = Gift.objects.filter(pk=self.gift.pk, state=self.gift.state)
        if rows.update(state=to, **fields) != 1:
            raise NotPossible(str(CHANGED))
        for name, value in {"state": to, **fields}.items():
            setattr(self.gift, name, value)
        self._tell(self.gift, ["state", *fields])

    def done(self) -> GiftStep:
        """Write the step and its entry."""
        return log(
            GiftStep(
                gift=self.gift, kind=self.kind, on=self.today, words=self.words, facts=self.facts,
                at=self.at, by=self.by, salt=secrets.token_bytes(entry.SALT_BYTES),
            )
        )  # fmt: skip

    def _tell(self, row: models.Model, fields: Iterable[str]) -> None:
        self.facts.setdefault(name_of(row), {}).update(told(row, fields))


def said(words: str, *, least: int = 3) -> str:
    """Words of a question, an answer or a reason."""
    words = words.replace("\0", "").strip()
    if not least <= len(words) <= LONGEST:
        raise InputError(
            _("Tulis dalam %(least)s sampai %(most)s huruf.") % {"least": least, "most": LONGEST}
        )
    return words
