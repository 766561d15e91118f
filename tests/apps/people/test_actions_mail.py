"""The outbox under stress: several workers on real commits, crashes between them, a server long away."""

import random
import smtplib
import threading
from collections import Counter
from datetime import timedelta

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection
from django.utils import timezone

from ikrar.people import actions, letters
from ikrar.people.actions import mail as mail_actions
from ikrar.people.models import Mail
from ikrar.people.states import MailState


class Crash(BaseException):
    """As if the process were killed."""


class Server(BaseEmailBackend):
    """An SMTP server in memory; what it takes it never forgets. One in twenty addresses is wrong."""

    taken: Counter = Counter()
    dice = random.Random(11)
    moods = {"later": 0.0, "crash": 0.0, "away": False}

    def open(self):
        if self.moods["away"]:
            raise ConnectionRefusedError("nobody there")
        return True

    def send_messages(self, messages):
        (message,) = messages
        to, roll = message.to[0], self.dice.random()
        if to.startswith("salah"):
            raise smtplib.SMTPRecipientsRefused({to: (550, b"no such user")})
        if roll < self.moods["later"]:
            raise smtplib.SMTPRecipientsRefused({to: (451, b"later")})
        self.taken[message.extra_headers["Message-ID"]] += 1
        if roll > 1 - self.moods["crash"]:
            raise Crash
        return 1


@pytest.fixture
def server(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    Server.taken.clear()
    Server.moods = {"later": 0.0, "crash": 0.0, "away": False}
    return Server


def queue(count):
    now = timezone.now()
    actions.queue_mails(
        Mail(
            key=f"k{n}", to=f"{'salah' if n % 20 == 0 else 'p'}{n}@contoh.test", subject="Ikrar",
            body=f"Tautan {n}", not_before=now,
        )
        for n in range(count)
    )  # fmt: skip


def states():
    return Counter(Mail.objects.order_by().values_list("state", flat=True))


def work_until_empty():
    """What a worker does, started again whenever it is killed."""
    while True:
        try:
            if not actions.send_due_mails(limit=20):
                return
        except Crash:
            continue
        finally:
            connection.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("crash", [0.0, 0.05])
def test_two_workers_send_each_letter_once(server, crash):
    queue(200)
    server.moods["crash"] = crash
    threads = [threading.Thread(target=work_until_empty) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(server.taken.values()) == {1}
    assert len(server.taken) == 190
    found = states()
    crashed = found[MailState.SENDING]
    assert found[MailState.SENT] == 190 - crashed
    assert found[MailState.FAILED] == 10
    assert bool(crashed) == bool(crash)
    # nobody knows what became of those: later they are shown, and still never sent by a machine
    Mail.objects.filter(state=MailState.SENDING).update(
        claimed_at=timezone.now() - timedelta(hours=1)
    )
    assert actions.shelve_stale_mails() == crashed
    work_until_empty()
    assert states()[MailState.UNKNOWN] == crashed
    assert set(server.taken.values()) == {1}


def test_a_server_away_for_days_fails_no_letter(db, server):
    queue(2)
    server.moods["away"] = True
    for _ in range(50):
        Mail.objects.update(not_before=timezone.now())
        assert actions.send_due_mails() == 0
    assert states() == {MailState.QUEUED: 2}
    assert max(Mail.objects.values_list("not_before", flat=True)) < timezone.now() + timedelta(
        minutes=10
    )
    server.moods["away"] = False
    Mail.objects.update(not_before=timezone.now())
    assert actions.send_due_mails() == 2
    assert states() == {MailState.SENT: 1, MailState.FAILED: 1}


def test_a_server_that_objects_to_us_fails_no_letter(db, server, monkeypatch):
    def objects(_self, _messages):
        raise smtplib.SMTPSenderRefused(550, b"who are you", "ikrar@localhost")

    monkeypatch.setattr(Server, "send_messages", objects)
    queue(2)
    for _ in range(20):
        Mail.objects.update(not_before=timezone.now())
        actions.send_due_mails()
    assert states() == {MailState.QUEUED: 2}


def test_after_an_outage_there_is_patience_left(db, server):
    queue(2)
    server.moods["away"] = True
    for _ in range(30):
        Mail.objects.update(not_before=timezone.now())
        actions.send_due_mails()
    server.moods = {"later": 1.0, "crash": 0.0, "away": False}
    good, tries = Mail.objects.get(to="p1@contoh.test"), 0
    while good.state == MailState.QUEUED:
        Mail.objects.update(not_before=timezone.now())
        actions.send_due_mails()
        good.refresh_from_db()
        tries += 1
    assert good.state == MailState.FAILED
    assert tries >= mail_actions.MAX_ATTEMPTS - mail_actions.SERVERS_ATTEMPTS


def test_a_late_worker_does_not_overwrite_what_a_person_decided(cast, server, monkeypatch):
    """It was slow, the letter was shelved, a person closed it: the worker's word comes too late."""
    queue(2)
    item = Mail.objects.get(to="p1@contoh.test")
    real = letters.deliver

    def slow(message, line):
        Mail.objects.filter(pk=item.pk).update(claimed_at=timezone.now() - timedelta(hours=1))
        actions.shelve_stale_mails()
        found = Mail.objects.get(pk=item.pk)
        if found.state == MailState.UNKNOWN:
            actions.confirm_mail_sent(found, by=cast.fajar)
        return real(message, line)

    monkeypatch.setattr(mail_actions, "deliver", slow)
    actions.send_due_mails()
    item.refresh_from_db()
    assert (item.state, item.body) == (MailState.SENT, "")
    assert len(server.taken) == 1
