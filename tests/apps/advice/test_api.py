"""The API of "may I?": the answers of the command line, its scope and limits, and nothing left behind."""

import json
from typing import get_args

import jsonschema
import pytest
from click.testing import CliRunner
from django.core.cache import caches
from django.test import Client
from django.utils import translation

from ikrar.advice import examples, schemas
from ikrar.cli import main
from ikrar.packs.law import ROLES
from ikrar.people import actions, bearer
from ikrar.server.api import openapi
from tests.apps.checks.world import assert_problem, token_headers

URL = "/api/v1/advice"
ASKED = {"q": "boleh ngelike postingan caleg?", "on": "2024-01-10", "role": "asn"}
pytestmark = pytest.mark.django_db


def get(path=URL, data=None, headers=None):
    return Client().get(path, data if data is not None else ASKED, headers=headers or {})


def test_answers_are_those_of_the_command_line(cast):
    said = get().json()
    done = CliRunner().invoke(
        main, ["pack", "may", ASKED["q"], "--on", "2024-01-10", "--role", "asn", "--json"]
    )
    told = json.loads(done.output)
    assert said.pop("note") == examples.NOTE
    assert said == told
    assert said["answers"][0]["id"] == "D-06"


def test_the_day_is_today_at_the_agency(cast):
    cast.agency.is_demo, cast.agency.today = True, "2023-10-04"
    cast.agency.save()
    said = get(data={"q": ASKED["q"]}).json()
    assert (said["on"], said["role"], said["answers"][0]["id"]) == ("2023-10-04", "asn", "KE-04")


def test_before_there_is_an_agency(db):
    assert get().json()["pack"] == "pemilu-2024"


def test_what_cannot_be_placed_is_an_empty_list(cast):
    assert get(data={"q": "berapa tarif parkir?"}).json()["answers"] == []


HOSTILE = [
    "\0",
    "boleh\0like caleg",
    "\u202eboleh like caleg",
    "😀" * 100,
    " ",
    "مرحبا",
    "' OR 1=1 --",
]


@pytest.mark.parametrize("q", HOSTILE)
def test_whatever_is_asked_is_answered(cast, q):
    answer = get(data={**ASKED, "q": q})
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"


WRONG = [
    ({"q": ""}, "q"), ({}, "q"), ({"q": "a" * 501}, "q"), ({"q": "a" * 100_000}, "q"),
    ({**ASKED, "on": "kemarin"}, "on"), ({**ASKED, "on": "20240110"}, "on"),
    ({**ASKED, "on": "2024-13-40"}, "on"), ({**ASKED, "role": "menteri"}, "role"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "name"), WRONG)
def test_what_is_wrong_is_named_and_not_repeated(cast, data, name):
    answer = get(data=data)
    assert_problem(answer, 422)
    assert [wrong["parameter"] for wrong in answer.json()["errors"]] == [name]
    assert "kemarin" not in answer.text
    assert "menteri" not in answer.text


def test_other_methods_are_refused(cast):
    assert_problem(Client().post(URL, "{}", content_type="application/json"), 405)


# ---------------------------------------------------------------- acts


def test_every_act_is_listed_in_pages(cast):
    seen, cursor = [], None
    while True:
        found = get(f"{URL}/acts", {"limit": 20, **({"cursor": cursor} if cursor else {})}).json()
        seen += [row["id"] for row in found["items"]]
        cursor = found["next"]
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == 52
    assert {"D-06", "OK-01", "GREY-05"} <= set(seen)
    assert_problem(get(f"{URL}/acts", {"cursor": "tidak ada"}), 404)
    assert_problem(get(f"{URL}/acts", {"limit": 0}), 422)


def test_one_act_on_a_day(cast):
    assert get(f"{URL}/acts/D-06").json()["outcome"] == "no"
    assert get(f"{URL}/acts/D-06", {"on": "2023-10-04"}).json()["outcome"] == "depends"
    assert get(f"{URL}/acts/OK-01").json()["outcome"] == "yes"
    assert_problem(get(f"{URL}/acts/D-99"), 404)


# ---------------------------------------------------------------- who and how often


def test_a_token_needs_the_scope(cast):
    assert get(headers=token_headers(["advice"])).status_code == 200
    refused = get(headers=token_headers(["packs"]))
    assert_problem(refused, 403)
    assert "`advice`" in refused.json()["detail"]
    assert_problem(get("/api/v1/packs", headers=token_headers(["advice"])), 403)
    assert_problem(get(headers={"Authorization": "Bearer salah"}), 401)


def test_calls_are_counted(cast, one_minute, monkeypatch):
    monkeypatch.setattr(bearer, "CALLS_WITHOUT", 2)
    assert [get().status_code for _n in range(3)] == [200, 200, 429]
    caches["default"].clear()


def test_a_pack_that_cannot_be_read_is_told(cast):
    cast.agency.pack = "tidak-ada"
    cast.agency.save()
    for path in (URL, f"{URL}/acts", f"{URL}/acts/D-06"):
        answer = get(path)
        assert_problem(answer, 503)
        assert answer["Retry-After"]


# ---------------------------------------------------------------- the description


def test_answers_have_the_shape_that_is_described(cast):
    described = openapi()
    for path in ("/api/v1/advice", "/api/v1/advice/acts", "/api/v1/advice/acts/{act}"):
        good = described["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]
        schema = {**good["schema"], "components": described["components"]}
        given = get(path.format(act="D-06"), {} if path.endswith("acts") else None).json()
        jsonschema.validate(given, schema)
        assert given.keys() == good["example"].keys()


def test_roles_are_those_of_the_pack():
    assert get_args(schemas.Role) == ROLES


def test_tokens_can_be_made_with_the_scope(cast):
    token, _text = actions.create_token("Uji", scopes=["advice"], days=1, by=cast.eka)
    with translation.override("id"):
        assert token.scope_words == ["mencari jawaban “Bolehkah?”"]
