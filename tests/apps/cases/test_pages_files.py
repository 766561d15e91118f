"""What leaves a case through its pages: the calendar, evidence, the referral packet, drafts of letters. Each departure is noted."""

import io
import zipfile
from datetime import UTC, date, datetime
from hashlib import sha256
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from ikrar.cases import actions, calendar, queries
from ikrar.cases.models import CustodyEvent
from ikrar.cases.states import CaseState, CustodyKind, OriginKind
from ikrar.ledger.actions import sequence
from ikrar.ledger.models import Entry, Log
from ikrar.people.models import Role
from ikrar.sealing import boxes
from ikrar.sealing.streams import StreamSealer
from ikrar.tlog.packet import verify_packet
from tests.apps.cases import steps
from tests.apps.cases.browse import act, as_, page, text
from tests.apps.cases.steps import WORDS

pytestmark = pytest.mark.django_db
S = CaseState
DATA = b"catatan apel\n" * 10_000


def add_evidence(world, name="catatan.txt", kind="text/plain", data=DATA):
    """A sealed file on disk and its item, as the desk of reports hands them on."""
    key, path = boxes.new_key(), f"sealed/{name}"
    sealer = StreamSealer(key)
    sealed = sealer.push(data) + sealer.finish()
    place = settings.DATA_DIR / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(sealed)
    file = actions.File(
        name=name, type=kind, size=len(data), sha256=sha256(data).hexdigest(), key_hex=key.hex()
    )
    digest = sha256(sealed).hexdigest()
    return actions.add_item(
        world.case, file, path=path, digest=digest, key=world.key, by=world.gita
    )


def body(answer) -> bytes:
    assert answer.status_code == 200, answer.content.decode()
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


# ---------------------------------------------------------------- calendar


def test_the_calendar_holds_number_and_step_and_nothing_of_the_case(client, opened):
    answer = page(as_(client, opened.gita, unlock=False), "case_calendar")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    lines = unfolded(answer.content)
    assert f"SUMMARY:{opened.case.number}: Menyampaikan laporan atau temuan." in lines
    assert "DTSTART;VALUE=DATE:20240124" in lines
    assert WORDS not in text(answer)
    assert opened.case.uuid.hex not in text(answer)


def test_a_calendar_program_fetches_what_its_owner_may_see_until_the_address_is_replaced(
    client, opened
):
    as_(client, opened.gita, unlock=False)
    assert page(client, "case_feed").context["feed"] is None
    address = client.post(reverse("case_feed")).context["address"]
    path = address.removeprefix("http://testserver")
    program = Client()  # without a login
    answer = program.get(path)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert f"SUMMARY:{opened.case.number}" in answer.content.decode()
    assert WORDS not in text(answer)
    assert path.split("/")[3] not in text(page(client, "case_feed"))  # kept as a hash, shown once
    add_subject = actions.Reported("Gita", opened.gita.employee)
    actions.add_subject(opened.case, add_subject, key=opened.key, by=opened.gita)
    assert opened.case.number not in text(
        program.get(path)
    )  # she is reported now, and is told nothing
    second = client.post(reverse("case_feed")).context["address"]
    assert program.get(path).status_code == 404
    assert program.get(second).status_code == 200
    client.post(reverse("case_feed_end"))
    assert program.get(second).status_code == 404


def test_whoever_lost_the_role_or_the_account_fetches_nothing(client, opened):
    as_(client, opened.gita, unlock=False)
    address = client.post(reverse("case_feed")).context["address"]
    role = Role.objects.filter(user=opened.gita)
    kept = list(role.values("name", "unit"))
    role.delete()
    assert Client().get(address).status_code == 403
    Role.objects.create(user=opened.gita, name=kept[0]["name"])
    type(opened.gita).objects.filter(pk=opened.gita.pk).update(is_active=False)
    assert Client().get(address).status_code == 404
    as_(client, opened.cast.dodi, unlock=False)
    assert page(client, "case_feed").status_code == 403


