"""Evidence that a handler adds: sealed as it comes, once, by who is assigned; seen, passed on, audited and erased like all other."""

import io
import os
import time
import zipfile

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ikrar.cases import actions, files, queries, work
from ikrar.cases.models import CustodyEvent
from ikrar.cases.states import CustodyKind, StepKind
from ikrar.errors import InputError, NotAllowed, NotFound, NotPossible
from ikrar.ledger.actions import sequence
from ikrar.reports.shelf import files as reports
from ikrar.vault.shelves import WAITING
from ikrar.vault.uploads import seal_small
from tests.apps.cases import steps
from tests.apps.cases.browse import as_, page, text
from tests.apps.cases.test_pages_files import body, refer
from tests.engines.evidence import samples

pytestmark = pytest.mark.django_db(transaction=True)
SCAN = b"berita acara pemeriksaan\n" * 9000


def upload(name="berita-acara.txt", data=SCAN):
    return SimpleUploadedFile(name, data)


def send(client, world, *sent, status=302, **more):
    to = reverse("case_evidence_add", args=[world.case.number])
    answer = client.post(to, {"upload": list(sent), **more})
    assert answer.status_code == status, text(answer)
    return answer


def waiting() -> list:
    folder = settings.DATA_DIR / files.OWN.folder / "waiting"
    return list(folder.iterdir()) if folder.exists() else []


def test_a_handler_adds_files_and_every_look_is_noted(client, opened):
    as_(client, opened.gita)
    assert reverse("case_evidence_add", args=[opened.case.number]) in text(
        page(client, "case", opened.case.number)
    )
    send(
        client,
        opened,
        upload(),
        upload("layar.jpg", samples.jpeg_told()),
        note="Surat Bawaslu 12/2024",
    )
    shown = text(page(client, "case", opened.case.number))
    for said in ("2 berkas ditambahkan.", "berita-acara.txt", "layar.jpg", "Surat Bawaslu 12/2024"):
        assert said in shown
    first, second = opened.case.items.all()
    for item in (first, second):
        place = settings.DATA_DIR / item.path
        assert item.path.startswith(files.OWN_PLACES)
        assert not any(word in place.read_bytes() for word in (b"berita", samples.SECRET))
    assert waiting() == []
    assert opened.case.steps.filter(kind=StepKind.ITEM_ADDED).count() == 1
    assert body(page(client, "case_original", opened.case.number, first.ref)) == SCAN
    clean = page(client, "case_evidence", opened.case.number, second.ref, lihat=1)
    assert clean["Content-Type"] == "image/jpeg"
    assert samples.SECRET not in body(clean)
    noted = CustodyEvent.objects.values_list("item", "what")
    assert list(noted) == [(first.pk, CustodyKind.DOWNLOADED), (second.pk, CustodyKind.VIEWED)]
    assert list(queries.audit_cases()) == []
    assert "Surat Bawaslu" not in str(opened.case.steps.last().facts)


def test_it_goes_into_a_packet_and_is_missed_by_the_audit(client, opened):
    as_(client, opened.gita)
    send(client, opened, upload())
    item = opened.case.items.get()
    referral = refer(client, opened, [item])
    sequence("internal")
    packed = body(page(client, "case_packet_file", opened.case.number, referral.ref))
    with zipfile.ZipFile(io.BytesIO(packed)) as inside:
        assert inside.read("bukti/001.txt") == SCAN
    place = settings.DATA_DIR / item.path
    place.write_bytes(place.read_bytes()[:-1])
    assert [one.what for one in queries.audit_cases()] == ["case-file-changed"]
    place.unlink()
    assert [one.what for one in queries.audit_cases()] == ["case-file-changed"]


def test_it_is_erased_with_its_case(client, opened):
    as_(client, opened.gita)
    send(client, opened, upload())
    place = settings.DATA_DIR / opened.case.items.get().path
    steps.dismiss(opened)
    steps.travel(actions.keep_until(opened.case))
    assert place.exists()
    actions.erase_case(opened.case, by=opened.gita)
    assert not place.exists()
    assert list(queries.audit_cases()) == []


def test_what_cannot_be_kept_says_why_and_the_rest_need_not_be_sent_again(
    client, opened, monkeypatch
):
    monkeypatch.setattr("ikrar.vault.uploads.LARGEST", 1000)
    as_(client, opened.gita)
    answer = send(
        client, opened, upload("kosong.pdf", b""), upload("besar.mp4", b"x" * 1001),
        upload("surat.txt", b"isi surat"), note="Surat KPU", status=400,
    )  # fmt: skip
    said = text(answer)
    for words in ("kosong.pdf: kosong (0 bita)", "besar.mp4: lebih dari 200 MB", "Surat KPU"):
        assert words in said
    [one] = answer.context["attached"]
    assert one.name == "surat.txt"
    assert not opened.case.items.exists()
    assert [path.name for path in waiting()] == [one.ref.hex]
    send(client, opened, attached=[one.token()], note="Surat KPU")
    assert opened.case.items.get().ref == one.ref
    assert "Pilih sedikitnya satu berkas." in text(send(client, opened, status=400))


