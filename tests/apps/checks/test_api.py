"""Screenings through the API: the objects of `ikrar screen`, its limits, and nothing left behind."""

import json
import logging

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client

from ikrar.checks import examples, schemas, words
from ikrar.screening import engine, law, lines
from ikrar.screening.labels import LABELS
from tests.apps.checks import world
from tests.apps.checks.world import URL, assert_problem, post, posts, token_headers
from tests.engines.screening import fake

SECRET = "rahasiakata goblok"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh(monkeypatch):
    world.begin(monkeypatch)


# ---------------------------------------------------------------- what comes back


def test_objects_are_those_of_the_command_line(cast):
    body = {"posts": [{"text": "coblos 😀 goblok", "date": "2024-01-10"}, {"text": ""}]}
    answer = post(body)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    import pyarrow as pa

    table = pa.table({"text": ["coblos 😀 goblok", ""], "date": ["2024-01-10", None]})
    written = bytes(lines.json_lines(fake.screen(table))).splitlines()
    assert answer.json()["screenings"] == [json.loads(line) for line in written]
    assert b", ".join(written) in answer.content
    assert answer.json()["pack"] == cast.agency.pack
    assert "question for a human" in answer.json()["note"]


def test_before_there_is_an_agency(db):
    assert post(posts("a")).json()["pack"] == "pemilu-2024"


def test_everything_asked_for_reaches_the_engine(monkeypatch):
    asked = {}

    def screen(table, **how):
        asked.update(how, days=table["date"].to_pylist())
        return fake.screen(table)

    monkeypatch.setattr(engine, "screen", screen)
    body = {"posts": [{"text": "a", "date": "2024-02-14"}, {"text": "b", "date": None}]}
    post({**body, "pack": "pilkada-2024", "on": "2024-02-13", "role": "pejabat"})
    assert asked["pack"].name == "pilkada-2024"
    assert asked["role"] == "pejabat"
    assert str(asked["on"]) == "2024-02-13"
    assert [str(day) for day in asked["days"]] == ["2024-02-14", "None"]


def test_no_day_is_assumed():
    assert post(posts("coblos")).json()["screenings"][0]["phase"] is None


TEXTS = [
    "",
    " ",
    "\0",
    "😀" * 5,
    "\u200fمرحبا coblos",
    "p\u200br\u200ba goblok",
    "a" * 1_000_000,
    "\ud83d goblok",
]


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_any_text_is_screened_and_spans_index_it(text):
    answer = post(posts(text))
    assert answer.status_code == 200
    for finding in answer.json()["screenings"][0]["findings"]:
        assert all(text[start:end] in fake.WORDS for start, end in finding["spans"])


def test_findings_are_explained_on_demand():
    body = {"posts": [{"text": "ayo coblos", "date": "2024-01-10"}, {"text": "a"}], "explain": "en"}
    [first, second] = post(body).json()["screenings"]
    assert first["findings"][0]["explanation"] == "en pemilu-2024 2024-01-10 asn: coblos"
    assert second["findings"] == []
    plain = post({**body, "explain": None}).json()["screenings"][0]["findings"][0]
    assert "explanation" not in plain


def test_roles_are_those_of_the_law():
    assert schemas.Role.__args__ == law.ROLES
    assert set(words.ROLES) <= set(law.ROLES)


# ---------------------------------------------------------------- limits


def test_batch_limits(cast):
    headers = token_headers()
    assert post(posts(*["a"] * 20)).status_code == 200
    refused = post(posts(*["a"] * 21))
    assert refused.status_code == 401
    assert refused["WWW-Authenticate"].startswith("Bearer")
    assert "21 posts need a token" in refused.json()["detail"]
    many = post(posts(*["a"] * 1000), headers=headers)
    assert [row["row"] for row in many.json()["screenings"]] == list(range(1000))
    assert post(posts(*["a"] * 1001), headers=headers).status_code == 422
    assert post({"posts": []}, headers=headers).status_code == 422


def test_two_megabytes_and_no_more():
    frame = len(json.dumps(posts("")))
    assert post(posts("a" * (2_000_000 - frame))).status_code == 200
    refused = post(posts("a" * (2_000_001 - frame)))
    assert refused.status_code == 413
    assert "2000000 are allowed" in refused.json()["detail"]


# ---------------------------------------------------------------- refusals

WRONG = {
    b"{": (400, "line 1, column 2"),
    b"\xff\xfe{}": (400, "UTF-8"),
    b'{"posts": [{"text": NaN}]}': (400, "NaN"),
    b'{"posts": [], "posts": []}': (400, "twice"),
    b'{"posts": ' + b"9" * 5000 + b"}": (400, "digits"),
    b"[" * 100_000: (400, "deep"),
    b"[]": (422, "#"),
    b"null": (422, "#"),
    b"{}": (422, "#/posts"),
    b'{"posts": {}}': (422, "#/posts"),
    b'{"posts": [3]}': (422, "#/posts/0"),
    b'{"posts": [{"text": 3}]}': (422, "#/posts/0/text"),
    b'{"posts": [{"text": null}]}': (422, "#/posts/0/text"),
    b'{"posts": [{"text": "a", "a/b~": 1}]}': (422, "#/posts/0/a~1b~0"),
    b'{"posts": [{"text": "a", "date": 3}]}': (422, "#/posts/0/date"),
    b'{"posts": [{"text": "a", "date": "2024-02-30"}]}': (422, "#/posts/0/date"),
    b'{"posts": [{"text": "a", "date": "2024-02-14T00:00:00Z"}]}': (422, "#/posts/0/date"),
    b'{"posts": [{"text": "a"}], "on": "kemarin"}': (422, "#/on"),
    b'{"posts": [{"text": "a"}], "role": "raja"}': (422, "#/role"),
    b'{"posts": [{"text": "a"}], "explain": "jv"}': (422, "#/explain"),
    b'{"posts": [{"text": "a"}], "pack": "pemilu-2042"}': (422, "#/pack"),
    b'{"posts": [{"text": "a"}], "pack": "../../etc"}': (422, "#/pack"),
    b'{"posts": [{"text": "a"}], "pack": ""}': (422, "#/pack"),
    b'{"posts": [{"text": "a"}], "lagi": 1}': (422, "#/lagi"),
}


