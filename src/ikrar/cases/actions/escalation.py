"""A duty that was missed is taken to the superior of whoever has it (PP 94/2021, article 26), once.

The letter names the number of the case and nothing of it. Nobody who is excluded or reported gets one, unless a
handler named them as the superior to be told.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikrar.cases import law
from ikrar.cases.actions.record import Act
from ikrar.cases.models import Case, Deadline
from ikrar.cases.policies import is_excluded
from ikrar.cases.states import StepKind
from ikrar.people.actions import queue_mail
from ikrar.people.models import Employee, Role, User
from ikrar.people.policies import has_role
from ikrar.people.states import RoleName


@transaction.atomic
def escalate(deadline: Deadline) -> bool:
    """Take one overdue duty to whom it concerns; False where another worker was faster."""
    rows = Deadline.objects.filter(
        pk=deadline.pk, escalated_at=None, met_on=None, ended_on=None, duty_of__in=law.OURS
    )
    at = timezone.now().replace(microsecond=0)
    if rows.update(escalated_at=at) != 1:
        return False
    case = deadline.case
    act = Act(case, StepKind.ESCALATED, by=None)
    act.change(deadline, escalated_at=at)
    for employee in _told(case, deadline):
        queue_mail(
            key=f"case-escalation-{deadline.pk}-{employee.pk}", employee=employee,
            to=employee.email, subject=_("Tenggat perkara %(number)s terlewati")
            % {"number": case.number},
            body=_(
                "Satu kewajiban dalam perkara %(number)s melewati tenggatnya pada %(due)s."
                " Hubungi satuan tugas netralitas. Surat ini tidak memuat isi perkara."
            )
            % {"number": case.number, "due": deadline.due.isoformat()},
        )  # fmt: skip
    act.done()
    return True


def _told(case: Case, deadline: Deadline) -> list[Employee]:
    """The superior's superior where one was named, or else the deciding officials; for these, the inspectorate."""
    if deadline.duty_of == law.SUPERIOR and case.superior_above is not None:
        return [case.superior_above] if case.superior_above.email else []
    late_decider = deadline.duty_of == law.PPK
    name = RoleName.INSPECTOR if late_decider else RoleName.DECIDER
    ids = Role.objects.filter(name=name).values("user")
    users = User.objects.filter(pk__in=ids, is_active=True).exclude(employee=None)
    return [
        user.employee
        for user in users.select_related("employee__unit").order_by("pk")
        if user.employee is not None
        and user.employee.email
        and has_role(user, name, unit=case.unit)
        and not is_excluded(case, user)
    ]
