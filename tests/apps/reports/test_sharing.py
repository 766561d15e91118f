"""A colleague who came later: what they may read is sealed to them, what a report keeps from them stays shut."""

import pytest
from django.urls import reverse

from ikrar.ledger.models import Entry
from ikrar.people.states import RoleName
from ikrar.reports import queries
from ikrar.tlog.entry import decode
from tests.apps.reports.conftest import PHRASE, holders_of, key_of, member
from tests.apps.reports.test_desk import as_, file

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_new_officer_gets_what_they_may_read_and_nothing_else(client, desk, cast):
    plain, about_them = file().report, file(who="Kirana Contoh").report
    kirana = key_of(
        member(cast, cast.top, "199005052015032011", "Kirana Contoh", RoleName.TASKFORCE)
    )
    as_(client, desk.gita)
    assert client.post(reverse("reports_share"), {"to": kirana.holder.pk}).status_code == 302
    assert "kirana" in holders_of(plain)
    assert "kirana" not in holders_of(about_them)
    key = queries.key_for(plain, kirana.holder, kirana.private)
    assert queries.content_of(plain, key).what
    shared = Entry.objects.filter(log__name="internal", kind="report-shared")
    assert [decode(bytes(one.data))["report"] for one in shared] == [plain.ref.hex]
    # a second time changes nothing
    assert client.post(reverse("reports_share"), {"to": kirana.holder.pk}).status_code == 302


def test_a_lost_passphrase_ends_the_key_and_a_colleague_restores_what_it_opened(client, desk):
    report = file().report
    client.force_login(desk.citra.holder.user)
    assert client.post(reverse("key_lost")).status_code == 302
    assert holders_of(report) == {"gita"}
    made = client.post(reverse("key"), {"passphrase": PHRASE + " baru", "again": PHRASE + " baru"})
    assert made.status_code == 302
    assert holders_of(report) == {"gita"}
    client.logout()
    as_(client, desk.gita)
    client.post(reverse("reports_share"), {"to": desk.citra.holder.pk})
    assert holders_of(report) == {"citra", "gita"}


def test_a_custodian_is_replaced_before_the_key_goes(client, desk):
    client.force_login(desk.indra.holder.user)
    answer = client.post(reverse("key_lost"))
    assert answer.status_code == 409
    assert "Tunjuk kustodian lain" in answer.content.decode()


def test_only_officers_are_offered(client, desk):
    as_(client, desk.gita)
    page = client.get(reverse("reports_share")).content.decode()
    assert "Citra Contoh" in page
    assert "Indra Contoh" not in page
    assert client.post(reverse("reports_share"), {"to": desk.indra.holder.pk}).status_code == 400
