"""Who must not know of a report or a case learns nothing: every address of the desks and the vault, for every actor.

The addresses are read from the code: a new one without a line in KINDS fails. Each actor asks for all of them, with GET
and with an empty POST, in two worlds: one with a report, the case that came of it and a case opened by hand, and one
where they never were. Whoever must not know gets the same answers in both, byte for byte, tokens apart.
"""

import copy
import os
import re
from dataclasses import dataclass

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from ikrar.cases.models import Case
from ikrar.people.models import Agency
from ikrar.vault.policies import can_hold_key
from tests.cast import CHEAP, PASSPHRASE
from tests.flows import matrix as worlds

pytestmark = pytest.mark.django_db
OPEN, REPORTS, REPORT, CASES, CASE, FEED, KEY, CUSTODIANS, OPENINGS, OPENING = (
    "open", "reports", "report", "cases", "case", "feed", "key", "custodians", "openings", "opening",
)  # fmt: skip
KINDS = {
    "door": OPEN, "report_new": OPEN, "report_hints": OPEN, "mailbox_open": OPEN, "mailbox": OPEN,
    "mailbox_write": OPEN, "mailbox_files": OPEN, "mailbox_delete": OPEN, "mailbox_close": OPEN,
    "home": OPEN,
    "reports": REPORTS, "reports_share": REPORTS,
    "report": REPORT, "report_accept": REPORT, "report_reply": REPORT, "report_close": REPORT,
    "report_merge": REPORT, "report_pass_on": REPORT, "report_identity": REPORT, "report_evidence": REPORT,
    "report_original": REPORT,
    "cases": CASES, "case_calendar": CASES, "case_feed": CASES, "case_feed_end": KEY,
    "case_feed_file": FEED,
    "case": CASE, "case_act": CASE, "case_evidence": CASE, "case_original": CASE,
    "case_evidence_add": CASE, "case_packet": CASE, "case_packet_file": CASE, "case_letter": CASE,
    "key": KEY, "key_change": KEY, "key_lost": KEY, "key_lock": KEY,
    "key_rotate": KEY,
    "custodians": CUSTODIANS, "openings": OPENINGS,
    "opening_approve": OPENING, "opening_refuse": OPENING,
}  # fmt: skip


@dataclass(frozen=True)
class Actor:
    """Somebody, what they may know of, and how far the cases have come."""

    name: str
    knows: frozenset[str] = frozenset()
    officer: bool = False
    recommended: bool = True

    @property
    def id(self) -> str:
        return f"{self.name}-{'recommended' if self.recommended else 'opened'}"


def _officer(name: str, *knows: str) -> Actor:
    return Actor(name, frozenset(knows), officer=True)


ACTORS = [
    *(Actor(name) for name in ("anonymous", "ani", "dodi", "eka", "fajar", "budi", "indra")),
    Actor("hadi", recommended=False),
    Actor("hadi", frozenset({"case", "plain"})),
    _officer("citra", "report", "case", "plain"),
    _officer("gita", "plain"),  # whom the reporter avoids
    _officer("nina", "report", "plain"),  # reads the report, and nobody assigned her its case
    _officer("mira", "report"),  # handled the case, then declared a tie
    # another unit's; the reported; above, beside and below them; tied to the party; family
    *(_officer(name) for name in ("lina", "rudi", "sari", "tono", "bima", "wati", "yuda")),
]
if (
    os.environ.get("IKRAR_TEST_DB") == "postgres"
):  # all of them ran on SQLite: here one of each kind
    ACTORS = [
        one
        for one in ACTORS
        if one.name in {"anonymous", "hadi", "citra", "gita", "mira", "rudi", "wati"}
    ]
_TOKENS = (
    (re.compile(rb'(name="(?:csrfmiddlewaretoken|ticket)" value=")[^"]*'), rb"\1"),
    (re.compile(rb'(data-ticket=")[^"]*'), rb"\1"),
    (re.compile(rb"(DTSTAMP:|UID:)\S+"), rb"\1"),
    (re.compile(rb"(/kalender/)[\w-]{43}"), rb"\1"),
    (re.compile(rb"(dibuat )\d+ \w+ \d{4}[^<]*?\d\d\.\d\d"), rb"\1"),
)
_HEADERS = {"Expires", "Date", "Last-Modified", "ETag"}


