"""A full disk or a lost database: a page that says what happened, nothing half stored, and on again."""

import pytest
from django.db import OperationalError, connection
from django.urls import reverse

from ikrar.ledger.models import Entry
from ikrar.pledges import actions
from ikrar.pledges.models import Signatory, Signature
from tests.apps.pledges import steps

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def visit(cast, client):
    """Post the signing form of Ani's personal link; returns the answer."""
    steps.make_log()
    campaign = steps.opened(cast)
    signatory = Signatory.objects.get(employee=cast.ani.employee)
    _link, token = actions.issue_link(signatory, by=cast.fajar)
    form = {"text_sha256": campaign.text.sha256} | {f"accept_{n}": "on" for n in (1, 2, 3, 4)}
    return lambda: client.post(reverse("sign_link", args=[token]), form)


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite can be told how full it is")
def test_full_disk_is_said_and_nothing_is_half_stored(visit):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE ballast (data BLOB)")
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        for size in (100_000, 4000, 200):  # what is still free inside the pages that there are
            with pytest.raises(OperationalError, match="full"):
                for _i in range(10_000):
                    cursor.execute(f"INSERT INTO ballast VALUES (zeroblob({size}))")
    entries = Entry.objects.count()
    answer = visit()
    assert answer.status_code == 503
    assert "tidak tercatat" in answer.content.decode()
    assert (Signature.objects.count(), Entry.objects.count()) == (0, entries)

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1073741823")
        cursor.execute("DROP TABLE ballast")
    assert visit().status_code == 302
    assert Signature.objects.count() == 1


def test_lost_database_is_a_503_that_asks_it_nothing(visit, monkeypatch):
    def gone(*_args, **_kwargs):
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr("ikrar.pledges.actions.sign", gone)
    answer = visit()
    assert answer.status_code == 503
    assert answer["Retry-After"]
