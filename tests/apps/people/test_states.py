"""The words of the people app: every state can be reached and left as drawn, every word fits its column."""

import pytest

from ikrar.people.models import Employee, Mail, Role, RosterImport
from ikrar.people.roster.standing import WORDS, standing_of
from ikrar.people.states import (
    IMPORT_TRANSITIONS,
    MAIL_TRANSITIONS,
    MUST_SIGN,
    ImportState,
    Kind,
    MailState,
    RoleName,
    Standing,
)

TABLES = [
    (ImportState, IMPORT_TRANSITIONS, ImportState.UPLOADED, {ImportState.DONE, ImportState.DISCARDED}),
    (MailState, MAIL_TRANSITIONS, MailState.QUEUED, {MailState.SENT}),
]  # fmt: skip


@pytest.mark.parametrize(("states", "table", "first", "last"), TABLES)
def test_a_table_of_transitions_is_whole(states, table, first, last):
    assert table.keys() == set(states)
    assert {state for state, after in table.items() if not after} == last
    reached, waiting = {first}, [first]
    while waiting:
        fresh = set(table[waiting.pop()]) - reached
        reached |= fresh
        waiting += fresh
    assert reached == set(states)
    for state, after in table.items():
        assert state not in after
        assert len(set(after)) == len(after)


@pytest.mark.parametrize(("states", "table", "_first", "last"), TABLES)
def test_an_end_can_be_reached_from_everywhere(states, table, _first, last):
    good = set(last)
    for _ in states:
        good |= {state for state, after in table.items() if good & set(after)}
    assert good == set(states)


def test_what_was_sent_is_never_sent_again():
    assert MAIL_TRANSITIONS[MailState.SENT] == ()
    # the only ways into the queue: a worker gives it back, or a person asks for it
    into = {state for state, after in MAIL_TRANSITIONS.items() if MailState.QUEUED in after}
    assert into == {MailState.SENDING, MailState.FAILED, MailState.UNKNOWN}


def test_who_must_sign_is_settled_for_every_standing():
    assert MUST_SIGN.keys() == set(Standing)
    assert MUST_SIGN[Standing.UNKNOWN], "a word that nobody knows frees nobody"
    assert not MUST_SIGN[Standing.LEFT]
    for standing in Standing:
        assert Employee(standing=standing).must_sign == MUST_SIGN[standing]


def test_words_of_standing_are_settled_once():
    words = [word for known in WORDS.values() for word in known]
    assert len(words) == len(set(words))
    assert standing_of("") == standing_of("Aktif?!x") == Standing.UNKNOWN
    assert standing_of("  PEMBERHENTIAN   SEMENTARA. ") == Standing.SUSPENDED
    assert set(Standing) - set(WORDS) == {Standing.UNKNOWN}


@pytest.mark.parametrize(
    ("model", "field", "choices"),
    [(Employee, "kind", Kind), (Employee, "standing", Standing), (Role, "name", RoleName), (Mail, "state", MailState),
     (RosterImport, "state", ImportState)],
)  # fmt: skip
def test_words_fit_their_columns(model, field, choices):
    column = model._meta.get_field(field)
    assert max(map(len, choices.values)) <= column.max_length
    assert column.choices == choices.choices
    assert all(str(choice.label).strip() for choice in choices)
