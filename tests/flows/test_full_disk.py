"""A full disk or a lost database: a page that says what happened, nothing half stored, and on again."""

import pytest
from django.db import OperationalError, connection
from django.urls import reverse

from ikrar.ledger.models import Entry
from ikrar.pledges import actions
from ikrar.pledges.models import Signatory, Signature
from tests.apps.pledges import steps
from tests.cast import make_employee

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def visits(cast, client):
    """One signing visit per person, each a call that returns the answer."""
    steps.make_log()
    for number in range(30):
        make_employee(cast.unit, f"1990010120150310{number:02}", f"Orang Contoh {number}")
    campaign = steps.opened(cast)
    form = {"text_sha256": campaign.text.sha256} | {f"accept_{n}": "on" for n in (1, 2, 3, 4)}

    def visit(signatory):
        _link, token = actions.issue_link(signatory, by=None)
        return lambda: client.post(reverse("sign_link", args=[token]), form)

    return [visit(signatory) for signatory in Signatory.objects.all()]


def _fill_disk() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # what other tests left free would be room enough
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite can be told how full it is")
def test_full_disk_is_said_and_nothing_is_half_stored(visits):
    _fill_disk()
    answers = [visit() for visit in visits]  # the first few still fit into the pages there are
    refused = [number for number, answer in enumerate(answers) if answer.status_code == 503]
    signed = sum(answer.status_code == 302 for answer in answers)
    assert refused
    assert signed + len(refused) == len(visits)
    assert "tidak tercatat" in answers[refused[0]].content.decode()
    assert Signature.objects.count() == signed
    assert Entry.objects.filter(kind="signature").count() == signed

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1073741823")
    assert visits[refused[0]]().status_code == 302
    assert Signature.objects.count() == signed + 1


def test_lost_database_is_a_503_that_asks_it_nothing(visits, monkeypatch):
    def gone(*_args, **_kwargs):
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr("ikrar.pledges.actions.sign", gone)
    answer = visits[0]()
    assert answer.status_code == 503
    assert answer["Retry-After"]
