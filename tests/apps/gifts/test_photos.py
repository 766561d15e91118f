"""Photos of gifts: pictures only, without their traces, never at the price of what was typed."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ikrar.gifts import files, photos
from ikrar.gifts.models import Gift
from tests.apps.gifts.browse import fields, send
from tests.engines.evidence import samples

pytestmark = pytest.mark.django_db


def photo(data=None, name="foto.jpg"):
    return SimpleUploadedFile(name, samples.jpeg_told() if data is None else data, "image/jpeg")


def test_a_photo_is_kept_without_its_traces(world, as_user):
    client = as_user(world.ani)
    send(client, photo=photo())
    gift = Gift.objects.get()
    kept = files.read(gift.ref)
    assert samples.SECRET in samples.jpeg_told()
    assert samples.SECRET not in kept
    answer = client.get(reverse("gift_photo", args=[gift.number]))
    assert answer.content == kept
    assert answer["Content-Type"] == "image/jpeg"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert oct(files.place_of(gift.ref).stat().st_mode)[-3:] == "600"
    desk = as_user(world.lestari)
    assert desk.get(reverse("gift_desk_photo", args=[gift.number])).content == kept
    for other in (world.cast.budi, world.cast.dodi, world.lestari):
        assert as_user(other).get(reverse("gift_photo", args=[gift.number])).status_code == 404
    assert as_user(world.cast.budi).get(
        reverse("gift_desk_photo", args=[gift.number])
    ).status_code in {403, 404}


def test_a_photo_that_is_too_large_costs_no_field(world, as_user, monkeypatch):
    monkeypatch.setattr("ikrar.gifts.uploads.LARGEST", 1000)
    answer = send(
        as_user(world.ani), giver="CV Contoh Abadi", photo=photo(samples.jpeg(tail=b"x" * 2000))
    )
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Foto lebih besar dari 60 MB." in page
    assert "CV Contoh Abadi" in page
    assert not Gift.objects.exists()


def test_sixty_megabytes_are_taken_and_one_more_byte_is_not(world):
    small = samples.jpeg()
    largest = samples.jpeg(tail=bytes(photos.LARGEST - len(small)))
    assert photos.clean(largest, "foto.jpg").data == small
    with pytest.raises(photos.InputError):
        photos.clean(largest + b"x", "foto.jpg")


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7 ...", b"MZ" + bytes(99), b"GIF89a<script>", b"\xff\xd8\xff"]
)
def test_what_is_no_photo_is_refused(world, as_user, data):
    answer = send(as_user(world.ani), photo=photo(data))
    assert answer.status_code == 400
    assert "id_photo_error" in answer.content.decode()
    assert not Gift.objects.exists()


def test_a_good_photo_waits_while_the_rest_is_put_right(world, as_user):
    client = as_user(world.ani)
    told = fields(client, tie="")
    answer = client.post(reverse("gift_new"), told | {"photo": photo()})
    assert answer.status_code == 400
    assert "Foto sudah terlampir." in answer.content.decode()
    ticket = re.search(r'name="ticket" value="([^"]+)"', answer.content.decode())[1]
    assert ticket == told["ticket"]
    client.post(reverse("gift_new"), told | {"tie": "rekanan"})
    gift = Gift.objects.get()
    assert gift.photo_sha256
    assert samples.SECRET not in files.read(gift.ref)
    assert files.sweep(older_than=-1) in {0, 1}


def test_photos_that_nobody_comes_back_for_are_swept(world, as_user):
    client = as_user(world.ani)
    client.post(reverse("gift_new"), fields(client, tie="") | {"photo": photo()})
    assert files.sweep() == 0
    assert files.sweep(older_than=-1) == 1


def test_a_full_disk_costs_the_photo_and_not_the_form(world, as_user, monkeypatch):
    def full(*_args, **_more):
        raise OSError(28, "full")

    monkeypatch.setattr("ikrar.gifts.files.os.open", full)
    answer = send(as_user(world.ani), giver="CV Contoh Abadi", photo=photo())
    assert answer.status_code == 400
    assert "Foto tidak dapat disimpan sekarang" in answer.content.decode()
    assert "CV Contoh Abadi" in answer.content.decode()
    assert not Gift.objects.exists()
