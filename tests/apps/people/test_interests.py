"""A declared tie: by the person alone, in the internal log without a name, ended once."""

from datetime import date

import pytest

from ikrar.errors import InputError, NotAllowed, NotPossible
from ikrar.ledger.actions import create_log
from ikrar.ledger.models import Entry
from ikrar.people import actions, queries
from ikrar.people.models import Interest, Role
from ikrar.people.policies import can_see_interests, check_can_see_interests
from ikrar.people.states import InterestKind, RoleName
from ikrar.tlog import entry

SINCE = date(2024, 1, 1)


@pytest.fixture
def ani(cast):
    create_log("internal", origin="contoh.test/internal")
    return cast.ani


def declare(user, **changes):
    fields = {"kind": InterestKind.CONTESTANT, "ref": "1", "since": SINCE, "by": user}
    return actions.declare_interest(user.employee, **fields | changes)


def test_declared_and_ended_with_an_entry_each(ani):
    tie = declare(ani)
    assert list(queries.interests_of(ani.employee)) == [tie]
    data = bytes(Entry.objects.get(ref=tie.entry).data)
    assert entry.decode(data)["what"] == entry.commit(bytes(tie.salt), tie.declared())
    assert b"peserta" not in data
    actions.end_interest(tie, until=date(2024, 2, 1), by=ani)
    assert Entry.objects.filter(log__name="internal").count() == 2
    with pytest.raises(NotPossible):
        actions.end_interest(tie, until=date(2024, 2, 1), by=ani)


def test_nobody_declares_for_another(cast, ani):
    for by in (cast.dodi, cast.budi, cast.eka, None):
        with pytest.raises(NotAllowed):
            declare(ani, by=by)
    tie = declare(ani)
    with pytest.raises(NotAllowed):
        actions.end_interest(tie, until=SINCE, by=cast.dodi)


@pytest.mark.parametrize(
    "changes",
    [
        {"since": date(2999, 1, 1)},
        {"ref": "x" * 61},
        {"kind": InterestKind.FAMILY},
        {"relative": "budi"},
        {"kind": InterestKind.FAMILY, "relative": "ani"},
    ],
)
def test_what_makes_no_sense_is_refused(cast, ani, changes):
    if "relative" in changes:
        changes = changes | {"relative": getattr(cast, changes["relative"]).employee}
    with pytest.raises(InputError):
        declare(ani, **changes)


def test_it_does_not_end_before_it_began(ani):
    tie = declare(ani)
    with pytest.raises(InputError):
        actions.end_interest(tie, until=date(2023, 1, 1), by=ani)


def test_who_sees_it(cast, ani):
    Role.objects.create(user=cast.dodi, name=RoleName.CUSTODIAN)
    sees = {"ani": True, "budi": False, "citra": False, "dodi": True, "eka": False, "fajar": False}
    assert {n: can_see_interests(ani.employee, by=getattr(cast, n)) for n in sees} == sees
    with pytest.raises(NotAllowed):
        check_can_see_interests(ani.employee, by=cast.eka)


def test_without_the_log_nothing_is_declared(cast):
    with pytest.raises(NotPossible):
        declare(cast.ani)
    assert not Interest.objects.exists()