def test_every_address_has_an_expectation():
    assert set(worlds.patterns()) | {"home"} == set(KINDS)


@pytest.mark.parametrize("actor", ACTORS, ids=lambda a: a.id)
def test_whoever_must_not_know_learns_nothing(actor, cast, monkeypatch):
    monkeypatch.setattr("ikrar.reports.actions.intake.COST", CHEAP)
    # numbers are drawn at random; what both worlds have must have the same ones
    monkeypatch.setattr(
        "ikrar.cases.actions.opening._serial", lambda _year: 200_001 + Case.objects.count()
    )
    world = worlds.make_base(cast)
    client = _client(actor, world)
    with transaction.atomic():
        worlds.make_plain(world, recommended=actor.recommended)
        worlds.make_hidden(world, recommended=actor.recommended)
        asked = [one for one in worlds.addresses(world) if _asks(actor, one)]
        day = Agency.objects.get().today
        _check_shown(actor, world, client)
        full = _visit(actor, client, asked)
        transaction.set_rollback(True)
    for (address, method), answer in full.items():
        _check_status(actor, address, method, answer)
        _check_words(actor, world, address, answer)
    with transaction.atomic():
        if "plain" in actor.knows:
            worlds.make_plain(world, recommended=actor.recommended)
        Agency.objects.update(today=day)
        without = _visit(actor, client, _compared(actor, asked))
        transaction.set_rollback(True)
    assert [one for one in without if _shape(full[one]) != _shape(without[one])] == []
    assert len(without) > 20 or actor.knows


def _asks(actor, address) -> bool:
    """The door is the same for everybody: one stranger and the reported try it. Only desks have searches."""
    if KINDS[address.name] == OPEN:
        return actor.name in {"anonymous", "rudi"}
    if KINDS[address.name] == FEED:  # whoever has the address asks as its owner
        return f"/{worlds.feed_of(actor.name)}/" in address.url
    if address.name == "case_act" and actor.name not in {"rudi", "gita"}:  # each is looked up alike
        return "/panggil/" in address.url or "/putuskan/" in address.url
    return "?" not in address.url or actor.officer or actor.name == "hadi" or address.about != ""


def _compared(actor, asked) -> list:
    """What both worlds are asked: all but the many acts and letters of a case, of which three stand for the others."""
    found = [one for one in asked if _is_blind(actor, one)]
    many = [one for one in found if one.name in {"case_act", "case_letter"}]
    return [one for one in found if one not in many[3:]]


def _client(actor, world) -> Client:
    cache.clear()
    client = Client()
    if actor.name == "anonymous":
        return client
    user = world.users[actor.name]
    client.force_login(user)
    if can_hold_key(user):
        assert client.post(reverse("key"), {"passphrase": PASSPHRASE}).status_code == 302
    return client


def _visit(actor, client, asked) -> dict:
    """Every answer; what a request changed is undone before the next one."""
    found = {}
    for address in asked:
        for method in ("get", "post"):
            if method == "post" and _knows(actor, address):
                continue  # what an empty form does to whoever may is another test's
            cookies = copy.deepcopy(client.cookies)
            cache.clear()
            with transaction.atomic():
                answer = getattr(client, method)(address.url)
                body = b"".join(answer) if answer.streaming else answer.content
                transaction.set_rollback(True)
            client.cookies = cookies
            found[address, method] = (answer.status_code, dict(answer.headers), body)
    return found


def _knows(actor, address) -> bool:
    return address.about in actor.knows


