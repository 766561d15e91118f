"""The daily letter: once a person and a day, numbers alone, none where there is nothing to tell."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.cache import cache

from ikrar.dashboards import queries, work
from ikrar.monitoring.models import Alert
from ikrar.monitoring.states import AlertKind
from ikrar.people.models import Agency, Mail, Role
from ikrar.people.states import RoleName
from tests.apps.dashboards import steps
from tests.apps.programme import steps as programme

MORNING = datetime(2024, 2, 13, 1, tzinfo=UTC)  # eight o'clock in Jakarta


@pytest.fixture(autouse=True)
def _looks_each_time(monkeypatch):
    monkeypatch.setattr(work, "LOOK_SECONDS", 0.0)


@pytest.fixture
def something(world):
    steps.tell()
    facts = {"copies": 140, "hours": 6, "text": "Kabar contoh zqxwv"}
    Alert.objects.create(kind=AlertKind.CLAIM, mark="1", on="2024-02-12", facts=facts, at=MORNING)
    return world


def letters() -> list[Mail]:
    return list(Mail.objects.filter(key__startswith="digest-").order_by("pk"))


def work_at(moment: datetime) -> None:
    with time_machine.travel(moment):
        while work.do_one():
            pass


def test_one_letter_a_person_and_a_day(something):
    work_at(MORNING)
    work_at(MORNING)
    assert [one.to for one in letters()] == ["maya@contoh.test", "nanda@contoh.test", "oki@contoh.test"]  # fmt: skip
    work_at(MORNING.replace(day=14))
    assert len(letters()) == 6


def test_it_tells_numbers_alone(something):
    with programme.clock(MORNING):
        programme.sent(something, at=MORNING.replace(hour=5), phase="saat")
    work_at(MORNING)
    letter = letters()[0]
    assert letter.subject == "Ikhtisar 13 Februari 2024"
    assert "60 unggahan dikumpulkan untuk hari kemarin." in letter.body
    assert "1 peringatan belum dibaca." in letter.body
    assert "1 pesan dijadwalkan hari ini." in letter.body
    assert "1 di antaranya belum disetujui." in letter.body
    assert "tenggat" not in letter.body
    for word in ("zqxwv", "Maya", "Grup", "Kenali"):
        assert word not in letter.body


def test_nothing_to_tell_is_no_letter(world):
    work_at(MORNING)
    assert letters() == []
    steps.tell()
    cache.clear()  # an hour later
    work_at(MORNING)
    assert len(letters()) == 3


def test_not_before_six(something):
    work_at(datetime(2024, 2, 12, 22, 30, tzinfo=UTC))  # half past five, the 13th
    assert letters() == []


@pytest.mark.django_db
def test_before_there_is_an_agency():
    assert work.do_one() is False


def test_who_gets_it(something):
    something.nanda.email = ""
    something.nanda.save()
    something.oki.is_active = False
    something.oki.save()
    Role.objects.create(user=something.cast.budi, name=RoleName.COMMUNICATIONS, unit=something.cast.unit)  # fmt: skip
    work_at(MORNING)
    assert [one.to for one in letters()] == ["maya@contoh.test"]


def test_who_has_it_already_gets_no_other(something):
    Agency.objects.update(today=date(2024, 2, 13), is_demo=True)
    assert len(queries.to_write_to(date(2024, 2, 13))) == 3
    work_at(MORNING)
    assert queries.to_write_to(date(2024, 2, 13)) == []
