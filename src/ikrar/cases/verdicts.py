"""What the verdicts of a case say together: the latest of each kind, and whether an act was punished already."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from ikrar.cases.models import Case, Decision, Verdict
from ikrar.cases.states import Outcome


def latest(case: Case) -> dict[str, Verdict]:
    """The answer that counts for each question that was answered."""
    return {verdict.kind: verdict for verdict in case.verdicts.order_by("pk")}


def double_penalty(case: Case, breaches: Iterable[Verdict]) -> bool:
    """Whether a decision that stands already punishes one of these acts of one of these people."""
    people = case.subjects.exclude(employee=None).values("employee")
    same = Q(pk__in=[])
    for verdict in breaches:
        same |= Q(form=verdict.form, act_on=verdict.act_on)
    later = Verdict.objects.filter(
        case=OuterRef("case"), kind=OuterRef("kind"), pk__gt=OuterRef("pk")
    )
    others = Verdict.objects.filter(~Exists(later), same, outcome=Outcome.BREACH).exclude(case=case)
    standing = Decision.objects.filter(
        annulled_on=None, case__in=others.values("case"), case__subjects__employee__in=people
    )
    return standing.exists()