@pytest.mark.parametrize(("body", "said"), WRONG.items(), ids=range(len(WRONG)))
def test_refusals_point_at_what_is_wrong(body, said):
    answer = post(body)
    status, words = said
    assert_problem(answer, status)
    places = [wrong["pointer"] for wrong in answer.json().get("errors", [])]
    assert words in (places if status == 422 else answer.json()["detail"])


WORDS = {
    b"[]": "Send a JSON object.",
    b"null": "Send a JSON object.",
    b'{"posts": ["a"]}': "Send a JSON object.",
    b'{"posts": [{"text": "a"}], "on": "2024-02-30"}': "there is no such day; a day is written YYYY-MM-DD",
    b'{"posts": [{"text": "a"}], "on": "30-02-2024"}': "a day is written YYYY-MM-DD",
}


@pytest.mark.parametrize(("body", "words"), WORDS.items(), ids=range(len(WORDS)))
def test_refusals_speak_of_json_and_days(body, words):
    answer = post(body)
    assert_problem(answer, 422)
    assert [wrong["detail"] for wrong in answer.json()["errors"]] == [words]


def test_a_body_must_be_there():
    answer = Client().generic("POST", URL, b"", CONTENT_TYPE="application/json")
    assert_problem(answer, 400)
    assert "empty" in answer.json()["detail"]


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/xml", "multipart/form-data; boundary=x", ""]
)
def test_another_type_is_refused_before_it_is_read(kind):
    assert_problem(post(b"{", content_type=kind), 415)


def test_a_squeezed_body_is_refused():
    assert_problem(post(b"{", headers={"Content-Encoding": "gzip"}), 415)


def test_json_in_its_charset_is_json():
    assert post(posts("a"), content_type="application/json; charset=utf-8").status_code == 200


def test_twenty_wrongs_are_enough():
    answer = post({"posts": [{}] * 30})
    assert len(answer.json()["errors"]) == 20
    assert answer.json()["detail"].startswith("30 things")


def test_a_broken_engine_is_told_without_the_text(monkeypatch, caplog):
    def screen(table, **_how):
        raise RuntimeError(table["text"].to_pylist()[0])

    monkeypatch.setattr(engine, "screen", screen)
    answer = post(posts(SECRET))
    assert_problem(answer, 503)
    assert int(answer["Retry-After"]) > 0
    assert "RuntimeError" in caplog.text
    assert SECRET not in caplog.text
    assert SECRET not in answer.text


def test_an_unreadable_pack_of_the_agency_is_our_fault(cast):
    cast.agency.pack = "tidak-ada"
    cast.agency.save()
    assert_problem(post(posts("a")), 503)
    assert post(posts("a", pack="pemilu-2024")).status_code == 200


# ---------------------------------------------------------------- nothing stays


def test_nothing_is_kept(cast, caplog, settings):
    caplog.set_level(logging.DEBUG)
    headers = token_headers()
    for body in (
        posts(SECRET),
        {"posts": [{"text": SECRET, SECRET: 1}]},
        json.dumps(posts(SECRET))[:-1],
    ):
        post(body)
        post(body, headers=headers)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            assert "rahasiakata" not in repr(cursor.fetchall())
    assert "rahasiakata" not in caplog.text
    assert "rahasiakata" not in repr(caches["default"]._cache)
    files = [path for path in settings.DATA_DIR.rglob("*") if path.is_file()]
    assert not any(b"rahasiakata" in path.read_bytes() for path in files)


# ---------------------------------------------------------------- the examples of the description


def test_example_is_a_call_that_works(cast):
    answer = post(examples.REQUEST)
    assert answer.status_code == 200
    schemas.ScreeningAnswer.model_validate(answer.json())


def test_examples_have_the_shape_that_they_show():
    shapes = {
        "ANSWER": schemas.ScreeningAnswer, "PACKS": schemas.PackPage, "PACK": schemas.PackCard,
        "FORMS": schemas.FormPage, "FORM": schemas.Form, "NORMS": schemas.NormPage, "NORM": schemas.Norm,
    }  # fmt: skip
    for name, shape in shapes.items():
        shape.model_validate(getattr(examples, name))
    spans = examples.ANSWER["screenings"][0]["findings"][0]["spans"]
    assert [examples.TEXT[start:end] for start, end in spans] == [
        "Dukung",
        "menangkan",
        "nomor 1",
    ]
    assert list(examples.ANSWER["screenings"][0]["scores"]) == list(LABELS)
