"""Each action: refused to Dodi, to the excluded, and in every state that the table does not name; undone with its entry."""

import pytest

from ikrar.cases import actions, queries
from ikrar.cases.models import (
    Case,
    CaseText,
    CustodyEvent,
    Deadline,
    Decision,
    Referral,
    Step,
    Verdict,
)
from ikrar.cases.policies import HANDLE, MOVERS
from ikrar.cases.states import CaseState
from ikrar.errors import Error, InputError, NotAllowed, NotFound, NotPossible
from ikrar.ledger.models import Entry
from ikrar.people.models import Role
from ikrar.people.states import RoleName
from tests.apps.cases import steps
from tests.apps.cases.calls import CALLS, add_item

S = CaseState


def bring(world, state):
    """A case in a state, with a referral and a clock for the calls that need one."""
    steps.bring(world, state)
    world.made["referral"] = Referral.objects.filter(case=world.case).last() or (
        Referral.objects.create(
            case=world.case, to="kasn", made_on=world.today, packet="sha256:" + "0" * 64
        )
    )
    world.made["deadline"] = Deadline.objects.filter(case=world.case).last() or Deadline(
        case=world.case, step="-", duty_of="-"
    )
    return world


def counts():
    rows = (Case, Step, CaseText, Deadline, Decision, Verdict, Referral, Entry, CustodyEvent)
    return [model.objects.count() for model in rows]


@pytest.mark.parametrize("state", CaseState)
def test_wrong_states_are_refused(world, state):
    bring(world, state)
    before, states = counts(), list(Case.objects.values_list("state", flat=True))
    for call in CALLS:
        if state not in call.allowed:
            # the deciding official has no part in a case that was not recommended
            is_early = call.who == "hadi" and world.case.recommended_on is None
            movers = MOVERS.get((state, S.DISMISSED), HANDLE)
            is_anothers = call.name == "dismiss" and movers != HANDLE
            with pytest.raises(NotAllowed if is_early or is_anothers else NotPossible):
                pytest.fail(f"{call} was possible: {call.do(world, getattr(world, call.who))}")
    assert (counts(), list(Case.objects.values_list("state", flat=True))) == (before, states)


@pytest.mark.parametrize("call", CALLS, ids=str)
def test_dodi_and_the_excluded_are_refused_first(world, call):
    """Before the state is looked at: neither learns what state it is in."""
    for state in {call.allowed[0], S.CLOSED}:
        bring(world, state)
        before = counts()
        with pytest.raises(NotAllowed):
            call.do(world, world.cast.dodi)
        Role.objects.get_or_create(user=world.cast.budi, name=RoleName.TASKFORCE)
        Role.objects.get_or_create(user=world.cast.budi, name=RoleName.DECIDER)
        with pytest.raises(NotFound):
            call.do(world, world.cast.budi)
        assert counts() == before


OTHERS = {"form_team", "erase_case", "grant_key", "summon", "prolong_deadline"}
SIMPLE = [call for call in CALLS if call.name not in OTHERS]


def _ready(world, call):
    """The state to call it in, and what it needs to be there."""
    state = call.allowed[0]
    bring(world, state)
    if call.name in {"hold_hearing", "note_absence"}:
        steps.to_hearing(world)
    if call.name == "recommend":
        steps.assess(world)
    if call.name == "put_in_force":
        steps.travel(world.case.deadlines.get(step="disiplin-pp94/berlaku").due)
    if call.name == "unassign":
        actions.assign(world.case, world.cast.citra, key=world.key, by=world.gita)
    if call.name == "close":
        Referral.objects.update(answered_on=world.today)
    if call.name == "name_superiors":
        world.made["unused"] = None


@pytest.mark.parametrize("call", SIMPLE, ids=str)
def test_who_may_does_it_and_it_is_one_step_and_one_entry(world, call):
    _ready(world, call)
    before = (Step.objects.count(), Entry.objects.count())
    call.do(world, getattr(world, call.who))
    after = (Step.objects.count(), Entry.objects.count())
    own = 1 if call.name == "refer" else 0  # a packet carries an entry of its own
    assert after == (before[0] + 1, before[1] + 1 + own)
    assert queries.names_running(world.case) >= queries.expected(world.case) - {
        name for name in queries.expected(world.case) if "@" in name
    }


@pytest.mark.parametrize("call", SIMPLE, ids=str)
def test_without_the_log_nothing_happens(world, call, monkeypatch):
    _ready(world, call)
    before = counts(), list(Case.objects.values_list("state", "closed_on"))

    def fail(**_fields):
        raise OSError("disk full")

    monkeypatch.setattr("ikrar.ledger.actions.append", fail)
    with pytest.raises(OSError, match="disk full"):
        call.do(world, getattr(world, call.who))
    assert (counts(), list(Case.objects.values_list("state", "closed_on"))) == before


def test_opening_without_the_log_leaves_nothing(world, monkeypatch):
    before = counts()

    def fail(**_fields):
        raise OSError("disk full")

    monkeypatch.setattr("ikrar.ledger.actions.append", fail)
    with pytest.raises(OSError, match="disk full"):
        steps.open_case(world)
    assert counts() == before


def test_dodi_opens_nothing(world):
    with pytest.raises(NotAllowed):
        steps.open_case(world, by=world.cast.dodi)


def test_whoever_is_in_the_line_cannot_open(world):
    Role.objects.create(user=world.cast.budi, name=RoleName.TASKFORCE)
    with pytest.raises(NotAllowed):
        steps.open_case(world, by=world.cast.budi)
    assert not Case.objects.exists()


def test_an_older_page_is_told_that_the_case_changed(opened):
    stale = Case.objects.get(pk=opened.case.pk)
    steps.summon(opened)
    with pytest.raises(NotPossible):
        actions.dismiss(stale, reason=steps.WORDS, key=opened.key, by=opened.gita)


def test_custody_is_kept_before_anything_is_shown(opened):
    item = add_item(opened, opened.gita)
    event = actions.note_custody(item, "dilihat", by=opened.gita)
    assert Entry.objects.get(ref=event.ref).kind == "case-custody"
    for nobody, error in (
        (opened.cast.dodi, NotFound),
        (opened.cast.budi, NotFound),
        (None, Error),
    ):
        with pytest.raises(error):
            actions.note_custody(item, "dilihat", by=nobody)
    assert queries.open_item(item, key=opened.key)["name"] == "foto.jpg"
    assert list(queries.audit_cases()) == []


@pytest.mark.parametrize("path", ["../rahasia", "/etc/passwd", "", "a b"])
def test_evidence_lies_where_it_should(opened, path):
    file = actions.File(name="a", type="b", size=1, sha256="a" * 64)
    with pytest.raises(InputError):
        actions.add_item(
            opened.case, file, path=path, digest="b" * 64, key=opened.key, by=opened.gita
        )
