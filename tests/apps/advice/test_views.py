"""Asking and looking without a name, the library, and the desk of the officers."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ikrar.advice import actions
from ikrar.advice.models import Answer, Question
from ikrar.advice.states import QuestionState
from ikrar.advice.views import asking
from tests.apps.advice import steps
from tests.apps.checks.test_nothing_kept import everything_in_the_database

pytestmark = pytest.mark.django_db
CODE = re.compile(r"(?:[A-Z2-7]{4}-){3}[A-Z2-7]{4}")
MARKER = "zqxwvrahasia"


def form_of(client, **more) -> dict[str, str]:
    """The fields of a fresh form, filled in."""
    page = client.get(reverse("may_ask"))
    number = re.search(r'name="form" value="([0-9a-f]{32})"', page.text)
    return {"text": steps.TEXT, "on": "2024-01-10", "role": "asn", "form": number[1], **more}


def send(client, **more):
    return client.post(reverse("may_ask"), form_of(client, **more))


def look(client, code):
    return client.post(reverse("may_look"), {"code": code})


# ---------------------------------------------------------------- nothing of a search is kept


def test_nothing_of_a_search_is_kept(client, cast, caplog):
    before = everything_in_the_database()
    with CaptureQueriesContext(connection) as queries:
        for q in (f"boleh like caleg {MARKER}", MARKER, f"{MARKER} " * 200):
            client.get(reverse("may"), {"q": q, "on": "2024-01-10"})
            client.get("/api/v1/advice", {"q": q})
            client.get(reverse("answers"), {"q": "kata"})
    assert everything_in_the_database() == before
    assert [q["sql"] for q in queries.captured_queries if not q["sql"].startswith("SELECT")] == []
    assert MARKER not in repr(queries.captured_queries)
    assert MARKER not in caplog.text
    assert "ikrar_sesi" not in client.cookies


# ---------------------------------------------------------------- asking and looking


def test_a_question_gets_a_code_that_opens_it(client, officers):
    answer = send(client)
    code = CODE.search(answer.text)[0]
    assert "no-store" in answer["Cache-Control"]
    question = Question.objects.get()
    assert (question.asked_by, question.text) == (None, steps.TEXT)
    assert code not in everything_in_the_database()
    assert "ikrar_sesi" not in client.cookies
    assert "203.0.113" not in everything_in_the_database()
    seen = look(client, code.lower().replace("-", " "))
    assert "menunggu jawaban" in seen.text
    assert steps.TEXT in seen.text


def test_an_address_is_not_kept(officers):
    client = Client(REMOTE_ADDR="203.0.113.77")
    assert send(client).status_code == 200
    assert "203.0.113.77" not in everything_in_the_database()


def test_the_asker_reads_nothing_before_it_is_approved(client, officers):
    code = CODE.search(send(client).text)[0]
    question = Question.objects.get()
    actions.answer_question(question, steps.reply(), by=officers.gita)
    assert steps.WORDS not in look(client, code).text
    actions.publish_answer(steps.fresh(question), seen=steps.seen(question), by=officers.citra)
    assert steps.WORDS in look(client, code).text


def test_pressing_twice_shows_the_same_code(client, officers):
    given = form_of(client)
    codes = {CODE.search(client.post(reverse("may_ask"), given).text)[0] for _n in range(3)}
    assert len(codes) == Question.objects.count() == 1


def test_a_name_is_given_only_if_wanted(officers, cast):
    client = Client()
    client.force_login(cast.ani)
    send(client)
    assert Question.objects.get().asked_by is None
    send(client, is_named="on")
    assert Question.objects.exclude(asked_by=None).get().asked_by == cast.ani
    assert Session.objects.count() == 1


def test_without_a_login_there_is_no_name_to_give(client, officers):
    send(client, is_named="on")
    assert Question.objects.get().asked_by is None


WRONG = [
    ({"text": ""}, 400), ({"text": "boleh?"}, 400), ({"text": "a" * 100_000}, 400),
    ({"text": "\0" * 20}, 400), ({"on": "kemarin"}, 400), ({"role": "x"}, 400), ({"form": "x"}, 400),
    ({"text": "boleh\0kah saya hadir?"}, 200), ({"text": "\u202eبolehkah saya hadir?"}, 200),
]  # fmt: skip


@pytest.mark.parametrize(("more", "status"), WRONG)
def test_whatever_is_sent_is_answered(client, officers, more, status):
    answer = client.post(reverse("may_ask"), {**form_of(client), **more})
    assert answer.status_code == status
    assert Question.objects.count() == (status == 200)
    if status == 400:
        assert 'class="wrongs"' in answer.text


def test_too_many_from_one_address_wait(client, officers, one_minute, monkeypatch):
    monkeypatch.setattr(asking, "QUESTIONS", 1)
    monkeypatch.setattr(asking, "LOOKS", 1)
    send(client)
    answer = send(client)
    assert answer.status_code == 429
    assert steps.TEXT in answer.text
    assert [look(client, "AAAA").status_code for _n in range(2)] == [404, 429]


@pytest.mark.parametrize("code", ["", "\0", "AAAA-BBBB-CCCC-DDDD", "😀", "a" * 10_000])
def test_a_wrong_code_opens_nothing(client, officers, code):
    steps.ask()
    answer = look(client, code)
    assert answer.status_code in {400, 404}
    assert steps.TEXT not in answer.text


# ---------------------------------------------------------------- the library


def test_the_library_shows_the_officers_words_alone(client, officers):
    answer = steps.published(officers)
    for page in (reverse("answers"), reverse("answer", args=[answer.ref])):
        text = client.get(page).text
        assert steps.WORDING in text
        assert "zqxwv" not in text
        assert "gita" not in text
        assert "Citra" not in text


def test_the_library_is_searched(client, officers):
    steps.published(officers)
    for q, count in (
        ("kerabat calon", 1),
        ("KERABAT", 1),
        ("motor", 0),
        ("zqxwv", 0),
        ("\0", 1),
        ("%", 0),
    ):
        assert len(client.get(reverse("answers"), {"q": q}).context["found"]) == count
    assert client.get(reverse("answers"), {"q": "a" * 100_000}).status_code == 400


def test_an_answer_stands_beside_the_act_it_cites(client, officers):
    steps.published(officers)
    assert steps.WORDING in client.get(reverse("may_act", args=["D-06"])).text
    asked = client.get(reverse("may"), {"q": "boleh ngelike postingan caleg?", "on": "2024-01-10"})
    assert steps.WORDING in asked.text


@pytest.mark.parametrize(
    "state", [QuestionState.ASKED, QuestionState.ANSWERED, QuestionState.DECLINED]
)
def test_what_is_not_approved_is_not_in_the_library(client, officers, state):
    question = steps.in_state(officers, state)
    assert steps.WORDING not in client.get(reverse("answers")).text
    if state == QuestionState.ANSWERED:
        assert client.get(reverse("answer", args=[question.answer.ref])).status_code == 404


def test_what_was_withdrawn_says_so_and_why(client, officers):
    question = steps.in_state(officers, QuestionState.WITHDRAWN)
    answer = client.get(reverse("answer", args=[question.answer.ref]))
    assert answer.status_code == 410
    assert steps.REASON in answer.text
    assert steps.WORDS not in answer.text
    assert steps.WORDING not in client.get(reverse("answers")).text


# ---------------------------------------------------------------- the desk

REPLY = {
    "wording": steps.WORDING, "outcome": "no", "text": steps.WORDS, "forms_cited": "D-06, KE-04",
    "norms_cited": "UU20/2023:9:2", "valid_from": "2024-01-10", "valid_until": "",
}  # fmt: skip


def as_(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_desk_walks_a_question_to_the_library(officers):
    question = steps.ask().question
    gita, citra = as_(officers.gita), as_(officers.citra)
    page = gita.get(reverse("question_answer", args=[question.pk]))
    assert page.context["form"].initial["forms_cited"].startswith("D-06")
    gita.post(reverse("question_answer", args=[question.pk]), REPLY)
    assert "Setujui" not in gita.get(reverse("question", args=[question.pk])).text
    page = citra.get(reverse("question", args=[question.pk]))
    assert "Setujui dan terbitkan" in page.text
    done = citra.post(
        reverse("question_approve", args=[question.pk]), {"seen": page.context["seen"]}, follow=True
    )
    assert "terbit di pustaka" in done.text
    assert Answer.objects.get().approved_by == officers.citra
    done = gita.post(
        reverse("question_withdraw", args=[question.pk]), {"reason": steps.REASON}, follow=True
    )
    assert "ditarik" in done.text


def test_nothing_typed_is_lost_where_a_citation_does_not_hold(officers):
    question = steps.ask().question
    wrong = {**REPLY, "norms_cited": "UU99/2099:1"}
    answer = as_(officers.gita).post(reverse("question_answer", args=[question.pk]), wrong)
    assert answer.status_code == 400
    assert steps.WORDS in answer.text
    assert "UU99/2099:1" in answer.text


PAGES = ["question", "question_answer", "question_return", "question_decline", "question_withdraw"]


@pytest.mark.parametrize("who", ["dodi", "ani", "eka", "fajar", "budi"])
def test_the_desk_is_for_officers(officers, cast, who):
    question = steps.in_state(officers, QuestionState.ASKED)
    client = as_(getattr(cast, who))
    assert client.get(reverse("questions")).status_code == 403
    for name in PAGES:
        answer = client.get(reverse(name, args=[question.pk]))
        assert answer.status_code in {403, 409}
        assert steps.TEXT not in answer.text
    assert client.post(
        reverse("question_approve", args=[question.pk]), {"seen": 1}
    ).status_code in {403, 409}


def test_the_desk_needs_a_login(client, officers):
    question = steps.ask().question
    for name in PAGES:
        assert client.get(reverse(name, args=[question.pk])).status_code == 302


def test_a_question_that_is_not_there(officers):
    client = as_(officers.gita)
    assert client.get(reverse("question", args=[99])).status_code == 404
    assert client.get(f"/bolehkah/meja/{'9' * 30}/").status_code == 404


def test_approving_the_same_answer_twice_is_told(officers):
    question = steps.answered(officers)
    citra, where = as_(officers.citra), reverse("question_approve", args=[question.pk])
    given = {"seen": steps.seen(question)}
    assert citra.post(where, given).status_code == 302
    assert citra.post(where, given).status_code in {400, 409}


@pytest.mark.parametrize("count", [1, 12])
def test_lists_cost_the_same_however_long_they_are(officers, count, django_assert_num_queries):
    for _n in range(count):
        steps.published(officers)
        steps.ask()
    client = as_(officers.gita)
    client.get(reverse("questions"))
    with django_assert_num_queries(COST["answers"]):
        Client().get(reverse("answers"))
    with django_assert_num_queries(COST["questions"]):
        client.get(reverse("questions"))
    with django_assert_num_queries(COST["may"]):
        Client().get(reverse("may"), {"q": "boleh like postingan caleg?"})


COST = {"answers": 4, "questions": 10, "may": 3}
