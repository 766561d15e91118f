"""From a draft to the public and back: who may, when, what the logs get, and that nothing is done by halves."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from ikrar.errors import InputError, NotAllowed, NotFound, NotPossible
from ikrar.ledger.models import Entry
from ikrar.people.models import Mail, Role
from ikrar.people.states import RoleName
from ikrar.programme import actions, policies, queries
from ikrar.programme.models import Message, MessageAct
from ikrar.programme.states import ENTRIES, FROM, TO, TRANSITIONS, ActKind, MessageState
from tests.apps.programme import steps

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _still():
    with steps.clock():
        yield


def entries(log: str) -> list[str]:
    return list(Entry.objects.filter(log__name=log).order_by("pk").values_list("kind", flat=True))


# ---------------------------------------------------------------- the way


def test_a_message_walks_to_the_public(humas):
    message = steps.draft(humas)
    assert (message.state, message.version, message.written_by) == ("naskah", 1, humas.maya)
    found = actions.send_message(message, by=humas.maya)
    assert found.stops == ()
    actions.approve_message(steps.fresh(message), seen=steps.seen(message), by=humas.nanda)
    assert entries("public") == []
    with steps.clock(steps.NOW + timedelta(days=1)):
        done = actions.publish_message(steps.fresh(message), by=None)
    assert (done.state, done.approved_by) == (MessageState.PUBLISHED, humas.nanda)
    assert done.published_at == steps.NOW + timedelta(days=1)
    assert entries("internal") == ["message-drafted", "message-checked", "message-approved"]
    assert entries("public") == ["message"]


def test_a_log_holds_no_name_and_no_word(humas):
    steps.in_state(humas, MessageState.WITHDRAWN)
    data = b"".join(bytes(row) for row in Entry.objects.values_list("data", flat=True))
    for secret in (b"maya", b"nanda", b"zqxwv", b"peserta"):
        assert secret not in data


def test_what_the_public_log_commits_to_names_no_person(humas):
    message = steps.published(humas)
    told = queries.publication_of(message).disclosure()
    assert told["facts"]["text"] == steps.TEXT
    assert "by" not in told
    assert "maya" not in str(told)


def test_each_writing_is_a_version(humas):
    message = steps.approved(humas)
    actions.revise_message(message, steps.written(text="Teks yang ditulis ulang."), by=humas.nanda)
    again = steps.fresh(message)
    assert (again.state, again.version, again.written_by) == ("naskah", 2, humas.nanda)
    assert again.approved_by is None
    texts = [act.facts["text"] for act in queries.acts_of(again) if "text" in act.facts]
    assert texts == [steps.TEXT, "Teks yang ditulis ulang."]


def test_the_same_form_twice_is_one_message(humas):
    ticket = uuid4()
    one, two = (actions.draft_message(steps.written(), ticket=ticket, by=humas.maya) for _n in "12")
    assert one == two
    assert (Message.objects.count(), MessageAct.objects.count()) == (1, 1)


WRONG = [
    {"title": ""}, {"title": "a" * 121}, {"text": ""}, {"text": " \0 "}, {"text": "a" * 8_001},
    {"phase": "nanti"}, {"aim": "menang"}, {"channel": "merpati"}, {"audience": "semua"},
    {"language": "xx"},
]  # fmt: skip


@pytest.mark.parametrize("more", WRONG)
def test_what_cannot_be_kept_is_refused(humas, more):
    with pytest.raises(InputError):
        steps.draft(humas, **more)
    assert not Message.objects.exists()


def test_nul_is_dropped_and_the_rest_kept(humas):
    text = "Ma\0ri \u202ejaga\u202c 😀 مرحبا kedamaian"
    assert steps.draft(humas, text=text).text == text.replace("\0", "")


# ---------------------------------------------------------------- the guards stand in the way


def test_a_finding_stops_approval_and_says_why(humas):
    message = steps.sent(humas, text="Coblos nomor 2.")
    with pytest.raises(InputError, match="nomor urut"):
        actions.approve_message(message, seen=steps.seen(message), by=humas.nanda)
    assert steps.fresh(message).state == MessageState.CHECKED


def test_a_second_person_overrules_with_name_and_reason(humas):
    late = datetime(2024, 2, 15, 8, 0, tzinfo=steps.WIB)
    message = steps.sent(humas, text=steps.CALL, phase="saat", at=late)
    [finding] = queries.guarded(message).stops
    act = actions.overrule_finding(message, finding.key, steps.REASON, by=humas.nanda)
    assert (act.by, act.facts["reason"], act.facts["key"]) == (
        humas.nanda,
        steps.REASON,
        finding.key,
    )
    actions.approve_message(steps.fresh(message), seen=steps.seen(message), by=humas.nanda)
    with steps.clock(late):
        done = actions.publish_message(steps.fresh(message), by=None)
    assert done.state == MessageState.PUBLISHED
    assert "message-overruled" in entries("internal")
    assert queries.publication_of(done).facts["overruled"] == [finding.key]


def test_only_what_is_found_can_be_overruled(humas):
    message = steps.sent(humas)
    with pytest.raises(NotFound):
        actions.overrule_finding(message, "netral/nomor/teks", steps.REASON, by=humas.nanda)
    late = steps.sent(humas, text="Coblos nomor 2.")
    with pytest.raises(InputError):
        actions.overrule_finding(late, "netral/nomor/teks", "pendek", by=humas.nanda)


def test_overruling_ends_with_the_version(humas):
    message = steps.sent(humas, text="Coblos nomor 2.")
    for finding in queries.guarded(message).stops:
        actions.overrule_finding(message, finding.key, steps.REASON, by=humas.nanda)
    assert queries.guarded(message).stops == ()
    actions.revise_message(message, steps.written(text="Coblos nomor 3."), by=humas.maya)
    assert queries.guarded(steps.fresh(message)).stops


# ---------------------------------------------------------------- and again when it leaves


def test_a_call_to_vote_that_leaves_late_is_held(humas):
    at = datetime(2024, 2, 14, 12, 30, tzinfo=steps.WIB)
    message = steps.approved(humas, text=steps.CALL, phase="saat", at=at)
    with steps.clock(at + timedelta(hours=1)):
        held = actions.publish_message(message, by=None)
    assert (held.state, held.published_at, held.approved_by) == (MessageState.HELD, None, None)
    assert "13.00" in held.reason
    assert entries("public") == []
    letters = list(Mail.objects.order_by("to").values_list("to", flat=True))
    assert letters == ["maya@contoh.test", "nanda@contoh.test"]
    letter = Mail.objects.first()
    assert held.number in letter.body
    assert "TPS" not in letter.body


def test_a_pack_that_changed_stops_it(humas):
    message = steps.approved(humas)
    humas.cast.agency.pack = "pilkada-2024"
    humas.cast.agency.save()
    held = actions.publish_message(message, by=humas.nanda)
    assert held.state == MessageState.HELD  # no phase of the regional election is under way


def test_what_was_overruled_is_found_anew_when_its_limit_moved(humas):
    late = datetime(2024, 2, 15, 8, 0, tzinfo=steps.WIB)
    message = steps.sent(humas, text=steps.CALL, phase="saat", at=late)
    key = queries.guarded(message).stops[0].key
    assert key.endswith("2024-02-14T13:00")
    actions.overrule_finding(message, key, steps.REASON, by=humas.nanda)
    assert queries.guarded(message).stops == ()
    pack = queries.the_pack()
    moved = [
        replace(one, time="12:00") if one.id == "tps-ditutup" else one
        for one in pack.messages.moments
    ]
    other = replace(pack, messages=replace(pack.messages, moments=tuple(moved)))
    [again] = queries.guarded(message, pack=other).stops
    assert again.key.endswith("2024-02-14T12:00")


def test_a_held_message_is_mended_or_approved_again(humas):
    message = steps.held(humas)
    with pytest.raises(NotPossible):
        actions.publish_message(message, by=humas.nanda)
    actions.approve_message(message, seen=steps.seen(message), by=humas.nanda)
    assert steps.fresh(message).state == MessageState.APPROVED


# ---------------------------------------------------------------- withdrawal and erasure


def test_withdrawn_and_erased_the_log_stays_whole(humas):
    message = steps.in_state(humas, MessageState.ERASED)
    assert (message.text, message.title) == ("", "(dihapus)")
    assert entries("public") == ["message", "message-withdrawn", "message-erased"]
    assert list(queries.audit_messages()) == []
    emptied = MessageAct.objects.filter(message=message, salt=None)
    assert emptied.count() == 5
    assert all(act.facts == {} for act in emptied)


# ---------------------------------------------------------------- who and when

DO = {
    ActKind.REVISED: lambda m, by: actions.revise_message(m, steps.written(), by=by),
    ActKind.CHECKED: lambda m, by: actions.send_message(m, by=by),
    ActKind.RETURNED: lambda m, by: actions.return_message(m, steps.REASON, by=by),
    ActKind.APPROVED: lambda m, by: actions.approve_message(m, seen=steps.seen(m), by=by),
    ActKind.PUBLISHED: lambda m, by: actions.publish_message(m, by=by),
    ActKind.WITHDRAWN: lambda m, by: actions.withdraw_message(m, steps.REASON, by=by),
    ActKind.CANCELLED: lambda m, by: actions.cancel_message(m, steps.REASON, by=by),
    ActKind.ERASED: lambda m, by: actions.erase_message(m, by=by),
    ActKind.OVERRULED: lambda m, by: actions.overrule_finding(m, "x", steps.REASON, by=by),
}
RIGHT = [(k, s) for k in DO for s in FROM[k] if k != ActKind.OVERRULED]
WRONG_STATE = [(k, s) for k in DO for s in MessageState if s not in FROM[k]]


def test_every_kind_leads_somewhere_and_has_an_entry():
    assert set(ENTRIES) == set(ActKind)
    assert set(TO) == set(ActKind) - {ActKind.OVERRULED}
    assert set(DO) == set(ActKind) - {ActKind.DRAFTED, ActKind.HELD}
    assert TRANSITIONS[MessageState.ERASED] == TRANSITIONS[MessageState.CANCELLED] == ()
    assert MessageState.PUBLISHED not in TRANSITIONS[MessageState.CHECKED]


@pytest.mark.parametrize(("kind", "state"), RIGHT)
def test_the_second_person_may(humas, kind, state):
    message = steps.in_state(humas, state)
    assert str(kind) in policies.steps_of(message, by=humas.nanda)
    DO[kind](message, humas.nanda)
    assert steps.fresh(message).state == TO[kind]


@pytest.mark.parametrize(("kind", "state"), WRONG_STATE)
def test_not_in_this_state(humas, kind, state):
    message = steps.in_state(humas, state)
    with pytest.raises(NotPossible):
        DO[kind](message, humas.nanda)
    assert str(kind) not in policies.steps_of(message, by=humas.nanda)
    assert steps.fresh(message).state == state


@pytest.mark.parametrize("who", ["dodi", "ani", "citra", "eka", None])
@pytest.mark.parametrize(("kind", "state"), [(k, FROM[k][0]) for k in DO])
def test_nobody_else_may(humas, kind, state, who):
    message, by = steps.in_state(humas, state), getattr(humas.cast, who) if who else None
    if by is None and kind == ActKind.PUBLISHED:
        return  # the system publishes what two people agreed on
    with pytest.raises(NotAllowed):
        DO[kind](message, by)
    assert policies.steps_of(message, by=by) <= {str(ActKind.PUBLISHED)}
    assert steps.fresh(message).state == state


@pytest.mark.parametrize("kind", [ActKind.APPROVED, ActKind.OVERRULED])
def test_who_wrote_it_neither_approves_nor_overrules(humas, kind):
    message = steps.sent(humas)
    with pytest.raises(NotAllowed):
        DO[kind](message, humas.maya)
    assert str(kind) not in policies.steps_of(message, by=humas.maya)


def test_the_database_holds_two_people_too(humas):
    message = steps.sent(humas)
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(approved_by=humas.maya)


def test_who_revised_is_the_writer_now(humas):
    message = steps.sent(humas)
    actions.revise_message(message, steps.written(), by=humas.nanda)
    actions.send_message(steps.fresh(message), by=humas.nanda)
    again = steps.fresh(message)
    with pytest.raises(NotAllowed):
        actions.approve_message(again, seen=steps.seen(again), by=humas.nanda)
    actions.approve_message(again, seen=steps.seen(again), by=humas.maya)


def test_a_role_in_a_unit_reaches_its_messages_alone(humas):
    Role.objects.filter(user=humas.maya).update(unit=humas.cast.unit)
    with pytest.raises(NotAllowed):
        steps.draft(humas)
    message = steps.draft(humas, unit=humas.cast.unit)
    with pytest.raises(NotAllowed):
        actions.revise_message(message, steps.written(unit=humas.cast.other), by=humas.maya)
    assert policies.can_see_desk(humas.maya)


def test_a_role_that_was_taken_away_does_not_count(humas):
    message = steps.sent(humas)
    Role.objects.filter(user=humas.nanda, name=RoleName.COMMUNICATIONS).delete()
    with pytest.raises(NotAllowed):
        actions.approve_message(message, seen=steps.seen(message), by=humas.nanda)


# ---------------------------------------------------------------- two at once, and by halves


def test_of_two_who_approve_one_wins(humas):
    Role.objects.create(user=humas.cast.citra, name=RoleName.COMMUNICATIONS)
    message = steps.sent(humas)
    other, seen = steps.fresh(message), steps.seen(message)
    actions.approve_message(message, seen=seen, by=humas.nanda)
    with pytest.raises(NotPossible):
        actions.approve_message(other, seen=seen, by=humas.cast.citra)
    assert steps.fresh(message).approved_by == humas.nanda
    assert MessageAct.objects.filter(kind=ActKind.APPROVED).count() == 1


def test_what_was_not_read_is_not_approved(humas):
    message = steps.sent(humas)
    read = steps.seen(message)
    actions.return_message(message, steps.REASON, by=humas.nanda)
    actions.send_message(steps.fresh(message), by=humas.maya)
    with pytest.raises(NotPossible):
        actions.approve_message(steps.fresh(message), seen=read, by=humas.nanda)


def test_an_old_page_changes_nothing(humas):
    message = steps.draft(humas)
    old = steps.fresh(message)
    actions.revise_message(message, steps.written(text="Teks dari orang pertama."), by=humas.maya)
    with pytest.raises(NotPossible):
        actions.revise_message(old, steps.written(text="Teks dari orang kedua."), by=humas.nanda)
    assert steps.fresh(message).text == "Teks dari orang pertama."


@pytest.mark.parametrize("kind", [kind for kind in DO if kind != ActKind.OVERRULED])
def test_without_the_log_nothing_is_done(humas, monkeypatch, kind):
    message = steps.in_state(humas, FROM[kind][0])
    acts = MessageAct.objects.count()

    def broken(**_fields):
        raise DatabaseError("disk full")

    monkeypatch.setattr("ikrar.ledger.actions.append", broken)
    with pytest.raises(DatabaseError):
        DO[kind](message, humas.nanda)
    again = steps.fresh(message)
    assert (again.state, again.version) == (FROM[kind][0], 1)
    assert MessageAct.objects.count() == acts
    assert not Mail.objects.exists() or kind == ActKind.RETURNED
