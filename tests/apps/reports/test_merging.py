"""Two reports of one matter: receipts, evidence, and whom either keeps out, before and after there is a case."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from ikrar.cases import actions as cases
from ikrar.cases.models import Case
from ikrar.cases.queries import audit_cases, data_key, visible_to
from ikrar.errors import InputError
from ikrar.reports import actions, queries, work
from ikrar.reports.models import Report
from ikrar.reports.states import ReportState
from tests.apps.reports.test_desk import ASKED, REASON, as_, file
from tests.apps.reports.test_door import send

pytestmark = pytest.mark.django_db(transaction=True)


def key_of(desk, report):
    return queries.key_for(report, desk.gita.holder, desk.gita.private)


def accept(desk, report, **more):
    return actions.accept(report, ASKED, key=key_of(desk, report), by=desk.gita.holder.user, **more)


def test_what_was_merged_before_goes_into_the_case(client, desk):
    first = file().report
    send(client, upload=[SimpleUploadedFile("foto.txt", b"isi")], avoid=["citra"])
    second = Report.objects.exclude(pk=first.pk).get()
    as_(client, desk.gita)
    answer = client.post(reverse("report_merge", args=[second.pk]), {"into": first.pk})
    assert answer.status_code == 302
    given = {"summary": "Ajakan memilih calon saat apel", "name": "Kepala kantor"}
    answer = client.post(reverse("report_accept", args=[first.pk]), given)
    assert answer.status_code == 302, answer.content.decode()
    case = Case.objects.get()
    assert {one.ref for one in case.origins.all()} == {first.ref, second.ref}
    assert case.items.count() == 1
    assert keeps_out_citra(desk, case)
    assert list(audit_cases()) == []


def keeps_out_citra(desk, case) -> bool:
    key = data_key(case, user=desk.gita.holder.user, private=desk.gita.private)
    with pytest.raises(InputError, match="tidak dapat menangani"):
        cases.assign(case, desk.citra.holder.user, key=key, by=desk.gita.holder.user)
    return True


def test_what_is_merged_into_a_case_goes_into_it_and_who_is_named_leaves_it(client, desk):
    first = file().report
    citra = desk.citra.holder.user
    asked = actions.Asked(new=ASKED.new, summary=ASKED.summary, handlers=(citra,))
    case = actions.accept(first, asked, key=key_of(desk, first), by=desk.gita.holder.user)
    assert list(visible_to(citra)) == [case]
    send(client, upload=[SimpleUploadedFile("foto.txt", b"isi")], avoid=["citra"])
    second = Report.objects.exclude(pk=first.pk).get()
    as_(client, desk.gita)
    page = client.get(reverse("report_merge", args=[second.pk]))
    assert first.number in page.content.decode()
    answer = client.post(reverse("report_merge", args=[second.pk]), {"into": first.pk})
    assert answer.status_code == 302, answer.content.decode()
    second.refresh_from_db()
    assert second.state == ReportState.MERGED
    assert (second.next_check_in_on - timezone.localdate()).days == 30
    assert case.items.count() == 1
    assert list(visible_to(citra)) == []
    case.refresh_from_db()
    assert not case.box.keys.filter(holder=desk.citra.holder).exists()
    assert keeps_out_citra(desk, case)
    assert list(audit_cases()) == []


def test_nobody_merges_into_a_case_that_is_over_or_another_s(client, desk):
    first, second = file().report, file().report
    case = accept(desk, first)
    as_(client, desk.citra)
    wanted = {"into": first.pk}
    answer = client.post(reverse("report_merge", args=[second.pk]), wanted)
    assert answer.status_code == 400  # Citra has no key to the case
    key = data_key(case, user=desk.gita.holder.user, private=desk.gita.private)
    cases.dismiss(case, reason=REASON, key=key, by=desk.gita.holder.user)
    as_(client, desk.gita)
    answer = client.post(reverse("report_merge", args=[second.pk]), wanted)
    assert answer.status_code == 400
    assert "buka perkara baru" in answer.content.decode()
    second.refresh_from_db()
    assert second.state == ReportState.RECEIVED


def test_what_is_merged_goes_when_its_case_was_erased(client, desk, time_machine):
    first, second = file().report, file().report
    given = {"key": key_of(desk, second), "by": desk.gita.holder.user}
    actions.merge(second, into=first, **given)
    first.refresh_from_db()
    merged = ((second, key_of(desk, second)),)
    asked = actions.Asked(new=ASKED.new, summary=ASKED.summary, merged=merged)
    case = actions.accept(first, asked, key=key_of(desk, first), by=desk.gita.holder.user)
    key = data_key(case, user=desk.gita.holder.user, private=desk.gita.private)
    cases.dismiss(case, reason=REASON, key=key, by=desk.gita.holder.user)
    time_machine.move_to(timezone.now() + timedelta(days=366 * 6))
    assert not queries.due_erasures(timezone.localdate()).exists()
    cases.erase_case(case, by=None)
    while work.do_one():
        pass
    states = set(Report.objects.values_list("state", flat=True))
    assert states == {ReportState.ERASED}
    assert list(queries.audit_reports()) == []
