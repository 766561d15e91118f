"""Every page in English holds no Indonesian word, but for names and the pledge itself.

Indonesian words are learnt from the catalogue: those in its Indonesian texts and in no English one.
Every address is asked for as nobody and as someone of every role, so that a page that is added
later is read too. What is Indonesian by design says so with lang="id".
"""

import re
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from ikrar.ledger.actions import sequence
from ikrar.people.models import Role
from ikrar.people.states import RoleName
from ikrar.pledges import actions
from tests.apps.pledges import steps
from tests.cast import PASSWORD, make_cast
from tests.house.test_messages import MESSAGES

pytestmark = pytest.mark.django_db
WORD = re.compile(r"[^\W\d_]{2,}")
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
NOT_READ = {"script", "style", "code", "pre", "kbd", "samp", "textarea", "svg"}
READ_ALOUD = {"alt", "title", "placeholder", "aria-label", "aria-description", "data-done"}


def _words(texts) -> set[str]:
    """Words in small letters, without placeholders and abbreviations."""
    plain = (re.sub(r"%\(\w+\)|\b[A-Z]{2,}\b", " ", text) for text in texts)
    return {word.lower() for text in plain for word in WORD.findall(text)}


ENGLISH = _words(text for m in MESSAGES for text in m.msgstr.values())
COMMON = {"yang", "dan", "untuk", "dengan", "belum", "sudah", "tidak", "kerja", "nama", "atau"}
INDONESIAN = _words(m.msgid for m in MESSAGES) - ENGLISH | COMMON
NAMES = {"contoh", "kementerian", "direktorat", "dua", "satu", "bahasa"}  # of the cast


