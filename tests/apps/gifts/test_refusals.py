"""A refusal, taken along as a certificate and proved on the page and offline."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ikrar.gifts.states import GiftKind
from ikrar.ledger.actions import sequence
from tests.apps.gifts import steps
from tests.apps.gifts.browse import send

pytestmark = pytest.mark.django_db


def test_a_refusal_can_be_taken_along_and_proved(world, as_user):
    from ikrar.documents.attachment import read_bundle
    from ikrar.ledger.queries import get_log
    from ikrar.tlog.refusal import verify_refusal

    client = as_user(world.ani)
    place = send(client, kind="ditolak", tie="peserta")["Location"]
    assert "Bukti penolakan (PDF)" in client.get(place).content.decode()
    certificate, bundle = place + "sertifikat/", place + "bukti/"
    assert client.get(certificate).status_code == 409
    assert client.get(bundle).status_code == 409
    sequence()
    pdf = client.get(certificate).content
    assert client.get(certificate).content == pdf
    assert read_bundle(pdf) == client.get(bundle).content
    proved = verify_refusal(read_bundle(pdf), keys=[get_log("public").vkey])
    assert (proved.name, proved.tie, proved.on.isoformat()) == (
        "Ani Contoh",
        "peserta",
        "2024-01-11",
    )
    for other in (world.cast.budi, world.cast.dodi, world.lestari):
        assert as_user(other).get(certificate).status_code == 404
    gift = steps.record(world, GiftKind.OFFERED)
    assert client.get(reverse("refusal_certificate", args=[gift.number])).status_code == 404


def test_the_page_that_verifies_knows_a_refusal(world, as_user):
    client = as_user(world.ani)
    place = send(client, kind="ditolak", tie="peserta")["Location"]
    sequence()
    pdf, proof = client.get(place + "sertifikat/").content, client.get(place + "bukti/").content
    for data, name in ((pdf, "bukti.pdf"), (proof, "bukti.json")):
        answer = Client().post(reverse("verify"), {"file": SimpleUploadedFile(name, data)})
        assert answer.status_code == 200
        assert "Bukti penolakan ini asli" in answer.content.decode()
        assert "Ani Contoh" in answer.content.decode()
    spoiled = proof.replace(b"Ani Contoh", b"Ani Bukan!")
    answer = Client().post(reverse("verify"), {"file": SimpleUploadedFile("b.json", spoiled)})
    assert answer.status_code == 422
    assert "Bukti ini tidak sah" in answer.content.decode()
