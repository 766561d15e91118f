"""The worker of the people app: letters and imports take turns, and neither holds the other up."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from ikrar.people import actions, work
from ikrar.people.actions import roster as roster_actions
from ikrar.people.models import Employee, Mail, RosterImport
from ikrar.people.roster import spool
from ikrar.people.states import ImportState, MailState
from tests.apps.people.files import as_csv, row


@pytest.fixture(autouse=True)
def _swept(monkeypatch):
    """As if the worker had tidied up a moment ago."""
    monkeypatch.setattr(work, "_swept_at", [float("inf")])


def letters(count: int) -> None:
    for number in range(count):
        actions.queue_mail(
            key=f"k{number}", employee=None, to=f"p{number}@contoh.test", subject="s", body="b"
        )


def agreed(cast, count: int = 5) -> RosterImport:
    found = actions.start_import(
        cast.agency, file=as_csv([row(n) for n in range(1, count + 1)]), file_name="x", by=None
    )
    return actions.approve_import(found, by=None)


def test_nothing_to_do(cast):
    assert not work.do_one()


def test_one_turn_sends_letters_and_applies_one_batch(cast, monkeypatch):
    monkeypatch.setattr(roster_actions, "BATCH", 2)
    found = agreed(cast)
    letters(3)
    assert work.do_one()
    assert len(mail.outbox) == 3
    found.refresh_from_db()
    assert (found.rows_done, found.state) == (2, ImportState.APPLYING)
    turns = 1
    while work.do_one():
        turns += 1
    found.refresh_from_db()
    assert found.state == ImportState.DONE
    assert turns == 3
    assert Employee.objects.filter(name__startswith="Peraga").count() == 5


def test_a_broken_import_keeps_no_letter_back(cast, monkeypatch):
    def broken(_import):
        raise RuntimeError

    found = agreed(cast)
    letters(2)
    monkeypatch.setattr(actions, "work_on_import", broken)
    with pytest.raises(RuntimeError):
        work.do_one()
    assert len(mail.outbox) == 2
    assert not Mail.objects.exclude(state=MailState.SENT).exists()
    found.refresh_from_db()
    assert (found.rows_done, found.state) == (0, ImportState.APPLYING), "nothing is lost"


def test_an_import_whose_working_copy_is_gone_waits_for_a_person(cast):
    found = agreed(cast)
    spool.remove(roster_actions.spool_path(found))
    letters(1)
    assert work.do_one(), "the letter"
    assert not work.do_one()
    actions.discard_import(found, by=cast.fajar)
    assert not work.do_one()


def test_tidies_up_when_idle_and_not_at_every_turn(cast, monkeypatch):
    letters(1)
    long_ago = timezone.now() - timedelta(hours=1)
    Mail.objects.update(state=MailState.SENDING, claimed_at=long_ago)
    assert not work.do_one()
    assert Mail.objects.get().state == MailState.SENDING
    monkeypatch.setattr(work, "_swept_at", [-1e9])
    assert not work.do_one()
    assert Mail.objects.get().state == MailState.UNKNOWN
    assert mail.outbox == [], "a letter of unknown fate is never sent by itself"
