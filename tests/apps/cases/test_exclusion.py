"""Who is excluded finds nothing: not the case, not in a list, not in a count, not by search; and it holds at once."""

from datetime import date

import pytest

from ikrar.cases import actions, exclusion, queries
from ikrar.cases.models import Case
from ikrar.cases.policies import can_see, is_excluded
from ikrar.cases.queries import desk
from ikrar.cases.queries.desk import Wanted
from ikrar.cases.states import CaseState
from ikrar.errors import InputError, NotFound
from ikrar.people import actions as people
from ikrar.people.models import Role, Unit, User
from ikrar.people.states import InterestKind, RoleName
from ikrar.vault.models import BoxKey
from tests.apps.cases import steps
from tests.cast import make_employee, make_unit

SINCE = date(2023, 1, 1)
DESK = (RoleName.TASKFORCE, RoleName.INSPECTOR)


def handler(unit: Unit, name: str, *, role=RoleName.TASKFORCE, over=None) -> User:
    nip = f"19900101201503{User.objects.count():04d}"
    user = User.objects.create_user(name, employee=make_employee(unit, nip, f"{name} Contoh"))
    Role.objects.create(user=user, name=role, unit=over)
    return user


def knows(user: User, case: Case) -> bool:
    """Every way to learn of a case must give the same answer."""
    answers = {
        can_see(case, by=user),
        queries.visible_to(user).filter(pk=case.pk).exists(),
        case in queries.cases(by=user),
        case in queries.cases(by=user, search=case.number),
        case in queries.cases(by=user, state=CaseState(case.state)),
        desk.listed(Wanted(tab=desk.ALL), by=user).exists(),
        queries.running(by=user).exists(),
    }
    try:
        queries.get_case(case.number, by=user)
    except NotFound:
        answers.add(False)
    else:
        answers.add(True)
    assert len(answers) == 1, (user, answers)
    return answers.pop()


def test_the_chain_of_command(opened):
    """Ani's unit, above it and below it; the root and other units apart."""
    unit, agency = opened.cast.unit, opened.cast.agency
    middle = make_unit(agency, "U-1-1", "Subdirektorat Contoh", unit)
    expected = {
        handler(unit, "Satu"): False,
        handler(middle, "Bawah"): False,
        handler(opened.cast.top, "Akar"): True,
        handler(opened.cast.other, "Lain"): True,
        handler(opened.desk.desk, "Meja", role=RoleName.INSPECTOR): True,
    }
    assert {user: knows(user, opened.case) for user in expected} == expected
    assert {user: not is_excluded(opened.case, user) for user in expected} == expected


def test_a_subject_below_excludes_those_above(world):
    middle = make_unit(world.cast.agency, "U-1-1", "Subdirektorat Contoh", world.cast.unit)
    ani = world.cast.ani.employee
    ani.unit = middle
    ani.save()
    case = steps.open_case(world)
    assert not knows(handler(world.cast.unit, "Atas"), case)
    assert knows(handler(world.cast.top, "Akar"), case)


def test_a_subject_in_the_root_excludes_only_the_root(world):
    case = steps.open_case(world, employee=world.cast.fajar.employee)
    assert not knows(handler(world.cast.top, "Akar"), case)
    assert knows(handler(world.cast.other, "Lain"), case)


def test_the_reported_themself_wherever_they_work(world):
    user = handler(world.cast.other, "Sendiri")
    assert not knows(user, steps.open_case(world, employee=user.employee))


def test_without_a_known_subject_the_unit_stands_for_them(world):
    case = steps.open_case(world, employee=None)
    assert not knows(handler(world.cast.unit, "Satu"), case)
    assert knows(handler(world.cast.other, "Lain"), case)
    nowhere = steps.open_case(world, employee=None, unit=None, act_on=date(2024, 1, 9))
    assert can_see(nowhere, by=User.objects.get(username="Satu"))


@pytest.mark.parametrize(
    ("kind", "ref", "sees"),
    [
        (InterestKind.CONTESTANT, "1", False),
        (InterestKind.CONTESTANT, "2", True),
        (InterestKind.CONTESTANT, "", False),
        (InterestKind.TEAM, "1", False),
        (InterestKind.TEAM, "3", True),
        (InterestKind.PARTY, "NasDem", False),
        (InterestKind.PARTY, "PDIP", True),
        (InterestKind.PARTY, "", False),
        (InterestKind.OTHER, "1", True),
    ],
)
def test_declared_ties_to_what_the_case_touches(opened, kind, ref, sees):
    user = handler(opened.cast.other, "Terikat")
    assert knows(user, opened.case)
    tie = people.declare_interest(
        user.employee, people.Tie(kind=kind, ref=ref, since=SINCE), by=user
    )
    assert knows(user, opened.case) is sees
    people.end_interest(tie, until=date(2024, 1, 14), by=user)
    assert knows(user, opened.case)