def unfolded(data: bytes) -> list[str]:
    assert data.endswith(b"\r\n")
    raw = data.split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line for line in raw)
    return data.replace(b"\r\n ", b"").decode().split("\r\n")


def test_a_calendar_is_escaped_and_folded_between_characters():
    title = "Rapat; koma, garis \\ miring\nbaris baru\x07 " + "é" * 200
    entry = calendar.Entry("1@contoh.test", date(2024, 12, 31), title)
    data = calendar.write([entry], name="Tenggat", at=datetime(2024, 1, 1, tzinfo=UTC))
    lines = unfolded(data)
    assert lines[-2:] == ["END:VCALENDAR", ""]
    wanted = "SUMMARY:Rapat\\; koma\\, garis \\\\ miring\\nbaris baru " + "é" * 200
    assert wanted in lines
    assert "DTEND;VALUE=DATE:20250101" in lines
    assert "DTSTAMP:20240101T000000Z" in lines


# ---------------------------------------------------------------- evidence


def test_evidence_leaves_only_after_it_was_noted(client, opened):
    item = add_evidence(opened)
    as_(client, opened.gita)
    assert "catatan.txt" in text(page(client, "case", opened.case.number))
    answer = page(client, "case_original", opened.case.number, item.ref)
    assert body(answer) == DATA
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    clean = page(client, "case_evidence", opened.case.number, item.ref, lihat=1)
    assert clean["Content-Disposition"].startswith("attachment")  # a text is never shown inline
    assert body(clean) == DATA
    assert [e.what for e in CustodyEvent.objects.all()] == [CustodyKind.DOWNLOADED] * 2
    assert list(queries.audit_cases()) == []


def test_evidence_that_is_not_on_disk_is_told_and_not_noted(client, opened):
    item = add_evidence(opened)
    (settings.DATA_DIR / item.path).unlink()
    as_(client, opened.gita)
    for name in ("case_original", "case_evidence"):
        answer = page(client, name, opened.case.number, item.ref)
        assert answer.status_code == 404
        assert "cadangan" in text(answer)
    assert not CustodyEvent.objects.exists()


# ---------------------------------------------------------------- the packet


def refer(client, world, items, to="kasn"):
    sent = {
        "to": to, "on": world.today.isoformat(), "items": [item.ref.hex for item in items],
        "asks": "Mohon diperiksa", "signatory": "Kepala Biro Contoh",
    }  # fmt: skip
    answer = client.post(reverse("case_packet", args=[world.case.number]), sent)
    assert answer.status_code == 302, text(answer)
    world.case.refresh_from_db()
    return world.case.referrals.last()


