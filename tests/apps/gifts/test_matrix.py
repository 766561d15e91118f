"""Who must not know of a gift learns nothing: every address, read from the code, for every actor, by GET and by POST.

Each actor asks for all of them in two worlds, one with Ani's gift and one in which it was never recorded. Whoever must not
know of it gets the same answers in both, byte for byte, tokens apart.
"""

import re
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from ikrar.gifts.models import Gift
from ikrar.gifts.states import GiftKind
from ikrar.gifts.views.handling import DEEDS
from ikrar.people.models import Role
from ikrar.people.states import RoleName
from tests.apps.gifts import steps
from tests.cast import make_desk

pytestmark = pytest.mark.django_db
NUMBER, WORDS = "H-2024-123456", ("parselungu", "CV Jingga", "Ani Contoh")
OWN, DESK, ANY = "own", "desk", "any"
KINDS = {
    "gifts": ANY, "gift_new": ANY, "refusals": ANY,
    "gift": OWN, "gift_answer": OWN, "gift_withdraw": OWN, "gift_photo": OWN,
    "refusal_certificate": OWN, "refusal_bundle": OWN,
    "gift_desk": DESK, "gift_table": DESK, "gift_at_desk": DESK, "gift_desk_photo": DESK,
    "gift_act": DESK, "gift_recount": DESK,
}  # fmt: skip
NOBODYS = ("anonymous", "budi", "citra", "dodi", "eka", "fajar", "gita", "hadi", "indra", "wira2")
_TOKENS = re.compile(rb'(name="(?:csrfmiddlewaretoken|ticket)" value=")[^"]*')


def addresses() -> dict[str, set[str]]:
    """Every named address of gifts, with what it takes."""
    found: dict[str, set[str]] = {}

    def walk(rows) -> None:
        for row in rows:
            if not isinstance(row, URLPattern):
                walk(row.url_patterns)
            elif row.callback.__module__.startswith("ikrar.gifts."):
                pattern = row.pattern
                takes = {*pattern.converters, *getattr(pattern.regex, "groupindex", ())}
                found[row.name] = takes

    walk(get_resolver().url_patterns)
    return found


def places() -> list[tuple[str, str]]:
    found = []
    for name, takes in addresses().items():
        for deed in DEEDS if "name" in takes else [""]:
            values = {"number": NUMBER, "kind": "csv", "name": deed}
            wanted = {one: values[one] for one in takes}
            found.append((name, reverse(name, kwargs=wanted)))
    found += [
        ("gift_desk", f"/hadiah/meja/?tab=semua&q={q}") for q in (NUMBER, "199001012015032001")
    ]
    found += [("gift_desk", f"/hadiah/meja/?tab={tab}") for tab in ("terlambat", "semua")]
    return found


@dataclass(frozen=True)
class Scene:
    """Everybody by name."""

    world: steps.World
    users: dict


@pytest.fixture
def scene(world) -> Scene:
    cast, desk = world.cast, make_desk(world.cast)
    users = {name: getattr(cast, name) for name in ("ani", "budi", "citra", "dodi", "eka", "fajar")}
    users |= {"lestari": world.lestari, "wira": world.wira, "anonymous": None}
    users |= {name: getattr(desk, name) for name in ("gita", "hadi", "indra")}
    users["wira2"] = steps.make_officer(
        cast.other, "198701012012011001", "Yuda", over=cast.other
    )  # of another unit
    return Scene(world, users)


def record(scene: Scene) -> None:
    gift = steps.record(
        scene.world, GiftKind.REFUSED, what="parselungu", giver="CV Jingga", on=steps.TODAY
    )
    Gift.objects.filter(pk=gift.pk).update(number=NUMBER)


def visit(user) -> dict:
    client = Client()
    if user:
        client.force_login(user)
    seen = {}
    for _name, place in places():
        for method in ("get", "post"):
            answer = getattr(client, method)(place)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            seen[place, method] = (answer.status_code, _TOKENS.sub(rb"\1", body))
    return seen


def test_every_address_has_an_expectation():
    assert set(addresses()) == set(KINDS)


@pytest.mark.parametrize("name", NOBODYS)
def test_whoever_must_not_know_learns_nothing(scene, name):
    user = scene.users[name]
    with transaction.atomic():
        record(scene)
        full = visit(user)
        transaction.set_rollback(True)
    without = visit(user)
    assert [place for place in full if full[place] != without[place]] == []
    for status, body in full.values():
        assert status in {200, 302, 400, 403, 404, 405}
        assert not any(word.encode() in body for word in WORDS)


@pytest.mark.parametrize("name", ["lestari", "wira"])
def test_the_upg_of_the_unit_reads_it_at_the_desk_and_nowhere_else(scene, name):
    record(scene)
    for kind, place in places():
        body = browser_of(scene.users[name]).get(place)
        if KINDS[kind] == OWN:
            assert body.status_code == 404, place
        if kind == "gift_at_desk":
            assert "parselungu" in body.content.decode()


def test_its_owner_reads_it_and_has_no_desk(scene):
    record(scene)
    for kind, place in places():
        answer = browser_of(scene.users["ani"]).get(place)
        if KINDS[kind] == DESK:
            assert answer.status_code == 403, place
        if kind == "gift":
            assert "parselungu" in answer.content.decode()


def test_a_role_that_was_taken_away_opens_nothing(scene):
    record(scene)
    Role.objects.filter(name=RoleName.UPG).delete()
    seen = visit(scene.world.lestari)
    assert {
        seen[place, m][0] for k, place in places() if KINDS[k] == DESK for m in ("get", "post")
    } <= {403, 405}


def test_an_officer_who_is_closed_is_let_in_nowhere(scene):
    record(scene)
    user = scene.world.lestari
    client = browser_of(user)
    user.is_active = False
    user.save()
    assert {client.get(place).status_code for _kind, place in places()} == {302}


def browser_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client
