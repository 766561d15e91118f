"""Sign: once, by the signer, the text that was on the page, all four statements accepted."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ikrar.errors import InputError, NotAllowed, NotPossible
from ikrar.ledger.models import Entry
from ikrar.people.models import Role
from ikrar.people.states import RoleName
from ikrar.pledges import actions
from ikrar.pledges.models import Campaign, Link, Signatory, Signature
from ikrar.pledges.states import (
    STATEMENTS,
    CampaignState,
    How,
    SignatoryState,
    SignatureState,
)
from ikrar.tlog import entry
from tests.apps.pledges import steps


def payload(signature):
    return entry.decode(bytes(Entry.objects.get(ref=signature.ref).data))


@pytest.fixture
def witness(cast):
    Role.objects.create(user=cast.budi, name=RoleName.WITNESS, unit=cast.unit)
    return cast.budi


def test_a_link_signs_once_and_writes_row_and_entry(ani):
    link, _token = actions.issue_link(ani, by=None)
    signature = actions.sign(ani, **steps.act(ani, link=link))
    row = Signatory.objects.get(pk=ani.pk)
    assert (row.state, signature.state) == (SignatoryState.SIGNED, SignatureState.VALID)
    assert Link.objects.get(pk=link.pk).used_at is not None
    fields = payload(signature)
    assert fields["who"] == entry.commit(bytes(signature.salt), signature.disclosure)
    assert fields["text"] == ani.campaign.text.sha256
    assert fields["accepted"] == [1, 2, 3, 4]
    assert (fields["how"], fields["witness"], fields["supersedes"]) == ("link", None, None)
    assert sorted(signature.accepted) == ["1", "2", "3", "4"]


def test_the_log_names_nobody(ani):
    data = bytes(Entry.objects.get(ref=steps.sign(ani).ref).data)
    assert b"Ani" not in data
    assert ani.employee.nip.encode() not in data


def test_the_certificate_cannot_be_used_to_guess_the_nip(ani):
    signature = steps.sign(ani)
    assert ani.employee.nip not in str(signature.disclosure)
    known = entry.commit(bytes(signature.person_salt), {"nip": ani.employee.nip})
    assert signature.disclosure["person"] == known


def test_signing_takes_at_most_six_queries(ani):
    link, _token = actions.issue_link(ani, by=None)
    ani = steps.signatory_of(ani.campaign, ani.employee)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        actions.sign(ani, **steps.act(ani, link=link))
    work = [q["sql"] for q in asked if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(work) <= 6, work


@pytest.mark.parametrize("left_out", STATEMENTS)
def test_each_statement_must_be_accepted(ani, left_out):
    rest = [n for n in STATEMENTS if n != left_out]
    with pytest.raises(InputError, match=str(left_out)):
        steps.sign(ani, accepted=steps.moments(*rest))
    assert not Signature.objects.exists()
    assert Signatory.objects.get(pk=ani.pk).state == SignatoryState.DUE


def test_a_fifth_statement_or_a_moment_to_come_is_refused(ani):
    with pytest.raises(InputError):
        steps.sign(ani, accepted=steps.moments(1, 2, 3, 4, 5))
    later = timezone.now() + timedelta(hours=1)
    with pytest.raises(InputError):
        steps.sign(ani, accepted=dict.fromkeys(STATEMENTS, later))


def test_a_text_that_changed_since_the_page_was_opened(cast, ani, campaign):
    shown = campaign.text.sha256
    text = steps.other_text()
    actions.revise_text(campaign, text=text, by=cast.fajar)
    with pytest.raises(actions.TextChanged) as refused:
        steps.sign(ani, text_sha256=shown)
    assert refused.value.text == text
    assert not Signature.objects.exists()
    assert Link.objects.get().used_at is None
    assert steps.sign(steps.signatory_of(campaign, ani.employee)).text == text


def test_double_click_is_told_which_signature_stands(ani):
    link, _token = actions.issue_link(ani, by=None)
    first = actions.sign(ani, **steps.act(ani, link=link))
    stale = steps.signatory_of(ani.campaign, ani.employee)
    with pytest.raises(actions.AlreadySigned) as refused:
        actions.sign(stale, **steps.act(stale, link=link))
    assert refused.value.signature == first
    stale.state = SignatoryState.DUE  # read before the first click was done
    with pytest.raises(actions.AlreadySigned) as refused:
        actions.sign(stale, **steps.act(stale, link=link))
    assert refused.value.signature == first
    assert Signature.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"expires_at": timezone.now() - timedelta(seconds=1)}, "lewat"),
        ({"revoked_at": timezone.now()}, "diganti"),
        ({"used_at": timezone.now()}, "dipakai"),
    ],
)
def test_a_link_that_no_longer_works(ani, change, words):
    link, _token = actions.issue_link(ani, by=None)
    Link.objects.filter(pk=link.pk).update(**change)
    with pytest.raises(NotPossible, match=words):
        actions.sign(ani, **steps.act(ani, link=link))
    assert not Signature.objects.exists()
    assert Signatory.objects.get(pk=ani.pk).state == SignatoryState.DUE


@pytest.mark.parametrize("state", [s for s in CampaignState if s != CampaignState.OPEN])
def test_only_an_open_campaign_takes_signatures(ani, state):
    link, _token = actions.issue_link(ani, by=None)
    Campaign.objects.update(state=state)
    for signatory in (ani, steps.signatory_of(ani.campaign, ani.employee)):
        with pytest.raises(NotPossible, match="tidak dibuka"):
            actions.sign(signatory, **steps.act(signatory, link=link))
    assert not Signature.objects.exists()


@pytest.mark.parametrize("state", SignatoryState)
def test_who_may_sign_by_state(ani, state):
    link, _token = actions.issue_link(ani, by=None)
    Signatory.objects.filter(pk=ani.pk).update(state=state)
    if state in (SignatoryState.DUE, SignatoryState.EXEMPT):
        assert actions.sign(ani, **steps.act(ani, link=link)).state == SignatureState.VALID
        return
    with pytest.raises(NotPossible):
        actions.sign(ani, **steps.act(ani, link=link))
    assert not Signature.objects.exists()


def test_dodi_signs_for_nobody(cast, ani, campaign):
    budi = steps.signatory_of(campaign, cast.budi.employee)
    others, _token = actions.issue_link(budi, by=None)
    for wrong in (
        {"how": How.LINK},
        {"how": How.LINK, "link": others},
        {"how": How.LOGIN, "by": cast.dodi},
        {"how": How.LOGIN, "by": cast.budi},
        {"how": How.LOGIN, "by": None},
        {"how": How.KIOSK, "by": cast.dodi, "witness": cast.dodi},
        {"how": How.KIOSK, "by": None, "witness": cast.budi},
        {"how": How.CEREMONY},
    ):
        with pytest.raises(NotAllowed):
            actions.sign(ani, **steps.act(ani, **wrong))
    assert not Signature.objects.exists()


def test_login_signs_for_oneself(cast, ani):
    signature = steps.sign(ani, how=How.LOGIN, by=cast.ani)
    assert payload(signature)["how"] == "login"


def test_kiosk_needs_a_witness_who_is_not_the_signer(cast, ani, campaign, witness):
    signature = steps.sign(ani, how=How.KIOSK, by=witness, witness=witness)
    committed = entry.commit(bytes(signature.witness_salt), {"user": str(witness.pk)})
    assert payload(signature)["witness"] == committed
    own = steps.signatory_of(campaign, witness.employee)
    with pytest.raises(NotAllowed, match="sendiri"):
        steps.sign(own, how=How.KIOSK, by=witness, witness=witness)


def test_a_witness_of_another_unit_may_not(cast, ani):
    Role.objects.create(user=cast.citra, name=RoleName.WITNESS, unit=cast.other)
    with pytest.raises(NotAllowed):
        steps.sign(ani, how=How.KIOSK, by=cast.citra, witness=cast.citra)


def test_nothing_is_kept_when_the_log_cannot_be_written(ani, monkeypatch):
    link, _token = actions.issue_link(ani, by=None)

    def fail(**_fields):
        raise RuntimeError

    monkeypatch.setattr("ikrar.ledger.actions.append", fail)
    with pytest.raises(RuntimeError):
        actions.sign(ani, **steps.act(ani, link=link))
    assert not Signature.objects.exists()
    assert Signatory.objects.get(pk=ani.pk).state == SignatoryState.DUE
    assert Link.objects.get(pk=link.pk).used_at is None


def test_a_withdrawn_signature_is_superseded_by_the_next(cast, ani, campaign):
    first = steps.sign(ani)
    actions.withdraw(first, reason="Ditandatangani orang lain", by=cast.fajar)
    second = steps.sign(steps.signatory_of(campaign, ani.employee))
    assert second.supersedes == first
    assert payload(second)["supersedes"] == first.ref.hex
    actions.withdraw(second, reason="Keliru lagi", by=cast.fajar)
    third = steps.sign(steps.signatory_of(campaign, ani.employee))
    assert third.supersedes == second