def letter_in(data: bytes) -> str:
    """The words of the letter in a packet."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        pages = PdfReader(io.BytesIO(packed.read("surat/002.pdf"))).pages
        return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_a_packet_is_recorded_downloaded_and_verified_by_its_receiver(client, opened):
    chosen, other = add_evidence(opened), add_evidence(opened, "lain.txt", data=b"lain")
    as_(client, opened.gita)
    form = page(client, "case_packet", opened.case.number)
    vkey = Log.objects.get(name="internal").vkey
    assert f"ikrar verify packet.zip --key {vkey}" in text(form)
    referral = refer(client, opened, [chosen])
    assert opened.case.state == S.REFERRED
    exported = CustodyEvent.objects.filter(what=CustodyKind.EXPORTED)
    assert [event.item for event in exported] == [chosen]
    to = ("case_packet_file", opened.case.number, referral.ref)
    assert page(client, *to).status_code == 409  # the log has not numbered it yet
    assert not CustodyEvent.objects.filter(what=CustodyKind.DOWNLOADED).exists()
    sequence("internal")
    data = body(page(client, *to))
    client.cookies["django_language"] = "en"
    assert body(page(client, *to)) == data
    client.cookies["django_language"] = "id"
    proved = verify_packet(io.BytesIO(data), keys=[vkey])
    assert (proved.addressee, proved.route) == ("KASN", "kasn")
    assert proved.recorded is not None
    assert proved.recorded.origin == Log.objects.get(name="internal").origin
    assert [file.path for file in proved.files] == [
        "surat/001.txt", "surat/002.pdf", "bukti/001.txt", "INDEKS.txt",
    ]  # fmt: skip
    letter = letter_in(data)
    for words in ("Mohon diperiksa", "KONSEP", "Ani Contoh", sha256(DATA).hexdigest()[:16]):
        assert words in letter.replace("\u00ad", "")
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert packed.read("bukti/001.txt") == DATA
        assert WORDS.encode() in packed.read("surat/001.txt")
        inside = b"".join(packed.read(name) for name in packed.namelist())
    for inner in (opened.case.uuid.hex, chosen.ref.hex, other.ref.hex, "gita"):
        assert inner.encode() not in inside
    assert list(queries.audit_cases()) == []


def test_a_second_packet_has_evidence_of_its_own(client, opened):
    one, two = add_evidence(opened), add_evidence(opened, "lain.txt", data=b"lain")
    as_(client, opened.gita)
    first = refer(client, opened, [one])
    second = refer(client, opened, [two, one])
    sequence("internal")
    for referral, count in ((first, 4), (second, 5)):
        answer = page(client, "case_packet_file", opened.case.number, referral.ref)
        packed = zipfile.ZipFile(io.BytesIO(body(answer)))
        assert len(packed.namelist()) == count + 2  # manifest and signature


def test_the_deciding_official_gets_a_packet_once_a_penalty_was_recommended(client, world):
    steps.bring(world, S.EXAMINED)
    as_(client, world.gita)
    to = reverse("case_packet", args=[world.case.number])
    assert ("ppk", "PPK") not in client.get(to).context["form"].fields["to"].choices
    steps.assess(world)
    steps.recommend(world)
    running = set(world.case.deadlines.filter(met_on=None, ended_on=None))
    referral = refer(client, world, [], to="ppk")
    assert world.case.state == S.RECOMMENDED  # it is the decision that moves it on
    assert set(world.case.deadlines.filter(met_on=None, ended_on=None)) == running
    sequence("internal")
    letter = letter_in(body(page(client, "case_packet_file", world.case.number, referral.ref)))
    assert "Pejabat Pembina Kepegawaian" in letter
    act(client, world, "tanda-terima", {"on": world.today.isoformat(), "receipt_number": "TT-2"},
        pk=referral.pk)  # fmt: skip
    assert "TT-2" in text(page(client, "case", world.case.number))


def test_a_packet_that_can_no_longer_be_made_the_same_says_so(client, opened):
    item = add_evidence(opened)
    as_(client, opened.gita)
    referral = refer(client, opened, [item])
    sequence("internal")
    other = add_evidence(opened, "lain.txt", data=b"lain")
    sealed = bytes((settings.DATA_DIR / other.path).read_bytes())
    (settings.DATA_DIR / item.path).write_bytes(sealed)
    answer = page(client, "case_packet_file", opened.case.number, referral.ref)
    assert answer.status_code == 422  # another file lies in its place
    assert not CustodyEvent.objects.filter(what=CustodyKind.DOWNLOADED).exists()


def test_nobody_but_a_handler_refers(client, world):
    steps.bring(world, S.RECOMMENDED)
    as_(client, world.hadi)
    assert page(client, "case_packet", world.case.number).status_code == 403
    as_(client, world.gita)
    assert page(client, "case_packet", world.case.number).status_code == 200


# ---------------------------------------------------------------- letters

LETTER = {"signatory": "Kepala Biro Contoh", "number": "", "place": "Jakarta"}


def test_drafts_of_letters_come_from_what_the_case_says(client, opened):
    as_(client, opened.gita)
    assert page(client, "case_letter", opened.case.number, "panggilan").status_code == 404
    steps.summon(opened)
    to = reverse("case_letter", args=[opened.case.number, "panggilan"])
    assert WORDS in text(client.get(to))
    filled = LETTER | {
        "hour": "09.30 WIB", "room": "Ruang rapat", "examiner": "Budi Contoh", "about": WORDS,
    }  # fmt: skip
    assert client.post(to, filled | {"hour": "9 pagi"}).status_code == 400
    assert body(client.post(to, filled)).startswith(b"%PDF-")
    steps.hold(opened)
    steps.assess(opened)
    to = reverse("case_letter", args=[opened.case.number, "usulan"])
    assert body(client.post(to, LETTER | {"recommends": WORDS})).startswith(b"%PDF-")


def test_minutes_come_from_questions_and_answers(client, opened):
    as_(client, opened.gita)
    to = reverse("case_letter", args=[opened.case.number, "berita-acara"])
    assert client.get(to).status_code == 404
    steps.summon(opened)
    steps.hold(opened)
    filled = {
        "hour": "09.30 WIB", "until": "10.15 WIB", "room": "Ruang rapat", "number": "",
        "place": "Jakarta", "about": WORDS, "examiners": "Budi Contoh, M.Si.\nEka Contoh, 199001012015011001",
        "exchanges": "T: Di mana Saudara\nsaat apel?\nJ: Di halaman.\nT: Siapa lagi?\nJ: Tidak ingat.",
        "handed_over": "Satu lembar undangan\n", "remarks": "",
    }  # fmt: skip
    wrong = client.post(to, filled | {"exchanges": "Tidak ada tanda"})
    assert wrong.status_code == 400
    assert "T:" in text(wrong)
    letter = PdfReader(io.BytesIO(body(client.post(to, filled)))).pages
    words = " ".join(" ".join(page.extract_text() for page in letter).split())
    for said in ("Budi Contoh, M.Si.", "199001012015011001", "Siapa lagi?", "Satu lembar undangan"):
        assert said in words


def test_a_notice_to_who_reported_names_nobody(client, world):
    steps.open_case(world, origins=((OriginKind.REPORT, uuid4()),))
    as_(client, world.gita)
    to = reverse("case_letter", args=[world.case.number, "kabar"])
    filled = LETTER | {
        "status": "sedang diperiksa",
        "follows": "Kami memberi kabar lagi.",
        "by": "",
    }
    assert body(client.post(to, filled)).startswith(b"%PDF-")
    named = client.post(to, filled | {"follows": "NIP 199001012015011001 diperiksa"})
    assert named.status_code == 400
    assert "Surat kabar tidak menyebut siapa pun" in text(named)
    steps.open_case(world)
    assert page(client, "case_letter", world.case.number, "kabar").status_code == 404


def test_the_audit_sees_a_packet_that_was_exchanged(client, opened):
    as_(client, opened.gita)
    referral = refer(client, opened, [])
    entry = Entry.objects.get(ref=referral.ref)
    Entry.objects.filter(pk=entry.pk).update(data=bytes(entry.data).replace(b"sha256:", b"sha257:"))
    assert [one.what for one in queries.audit_cases()] == ["case-act-changed"]
    Entry.objects.filter(pk=entry.pk).delete()
    assert [one.what for one in queries.audit_cases()] == ["case-unlogged"]
    Entry.objects.create(
        log=entry.log, ref=uuid4(), kind="referral", at=entry.at, data=bytes(entry.data)
    )
    assert {one.what for one in queries.audit_cases()} == {"case-unlogged", "case-act-removed"}


def test_what_a_body_answers_is_recorded(client, opened):
    as_(client, opened.gita)
    referral = refer(client, opened, [])
    act(client, opened, "tanda-terima", {"on": "2024-01-15", "receipt_number": "TT-1"},
        pk=referral.pk)  # fmt: skip
    assert "TT-1" in text(page(client, "case", opened.case.number))
    act(client, opened, "jawaban", {"on": "2024-01-15", "answer": WORDS}, pk=referral.pk)
    first = page(client, "case", opened.case.number).context["first"]
    assert first.act.name == "panggil"
    act(client, opened, "selesai")
    assert opened.case.state == S.CLOSED
