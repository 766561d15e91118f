"""The kiosk: a witness, one person after the other, and nothing left of the last one."""

import pytest
from django.urls import reverse

from ikrar.people.models import Role
from ikrar.people.states import RoleName
from ikrar.pledges import actions
from ikrar.pledges.models import Signature
from ikrar.pledges.states import How
from tests.apps.pledges import steps

pytestmark = pytest.mark.django_db
NIP = "199001012015032001"


@pytest.fixture
def witness(client, cast, campaign):
    Role.objects.create(user=cast.budi, name=RoleName.WITNESS, unit=cast.unit)
    client.force_login(cast.budi)
    return client


def ticks(campaign, **changes):
    fields = {"text_sha256": campaign.text.sha256, "witnessed": "on"}
    fields |= {f"accept_{n}": "on" for n in (1, 2, 3, 4)} | changes
    return {name: value for name, value in fields.items() if value is not None}


def page_of(answer):
    return answer.content.decode()


def test_signs_before_a_witness_and_forgets(witness, campaign, cast, ani):
    assert witness.post(reverse("kiosk"), {"nip": " 19900101 201503 2 001 "}).status_code == 302
    page = witness.get(reverse("kiosk_sign"))
    assert "Ani Contoh" in page_of(page)
    assert "no-store" in page["Cache-Control"]
    assert witness.post(reverse("kiosk_sign"), ticks(campaign))["Location"] == reverse(
        "kiosk_thanks"
    )
    signature = Signature.objects.get()
    assert (signature.how, signature.witness) == (How.KIOSK, cast.budi)
    thanks = page_of(witness.get(reverse("kiosk_thanks")))
    assert signature.code in thanks
    assert "Ani" not in thanks
    # the back button finds nothing of Ani
    assert witness.get(reverse("kiosk_sign"))["Location"] == reverse("kiosk")
    assert "Ani" not in page_of(witness.get(reverse("kiosk")))
    assert witness.get(reverse("kiosk_thanks"))["Location"] == reverse("kiosk")


def test_a_new_search_forgets_who_stood_here(witness, campaign, ani):
    witness.post(reverse("kiosk"), {"nip": NIP})
    witness.get(reverse("kiosk"))
    assert witness.post(reverse("kiosk_sign"), ticks(campaign))["Location"] == reverse("kiosk")
    assert not Signature.objects.exists()


@pytest.mark.parametrize("missing", ["witnessed", "accept_1", "accept_4"])
def test_everything_is_asked_for(witness, campaign, ani, missing):
    witness.post(reverse("kiosk"), {"nip": NIP})
    answer = witness.post(reverse("kiosk_sign"), ticks(campaign, **{missing: None}))
    assert answer.status_code == 400
    assert f'id="id_{missing}_error"' in page_of(answer)
    assert not Signature.objects.exists()


@pytest.mark.parametrize(
    ("nip", "words"),
    [
        ("19900101201503200", "tidak ada dalam daftar"),
        ("Ani Contoh", "tidak ada dalam daftar"),
        ("", "Isi NIP"),
        ("197505052000031002", "Saksi tidak dapat"),  # the witness herself
        ("198003032005032003", "hanya dapat ditandatangani"),  # outside the witness's unit
        ("🙂" * 20, "tidak ada dalam daftar"),
        ("\x00", "Null"),
    ],
)
def test_people_who_cannot_sign_here(witness, ani, nip, words):
    answer = witness.post(reverse("kiosk"), {"nip": nip})
    assert answer.status_code in {400, 404}
    assert 'id="id_nip_error"' in page_of(answer)
    assert words == "Null" or words in page_of(answer)


def test_who_has_signed_is_told(witness, ani):
    steps.sign(ani)
    answer = witness.post(reverse("kiosk"), {"nip": NIP})
    assert "sudah ditandatangani" in page_of(answer)


def test_signed_elsewhere_meanwhile(witness, campaign, ani):
    witness.post(reverse("kiosk"), {"nip": NIP})
    steps.sign(ani)
    assert witness.post(reverse("kiosk_sign"), ticks(campaign))["Location"] == reverse("kiosk")
    assert Signature.objects.count() == 1


def test_text_that_changed_meanwhile(witness, campaign, cast, ani):
    witness.post(reverse("kiosk"), {"nip": NIP})
    old = ticks(campaign)
    actions.revise_text(campaign, text=steps.other_text(), by=cast.fajar)
    answer = witness.post(reverse("kiosk_sign"), old)
    assert answer.status_code == 409
    assert "Ikrar Contoh Baru" in page_of(answer)


@pytest.mark.parametrize("who", ["ani", "citra", "dodi", "eka", "fajar"])
@pytest.mark.parametrize("name", ["kiosk", "kiosk_sign"])
def test_only_witnesses(client, cast, campaign, who, name):
    client.force_login(getattr(cast, who))
    assert client.get(reverse(name)).status_code == 403


def test_without_login_and_without_an_open_campaign(client, witness, cast, campaign):
    actions.close_campaign(campaign, by=cast.fajar)
    assert witness.get(reverse("kiosk")).status_code == 409
    client.logout()
    assert client.get(reverse("kiosk")).status_code == 302


def test_no_menu_before_strangers(witness, ani):
    witness.post(reverse("kiosk"), {"nip": NIP})
    page = page_of(witness.get(reverse("kiosk_sign")))
    assert reverse("account_logout") not in page
    assert reverse("coverage") not in page
