"""API tokens: made once, known by their hash, ended at once; a page and a command for administrators."""

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from ikrar.cli import main
from ikrar.errors import InputError, NotFound, NotPossible
from ikrar.people import actions, queries
from ikrar.people.models import ApiToken
from ikrar.people.states import Scope, TokenState


def make(by=None, *, days=30, scopes=("screenings",), name="Pemantauan"):
    return actions.create_token(name, scopes=scopes, days=days, by=by)


# ---------------------------------------------------------------- rows


def test_text_is_found_but_kept_nowhere(cast):
    token, text = make(cast.eka)
    assert queries.token_of(text) == token
    assert text.startswith(f"{token.prefix}_")
    assert len(text) == len("ikrar_") + 8 + 1 + 40
    secret = text.removeprefix(f"{token.prefix}_")
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            assert secret not in repr(cursor.fetchall())


def test_no_two_are_alike(db, cast):
    texts = {make()[1] for _ in range(20)}
    assert len(texts) == 20


@pytest.mark.parametrize(
    "wrong", ["", "x", "ikrar_aaaaaaaa_", "\0", "\ud800", "é" * 60, "Bearer ikrar_x"]
)
def test_what_was_never_made_is_nobody(db, wrong):
    assert queries.token_of(wrong) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "}, {"name": "x" * 101}, {"name": "\0"}, {"scopes": []}, {"scopes": ["semua"]},
        {"scopes": ["packs", "semua"]}, {"days": 0}, {"days": 367}, {"days": -1},
    ],
)  # fmt: skip
def test_a_token_without_sense_is_refused(cast, wrong):
    with pytest.raises(InputError):
        make(cast.eka, **wrong)
    assert not ApiToken.objects.exists()


def test_states(cast):
    token, _text = make(cast.eka)
    assert token.state == TokenState.ACTIVE
    cast.eka.is_active = False
    cast.eka.save()
    assert queries.token_by_id(token.pk).state == TokenState.CLOSED
    token.expires_at = timezone.now() - timedelta(seconds=1)
    assert token.state == TokenState.EXPIRED
    actions.revoke_token(token, by=None)
    assert token.state == queries.token_by_id(token.pk).state == TokenState.REVOKED


def test_revoking_is_recorded_and_happens_once(cast):
    token, _text = make()
    same = queries.token_by_id(token.pk)
    actions.revoke_token(token, by=cast.eka)
    kept = queries.token_by_id(token.pk)
    assert kept.revoked_by == cast.eka
    assert kept.revoked_at == token.revoked_at
    for again in (kept, same):  # `same` was read before: the row decides, not the copy
        with pytest.raises(NotPossible):
            actions.revoke_token(again, by=None)
    assert queries.token_by_id(token.pk).revoked_by == cast.eka


def test_the_database_itself_refuses_a_nameless_hour(cast):
    token, _text = make()
    with pytest.raises(IntegrityError), transaction.atomic():
        ApiToken.objects.filter(pk=token.pk).update(revoked_by=cast.eka)


def test_use_is_a_day_and_one_write_a_day(cast, django_assert_num_queries):
    token, _text = make()
    day = timezone.localdate()
    with django_assert_num_queries(1):
        actions.note_token_use(token, on=day)
    with django_assert_num_queries(0):
        actions.note_token_use(token, on=day)
    assert queries.token_by_id(token.pk).last_used_on == day


# ---------------------------------------------------------------- pages

