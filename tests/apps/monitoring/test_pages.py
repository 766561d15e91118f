"""Every page of the conversation: who may open it, what it shows, what a form says when something is wrong."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ikrar.cases import files
from ikrar.cases.models import Case
from ikrar.cases.queries import audit_cases, data_key, open_item
from ikrar.monitoring import actions, queries
from ikrar.monitoring.models import Alert, Debunk, Finding, Upload
from ikrar.monitoring.states import AlertState, FindingState, SourceScope, UploadState
from ikrar.screening.labels import Label
from tests.apps.monitoring import steps


@pytest.fixture
def told(world):
    """Posts of two sources: something to see on every page."""
    public = steps.source(world, note="Kata kunci: pemilu.")
    texts = [steps.VOTE, steps.CALM, steps.PLAIN] * 30 + [steps.CLAIM] * 25
    steps.bring(world, public, steps.rows(*(f"{text} nomor {n}" for n, text in enumerate(texts))))
    official = steps.source(world, "Akun resmi", scope=SourceScope.OFFICIAL)
    steps.bring(world, official, steps.rows(steps.SIDES))
    return world


def addresses(world):
    source = queries.sources().first()
    upload, finding = Upload.objects.first(), Finding.objects.first()
    judge = actions.propose_judge(pack="pilkada-2024", by=world.maya)
    return [
        reverse("conversation"), reverse("conversation_csv"),
        reverse("conversation_examples", args=["calm", "2024-02-12"]),
        reverse("conversation_sources"), reverse("conversation_source", args=[source.ref]),
        reverse("conversation_upload", args=[upload.ref]), reverse("conversation_problems", args=[upload.ref]),
        reverse("conversation_findings"), reverse("conversation_review"), reverse("conversation_labels"),
        reverse("conversation_finding", args=[finding.ref]), reverse("conversation_claims"),
        reverse("conversation_copies"), reverse("conversation_judges"),
        reverse("conversation_judge", args=[judge.ref]),
    ]  # fmt: skip


def test_the_directorate_opens_every_page(told, as_user):
    client = as_user(told.maya)
    for address in addresses(told):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert (
            "no-store" in answer.headers["Cache-Control"]
            or "private" in answer.headers["Cache-Control"]
        )


@pytest.mark.parametrize("who", ["ani", "dodi", "eka", "citra", "wulan"])
def test_nobody_else_opens_any(told, as_user, who):
    user = told.wulan if who == "wulan" else getattr(told.cast, who)
    client = as_user(user)
    for address in addresses(told):
        assert client.get(address).status_code == 403, address


def test_strangers_are_asked_to_log_in(told, client):
    for address in addresses(told):
        answer = client.get(address)
        assert answer.status_code == 302
        assert "/akun/" in answer.headers["Location"]


def test_nobody_else_posts_anything(told, as_user):
    client = as_user(told.cast.ani)
    source, finding = queries.sources().first(), Finding.objects.first()
    assert client.post(reverse("conversation_sources"), {"name": "x"}).status_code == 403
    assert client.post(reverse("conversation_source_close", args=[source.ref])).status_code == 403
    assert (
        client.post(
            reverse("conversation_read", args=[finding.ref]), {"verdict": "benar"}
        ).status_code
        == 403
    )
    assert client.post(reverse("conversation_hand_over", args=[finding.ref])).status_code == 403
    assert Finding.objects.get(pk=finding.pk).state == FindingState.OPEN


def test_a_file_from_the_form_to_the_figures(world, as_user):
    client = as_user(world.maya)
    answer = client.post(
        reverse("conversation_sources"), {"name": "Kanal contoh", "scope": "publik", "note": ""}
    )
    source = queries.source_by_name("Kanal contoh")
    assert answer.headers["Location"] == reverse("conversation_source", args=[source.ref])
    rows = steps.rows(*(f"{steps.VOTE} nomor {n}" for n in range(40)))
    file = SimpleUploadedFile(
        "a.csv", steps.sheet(rows, ["kode", "kapan", "siapa", "isi"]).getvalue()
    )
    page = client.post(
        reverse("conversation_source", args=[source.ref]), {"file": file}, follow=True
    )
    upload = Upload.objects.get()
    assert "Yang terbaca dari berkas ini" in page.text
    choice = {
        "text": "isi",
        "at": "kapan",
        "author": "siapa",
        "key": "kode",
        "day_order": "",
        "zone": "Asia/Makassar",
    }
    page = client.post(reverse("conversation_upload", args=[upload.ref]), choice, follow=True)
    assert "Membaca berkas" in page.text
    steps.finish()
    upload.refresh_from_db()
    assert (upload.state, upload.posts, upload.zone) == (UploadState.DONE, 40, "Asia/Makassar")
    done = client.get(reverse("conversation_upload", args=[upload.ref])).text
    assert f'<a href="{reverse("conversation")}">Percakapan publik</a>' in done
    assert "40 unggahan" in client.get(reverse("conversation")).text
    part = client.get(
        reverse("conversation_upload", args=[upload.ref]), headers={"HX-Request": "true"}
    )
    assert "<html" not in part.text


def test_a_file_of_no_kind_is_refused_in_words(world, as_user):
    source = steps.source(world)
    file = SimpleUploadedFile("a.csv", b"\x89PNG\r\n\x1a\n" + bytes(200))
    page = as_user(world.maya).post(
        reverse("conversation_source", args=[source.ref]), {"file": file}
    )
    assert page.status_code == 400
    assert "bukan jenis yang dapat dibaca" in page.text


def test_a_column_that_is_not_there_is_refused(world, as_user):
    source = steps.source(world)
    upload = steps.receive(world, source, steps.sheet(steps.rows(steps.PLAIN)))
    page = as_user(world.maya).post(
        reverse("conversation_upload", args=[upload.ref]), {"text": "rahasia", "zone": "UTC"}
    )
    assert page.status_code == 400
    upload.refresh_from_db()
    assert upload.state == UploadState.RECEIVED


def test_a_file_that_vanished_before_its_preview(world, as_user, settings):
    upload = steps.receive(world, steps.source(world), steps.sheet(steps.rows(steps.PLAIN)))
    next((settings.DATA_DIR / "monitoring").iterdir()).unlink()
    page = as_user(world.maya).get(reverse("conversation_upload", args=[upload.ref]), follow=True)
    assert "tidak dapat dibaca sampai akhir" in page.text


def test_problems_are_listed_and_downloaded(world, as_user):
    table = [["1", "kemarin sore sekali", "a", steps.VOTE], ["2", "2024-02-12", "b", ""]]
    upload = steps.bring(world, steps.source(world), table)
    client = as_user(world.maya)
    assert (
        "Baris yang bermasalah"
        in client.get(reverse("conversation_upload", args=[upload.ref])).text
    )
    sheet = b"".join(
        client.get(reverse("conversation_problems", args=[upload.ref])).streaming_content
    ).decode("utf-8-sig")
    assert len(sheet.splitlines()) == 3


def test_reading_with_keys_or_buttons(told, as_user):
    client = as_user(told.maya)
    page = client.get(reverse("conversation_review") + "?label=claim")
    finding = page.context["shown"].finding
    assert finding.label == Label.CLAIM
    page = client.post(
        reverse("conversation_read", args=[finding.ref]),
        {"verdict": "benar", "label": "claim"},
        follow=True,
    )
    assert page.context["shown"].finding.pk != finding.pk
    assert page.context["pace"] == 1
    page = client.post(
        reverse("conversation_take_back", args=[finding.ref]), {"label": "claim"}, follow=True
    )
    assert page.context["shown"].finding.pk == finding.pk
    for _ in range(60):
        shown = client.get(reverse("conversation_review")).context["shown"]
        if shown is None:
            break
        client.post(reverse("conversation_read", args=[shown.finding.ref]), {"verdict": "keliru"})
    assert "Tidak ada lagi yang menunggu Anda" in client.get(reverse("conversation_review")).text


def test_a_second_click_on_a_read_finding_says_so(told, as_user):
    client = as_user(told.maya)
    finding = Finding.objects.filter(state=FindingState.OPEN).first()
    for _ in range(2):
        page = client.post(
            reverse("conversation_read", args=[finding.ref]), {"verdict": "benar"}, follow=True
        )
    assert "sudah selesai dibaca" in page.text


def test_no_page_shows_an_author(told, as_user):
    client = as_user(told.maya)
    for address in addresses(told):
        answer = client.get(address)
        text = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert b"akun1" not in text, address


@pytest.fixture
def handed(told):
    finding = queries.findings().get(label=Label.PARTISAN_SUPPORT)
    actions.read_finding(finding, "benar", by=told.maya)
    actions.hand_over(queries.finding_by_ref(finding.ref), by=told.maya)
    return queries.finding_by_ref(finding.ref)


def test_the_task_force_sees_what_was_handed_over_and_nothing_else(told, handed, as_user):
    client = as_user(told.wulan)
    door = f'href="{reverse("conversation_handed")}"'
    assert door in client.get(reverse("cases")).text  # the side list of their desk leads there
    assert "Mendukung peserta pemilu" in client.get(reverse("conversation_handed")).text
    assert client.get(reverse("conversation_finding", args=[handed.ref])).status_code == 200
    other = Finding.objects.exclude(pk=handed.pk).first()
    assert client.get(reverse("conversation_finding", args=[other.ref])).status_code == 403
    assert as_user(told.cast.ani).get(reverse("conversation_handed")).status_code == 403
    assert as_user(told.maya).get(reverse("conversation_handed")).status_code == 403


def test_a_person_opens_a_case_in_their_own_words(told, handed, as_user, desk):
    client = as_user(desk.gita)
    address = reverse("conversation_case", args=[handed.ref])
    page = client.get(address)
    assert steps.SIDES in page.context["form"].initial["summary"]
    assert client.post(address, {"summary": ""}).status_code == 400
    answer = client.post(address, {"summary": "Unggahan akun resmi perlu diperiksa."})
    assert answer.status_code == 302
    case = Case.objects.get()
    assert answer.headers["Location"] == reverse("case", args=[case.number])
    assert case.origins.get().ref == handed.ref
    item = case.items.get()
    key = data_key(case, user=desk.gita, private=desk.private["gita"])
    facts = open_item(item, key=key)
    assert facts["reasons"]
    kept = b"".join(files.pieces(item, facts)).decode()
    assert all(said in kept for said in (steps.SIDES, *facts["reasons"]))
    assert list(audit_cases()) == []
    assert client.post(address, {"summary": "Sekali lagi."}).status_code == 409
    assert Case.objects.count() == 1


def test_claims_meet_the_library(told, as_user):
    client = as_user(told.maya)
    sheet = (
        "judul;isi;tanggal;kesimpulan;tautan\n"
        "Server penghitungan pusat diretas dan suara dipindahkan;Beredar pesan bahwa server penghitungan pusat diretas dan suara"
        " dipindahkan diam-diam;2024-02-17;tidak terbukti;https://cekfakta.example/1\n"
    )
    page = client.post(
        reverse("conversation_claims"),
        {"file": SimpleUploadedFile("cek.csv", sheet.encode())},
        follow=True,
    )
    assert "1 cek fakta ditambahkan" in page.text
    assert 'href="https://cekfakta.example/1"' in page.text
    client.post(
        reverse("conversation_claims"), {"file": SimpleUploadedFile("cek.csv", sheet.encode())}
    )
    assert Debunk.objects.count() == 1
    page = client.post(
        reverse("conversation_claims"), {"file": SimpleUploadedFile("cek.csv", b"%PDF-1.7")}
    )
    assert page.status_code == 400


def test_a_claim_that_spreads_fast_is_told_once(told, as_user):
    client = as_user(told.maya)
    alert = Alert.objects.get(kind="klaim")
    assert alert.facts["copies"] == 25
    assert "salinan dalam 24 jam" in client.get(reverse("conversation")).text
    client.post(reverse("conversation_alert_seen", args=[alert.pk]))
    alert.refresh_from_db()
    assert (alert.state, alert.seen_by) == (AlertState.SEEN, told.maya)
    steps.bring(told, steps.source(told, "Lain lagi"), steps.rows(steps.PLAIN))
    assert Alert.objects.filter(kind="klaim").count() == 1
    assert client.post(reverse("conversation_alert_seen", args=[alert.pk])).status_code == 409


def test_figures_come_as_a_table(told, as_user):
    sheet = b"".join(as_user(told.maya).get(reverse("conversation_csv")).streaming_content).decode(
        "utf-8-sig"
    )
    assert sheet.splitlines()[0].startswith("day,counting,indicator")


@pytest.mark.parametrize(
    "address", ["/percakapan/contoh/calm/kemarin/", "/percakapan/contoh/apa/2024-02-12/"]
)
def test_examples_of_nothing_are_not_found(told, as_user, address):
    assert as_user(told.maya).get(address).status_code == 404


def test_an_empty_installation_says_how_to_begin(world, as_user):
    client = as_user(world.maya)
    for name in (
        "conversation",
        "conversation_sources",
        "conversation_findings",
        "conversation_claims",
        "conversation_copies",
    ):
        page = client.get(reverse(name))
        assert page.status_code == 200
        assert 'class="empty"' in page.text


def test_the_story_page_asks_few_questions(told, as_user, django_assert_max_num_queries):
    client = as_user(told.maya)
    client.get(reverse("conversation"))
    with django_assert_max_num_queries(14):
        client.get(reverse("conversation"))


def test_a_broken_export_says_what_is_wrong(world, as_user):
    """Truncated JSON: the good part comes in, the rest is told."""
    messages = [
        {"id": n, "type": "message", "date": "2024-02-12T10:00:00", "date_unixtime": "1707706800",
         "from_id": f"user{n}", "text": f"{steps.VOTE} {n}"}
        for n in range(5)
    ]  # fmt: skip
    whole = json.dumps({"name": "Grup", "type": "private_group", "messages": messages})
    source = steps.source(world)
    upload = steps.receive(world, source, io.BytesIO(whole[:-150].encode()), "result.json")
    actions.approve_upload(upload, actions.Approval({}), by=world.maya)
    steps.finish()
    upload.refresh_from_db()
    assert upload.posts == 4
    assert upload.problem_count >= 1
