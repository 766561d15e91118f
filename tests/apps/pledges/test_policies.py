"""State first, then person; every question has an answer for every one of the cast."""

import pytest
from django.contrib.auth.models import AnonymousUser

from ikrar.errors import NotAllowed, NotPossible
from ikrar.people.models import Role
from ikrar.people.states import RoleName
from ikrar.pledges import actions, policies
from ikrar.pledges.models import Campaign
from ikrar.pledges.states import CampaignState, CeremonyState, How
from tests.apps.pledges import steps

CAST = ("ani", "budi", "citra", "dodi", "eka", "fajar")


def who(cast, can):
    return {name for name in CAST if can(getattr(cast, name))}


def test_campaigns_are_the_bureaus_and_the_administrators(cast, campaign):
    draft = steps.draft(cast, "draf")
    for can in (
        lambda by: policies.can_freeze_text(by=by),
        lambda by: policies.can_create_campaign(cast.agency, by=by),
        lambda by: policies.can_open_campaign(draft, by=by),
        lambda by: policies.can_close_campaign(campaign, by=by),
        lambda by: policies.can_revise_text(campaign, by=by),
        lambda by: policies.can_sync(campaign, by=by),
    ):
        assert who(cast, can) == {"eka", "fajar"}
        assert can(None)
        assert not can(AnonymousUser())


def test_coverage_is_for_those_who_look_after_a_unit(cast, campaign):
    def on(unit):
        return lambda by: policies.can_see_coverage(campaign, unit=unit, by=by)

    assert who(cast, on(None)) == who(cast, on(cast.other)) == {"citra", "eka", "fajar"}
    assert who(cast, on(cast.unit)) == {"budi", "citra", "eka", "fajar"}
    with pytest.raises(NotPossible):
        policies.check_can_see_coverage(steps.draft(cast, "draf"), by=cast.fajar)


def test_inviting_is_for_the_bureau_and_coordinators(cast, campaign, ani):
    assert who(cast, lambda by: policies.can_invite(campaign, by=by)) == {"fajar"}
    unit = lambda by: policies.can_invite(campaign, unit=cast.unit, by=by)  # noqa: E731
    assert who(cast, unit) == {"budi", "fajar"}
    assert who(cast, lambda by: policies.can_issue_link(ani, by=by)) == {"budi", "fajar"}


def test_withdrawing_and_erasing_are_the_bureaus(cast, ani):
    signature = steps.sign(ani)
    assert who(cast, lambda by: policies.can_withdraw(signature, by=by)) == {"fajar"}
    assert who(cast, lambda by: policies.can_erase(ani.employee, by=by)) == {"fajar"}


def test_ceremonies(cast, campaign):
    Role.objects.create(user=cast.citra, name=RoleName.LEADER, unit=cast.other)
    can_open = lambda by: policies.can_open_ceremony(campaign, by=by)  # noqa: E731
    assert who(cast, can_open) == {"citra", "fajar"}
    ceremony = actions.open_ceremony(campaign, name="Apel", leader=cast.ani, by=cast.fajar)
    to = CeremonyState.READING
    can_move = lambda by: policies.can_move_ceremony(ceremony, to=to, by=by)  # noqa: E731
    assert who(cast, can_move) == {"ani", "fajar"}
    ceremony.leader = None
    assert who(cast, can_move) == {"fajar"}
    assert not can_move(AnonymousUser())
    ceremony.leader, ceremony.state = cast.ani, CeremonyState.READING
    can_advance = lambda by: policies.can_advance_ceremony(ceremony, statement=1, by=by)  # noqa: E731
    assert who(cast, can_advance) == {"ani", "fajar"}


def test_signing_by_login_is_for_oneself(cast, ani):
    can = lambda by: policies.can_sign(ani, how=How.LOGIN, by=by)  # noqa: E731
    assert who(cast, can) == {"ani"}
    assert not can(None)
    assert not can(AnonymousUser())


def test_the_state_is_asked_first(cast, campaign, ani):
    Campaign.objects.update(state=CampaignState.CLOSED)
    campaign.refresh_from_db()
    ani.campaign = campaign
    for check in (
        lambda: policies.check_can_close_campaign(campaign, by=cast.dodi),
        lambda: policies.check_can_invite(campaign, by=cast.dodi),
        lambda: policies.check_can_sign(ani, how=How.LOGIN, by=cast.dodi),
        lambda: policies.check_can_open_ceremony(campaign, by=cast.dodi),
    ):
        with pytest.raises(NotPossible):
            check()
    with pytest.raises(NotAllowed):
        policies.check_can_open_campaign(campaign, by=cast.dodi)


def test_a_deactivated_account_may_nothing(cast, campaign):
    cast.fajar.is_active = False
    assert not policies.can_invite(campaign, by=cast.fajar)
