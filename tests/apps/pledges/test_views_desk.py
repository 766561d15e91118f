"""The bureau's desk: a campaign from draft to closed, links, signatures withdrawn and erased."""

import csv
import io

import pytest
from django.urls import reverse

from ikrar.people.models import Mail
from ikrar.pledges import actions
from ikrar.pledges.models import Campaign, Ceremony, Signature, Text
from ikrar.pledges.states import CampaignState, SignatureState
from tests.apps.pledges import steps

pytestmark = pytest.mark.django_db
WORDING = {
    "title": "Ikrar Resmi", "opening": "Kami  berikrar:", "closing": "Demikian.",
    "statement_1": "Satu.", "statement_2": "Dua.", "statement_3": "Tiga.", "statement_4": "Empat.",
}  # fmt: skip
NEW = {"name": "Ikrar Baru", "slug": "baru", "opens_on": "2023-10-01", "closes_on": ""}


@pytest.fixture
def as_fajar(client, cast):
    steps.make_log()
    client.force_login(cast.fajar)
    return client


def page_of(answer):
    return " ".join(answer.content.decode().split())


def test_campaign_from_nothing_to_closed(as_fajar, cast):
    assert "Belum ada masa ikrar" in page_of(as_fajar.get(reverse("desk")))
    new = reverse("campaign_new")
    assert "Menolak politik uang" in page_of(as_fajar.get(new))
    looked = page_of(as_fajar.post(new, NEW | WORDING | {"look": "1"}))
    assert "Pratinjau" in looked
    assert not Campaign.objects.exists()
    assert not Text.objects.exists()
    saved = as_fajar.post(new, NEW | WORDING | {"save": "1"})
    home = reverse("desk_campaign", args=["baru"])
    assert saved["Location"] == home
    assert Text.objects.get().content["opening"] == "Kami berikrar:"
    assert "rancangan" in page_of(as_fajar.get(home))
    open_url = reverse("campaign_open", args=["baru"])
    as_fajar.get(open_url)
    assert Campaign.objects.get().state == CampaignState.DRAFT
    as_fajar.post(open_url)
    assert Campaign.objects.get().state == CampaignState.OPEN
    assert as_fajar.post(open_url).status_code == 409
    close_url = reverse("campaign_close", args=["baru"])
    as_fajar.get(close_url)
    assert Campaign.objects.get().state == CampaignState.OPEN
    as_fajar.post(close_url)
    assert Campaign.objects.get().state == CampaignState.CLOSED
    assert "Buka kembali" in page_of(as_fajar.get(home))
    as_fajar.post(open_url)
    assert Campaign.objects.get().state == CampaignState.OPEN


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"), ({"slug": "Dua Kata"}, "slug"), ({"slug": "-"}, "slug"),
        ({"slug": "a/b"}, "slug"), ({"closes_on": "2022-01-01"}, "closes_on"),
        ({"opens_on": "31-31-31"}, "opens_on"), ({"statement_3": " "}, "statement_3"),
        ({"title": "x" * 301}, "title"), ({"closing": "\x00"}, "closing"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_it_and_nothing_is_lost(as_fajar, change, field):
    answer = as_fajar.post(reverse("campaign_new"), NEW | WORDING | change | {"save": "1"})
    assert answer.status_code == 400
    assert f'id="id_{field}_error"' in page_of(answer)
    assert "Dua." in page_of(answer)
    assert not Campaign.objects.exists()


def test_code_that_is_taken(as_fajar, cast):
    steps.draft(cast, "baru")
    answer = as_fajar.post(reverse("campaign_new"), NEW | WORDING | {"save": "1"})
    assert answer.status_code in {200, 400}
    assert "sudah dipakai" in page_of(answer)


def test_text_is_replaced_after_a_preview(as_fajar, cast, campaign, ani):
    steps.sign(ani)
    url = reverse("campaign_text", args=[campaign.slug])
    assert "Butir contoh satu." in page_of(as_fajar.get(url))
    as_fajar.post(url, WORDING | {"look": "1"})
    campaign.refresh_from_db()
    assert campaign.text.content["title"] == "Ikrar Contoh"
    as_fajar.post(url, WORDING | {"save": "1"})
    campaign.refresh_from_db()
    assert campaign.text.content["title"] == "Ikrar Resmi"
    assert as_fajar.post(url, WORDING | {"save": "1"}).status_code == 409
    assert Signature.objects.get().text.content["title"] == "Ikrar Contoh"


def test_links_as_a_file(as_fajar, campaign):
    url = reverse("campaign_export", args=[campaign.slug])
    assert as_fajar.get(url).status_code == 405
    answer = as_fajar.post(url)
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 4
    assert "no-store" in answer["Cache-Control"]
    link = rows[0]["Tautan"].removeprefix("http://testserver")
    assert rows[0]["Nama"] in page_of(as_fajar.get(link))


def test_letters(as_fajar, campaign):
    url = reverse("campaign_mail", args=[campaign.slug])
    assert "4 surat undangan" in page_of(as_fajar.post(url, follow=True))
    assert "0 surat undangan" in page_of(as_fajar.post(url, follow=True))
    assert Mail.objects.count() == 4
    reminded = page_of(as_fajar.post(url, {"letter": "pengingat"}, follow=True))
    assert "0 surat pengingat" in reminded


def test_ceremony_is_prepared(as_fajar, campaign, cast):
    url = reverse("ceremony_new", args=[campaign.slug])
    assert as_fajar.post(url, {"name": " "}).status_code == 400
    answer = as_fajar.post(url, {"name": "Apel pagi"})
    ceremony = Ceremony.objects.get()
    assert answer["Location"] == reverse("ceremony_screen", args=[ceremony.pk])
    assert ceremony.leader == cast.fajar
    assert "Apel pagi" in page_of(as_fajar.get(reverse("desk_campaign", args=[campaign.slug])))


@pytest.mark.parametrize("q", ["ani", "ANI contoh", "19900101", "1990 0101", "CODE", ""])
def test_signature_is_found(as_fajar, campaign, ani, q):
    signature = steps.sign(ani)
    url = reverse("campaign_signatures", args=[campaign.slug])
    q = signature.code.lower() if q == "CODE" else q
    assert reverse("signature", args=[signature.code]) in page_of(as_fajar.get(url, {"q": q}))
    assert "Tidak ada" in page_of(as_fajar.get(url, {"q": "Orang Lain"}))
    assert as_fajar.get(url, {"q": "\x00", "page": "x" * 999}).status_code == 200


def test_withdrawal_needs_a_reason_and_frees_the_signer(as_fajar, ani):
    signature = steps.sign(ani)
    url = reverse("withdraw", args=[signature.code])
    assert as_fajar.post(url, {"reason": " "}).status_code == 400
    page = page_of(as_fajar.post(url, {"reason": "Salah orang."}, follow=True))
    assert "Salah orang." in page
    signature.refresh_from_db()
    assert signature.state == SignatureState.WITHDRAWN
    assert as_fajar.post(url, {"reason": "Lagi."}).status_code == 409
    ani.refresh_from_db()
    steps.sign(ani)


def test_erasure_asks_once(as_fajar, cast, ani):
    signature = steps.sign(ani)
    url = reverse("erase_person", args=[cast.ani.employee.pk])
    assert "untuk selamanya" in page_of(as_fajar.get(url))
    signature.refresh_from_db()
    assert signature.state == SignatureState.VALID
    as_fajar.post(url)
    signature.refresh_from_db()
    assert signature.state == SignatureState.ERASED
    assert as_fajar.get(url).status_code == 409
    page = page_of(as_fajar.get(reverse("signature", args=[signature.code])))
    assert "Ani Contoh" not in page


PAGES = ["desk", "campaign_new", "desk_campaign", "campaign_open", "campaign_close", "campaign_text",
         "campaign_links", "ceremony_new", "campaign_signatures", "signature", "withdraw",
         "erase_person"]  # fmt: skip


def address(name, campaign, signature):
    if name in {"desk", "campaign_new"}:
        return reverse(name)
    if name == "erase_person":
        return reverse(name, args=[signature.signatory.employee_id])
    if name in {"signature", "withdraw"}:
        return reverse(name, args=[signature.code])
    return reverse(name, args=[campaign.slug])


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("who", ["ani", "dodi", None])
def test_desk_is_closed_to_others(client, cast, ani, name, who):
    signature, campaign = steps.sign(ani), ani.campaign
    if who:
        client.force_login(getattr(cast, who))
    for method in (client.get, client.post):
        answer = method(address(name, campaign, signature))
        allowed = {403, 405} | ({409} if name == "campaign_open" else set())
        assert answer.status_code in (allowed if who else {302, 405})
    signature.refresh_from_db()
    campaign.refresh_from_db()
    assert (signature.state, campaign.state) == (SignatureState.VALID, CampaignState.OPEN)


def test_closed_campaign_hides_what_is_not_possible(as_fajar, campaign, cast):
    actions.close_campaign(campaign, by=cast.fajar)
    page = page_of(as_fajar.get(reverse("desk_campaign", args=[campaign.slug])))
    assert "Undang pegawai" not in page
    assert "Ganti teks" not in page
    assert as_fajar.get(reverse("campaign_links", args=[campaign.slug])).status_code == 409
