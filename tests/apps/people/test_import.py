"""Roster import: nothing changes before a person agrees; then exactly what was shown."""

import io
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from ikrar.errors import InputError, NotAllowed, NotPossible
from ikrar.people import actions, queries
from ikrar.people.actions import roster as roster_actions
from ikrar.people.models import Employee, RosterImport, RosterProblem, Unit
from ikrar.people.states import IMPORT_TRANSITIONS, ImportState, Kind, Standing
from tests.apps.people.files import HEADER, MARKER_NIK, as_csv, nip, row, xlsx_of


def start(cast, rows, *, file=None, **options):
    file = file or as_csv(rows, header=options.pop("header", HEADER))
    return actions.start_import(
        cast.agency, file=file, file_name="daftar.csv", by=cast.fajar, **options
    )


def take(cast, rows, **options):
    return actions.apply_import(start(cast, rows, **options), by=cast.fajar)


def counts(roster_import):
    return {key: value for key, value in roster_import.counts["done"].items() if value}


def spools():
    return list((Path(settings.DATA_DIR) / "roster").glob("*"))


def test_preview_changes_nothing_and_apply_does(cast):
    before = Employee.objects.count()
    found = start(cast, [row(1), row(2)])
    assert (found.state, found.counts["new"], found.counts["units_new"]) == (
        ImportState.CHECKED,
        2,
        1,
    )
    assert Employee.objects.count() == before
    assert not Unit.objects.filter(code="X-1").exists()
    found = actions.apply_import(found, by=cast.fajar)
    assert found.state == ImportState.DONE
    person = Employee.objects.select_related("unit__parent").get(nip=nip(1))
    assert (person.name, person.email, person.kind) == (
        "Peraga 1 Contoh",
        "p1@contoh.test",
        Kind.PNS,
    )
    assert person.unit.parent == cast.top
    assert person.unit.path == f"{cast.top.path}{person.unit.pk}/"
    assert spools() == []


def test_the_same_file_again_changes_nothing(cast):
    rows = [row(1), row(2, **{"SATUAN KERJA KERJA NAMA": "Ditjen", "UNOR ID": ""})]
    header = [*HEADER, "SATUAN KERJA KERJA NAMA"]
    take(cast, rows, header=header)
    seen = (
        list(Employee.objects.order_by("id").values()),
        list(Unit.objects.order_by("id").values()),
    )
    again = take(cast, rows, header=header)
    assert counts(again) == {"unchanged": 2}
    assert seen == (
        list(Employee.objects.order_by("id").values()),
        list(Unit.objects.order_by("id").values()),
    )


def test_changes_transfers_leavers_and_returns(cast):
    take(cast, [row(1), row(2), row(3), row(4)])
    rows = [
        row(1, NAMA="Nama Baru"), row(2, **{"UNOR ID": "X-2", "UNOR NAMA": "Bagian Dua"}),
        row(3, **{"KEDUDUKAN HUKUM NAMA": "Pensiun"}), row(4),
    ]  # fmt: skip
    found = start(cast, rows)
    assert {k: found.counts[k] for k in ("changed", "transferred", "left", "unchanged")} == {
        "changed": 1, "transferred": 1, "left": 1, "unchanged": 1,
    }  # fmt: skip
    moved = next(s for s in queries.samples(found) if s.verdict == "transferred")
    assert (moved.unit_before, moved.unit) == ("Bagian Contoh", "Bagian Dua")
    assert counts(actions.apply_import(found, by=cast.fajar)) == {
        "changed": 1, "transferred": 1, "left": 1, "unchanged": 1,
    }  # fmt: skip
    assert Employee.objects.get(nip=nip(2)).unit.code == "X-2"
    assert Employee.objects.get(nip=nip(3)).standing == Standing.LEFT
    assert counts(take(cast, [row(3)])) == {"reactivated": 1}


