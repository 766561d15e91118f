"""A case as it stands before one person: their part in it, its hearing, decision and clocks. Pages and forms ask this.

In: a case that the person may see. Out: values that are read once a request. Writes nothing, opens nothing sealed.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ikrar.cases import law, policies
from ikrar.cases.models import Assignment, Case, Deadline, Decision, Hearing, Remedy, Verdict
from ikrar.cases.states import OPEN, CaseState, TextKind
from ikrar.errors import NotAllowed, NotFound
from ikrar.packs.clocks import CALENDAR, Due
from ikrar.packs.pack import Pack
from ikrar.people.models import User
from ikrar.people.queries import the_agency, today
from ikrar.people.states import RoleName
from ikrar.vault.models import BoxKey
from ikrar.web.norms import basis
from ikrar.web.templatetags.ikrar import angka, berbahasa

SOON = 3  # days left from which a clock is marked
_DUTIES = {
    law.PPK: "PPK",
    "-": gettext_lazy("tidak ada; berjalan sendiri"),
    law.REPORTED: gettext_lazy("terlapor"),
}


class Now:
    """What may be done depends on this."""

    def __init__(self, case: Case, user: User) -> None:
        self.case, self.user = case, user
        self.today = today(the_agency())
        self.state = CaseState(case.state)

    @cached_property
    def pack(self) -> Pack:
        return law.load(self.case.pack)

    @cached_property
    def handles(self) -> bool:
        return self._has(policies.HANDLE)

    @cached_property
    def decides(self) -> bool:
        return self._has(policies.DECIDE)

    def _has(self, roles: Collection[str]) -> bool:
        try:
            policies.check_can_act(self.case, states=tuple(CaseState), roles=roles, by=self.user)
        except (NotAllowed, NotFound):
            return False
        return True

    def may(self, roles: Collection[str]) -> bool:
        """Whether one of these roles is this person's in this case."""
        handling = self.handles and bool({*roles} & {*policies.HANDLE})
        return handling or (RoleName.DECIDER in roles and self.decides)

    @cached_property
    def has_key(self) -> bool:
        rows = BoxKey.objects.filter(box=self.case.box_id, holder__user=self.user)
        return rows.filter(holder__retired_at=None).exists()

    @cached_property
    def assignments(self) -> list[Assignment]:
        return list(self.case.assignments.select_related("user__employee"))

    @property
    def may_add_evidence(self) -> bool:
        """What `check_can_add_evidence` says, of what was read already."""
        mine = (one for one in self.assignments if one.user_id == self.user.pk)
        return self.state in OPEN and self.handles and any(one.ended_at is None for one in mine)

    @cached_property
    def hearings(self) -> list[Hearing]:
        return list(self.case.hearings.all())

    @property
    def ahead(self) -> Hearing | None:
        """The hearing that was called and is not over."""
        last = self.hearings[-1] if self.hearings else None
        return last if last and last.held_on is None and last.missed_on is None else None

    @property
    def is_hearing_day(self) -> bool:
        return self.ahead is not None and self.ahead.on <= self.today

    @cached_property
    def is_heard(self) -> bool:
        """Whether the reported person has replied, or stayed away twice."""
        if self.case.texts.filter(kind=TextKind.REPLY).exists():
            return True
        last = self.hearings[-1] if self.hearings else None
        return last is not None and last.round == 2 and last.missed_on is not None

    @cached_property
    def verdicts(self) -> dict[str, Verdict]:
        """The answer that counts for each question that was answered."""
        rows = self.case.verdicts.select_related("by__employee").order_by("pk")
        return {verdict.kind: verdict for verdict in rows}

    @cached_property
    def decisions(self) -> list[Decision]:
        return list(self.case.decisions.select_related("decided_by__employee"))

    @property
    def decision(self) -> Decision | None:
        """The one that stands."""
        return next((one for one in self.decisions if one.annulled_on is None), None)

    @cached_property
    def remedies(self) -> list[Remedy]:
        return list(self.case.remedies.all())

    @property
    def remedy(self) -> Remedy | None:
        """The objection or appeal that waits for an answer."""
        return next((one for one in self.remedies if one.answered_on is None), None)

    @cached_property
    def clocks(self) -> "list[Counted]":
        """The case's clocks, the first to run out first."""
        rows = list(self.case.deadlines.select_related("referral"))
        for row in rows:
            row.case = self.case
        return [Counted(row, self.today) for row in rows]

    def due(self, step: str) -> date | None:
        """When a running clock of the discipline procedure runs out."""
        name = f"{law.DISCIPLINE}/{step}"
        rows = (one.row for one in self.clocks if one.row.is_open and one.row.step == name)
        return next((row.due for row in rows), None)

    @property
    def due_of_decider(self) -> date | None:
        """When the deciding official's clock runs out, where it runs."""
        rows = (one.row for one in self.clocks if one.row.is_open)
        return next((row.due for row in rows if row.duty_of == law.PPK), None)