def _check_status(actor, address, method, answer) -> None:
    status, headers, _body = answer
    where = f"{actor.id} {method} {address.url}: {status}"
    assert status < 500, where
    kind = KINDS[address.name]
    if kind == OPEN or _may(actor, address, kind):
        return
    if kind == FEED:
        assert status == (403 if method == "get" else 405), where
        return
    assert status in {302, 403, 404} or (method == "post" and status == 405), where
    if actor.name == "anonymous":
        assert status == 302, where
        assert headers["Location"].startswith(("/akun/", reverse("key"))), where
    elif status == 302 and kind in {REPORT, REPORTS, CASE, CASES}:
        assert headers["Location"].startswith(reverse("key")), where
        assert kind in {REPORT, REPORTS}, where  # a case is a 404 before a key is asked for


def _may(actor, address, kind: str) -> bool:
    """Whether this actor may be shown something other than a refusal."""
    holds_key = actor.officer or actor.name in {"hadi", "indra"}
    return {
        REPORTS: actor.officer,
        REPORT: _knows(actor, address),
        CASES: actor.officer or actor.name == "hadi",
        FEED: actor.officer or actor.name == "hadi",
        CASE: _knows(actor, address),
        KEY: holds_key,
        CUSTODIANS: actor.name == "eka",
        OPENINGS: holds_key,
        OPENING: actor.name == "indra",
    }[kind]


def _secrets(actor, world) -> dict[str, str]:
    """What no answer to this actor may say."""
    found = world.found
    said = {
        f"words of {name}": word for name, word in worlds.WORDS.items() if name not in actor.knows
    }
    if "report" not in actor.knows:
        said["number of the report"] = found.report.number
        said["identity"] = "Pelapor Contoh Rahasia"
        if "case" not in actor.knows:
            said["evidence"] = worlds.FILE
    for name in {"case", "plain"} - actor.knows:
        said[f"number of {name}"] = getattr(found, name).number
    return said


def _check_words(actor, world, address, answer) -> None:
    """An answer may repeat its own address and what was searched for, and nothing else."""
    _status, headers, body = answer
    text = f"{headers}\n{body.decode(errors='replace')}".replace('placeholder="P-2024-482913"', "")
    for name, secret in _secrets(actor, world).items():
        if secret not in address.url:
            assert secret not in text, f"{actor.id} {address.url} tells the {name}"


def _is_blind(actor, address) -> bool:
    """Whether nothing that this answer is made of may be known to this actor."""
    kind = KINDS[address.name]
    if actor.name == "indra" and kind in {OPENINGS, OPENING}:
        return False  # a custodian is asked, without the report
    if kind in {KEY, OPENINGS, OPENING, OPEN}:
        return not actor.knows & {"report", "case"}
    if kind in {REPORTS, REPORT}:
        return "report" not in actor.knows
    if kind in {CASES, FEED}:
        return "case" not in actor.knows and not (actor.name == "hadi" and actor.recommended)
    return not _knows(actor, address)


def _shape(answer) -> tuple:
    """What must be the same in both worlds: status, headers and body, without what is new each time."""
    status, headers, body = answer
    for token, nothing in _TOKENS:
        body = token.sub(nothing, body)
    kept = {name: value for name, value in headers.items() if name not in _HEADERS}
    kept.pop("Set-Cookie", None)
    return status, kept, body


def _check_shown(actor, world, client) -> None:
    """Whoever may know is shown it: else the matrix would hold in an empty house."""
    found = world.found
    for name in actor.knows & {"case", "plain"}:
        number = getattr(found, name).number
        assert client.get(reverse("case", args=[number])).status_code == 200
        for url in (f"{reverse('cases')}?tab=semua", f"{reverse('cases')}?q={number}&tab=semua"):
            assert f">{number}<" in _text(client, url), url
    if "report" in actor.knows:
        assert found.report.number in _text(
            client, f"{reverse('reports')}?keadaan={found.report.state}"
        )
        page = _text(client, reverse("report", args=[found.report.pk]))
        assert worlds.WORDS["report"] in page
        assert worlds.FILE in page
    if actor.name == "citra":
        page = _text(client, reverse("case", args=[found.case.number]))
        assert worlds.WORDS["case"] in page
        assert worlds.FILE in page
        assert found.case.number in _text(client, reverse("case_calendar"))


def _text(client, url: str) -> str:
    return client.get(url).content.decode()