def test_a_complete_list_marks_those_it_does_not_name(cast):
    Employee.objects.create(
        agency=cast.agency, unit=cast.unit, nip="P-1", kind=Kind.PPNPN, name="PPNPN Contoh"
    )
    known = [row(n, **{"NIP BARU": e.nip, "TANGGAL LAHIR": "", "JENIS KELAMIN": ""})
             for n, e in enumerate(Employee.objects.filter(kind=Kind.PNS).exclude(nip=cast.ani.employee.nip))]  # fmt: skip
    assert start(cast, known).counts["leavers"] == 0
    found = start(cast, known, is_complete=True)
    assert found.counts["leavers"] == 1
    assert found.rows_total == len(known) + 1
    found = actions.apply_import(found, by=cast.fajar)
    assert found.counts["done"]["left"] == 1
    cast.ani.employee.refresh_from_db()
    assert cast.ani.employee.standing == Standing.LEFT
    assert Employee.objects.get(nip="P-1").standing == Standing.ACTIVE, "no list of PPNPN was given"


def test_nobody_is_gone_while_a_refused_row_may_be_theirs(cast):
    unreadable = start(cast, [row(1), row(2, **{"NIP BARU": "1.9E+17"})], is_complete=True)
    assert (unreadable.counts["unreadable"], unreadable.counts["leavers"]) == (1, 0)
    ani = cast.ani.employee
    wrong_sex = row(3, **{"NIP BARU": ani.nip, "JENIS KELAMIN": "L"})
    found = actions.apply_import(start(cast, [row(1), wrong_sex], is_complete=True), by=cast.fajar)
    assert found.counts["refused"] == 1
    ani.refresh_from_db()
    assert ani.standing == Standing.ACTIVE


def test_fields_whose_column_is_absent_stay(cast):
    take(cast, [row(1, **{"KEDUDUKAN HUKUM NAMA": "CLTN"})])
    short = [name for name in HEADER if name not in ("KEDUDUKAN HUKUM NAMA", "EMAIL GOV")]
    take(cast, [row(1, NAMA="Nama Baru")], header=short)
    person = Employee.objects.get(nip=nip(1))
    assert (person.name, person.standing, person.email) == (
        "Nama Baru",
        Standing.UNPAID_LEAVE,
        "p1@contoh.test",
    )


def test_back_on_a_list_without_standing_is_active_again(cast):
    take(cast, [row(1)])
    Employee.objects.filter(nip=nip(1)).update(standing=Standing.LEFT)
    found = take(cast, [row(1)], header=[n for n in HEADER if n != "KEDUDUKAN HUKUM NAMA"])
    assert counts(found) == {"reactivated": 1}
    assert Employee.objects.get(nip=nip(1)).standing == Standing.ACTIVE


def test_who_is_new_and_has_left_is_not_stored(cast):
    found = take(cast, [row(1, **{"KEDUDUKAN HUKUM NAMA": "Pensiun"})])
    assert counts(found) == {"ignored": 1}
    assert not Employee.objects.filter(nip=nip(1)).exists()


def test_problems_have_row_column_and_reason(cast):
    rows = [row(1), row(2, NAMA=""), row(1), row(4, **{"KEDUDUKAN HUKUM NAMA": "Entah"})]
    found = start(cast, rows)
    told = list(found.problems.values_list("row", "column", "is_warning"))
    assert told == [(3, "NAMA", False), (4, "NIP BARU", False), (5, "KEDUDUKAN HUKUM NAMA", True)]
    assert "baris 2" in found.problems.get(row=4).message
    assert found.counts["refused"] == 2
    assert actions.apply_import(found, by=cast.fajar).counts["done"]["new"] == 2


def test_ambiguous_units_refuse_their_rows(cast):
    for parent in (cast.unit, cast.other):
        actions.create_unit(
            cast.agency, code=f"S-{parent.pk}", name="Seksi", parent=parent, by=None
        )
    found = take(cast, [row(1, **{"UNOR ID": "", "UNOR NAMA": "Seksi"}), row(2)])
    assert found.counts["refused"] == 1
    assert found.counts["done"] == {"new": 1, "no_unit": 1}
    assert "lebih dari satu unit" in found.problems.get().message


def test_what_is_not_needed_is_nowhere(cast, tmp_path, django_capture_on_commit_callbacks):
    for file in (as_csv([row(1)]), xlsx_of([row(1)])):
        found = start(cast, [], file=file)
        kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
        assert b"Peraga 1 Contoh" in kept, "the working copy is there"
        assert MARKER_NIK.encode() not in kept
        assert b"RAHASIA" not in kept
        actions.apply_import(found, by=cast.fajar)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            assert MARKER_NIK not in repr(cursor.fetchall()), table


