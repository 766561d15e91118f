"""The outbox: once per person, never twice, and one bad address stops nobody."""

import random
import smtplib
import threading
from datetime import timedelta

import pytest
from django.core import mail as post
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.utils import timezone

from ikrar.errors import NotAllowed, NotPossible
from ikrar.people import actions, work
from ikrar.people.actions import mail as mail_actions
from ikrar.people.models import Mail
from ikrar.people.states import MAIL_TRANSITIONS, MailState
from tests.apps.people.postbox import Postbox


def letter(number=1, *, to=None):
    return actions.queue_mail(
        key=f"surat:{number}", employee=None, to=to or f"p{number}@contoh.test", subject="Ikrar",
        body=f"Tautan rahasia {number}",
    )  # fmt: skip


def state(item):
    item.refresh_from_db()
    return MailState(item.state)


@pytest.fixture
def postbox(settings):
    box = Postbox()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
    settings.EMAIL_USE_TLS, settings.EMAIL_HOST_USER = False, ""
    yield box
    box.close()


def test_the_same_key_is_the_same_letter(cast):
    first = letter(1)
    again = actions.queue_mail(
        key="surat:1", employee=None, to="lain@contoh.test", subject="x", body="y"
    )
    assert again.pk == first.pk
    assert again.to == "p1@contoh.test"
    assert Mail.objects.count() == 1


def test_sent_once_then_emptied(cast):
    item = letter(1)
    assert actions.send_one_mail()
    assert not actions.send_one_mail()
    (sent,) = post.outbox
    assert sent.body == "Tautan rahasia 1"
    assert state(item) == MailState.SENT
    assert item.body == ""
    assert item.sent_at is not None
    assert letter(1).state == MailState.SENT, "queued again: nothing happens"
    assert not actions.send_one_mail()


def test_not_before_its_time(cast):
    later = timezone.now() + timedelta(hours=1)
    actions.queue_mails(
        [Mail(key="k", to="a@contoh.test", subject="s", body="b", not_before=later)]
    )
    assert not actions.send_one_mail()
    Mail.objects.update(not_before=timezone.now())
    assert actions.send_one_mail()


def test_message_id_comes_from_the_key(cast, settings):
    settings.DEFAULT_FROM_EMAIL = "Biro <biro@contoh.test>"
    item = letter(1)
    actions.send_one_mail()
    Mail.objects.filter(pk=item.pk).update(state=MailState.QUEUED, body="x")
    actions.send_one_mail()
    first, second = (message.message()["Message-ID"] for message in post.outbox)
    assert first == second
    assert first.endswith("@contoh.test>")


def test_line_breaks_in_a_subject_do_no_harm(cast):
    actions.queue_mail(
        key="k", employee=None, to="a@contoh.test", subject="Ikrar\r\nBcc: x@y.test", body="b"
    )
    actions.send_one_mail()
    assert post.outbox[0].message()["Bcc"] is None


def test_a_real_server_and_every_kind_of_answer(cast, postbox):
    good, gone, full, cut, content, odd = (
        letter(n, to=f"{name}@contoh.test")
        for n, name in enumerate(["baik", "tidakada", "penuh", "putus", "isi", "bukan alamat@"])
    )
    last = letter(9, to="akhir@contoh.test")
    assert actions.send_due_mails() == 7
    assert [to for to, _body in postbox.received] == ["baik@contoh.test", "akhir@contoh.test"]
    assert [state(item) for item in (good, gone, full, cut, content, odd, last)] == [
        MailState.SENT, MailState.FAILED, MailState.QUEUED, MailState.UNKNOWN, MailState.FAILED, MailState.FAILED,
        MailState.SENT,
    ]  # fmt: skip
    assert "550" in gone.problem
    assert full.not_before > timezone.now()
    assert postbox.connections == 2, "one line, and a new one after it was cut"


def test_a_line_that_went_silent_between_letters_is_opened_anew(cast, postbox):
    postbox.hang_up_after = True
    items = [letter(n) for n in range(3)]
    assert actions.send_due_mails() == 3
    assert {state(item) for item in items} == {MailState.SENT}
    assert len(postbox.received) == 3


def test_a_server_that_refuses_us_loses_no_letter(cast, postbox):
    postbox.refuse_sender = True
    item = letter(1)
    actions.send_one_mail()
    assert state(item) == MailState.QUEUED
    assert "pengirim" in item.problem


def test_a_server_that_is_away_loses_no_letter(cast, postbox):
    postbox.close()
    item = letter(1)
    assert not actions.send_one_mail()
    assert state(item) == MailState.QUEUED
    assert item.attempts == 1
    assert "tidak dapat dihubungi" in item.problem


