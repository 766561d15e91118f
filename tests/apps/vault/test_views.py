"""Pages of the vault: one's own key behind its passphrase; custodians who are named, asked and agree."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from ikrar.people.models import Role
from ikrar.vault import actions, queries
from ikrar.vault.models import BoxKey, Holder, Recovery
from ikrar.vault.states import OpeningState
from tests.apps.vault.conftest import PASSPHRASE, REASON, sealed_for

pytestmark = pytest.mark.django_db
OTHER = "frasa lain yang panjang"


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()
    yield
    cache.clear()


def as_(client, desk, name):
    """Log in and unlock the key."""
    client.force_login(desk.holders[name].user)
    assert client.post(reverse("key"), {"passphrase": PASSPHRASE}).status_code == 302
    return client


def is_open(client) -> bool:
    return "Kunci terbuka" in client.get(reverse("key")).content.decode()


def test_strangers_are_led_to_the_login(client, desk):
    for name in ("key", "key_change", "custodians", "openings"):
        answer = client.get(reverse(name))
        assert answer["Location"].startswith(reverse("account_login"))
    assert client.post(reverse("key_lock"))["Location"].startswith(reverse("account_login"))


def test_a_first_key_is_made_and_open(client, cast):
    client.force_login(cast.citra)
    assert "frasa sandi" in client.get(reverse("key")).content.decode().casefold()
    for given in (
        {"passphrase": "pendek", "again": "pendek"},
        {"passphrase": OTHER, "again": OTHER + "x"},
        {"passphrase": OTHER},
    ):
        assert client.post(reverse("key"), given).status_code == 400
    assert not Holder.objects.exists()
    answer = client.post(reverse("key"), {"passphrase": OTHER, "again": OTHER})
    assert answer["Location"] == reverse("key")
    assert is_open(client)
    cookie = answer.cookies["ikrar_kunci"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"


@pytest.mark.parametrize("who", ["ani", "budi", "dodi", "eka", "fajar"])
def test_no_key_page_for_whoever_reads_nothing(client, cast, who):
    client.force_login(getattr(cast, who))
    given = {"passphrase": OTHER, "again": OTHER}
    assert client.get(reverse("key")).status_code == 403
    assert client.post(reverse("key"), given).status_code == 403
    assert client.get(reverse("key_change"))["Location"] == reverse("key")
    assert not Holder.objects.exists()


def test_a_wrong_passphrase_is_tried_five_times_a_minute(client, desk, time_machine):
    time_machine.move_to(timezone.now().replace(second=5), tick=False)
    client.force_login(desk.gita)
    for _ in range(5):
        answer = client.post(reverse("key"), {"passphrase": "bukan frasa sandinya"})
        assert answer.status_code == 400
        assert "Frasa sandi tidak membuka kunci" in answer.content.decode()
    answer = client.post(reverse("key"), {"passphrase": PASSPHRASE})
    assert answer.status_code == 400
    assert "Terlalu banyak percobaan" in answer.content.decode()
    change = {"old": PASSPHRASE, "passphrase": OTHER, "again": OTHER}
    assert "Terlalu banyak" in client.post(reverse("key_change"), change).content.decode()
    assert queries.unwrap(queries.holder_of(desk.gita), PASSPHRASE) == desk.private["gita"]
    time_machine.shift(timedelta(minutes=1))
    assert client.post(reverse("key"), {"passphrase": PASSPHRASE}).status_code == 302


def test_the_tries_of_one_are_not_those_of_another(client, desk):
    client.force_login(desk.gita)
    for _ in range(7):
        client.post(reverse("key"), {"passphrase": "bukan frasa sandinya"})
    client.force_login(desk.hadi)
    assert client.post(reverse("key"), {"passphrase": PASSPHRASE}).status_code == 302


def test_the_passphrase_is_changed(client, desk):
    as_(client, desk, "gita")
    wrong = {"old": "bukan frasa sandinya", "passphrase": OTHER, "again": OTHER}
    assert client.post(reverse("key_change"), wrong).status_code == 400
    right = {"old": PASSPHRASE, "passphrase": OTHER, "again": OTHER}
    assert client.post(reverse("key_change"), right)["Location"] == reverse("key")
    assert is_open(client)  # the same key, so that work goes on
    client.post(reverse("key_lock"))
    assert client.post(reverse("key"), {"passphrase": PASSPHRASE}).status_code == 400
    assert client.post(reverse("key"), {"passphrase": OTHER}).status_code == 302


def test_a_locked_key_is_gone_from_both_halves(client, desk):
    as_(client, desk, "gita")
    half = client.cookies["ikrar_kunci"].value
    assert client.get(reverse("key_lock"))["Location"] == reverse("key")
    assert is_open(client)  # an address that is only opened does nothing
    answer = client.post(reverse("key_lock"))
    assert answer.cookies["ikrar_kunci"].value == ""
    client.cookies["ikrar_kunci"] = half
    assert not is_open(client)


def test_the_half_of_one_opens_nothing_for_another(client, desk):
    as_(client, desk, "gita")
    half = client.cookies["ikrar_kunci"].value
    client.force_login(desk.hadi)
    client.cookies["ikrar_kunci"] = half
    assert not is_open(client)


@pytest.mark.parametrize("half", ["", "x", "A" * 44, "é" * 20, "A" * 50_000, "=" * 8])
def test_a_strange_half_is_no_half(client, desk, half):
    as_(client, desk, "gita")
    client.cookies["ikrar_kunci"] = half
    assert not is_open(client)


def test_a_key_that_was_replaced_is_not_in_hand_any_more(client, desk):
    as_(client, desk, "gita")
    actions.retire_holder(desk.holders["gita"])
    actions.make_holder(desk.gita, passphrase=OTHER)
    assert not is_open(client)
    assert client.get(reverse("openings"))["Location"].startswith(reverse("key"))


def test_the_way_back_leads_nowhere_else(client, desk):
    client.force_login(desk.gita)
    for there, leads_to in (
        ("/laporan/7/", "/laporan/7/"),
        ("//jahat.example/", reverse("key")),
        ("https://jahat.example/", reverse("key")),
        ("/\\jahat.example", reverse("key")),
        ("javascript:alert(1)", reverse("key")),
    ):
        answer = client.post(f"{reverse('key')}?next={there}", {"passphrase": PASSPHRASE})
        assert answer["Location"] == leads_to


@pytest.mark.parametrize("who", ["ani", "budi", "citra", "dodi", "fajar"])
def test_only_the_administrator_sees_and_names_custodians(client, desk, cast, who):
    client.force_login(getattr(cast, who))
    given = {"first": desk.holders["indra"].pk, "second": desk.holders["joko"].pk}
    assert client.get(reverse("custodians")).status_code == 403
    assert client.post(reverse("custodians"), given).status_code == 403
    assert Recovery.objects.count() == 1


def test_the_administrator_names_two(client, desk, cast):
    client.force_login(cast.eka)
    page = client.get(reverse("custodians")).content.decode()
    assert "Indra Contoh, Joko Contoh" in page
    assert f'value="{desk.holders["gita"].pk}"' not in page  # she lacks the role
    indra, joko = desk.holders["indra"].pk, desk.holders["joko"].pk
    for given in (
        {"first": indra},
        {"first": indra, "second": indra},
        {"first": indra, "second": desk.holders["gita"].pk},
        {"first": "x", "second": "\0"},
    ):
        assert client.post(reverse("custodians"), given).status_code == 400
    assert Recovery.objects.count() == 1
    answer = client.post(reverse("custodians"), {"first": joko, "second": indra})
    assert answer["Location"] == reverse("custodians")
    assert Recovery.objects.filter(is_in_use=True).count() == 1
    assert Recovery.objects.count() == 2


def _asked(desk, identity):
    return actions.ask_opening(identity[0], reason=REASON, by=desk.holders["gita"])


def test_two_custodians_agree_on_their_pages(client, desk, identity):
    opening = _asked(desk, identity)
    yes = reverse("opening_approve", args=[opening.pk])
    page = as_(client, desk, "indra").get(reverse("openings")).content.decode()
    assert REASON in page
    assert "Gita Contoh" in page
    assert client.get(yes)["Location"] == reverse("openings")
    opening.refresh_from_db()
    assert opening.state == OpeningState.ASKED  # an address that is only opened does nothing
    assert client.post(yes)["Location"] == reverse("openings")
    assert REASON not in client.get(reverse("openings")).content.decode()
    assert client.post(yes).status_code == 404  # once is enough
    as_(client, desk, "joko").post(yes)
    opening.refresh_from_db()
    assert opening.state == OpeningState.OPENED
    assert BoxKey.objects.filter(holder=desk.holders["gita"], box=identity[0]).exists()
    assert client.post(yes).status_code == 404


def test_one_custodian_says_no_on_their_page(client, desk, identity):
    opening = _asked(desk, identity)
    no = reverse("opening_refuse", args=[opening.pk])
    assert as_(client, desk, "joko").post(no)["Location"] == reverse("openings")
    opening.refresh_from_db()
    assert opening.state == OpeningState.REFUSED


@pytest.mark.parametrize("who", ["gita", "citra", "hadi"])
def test_for_everybody_else_there_is_no_such_request(client, desk, identity, who):
    opening = _asked(desk, identity)
    as_(client, desk, who)
    assert REASON not in client.get(reverse("openings")).content.decode()
    for name in ("opening_approve", "opening_refuse"):
        assert client.post(reverse(name, args=[opening.pk])).status_code == 404
        assert client.post(reverse(name, args=[opening.pk + 1])).status_code == 404
    opening.refresh_from_db()
    assert opening.state == OpeningState.ASKED


def test_a_locked_key_approves_nothing(client, desk, identity):
    opening = _asked(desk, identity)
    client.force_login(desk.indra)
    answer = client.post(reverse("opening_approve", args=[opening.pk]))
    assert answer["Location"].startswith(reverse("key"))
    opening.refresh_from_db()
    assert opening.state == OpeningState.ASKED


def test_the_key_page_counts_boxes_and_points_custodians_on(client, desk, cast):
    sealed_for(desk.holders["gita"])
    page = as_(client, desk, "gita").get(reverse("key")).content.decode()
    assert "<dd>1</dd>" in page
    assert reverse("openings") not in page.split("</nav>")[-1]
    Role.objects.create(user=desk.hadi, name="kustodian")
    actions.set_custodians(desk.holders["hadi"], desk.holders["joko"], by=cast.eka)
    # a custodian of earlier days still has what was sealed then to decide
    page = as_(client, desk, "indra").get(reverse("key")).content.decode()
    assert reverse("openings") in page.split("tentang-kunci")[-1]


def test_a_rotated_key_opens_everything_and_has_to_be_unlocked_anew(client, desk):
    gita = desk.holders["gita"]
    box, key, _sealed = sealed_for(gita)
    before = bytes(gita.public_key)
    as_(client, desk, "gita")
    wrong = client.post(reverse("key_rotate"), {"passphrase": OTHER})
    assert wrong.status_code == 400
    assert client.post(reverse("key_rotate"), {"passphrase": PASSPHRASE}).status_code == 302
    assert not is_open(client)
    gita.refresh_from_db()
    assert bytes(gita.public_key) != before
    assert queries.data_key(box, gita, queries.unwrap(gita, PASSPHRASE)) == key
