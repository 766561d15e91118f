"""What comes after a report was taken on: the reporter's word is seen, and their evidence reaches the case."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ikrar.cases.queries import audit_cases
from ikrar.reports import actions, queries
from tests.apps.reports.test_desk import as_, file
from tests.apps.reports.test_merging import accept, key_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sent(client, desk):
    """A report that became a case, and a file that its reporter sent afterwards."""
    filed = file()
    case = accept(desk, filed.report)
    client.post(reverse("mailbox_open"), {"receipt": filed.receipt})
    upload = SimpleUploadedFile("rekaman.txt", b"percakapan")
    assert client.post(reverse("mailbox_files"), {"upload": [upload]}).status_code == 302
    assert "Bukti ditambahkan." in client.get(reverse("mailbox")).text
    return filed.report, case


def test_later_evidence_is_passed_on_to_the_case(client, desk, sent):
    report, case = sent
    as_(client, desk.gita)
    page = client.get(reverse("report", args=[report.pk])).text
    assert "1 bukti belum ada dalam perkaranya." in page
    assert reverse("case", args=[case.number]) in page
    to = reverse("report_pass_on", args=[report.pk])
    assert client.get(to).status_code == 302
    assert not case.items.exists()
    assert client.post(to).status_code == 302
    assert case.items.count() == 1
    assert client.post(to).status_code == 409
    assert "belum ada dalam" not in client.get(reverse("report", args=[report.pk])).text
    assert "rekaman.txt" in client.get(reverse("case", args=[case.number])).text
    assert [*audit_cases(), *queries.audit_reports()] == []


def test_who_reads_the_report_and_not_the_case_passes_nothing_on(client, desk, sent):
    report, case = sent
    as_(client, desk.citra)
    page = client.get(reverse("report", args=[report.pk])).text
    assert "rekaman.txt" in page
    assert case.number not in page
    assert "belum ada dalam" not in page
    assert client.post(reverse("report_pass_on", args=[report.pk])).status_code == 409
    assert not case.items.exists()


def test_a_reporter_who_waits_for_an_answer_is_seen_at_the_desk(client, desk):
    report, other = file().report, file().report
    waiting = f"{reverse('reports')}?keadaan=belum-dijawab"
    as_(client, desk.gita)
    assert "menunggu jawaban" not in client.get(reverse("reports")).text
    actions.write(report, "Saya dimutasi sejak melapor", key=key_of(desk, report))
    actions.check_in(report, days=30)  # what the house says answers nobody
    assert "Pelapor menunggu jawaban (1)" in client.get(reverse("reports")).text
    shown = client.get(waiting).text
    assert report.number in shown
    assert other.number not in shown
    client.post(reverse("report_reply", args=[report.pk]), {"text": "Kami menindaklanjuti"})
    assert report.number not in client.get(waiting).text