def test_ppnpn_without_nik_and_the_same_again(cast, tmp_path):
    header = ["NMPPPNPN", "NIKPPNPN", "NPWP", "UNIT_KERJA", "EMAIL"]
    rows = [{"NMPPPNPN": "Peraga PPNPN", "NIKPPNPN": MARKER_NIK, "UNIT_KERJA": cast.unit.name}]
    take(cast, rows, header=header)
    person = Employee.objects.get(kind=Kind.PPNPN)
    assert person.nip.startswith("P-")
    assert person.unit == cast.unit
    assert counts(take(cast, rows, header=header)) == {"unchanged": 1}
    assert (tmp_path / "roster-key").stat().st_mode & 0o077 == 0


def test_a_formula_stays_what_it_is(cast):
    take(cast, [row(1, NAMA="=cmd|' /C calc'!A0")])
    assert Employee.objects.get(nip=nip(1)).name == "=cmd|' /C calc'!A0"


class Killed(BaseException):
    pass


def test_killed_between_any_two_batches_it_goes_on(cast, monkeypatch):
    monkeypatch.setattr(roster_actions, "BATCH", 2)
    rows = [row(n) for n in range(1, 8)]
    found = actions.approve_import(start(cast, rows, is_complete=True), by=cast.fajar)
    real, calls = roster_actions.apply_batch, []

    def killed(*args):
        result = real(*args)
        calls.append(1)
        if len(calls) % 2:
            raise Killed
        return result

    monkeypatch.setattr(roster_actions, "apply_batch", killed)
    done = 0
    for _ in range(30):
        try:
            if not actions.continue_import(RosterImport.objects.get(pk=found.pk)):
                break
        except Killed:
            found.refresh_from_db()
            assert found.rows_done == done, "a batch that did not end left nothing"
        found.refresh_from_db()
        done = found.rows_done
    assert found.state == ImportState.DONE
    assert found.counts["done"] == {"new": 7, "left": 4}
    assert Employee.objects.filter(nip__startswith="19900101201503").count() == 8  # Ani and seven


def test_two_workers_never_apply_a_batch_twice(cast, monkeypatch):
    monkeypatch.setattr(roster_actions, "BATCH", 2)
    found = actions.approve_import(start(cast, [row(n) for n in range(1, 6)]), by=cast.fajar)
    one, two = (RosterImport.objects.get(pk=found.pk) for _ in "12")
    real = roster_actions.RosterImport.refresh_from_db
    actions.continue_import(one)
    # the second worker read the row before the first one moved it
    monkeypatch.setattr(roster_actions.RosterImport, "refresh_from_db", lambda self, **_o: None)
    actions.continue_import(two)
    monkeypatch.setattr(roster_actions.RosterImport, "refresh_from_db", real)
    found.refresh_from_db()
    assert (found.rows_done, found.counts["done"]) == (2, {"new": 2})


def test_one_import_at_a_time(cast):
    first = actions.approve_import(start(cast, [row(1)]), by=cast.fajar)
    with pytest.raises(NotPossible, match="sedang diterapkan"):
        start(cast, [row(2)])
    second = RosterImport.objects.create(
        agency=cast.agency, file_name="x", file_sha256="0" * 64, state=ImportState.CHECKED
    )
    with pytest.raises(NotPossible, match="sedang diterapkan"):
        actions.approve_import(second, by=cast.fajar)
    assert actions.apply_import(first, by=cast.fajar).state == ImportState.DONE


def test_a_new_upload_replaces_a_preview(cast, django_capture_on_commit_callbacks):
    first = start(cast, [row(1)])
    with django_capture_on_commit_callbacks(execute=True):
        second = start(cast, [row(2)])
    first.refresh_from_db()
    assert first.state == ImportState.DISCARDED
    assert [path.name for path in spools()] == [second.stored_as]
    with pytest.raises(NotPossible, match="dibatalkan"):
        actions.approve_import(first, by=cast.fajar)


