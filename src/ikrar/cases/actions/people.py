"""People of a case: who is reported, who handles it and so holds its key, and whose superior is late."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from ikrar.cases import exclusion
from ikrar.cases.actions.record import Act
from ikrar.cases.models import Assignment, Case, Subject
from ikrar.cases.policies import HANDLE, check_can_act, is_excluded
from ikrar.cases.sealed import barred, seal
from ikrar.cases.states import EARLY, OPEN, StepKind
from ikrar.errors import InputError, NotPossible
from ikrar.people.models import Employee, User
from ikrar.people.policies import Actor, has_role_somewhere
from ikrar.people.queries import the_agency, today
from ikrar.vault import actions as vault
from ikrar.vault.models import BoxKey, Holder
from ikrar.vault.queries import holder_of

LONGEST_LABEL = 300


@dataclass(frozen=True, slots=True)
class Reported:
    """Somebody as a report calls them, and the employee where it is known who that is."""

    label: str
    employee: Employee | None = None


@transaction.atomic
def assign(case: Case, user: User, *, key: bytes, by: Actor) -> Assignment:
    """Let somebody handle a case and open its box."""
    check_can_act(case, states=OPEN, roles=HANDLE, by=by)
    act = Act(case, StepKind.ASSIGNED, by=by)
    if case.assignments.filter(user=user, ended_at=None).exists():
        raise NotPossible(_("Orang ini sudah menangani perkara ini."))
    row = add_handler(act, user, key=key)
    act.done()
    return row


def add_handler(act: Act, user: User, *, key: bytes) -> Assignment:
    """Assign and hand over the key, where the person has one."""
    is_barred = user.username in barred(key, act.case) or is_excluded(act.case, user)
    if is_barred or not user.is_active or not has_role_somewhere(user, *HANDLE):
        # one sentence for all three: whoever asks learns of nobody's family or party
        raise InputError(_("Orang ini tidak dapat menangani perkara ini. Pilih orang lain."))
    row = act.add(Assignment(case=act.case, user=user, since=act.at))
    if holder := holder_of(user):
        vault.grant(act.case.box, to=holder, key=key)
    return row


@transaction.atomic
def unassign(case: Case, user: User, *, by: Actor) -> Assignment:
    """Take a case and its key from somebody."""
    check_can_act(case, states=OPEN, roles=HANDLE, by=by)
    row = case.assignments.filter(user=user, ended_at=None).first()
    if row is None:
        raise NotPossible(_("Orang ini tidak menangani perkara ini."))
    act = Act(case, StepKind.UNASSIGNED, by=by)
    act.change(row, ended_at=act.at)
    _check_key_remains(case, user)
    _revoke(case, user)
    act.done()
    return row


def _check_key_remains(case: Case, user: User) -> None:
    """Somebody must be able to go on reading."""
    if not case.box.keys.exclude(holder__user=user).exists():
        raise NotPossible(_("Tugaskan dahulu orang lain yang memiliki kunci."))


def _revoke(case: Case, user: User) -> None:
    for holder in Holder.objects.filter(user=user):
        vault.revoke(case.box, holder=holder)


@transaction.atomic
def add_subject(case: Case, reported: Reported, *, key: bytes, by: Actor) -> Subject:
    """One more reported person, or who a person turned out to be; who is excluded by it loses the key."""
    check_can_act(case, states=EARLY, roles=HANDLE, by=by)
    act = Act(case, StepKind.SUBJECT_ADDED, by=by)
    row = add_reported(act, reported, key=key)
    drop_excluded(case)
    act.done()
    return row


def add_reported(act: Act, reported: Reported, *, key: bytes) -> Subject:
    label = " ".join(reported.label.replace("\0", "").split())
    if not label or len(label) > LONGEST_LABEL:
        raise InputError(_("Isi siapa yang dilaporkan, paling banyak 300 huruf."))
    case, employee = act.case, reported.employee
    if employee is not None and case.subjects.filter(employee=employee).exists():
        raise NotPossible(_("Pegawai ini sudah tercatat sebagai terlapor."))
    row = Subject(case=case, employee=employee)
    row.sealed = seal(key, row, label)
    return act.add(row)


@transaction.atomic
def name_superiors(
    case: Case, *, superior: Employee | None, above: Employee | None, by: Actor
) -> Case:
    """Say whose duty it is to summon, and who is told when that is late. They are told the number, no more."""
    check_can_act(case, states=OPEN, roles=HANDLE, by=by)
    if superior is not None and superior == above:
        raise InputError(_("Atasan dari atasan langsung adalah orang lain."))
    for one in (superior, above):
        if one is not None and case.subjects.filter(employee=one).exists():
            raise InputError(_("Terlapor tidak dapat dicatat sebagai atasan."))
    act = Act(case, StepKind.SUPERIORS_NAMED, by=by)
    act.change(case, superior=superior, superior_above=above)
    act.done()
    return case


@transaction.atomic
def grant_key(case: Case, user: User, *, key: bytes, by: Actor) -> None:
    """Hand the key to somebody who may see the case and made a key of their own only now."""
    check_can_act(case, states=OPEN, roles=(*HANDLE, "ppk"), by=by)
    holder = holder_of(user)
    may = exclusion.visible(user, on=today(the_agency())).filter(pk=case.pk).exists()
    if holder is None or not may:
        raise InputError(_("Orang ini belum memiliki kunci, atau tidak dapat melihat perkara ini."))
    act = Act(case, StepKind.GRANTED, by=by)
    act.note(holder=holder.pk)
    vault.grant(case.box, to=holder, key=key)
    act.done()


def drop_excluded(case: Case) -> int:
    """Take the key from every holder who must not know of the case any more. How many."""
    held = Holder.objects.filter(keys__box=case.box_id).select_related("user__employee__unit")
    found = [holder for holder in held if is_excluded(case, holder.user)]
    return sum(vault.revoke(case.box, holder=holder) for holder in found)


@transaction.atomic
def drop_excluded_keys() -> int:
    """The same for all cases: ties are declared and units changed without a case being touched."""
    day, dropped = today(the_agency()), 0
    held = BoxKey.objects.filter(box__case__isnull=False).values("holder")
    for holder in Holder.objects.filter(pk__in=held).select_related("user__employee__unit"):
        gone = Case.objects.filter(exclusion.excluded(holder.user, on=day))
        for case in gone.filter(box__keys__holder=holder).select_related("box"):
            dropped += vault.revoke(case.box, holder=holder)
    return dropped
