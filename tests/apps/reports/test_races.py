"""Many at once: one report a form, one officer who triages, a reporter or an officer but never both."""

import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ikrar.cases.models import Case
from ikrar.errors import NotPossible
from ikrar.ledger.models import Entry
from ikrar.reports import actions, queries, tickets
from ikrar.reports.content import Content
from ikrar.reports.models import Attachment, Message, Report
from ikrar.reports.shelf import files
from ikrar.reports.states import NoticeKind, ReportState
from ikrar.vault.uploads import from_token
from tests.apps.pledges.test_races import at_once
from tests.apps.reports.conftest import PHRASE
from tests.apps.reports.test_desk import ASKED, REASON, file
from tests.apps.reports.test_door import WHAT, form, receipt_of, send

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 3


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_the_same_form_sent_eight_times_at_once_is_one_report(client, desk, _round):
    given = form(client)

    def post():
        data = SimpleUploadedFile("catatan.txt", b"isi bukti")
        return Client().post(reverse("report_new"), {**given, "upload": [data]})

    answers = at_once(*[post] * 8)
    assert sorted(one.status_code for one in answers) == [200] + [409] * 7
    report = Report.objects.get()
    assert Attachment.objects.filter(report=report).count() == 1
    assert Entry.objects.filter(kind="report").count() == 1
    [good] = [one for one in answers if one.status_code == 200]
    answer = client.post(reverse("mailbox_open"), {"receipt": receipt_of(good)})
    assert answer["Location"] == reverse("mailbox")


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_one_file_goes_with_one_report(client, desk, _round):
    page = send(client, what="", upload=[SimpleUploadedFile("a.txt", b"isi")]).content.decode()
    token = page.split('name="attached" value="')[1].split('"')[0]
    forms = [{**form(client), "attached": [token]} for _ in range(4)]
    answers = at_once(*(lambda f=f: Client().post(reverse("report_new"), f) for f in forms))
    codes = sorted(one.status_code for one in answers)
    assert codes[0] == 200
    assert set(codes[1:]) <= {400, 409}  # gone already, or taken that very moment
    assert Report.objects.count() == Attachment.objects.count() == 1
    assert files.path_of(from_token(token).ref).exists()


def _officer(unlocked) -> Client:
    client = Client()
    client.force_login(unlocked.holder.user)
    assert client.post(reverse("key"), {"passphrase": PHRASE}).status_code == 302
    return client


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_two_officers_triage_at_once_and_one_is_told(desk, monkeypatch, _round):
    """Both have read that the report is new before either writes: the worst order there is."""
    report = file().report
    citra, gita = _officer(desk.citra), _officer(desk.gita)
    both = threading.Barrier(2, timeout=20)
    real = actions.triage.check_can_move

    def met(*args, **options):
        real(*args, **options)
        both.wait()

    monkeypatch.setattr("ikrar.reports.views.accepting.check_can_move", met)
    given = {"summary": "Ajakan memilih calon saat apel"}
    accept = reverse("report_accept", args=[report.pk])
    answers = at_once(lambda: citra.post(accept, given), lambda: gita.post(accept, given))
    assert sorted(one.status_code for one in answers) == [302, 400]
    [lost] = [one for one in answers if one.status_code == 400]
    assert "Sudah ada perkara" in lost.content.decode()
    assert Case.objects.count() == 1
    assert Message.objects.filter(kind=NoticeKind.ACCEPTED).count() == 1
    assert Entry.objects.filter(kind="report-triaged").count() == 1
    # whoever comes later is told by the state
    assert citra.post(accept, given).status_code == 409


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_closed_by_one_and_accepted_by_another_is_one_of_both(desk, _round):
    report = file().report
    keys = {
        one.holder.pk: queries.key_for(report, one.holder, one.private)
        for one in (desk.citra, desk.gita)
    }
    first, second = (Report.objects.get(pk=report.pk) for _ in range(2))
    citra, gita = desk.citra.holder, desk.gita.holder
    results = at_once(
        lambda: actions.close(first, REASON, key=keys[citra.pk], by=citra.user),
        lambda: actions.accept(second, ASKED, key=keys[gita.pk], by=gita.user),
    )
    assert sum(isinstance(one, NotPossible) for one in results) == 1
    report.refresh_from_db()
    assert (report.state == ReportState.ACCEPTED) == Case.objects.exists()


@pytest.mark.parametrize("_round", range(2 * ROUNDS))
def test_deleted_by_its_reporter_or_accepted_but_never_both(client, desk, _round):
    answer = send(client, upload=[SimpleUploadedFile("catatan.txt", b"isi")])
    report = Report.objects.get()
    ref = report.attachments.get().ref
    first, second = (Report.objects.get(pk=report.pk) for _ in range(2))
    gita = desk.gita
    key = queries.key_for(report, gita.holder, gita.private)
    results = at_once(
        lambda: actions.delete_report(first),
        lambda: actions.accept(second, ASKED, key=key, by=gita.holder.user),
    )
    assert sum(isinstance(one, NotPossible) for one in results) <= 1
    report.refresh_from_db()
    is_there = report.state == ReportState.ACCEPTED
    assert report.state in {ReportState.ACCEPTED, ReportState.DELETED}
    assert Case.objects.exists() == files.path_of(ref).exists() == is_there
    assert report.box.keys.exists() == is_there
    opened = client.post(reverse("mailbox_open"), {"receipt": receipt_of(answer)})
    # a mailbox that is gone says so, where its receipt is asked for
    assert opened.status_code == (302 if is_there else 400)
    assert ("sudah dihapus" in opened.content.decode()) != is_there
    page = client.get(reverse("mailbox"))
    assert (page.status_code == 200 and WHAT in page.content.decode()) == is_there


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_a_ticket_counts_once_however_often_it_is_used(desk, _round):
    ticket = tickets.read(tickets.make())
    content = Content(what=WHAT)
    results = at_once(*[lambda: actions.submit(content, form=ticket)] * 4)
    assert sum(isinstance(one, actions.Filed) for one in results) == 1
    assert sum(isinstance(one, NotPossible) for one in results) == 3
