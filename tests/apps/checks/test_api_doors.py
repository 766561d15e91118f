"""Who may call the API and how often; what answers when nothing else does; packs."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import caches
from django.db import InterfaceError, OperationalError
from django.test import Client
from django.utils import timezone

from ikrar import packs
from ikrar.people import actions, bearer
from ikrar.people.models import ApiToken
from ikrar.web import limits
from tests.apps.checks import world
from tests.apps.checks.world import PACKS, URL, assert_problem, post, posts, token_headers

SENT = "atakaisahar"
NOON = "2026-01-05T12:00:00Z"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh(monkeypatch):
    world.begin(monkeypatch)


def get(path, headers=None, **extra):
    return Client().get(path, headers=headers or {}, **extra)


# ---------------------------------------------------------------- tokens

SCOPES = [("screenings",), ("packs",), ("screenings", "packs")]


@pytest.mark.parametrize("scopes", SCOPES)
def test_a_token_opens_what_its_scopes_name(cast, scopes):
    headers = token_headers(scopes)
    for scope, answer in (
        ("screenings", post(posts("a"), headers=headers)),
        ("packs", get(PACKS, headers)),
    ):
        if scope in scopes:
            assert answer.status_code == 200
        else:
            assert_problem(answer, 403)
            assert f"`{scope}`" in answer.json()["detail"]


def test_a_token_that_ended_opens_nothing(cast):
    token, text = actions.create_token("Uji", scopes=["packs"], days=1, by=cast.eka)
    headers = {"Authorization": f"Bearer {text}"}
    rows = ApiToken.objects.filter(pk=token.pk)
    assert get(PACKS, headers).status_code == 200
    cast.eka.is_active = False
    cast.eka.save()
    assert "closed" in get(PACKS, headers).json()["detail"]
    rows.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert "expired" in get(PACKS, headers).json()["detail"]
    actions.revoke_token(rows.get(), by=None)
    answer = get(PACKS, headers)
    assert_problem(answer, 401)
    assert "revoked" in answer.json()["detail"]
    assert 'error="invalid_token"' in answer["WWW-Authenticate"]


@pytest.mark.parametrize(
    "shown",
    ["Bearer", "Bearer  ", "Basic YTpi", "Bearer x y", "bearer \xff", "Bearer " + "a" * 9000, "x"],
)
def test_what_is_no_token_is_refused(cast, shown):
    answer = get(PACKS, HTTP_AUTHORIZATION=shown)
    assert_problem(answer, 401)
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_the_day_of_use_is_remembered_and_a_locked_database_forgiven(cast, monkeypatch):
    headers = token_headers()
    assert get(PACKS, headers).status_code == 200
    assert ApiToken.objects.get().last_used_on == timezone.localdate()
    ApiToken.objects.update(last_used_on=None)

    def locked(*_args, **_how):
        raise OperationalError("database is locked")

    monkeypatch.setattr(actions, "note_token_use", locked)
    assert get(PACKS, headers).status_code == 200


def test_a_login_is_no_token(client, cast):
    client.force_login(cast.eka)
    assert_problem(post(posts(*["a"] * 21), client), 401)


def test_no_form_token_is_asked_for_and_no_other_site_is_let_in(cast):
    strict = Client(enforce_csrf_checks=True)
    answer = post(posts("a"), strict, headers={"Origin": "https://jahat.example"})
    assert answer.status_code == 200
    asked = strict.options(
        URL, headers={"Origin": "https://jahat.example", "Access-Control-Request-Method": "POST"}
    )
    assert_problem(asked, 405)
    for one in (answer, asked):
        assert not [name for name in one.headers if name.startswith("Access-Control-")]


def test_an_administrator_without_a_second_factor_is_not_led_away(client, cast, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    client.force_login(cast.eka)
    assert client.get(PACKS).status_code == 200


# ---------------------------------------------------------------- how often


def test_too_many_calls_from_an_address_wait_for_the_next_minute(cast):
    with time_machine.travel(NOON, tick=False) as clock:
        clock.shift(20)
        for _ in range(bearer.CALLS_WITHOUT):
            assert get(PACKS).status_code == 200
        answer = get(PACKS)
        assert_problem(answer, 429)
        assert answer["Retry-After"] == "40"
        assert get(PACKS, REMOTE_ADDR="192.0.2.9").status_code == 200
        assert get(PACKS, token_headers()).status_code == 200, "a token has its own count"
        clock.shift(39)
        assert get(PACKS).status_code == 429
        clock.shift(1)
        assert get(PACKS).status_code == 200


def test_too_many_calls_with_a_token(cast, monkeypatch):
    monkeypatch.setattr(bearer, "CALLS_WITH_TOKEN", 3)
    with time_machine.travel(NOON, tick=False):
        headers, other = token_headers(), token_headers()
        for n in range(3):
            assert get(PACKS, headers, REMOTE_ADDR=f"192.0.2.{n}").status_code == 200
        assert_problem(get(PACKS, headers, REMOTE_ADDR="192.0.2.9"), 429)
        assert get(PACKS, other).status_code == 200


def test_guessing_tokens_counts(cast):
    with time_machine.travel(NOON, tick=False):
        for _ in range(bearer.CALLS_WITHOUT):
            assert get(PACKS, {"Authorization": "Bearer ikrar_x"}).status_code == 401
        assert_problem(get(PACKS, {"Authorization": "Bearer ikrar_x"}), 429)


def test_addresses_are_kept_as_hashes_only(rf):
    with time_machine.travel(NOON, tick=False):
        get(PACKS, REMOTE_ADDR="203.0.113.77")
    kept = repr(caches["default"]._cache)
    assert "ikrar.limit.api.address." in kept
    assert "203.0.113" not in kept


ADDRESSES = [
    ({"REMOTE_ADDR": "203.0.113.7"}, 0, "203.0.113.7"),
    ({"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "1.2.3.4, 203.0.113.7"}, 1, "203.0.113.7"),
    ({"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.7"}, 0, "10.0.0.1"),
    ({"REMOTE_ADDR": "10.0.0.1"}, 1, "10.0.0.1"),
    ({"REMOTE_ADDR": "2001:db8:1:2:3::4"}, 0, "2001:db8:1:2::/64"),
    ({"REMOTE_ADDR": "::ffff:203.0.113.7"}, 0, "203.0.113.7"),
    ({"REMOTE_ADDR": ""}, 0, ""),
    ({"REMOTE_ADDR": "x", "HTTP_X_FORWARDED_FOR": "203.0.113.7:5000"}, 1, "203.0.113.7"),
    ({"REMOTE_ADDR": "x", "HTTP_X_FORWARDED_FOR": "[2001:db8::1]:5000"}, 1, "2001:db8::/64"),
    ({"REMOTE_ADDR": "x", "HTTP_X_FORWARDED_FOR": "unknown"}, 1, "unknown"),
]


@pytest.mark.parametrize(("meta", "proxies", "who"), ADDRESSES)
def test_who_asks(rf, settings, meta, proxies, who):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    assert limits.address(rf.get("/", **meta)) == who


def test_a_full_disk_turns_nobody_away(monkeypatch):
    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(caches["default"]), "set", full)
    assert get(PACKS).status_code == 200


# ---------------------------------------------------------------- when nothing else answers

NOWHERE = [
    "",
    "x",
    "packs/",
    "screenings/",
    "packs//forms",
    "packs/../../x",
    "openapi.yaml",
    "\u2603",
    "%00",
]


@pytest.mark.parametrize("path", NOWHERE)
def test_nothing_is_there(path):
    answer = get(f"/api/v1/{path}")
    assert_problem(answer, 404)
    assert "openapi.json" in answer.json()["detail"]


@pytest.mark.parametrize("path", NOWHERE)
def test_nothing_is_there_to_send_to_either(path):
    answer = Client(enforce_csrf_checks=True).post(f"/api/v1/{path}", {"posts": []})
    assert_problem(answer, 404)


@pytest.mark.parametrize("path", ["docs", "openapi.json"])
def test_what_is_only_read_says_so(path):
    answer = Client(enforce_csrf_checks=True).post(f"/api/v1/{path}")
    assert_problem(answer, 405)
    assert answer["Allow"] == "GET, HEAD"


METHODS = ["get", "put", "patch", "delete", "options", "trace"]


@pytest.mark.parametrize("method", METHODS)
def test_other_methods(method):
    answer = getattr(Client(), method)(URL)
    assert_problem(answer, 405)
    assert answer["Allow"] == "POST"


def test_head_is_get_without_a_body():
    whole, head = get(PACKS), Client().head(PACKS)
    assert head.status_code == 200
    assert head["Content-Length"] == str(len(whole.content))
    assert head.content == b""


@pytest.mark.parametrize("fault", [OperationalError, InterfaceError])
def test_a_database_that_is_away(monkeypatch, fault):
    def away(_text):
        raise fault("connection refused")

    monkeypatch.setattr(bearer, "token_of", away)
    answer = get(PACKS, {"Authorization": "Bearer x"})
    assert_problem(answer, 503)
    assert int(answer["Retry-After"]) > 0


def test_a_database_that_is_away_costs_the_zone_only(monkeypatch):
    from ikrar.server import context

    def away():
        raise OperationalError("connection refused")

    context.forget_zone()
    monkeypatch.setattr(context, "agency_or_none", away)
    assert get(PACKS).status_code == 200


def test_a_fault_of_ours_is_json_and_repeats_nothing(monkeypatch, caplog):
    def broken(_rows):
        raise ZeroDivisionError(SENT[::-1])

    monkeypatch.setattr(packs, "available", broken)
    answer = Client(raise_request_exception=False).get(PACKS)
    assert_problem(answer, 500)
    assert "ZeroDivisionError" in caplog.text
    assert SENT[::-1] not in caplog.text + answer.text


def test_a_foreign_host_is_refused_in_json():
    answer = get(PACKS, HTTP_HOST="jahat.example")
    assert_problem(answer, 400)
    assert "host name" in answer.json()["detail"]


def test_headers_of_the_house_stay_on_a_problem():
    for path in (f"{PACKS}/x", "/api/v1/tidak-ada", URL):
        assert get(path)["X-Content-Type-Options"] == "nosniff"


def test_a_reader_of_indonesian_gets_english_here(cast):
    client = Client()
    client.cookies["django_language"] = "id"
    assert client.get(f"{PACKS}/x").json()["detail"].startswith("There is no pack")


# ---------------------------------------------------------------- packs


def test_packs_and_their_days():
    [first, second] = get(PACKS).json()["items"]
    assert (first["name"], second["extends"]) == ("pemilu-2024", "pemilu-2024")
    card = get(f"{PACKS}/pemilu-2024").json()
    assert len(card["phases"]) == 3
    assert {"kampanye", "masa-tenang"} <= {stage["id"] for stage in card["stages"]}


@pytest.mark.parametrize("noun", ["forms", "norms"])
@pytest.mark.parametrize("limit", [1, 7, 100])
def test_pages_walk_over_every_row_once(noun, limit, monkeypatch):
    monkeypatch.setattr(bearer, "CALLS_WITHOUT", 999)
    seen, cursor = [], None
    while True:
        query = {"limit": limit} | ({"cursor": cursor} if cursor else {})
        page = get(f"{PACKS}/pilkada-2024/{noun}", query_params=query).json()
        seen += [row["id"] for row in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
        assert len(page["items"]) == limit
    pack = packs.load("pilkada-2024")
    rows = pack.forms.forms if noun == "forms" else pack.norms.norms
    assert seen == [row.id for row in rows]


def test_every_row_is_found_by_its_id(monkeypatch):
    monkeypatch.setattr(bearer, "CALLS_WITHOUT", 999)
    for noun in ("forms", "norms"):
        for row in get(f"{PACKS}/pemilu-2024/{noun}?limit=100").json()["items"]:
            for written in (row["id"], row["id"].replace("/", "%2F")):
                assert get(f"{PACKS}/pemilu-2024/{noun}/{written}").json() == row


def test_a_day_narrows_the_lists():
    pack, day = packs.load("pemilu-2024"), "2024-02-12"
    found = get(f"{PACKS}/pemilu-2024/forms?limit=100&on={day}").json()["items"]
    assert 0 < len(found) < len(pack.forms.forms)
    found = get(f"{PACKS}/pemilu-2024/norms?limit=100&on=2000-01-01").json()["items"]
    assert len(found) < len(pack.norms.norms)


UNKNOWN = [
    "pemilu-2024/forms?cursor=x",
    "pemilu-2042",
    "pemilu-2024/forms/KE-99",
    "pemilu-2024/norms/UU1/1",
    "..",
    "PEMILU",
    "a" * 99,
]


@pytest.mark.parametrize("path", UNKNOWN)
def test_what_a_pack_does_not_hold(path):
    assert_problem(get(f"{PACKS}/{path}"), 404)


QUERIES = [
    ("limit", "0"),
    ("limit", "101"),
    ("limit", "x"),
    ("on", "x"),
    ("on", "2024-02-30"),
    ("cursor", "a" * 101),
]


@pytest.mark.parametrize(("name", "text"), QUERIES)
def test_wrong_parameters_are_named(name, text):
    answer = get(f"{PACKS}/pemilu-2024/forms", query_params={name: text})
    assert_problem(answer, 422)
    assert answer.json()["errors"][0]["parameter"] == name


def test_a_pack_of_the_agency_that_is_broken(settings, tmp_path):
    folder = tmp_path / "milik-kita"
    folder.mkdir()
    (folder / "pack.toml").write_text("x = ")
    settings.IKRAR_PACK_DIRS = [str(tmp_path)]
    answer = get(f"{PACKS}/milik-kita")
    assert_problem(answer, 503)
    assert str(tmp_path) not in json.dumps(answer.json())
