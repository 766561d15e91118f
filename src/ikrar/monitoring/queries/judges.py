"""Which judge sits, and which were proposed."""

from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ikrar.errors import NotFound
from ikrar.monitoring.judging import Sitting, sit
from ikrar.monitoring.models import Judge
from ikrar.monitoring.states import JudgeState
from ikrar.packs import available
from ikrar.people.queries import the_agency


def active() -> Judge | None:
    """The judge that was switched on; None: the agency's pack and the weights that ship."""
    return Judge.objects.filter(state=JudgeState.ACTIVE).first()


def sitting() -> Sitting:
    """What screens the conversation now."""
    judge = active()
    return sit(judge.pack, judge.weights) if judge else sit(the_agency().pack)


def proposals() -> QuerySet[Judge]:
    """Every proposal, the newest first."""
    return Judge.objects.select_related("proposed_by", "decided_by")


def judge_by_ref(ref: UUID) -> Judge:
    """A proposal. NotFound where there is none."""
    found = proposals().filter(ref=ref).first()
    if found is None:
        raise NotFound(_("Usulan ini tidak ada."))
    return found


def next_proposal() -> Judge | None:
    """The proposal to compare."""
    return Judge.objects.filter(state=JudgeState.WAITING).order_by("id").first()


def packs() -> list[str]:
    """Names of the packs that can be proposed."""
    return [one.name for one in available(settings.IKRAR_PACK_DIRS)]
