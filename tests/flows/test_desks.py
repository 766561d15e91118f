"""Who must not know of a question's words or of somebody's ties is told neither: every address, read from the code, for
every actor, by GET and by an empty POST. A new address without a line in KINDS fails.
"""

from datetime import date

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from ikrar.people import actions
from ikrar.people.states import InterestKind
from tests.apps.advice import steps
from tests.cast import make_desk

pytestmark = pytest.mark.django_db
PUBLIC, DESK, OWN, CUSTODIAN = "public", "desk", "own", "custodian"
KINDS = {
    "may": PUBLIC, "may_list": PUBLIC, "may_today": PUBLIC, "may_guide": PUBLIC, "may_ask": PUBLIC,
    "may_look": PUBLIC, "answers": PUBLIC, "answer": PUBLIC, "may_act": PUBLIC,
    "questions": DESK, "question": DESK, "question_answer": DESK, "question_return": DESK,
    "question_decline": DESK, "question_approve": DESK, "question_withdraw": DESK,
    "interests": OWN, "interest_new": OWN, "interest_review": OWN, "interest_end": OWN,
    "interest_lookup": CUSTODIAN,
}  # fmt: skip
MODULES = ("ikrar.advice.", "ikrar.people.views.interests")
ACTORS = ("anonymous", "ani", "budi", "citra", "dodi", "eka", "fajar", "gita", "hadi", "indra")
OFFICERS, CUSTODIANS = {"citra", "gita"}, {"indra"}
SECRET = "Bolehkah saya memasang spanduk jingga kerabat di pagar rumah dinas?"


def addresses() -> dict[str, set[str]]:
    """Every named address of advice and of declared ties, with what it takes."""
    found: dict[str, set[str]] = {}

    def walk(rows) -> None:
        for row in rows:
            if not isinstance(row, URLPattern):
                walk(row.url_patterns)
            elif row.callback.__module__.startswith(MODULES):
                found[row.name] = set(row.pattern.converters)

    walk(get_resolver().url_patterns)
    return found


def test_every_address_has_an_expectation():
    assert addresses().keys() == KINDS.keys()


@pytest.mark.parametrize("who", ACTORS)
def test_nobody_is_told_what_is_not_theirs(cast, who):
    desk = make_desk_with_log(cast)
    question = steps.ask(text=SECRET).question
    tie = actions.declare_interest(
        cast.ani.employee, actions.Tie(kind=InterestKind.OTHER, since=date(2023, 1, 2)), by=cast.ani
    )
    client = Client()
    if who != "anonymous":
        client.force_login(getattr(cast, who, None) or getattr(desk, who))
    for name, takes in addresses().items():
        pk = tie.pk if name == "interest_end" else question.pk
        given = {"pk": pk, "act": "D-06", "ref": question.ref}
        url = reverse(name, kwargs={one: given[one] for one in takes})
        for method in ("get", "post"):
            cache.clear()
            with transaction.atomic():
                answer = getattr(client, method)(url)
                transaction.set_rollback(True)
            _check(who, name, f"{who} {method} {url}", answer, tie)


def _check(who, name, where, answer, tie) -> None:
    kind, body = KINDS[name], answer.content.decode(errors="replace")
    assert answer.status_code < 500, where
    if who not in OFFICERS:
        assert "spanduk jingga" not in body, where
    if who != "ani":
        assert tie.entry.hex not in body, where
    may = {
        PUBLIC: True,
        DESK: who in OFFICERS,
        OWN: who != "anonymous",
        CUSTODIAN: who in CUSTODIANS,
    }
    if not may[kind]:
        refused = {302} if who == "anonymous" else {403, 405, 302}
        assert answer.status_code in refused, where
        assert answer.status_code != 302 or "/akun/" in answer.headers["Location"], where
    if name == "interest_end" and who not in {"anonymous", "ani"}:
        assert answer.status_code in {403, 404}, where  # 403: an account that is no employee's


def make_desk_with_log(cast):
    from ikrar.ledger.actions import create_log

    for name in ("public", "internal"):
        create_log(name, origin=f"contoh.test/{name}")
    return make_desk(cast)