class Flaky(EmailBackend):
    """Every twentieth message meets a passing trouble, another twentieth a refusal."""

    dice = random.Random(7)

    def send_messages(self, messages):
        roll = self.dice.random()
        to = messages[0].to[0]
        if roll < 0.05:
            raise smtplib.SMTPRecipientsRefused({to: (451, b"later")})
        if to.startswith("x"):
            raise smtplib.SMTPRecipientsRefused({to: (550, b"no such user")})
        return super().send_messages(messages)


def test_two_thousand_letters_with_failures(cast, settings):
    settings.EMAIL_BACKEND = "tests.apps.people.test_mail.Flaky"
    now = timezone.now()
    actions.queue_mails(
        Mail(
            key=f"k{n}",
            to=f"{'x' if n % 20 == 0 else 'p'}{n}@contoh.test",
            subject="s",
            body="b",
            not_before=now,
        )
        for n in range(2000)
    )
    for _ in range(12):
        while actions.send_due_mails(limit=500):
            pass
        Mail.objects.filter(state=MailState.QUEUED).update(not_before=now)
    got = [message.to[0] for message in post.outbox]
    assert len(got) == len(set(got)) == 1900
    assert Mail.objects.filter(state=MailState.SENT).count() == 1900
    assert Mail.objects.filter(state=MailState.FAILED).count() == 100


def test_patience_ends_after_some_attempts(cast, settings, monkeypatch):
    monkeypatch.setattr(
        mail_actions, "deliver", lambda *_a: mail_actions.Fate(MailState.QUEUED, "451 nanti")
    )
    item, waits = letter(1), []
    for _ in range(mail_actions.MAX_ATTEMPTS):
        Mail.objects.update(not_before=timezone.now())
        actions.send_one_mail()
        item.refresh_from_db()
        waits.append(item.not_before - timezone.now())
    assert state(item) == MailState.FAILED
    assert waits[0] < waits[3] < waits[6]


class Crash(BaseException):
    pass


def test_a_crash_after_sending_is_never_repeated_by_itself(cast, monkeypatch):
    item = letter(1)
    monkeypatch.setattr(mail_actions, "_mark", lambda *_a: (_ for _ in ()).throw(Crash))
    with pytest.raises(Crash):
        actions.send_one_mail()
    monkeypatch.undo()
    assert state(item) == MailState.SENDING
    assert not actions.send_one_mail()
    assert actions.shelve_stale_mails() == 0, "it may still be under way"
    Mail.objects.update(claimed_at=timezone.now() - timedelta(minutes=16))
    assert actions.shelve_stale_mails() == 1
    assert not actions.send_one_mail()
    assert state(item) == MailState.UNKNOWN
    assert len(post.outbox) == 1


def test_the_worker_shelves_what_is_stale(cast, monkeypatch):
    monkeypatch.setattr(work, "_swept_at", [-1e9])
    item = letter(1)
    Mail.objects.update(state=MailState.SENDING, claimed_at=timezone.now() - timedelta(minutes=16))
    work.do_one()
    assert state(item) == MailState.UNKNOWN


def test_of_two_that_see_the_same_letter_one_claims_it(cast, monkeypatch):
    item = letter(1)
    stale = Mail.objects.get(pk=item.pk)
    answers = [stale, stale, None]
    monkeypatch.setattr(mail_actions, "due_mail", lambda _now: answers.pop(0))
    assert actions.send_one_mail()
    assert not actions.send_one_mail()
    assert len(post.outbox) == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    "sqlite" in str(connection.settings_dict["ENGINE"]), reason="threads share one SQLite memory"
)
def test_four_workers_at_once_send_each_letter_once():
    now = timezone.now()
    actions.queue_mails(
        Mail(key=f"k{n}", to=f"p{n}@contoh.test", subject="s", body="b", not_before=now)
        for n in range(200)
    )

    def run():
        while actions.send_due_mails(limit=20):
            pass
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    got = [message.to[0] for message in post.outbox]
    assert len(got) == len(set(got)) == 200


@pytest.mark.parametrize("start", MailState)
def test_only_a_person_moves_failed_and_uncertain_letters(cast, start):
    item = letter(1)
    Mail.objects.update(state=start)
    item.refresh_from_db()
    for to, act in (
        (MailState.QUEUED, actions.retry_mail),
        (MailState.SENT, actions.confirm_mail_sent),
    ):
        Mail.objects.update(state=start)
        item.refresh_from_db()
        if start == MailState.SENDING or to not in MAIL_TRANSITIONS[start]:
            with pytest.raises(NotPossible):
                act(item, by=cast.fajar)
        else:
            with pytest.raises(NotAllowed):
                act(item, by=cast.dodi)
            assert act(item, by=cast.fajar).state == to


def test_a_letter_without_body_cannot_be_sent_again(cast):
    item = letter(1)
    Mail.objects.update(state=MailState.FAILED, body="")
    item.refresh_from_db()
    with pytest.raises(NotPossible, match="sudah dihapus"):
        actions.retry_mail(item, by=cast.fajar)
