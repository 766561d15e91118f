"""The ceremony over HTTP: a hall's screen, its leader, and phones that follow."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from ikrar.people.models import Role
from ikrar.people.states import RoleName
from ikrar.pledges import actions
from ikrar.pledges.models import Ceremony, Seat, Signature
from ikrar.pledges.states import CeremonyState, How
from tests.apps.pledges import steps

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture
def ceremony(campaign, cast):
    Role.objects.create(user=cast.budi, name=RoleName.LEADER)
    return actions.open_ceremony(campaign, name="Apel", leader=cast.budi, by=cast.budi)


@pytest.fixture
def leader(client, cast, ceremony):
    client.force_login(cast.budi)
    return client


def join_url(ceremony, what="join"):
    return reverse(f"ceremony_{what}", args=[ceremony.join_code])


def press(client, ceremony, step, **more):
    return client.post(reverse("ceremony_control", args=[ceremony.pk]), {"step": step}, **more)


def phone(ceremony, signatory):
    client = Client()
    token = actions.issue_link(signatory, by=None)[1]
    assert client.post(join_url(ceremony), {"code": token}).status_code == 302
    return client


def page_of(answer):
    return answer.content.decode()


def test_screen_shows_how_to_join_and_no_controls(client, ceremony):
    page = page_of(client.get(reverse("ceremony_screen", args=[ceremony.pk])))
    assert ceremony.join_code in page
    assert f"testserver/u/{ceremony.join_code}" in page
    assert "<svg" in page
    assert 'name="step"' not in page


def test_whole_ceremony(leader, ceremony, ani, campaign):
    follower = phone(ceremony, ani)
    assert "Pembacaan belum dimulai" in page_of(follower.get(join_url(ceremony)))
    assert press(leader, ceremony, "mulai").status_code == 302
    for number in (1, 2, 3, 4):
        press(leader, ceremony, str(number))
        screen = page_of(leader.get(reverse("ceremony_screen", args=[ceremony.pk])))
        assert campaign.text.statements[number - 1] in screen
        assert f"menyetujui butir {number}" in page_of(follower.get(join_url(ceremony)))
        answer = follower.post(join_url(ceremony, "accept"), {"statement": number})
        assert answer.status_code == 302
    assert "Tunggu sampai penandatanganan dibuka" in page_of(follower.get(join_url(ceremony)))
    press(leader, ceremony, "tanda")
    answer = follower.post(join_url(ceremony, "sign"), {"text_sha256": campaign.text.sha256})
    signature = Signature.objects.get()
    assert signature.how == How.CEREMONY
    assert len(signature.accepted) == 4
    assert answer["Location"] == reverse("signed", args=[signature.code])
    assert follower.get(join_url(ceremony))["Location"] == answer["Location"]
    assert "Akhiri upacara" in page_of(leader.get(reverse("ceremony_end", args=[ceremony.pk])))
    press(leader, ceremony, "akhiri")
    ceremony.refresh_from_db()
    assert ceremony.state == CeremonyState.ENDED


def test_late_phone_accepts_what_was_read(leader, ceremony, ani, campaign):
    for step in ("mulai", "1", "2", "3", "4", "tanda"):
        press(leader, ceremony, step)
    follower = phone(ceremony, ani)
    refused = follower.post(join_url(ceremony, "sign"), {"text_sha256": campaign.text.sha256})
    assert refused.status_code == 400
    for number in (1, 2, 3, 4):
        follower.post(join_url(ceremony, "accept"), {"statement": number})
    signed = follower.post(join_url(ceremony, "sign"), {"text_sha256": campaign.text.sha256})
    assert signed.status_code == 302


def test_a_step_pressed_twice_is_one_step_and_back_is_possible(leader, ceremony):
    press(leader, ceremony, "mulai")
    press(leader, ceremony, "1")
    press(leader, ceremony, "1")
    press(leader, ceremony, "2")
    press(leader, ceremony, "1")
    ceremony.refresh_from_db()
    assert ceremony.statement == 1
    for step in ("2", "3", "4", "tanda", "4"):
        press(leader, ceremony, step)
    ceremony.refresh_from_db()
    assert (ceremony.state, ceremony.statement) == (CeremonyState.READING, 4)


@pytest.mark.parametrize("who", ["ani", "citra", "dodi", "eka", None])
def test_others_have_no_controls(cast, ceremony, who):
    client = Client()
    if who:
        client.force_login(getattr(cast, who))
    screen = reverse("ceremony_screen", args=[ceremony.pk])
    assert 'name="step"' not in page_of(client.get(screen))
    assert press(client, ceremony, "mulai").status_code == (403 if who else 302)
    assert client.get(reverse("ceremony_end", args=[ceremony.pk])).status_code != 200
    assert Ceremony.objects.get().state == CeremonyState.WAITING


def test_ceremony_without_a_leader_is_nobodys(ceremony):
    Ceremony.objects.update(leader=None)
    client = Client()
    screen = reverse("ceremony_screen", args=[ceremony.pk])
    assert 'name="step"' not in page_of(client.get(screen))
    press(client, ceremony, "mulai")
    assert Ceremony.objects.get().state == CeremonyState.WAITING


@pytest.mark.parametrize("step", ["", "5", "-1", "1e3", "hapus", "\x00", "²"])
def test_steps_that_do_not_exist(leader, ceremony, step):
    press(leader, ceremony, "mulai")
    assert press(leader, ceremony, step).status_code == 400


def test_steps_out_of_order(leader, ceremony):
    assert press(leader, ceremony, "2").status_code == 409
    press(leader, ceremony, "mulai")
    assert press(leader, ceremony, "3").status_code == 409
    assert press(leader, ceremony, "tanda").status_code == 409


def test_live_parts_answer_204_until_something_changes(leader, ceremony, ani):
    follower = phone(ceremony, ani)
    for client, url in (
        (leader, reverse("ceremony_screen", args=[ceremony.pk])),
        (follower, join_url(ceremony)),
    ):
        part = page_of(client.get(url, headers=HTMX))
        version = part.split("?v=")[1].split('"')[0]
        assert "<html" not in part
        assert client.get(f"{url}?v={version}", headers=HTMX).status_code == 204
    press(leader, ceremony, "mulai", headers=HTMX)
    assert follower.get(f"{join_url(ceremony)}?v=x", headers=HTMX).status_code == 200


def test_htmx_is_sent_on_as_a_whole_page(leader, ceremony, ani):
    follower = phone(ceremony, ani)
    signature = steps.sign(ani)
    answer = follower.get(join_url(ceremony), headers=HTMX)
    assert answer["HX-Redirect"] == reverse("signed", args=[signature.code])


@pytest.mark.parametrize("statement", ["0", "5", "", "x", "\x00", "1 "])
def test_statements_that_do_not_exist(leader, ceremony, ani, statement):
    press(leader, ceremony, "mulai")
    answer = phone(ceremony, ani).post(join_url(ceremony, "accept"), {"statement": statement})
    assert answer.status_code == 400


def test_statement_not_yet_read(leader, ceremony, ani):
    follower = phone(ceremony, ani)
    press(leader, ceremony, "mulai")
    press(leader, ceremony, "1")
    assert follower.post(join_url(ceremony, "accept"), {"statement": "2"}).status_code == 409
    assert Seat.objects.get().accepted == {}


def test_phone_that_has_not_joined(client, ceremony):
    assert client.post(join_url(ceremony, "accept"), {"statement": "1"}).status_code == 409
    assert client.post(join_url(ceremony, "sign"), {}).status_code == 409


def test_wrong_codes(client, ceremony):
    assert client.post(join_url(ceremony), {"code": "0000-0000-0000-0000"}).status_code == 404
    assert client.post(join_url(ceremony), {}).status_code == 400
    assert client.get("/u/SALAH/").status_code == 404


def test_joins_with_an_account_and_makes_room_for_another(client, cast, ceremony):
    client.force_login(cast.ani)
    assert "Bergabung sebagai ani" in page_of(client.get(join_url(ceremony)))
    client.post(join_url(ceremony, "join_login"))
    assert "Ani Contoh" in page_of(client.get(join_url(ceremony)))
    client.post(join_url(ceremony, "leave"))
    assert "Ani Contoh" not in page_of(client.get(join_url(ceremony)))


def test_phone_lent_to_a_colleague_signs_for_the_colleague(leader, ceremony, cast, ani, campaign):
    for step in ("mulai", "1", "2", "3", "4", "tanda"):
        press(leader, ceremony, step)
    lent = phone(ceremony, ani)
    lent.force_login(cast.citra)
    session = lent.session
    session[f"seat-{ceremony.pk}"] = ani.pk
    session.save()
    for number in (1, 2, 3, 4):
        lent.post(join_url(ceremony, "accept"), {"statement": number})
    lent.post(join_url(ceremony, "sign"), {"text_sha256": campaign.text.sha256})
    assert Signature.objects.get().signatory == ani


def test_text_that_was_tampered_with(leader, ceremony, ani):
    for step in ("mulai", "1", "2", "3", "4", "tanda"):
        press(leader, ceremony, step)
    follower = phone(ceremony, ani)
    for number in (1, 2, 3, 4):
        follower.post(join_url(ceremony, "accept"), {"statement": number})
    answer = follower.post(join_url(ceremony, "sign"), {"text_sha256": "sha256:0"})
    assert answer.status_code == 409
    assert "Teks ikrar berubah" in page_of(answer)
    assert not Signature.objects.exists()
