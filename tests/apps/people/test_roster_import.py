"""Imports under stress: killed at any moment, two at once, random histories against a simple model."""

import random
import threading
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from ikrar.errors import NotPossible
from ikrar.people import actions
from ikrar.people.actions import roster as roster_actions
from ikrar.people.models import Employee, RosterImport, Unit
from ikrar.people.roster.spool import Spool
from ikrar.people.states import ImportState, Kind, Standing
from tests.apps.people.files import HEADER, as_csv, nip, row, xlsx_of
from tests.cast import make_cast


def start(cast, rows, *, header=HEADER, file=None, **options):
    file = file or as_csv(rows, header=header)
    return actions.start_import(
        cast.agency, file=file, file_name="daftar.csv", by=cast.fajar, **options
    )


def take(cast, rows, **options):
    return actions.apply_import(start(cast, rows, **options), by=cast.fajar)


def done(roster_import):
    return {key: value for key, value in roster_import.counts["done"].items() if value}


def everything():
    """The state of the world without row ids and moments."""
    people = Employee.objects.order_by("nip").values_list(
        "nip", "kind", "name", "email", "standing", "standing_text", "unit__code"
    )
    units = Unit.objects.order_by("code").values_list("code", "name", "parent__code", "valid_to")
    return list(people), list(units)


# ---------------------------------------------------------------- killed


class Killed(BaseException):
    pass


ROWS = [row(n, **{"UNOR ID": f"X-{n % 3}", "UNOR NAMA": f"Bagian {n % 3}"}) for n in range(1, 8)]


@pytest.mark.parametrize("moment", range(16))
def test_killed_at_any_write_the_end_is_the_same(cast, monkeypatch, moment):
    """Each import writes in some fifteen places; after every one of them the power may fail."""
    monkeypatch.setattr(roster_actions, "BATCH", 3)
    found = actions.approve_import(start(cast, ROWS, is_complete=True), by=cast.fajar)
    calls = Counter()

    def deadly(real):
        def call(*args, **options):
            result = real(*args, **options)
            calls["n"] += 1
            if calls["n"] == moment + 1:
                raise Killed
            return result

        return call

    for place, name in (
        (roster_actions, "apply_units"), (roster_actions, "apply_batch"), (roster_actions, "apply_leavers"),
        (Spool, "set_unit_ids"), (Spool, "close"), (roster_actions.spools, "remove"),
    ):  # fmt: skip
        monkeypatch.setattr(place, name, deadly(getattr(place, name)))
    for _attempt in range(3):
        try:
            found = actions.apply_import(RosterImport.objects.get(pk=found.pk), by=cast.fajar)
            break
        except Killed:
            continue
        except NotPossible:  # killed right after the end: nothing is left to do
            found.refresh_from_db()
            break
    assert calls["n"] > moment, "nothing was killed"
    assert (found.state, found.rows_done, found.stored_as) == (ImportState.DONE, 11, "")
    assert done(found) == {"new": 7, "left": 4}
    people, units = everything()
    assert [p[:1] + p[6:] for p in people if p[4] == Standing.ACTIVE] == [
        (nip(n), f"X-{n % 3}") for n in range(1, 8)
    ]
    assert len(people) == 11
    assert len(units) == 6
    assert Unit.objects.filter(path__endswith=f"/{Unit.objects.get(code='X-1').pk}/").exists()


# ---------------------------------------------------------------- two at once


def at_once(*calls):
    results, barrier = [], threading.Barrier(len(calls))

    def run(call):
        try:
            barrier.wait()
            results.append(call())
        except NotPossible as refused:
            results.append(refused)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.django_db(transaction=True)