def test_stopping_frees_the_way_and_keeps_what_was_done(
    cast, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(roster_actions, "BATCH", 1)
    found = actions.approve_import(start(cast, [row(1), row(2)]), by=cast.fajar)
    actions.continue_import(found)
    with django_capture_on_commit_callbacks(execute=True):
        actions.discard_import(RosterImport.objects.get(pk=found.pk), by=cast.fajar)
    assert Employee.objects.filter(nip=nip(1)).exists()
    assert not Employee.objects.filter(nip=nip(2)).exists()
    assert spools() == []
    assert counts(take(cast, [row(1), row(2)])) == {"new": 1, "unchanged": 1}


@pytest.mark.parametrize("state", ImportState)
def test_wrong_states_are_refused(cast, state):
    found = RosterImport.objects.create(
        agency=cast.agency, file_name="x", file_sha256="0" * 64, state=state
    )
    for to, act in (
        (ImportState.APPLYING, actions.approve_import),
        (ImportState.DISCARDED, actions.discard_import),
    ):
        if to not in IMPORT_TRANSITIONS[state]:
            with pytest.raises(NotPossible):
                act(found, by=cast.fajar)


def test_dodi_may_do_nothing_here(cast):
    with pytest.raises(NotAllowed):
        actions.start_import(cast.agency, file=as_csv([row(1)]), file_name="x", by=cast.dodi)
    assert spools() == []
    found = start(cast, [row(1)])
    for act in (actions.approve_import, actions.discard_import, actions.apply_import):
        with pytest.raises(NotAllowed):
            act(found, by=cast.dodi)


def test_a_file_that_cannot_be_read_leaves_nothing(cast):
    with pytest.raises(InputError):
        start(cast, [], file=io.BytesIO(b"halo"))
    with pytest.raises(InputError, match="tanpa pegawai"):
        start(cast, [])
    assert spools() == []
    assert not RosterImport.objects.exists()


def test_problems_are_capped_but_counted(cast, monkeypatch):
    monkeypatch.setattr("ikrar.people.roster.receive.MAX_STORED", 3)
    found = start(cast, [row(1), *(row(n, NAMA="") for n in range(2, 12))])
    assert found.counts["refused"] == 10
    assert RosterProblem.objects.count() == 3


def test_the_worker_checks_then_waits_then_applies(cast, monkeypatch):
    from ikrar.people import work

    monkeypatch.setattr(roster_actions, "BATCH", 2)
    found = actions.receive_import(
        cast.agency, file=as_csv([row(n) for n in range(1, 4)]), file_name="x", by=cast.fajar
    )
    assert work.do_one()
    found.refresh_from_db()
    assert found.state == ImportState.CHECKED
    assert not work.do_one(), "nothing to do until a person agrees"
    actions.approve_import(found, by=cast.fajar)
    rounds = 0
    while work.do_one():
        rounds += 1
    found.refresh_from_db()
    assert (found.state, rounds) == (ImportState.DONE, 2)


def test_a_lost_working_copy_does_not_stop_the_worker(cast):
    from ikrar.people import work

    found = actions.approve_import(start(cast, [row(1)]), by=cast.fajar)
    spools()[0].unlink()
    assert not work.do_one()
    with pytest.raises(NotPossible, match="tidak ada"):
        actions.continue_import(found)
    actions.discard_import(RosterImport.objects.get(pk=found.pk), by=cast.fajar)


def test_old_previews_and_orphans_are_swept(cast):
    import os
    from datetime import timedelta

    from django.utils import timezone

    found = start(cast, [row(1)])
    orphan = Path(settings.DATA_DIR) / "roster" / "yatim.sqlite3"
    orphan.write_bytes(b"x")
    assert actions.sweep_imports() == 0
    os.utime(orphan, (0, 0))
    RosterImport.objects.filter(pk=found.pk).update(created_at=timezone.now() - timedelta(days=8))
    assert actions.sweep_imports() == 1
    found.refresh_from_db()
    assert found.state == ImportState.DISCARDED


def test_a_large_batch_takes_few_queries(cast, django_assert_max_num_queries):
    rows = [row(n) for n in range(1, 900)]
    found = actions.approve_import(start(cast, rows), by=cast.fajar)
    with django_assert_max_num_queries(40):
        while actions.continue_import(found):
            pass
    assert Employee.objects.count() >= 899
