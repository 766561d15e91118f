"""The list follows the roster: newcomers, transfers, standing, leavers and those who come back."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from ikrar.errors import NotPossible
from ikrar.people.models import Employee, RosterImport
from ikrar.people.states import MUST_SIGN, ImportState, Standing
from ikrar.pledges import actions, work
from ikrar.pledges.models import Campaign, Signatory
from ikrar.pledges.states import CampaignState, SignatoryState
from tests.apps.pledges import steps
from tests.cast import make_employee


def change(employee, **fields):
    Employee.objects.filter(pk=employee.pk).update(**fields)


def row(employee):
    return Signatory.objects.get(employee=employee)


@pytest.mark.parametrize("standing", Standing)
def test_a_newcomer_by_standing(cast, campaign, standing):
    newcomer = make_employee(cast.unit, "199502022020122005", "Gita Contoh", standing=standing)
    with translation.override("en"):  # the reason is stored in the source language all the same
        counts = actions.sync_signatories(campaign, by=cast.fajar)
    if standing == Standing.LEFT:
        assert counts["added"] == 0
        return
    assert counts == {"added": 1, "moved": 0, "gone": 0, "returned": 0, "exempted": 0, "due": 0}
    found = row(newcomer)
    must = MUST_SIGN[standing]
    assert found.state == (SignatoryState.DUE if must else SignatoryState.EXEMPT)
    with translation.override(None):
        assert found.reason == ("" if must else str(standing.label))
    assert found.unit == cast.unit


def test_a_second_run_changes_nothing(cast, campaign):
    make_employee(cast.unit, "199502022020122005", "Gita Contoh", standing=Standing.UNPAID_LEAVE)
    actions.sync_signatories(campaign)
    assert set(actions.sync_signatories(campaign).values()) == {0}


def test_a_transfer_moves_the_row_signed_or_not(cast, campaign):
    steps.sign(steps.signatory_of(campaign, cast.ani.employee))
    for user in (cast.ani, cast.budi):
        change(user.employee, unit=cast.other)
    assert actions.sync_signatories(campaign)["moved"] == 2
    assert row(cast.ani.employee).unit == row(cast.budi.employee).unit == cast.other
    assert row(cast.ani.employee).state == SignatoryState.SIGNED


def test_leave_exempts_and_return_obliges(cast, campaign):
    change(cast.ani.employee, standing=Standing.UNPAID_LEAVE)
    assert actions.sync_signatories(campaign)["exempted"] == 1
    assert row(cast.ani.employee).state == SignatoryState.EXEMPT
    change(cast.ani.employee, standing=Standing.SUSPENDED)
    assert actions.sync_signatories(campaign)["exempted"] == 1
    assert row(cast.ani.employee).reason == "diberhentikan sementara"
    change(cast.ani.employee, standing=Standing.ACTIVE)
    assert actions.sync_signatories(campaign)["due"] == 1
    assert (row(cast.ani.employee).state, row(cast.ani.employee).reason) == ("belum", "")


@pytest.mark.parametrize("standing", [s for s in Standing if s != Standing.LEFT])
def test_who_has_signed_stays_signed(cast, campaign, standing):
    steps.sign(steps.signatory_of(campaign, cast.ani.employee))
    change(cast.ani.employee, standing=standing)
    actions.sync_signatories(campaign)
    assert row(cast.ani.employee).state == SignatoryState.SIGNED


@pytest.mark.parametrize("has_signed", [True, False])
def test_leavers_go_and_may_come_back(cast, campaign, has_signed):
    if has_signed:
        steps.sign(steps.signatory_of(campaign, cast.ani.employee))
    change(cast.ani.employee, standing=Standing.LEFT)
    assert actions.sync_signatories(campaign)["gone"] == 1
    assert row(cast.ani.employee).state == SignatoryState.GONE
    change(cast.ani.employee, standing=Standing.ACTIVE, unit=cast.other)
    assert actions.sync_signatories(campaign)["returned"] == 1
    found = row(cast.ani.employee)
    assert found.state == (SignatoryState.SIGNED if has_signed else SignatoryState.DUE)
    assert (found.unit, found.reason) == (cast.other, "")


def test_a_returner_on_leave_is_exempt_at_once(cast, campaign):
    change(cast.ani.employee, standing=Standing.LEFT)
    actions.sync_signatories(campaign)
    change(cast.ani.employee, standing=Standing.SECONDED_OUT)
    actions.sync_signatories(campaign)
    assert row(cast.ani.employee).state == SignatoryState.EXEMPT


@pytest.mark.parametrize("state", [s for s in CampaignState if s != CampaignState.OPEN])
def test_only_an_open_campaign_follows(cast, campaign, state):
    Campaign.objects.update(state=state)
    with pytest.raises(NotPossible):
        actions.sync_signatories(campaign)


def test_other_campaigns_are_left_alone(cast, campaign):
    other = steps.opened(cast, "kedua")
    change(cast.ani.employee, standing=Standing.LEFT)
    actions.sync_signatories(campaign)
    states = dict(
        Signatory.objects.filter(employee=cast.ani.employee).values_list("campaign", "state")
    )
    assert states == {campaign.pk: SignatoryState.GONE, other.pk: SignatoryState.DUE}


def test_the_worker_follows_an_import_once(cast, campaign):
    def imported(**fields):
        now = timezone.now()
        return RosterImport.objects.create(
            agency=cast.agency, file_name="a.csv", file_sha256="x", finished_at=now, **fields
        )

    assert not work.do_one()
    imported(state=ImportState.APPLYING)
    assert not work.do_one()
    newcomer = make_employee(cast.unit, "199502022020122005", "Gita Contoh")
    imported(state=ImportState.DONE)
    assert work.do_one()
    assert row(newcomer).state == SignatoryState.DUE
    assert not work.do_one()
    Campaign.objects.update(synced_at=timezone.now() - timedelta(days=1))
    assert work.do_one()
