"""What the worker does: asks reporters how they fare after 30, 90 and 180 days, sweeps, and erases in time."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from ikrar.cases.actions import NewCase
from ikrar.errors import NotPossible
from ikrar.packs import load
from ikrar.reports import actions, queries, work
from ikrar.reports.models import Message, Report
from ikrar.reports.shelf import files
from ikrar.reports.states import NoticeKind, ReportState
from ikrar.vault.shelves import WAITING
from tests.apps.reports.test_door import send

YEARS = load("pemilu-2024").retention.case_years
pytestmark = pytest.mark.django_db(transaction=True)
REASON = "Tidak ada yang dapat ditindaklanjuti dari laporan ini"


@pytest.fixture(autouse=True)
def _awake(monkeypatch):
    monkeypatch.setattr(work, "_swept", 0.0)


def of_gita(desk):
    report = Report.objects.order_by("pk").last()
    key = queries.key_for(report, desk.gita.holder, desk.gita.private)
    return report, {"key": key, "by": desk.gita.holder.user}


@pytest.mark.parametrize("hour", [5, 20])  # noon in Jakarta, and the small hours of the next day
def test_a_reporter_is_asked_three_times(client, desk, time_machine, hour):
    start = datetime(2024, 2, 1, hour, tzinfo=UTC)
    time_machine.move_to(start, tick=False)
    send(client)
    report, given = of_gita(desk)
    actions.accept(report, actions.Asked(new=NewCase(), summary="Ajakan memilih"), **given)
    asked = []
    for day in range(1, 200):
        time_machine.move_to(start + timedelta(days=day), tick=False)
        while work.do_one():
            asked.append(day)
    assert asked == [30, 90, 180]
    assert Message.objects.filter(kind=NoticeKind.CHECK_IN).count() == 3


def test_a_file_without_a_report_is_swept_and_one_with_a_row_is_put_in_its_place(client, desk):
    send(client, upload=[SimpleUploadedFile("a.txt", b"isi")])
    one = Report.objects.get().attachments.get()
    files.path_of(one.ref).rename(files.waiting(one.ref))  # as a crash after the commit leaves it
    assert files.size_of(one.ref) == one.size
    lost = uuid4()
    with files.begin(lost) as out:
        out.write(b"x")
    import os
    import time

    old = time.time() - WAITING - 60
    for ref in (lost, one.ref):
        os.utime(files.waiting(ref), (old, old))
    assert not work.do_one()
    assert files.path_of(one.ref).exists()
    assert not files.waiting(lost).exists()


def test_a_closed_report_is_erased_in_time_and_not_before(client, desk, time_machine):
    send(client, upload=[SimpleUploadedFile("a.txt", b"isi")])
    report, given = of_gita(desk)
    ref = report.attachments.get().ref
    actions.close(report, REASON, **given)
    with pytest.raises(NotPossible, match="masa simpan"):
        actions.erase_report(report)
    later = timezone.now() + timedelta(days=366 * YEARS)
    time_machine.move_to(later)
    assert work.do_one()
    report.refresh_from_db()
    assert report.state == ReportState.ERASED
    assert not report.box.keys.exists()
    assert not files.path_of(ref).exists()
    assert list(queries.audit_reports()) == []


def test_what_a_case_still_needs_is_kept(client, desk, time_machine):
    send(client)
    report, given = of_gita(desk)
    actions.accept(report, actions.Asked(new=NewCase(), summary="Ajakan memilih"), **given)
    report.refresh_from_db()
    actions.close(report, REASON, **given)
    time_machine.move_to(timezone.now() + timedelta(days=366 * YEARS))
    assert not queries.due_erasures(timezone.localdate()).exists()
