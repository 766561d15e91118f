"""Erasure: whoever was erased leaves no gift that tells of them, and what is over goes when its time is over.

The row, its days and its entries stay, so that counts and the log stay whole; what was committed to can be told no more.
"""

from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from ikrar.errors import NotPossible
from ikrar.gifts import files, queries
from ikrar.gifts.actions.record import Act
from ikrar.gifts.models import Gift, Refusal
from ikrar.gifts.states import GiftStepKind
from ikrar.people.queries import the_agency, today

# what tells something of a person
TOLD: Final = ("what", "giver", "place", "story", "done", "kept_at", "receipt_number", "kpk_letter")


def erase_gift(gift: Gift) -> Gift:
    """Erase what a gift said, by the system itself. NotPossible before its time."""
    with transaction.atomic():
        act = Act(gift, GiftStepKind.ERASED, by=None)
        if not queries.due_erasures(today(the_agency())).filter(pk=gift.pk).exists():
            raise NotPossible(_("Catatan hadiah ini masih dalam masa simpan."))
        # without the salts nobody can tell any more what the entries committed to
        gift.steps.update(facts={}, words="", salt=None)
        Refusal.objects.filter(gift=gift).update(disclosure={}, salt=b"", person_salt=b"")
        blank = dict.fromkeys(TOLD, "")
        act.change(gift, **blank, estimate=None, photo_sha256="", photo_type="", erased_at=act.at)
        _end_clocks(act)
        act.done()
    files.remove(files.place_of(gift.ref))
    return gift


def _end_clocks(act: Act) -> None:
    for clock in act.gift.clocks.filter(met_on=None, ended_on=None):
        act.change(clock, ended_on=act.today)
