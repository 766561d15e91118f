"""A signature by its code, and its proof: the same bytes whenever made, and it verifies offline."""

import pytest
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from ikrar.errors import InputError, NotFound, NotPossible
from ikrar.ledger.actions import sequence
from ikrar.ledger.models import Log
from ikrar.pledges import actions, queries
from ikrar.pledges.models import Signature, Text, code_of, ref_of
from ikrar.pledges.states import How
from ikrar.tlog.verify import verify
from tests.apps.pledges import steps


@pytest.fixture
def signature(ani):
    return steps.sign(ani)


def grow(cast, campaign):
    for user in (cast.budi, cast.citra, cast.fajar):
        steps.sign(steps.signatory_of(campaign, user.employee))
        sequence()


def again(signature):
    return Signature.objects.get(pk=signature.pk)


@given(st.uuids())
def test_codes_are_forgiving(ref):
    code = code_of(ref)
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "i")
    assert ref_of(code) == ref_of(typed) == ref


def test_found_by_code(signature):
    assert queries.signature_by_code(f" {signature.code.lower()} ") == signature
    for code in ("", "x", "Z" * 26, "0" * 26, signature.code[:-1]):
        with pytest.raises(NotFound, match="tidak dikenal"):
            queries.signature_by_code(code)


def test_pending_until_sequenced(signature):
    assert queries.bundle_of(signature) is None
    with pytest.raises(NotPossible, match="menunggu giliran"):
        queries.certificate_of(signature)
    assert sequence() > 0
    assert queries.bundle_of(signature) is not None


def test_the_bundle_verifies_and_says_who_what_and_how(signature):
    sequence()
    proved = verify(queries.bundle_of(again(signature)), keys=[Log.objects.get().vkey])
    assert (proved.name, proved.unit, proved.agency) == (
        "Ani Contoh", "Direktorat Contoh Satu", "Kementerian Contoh"
    )  # fmt: skip
    assert (proved.how, proved.campaign, proved.at) == ("link", "contoh", signature.signed_at)
    assert proved.statements == tuple(steps.CONTENT["statements"])


def test_bundle_and_certificate_are_the_same_after_the_log_has_grown(cast, campaign, signature):
    sequence()
    bundle, certificate = queries.bundle_of(again(signature)), queries.certificate_of(signature)
    assert certificate.startswith(b"%PDF-")
    grow(cast, campaign)
    assert queries.bundle_of(again(signature)) == bundle
    with translation.override("en"):
        assert queries.certificate_of(again(signature)) == certificate


@pytest.mark.parametrize("how", How)
def test_every_way_of_signing_has_its_words(signature, how):
    from ikrar.pledges.queries.signatures import _how

    with translation.override("en"):
        assert _how(Signature(how=how)) == str(how.label.__reduce__()[1][1][0])


def test_no_proof_is_made_of_a_row_that_was_changed(signature):
    sequence()
    row = again(signature)
    row.disclosure |= {"name": "Orang Lain"}
    for make in (queries.bundle_of, queries.certificate_of):
        with pytest.raises(InputError, match="person and salt"):
            make(row)
    Text.objects.update(content=steps.CONTENT | {"closing": "Lain."})
    with pytest.raises(InputError, match="text"):
        queries.bundle_of(again(signature))


def test_no_proof_of_what_was_withdrawn(cast, signature):
    sequence()
    actions.withdraw(signature, reason="Keliru", by=cast.fajar)
    for make in (queries.bundle_of, queries.certificate_of):
        with pytest.raises(NotPossible, match="dicabut karena keliru"):
            make(signature)
    assert queries.valid_signature(signature.signatory) is None


def test_the_address_in_the_qr_code_is_that_of_its_page(signature, settings):
    path = reverse("verify_code", args=[signature.code])
    assert queries.verify_url(signature) == f"{settings.SITE_URL}{path}"


def test_a_bundle_costs_few_queries(signature, django_assert_max_num_queries):
    sequence()
    found = queries.signature_by_code(signature.code)
    with django_assert_max_num_queries(5):
        queries.bundle_of(found)