@dataclass(frozen=True)
class Counted:
    """A clock with its count-down."""

    row: Deadline
    today: date

    @cached_property
    def _due(self) -> Due:
        pack = law.load(self.row.case.pack)
        return law.due(pack, law.restored(self.row.clock), self.row.since, self.row.pauses)

    @property
    def does(self) -> str:
        """The step in the pack's words."""
        steps = law.clocked(law.load(self.row.case.pack), self.row.case.route)
        found = steps.get(self.row.step)
        return berbahasa(found.does) if found else self.row.step

    @property
    def norm(self) -> str:
        """The norm behind it, with a word on how sure the pack is."""
        pack = law.load(self.row.case.pack)
        found = law.clocked(pack, self.row.case.route).get(self.row.step)
        return basis(pack.norm_of(found), found.confidence) if found else ""

    @property
    def duty(self) -> str:
        return str(_DUTIES.get(self.row.duty_of, self.row.duty_of))

    @property
    def since(self) -> str:
        """From what it is counted, in the pack's words."""
        return berbahasa(law.restored(self.row.clock).since)

    @property
    def is_calendar(self) -> bool:
        return bool(self.row.clock["kind"] == CALENDAR)

    @property
    def skipped(self):  # type: ignore[no-untyped-def]  # noqa: ANN201  days off, as the pack tells them
        """The days on the way that did not count, week-ends apart."""
        return [one for one in self._due.skipped if one.day.weekday() < 5]

    @property
    def weekend_days(self) -> int:
        return len(self._due.skipped) - len(self.skipped)

    @property
    def falls_on(self):  # type: ignore[no-untyped-def]  # noqa: ANN201  a day off
        return self._due.falls_on

    @property
    def pauses(self) -> list[tuple[date, date]]:
        return [(date.fromisoformat(a), date.fromisoformat(b)) for a, b in self.row.pauses]

    @cached_property
    def left(self) -> int:
        return self._due.left(self.today)

    @property
    def is_unused(self) -> bool:
        """A right of the reported whose time is over: nobody's delay."""
        return self.row.is_open and self.left < 0 and self.row.duty_of == law.REPORTED

    @property
    def kind(self) -> str:
        """The mark: danger, warn or none."""
        if not self.row.is_open:
            return "danger" if self.row.met_on and self.row.is_missed(self.today) else "none"
        if self.left < 0:
            return "none" if self.is_unused else "danger"
        return "warn" if self.left <= SOON else "none"

    @property
    def words(self) -> str:
        """The count-down in words."""
        if self.row.met_on:
            late = self.row.is_missed(self.today)
            return _("dipenuhi terlambat") if late else _("dipenuhi")
        if self.row.ended_on:
            return _("tidak berjalan lagi")
        if self.left == 0:
            return _("hari ini")
        if self.is_unused:
            return _("tidak digunakan")
        return _late(-self.left, self.is_calendar) if self.left < 0 else self._remaining()

    def _remaining(self) -> str:
        if self.is_calendar:
            text = ngettext("%(n)s hari lagi", "%(n)s hari lagi", self.left)
        else:
            text = ngettext("%(n)s hari kerja lagi", "%(n)s hari kerja lagi", self.left)
        return text % {"n": angka(self.left)}


def _late(days: int, is_calendar: bool) -> str:  # noqa: FBT001
    if is_calendar:
        text = ngettext("terlambat %(n)s hari", "terlambat %(n)s hari", days)
    else:
        text = ngettext("terlambat %(n)s hari kerja", "terlambat %(n)s hari kerja", days)
    return text % {"n": angka(days)}


def route_name(case: Case) -> str:
    """The version of the routing, in words."""
    routes = law.load(case.pack).routing.routes
    found = next((one for one in routes if one.id == case.route), None)
    return berbahasa(found.name) if found else _("tidak ada alur untuk tanggal itu")