class Reader(HTMLParser):
    """What a reader of English sees or hears of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.heard: list[str] = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        foreign = given.get("lang") == "id" and tag != "html"
        silent = foreign or tag in NOT_READ or self._is_silent()
        if not silent:
            self.heard += [given[name] or "" for name in READ_ALOUD & given.keys()]
            if tag == "input" and given.get("type") == "submit":
                self.heard.append(given.get("value") or "")
        if tag not in VOID:
            self.open.append((tag, silent))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if not self._is_silent():
            self.heard.append(data)

    def _is_silent(self) -> bool:
        return bool(self.open) and self.open[-1][1]


def indonesian_in(page: str) -> dict[str, str]:
    """Each Indonesian word with the text that it stands in."""
    reader = Reader()
    reader.feed(page)
    return {
        word: " ".join(text.split())
        for text in reader.heard
        for word in _words([text]) & INDONESIAN - NAMES
    }


def _addresses(patterns, above=frozenset()) -> dict[str, frozenset[str]]:
    """Every named address with the names of what it takes."""
    found: dict[str, frozenset[str]] = {}
    for one in patterns:
        takes = above.union(one.pattern.converters or one.pattern.regex.groupindex)
        if isinstance(one, URLResolver):
            found |= _addresses(one.url_patterns, takes)
        elif one.name:
            found[one.name] = takes
    return found


ADDRESSES = _addresses(get_resolver().url_patterns)


@pytest.fixture
def scene():
    """An open campaign in which Ani has signed and Budi has not, and a ceremony; what addresses take."""
    cache.clear()
    cast = make_cast()
    for name in (RoleName.LEADER, RoleName.WITNESS, RoleName.ADMINISTRATOR, RoleName.INSPECTOR):
        Role.objects.create(user=cast.fajar, name=name)
    campaign = steps.opened(cast)
    signature = steps.sign(steps.signatory_of(campaign, cast.ani.employee))
    sequence()
    due = steps.signatory_of(campaign, cast.budi.employee)
    ceremony = actions.open_ceremony(campaign, name="Contoh", leader=cast.fajar, by=cast.fajar)
    return {
        "campaign": campaign,
        "fajar": cast.fajar,
        "token": actions.issue_link(due, by=None)[1],
        "code": signature.code,
        "slug": campaign.slug,
        "join_code": ceremony.join_code,
        "pk": ceremony.pk,
        "unit_id": cast.top.pk,
        "employee_id": cast.ani.employee.pk,
        "path": "tile/entries/000",
        "kind": "csv",
    }


def _client(user=None) -> Client:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    if user:
        client.force_login(user)
    return client


def _assert_english(answer) -> None:
    assert answer["Content-Language"] == "en"
    assert indonesian_in(answer.content.decode()) == {}


@pytest.mark.parametrize("who", ["nobody", "fajar"])
def test_every_page_is_in_english(who, scene):
    client = _client(scene.get(who))
    read, found = set(), {}
    for address, takes in ADDRESSES.items():
        answer = client.get(reverse(address, kwargs={name: scene.get(name, 1) for name in takes}))
        if answer.headers.get("Content-Type", "").startswith("text/html") and answer.content:
            read.add(address)
            found[address] = indonesian_in(answer.content.decode())
    assert {address: words for address, words in found.items() if words} == {}
    assert len(read) > 20


LEFT_OUT = [
    ("sign_link", {}),
    ("sign_link", {"text_sha256": "sha256:old", "accept_1": "on"}),
    ("sign_code", {"code": "keliru"}),
    ("verify", {}),
    ("verify", {"code": "keliru"}),
    ("account_login", {"login": "ani", "password": "keliru"}),
    ("account_login", {}),
    ("account_reset_password", {"email": "keliru"}),
    ("ceremony_join", {"code": "keliru"}),
]


@pytest.mark.parametrize(("address", "fields"), LEFT_OUT)
def test_refusal_is_in_english(address, fields, scene):
    takes = {name: scene[name] for name in ADDRESSES[address]}
    _assert_english(_client().post(reverse(address, kwargs=takes), fields))


DESK = [
    ("campaign_new", {"name": "", "slug": "Ikrar Baru", "save": "1"}),
    ("campaign_new", {"name": "Contoh", "slug": "contoh", "look": "1"}),
    ("campaign_text", {"save": "1"}),
    ("ceremony_new", {}),
    ("campaign_mail", {"kind": "undangan"}),
    ("withdraw", {}),
    ("kiosk", {"nip": "1"}),
    ("kiosk", {"nip": "197505052000031002"}),
    ("remind", {}),
]


@pytest.mark.parametrize(("address", "fields"), DESK)
def test_answer_of_a_desk_is_in_english(address, fields, scene):
    takes = {name: scene[name] for name in ADDRESSES[address]}
    client = _client(scene["fajar"])
    _assert_english(client.post(reverse(address, kwargs=takes), fields, follow=True))


def test_thanks_and_ceremony_are_in_english(scene):
    client = _client()
    ticks = {
        "text_sha256": scene["campaign"].text.sha256,
        **{f"accept_{n}": "on" for n in range(1, 5)},
    }
    signed = client.post(reverse("sign_link", args=[scene["token"]]), ticks, follow=True)
    _assert_english(signed)
    assert "Thank you." in signed.content.decode()
    again = client.get(reverse("sign_link", args=[scene["token"]]), follow=True)
    _assert_english(again)


def test_login_and_missing_page_are_in_english(scene):
    client = _client()
    _assert_english(
        client.post(reverse("account_login"), {"login": "ani", "password": PASSWORD}, follow=True)
    )
    missing = client.get("/tidak-ada/")
    assert missing.status_code == 404
    _assert_english(missing)


def test_indonesian_page_would_be_noticed(scene):
    client = Client()
    assert len(indonesian_in(client.get(reverse("home")).content.decode())) > 10
    assert indonesian_in('<p>Signed <b>tautan</b></p><p lang="id">tautan</p>') == {
        "tautan": "tautan"
    }
    assert indonesian_in('<img alt="tautan pribadi">') == {
        "tautan": "tautan pribadi",
        "pribadi": "tautan pribadi",
    }
