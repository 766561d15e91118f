"""Sealed files on disk: they wait, move once, are read in between, and are missed aloud."""

import os
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ikrar.errors import NotFound, VerificationError
from ikrar.reports import queries, work
from ikrar.reports.models import Attachment, Report
from ikrar.reports.shelf import files
from ikrar.vault.shelves import WAITING
from ikrar.vault.uploads import from_token
from tests.apps.reports.test_door import form, send

pytestmark = pytest.mark.django_db(transaction=True)


def carried(client) -> str:
    """The token of a file whose form came back."""
    page = send(client, what="", upload=[SimpleUploadedFile("a.txt", b"isi bukti")])
    return page.content.decode().split('name="attached" value="')[1].split('"')[0]


def age(ref, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(files.waiting(ref), (then, then))


def sweep(monkeypatch) -> None:
    monkeypatch.setattr(work, "_swept", 0.0)
    work._sweep()


def test_a_file_is_never_taken_when_it_may_be_swept(client, desk, monkeypatch):
    """Between the last that a report takes and the first that is swept lie ten minutes."""
    late, early = carried(client), carried(client)
    age(from_token(late).ref, WAITING - 500)
    age(from_token(early).ref, WAITING - 700)
    sweep(monkeypatch)
    assert files.waiting(from_token(late).ref).exists()
    page = client.post(reverse("report_new"), {**form(client), "attached": [late]})
    assert page.status_code == 400
    assert "Lampirkan sekali lagi" in page.content.decode()
    assert not Report.objects.exists()
    assert (
        client.post(reverse("report_new"), {**form(client), "attached": [early]}).status_code == 200
    )


def test_a_file_whose_report_never_came_is_swept(client, desk, monkeypatch):
    ref = from_token(carried(client)).ref
    sweep(monkeypatch)
    assert files.waiting(ref).exists()
    age(ref, WAITING + 1)
    sweep(monkeypatch)
    assert not files.waiting(ref).exists()
    with pytest.raises(NotFound):
        files.size_of(ref)


def test_after_a_crash_a_file_is_read_where_it_waits_and_moved_later(client, desk, monkeypatch):
    send(client, upload=[SimpleUploadedFile("a.txt", b"isi bukti")])
    report, gita = Report.objects.get(), desk.gita
    ref = Attachment.objects.get().ref
    files.path_of(ref).rename(files.waiting(ref))
    [piece] = queries.evidence(report, queries.key_for(report, gita.holder, gita.private))
    assert b"".join(files.pieces(ref, piece.about.key)) == b"isi bukti"
    age(ref, WAITING + 1)
    sweep(monkeypatch)
    assert files.path_of(ref).exists()
    assert b"".join(files.pieces(ref, piece.about.key)) == b"isi bukti"


@pytest.mark.parametrize("cut", [1, 17, 40, 60])
def test_a_file_that_was_cut_or_changed_says_so(client, desk, cut):
    send(client, upload=[SimpleUploadedFile("a.txt", b"isi bukti")])
    report, gita = Report.objects.get(), desk.gita
    ref = Attachment.objects.get().ref
    [piece] = queries.evidence(report, queries.key_for(report, gita.holder, gita.private))
    whole = files.path_of(ref).read_bytes()
    changed = bytearray(whole)
    changed[min(cut, len(whole) - 1)] ^= 1
    for data in (whole[:-cut], bytes(changed), b""):
        files.path_of(ref).write_bytes(data)
        with pytest.raises(VerificationError):
            b"".join(files.pieces(ref, piece.about.key))