def test_of_two_imports_approved_at_once_one_is_refused(settings):
    cast = make_cast()
    pair = [start(cast, [row(n)]) for n in (1, 2)]
    RosterImport.objects.update(state=ImportState.CHECKED)
    results = at_once(*(lambda r=r: actions.approve_import(r, by=cast.fajar) for r in pair))
    refused = [result for result in results if isinstance(result, NotPossible)]
    assert len(refused) == 1, results
    assert "sedang diterapkan" in str(refused[0])
    assert RosterImport.objects.filter(state=ImportState.APPLYING).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_page_and_a_worker_apply_one_import_together(monkeypatch):
    monkeypatch.setattr(roster_actions, "BATCH", 5)
    cast = make_cast()
    rows = [row(n, **{"UNOR ID": f"X-{n % 4}"}) for n in range(1, 101)]
    found = actions.approve_import(start(cast, rows, is_complete=True), by=cast.fajar)

    def run():
        try:
            return actions.apply_import(RosterImport.objects.get(pk=found.pk), by=cast.fajar)
        except NotPossible as late:  # it came when the other had just ended and cleared up
            return late

    at_once(run, run)
    found.refresh_from_db()
    assert (found.state, found.rows_done) == (ImportState.DONE, 104)
    assert done(found) == {"new": 100, "left": 4}
    assert Employee.objects.filter(standing=Standing.ACTIVE).count() == 100
    assert list((Path(settings.DATA_DIR) / "roster").glob("*")) == []


@pytest.mark.django_db(transaction=True)
def test_a_page_and_a_worker_check_one_import_together():
    cast = make_cast()
    found = actions.receive_import(
        cast.agency, file=as_csv([row(n) for n in range(1, 4)]), file_name="x", by=cast.fajar
    )

    def run():
        return actions.check_now(RosterImport.objects.get(pk=found.pk))

    for result in at_once(run, run):
        assert (result.state, result.counts["new"]) == (ImportState.CHECKED, 3)
    found.refresh_from_db()
    assert found.rows_total == 3


# ---------------------------------------------------------------- what a file may change


def test_a_file_without_kinds_leaves_the_kind(cast):
    """Whoever was told to be CPNS, or PPPK under an odd number, is not made PNS by silence."""
    odd = row(2, **{"JENIS PEGAWAI NAMA": "PPPK"})
    take(cast, [row(1, **{"JENIS PEGAWAI NAMA": "CPNS"}), odd])
    silent = [name for name in HEADER if name != "JENIS PEGAWAI NAMA"]
    assert done(take(cast, [row(1), row(2), row(3)], header=silent)) == {"unchanged": 2, "new": 1}
    assert dict(Employee.objects.filter(unit__code="X-1").values_list("nip", "kind")) == {
        nip(1): Kind.CPNS, nip(2): Kind.PPPK, nip(3): Kind.PNS,
    }  # fmt: skip
    assert done(take(cast, [row(1)])) == {"changed": 1}
    assert Employee.objects.get(nip=nip(1)).kind == Kind.PNS


def test_one_code_with_two_names_does_not_rename_at_every_import(cast):
    rows = [row(1, **{"UNOR NAMA": "Bagian Satu"}), row(2, **{"UNOR NAMA": "Bagian  satu (lama)"})]
    take(cast, rows)
    first = everything()
    for _ in range(2):
        take(cast, rows)
        assert everything() == first
    assert Unit.objects.get(code="X-1").name == "Bagian Satu"


def test_csv_and_xlsx_of_the_same_people_are_the_same(cast):
    take(cast, ROWS)
    first = everything()
    assert done(take(cast, [], file=xlsx_of(ROWS))) == {"unchanged": len(ROWS)}
    assert everything() == first


def test_an_unknown_word_of_standing_counts_and_warns(cast):
    found = take(cast, [row(1, **{"KEDUDUKAN HUKUM NAMA": "Perbantuan Khusus"}), row(2)])
    assert (found.counts["warnings"], found.counts["refused"]) == (1, 0)
    person = Employee.objects.get(nip=nip(1))
    assert (person.standing, person.standing_text) == (Standing.UNKNOWN, "Perbantuan Khusus")
    assert person.must_sign


