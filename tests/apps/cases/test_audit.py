"""Whatever is changed in a case behind the log's back is named, and an untouched one is clean."""

import pytest
from django.utils import timezone

from ikrar.cases import actions, queries
from ikrar.cases.models import (
    Case,
    CaseText,
    CustodyEvent,
    Deadline,
    Decision,
    Hearing,
    Item,
    Step,
    Subject,
    Touch,
    Verdict,
)
from ikrar.cases.states import CaseState, CustodyKind, Measure, Outcome
from ikrar.ledger.models import Entry
from ikrar.people import actions as people
from ikrar.people.models import Interest
from ikrar.people.states import InterestKind
from tests.apps.cases import steps
from tests.apps.cases.calls import add_item


@pytest.fixture
def served(world):
    steps.bring(world, CaseState.SERVED)
    item = add_item(world, world.gita)
    actions.note_custody(item, CustodyKind.DOWNLOADED, by=world.gita)
    people.declare_interest(
        world.hadi.employee, people.Tie(kind=InterestKind.OTHER, since=steps.ACT), by=world.hadi
    )
    return world


def found():
    return {d.what for d in queries.audit_cases()}


def test_untouched_rows_are_clean(served):
    assert found() == set()


CHANGES = {
    "state": (Case, {"state": CaseState.CLOSED}, "case-row-changed"),
    "act": (Case, {"act_on": steps.RECEIVED}, "case-row-changed"),
    "measure": (Decision, {"measure": Measure.CUT_12}, "case-row-changed"),
    "outcome": (Verdict, {"outcome": Outcome.NO_BREACH}, "case-row-changed"),
    "text": (CaseText, {"sealed": b"lain"}, "case-row-changed"),
    "subject": (Subject, {"employee": None}, "case-row-changed"),
    "hash": (Item, {"digest": "c" * 64}, "case-row-changed"),
    "due": (Deadline, {"due": steps.ACT}, "case-row-changed"),
    "hearing": (Hearing, {"held_on": steps.ACT}, "case-row-changed"),
    "facts": (Step, {"facts": {}}, "case-act-changed"),
    "day": (Step, {"on": steps.ACT}, "case-act-changed"),
    "person": (Step, {"by": None}, "case-act-changed"),
    "moment": (Step, {"at": timezone.now()}, "case-act-changed"),
    "salt": (Step, {"salt": None}, "case-salt-lost"),
    "custody": (CustodyEvent, {"what": CustodyKind.VIEWED}, "case-act-changed"),
    "interest": (Interest, {"kind": InterestKind.TEAM}, "case-act-changed"),
    "ended": (Interest, {"until": steps.RECEIVED}, "case-unlogged"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_named(served, name):
    model, fields, what = CHANGES[name]
    assert model.objects.update(**fields)
    assert what in found()


REMOVED = [Verdict, CaseText, Item, Hearing, Deadline, Touch]


@pytest.mark.parametrize("model", REMOVED, ids=lambda model: model.__name__)
def test_a_missing_row_is_named(served, model):
    model.objects.all().delete()
    assert "case-row-removed" in found()


def test_a_missing_act_is_named(served):
    Step.objects.last().delete()
    CustodyEvent.objects.all().delete()
    assert "case-act-removed" in found()


def test_a_missing_entry_is_named(served):
    Entry.objects.filter(kind="case-step").last().delete()
    assert found() == {"case-unlogged"}


def test_a_row_that_nobody_wrote_is_named(served):
    Touch.objects.create(case=served.case, kind=InterestKind.PARTY, ref="PDIP")
    assert found() == {"case-row-added"}


def test_a_text_cannot_be_moved_to_another_row(served):
    one, two = CaseText.objects.order_by("pk")[:2]
    CaseText.objects.filter(pk=two.pk).update(sealed=bytes(one.sealed))
    with pytest.raises(Exception, match="milik baris lain"):
        queries.texts(served.case, key=served.key)


def test_the_log_and_the_rows_name_nobody(served):
    """No name, number or word of the case stands in the log, nor a word in any row."""
    data = b"".join(bytes(data) for data in Entry.objects.values_list("data", flat=True))
    nip = served.cast.ani.employee.nip
    for word in ("Ani", "Seorang", nip, steps.WORDS, "foto.jpg", served.case.number):
        assert word.encode() not in data
    rows = [*CaseText.objects.all(), *Subject.objects.all(), *Item.objects.all()]
    sealed = b"".join(bytes(row.sealed) for row in rows)
    for word in (steps.WORDS, "Seorang", "foto.jpg"):
        assert word.encode() not in sealed


def test_an_erased_case_is_clean_and_says_nothing(served):
    steps.put_in_force(served)
    steps.close(served)
    steps.travel(actions.keep_until(served.case))
    actions.erase_case(served.case, by=served.gita)
    assert found() == set()
    assert queries.texts(served.case, key=served.key) == []
    assert not served.case.box.keys.exists()
    assert set(Subject.objects.values_list("employee", flat=True)) == {None}
    Subject.objects.update(employee=served.cast.ani.employee)
    assert found() == {"case-not-erased"}


def test_a_finding_lies_sealed_beside_its_case_and_goes_with_it(
    opened, settings, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        item = actions.add_finding(
            opened.case,
            "Ayo coblos",
            name="temuan.txt",
            reasons=("ajakan",),
            **steps.sealed(opened),
        )
    place = settings.DATA_DIR / item.path
    whole = place.read_bytes()
    assert b"coblos" not in whole
    assert found() == set()
    place.write_bytes(whole[:-1])
    assert found() == {"case-file-changed"}
    place.write_bytes(whole)
    steps.dismiss(opened)
    steps.travel(actions.keep_until(opened.case))
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase_case(opened.case, by=opened.gita)
    assert not place.exists()
    assert found() == set()
