"""Texts are frozen by hash; campaigns open, change text and close, and the log knows which text."""

from datetime import date

import pytest

from ikrar.errors import InputError, NotAllowed, NotPossible
from ikrar.ledger.models import Entry
from ikrar.pledges import actions
from ikrar.pledges.models import Campaign, Signatory, Text
from ikrar.pledges.states import CAMPAIGN_TRANSITIONS, CampaignState, CeremonyState
from ikrar.tlog import entry
from tests.apps.pledges import steps


@pytest.fixture
def log(db):
    return steps.make_log()


def in_state(cast, state: CampaignState) -> Campaign:
    campaign = steps.draft(cast)
    Campaign.objects.update(state=state)
    campaign.refresh_from_db()
    return campaign


def logged_texts():
    entries = Entry.objects.filter(kind="campaign").order_by("pk")
    return [entry.decode(bytes(e.data))["text"] for e in entries]


def test_the_same_text_is_one_row(cast):
    first = actions.freeze_text(content=steps.CONTENT, by=cast.eka)
    assert actions.freeze_text(content=steps.CONTENT, by=cast.fajar) == first
    assert first.sha256 == entry.text_hash(steps.CONTENT)


@pytest.mark.parametrize(
    "wrong",
    [
        {"statements": ["a", "b", "c"]},
        {"statements": ["a", "b", "c", "d", "e"]},
        {"statements": ["a", "b", "c", "  "]},
        {"title": ""},
        {"language": "en"},
        {"closing": None},
        {"more": "x"},
    ],
    ids=str,
)
def test_a_text_that_is_not_a_pledge(cast, wrong):
    with pytest.raises(InputError, match="empat butir"):
        actions.freeze_text(content=steps.CONTENT | wrong, by=cast.fajar)
    assert not Text.objects.exists()


def test_dodi_prepares_nothing(cast, log):
    campaign = steps.draft(cast)
    for refused in (
        lambda: actions.freeze_text(content=steps.CONTENT, by=cast.dodi),
        lambda: actions.create_campaign(
            cast.agency, name="X", slug="x", text=campaign.text, by=cast.dodi
        ),
        lambda: actions.open_campaign(campaign, by=cast.dodi),
        lambda: actions.revise_text(campaign, text=steps.other_text(), by=cast.dodi),
    ):
        with pytest.raises(NotAllowed):
            refused()
    actions.open_campaign(campaign, by=cast.fajar)
    with pytest.raises(NotAllowed):
        actions.close_campaign(campaign, by=cast.dodi)
    with pytest.raises(NotAllowed):
        actions.sync_signatories(campaign, by=cast.dodi)


def test_a_draft_is_checked(cast):
    text = actions.freeze_text(content=steps.CONTENT, by=None)
    with pytest.raises(InputError, match="nama"):
        actions.create_campaign(cast.agency, name="  ", slug="x", text=text, by=None)
    days = {"opens_on": date(2024, 2, 1), "closes_on": date(2024, 1, 1)}
    with pytest.raises(InputError, match="mendahului"):
        actions.create_campaign(cast.agency, name="X", slug="x", text=text, by=None, **days)
    steps.draft(cast, "x")
    with pytest.raises(InputError, match="sudah dipakai"):
        steps.draft(cast, "x")


def test_opening_lists_the_staff_and_logs_the_text(cast, log):
    campaign = actions.open_campaign(steps.draft(cast), by=cast.fajar)
    assert campaign.is_open
    assert Signatory.objects.filter(campaign=campaign).count() == 4
    assert logged_texts() == [campaign.text.sha256]


MOVES = {
    CampaignState.OPEN: actions.open_campaign,
    CampaignState.CLOSED: actions.close_campaign,
}


@pytest.mark.parametrize("to", MOVES)
@pytest.mark.parametrize("state", CampaignState)
def test_moves_follow_the_table(cast, log, state, to):
    campaign = in_state(cast, state)
    if to in CAMPAIGN_TRANSITIONS[state]:
        assert MOVES[to](campaign, by=cast.fajar).state == to
        assert Campaign.objects.get(pk=campaign.pk).state == to
        return
    with pytest.raises(NotPossible):
        MOVES[to](campaign, by=cast.fajar)
    assert Campaign.objects.get(pk=campaign.pk).state == state


def test_a_campaign_that_somebody_else_moved_meanwhile(cast, log):
    stale = Campaign.objects.get(pk=steps.opened(cast).pk)
    actions.close_campaign(Campaign.objects.get(pk=stale.pk), by=cast.fajar)
    with pytest.raises(NotPossible, match="orang lain"):
        actions.close_campaign(stale, by=cast.fajar)
    with pytest.raises(NotPossible, match="orang lain"):
        actions.revise_text(stale, text=steps.other_text(), by=cast.fajar)


@pytest.mark.parametrize("state", CampaignState)
def test_revise_by_state(cast, log, state):
    campaign, text = in_state(cast, state), steps.other_text()
    if state == CampaignState.CLOSED:
        with pytest.raises(NotPossible):
            actions.revise_text(campaign, text=text, by=cast.fajar)
        return
    assert actions.revise_text(campaign, text=text, by=cast.fajar).text == text
    assert logged_texts() == ([text.sha256] if state == CampaignState.OPEN else [])
    with pytest.raises(NotPossible, match="sudah menjadi"):
        actions.revise_text(campaign, text=text, by=cast.fajar)


@pytest.mark.parametrize("state", CeremonyState)
def test_no_new_text_while_a_ceremony_reads_the_old_one(cast, campaign, state):
    ceremony = actions.open_ceremony(campaign, name="Apel", leader=cast.budi, by=cast.fajar)
    type(ceremony).objects.update(state=state)
    if state in (CeremonyState.READING, CeremonyState.SIGNING):
        with pytest.raises(NotPossible, match="Upacara"):
            actions.revise_text(campaign, text=steps.other_text(), by=cast.fajar)
    else:
        actions.revise_text(campaign, text=steps.other_text(), by=cast.fajar)


def test_nothing_opens_when_the_log_cannot_be_written(cast):
    campaign = steps.draft(cast)  # and there is no log
    with pytest.raises(NotPossible, match="Buku catatan"):
        actions.open_campaign(campaign, by=cast.fajar)
    assert Campaign.objects.get(pk=campaign.pk).state == CampaignState.DRAFT
    assert not Signatory.objects.exists()
