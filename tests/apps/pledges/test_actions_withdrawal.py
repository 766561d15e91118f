"""Withdraw a wrong signature; erase a person. The log stays whole, other people's proofs hold."""

import pytest
from django.apps import apps
from django.db import connection

from ikrar.errors import InputError, NotAllowed, NotPossible
from ikrar.ledger import queries as ledger
from ikrar.ledger.actions import sequence
from ikrar.ledger.models import Entry, Log
from ikrar.people.models import Employee
from ikrar.pledges import actions, queries
from ikrar.pledges.models import Signatory, Signature
from ikrar.pledges.states import SIGNATURE_TRANSITIONS, SignatoryState, SignatureState
from ikrar.tlog import entry
from ikrar.tlog.verify import verify
from tests.apps.pledges import steps


@pytest.fixture
def signature(ani):
    return steps.sign(ani)


def put(signature, state):
    fields = {"state": state}
    if state == SignatureState.ERASED:
        fields |= {"salt": None, "person_salt": None, "disclosure": {}}
    Signature.objects.filter(pk=signature.pk).update(**fields)
    signature.refresh_from_db()


def test_withdrawing_makes_due_again_and_is_logged(cast, signature, ani):
    actions.withdraw(signature, reason="  Ditandatangani   rekan ", by=cast.fajar)
    row = Signature.objects.get(pk=signature.pk)
    assert (row.state, row.withdrawn_reason) == ("dicabut", "Ditandatangani rekan")
    assert Signatory.objects.get(pk=ani.pk).state == SignatoryState.DUE
    logged = entry.decode(bytes(Entry.objects.get(kind="withdrawal").data))
    assert logged["of"] == signature.ref.hex
    assert "rekan" not in str(logged)


@pytest.mark.parametrize("state", SignatureState)
def test_withdrawing_by_state(cast, signature, state):
    put(signature, state)
    if SignatureState.WITHDRAWN in SIGNATURE_TRANSITIONS[state]:
        assert actions.withdraw(signature, reason="Keliru", by=cast.fajar).state == "dicabut"
        return
    with pytest.raises(NotPossible):
        actions.withdraw(signature, reason="Keliru", by=cast.fajar)


def test_withdrawing_what_was_withdrawn_meanwhile(cast, signature):
    stale = Signature.objects.get(pk=signature.pk)
    actions.withdraw(signature, reason="Keliru", by=cast.fajar)
    with pytest.raises(NotPossible, match="orang lain"):
        actions.withdraw(stale, reason="Keliru", by=cast.fajar)
    assert Entry.objects.filter(kind="withdrawal").count() == 1


def test_only_the_bureau_withdraws_and_says_why(cast, signature):
    for by in (cast.dodi, cast.ani, cast.budi, cast.eka):
        with pytest.raises(NotAllowed):
            actions.withdraw(signature, reason="Keliru", by=by)
    for reason in ("", "   ", "x" * 301):
        with pytest.raises(InputError):
            actions.withdraw(signature, reason=reason, by=cast.fajar)


def _fail(**_fields):
    raise RuntimeError


def test_nothing_is_withdrawn_when_the_log_cannot_be_written(cast, signature, ani, monkeypatch):
    monkeypatch.setattr("ikrar.ledger.actions.append", _fail)
    with pytest.raises(RuntimeError):
        actions.withdraw(signature, reason="Keliru", by=cast.fajar)
    assert Signature.objects.get().state == SignatureState.VALID
    assert Signatory.objects.get(pk=ani.pk).state == SignatoryState.SIGNED


def test_nothing_is_erased_when_the_log_cannot_be_written(cast, signature, monkeypatch):
    monkeypatch.setattr("ikrar.ledger.actions.append", _fail)
    with pytest.raises(RuntimeError):
        actions.erase_person(cast.ani.employee, by=cast.fajar)
    assert Signature.objects.get().disclosure["name"] == "Ani Contoh"
    assert Employee.objects.get(pk=cast.ani.employee.pk).erased_at is None


def test_only_the_bureau_erases_and_only_once(cast, signature):
    for by in (cast.dodi, cast.ani, cast.budi):
        with pytest.raises(NotAllowed):
            actions.erase_person(cast.ani.employee, by=by)
    erased = actions.erase_person(cast.ani.employee, by=cast.fajar)
    with pytest.raises(NotPossible):
        actions.erase_person(erased, by=cast.fajar)


def everything() -> str:
    """Every column of every table as text."""
    lines = []
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            for row in cursor.fetchall():
                lines += [_text(value) for value in row]
    return "\n".join(lines)


def _text(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("latin-1")
    return str(value)


def test_an_erased_person_is_nowhere_and_others_still_prove(cast, campaign, ani, signature):
    first = actions.withdraw(signature, reason="Salah: tanda tangan Ani Contoh", by=cast.fajar)
    second = steps.sign(steps.signatory_of(campaign, cast.ani.employee))
    budi = steps.sign(steps.signatory_of(campaign, cast.budi.employee))
    actions.invite_by_mail(campaign, by=cast.fajar)
    ceremony = actions.open_ceremony(campaign, name="Apel", leader=cast.budi, by=cast.fajar)
    fajar = steps.signatory_of(campaign, cast.fajar.employee)
    actions.join_ceremony(ceremony, signatory=fajar)
    sequence()
    before = queries.bundle_of(budi)
    secrets = ["Ani Contoh", cast.ani.employee.nip, "ani@contoh.test"]
    salts = [_text(s.salt) for s in (first, second)] + [_text(second.person_salt)]
    assert all(secret in everything() for secret in secrets + salts[1:])

    actions.erase_person(cast.ani.employee, by=cast.fajar)
    sequence()

    left = everything()
    assert [secret for secret in secrets + salts if secret in left] == []
    assert {s.state for s in Signature.objects.exclude(pk=budi.pk)} == {SignatureState.ERASED}
    logged = [entry.decode(bytes(e.data))["of"] for e in Entry.objects.filter(kind="erasure")]
    assert logged == [first.ref.hex, second.ref.hex]
    assert list(ledger.audit()) == []
    assert list(queries.audit_signatures()) == []
    after = queries.bundle_of(Signature.objects.get(pk=budi.pk))
    assert after == before
    assert verify(after, keys=[Log.objects.get().vkey]).name == "Budi Contoh"
    with pytest.raises(NotPossible, match="data pribadi dihapus"):
        queries.bundle_of(Signature.objects.get(pk=second.pk))


def test_an_erased_person_can_no_longer_sign(cast, ani):
    _link, token = actions.issue_link(ani, by=None)
    actions.erase_person(cast.ani.employee, by=cast.fajar)
    with pytest.raises(Exception, match="tidak dikenal"):
        queries.signatory_of_token(token)
    with pytest.raises(NotPossible, match="tidak lagi"):
        actions.issue_link(steps.signatory_of(ani.campaign, ani.employee), by=None)
