"""Signing in the browser's language: what is asked, what is answered, what a GET may never do."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from ikrar.ledger import actions as ledger
from ikrar.pledges import actions
from ikrar.pledges.models import Link, Signature
from ikrar.pledges.states import How
from tests.apps.pledges import steps

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture
def token(ani):
    return actions.issue_link(ani, by=None)[1]


@pytest.fixture
def url(token):
    return reverse("sign_link", args=[token])


def ticks(campaign, *numbers, **more):
    return {
        "text_sha256": campaign.text.sha256,
        **{f"accept_{n}": "on" for n in numbers or (1, 2, 3, 4)},
        **more,
    }


def test_signs_and_thanks(client, campaign, url):
    answer = client.post(url, ticks(campaign))
    signature = Signature.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == reverse("signed", args=[signature.code])
    assert signature.how == How.LINK
    assert set(signature.accepted) == {"1", "2", "3", "4"}
    page = client.get(answer["Location"]).content.decode()
    assert signature.code in page
    assert "Ani Contoh" in page
    assert "sedang dicatat" in page
    ledger.sequence()
    page = client.get(answer["Location"]).content.decode()
    assert reverse("certificate", args=[signature.code]) in page
    assert "every 2s" not in page


def test_part_of_the_signed_page_is_polled(client, ani):
    signature = steps.sign(ani)
    url = reverse("signed", args=[signature.code])
    part = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith("<section")
    assert "every 2s" in part


@pytest.mark.parametrize("method", ["get", "head", "options", "put", "delete"])
def test_only_post_uses_the_link(client, url, method):
    getattr(client, method)(url)
    assert Link.objects.get().used_at is None
    assert not Signature.objects.exists()


def test_page_is_kept_out_of_caches_and_referers(client, url):
    answer = client.get(url)
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "strict-origin"
    assert "Ani Contoh" in answer.content.decode()
    assert "Direktorat Contoh Satu" in answer.content.decode()


@pytest.mark.parametrize("left_out", [1, 2, 3, 4])
def test_statement_left_out_is_named_and_the_rest_is_kept(client, campaign, url, left_out):
    given = [n for n in (1, 2, 3, 4) if n != left_out]
    answer = client.post(url, ticks(campaign, *given))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert f'href="#id_accept_{left_out}"' in page
    assert f'id="id_accept_{left_out}_error"' in page
    for number in given:
        assert f'name="accept_{number}" value="on" checked' in page
    assert f'name="accept_{left_out}" value="on" checked' not in page
    assert not Signature.objects.exists()


def test_text_that_changed_is_shown_anew_and_nothing_is_accepted(client, campaign, cast, url):
    old = ticks(campaign)
    new = actions.revise_text(campaign, text=steps.other_text(), by=cast.fajar).text
    answer = client.post(url, old)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Ikrar Contoh Baru" in page
    assert new.sha256 in page
    assert " checked" not in page
    assert not Signature.objects.exists()
    assert client.post(url, ticks(campaign)).status_code == 302


@pytest.mark.parametrize("shown", ["", "sha256:" + "0" * 64, "x" * 5000, "\x00", "🙂"])
def test_hash_that_was_tampered_with_accepts_nothing(client, campaign, url, shown):
    answer = client.post(url, ticks(campaign) | {"text_sha256": shown})
    assert answer.status_code == 409
    assert not Signature.objects.exists()


def test_used_link_shows_what_was_signed(client, campaign, url):
    signed_at = client.post(url, ticks(campaign))["Location"]
    assert client.get(url)["Location"] == signed_at
    again = client.post(url, ticks(campaign), follow=True)
    assert again.redirect_chain[-1][0] == signed_at
    assert "tidak ada yang ditandatangani dua kali" in again.content.decode()
    assert Signature.objects.count() == 1


def test_refused_links_say_what_to_do(client, ani, url, token):
    Link.objects.update(expires_at="2020-01-01T00:00:00Z")
    expired = client.get(url)
    assert expired.status_code == 409
    assert "lewat masa berlakunya" in expired.content.decode()
    actions.issue_link(ani, by=None)
    replaced = client.post(url, {})
    assert replaced.status_code == 409
    assert "lebih baru" in replaced.content.decode()
    unknown = client.get(reverse("sign_link", args=["ZZZZ-ZZZZ-ZZZZ-ZZZZ"]))
    assert unknown.status_code == 404
    assert reverse("sign_code") in unknown.content.decode()


def test_closed_campaign_refuses(client, campaign, cast, url):
    actions.close_campaign(campaign, by=cast.fajar)
    assert client.get(url).status_code == 409
    assert client.post(url, ticks(campaign)).status_code == 409


def test_typed_code_leads_to_the_page(client, url, token):
    answer = client.post(reverse("sign_code"), {"code": f" {token.lower()} "})
    assert answer.status_code == 302
    assert client.get(answer["Location"]).status_code == 200
    assert client.get(reverse("sign_code")).status_code == 200
    assert client.post(reverse("sign_code"), {"code": ""}).status_code == 400


def test_guessing_codes_is_slowed_down(client, token):
    wrong = {"code": "0000-0000-0000-0000"}
    answers = [client.post(reverse("sign_code"), wrong).status_code for _i in range(31)]
    assert answers == [404] * 30 + [429]
    assert client.post(reverse("sign_code"), {"code": token}).status_code == 429
    assert (
        client.post(reverse("sign_code"), {"code": token}, REMOTE_ADDR="10.0.0.9").status_code
        == 302
    )


def test_no_address_reaches_the_database(client, ani):
    client.post(reverse("sign_code"), {"code": "0000-0000-0000-0000"}, REMOTE_ADDR="10.11.12.13")
    assert not any("10.11.12.13" in str(key) for key in cache._cache)


def test_signs_with_an_account(client, campaign, cast):
    url = reverse("sign_login")
    assert reverse("account_login") in client.get(url)["Location"]
    client.force_login(cast.budi)
    assert client.post(url, ticks(campaign)).status_code == 302
    assert Signature.objects.get().how == How.LOGIN
    assert client.get(url)["Location"].startswith("/ikrar/selesai/")


def test_account_without_an_employee_is_told(client, campaign, cast):
    client.force_login(cast.dodi)
    answer = client.get(reverse("sign_login"))
    assert answer.status_code == 404
    assert "belum dihubungkan" in answer.content.decode()


def test_csrf_is_asked_for(campaign, url):
    from django.test import Client

    assert Client(enforce_csrf_checks=True).post(url, ticks(campaign)).status_code == 403


def test_campaign_page(client, campaign, cast):
    page = client.get(reverse("campaign")).content.decode()
    assert "Butir contoh satu." in page
    actions.close_campaign(campaign, by=cast.fajar)
    assert "sudah ditutup" in client.get(reverse("campaign")).content.decode()


def test_campaign_page_before_the_first(client, cast):
    assert "Belum ada ikrar" in client.get(reverse("campaign")).content.decode()


def test_withdrawn_signature_is_said_so(client, ani, cast):
    signature = steps.sign(ani)
    actions.withdraw(signature, reason="Salah orang.", by=cast.fajar)
    page = client.get(reverse("signed", args=[signature.code])).content.decode()
    assert "tidak berlaku" in page
    assert "Salah orang" not in page
    assert "Ani Contoh" not in page


HOSTILE = ["x" * 3000, "%00", "..%2f..%2fetc", "%F0%9F%99%82" * 40, "%FF%FE", "0" * 16, "-"]


@pytest.mark.parametrize("word", HOSTILE)
@pytest.mark.parametrize("pattern", [
    "/ikrar/t/{}/", "/ikrar/selesai/{}/", "/ikrar/sertifikat/{}.pdf", "/ikrar/bukti/{}.json",
    "/verifikasi/{}/", "/u/{}/", "/ikrar/kelola/m/{}/",
])  # fmt: skip
def test_hostile_addresses_are_not_found(client, cast, campaign, pattern, word):
    client.force_login(cast.fajar)
    assert client.get(pattern.format(word)).status_code in {400, 404}
