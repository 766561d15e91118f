"""The desk: nothing without a key in hand, nothing that was not sealed for it, every look written down."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from ikrar.cases.actions import NewCase
from ikrar.ledger.models import Entry
from ikrar.reports import actions, queries, tickets
from ikrar.reports.content import Content
from ikrar.reports.models import Custody, Message, Report
from ikrar.reports.states import TRANSITIONS, NoticeKind, ReportState
from ikrar.vault import actions as vault
from tests.apps.reports.conftest import PHRASE
from tests.apps.reports.test_door import send

pytestmark = pytest.mark.django_db(transaction=True)
WHAT = "Kepala kantor membagikan kaus calon kepada staf saat apel"
ASKED = actions.Asked(new=NewCase(), summary="Ajakan memilih calon")
REASON = "Perlu menghubungi pelapor untuk keterangan saksi"


def file(**given):
    return actions.submit(Content(what=WHAT, **given), form=tickets.read(tickets.make()))


def as_(client, unlocked):
    """Log in and unlock the key, as its holder does."""
    client.force_login(unlocked.holder.user)
    assert client.post(reverse("key"), {"passphrase": PHRASE}).status_code == 302
    return client


def test_a_locked_key_leads_to_where_it_is_unlocked_and_back(client, desk):
    report = file().report
    client.force_login(desk.gita.holder.user)
    page = client.get(reverse("report", args=[report.pk]))
    assert page["Location"] == f"{reverse('key')}?next=%2Flaporan%2F{report.pk}%2F"
    wrong = client.post(page["Location"], {"passphrase": "bukan frasa sandinya"})
    assert "Frasa sandi tidak membuka kunci" in wrong.content.decode()
    right = client.post(page["Location"], {"passphrase": PHRASE})
    assert right["Location"] == f"/laporan/{report.pk}/"
    assert WHAT in client.get(right["Location"]).content.decode()


def test_neither_the_session_nor_the_cookie_opens_anything_alone(client, desk):
    from django.contrib.sessions.models import Session

    report = file().report
    as_(client, desk.gita)
    row = Session.objects.get()
    assert desk.gita.private.hex() not in str(row.get_decoded())
    client.cookies["ikrar_kunci"] = "A" * 44
    assert client.get(reverse("report", args=[report.pk])).status_code == 302


def test_a_key_is_put_away_after_half_an_hour(client, desk, time_machine):
    report = file().report
    as_(client, desk.gita)
    time_machine.move_to(timezone.now() + timedelta(minutes=31))
    assert client.get(reverse("report", args=[report.pk])).status_code == 302


def test_what_is_not_sealed_for_an_officer_does_not_exist(client, desk):
    report = file(avoid=("citra",)).report
    as_(client, desk.citra)
    assert "Belum ada laporan" in client.get(reverse("reports")).content.decode()
    for name in ("report", "report_close", "report_merge", "report_identity", "report_reply"):
        assert client.get(reverse(name, args=[report.pk])).status_code == 404
    assert client.get(reverse("report", args=[999])).status_code == 404


@pytest.mark.parametrize("who", ["ani", "budi", "dodi", "eka", "fajar"])
def test_whoever_has_no_role_at_the_desk_is_turned_away(client, desk, cast, who):
    report = file().report
    client.force_login(getattr(cast, who))
    for name, args in (("reports", []), ("report", [report.pk])):
        answer = client.get(reverse(name, args=args))
        assert answer.status_code in {302, 403}
        assert answer.status_code == 403 or answer["Location"].startswith("/kunci/")
    assert client.get(reverse("key")).status_code == 403


def test_a_reply_and_an_answer_through_the_mailbox(client, desk, cast):
    filed = file()
    key = queries.key_for(filed.report, desk.gita.holder, desk.gita.private)
    as_(client, desk.gita)
    to = reverse("report_reply", args=[filed.report.pk])
    assert client.post(to, {"text": "Kapan persisnya?"}).status_code == 302
    client.logout()
    client.post(reverse("mailbox_open"), {"receipt": filed.receipt})
    assert "Kapan persisnya?" in client.get(reverse("mailbox")).content.decode()
    assert "gita" not in client.get(reverse("mailbox")).content.decode()
    client.post(reverse("mailbox_write"), {"text": "Senin pagi"})
    assert [line.text for line in queries.mailbox(filed.report, key)][1:] == [
        "Kapan persisnya?",
        "Senin pagi",
    ]
    assert not any(b"Senin" in bytes(m.sealed) for m in Message.objects.all())


def test_evidence_leaves_only_after_it_was_noted(client, desk, monkeypatch):
    data = b"catatan apel hari senin\n" * 50
    send(client, upload=[SimpleUploadedFile("catatan.txt", data)])
    report = Report.objects.get()
    one = report.attachments.get()
    as_(client, desk.gita)
    answer = client.get(reverse("report_original", args=[report.pk, one.ref]))
    assert b"".join(answer.streaming_content) == data
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    row = Custody.objects.get()
    assert (row.what, row.by.username) == ("asli", "gita")
    assert Entry.objects.get(ref=row.ref).kind == "custody"

    def fails(**_kwargs):
        raise RuntimeError("no log")

    monkeypatch.setattr("ikrar.reports.actions.triage.ledger.append", fails)
    with pytest.raises(RuntimeError):
        client.get(reverse("report_original", args=[report.pk, one.ref]))
    assert Custody.objects.count() == 1


def test_two_custodians_open_an_identity_and_the_reporter_reads_why(client, desk, cast):
    filed = actions.submit(
        Content(what=WHAT), form=tickets.read(tickets.make()), identity="Ani Contoh"
    )
    report, gita = filed.report, desk.gita
    key = queries.key_for(report, gita.holder, gita.private)
    opening = actions.ask_identity(report, REASON, key=key, by=gita.holder)
    assert queries.identity_of(report, gita.holder, gita.private) is None
    vault.approve_opening(opening, by=desk.indra.holder, private=desk.indra.private)
    assert queries.identity_of(report, gita.holder, gita.private) is None
    vault.approve_opening(opening, by=desk.joko.holder, private=desk.joko.private)
    assert queries.identity_of(report, gita.holder, gita.private) == "Ani Contoh"
    assert queries.identity_of(report, desk.citra.holder, desk.citra.private) is None
    said = queries.mailbox(report, key)
    assert any(
        line.message.kind == NoticeKind.IDENTITY_ASKED and line.text == REASON for line in said
    )


@pytest.mark.parametrize("state", list(ReportState))
def test_no_step_from_a_state_that_does_not_allow_it(desk, cast, state):
    from ikrar.errors import InputError, NotPossible

    report, other = file().report, file().report
    key = queries.key_for(report, desk.gita.holder, desk.gita.private)
    by = desk.gita.holder.user
    steps = {
        ReportState.CLOSED: lambda: actions.close(report, REASON, key=key, by=by),
        ReportState.MERGED: lambda: actions.merge(report, into=other, key=key, by=by),
        ReportState.ACCEPTED: lambda: actions.accept(report, ASKED, key=key, by=by),
        ReportState.DELETED: lambda: actions.delete_report(report),
    }
    for to, step in steps.items():
        Report.objects.filter(pk=report.pk).update(state=state)
        report.refresh_from_db()
        if to in TRANSITIONS[state]:
            continue
        with pytest.raises((NotPossible, InputError)):
            step()
        report.refresh_from_db()
        assert report.state == state


def test_a_reporter_takes_a_report_back_and_nothing_can_be_opened_again(client, desk):
    send(client, upload=[SimpleUploadedFile("a.txt", b"isi")], identity="Ani Contoh")
    report = Report.objects.get()
    ref = report.attachments.get().ref
    actions.delete_report(report)
    from ikrar.reports.shelf import files

    report.refresh_from_db()
    assert (bytes(report.content), bytes(report.identity)) == (b"", b"")
    assert not report.box.keys.exists()
    assert not files.path_of(ref).exists()
    assert Entry.objects.filter(kind="report-deleted").exists()
    as_(client, desk.gita)
    assert client.get(reverse("report", args=[report.pk])).status_code == 404


def test_the_same_matter_is_suggested(client, desk):
    first, second = file().report, file(who="kepala kantor").report
    other = actions.submit(
        Content(what="Soal lain sama sekali: parkir liar"), form=tickets.read(tickets.make())
    ).report
    page = as_(client, desk.gita).get(reverse("report", args=[second.pk])).content.decode()
    assert "Mungkin tentang hal yang sama" in page
    assert first.number in page
    assert other.number not in page


def test_a_report_becomes_a_case_with_its_evidence(client, desk, cast):
    from ikrar.cases.models import Case
    from ikrar.cases.queries import data_key, visible_to

    send(client, upload=[SimpleUploadedFile("catatan.txt", b"isi")], who="kepala kantor")
    report = Report.objects.get()
    as_(client, desk.gita)
    page = client.get(reverse("report_accept", args=[report.pk]))
    assert page.status_code == 200
    given = {
        "summary": "Ajakan memilih calon saat apel",
        "nip": cast.ani.employee.nip,
        "act_on": "2024-02-01",
        "handlers": [str(desk.citra.holder.pk)],
        "touches": ["peserta:1"],
    }
    answer = client.post(reverse("report_accept", args=[report.pk]), given)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    case = Case.objects.get()
    assert case.origins.get().ref == report.ref
    assert case.items.get().path.endswith(report.attachments.get().ref.hex)
    assert data_key(case, user=desk.citra.holder.user, private=desk.citra.private)
    assert list(visible_to(cast.ani)) == []
    report.refresh_from_db()
    assert report.state == ReportState.ACCEPTED
    box = queries.mailbox(report, queries.key_for(report, desk.gita.holder, desk.gita.private))
    assert box[-1].message.kind == NoticeKind.ACCEPTED
    again = client.post(reverse("report_accept", args=[report.pk]), given)
    assert again.status_code == 409


def test_whom_the_reporter_kept_out_neither_sees_nor_gets_the_case(desk):
    from ikrar.cases import actions as cases
    from ikrar.cases.queries import data_key, visible_to
    from ikrar.errors import InputError

    report = file(avoid=("citra",)).report
    citra, gita = desk.citra.holder.user, desk.gita.holder.user
    key = queries.key_for(report, desk.gita.holder, desk.gita.private)
    case = actions.accept(report, ASKED, key=key, by=gita)
    assert list(visible_to(gita)) == [case]
    assert list(visible_to(citra)) == []
    case_key = data_key(case, user=gita, private=desk.gita.private)
    with pytest.raises(InputError, match="tidak dapat menangani"):
        cases.assign(case, citra, key=case_key, by=gita)
    assert b"citra" not in bytes(case.barred)


def test_a_closed_mailbox_still_takes_an_answer_and_a_deleted_one_opens_no_more(client, desk):
    filed = file()
    key = queries.key_for(filed.report, desk.gita.holder, desk.gita.private)
    actions.close(filed.report, REASON, key=key, by=desk.gita.holder.user)
    client.post(reverse("mailbox_open"), {"receipt": filed.receipt})
    assert REASON in client.get(reverse("mailbox")).content.decode()
    assert client.post(reverse("mailbox_write"), {"text": "Saya dipindahkan."}).status_code == 302
    assert queries.mailbox(filed.report, key)[-1].text == "Saya dipindahkan."
    more = SimpleUploadedFile("surat.txt", b"isi")
    assert client.post(reverse("mailbox_files"), {"upload": [more]}).status_code == 302
    assert filed.report.attachments.count() == 1
    other = file()
    actions.delete_report(other.report)
    again = client.post(reverse("mailbox_open"), {"receipt": other.receipt})
    assert again.status_code == 400
    assert "sudah dihapus" in again.content.decode()


def test_the_desk_asks_the_database_the_same_however_many_reports(
    client, desk, django_assert_num_queries
):
    one = reverse("report", args=[file().report.pk])
    as_(client, desk.citra)
    for more in (1, 5):
        for _ in range(more):
            file()
        with django_assert_num_queries(LIST_QUERIES):
            assert client.get(reverse("reports")).status_code == 200
        with django_assert_num_queries(REPORT_QUERIES):
            assert client.get(one).status_code == 200


LIST_QUERIES, REPORT_QUERIES = 10, 15
