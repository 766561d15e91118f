"""A file comes in, is looked at, read page by page, and read on after a crash; nothing comes in twice."""

import io
from datetime import UTC, datetime

import pytest

from ikrar.errors import InputError, NotAllowed, NotPossible
from ikrar.ledger.models import Entry
from ikrar.monitoring import actions, blobs, files, queries
from ikrar.monitoring.actions import Approval, NewSource, reading
from ikrar.monitoring.models import Batch, Deed, Source, Upload
from ikrar.monitoring.states import UPLOADS, BatchState, DeedKind, UploadState
from ikrar.sources import importing
from tests.apps.monitoring import steps


@pytest.fixture
def source(world):
    return steps.source(world)


def test_posts_come_in_once(world, source):
    table = steps.rows(steps.VOTE, steps.PLAIN, steps.CALM)
    first = steps.bring(world, source, table)
    again = steps.bring(
        world,
        source,
        [
            *table,
            *steps.rows("Satu lagi yang baru")[:0],
            ["9", "2024-02-13", "akun9", "Satu lagi yang baru"],
        ],
    )
    assert (first.state, first.posts, first.repeats) == (UploadState.DONE, 3, 0)
    assert (again.posts, again.repeats) == (1, 3)
    assert sum(Batch.objects.values_list("size", flat=True)) == 4


def test_the_file_is_gone_afterwards_and_its_name_was_never_kept(
    world, source, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        upload = steps.receive(
            world, source, steps.sheet(steps.rows(steps.PLAIN)), "Chat dengan Budi.csv"
        )
        assert files.place_of(upload.ref).exists()
        actions.approve_upload(upload, Approval(dict(steps.MAPPING)), by=world.maya)
        steps.finish()
    assert not files.place_of(upload.ref).exists()
    assert "Budi" not in str([vars(one) for one in Upload.objects.all()])


def test_nobody_can_be_read_from_what_is_stored(world, source):
    steps.bring(
        world,
        source,
        [
            [
                "1",
                "2024-02-12",
                "siti.contoh",
                "Hubungi 0812-3456-7890 atau siti@contoh.test, kata @siti.contoh",
            ]
        ],
    )
    stored = bytes(Batch.objects.get().posts) + bytes(Batch.objects.get().keys)
    table = blobs.read(Batch.objects.get().posts)
    assert "siti" not in str(table.to_pylist())
    assert "3456" not in str(table.to_pylist())
    assert b"siti" not in stored


def test_authors_are_hashed_by_source_and_server(world, source, settings):
    other = steps.source(world, "Sumber lain")
    assert reading.salt_of(source) != reading.salt_of(other)
    before = reading.salt_of(source)
    settings.SECRET_KEY = "lain sama sekali"
    assert reading.salt_of(source) != before


def test_reading_goes_on_where_it_stopped(world, source, monkeypatch):
    monkeypatch.setattr(importing, "PAGE_POSTS", 10)
    table = steps.rows(*(f"Unggahan nomor {n} tentang hujan" for n in range(35)))
    upload = steps.receive(world, source, steps.sheet(table))
    actions.approve_upload(upload, Approval(dict(steps.MAPPING)), by=world.maya)
    for _ in range(2):
        actions.read_on(upload)
    assert (upload.position, upload.posts) == (20, 20)
    reading._reading.clear()  # the process is gone
    again = queries.upload_by_ref(upload.ref)
    steps.finish()
    again.refresh_from_db()
    assert (again.state, again.posts, again.repeats) == (UploadState.DONE, 35, 0)


def test_two_workers_take_each_page_once(world, source, monkeypatch):
    monkeypatch.setattr(importing, "PAGE_POSTS", 10)
    table = steps.rows(*(f"Unggahan nomor {n} tentang hujan" for n in range(25)))
    upload = steps.receive(world, source, steps.sheet(table))
    actions.approve_upload(upload, Approval(dict(steps.MAPPING)), by=world.maya)
    one, other = queries.upload_by_ref(upload.ref), queries.upload_by_ref(upload.ref)
    actions.read_on(one)
    reading._reading.clear()
    actions.read_on(other)  # it saw the import before `one` moved it
    steps.finish()
    assert sum(Batch.objects.values_list("size", flat=True)) == 25


def test_rows_that_cannot_be_read_are_listed_and_the_others_kept(world, source):
    table = [
        ["1", "2024-02-12T09:00", "a", steps.VOTE],
        ["2", "99/99/2024", "b", steps.PLAIN],
        ["3", "2024-02-12T10:00", "c", ""],
        ["4", "2024-02-12T11:00", "d", steps.CALM],
    ]
    upload = steps.bring(world, source, table)
    assert (upload.posts, upload.undated, upload.problem_count) == (3, 1, 2)
    assert [row for row, _id, _en in upload.problems] == [3, 4]


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), b"%PDF-1.7 isi"])
def test_a_file_of_no_kind_is_refused_and_nothing_kept(world, source, data, settings):
    with pytest.raises(InputError):
        steps.receive(world, source, io.BytesIO(data), "apa.csv")
    assert not Upload.objects.exists()
    assert not list((settings.DATA_DIR / "monitoring").iterdir())


