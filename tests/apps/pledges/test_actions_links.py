"""Links and letters: one link that works per person, one letter per person and round."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from ikrar.errors import InputError, NotAllowed, NotFound, NotPossible
from ikrar.people.models import Employee, Mail
from ikrar.pledges import actions, queries
from ikrar.pledges.models import Campaign, Link, Signatory
from ikrar.pledges.states import CampaignState, SignatoryState
from tests.apps.pledges import steps
from tests.cast import make_employee


def test_a_token_opens_its_signatory_however_it_is_typed(ani):
    link, token = actions.issue_link(ani, by=None)
    typed = token.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    for spelling in (token, token.replace("-", ""), typed, f" {token}\n"):
        assert queries.signatory_of_token(spelling) == (ani, link)


def test_only_the_hash_of_a_token_is_kept(ani):
    _link, token = actions.issue_link(ani, by=None)
    row = str(Link.objects.values().get())
    assert token not in row
    assert token.replace("-", "") not in row
    assert len(token) == 19


@pytest.mark.parametrize("token", ["", "x", "U" * 16, "0" * 15, "0" * 17, "0" * 16, "é" * 16])
def test_unknown_tokens(ani, token):
    with pytest.raises(NotFound, match="tidak dikenal"):
        queries.signatory_of_token(token)


def test_a_new_link_revokes_the_one_before(ani):
    _old, first = actions.issue_link(ani, by=None)
    link, second = actions.issue_link(ani, by=None)
    with pytest.raises(NotPossible, match="diganti"):
        queries.signatory_of_token(first)
    assert queries.signatory_of_token(second) == (ani, link)


def test_a_link_expires(ani, settings):
    settings.IKRAR_LINK_DAYS = 3
    _link, token = actions.issue_link(ani, by=None)
    with (
        time_machine.travel(timezone.now() + timedelta(days=3)),
        pytest.raises(NotPossible, match="lewat"),
    ):
        queries.signatory_of_token(token)
    with pytest.raises(InputError, match="lewat"):
        actions.issue_link(ani, by=None, expires_at=timezone.now())


def test_a_used_link_leads_to_the_signature(ani):
    link, token = actions.issue_link(ani, by=None)
    signature = actions.sign(ani, **steps.act(ani, link=link))
    with pytest.raises(actions.AlreadySigned) as refused:
        queries.signatory_of_token(token)
    assert refused.value.signature == signature


def test_a_used_link_stays_used_after_a_withdrawal(cast, ani):
    link, token = actions.issue_link(ani, by=None)
    signature = actions.sign(ani, **steps.act(ani, link=link))
    actions.withdraw(signature, reason="Keliru", by=cast.fajar)
    with pytest.raises(NotPossible, match="sudah dipakai"):
        queries.signatory_of_token(token)


@pytest.mark.parametrize("state", [SignatoryState.SIGNED, SignatoryState.GONE])
def test_no_link_for_who_need_not_sign(ani, state):
    Signatory.objects.update(state=state)
    ani.refresh_from_db(fields=["state"])
    with pytest.raises(NotPossible):
        actions.issue_link(ani, by=None)


def test_links_and_letters_are_for_the_bureau_and_coordinators_in_their_units(cast, campaign, ani):
    actions.issue_link(ani, by=cast.budi)
    assert len(list(actions.issue_links(campaign, by=cast.budi, unit=cast.unit))) == 2
    assert actions.invite_by_mail(campaign, by=cast.budi, unit=cast.unit) == 2
    citra = steps.signatory_of(campaign, cast.citra.employee)
    for refused in (
        lambda: actions.issue_link(ani, by=cast.dodi),
        lambda: actions.issue_link(citra, by=cast.budi),
        lambda: actions.issue_links(campaign, by=cast.dodi),
        lambda: actions.issue_links(campaign, by=cast.budi),
        lambda: actions.issue_links(campaign, by=cast.budi, unit=cast.other),
        lambda: actions.invite_by_mail(campaign, by=cast.dodi),
        lambda: actions.remind(campaign, by=cast.dodi),
        lambda: actions.remind(campaign, by=cast.budi, unit=cast.top),
    ):
        with pytest.raises(NotAllowed):
            refused()


@pytest.mark.parametrize("state", [s for s in CampaignState if s != CampaignState.OPEN])
def test_nothing_is_sent_unless_the_campaign_is_open(cast, campaign, ani, state):
    Campaign.objects.update(state=state)
    campaign.refresh_from_db()
    ani.campaign.state = state
    for refused in (
        lambda: actions.issue_link(ani, by=cast.fajar),
        lambda: actions.issue_links(campaign, by=cast.fajar),
        lambda: actions.invite_by_mail(campaign, by=cast.fajar),
        lambda: actions.remind(campaign, by=cast.fajar),
    ):
        with pytest.raises(NotPossible):
            refused()


def test_links_for_all_come_in_batches_and_all_work(cast, campaign, monkeypatch):
    monkeypatch.setattr("ikrar.pledges.actions.links.BATCH", 3)
    steps.sign(steps.signatory_of(campaign, cast.budi.employee))
    issued = dict(actions.issue_links(campaign, by=cast.fajar))
    assert len(issued) == 3
    for signatory, token in issued.items():
        assert queries.signatory_of_token(token)[0] == signatory
    again = list(actions.issue_links(campaign, by=cast.fajar, unit=cast.other))
    assert [s.employee.name for s, _token in again] == ["Citra Contoh"]


def test_an_invitation_goes_to_each_once(cast, campaign):
    make_employee(cast.unit, "199502022020122005", "Gita Contoh", email="")
    actions.sync_signatories(campaign)
    steps.sign(steps.signatory_of(campaign, cast.budi.employee))
    assert queries.without_address(campaign) == 1
    assert actions.invite_by_mail(campaign, by=cast.fajar) == 3
    assert actions.invite_by_mail(campaign, by=cast.fajar) == 0
    assert Mail.objects.count() == 3
    letter = Mail.objects.get(employee=cast.ani.employee)
    assert (
        letter.key == f"pledge:contoh:{steps.signatory_of(campaign, cast.ani.employee).pk}:invite"
    )
    assert (letter.to, letter.subject) == ("ani@contoh.test", "Undangan: Ikrar Contoh")
    assert "Yth. Ani Contoh," in letter.body


def test_the_invitation_is_polite_in_both_languages_and_its_link_works(cast, campaign):
    Employee.objects.filter(pk=cast.ani.employee.pk).update(name="Ani <Contoh> & O'Nama")
    actions.invite_by_mail(campaign, by=cast.fajar)
    body = Mail.objects.get(employee=cast.ani.employee).body
    assert "Yth. Ani <Contoh> & O'Nama," in body
    assert "!" not in body
    assert "In English" in body
    [line] = [line.strip() for line in body.splitlines() if "/ikrar/t/" in line]
    token = line.removesuffix("/").rsplit("/", 1)[1]
    assert queries.signatory_of_token(token)[0].employee == cast.ani.employee
    assert f"\n    {token}\n" in body
    assert " WIB" in body


def test_the_address_of_a_link_is_that_of_its_page(settings):
    assert queries.link_url("TOKEN") == settings.SITE_URL + reverse("sign_link", args=["TOKEN"])


def test_a_failed_queue_keeps_the_link_that_people_have(cast, campaign, ani, monkeypatch):
    _link, token = actions.issue_link(ani, by=None)

    def fail(_letters):
        raise RuntimeError

    monkeypatch.setattr("ikrar.people.actions.queue_mails", fail)
    with pytest.raises(RuntimeError):
        actions.invite_by_mail(campaign, by=cast.fajar)
    assert queries.signatory_of_token(token)[0] == ani
    assert Signatory.objects.get(pk=ani.pk).reminded_at is None


def test_reminders_rest_for_a_day_and_stop_at_the_signature(cast, campaign):
    actions.invite_by_mail(campaign, by=cast.fajar)
    assert actions.remind(campaign, by=cast.fajar) == 0  # all were written to today
    start = timezone.now()
    with time_machine.travel(start + timedelta(hours=25), tick=False):
        steps.sign(steps.signatory_of(campaign, cast.ani.employee))
        assert actions.remind(campaign, by=cast.fajar) == 3
        assert actions.remind(campaign, by=cast.fajar) == 0
    with time_machine.travel(start + timedelta(hours=48), tick=False):
        assert actions.remind(campaign, by=cast.fajar) == 0  # 23 hours later
    with time_machine.travel(start + timedelta(hours=50), tick=False):
        assert actions.remind(campaign, by=cast.fajar, unit=cast.other) == 1
    assert Mail.objects.filter(key__contains=":remind:").count() == 4
    assert not Mail.objects.filter(employee=cast.ani.employee, key__contains="remind").exists()


def test_batches_of_letters_add_up(cast, campaign, monkeypatch):
    monkeypatch.setattr("ikrar.pledges.actions.letters.BATCH", 1)
    assert actions.invite_by_mail(campaign, by=cast.fajar) == 4
    assert actions.invite_by_mail(campaign, by=cast.fajar) == 0
