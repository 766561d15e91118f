"""Retention: when its time is over, a case's content goes; number, history and the log stay whole."""

from datetime import date
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from ikrar.cases import files, law
from ikrar.cases.actions.record import Act
from ikrar.cases.models import Case, CustodyEvent, Item, Step, Subject, Verdict
from ikrar.cases.policies import check_can_erase
from ikrar.cases.states import ItemState, StepKind
from ikrar.errors import NotPossible
from ikrar.packs.years import years_from
from ikrar.people.policies import Actor
from ikrar.vault import actions as vault
from ikrar.vault.shelves import take_away


def keep_until(case: Case) -> date | None:
    """The day from which an ended case may be erased, by the period of its pack."""
    if case.closed_on is None:
        return None
    return years_from(case.closed_on, law.load(case.pack).retention.case_years)


@transaction.atomic
def erase_case(case: Case, *, by: Actor) -> Case:
    """Destroy the key, and with it every text; forget who was reported, and what the history said of it."""
    check_can_erase(case, by=by)
    act = Act(case, StepKind.ERASED, by=by)
    until = keep_until(case)
    if until is None or act.today < until:
        raise NotPossible(_("Isi perkara ini disimpan sampai %(day)s.") % {"day": until})
    vault.erase_box(case.box)
    Subject.objects.filter(case=case).update(employee=None, sealed=b"")
    case.texts.update(sealed=b"")
    case.referrals.update(sealed=b"")
    case.touches.all().delete()
    case.team.all().delete()
    Verdict.objects.filter(case=case).update(sealed=b"")
    own = Item.objects.filter(case=case, path__startswith=files.OWN_PLACES).values_list(
        "path", flat=True
    )
    transaction.on_commit(partial(take_away, list(own)))
    Item.objects.filter(case=case).update(sealed=b"", state=ItemState.ERASED)
    # without the salts nobody can tell any more what the entries committed to
    Step.objects.filter(case=case).update(facts={}, salt=None)
    CustodyEvent.objects.filter(item__case=case).update(salt=None)
    act.change(case, erased_at=act.at, superior=None, superior_above=None, barred=b"")
    act.done()
    return case