def test_the_same_file_is_not_added_twice(client, opened):
    as_(client, opened.gita)
    send(client, opened, upload())
    again = send(client, opened, upload("salinan.txt"), upload("lain.txt", b"lain"), status=400)
    assert "salinan.txt sudah ada dalam perkara ini sebagai berita-acara.txt." in text(again)
    [other] = again.context["attached"]
    assert other.name == "lain.txt"
    twins = send(client, opened, upload("a.txt", b"sama"), upload("b.txt", b"sama"), status=400)
    assert "b.txt sudah ada dalam perkara ini sebagai a.txt." in text(twins)
    send(client, opened, attached=[other.token()])
    send(client, opened, attached=[other.token()], status=400)
    assert opened.case.items.count() == 2


def test_what_was_sent_is_not_lost_where_the_key_was_put_away(client, opened):
    as_(client, opened.gita, unlock=False)
    locked = page(client, "case_evidence_add", opened.case.number)
    assert locked["Location"].startswith(reverse("key"))
    answer = send(client, opened, upload(), note="Surat KPU", status=400)
    assert "Kunci Anda sudah terkunci lagi" in text(answer)
    [one] = answer.context["attached"]
    as_(client, opened.gita)
    send(client, opened, attached=[one.token()], note="Surat KPU")
    assert opened.case.items.count() == 1


def test_only_who_is_assigned_adds_and_nothing_of_others_is_read(client, world):
    steps.open_case(world)
    citra = world.cast.citra  # may see the case by her role, and nobody assigned her
    steps.bring(world, "diusulkan")
    for user in (citra, world.hadi):
        as_(client, user)
        assert page(client, "case", world.case.number).status_code == 200
        send(client, world, upload(), status=403)
    client.force_login(world.cast.dodi)
    send(client, world, upload(), status=404)
    assert waiting() == []
    assert not world.case.items.exists()
    sealed = [seal_small(b"isi", "a.txt", files.OWN)]
    for nobody, error in (
        (citra, NotAllowed),
        (world.hadi, NotAllowed),
        (world.cast.dodi, NotAllowed),
        (world.cast.ani, NotFound),
    ):
        with pytest.raises(error):
            actions.add_evidence(world.case, sealed, key=world.key, by=nobody)
    with pytest.raises(InputError):
        actions.add_evidence(world.case, [], **steps.sealed(world))


def test_a_case_that_has_ended_takes_nothing_more(client, opened):
    steps.dismiss(opened)
    as_(client, opened.gita)
    send(client, opened, upload(), status=409)
    assert reverse("case_evidence_add", args=[opened.case.number]) not in text(
        page(client, "case", opened.case.number)
    )
    sealed = [seal_small(b"isi", "a.txt", files.OWN)]
    with pytest.raises(NotPossible):
        actions.add_evidence(opened.case, sealed, **steps.sealed(opened))


def test_a_token_is_only_good_where_its_file_waits(client, opened):
    as_(client, opened.gita)
    swept = seal_small(b"isi", "a.txt", files.OWN)
    files.OWN.waiting(swept.ref).unlink()
    of_the_door = seal_small(b"isi", "a.txt", reports)
    for one in (swept, of_the_door):
        answer = send(client, opened, attached=[one.token(), "x"], status=400)
        assert "Lampirkan sekali lagi" in text(answer)
        assert answer.context["attached"] == []
    assert reports.waits(of_the_door.ref)
    assert not opened.case.items.exists()


@pytest.fixture
def sweep(monkeypatch):
    def sweep(*refs):
        for ref in refs:
            old = time.time() - WAITING - 60
            os.utime(files.OWN.waiting(ref), (old, old))
        monkeypatch.setattr(work, "_looked_at", [time.monotonic() - 3600])
        work.do_one()

    return sweep


def test_a_crash_before_the_commit_leaves_nothing_for_long(opened, sweep, monkeypatch):
    def crash(*_args, **_more):
        raise SystemExit

    monkeypatch.setattr("ikrar.cases.actions.record.ledger.append", crash)
    with pytest.raises(SystemExit):
        actions.add_finding(
            opened.case, "Ayo coblos", name="t.txt", reasons=(), **steps.sealed(opened)
        )
    [lost] = waiting()
    assert not opened.case.items.exists()
    sweep()
    assert waiting() == [lost]  # it might still be on its way
    sweep(type(opened.case.uuid)(lost.name))
    assert waiting() == []


def test_a_crash_after_the_commit_is_read_where_it_waits_and_moved_later(opened, sweep):
    item = actions.add_finding(
        opened.case, "Ayo coblos", name="t.txt", reasons=(), **steps.sealed(opened)
    )
    place = settings.DATA_DIR / item.path
    place.rename(files.OWN.waiting(item.ref))
    facts = queries.open_item(item, key=opened.key)
    assert b"".join(files.pieces(item, facts)) == b"Ayo coblos"
    assert list(queries.audit_cases()) == []
    sweep(item.ref)
    assert place.exists()
