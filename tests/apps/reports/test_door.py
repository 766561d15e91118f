"""The door: a form that helps, a receipt shown once, nothing of the reporter kept."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ikrar.ledger.models import Entry
from ikrar.reports import tickets
from ikrar.reports.models import Attachment, Report, Ticket
from ikrar.reports.shelf import files
from tests.apps.reports.conftest import holders_of

pytestmark = pytest.mark.django_db(transaction=True)

WHAT = "Kepala bidang meminta semua staf memilih calon tertentu saat apel pagi kemarin"


def form(client) -> dict[str, str]:
    page = client.get(reverse("report_new")).content.decode()
    return {"ticket": re.search(r'name="ticket" value="([^"]+)"', page)[1], "what": WHAT}


def send(client, **given):
    return client.post(reverse("report_new"), {**form(client), **given})


def receipt_of(response) -> str:
    return re.search(r"receipt-words[^>]*>([^<]+)<", response.content.decode())[1]


def test_a_report_is_sealed_and_answered_with_a_receipt(client, desk):
    response = send(client, who="kepala bidang")
    assert response.status_code == 200
    report = Report.objects.get()
    receipt = receipt_of(response)
    assert WHAT.encode() not in bytes(report.content)
    assert holders_of(report) == {"citra", "gita"}
    assert Entry.objects.get(log__name="internal", kind="report").ref == report.ref
    opened = client.post(reverse("mailbox_open"), {"receipt": receipt.upper().replace("-", " ")})
    assert opened.status_code == 302
    box = client.get(reverse("mailbox")).content.decode()
    assert box.count("button primary") == 1
    assert WHAT in box
    assert "Laporan Anda diterima dan disegel." in box


def test_the_receipt_is_in_no_address_and_the_answer_in_no_cache(client, desk):
    response = send(client)
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies.get("ikrar_sesi")
    assert receipt_of(response) not in str(response.headers)


def test_only_what_happened_is_asked_for(client, desk):
    response = send(client, what="")
    assert response.status_code == 400
    assert "Hanya bagian ini yang wajib diisi" in response.content.decode()
    assert not Report.objects.exists()


def test_the_check_helps_and_sends_nothing(client, desk):
    page = send(client, check="1", what="Ada bagi-bagi amplop").content.decode()
    assert "Laporan sudah dapat dikirim" in page
    assert "Kapan?" in page
    assert "Ada bagi-bagi amplop" in page
    assert not Report.objects.exists()
    hints = client.post(
        reverse("report_hints"), {"what": WHAT * 2, "who": "camat", "when": "kemarin"}
    )
    said = hints.content.decode()
    assert "Siapa pelakunya" not in said
    assert "Di mana" in said


def test_a_form_is_sent_once(client, desk):
    given = form(client)
    first = client.post(reverse("report_new"), given)
    second = client.post(reverse("report_new"), given)
    assert (first.status_code, second.status_code) == (200, 409)
    assert "sudah terkirim" in second.content.decode()
    assert Report.objects.count() == 1


def test_a_forged_or_old_form_keeps_what_was_written(client, desk, time_machine):
    page = client.post(reverse("report_new"), {"ticket": "palsu", "what": WHAT})
    assert page.status_code == 400
    assert WHAT in page.content.decode()
    fresh = re.search(r'name="ticket" value="([^"]+)"', page.content.decode())[1]
    assert client.post(reverse("report_new"), {"ticket": fresh, "what": WHAT}).status_code == 200


def test_a_flood_without_work_is_held_back_and_work_passes(client, desk, monkeypatch):
    monkeypatch.setattr("ikrar.reports.actions.intake.WITHOUT_WORK", 2)
    monkeypatch.setattr(tickets, "ZEROS", 4)
    assert [send(client).status_code for _ in range(3)] == [200, 200, 409]
    given = form(client)
    proof = next(n for n in range(10_000) if tickets.is_work(given["ticket"], str(n)))
    assert client.post(reverse("report_new"), {**given, "proof": str(proof)}).status_code == 200
    assert Ticket.objects.filter(has_work=True).count() == 1


def test_evidence_is_sealed_as_it_comes(client, desk, settings):
    file = SimpleUploadedFile("foto \u202egnp.jpg", b"\xff\xd8\xff\xe0" + b"rahasia" * 99)
    response = send(client, upload=[file])
    assert response.status_code == 200
    one = Attachment.objects.get()
    kept = files.path_of(one.ref).read_bytes()
    assert b"rahasia" not in kept
    assert one.size == len(kept)
    assert not list((settings.DATA_DIR / "sealed" / "waiting").iterdir())
    assert Entry.objects.filter(log__name="internal", kind="evidence", ref=one.ref).exists()


def test_files_need_not_be_chosen_again_after_an_error(client, desk):
    page = send(
        client, what="", upload=[SimpleUploadedFile("a.txt", b"isi bukti")]
    ).content.decode()
    token = re.search(r'name="attached" value="([^"]+)"', page)[1]
    assert "a.txt" in page
    assert b"a.txt" not in token.encode()
    assert send(client, attached=[token]).status_code == 200
    assert Attachment.objects.count() == 1
    # a file that went with a report, or was swept, is missed aloud: nobody takes it for sent
    again = send(client, attached=[token, "palsu"])
    assert again.status_code == 400
    assert "Lampirkan sekali lagi" in again.content.decode()
    assert 'name="attached"' not in again.content.decode()
    assert (Report.objects.count(), Attachment.objects.count()) == (1, 1)


def test_an_empty_file_is_named_and_the_report_not_lost(client, desk):
    page = send(client, upload=[SimpleUploadedFile("kosong.pdf", b"")])
    assert page.status_code == 400
    said = page.content.decode()
    assert "kosong.pdf" in said
    assert "0 bita" in said
    assert WHAT in said


def test_a_full_disk_loses_nothing_that_was_written(client, desk, monkeypatch):
    def full(_shelf, _ref):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ikrar.vault.shelves.Shelf.begin", full)
    page = send(client, upload=[SimpleUploadedFile("a.txt", b"isi")])
    assert page.status_code == 400
    assert "ruang penyimpanan penuh" in page.content.decode()
    assert WHAT in page.content.decode()


@pytest.mark.parametrize(
    "given",
    [
        {"what": "x\0y kata tiga empat"},
        {"what": "a " * 15_000},
        {"unit": "tidak-ada"},
        {"form": "XX-99"},
        {"avoid": ["bukan-petugas"]},
        {"who": "\u202e" * 900},
        {"identity": "i" * 3000},
        {"attached": ["x" * 9000] * 30},
        {"proof": "9" * 500},
    ],
)
def test_hostile_fields_are_answered_in_words(client, desk, given):
    assert send(client, **given).status_code in {200, 400}


def test_without_any_key_the_door_says_so(client, cast):
    assert "Pintu laporan belum dibuka" in client.get(reverse("door")).content.decode()
    page = send(client)
    assert page.status_code == 409
    assert "belum ada petugas yang memegang kunci" in page.content.decode()


def test_an_identity_needs_custodians(client, desk):
    assert send(client, identity="Ani Contoh, 0812-0000-0000").status_code == 200
    report = Report.objects.get()
    assert b"Ani" not in bytes(report.identity)
    assert not report.identity_box.keys.exclude(holder=None).exists()
    assert report.identity_box.keys.exclude(recovery=None).count() == 1


def test_a_mistyped_receipt_is_told_in_the_language_of_the_page(client, desk):
    wrong = {"receipt": "jeruk-durian-12345-xyzzy-apel-67890-padi-nasi"}
    said = client.post(reverse("mailbox_open"), wrong).content.decode()
    assert "tidak ada dalam daftar kata tanda terima" in said
    client.cookies["django_language"] = "en"
    assert (
        "of the receipt is not in the list"
        in client.post(reverse("mailbox_open"), wrong).content.decode()
    )
    short = client.post(reverse("mailbox_open"), {"receipt": "satu"})
    assert "A receipt has six words" in short.content.decode()
