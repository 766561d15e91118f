"""Every page in English holds no Indonesian word, but for names and the pledge itself.

Indonesian words are learnt from the catalogue: those in its Indonesian texts and in no English one.
Every address is asked for as nobody and as someone of every role, so that a page that is added
later is read too. What is Indonesian by design says so with lang="id".
"""

import re
from html.parser import HTMLParser
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils import translation

from ikrar.ledger.actions import sequence
from ikrar.people.actions import queue_mail, start_import
from ikrar.people.models import Employee, Mail, Role, RosterImport
from ikrar.people.states import ImportState, MailState, RoleName
from ikrar.pledges import actions
from ikrar.pledges.models import Campaign, Ceremony, Signature
from ikrar.pledges.states import CampaignState, CeremonyState, SignatureState
from tests.apps.people import files
from tests.apps.pledges import steps
from tests.browser.sealed import make_sealed
from tests.cast import CHEAP, PASSPHRASE, PASSWORD, make_cast
from tests.house.test_messages import MESSAGES

pytestmark = pytest.mark.django_db
WORD = re.compile(r"[^\W\d_]{2,}")
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
NOT_READ = {"script", "style", "code", "pre", "kbd", "samp", "textarea", "svg"}
READ_ALOUD = {"alt", "title", "placeholder", "aria-label", "aria-description", "data-done"}


# what is no word: placeholders, addresses, codes and fingerprints, abbreviations
NO_WORD = re.compile(r"%\(\w+\)s?|\w+://\S+|\S*[\d+]\S*|\b[A-Z]{2,}\b")


def _words(texts) -> set[str]:
    return {word.lower() for text in texts for word in WORD.findall(NO_WORD.sub(" ", text))}


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
        foreign |= "code" in (given.get("class") or "").split()
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
        if isinstance(one, URLResolver) and one.namespace:
            continue  # the API, which answers programs
        if isinstance(one, URLResolver):
            found |= _addresses(one.url_patterns, takes)
        elif one.name:
            found[one.name] = takes
    return found


ADDRESSES = _addresses(get_resolver().url_patterns)


def _checked_import(cast):
    wrongs = {}, {"NIP BARU": "123"}, {"EMAIL GOV": "?"}, {"KEDUDUKAN HUKUM NAMA": "Contoh"}
    rows = [
        files.row(n, **{"UNOR NAMA": "Direktorat Dua"} | wrong) for n, wrong in enumerate(wrongs, 1)
    ]
    with translation.override("en"):  # remarks on rows are kept in the language of who uploads
        return start_import(
            cast.agency, file=files.as_csv(rows), file_name="a.csv", is_complete=True, by=cast.fajar
        )


def _refused_letter(cast):
    mail = queue_mail(
        key="a", employee=cast.ani.employee, to="a@contoh.test", subject="A", body="A"
    )
    Mail.objects.filter(pk=mail.pk).update(state=MailState.UNKNOWN)
    return mail


@pytest.fixture(autouse=True)
def _language_is_put_back():
    """A request leaves its language behind in the thread, which the next test runs in."""
    with translation.override(translation.get_language()):
        yield


@pytest.fixture
def scene():
    """An open campaign in which Ani has signed and Budi has not, a ceremony, a roster to approve,
    a letter to look at; by the names of what addresses take."""
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
        "cast": cast,
        "campaign": campaign,
        "fajar": cast.fajar,
        "token": actions.issue_link(due, by=None)[1],
        "code": signature.code,
        "slug": campaign.slug,
        "join_code": ceremony.join_code,
        "pk": {
            "ceremony": ceremony,
            "unit": cast.unit,
            "role": cast.budi.roles.get(),
            "user": cast.dodi,
        }
        | {"roster": _checked_import(cast), "mail": _refused_letter(cast)},
        "unit_id": cast.top.pk,
        "employee_id": cast.ani.employee.pk,
        "path": "tile/entries/000",
        "kind": "csv",
        "ref": uuid4(),
        "number": "P-2023-0001",
        "name": "panggil",
    }


@pytest.fixture
def sealed_scene(scene, monkeypatch):
    """The same with a report that waits and one that became a case, and Gita's key unlocked."""
    monkeypatch.setattr("ikrar.reports.actions.intake.COST", CHEAP)
    sealed = make_sealed(scene["cast"])
    scene["pk"] |= {"report": sealed.waiting, "opening": None}
    return scene | {"number": sealed.case.number, "gita": sealed.desk.gita}