MARKERS = {
    "PNS ID": "MARKA-ID", "NIP LAMA": "131998877", "AGAMA NAMA": "MARKA-AGAMA", "NIK": "3199998888777766",
    "NOMOR HP": "081299998888", "JENIS KAWIN NAMA": "MARKA-KAWIN", "NPWP NOMOR": "998877665544332",
    "TEMPAT LAHIR NAMA": "MARKA-LAHIR", "ALAMAT": "MARKA-ALAMAT", "GOL AKHIR NAMA": "MARKA-GOL",
}  # fmt: skip


@pytest.mark.parametrize("nip_of_second", ["", "1.9E+17", "199013992015031001"])
def test_what_the_pledge_does_not_need_is_nowhere_ever(cast, tmp_path, nip_of_second):
    """Not of good rows nor of refused ones; not in a table nor in a file; not before nor after."""
    header = [*HEADER[:4], *MARKERS, *HEADER[6:]]
    rows = [row(1, **MARKERS), row(2, **MARKERS, **{"NIP BARU": nip_of_second})]
    found = start(cast, rows, header=header)
    assert found.counts["refused"] == 1
    for _stage in ("before", "after"):
        with connection.cursor() as cursor:
            kept = ""
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f'SELECT * FROM "{table}"')
                kept += repr(cursor.fetchall())
        for path in tmp_path.rglob("*"):
            kept += path.read_bytes().decode("latin-1") if path.is_file() else ""
        assert "Peraga 1 Contoh" in kept
        assert [marker for marker in MARKERS.values() if marker in kept] == []
        found = actions.apply_import(found, by=cast.fajar) if _stage == "before" else found


def test_a_name_like_a_formula_stays_literal(cast):
    names = ["=cmd|' /C calc'!A0", "+SUM(A1)", "@import", "-2+3", "=1+1"]
    take(cast, [row(n, NAMA=name) for n, name in enumerate(names, 1)])
    stored = (
        Employee.objects.filter(unit__code="X-1").order_by("nip").values_list("name", flat=True)
    )
    assert list(stored) == names


# ---------------------------------------------------------------- random histories


@pytest.mark.parametrize("seed", range(6))
def test_random_histories_agree_with_a_simple_model(cast, seed):
    """Files in a row, each with some of twenty people anywhere, complete or not: a dict says what holds."""
    dice, model = random.Random(seed), {}
    Employee.objects.exclude(unit=cast.top).update(standing=Standing.LEFT)
    Employee.objects.filter(unit=cast.top).update(standing=Standing.LEFT)
    for _file in range(5):
        numbers, is_complete, rows = (
            dice.sample(range(1, 21), dice.randint(1, 15)),
            dice.random() < 0.4,
            [],
        )
        for number in numbers:
            unit, word = (
                f"X-{dice.randint(1, 4)}",
                dice.choice(["Aktif", "Aktif", "CLTN", "Pensiun"]),
            )
            rows.append(
                row(number, **{"UNOR ID": unit, "UNOR NAMA": unit, "KEDUDUKAN HUKUM NAMA": word})
            )
            standing = {"CLTN": Standing.UNPAID_LEAVE, "Pensiun": Standing.LEFT}.get(
                word, Standing.ACTIVE
            )
            if nip(number) in model or standing != Standing.LEFT:
                model[nip(number)] = (unit, standing)
        if is_complete:
            here = {nip(number) for number in numbers}
            for gone in model.keys() - here:
                model[gone] = (model[gone][0], Standing.LEFT)
        preview = start(cast, rows, is_complete=is_complete)
        said = {k: v for k, v in preview.counts.items() if k in ("new", "changed", "left", "unchanged", "ignored",
                "transferred", "reactivated") and v}  # fmt: skip
        assert done(actions.apply_import(preview, by=cast.fajar)) == said
        found = Employee.objects.filter(unit__code__startswith="X-")
        assert {
            n: (u, s) for n, u, s in found.values_list("nip", "unit__code", "standing")
        } == model
        again = take(cast, rows, is_complete=is_complete)
        assert done(again).keys() <= {"unchanged", "ignored"}
