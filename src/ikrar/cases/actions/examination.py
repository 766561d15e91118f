"""Summons, hearings, the team, the reply: nobody is judged unheard, or after one letter that came too late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from ikrar.cases import exclusion, law
from ikrar.cases.actions import clocks
from ikrar.cases.actions.record import Act
from ikrar.cases.models import Case, CaseText, Hearing, TeamMember
from ikrar.cases.policies import HANDLE, check_can_act, check_can_move
from ikrar.cases.ranks import is_lower
from ikrar.cases.states import EARLY, OPEN, CaseState, Element, StepKind, TextKind
from ikrar.errors import InputError, NotPossible
from ikrar.people.models import Employee
from ikrar.people.policies import Actor

S = CaseState
SUMMONABLE = (S.SUMMONED, S.SUMMONED_AGAIN)
REPLIABLE = (*EARLY[1:], S.RECOMMENDED)


@transaction.atomic
def summon(
    case: Case, *, on: date, sent_on: date | None = None, details: str, key: bytes, by: Actor
) -> Hearing:
    """Summon in writing to a closed examination on `on`; the second time after a missed one."""
    again = case.state == S.SUMMONED
    to = S.SUMMONED_AGAIN if again else S.SUMMONED
    check_can_move(case, to=to, by=by)
    act = Act(case, StepKind.SUMMONED, on=sent_on, by=by)
    if _ahead(case) is not None:
        raise NotPossible(_("Masih ada pemeriksaan yang dijadwalkan. Catat dahulu hasilnya."))
    _check_in_time(case, act.on, on)
    missed = case.hearings.filter(round=1).last() if again else None
    if missed is not None and missed.missed_on is not None and act.on < missed.missed_on:
        raise InputError(_("Panggilan kedua dikirim sesudah pemeriksaan yang tidak dihadiri."))
    hearing = act.add(Hearing(case=case, round=2 if again else 1, sent_on=act.on, on=on))
    act.text(TextKind.SUMMONS, details, key=key)
    clocks.start(act, clocks.procedure("panggilan-1"), since=on)
    clocks.meet(act, clocks.procedure("panggilan-1", "panggilan-2"), on=act.on)
    act.move(to)
    act.done()
    return hearing


def _check_in_time(case: Case, sent_on: date, on: date) -> None:
    pack = law.load(case.pack)
    earliest = law.earliest_hearing(pack, sent_on)
    if on < earliest:
        raise InputError(
            _(
                "Panggilan harus dikirim paling lambat 7 hari kerja sebelum pemeriksaan. Tanggal"
                " paling awal: %(day)s."
            )
            % {"day": earliest.isoformat()}
        )
    if not pack.workdays().is_working(on):
        raise InputError(_("Pemeriksaan dilakukan pada hari kerja. Pilih hari lain."))


def _ahead(case: Case) -> Hearing | None:
    return case.hearings.filter(held_on=None, missed_on=None).first()


def _due_hearing(case: Case, day: date) -> Hearing:
    hearing = _ahead(case)
    if hearing is None:
        raise NotPossible(_("Tidak ada pemeriksaan yang dijadwalkan."))
    if day < hearing.on:
        raise InputError(_("Pemeriksaan dijadwalkan pada %(day)s.") % {"day": hearing.on})
    return hearing


@transaction.atomic
def note_absence(case: Case, *, on: date | None = None, by: Actor) -> Hearing:
    """The person did not come. The second time the case goes on by its evidence."""
    check_can_act(case, states=SUMMONABLE, by=by)
    act = Act(case, StepKind.ABSENT, on=on, by=by)
    hearing = _due_hearing(case, act.on)
    act.change(hearing, missed_on=act.on)
    if case.state == S.SUMMONED:
        clocks.start(act, clocks.procedure("panggilan-2"), since=hearing.on)
    else:
        act.move(S.ABSENT)
    act.done()
    return hearing


@transaction.atomic
def hold_hearing(
    case: Case, *, on: date | None = None, minutes: str, key: bytes, by: Actor
) -> Hearing:
    """The closed examination took place; its signed minutes are sealed."""
    check_can_move(case, to=S.EXAMINED, by=by)
    act = Act(case, StepKind.EXAMINED, on=on, by=by)
    hearing = _due_hearing(case, act.on)
    act.change(hearing, held_on=act.on)
    act.text(TextKind.MINUTES, minutes, key=key)
    act.move(S.EXAMINED)
    act.done()
    return hearing


@transaction.atomic
def record_reply(
    case: Case, *, on: date | None = None, text: str, key: bytes, by: Actor
) -> CaseText:
    """What the subject answers, in their own words. Without it nothing is decided, unless they stayed away twice."""
    check_can_act(case, states=REPLIABLE, by=by)
    act = Act(case, StepKind.REPLIED, on=on, by=by)
    row = act.text(TextKind.REPLY, text, key=key)
    act.done()
    return row


def is_heard(case: Case) -> bool:
    """Whether the subject had their say: a reply is there, or both summons were missed."""
    if case.texts.filter(kind=TextKind.REPLY).exists():
        return True
    last = case.hearings.last()
    return last is not None and last.round == 2 and last.missed_on is not None


@transaction.atomic
def add_text(case: Case, *, text: str, key: bytes, by: Actor) -> CaseText:
    """A note of whoever works on the case."""
    check_can_act(case, states=OPEN, roles=(*HANDLE, "ppk"), by=by)
    act = Act(case, StepKind.TEXT_ADDED, by=by)
    row = act.text(TextKind.NOTE, text, key=key)
    act.done()
    return row


@dataclass(frozen=True, slots=True)
class Member:
    """A proposed member. `is_confirmed`: a person vouches for the rank, where no row tells it."""

    employee: Employee
    element: Element
    is_confirmed: bool = False


@transaction.atomic
def form_team(
    case: Case, members: Sequence[Member], *, note: str = "", key: bytes, by: Actor
) -> list[TeamMember]:
    """Form the examination team, which heavy cases need: all three elements, nobody lower in rank."""
    check_can_act(case, states=EARLY, by=by)
    act = Act(case, StepKind.TEAM_FORMED, by=by)
    if case.team.exists():
        raise NotPossible(_("Tim pemeriksa sudah dibentuk."))
    if {member.element for member in members} != set(Element):
        raise InputError(_("Tim memuat unsur atasan, pengawasan, dan kepegawaian."))
    if len({member.employee.pk for member in members}) != len(members):
        raise InputError(_("Setiap anggota tim adalah orang yang berbeda."))
    for member in members:
        _check_member(case, member, act.today)
    if any(member.is_confirmed for member in members):
        act.text(TextKind.NOTE, note, key=key)
    rows = [
        act.add(
            TeamMember(
                case=case, employee=one.employee, element=one.element, is_confirmed=one.is_confirmed
            )
        )
        for one in members
    ]  # fmt: skip
    act.done()
    return rows


def _check_member(case: Case, member: Member, day: date) -> None:
    """The superior's element is of the chain of command by its nature; ties and the reported are not let in."""
    tied = exclusion.of_employee(member.employee, on=day)
    if Case.objects.filter(tied, pk=case.pk).exists():
        raise InputError(
            _("Salah satu anggota tidak dapat memeriksa perkara ini. Pilih yang lain.")
        )
    for subject in case.subjects.exclude(employee=None).select_related("employee"):
        assert subject.employee is not None
        lower = is_lower(member.employee.echelon, than=subject.employee.echelon)
        if lower:
            raise InputError(_("Anggota tim tidak boleh lebih rendah pangkatnya dari terlapor."))
        if lower is None and not member.is_confirmed:
            raise InputError(
                _("Pangkat tidak tercatat. Periksa sendiri, centang, dan tulis dasarnya.")
            )