PEOPLE = ["ani", "budi", "citra", "dodi", "eka", "fajar", None]


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("method", ["get", "head", "post"])
@pytest.mark.parametrize("name", ["tokens", "token_revoke"])
def test_who_may_open_the_pages(client, cast, who, name, method):
    token, _text = make()
    url = reverse(name, args=[token.pk] if name == "token_revoke" else [])
    if who:
        client.force_login(getattr(cast, who))
    fields = {"name": "Uji", "scopes": ["packs"], "days": "30"} if method == "post" else {}
    answer = getattr(client, method)(url, fields)
    if who is None:
        assert (answer.status_code, answer.url) == (302, f"{reverse('account_login')}?next={url}")
    elif who == "eka":
        assert answer.status_code == (302 if (method, name) == ("post", "token_revoke") else 200)
    else:
        assert answer.status_code == 403
    changed = ApiToken.objects.count() != 1 or queries.token_by_id(token.pk).revoked_at is not None
    assert changed == (who == "eka" and method == "post")


@pytest.fixture
def eka(client, cast):
    client.force_login(cast.eka)
    return client


def test_shown_once(eka, cast):
    page = reverse("tokens")
    fields = {"name": "Pemantauan kanal", "scopes": ["screenings", "packs"], "days": "90"}
    answer = eka.post(page, fields)
    text = answer.text.split('data-copy="')[1].split('"')[0]
    token = queries.token_of(text)
    assert token.made_by == cast.eka
    assert token.scopes == ["packs", "screenings"]
    assert "no-store" in answer["Cache-Control"]
    again = eka.get(page).text
    assert text not in again
    assert token.prefix in again
    assert "menyaring unggahan" in again


def test_what_is_wrong_is_said_and_nothing_lost(eka):
    answer = eka.post(reverse("tokens"), {"name": "Uji", "days": "9999"})
    assert answer.status_code == 400
    assert 'value="Uji"' in answer.text
    assert 'id="id_scopes_error"' in answer.text
    assert not ApiToken.objects.exists()


def test_list_says_how_each_stands(eka, cast):
    assert "Belum ada token" in eka.get(reverse("tokens")).text
    token, _text = make(cast.eka)
    ended, _text = make(cast.eka, name="Lama")
    eka.post(reverse("token_revoke", args=[ended.pk]))
    page = eka.get(reverse("tokens")).text
    assert reverse("token_revoke", args=[token.pk]) in page
    assert reverse("token_revoke", args=[ended.pk]) not in page
    assert eka.post(reverse("token_revoke", args=[ended.pk])).status_code == 409
    assert eka.get(reverse("token_revoke", args=[99])).status_code == 404


def test_list_costs_the_same_however_long(eka, cast, django_assert_max_num_queries):
    for _ in range(30):
        make(cast.eka)
    with django_assert_max_num_queries(8):
        assert eka.get(reverse("tokens")).status_code == 200


def test_only_administrators_see_the_door(client, cast):
    for who in ("eka", "fajar"):
        client.force_login(getattr(cast, who))
        assert (reverse("tokens") in client.get(reverse("employees")).text) == (who == "eka")


# ---------------------------------------------------------------- command line


def run(*args):
    return CliRunner().invoke(main, ["token", *args])


def test_command_makes_lists_and_revokes(cast):
    made = run("create", "Pemantauan", "--scope", "screenings", "--days", "7")
    assert made.exit_code == 0, made.output
    text = made.stdout.strip()
    token = queries.token_of(text)
    assert token.scopes == [Scope.SCREENINGS]
    assert text not in made.stderr
    [listed] = json.loads(run("list", "--json").stdout)
    assert listed["prefix"] == token.prefix
    assert (listed["state"], listed["last_used_on"]) == ("active", None)
    assert text not in run("list").output
    assert run("revoke", token.prefix).exit_code == 0
    assert "revoked" in run("list").output
    again = run("revoke", token.prefix)
    assert again.exit_code == 1


def test_command_says_what_is_wrong(cast):
    assert run("create", "Uji", "--scope", "semua").exit_code == 2
    assert run("create", "Uji").exit_code == 2
    assert run("create", "Uji", "--scope", "packs", "--days", "9999").exit_code == 1
    assert run("revoke", "ikrar_tidakada").exit_code == 1
    assert "No token yet" in run("list").output
    with pytest.raises(NotFound):
        queries.token_by_prefix("\0")