def test_a_file_that_is_too_large_is_refused(world, source, settings):
    settings.MONITORING_MAX_BYTES = 1000
    with pytest.raises(InputError, match="MB"):
        steps.receive(world, source, io.BytesIO(b"teks\n" + b"a" * 2000))
    assert not list((settings.DATA_DIR / "monitoring").iterdir())


def test_a_full_disk_is_said_and_nothing_kept(world, source, monkeypatch, settings):
    monkeypatch.setattr(files, "RESERVE", 1 << 62)
    with pytest.raises(InputError, match="ruang"):
        steps.receive(world, source, steps.sheet(steps.rows(steps.PLAIN)))
    assert not list((settings.DATA_DIR / "monitoring").iterdir())


def test_a_file_that_vanished_fails_in_words(world, source):
    upload = steps.receive(world, source, steps.sheet(steps.rows(steps.PLAIN)))
    actions.approve_upload(upload, Approval(dict(steps.MAPPING)), by=world.maya)
    files.remove(upload.ref)
    steps.finish()
    upload.refresh_from_db()
    assert upload.state == UploadState.FAILED
    assert "tidak ada" in upload.reason


def test_only_the_communications_directorate_collects(world, source):
    for stranger in (world.cast.ani, world.cast.dodi, world.cast.eka, world.wulan):
        with pytest.raises(NotAllowed):
            actions.open_source(NewSource("Lain"), by=stranger)
        with pytest.raises(NotAllowed):
            actions.receive_upload(source, io.BytesIO(b"teks\nhalo"), by=stranger)
        with pytest.raises(NotAllowed):
            actions.close_source(source, by=stranger)


def test_a_closed_source_takes_nothing(world, source):
    actions.close_source(source, by=world.maya)
    with pytest.raises(NotPossible):
        steps.receive(world, source, steps.sheet(steps.rows(steps.PLAIN)))
    with pytest.raises(NotPossible):
        actions.close_source(queries.source_by_ref(source.ref), by=world.maya)


@pytest.mark.parametrize(
    "fields",
    [
        {"name": " "},
        {"name": "a" * 101},
        {"name": "b", "scope": "lain"},
        {"name": "c", "readers": 3},
    ],
)
def test_a_source_that_makes_no_sense_is_refused(world, fields):
    with pytest.raises(InputError):
        actions.open_source(NewSource(**fields), by=world.maya)
    assert not Source.objects.exists()


def test_a_name_is_used_once(world, source):
    with pytest.raises(InputError):
        steps.source(world, " warganet ")


@pytest.mark.parametrize("state", UploadState)
def test_an_import_moves_by_the_law_alone(world, source, state):
    upload = steps.receive(world, source, steps.sheet(steps.rows(steps.PLAIN)))
    Upload.objects.update(state=state)
    upload.refresh_from_db()
    acts = {
        UploadState.READING: lambda: actions.approve_upload(
            upload, Approval(dict(steps.MAPPING)), by=world.maya
        ),
        UploadState.DISCARDED: lambda: actions.discard_upload(upload, by=world.maya),
    }
    for to, act in acts.items():
        if to not in UPLOADS[state]:
            with pytest.raises(NotPossible):
                act()


def test_every_act_of_a_person_is_in_the_log(world, source):
    before = Entry.objects.count()
    steps.bring(world, source, steps.rows(steps.PLAIN))
    actions.close_source(source, by=world.maya)
    assert Entry.objects.count() == before + 3
    assert set(Deed.objects.values_list("kind", flat=True)) == {
        DeedKind.SOURCE_OPENED,
        DeedKind.UPLOAD_APPROVED,
        DeedKind.UPLOAD_ENDED,
        DeedKind.SOURCE_CLOSED,
    }


def test_no_row_without_its_entry(world, source, monkeypatch):
    def fail(**_fields):
        raise RuntimeError("no log")

    upload = steps.receive(world, source, steps.sheet(steps.rows(steps.PLAIN)))
    monkeypatch.setattr("ikrar.monitoring.actions.record.ledger.append", fail)
    for act in (
        lambda: actions.open_source(NewSource("Lain"), by=world.maya),
        lambda: actions.close_source(source, by=world.maya),
        lambda: actions.approve_upload(upload, Approval(dict(steps.MAPPING)), by=world.maya),
        lambda: actions.discard_upload(queries.upload_by_ref(upload.ref), by=world.maya),
    ):
        with pytest.raises(RuntimeError):
            act()
    assert Source.objects.get().closed_at is None
    assert Upload.objects.get().state == UploadState.RECEIVED


def test_days_are_those_of_the_agency(world, source):
    late = datetime(2024, 2, 13, 17, 30, tzinfo=UTC)  # 00.30 WIB on the day of the vote
    upload = steps.bring(world, source, steps.rows(steps.VOTE, start=late))
    batch = upload.batches.get()
    assert batch.state == BatchState.SCREENED
    assert batch.first_on.isoformat() == "2024-02-14"