@pytest.mark.parametrize("mine", [True, False])
def test_family_whichever_of_the_two_declared_it(opened, mine):
    user, ani = handler(opened.cast.other, "Saudara"), opened.cast.ani
    who, relative = (user, ani) if mine else (ani, user)
    people.declare_interest(
        who.employee,
        people.Tie(kind=InterestKind.FAMILY, relative=relative.employee, since=SINCE),
        by=who,
    )
    assert not knows(user, opened.case)


def test_scope_by_unit_assignment_and_role(opened):
    case, other = opened.case, opened.cast.other
    assert not knows(handler(other, "Sempit", over=other), case)
    assert knows(handler(other, "Luas", over=opened.cast.unit), case)
    for role in set(RoleName) - {*DESK}:
        assert not knows(handler(other, f"peran-{role}", role=role), case)
    helper = User.objects.get(username="Sempit")
    actions.assign(case, helper, key=opened.key, by=opened.gita)
    assert knows(helper, case)
    actions.unassign(case, helper, by=opened.gita)
    assert not knows(helper, case)
    helper.is_active = False
    assert not queries.visible_to(helper).exists()


def test_the_deciding_official_sees_it_from_the_recommendation_on(world):
    steps.bring(world, CaseState.EXAMINED)
    assert not can_see(world.case, by=world.hadi)
    steps.assess(world)
    steps.recommend(world)
    assert can_see(world.case, by=world.hadi)
    private = world.desk.private["hadi"]
    assert queries.data_key(world.case, user=world.hadi, private=private) == world.key


def test_a_key_from_before_opens_nothing_for_the_excluded_and_is_taken(opened):
    gita, private = opened.gita, opened.desk.private["gita"]
    assert queries.data_key(opened.case, user=gita, private=private) == opened.key
    assert queries.texts(opened.case, key=opened.key)[0].words == steps.WORDS
    people.declare_interest(
        gita.employee,
        people.Tie(kind=InterestKind.CONTESTANT, ref="1", since=SINCE),
        by=gita,
    )
    with pytest.raises(NotFound):
        queries.data_key(opened.case, user=gita, private=private)
    assert actions.drop_excluded_keys() == 1
    assert not BoxKey.objects.filter(box=opened.case.box, holder__user=gita).exists()
    assert actions.drop_excluded_keys() == 0


def test_a_new_subject_takes_the_key_from_their_line(opened):
    citra = opened.cast.citra
    actions.assign(opened.case, citra, key=opened.key, by=opened.gita)
    colleague = make_employee(opened.cast.other, "199101012016031001", "Rekan Contoh")
    reported = actions.Reported("Rekan", colleague)
    actions.add_subject(opened.case, reported, key=opened.key, by=opened.gita)
    assert not BoxKey.objects.filter(box=opened.case.box, holder__user=citra).exists()
    assert not knows(citra, opened.case)


def test_the_excluded_are_neither_assigned_nor_given_the_key(opened):
    insider = handler(opened.cast.unit, "Dalam")
    for call in (actions.assign, actions.grant_key):
        with pytest.raises(InputError) as refused:
            call(opened.case, insider, key=opened.key, by=opened.gita)
        assert "kepentingan" not in str(refused.value)


def test_asking_takes_few_queries(opened, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        list(exclusion.visible(User.objects.get(pk=opened.gita.pk), on=steps.RECEIVED))


@pytest.mark.parametrize(
    ("ref", "knows_it"),
    [("peserta:1", False), ("partai:PDIP", True), ("", False), ("peserta:2", True)],
)
def test_kin_who_run_exclude_from_cases_about_them(opened, ref, knows_it):
    user = handler(opened.cast.other, "Kerabat")
    tie = people.Tie(kind=InterestKind.KIN, ref=ref, relation="anak", since=SINCE)
    people.declare_interest(user.employee, tie, by=user)
    assert knows(user, opened.case) is knows_it
