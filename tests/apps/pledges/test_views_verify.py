"""Verification as anyone sees it: by code, by upload; each failing step is named; erasure is said."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ikrar.ledger import actions as ledger
from ikrar.pledges import actions, queries
from ikrar.pledges.models import Signatory
from ikrar.tlog import canonical
from tests.apps.pledges import steps

pytestmark = pytest.mark.django_db


@pytest.fixture
def signature(ani):
    signature = steps.sign(ani)
    ledger.sequence()
    return signature


@pytest.fixture
def bundle(signature):
    return queries.bundle_of(signature)


def upload(client, data, name="bukti.json"):
    return client.post(reverse("verify"), {"file": SimpleUploadedFile(name, data)})


def page_of(answer):
    return " ".join(answer.content.decode().split())


def test_code_shows_what_was_proved(client, signature):
    answer = client.get(reverse("verify_code", args=[signature.code.lower()]))
    page = page_of(answer)
    assert answer.status_code == 200
    assert "Ikrar ini asli" in page
    assert "Ani Contoh" in page
    assert "Butir contoh satu." in page
    assert page.count('<li class="ok">') == 7
    assert "no-store" in answer["Cache-Control"]


def test_typed_code_is_sent_on(client, signature):
    answer = client.post(reverse("verify"), {"code": f" {signature.code.lower()} "})
    assert answer["Location"] == reverse("verify_code", args=[signature.code])


@pytest.mark.parametrize("code", ["", "bukan kode", "a/b", "x" * 59, "\x00", "🙂", "../.."])
def test_what_is_no_code_is_refused_beside_the_field(client, signature, code):
    answer = client.post(reverse("verify"), {"code": code})
    assert answer.status_code == 400
    assert 'id="id_code_error"' in page_of(answer)


def test_unknown_code_is_said_clearly(client, cast):
    answer = client.get(reverse("verify_code", args=["0" * 26]))
    assert answer.status_code == 404
    assert "tidak dikenal" in page_of(answer)


def test_pending_signature_waits(client, ani):
    signature = steps.sign(ani)
    page = page_of(client.get(reverse("verify_code", args=[signature.code])))
    assert "sedang dicatat" in page
    assert client.get(reverse("certificate", args=[signature.code])).status_code == 409
    assert client.get(reverse("bundle", args=[signature.code])).status_code == 409


def test_bundle_comes_as_a_file_and_holds(client, signature, bundle):
    answer = client.get(reverse("bundle", args=[signature.code]))
    assert answer.content == bundle
    assert "attachment" in answer["Content-Disposition"]
    page = page_of(upload(client, answer.content))
    assert "Ikrar ini asli" in page
    assert "Tanda tangan ini berlaku" in page


def changed(bundle, change):
    value = json.loads(bundle)
    change(value)
    return canonical.encode(value)


TAMPERINGS = [
    (lambda b: b["disclosure"].update(name="Orang Lain"), "bukan yang menandatangani"),
    (lambda b: b["disclosure"].update(unit="Unit Lain"), "bukan yang menandatangani"),
    (lambda b: b.update(salt="0" * 64), "bukan yang menandatangani"),
    (lambda b: b["text"].update(closing="Lain."), "bukan teks yang ditandatangani"),
    (lambda b: b["entry"].update(at="2023-01-01T00:00:00Z"), "tidak ada di buku catatan"),
    (lambda b: b["entry"].update(how="login"), "tidak ada di buku catatan"),
    (
        lambda b: b.update(proof=b["proof"].replace("contoh.test/log", "lain.test/log")),
        "buku catatan lain",
    ),
    (lambda b: b.update(format="lain"), "bukan sertifikat atau bukti ikrar"),
    (lambda b: b.update(tambahan=1), "bukan sertifikat atau bukti ikrar"),
]


@pytest.mark.parametrize(("change", "meaning"), TAMPERINGS)
def test_tampering_names_the_step(client, bundle, change, meaning):
    answer = upload(client, changed(bundle, change))
    page = page_of(answer)
    assert answer.status_code == 422
    assert "Bukti ini tidak sah" in page
    assert meaning in page
    assert '<li class="danger">' in page
    assert "Ikrar ini asli" not in page


def test_forged_checkpoint_signature_is_named(client, bundle):
    def change(value):
        *rest, last = value["proof"].rstrip("\n").split("\n")
        flipped = last[:-8] + ("A" if last[-8] != "A" else "B") + last[-7:]
        value["proof"] = "\n".join([*rest, flipped]) + "\n"

    answer = upload(client, changed(bundle, change))
    assert answer.status_code == 422
    assert "dipalsukan atau rusak" in page_of(answer)


@pytest.mark.parametrize(
    "data", [b"x", b"{}", b"\x00" * 100, b"%PDF-1.7 bukan", b"[" * 20_000, b"\xff\xfe", b"null"]
)
def test_files_that_are_nothing_are_refused(client, cast, data):
    steps.make_log()
    assert upload(client, data).status_code == 422


def test_no_file_an_empty_file_and_a_big_file(client, cast):
    assert client.post(reverse("verify"), {}).status_code == 400
    assert upload(client, b"").status_code == 400
    big = upload(client, b"x" * (5 * 1024 * 1024 + 1))
    assert big.status_code == 400
    assert "lebih besar dari 5 MB" in page_of(big)


def test_withdrawn_signature(client, cast, signature, bundle):
    actions.withdraw(signature, reason="Salah orang.", by=cast.fajar)
    by_code = page_of(client.get(reverse("verify_code", args=[signature.code])))
    by_file = page_of(upload(client, bundle))
    assert "sudah dicabut" in by_code
    assert "sudah dicabut" in by_file
    assert "Ani Contoh" not in by_code
    assert "Salah orang" not in by_code + by_file
    assert client.get(reverse("bundle", args=[signature.code])).status_code == 409


def test_erased_person(client, cast, signature, bundle):
    actions.erase_person(signature.signatory.employee, by=cast.fajar)
    by_code = page_of(client.get(reverse("verify_code", args=[signature.code])))
    assert "Data pribadi sudah dihapus" in by_code
    assert "Ani Contoh" not in by_code
    by_file = page_of(upload(client, bundle))
    assert "hak pemilik data" in by_file


def test_proof_of_others_outlives_an_erasure(client, cast, campaign, signature):
    other = steps.sign(Signatory.objects.get(campaign=campaign, employee=cast.budi.employee))
    ledger.sequence()
    actions.erase_person(signature.signatory.employee, by=cast.fajar)
    ledger.sequence()
    assert client.get(reverse("verify_code", args=[other.code])).status_code == 200


def test_certificate_is_the_same_each_time_and_proves_itself(client, signature):
    url = reverse("certificate", args=[signature.code])
    first, second = client.get(url), client.get(url)
    assert first.content == second.content
    assert first["Content-Type"] == "application/pdf"
    assert first["Content-Disposition"].startswith("inline")
    assert "no-store" in first["Cache-Control"]
    assert "Content-Security-Policy" not in first
    assert "Ikrar ini asli" in page_of(upload(client, first.content, "sertifikat.pdf"))


def test_csp_stands_where_there_is_no_certificate(client, cast):
    answer = client.get(reverse("certificate", args=["0" * 26]))
    assert answer.status_code == 404
    assert "Content-Security-Policy" in answer