def test_every_page_of_the_desk_is_in_english(sealed_scene):
    client = _client(sealed_scene["gita"])
    client.post(reverse("key"), {"passphrase": PASSPHRASE})
    read, found = set(), {}
    for address in (one for one in ADDRESSES if one.startswith(("report", "case", "key", "open"))):
        answer = client.get(_url(address, sealed_scene))
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            read.add(address)
            found |= indonesian_in(answer.content.decode())
    # names of parties and units, and what people wrote, where a list offers them
    shown = {w: text for w, text in found.items() if not text.startswith(("Partai", "L-", "– "))}
    assert {w: text for w, text in shown.items() if "Contoh" not in text} == {}
    assert len(read) > 10


def _url(address: str, scene) -> str:
    """The address with what it takes from the scene; a number is that of the page's own subject."""
    takes = {name: scene.get(name, 1) for name in ADDRESSES[address]}
    if "pk" in takes:
        subject = scene["pk"].get(address.split("_")[0])
        takes["pk"] = subject.pk if subject else 1
    return reverse(address, kwargs=takes)


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
    for address in ADDRESSES:
        answer = client.get(_url(address, scene))
        if answer.headers.get("Content-Type", "").startswith("text/html") and answer.content:
            read.add(address)
            heard = indonesian_in(answer.content.decode())
            # a party's name is its name in any language
            found[address] = {w: t for w, t in heard.items() if not t.startswith("Partai ")}
    assert {address: words for address, words in found.items() if words} == {}
    assert len(read) > 20


LEFT_OUT = [
    ("sign_link", {}),
    ("sign_link", {"text_sha256": "sha256:old", "accept_1": "on"}),
    ("sign_code", {"code": "keliru"}),
    ("verify", {}),
    ("verify", {"code": "keliru"}),
    ("check", {}),
    ("check", {"text": "Ayo coblos nomor 2, besok ada amplop, goblok.", "role": "asn"}),
    ("account_login", {"login": "ani", "password": "keliru"}),
    ("account_login", {}),
    ("account_reset_password", {"email": "keliru"}),
    ("ceremony_join", {"code": "keliru"}),
]


@pytest.mark.parametrize(("address", "fields"), LEFT_OUT)
def test_refusal_is_in_english(address, fields, scene):
    _assert_english(_client().post(_url(address, scene), fields))


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
    ("unit_new", {}),
    ("unit_new", {"code": "U-1", "name": "Contoh"}),
    ("unit_close", {"date": "2023-01-01"}),
    ("user_new", {}),
    ("users", {"username": "siapa", "name": "saksi"}),
    ("users", {"username": "dodi", "name": "saksi"}),
    ("user_link", {}),
    ("user_close", {}),
    ("roster", {}),
    ("roster_apply", {}),
    ("roster_discard", {}),
    ("mail_retry", {}),
    ("mail_confirm", {}),
]


@pytest.mark.parametrize(("address", "fields"), DESK)
def test_answer_of_a_desk_is_in_english(address, fields, scene):
    client = _client(scene["fajar"])
    _assert_english(client.post(_url(address, scene), fields, follow=True))


STATES = [
    *((Campaign, state, ("home", "campaign", "desk", "desk_campaign")) for state in CampaignState),
    *((Ceremony, state, ("ceremony_screen", "ceremony_join")) for state in CeremonyState),
    (Signature, SignatureState.WITHDRAWN, ("verify_code", "signed", "signature")),
    *((RosterImport, state, ("roster", "roster_import")) for state in ImportState),
    *((Mail, state, ("mail",)) for state in MailState),
]


@pytest.mark.parametrize(("model", "state", "addresses"), STATES)
def test_page_is_in_english_in_every_state(model, state, addresses, scene):
    model.objects.update(state=state)
    client = _client(scene["fajar"])
    for address in addresses:
        _assert_english(client.get(_url(address, scene)))


def test_pages_of_someone_erased_are_in_english(scene):
    actions.erase_person(Employee.objects.get(pk=scene["employee_id"]), by=scene["fajar"])
    client = _client(scene["fajar"])
    for address in ("verify_code", "signed", "signature", "certificate", "employees"):
        _assert_english(client.get(_url(address, scene)))


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


def test_codes_are_no_words():
    assert indonesian_in("<p>1KE50-DI60H, sha256:1ada2, a.test/log+0ada1+KE/di+</p>") == {}


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
