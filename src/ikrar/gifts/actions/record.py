"""One act of a gift: rows are written, one step tells which fields, one entry of the internal log commits to it.

Every action makes an `Act`, writes through it and closes it with `done`, in one transaction: where the log cannot be
written, nothing was.
"""

import secrets
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ikrar.cases.actions.record import Writing, log
from ikrar.errors import InputError, NotPossible
from ikrar.gifts.models import Gift, GiftStep
from ikrar.gifts.states import GiftState, GiftStepKind
from ikrar.people.policies import Actor
from ikrar.tlog import entry

LONGEST = 4_000
CHANGED = gettext_lazy("Catatan hadiah ini baru saja berubah. Muat ulang halaman.")


class Act(Writing):
    """What one action writes about one gift."""

    def __init__(self, gift: Gift, kind: GiftStepKind, *, words: str = "", by: Actor) -> None:
        super().__init__(by)
        self.gift, self.kind, self.words = gift, kind, words
        if gift.pk is not None:
            self._hold()

    def _hold(self) -> None:
        """Lock the gift, so that its acts happen one after another."""
        rows = Gift.objects.select_for_update(no_key=True).filter(pk=self.gift.pk)
        if rows.values_list("state", flat=True).first() != self.gift.state:
            raise NotPossible(str(CHANGED))

    def move(self, to: GiftState, **fields: Any) -> None:
        """Take the gift to another state."""
        self.advance(self.gift, to, changed=CHANGED, **fields)

    def done(self) -> GiftStep:
        """Write the step and its entry."""
        return log(
            GiftStep(
                gift=self.gift, kind=self.kind, on=self.today, words=self.words, facts=self.facts,
                at=self.at, by=self.by, salt=secrets.token_bytes(entry.SALT_BYTES),
            )
        )  # fmt: skip


def said(words: str, *, least: int = 3) -> str:
    """Words of a question, an answer or a reason."""
    words = words.replace("\0", "").strip()
    if not least <= len(words) <= LONGEST:
        raise InputError(
            _("Tulis dalam %(least)s sampai %(most)s huruf.") % {"least": least, "most": LONGEST}
        )
    return words
