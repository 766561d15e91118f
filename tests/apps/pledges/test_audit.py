"""Whatever is changed in a row behind the log's back is named, and an untouched database is clean."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from ikrar.ledger.models import Entry
from ikrar.people.models import Role
from ikrar.people.states import RoleName
from ikrar.pledges import actions
from ikrar.pledges.models import Campaign, Signatory, Signature, Text
from ikrar.pledges.queries import audit_signatures
from ikrar.pledges.states import CampaignState, How, SignatoryState, SignatureState
from tests.apps.pledges import steps


@pytest.fixture
def signed(cast, campaign):
    """Ani at a kiosk, Budi by link, Citra once withdrawn and signed again, Fajar withdrawn."""
    Role.objects.create(user=cast.eka, name=RoleName.WITNESS)
    of = {n: steps.signatory_of(campaign, getattr(cast, n).employee) for n in ("ani", "budi")}
    made = {
        "ani": steps.sign(of["ani"], how=How.KIOSK, by=cast.eka, witness=cast.eka),
        "budi": steps.sign(of["budi"]),
    }
    first = steps.sign(steps.signatory_of(campaign, cast.citra.employee))
    made["first"] = actions.withdraw(first, reason="Keliru", by=cast.fajar)
    made["citra"] = steps.sign(steps.signatory_of(campaign, cast.citra.employee))
    fajar = steps.sign(steps.signatory_of(campaign, cast.fajar.employee))
    made["fajar"] = actions.withdraw(fajar, reason="Keliru", by=cast.fajar)
    return made


def found(campaign=None):
    return {d.what for d in audit_signatures(campaign)}


def change(signature, **fields):
    assert Signature.objects.filter(pk=signature.pk).update(**fields) == 1


def test_untouched_rows_are_clean(signed, campaign):
    assert found() == found(campaign) == set()


def test_clean_after_erasing(cast, signed):
    actions.erase_person(cast.ani.employee, by=cast.fajar)
    actions.erase_person(cast.citra.employee, by=cast.fajar)
    assert found() == set()


def _disclosed(**new):
    return lambda s: {"disclosure": s.disclosure | new}


TAMPERINGS = {
    "name": (_disclosed(name="Orang Lain"), "signature-person-changed"),
    "unit": (_disclosed(unit="Unit Lain"), "signature-person-changed"),
    "agency": (_disclosed(agency="Instansi Lain"), "signature-person-changed"),
    "person": (_disclosed(person="sha256:" + "0" * 64), "signature-employee-changed"),
    "salt": (lambda s: {"salt": bytes(32)}, "signature-person-changed"),
    "person salt": (lambda s: {"person_salt": bytes(32)}, "signature-employee-changed"),
    "short salt": (lambda s: {"salt": b"x"}, "signature-person-changed"),
    "witness salt": (lambda s: {"witness_salt": bytes(32)}, "signature-witness-changed"),
    "witness": (lambda s: {"witness_id": s.signatory.employee.user.pk}, "signature-witness-changed"),
    "how": (lambda s: {"how": How.LOGIN, "witness": None}, "signature-how-changed"),
    "statement dropped": (
        lambda s: {"accepted": {k: v for k, v in s.accepted.items() if k != "4"}},
        "signature-accepted-changed",
    ),
    "accepted later than signed": (
        lambda s: {"accepted": s.accepted | {"2": "2099-01-01T00:00:00Z"}},
        "signature-accepted-changed",
    ),
    "accepted nonsense": (
        lambda s: {"accepted": s.accepted | {"2": None}}, "signature-accepted-changed"
    ),
    "back-dated": (
        lambda s: {"signed_at": s.signed_at - timedelta(days=30)}, "signature-date-changed"
    ),
    "dated one second later": (
        lambda s: {"signed_at": s.signed_at + timedelta(seconds=1)}, "signature-date-changed"
    ),
    "text": (lambda s: {"text": steps.other_text()}, "signature-text-changed"),
    "withdrawn by hand": (
        lambda s: {"state": SignatureState.WITHDRAWN}, "signature-withdrawn-unlogged"
    ),
    "erased by hand": (
        lambda s: {"state": SignatureState.ERASED, "salt": None, "person_salt": None},
        "signature-erased-unlogged",
    ),
    "another reference": (lambda s: {"ref": uuid4()}, "signature-unlogged"),
}  # fmt: skip


@pytest.mark.parametrize(("fields", "what"), TAMPERINGS.values(), ids=TAMPERINGS)
def test_a_changed_row_is_named(signed, campaign, fields, what):
    change(signed["ani"], **fields(signed["ani"]))
    assert what in found()
    assert what in found(campaign)


def test_the_signature_is_named_by_its_reference(signed):
    change(signed["ani"], signed_at=timezone.now() - timedelta(days=1))
    [finding] = audit_signatures()
    assert finding.where == f"signature {signed['ani'].ref.hex}"


def test_a_removed_row_is_named(signed):
    change(signed["first"], ref=signed["first"].ref)
    Signature.objects.filter(pk=signed["citra"].pk).delete()
    findings = {(d.what, d.where) for d in audit_signatures()}
    assert ("signature-removed", f"signature {signed['citra'].ref.hex}") in findings
    assert "signatory-state" in {what for what, _where in findings}


def test_a_row_that_nobody_signed_is_named(signed, cast, campaign):
    row = Signature.objects.get(pk=signed["budi"].pk)
    row.pk, row.ref = None, uuid4()
    row.signatory = steps.signatory_of(campaign, cast.fajar.employee)
    row.save(force_insert=True)
    assert {"signature-unlogged", "signatory-state"} <= found()


def test_a_signature_moved_to_another_person(signed, cast, campaign):
    fajar = steps.signatory_of(campaign, cast.fajar.employee)
    change(signed["budi"], signatory=fajar)
    assert "signature-employee-changed" in found()


def test_withdrawal_undone_by_hand(signed):
    change(signed["fajar"], state=SignatureState.VALID)
    assert {"signature-state-changed", "signatory-state"} <= found()


def test_erasure_undone_by_hand(signed, cast):
    kept = Signature.objects.get(pk=signed["budi"].pk)
    actions.erase_person(cast.budi.employee, by=cast.fajar)
    change(kept, state=kept.state, salt=kept.salt, person_salt=kept.person_salt)
    assert "signature-state-changed" in found()
    change(
        kept, state=SignatureState.ERASED, salt=None, person_salt=None, disclosure={"name": "Budi"}
    )
    assert found() == {"signature-not-erased"}


def test_supersedes_changed_by_hand(signed):
    change(signed["citra"], supersedes=None)
    assert found() == {"signature-supersedes-changed"}


@pytest.mark.parametrize("state", [SignatoryState.DUE, SignatoryState.EXEMPT])
def test_a_signatory_who_signed_but_is_not_counted(signed, state):
    Signatory.objects.filter(pk=signed["ani"].signatory_id).update(state=state)
    assert found() == {"signatory-state"}


def test_a_signatory_counted_without_a_signature(signed):
    Signatory.objects.filter(pk=signed["fajar"].signatory_id).update(state=SignatoryState.SIGNED)
    assert found() == {"signatory-state"}


def test_texts_and_campaigns(signed, campaign):
    Text.objects.filter(pk=campaign.text_id).update(content=steps.CONTENT | {"closing": "Lain."})
    assert found() == {"text-changed"}
    Text.objects.filter(pk=campaign.text_id).update(content=steps.CONTENT)
    Campaign.objects.update(text=steps.other_text())
    assert found() == {"campaign-text"}


def test_an_entry_that_cannot_be_read(signed):
    Entry.objects.filter(ref=signed["ani"].ref).update(data=b"{}")
    assert "signature-entry-unreadable" in found()


def test_campaigns_are_told_apart(signed, cast, campaign):
    other = steps.opened(cast, "kedua")
    steps.sign(steps.signatory_of(other, cast.ani.employee))
    assert found(campaign) == found(other) == found() == set()
    change(signed["ani"], signed_at=timezone.now() - timedelta(days=1))
    assert found(other) == set()
    assert found(campaign) == {"signature-date-changed"}


def test_a_draft_needs_no_entry(cast, signed):
    assert steps.draft(cast, "rancangan").state == CampaignState.DRAFT
    assert found() == set()


def test_batches_add_up(signed, monkeypatch):
    monkeypatch.setattr("ikrar.pledges.queries.audit.BATCH", 2)
    assert found() == set()
    change(signed["fajar"], signed_at=timezone.now() - timedelta(days=1))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pledges_signature")
        assert cursor.fetchone()[0] == 5
    assert found() == {"signature-date-changed"}
