"""`ikrar log audit` names what other hands did to reports, without any key."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ikrar.ledger.actions import sequence
from ikrar.ledger.queries import audit
from ikrar.reports import actions, queries
from ikrar.reports.models import Attachment, Custody, Message, Report
from ikrar.reports.shelf import files
from ikrar.reports.states import Act
from tests.apps.reports.test_door import send

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def kept(client, desk):
    """A report with a file, a reply and a look at the file."""
    send(client, upload=[SimpleUploadedFile("a.txt", b"isi")])
    report = Report.objects.get()
    key = queries.key_for(report, desk.gita.holder, desk.gita.private)
    by = desk.gita.holder.user
    actions.reply(report, "Kapan?", key=key, by=by)
    actions.note_custody(report.attachments.get(), what=Act.ORIGINAL, by=by)
    return report


def found() -> list[str]:
    return sorted({str(one.what) for one in queries.audit_reports()})


def test_nothing_is_found_where_nothing_was_done(kept, client):
    assert found() == []
    send(client)
    actions.delete_report(Report.objects.order_by("pk").last())
    assert found() == []
    while sequence("internal"):
        pass
    assert list(audit("internal")) == []


def tamper_content(report):
    *kept, last = bytes(report.content)
    Report.objects.update(content=bytes([*kept, last ^ 1]))


def tamper_state(_report):
    Report.objects.update(state="ditutup")


def tamper_message(_report):
    Message.objects.exclude(sealed=b"").update(sealed=b"lain")


def tamper_custody(report):
    Custody.objects.update(what=Act.VIEWED)


def tamper_file(report):
    path = files.path_of(report.attachments.get().ref)
    path.write_bytes(path.read_bytes()[:-1])


def remove_file(report):
    files.remove(report.attachments.get().ref)


def remove_custody(_report):
    Custody.objects.all().delete()


def add_message(report):
    from django.utils import timezone

    Message.objects.create(report=report, author="petugas", sealed=b"palsu", at=timezone.now())


def tamper_about(_report):
    Attachment.objects.update(digest="0" * 64)


@pytest.mark.parametrize(
    ("tamper", "what"),
    [
        (tamper_content, ["report-changed"]),
        (tamper_state, ["report-state"]),
        (tamper_message, ["report-changed"]),
        (tamper_custody, ["report-changed"]),
        (tamper_file, ["report-file-changed"]),
        (remove_file, ["report-file-missing"]),
        (remove_custody, ["report-row-removed"]),
        (add_message, ["report-unlogged"]),
        (tamper_about, ["report-changed", "report-file-changed"]),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_other_hands_did_is_named(kept, tamper, what):
    tamper(kept)
    assert found() == what
