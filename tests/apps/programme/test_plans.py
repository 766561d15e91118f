"""A plan is brought in: columns as people name them, rows that cannot be read are listed, nothing is lost or made twice."""

import csv
import io
import random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ikrar.errors import InputError, NotAllowed
from ikrar.programme import actions, queries
from ikrar.programme.actions import planning
from ikrar.programme.models import Message, Plan
from ikrar.programme.plan_rows import HEADS, Terms
from tests.apps.programme import browse, steps
from tests.engines.sheets import files

pytestmark = pytest.mark.django_db
HEAD = ["Judul", "Isi Pesan", "Kanal", "Tgl", "Jam", "Fase", "Target", "Satker"]
GOOD = ["Kenali peserta", steps.TEXT, "WA", "20/01/2024", "9.30", "pra", "masyarakat", ""]


@pytest.fixture(autouse=True)
def _still():
    with steps.clock():
        yield


def bring(humas, data: bytes, name: str = "rencana.csv") -> Plan:
    units = (humas.cast.top, humas.cast.unit, humas.cast.other)
    terms = Terms(queries.the_pack(), units, queries.zone())
    return actions.bring_plan(data, name, terms=terms, by=humas.maya)[0]


def table(*rows: list[object]) -> bytes:
    return files.csv_of([HEAD, *rows]).getvalue()


def test_columns_and_words_as_people_write_them(humas):
    plan = bring(humas, table(GOOD))
    assert (plan.rows_total, plan.rows_kept, plan.problems) == (1, 1, [])
    message = Message.objects.get()
    assert (message.channel, message.audience, message.aim) == ("whatsapp", "umum", "partisipasi")
    assert steps.local_of(message) == "2024-01-20T09:30 WIB"
    assert (message.plan, message.written_by, message.state) == (plan, humas.maya, "naskah")


def test_a_sheet_of_excel_with_real_dates(humas):
    from datetime import datetime, time

    row = [*GOOD[:3], datetime(2024, 1, 20), time(9, 30), *GOOD[5:]]
    plan = bring(humas, files.as_xlsx([["Rencana 2024"], HEAD, row]).getvalue(), "rencana.xlsx")
    assert plan.problems == []
    assert steps.local_of(Message.objects.get()) == "2024-01-20T09:30 WIB"


WHEN = [
    ("2024-01-20", "", "2024-01-20T09:00"), ("20-01-2024", "23:59", "2024-01-20T23:59"),
    ("20.1.2024", "00.00", "2024-01-20T00:00"), ("20 Januari 2024", "pukul 7.05", "2024-01-20T07:05"),
    ("5 Okt 2023", "08:00", "2023-10-05T08:00"), ("20 Jan 2024", "0.5", "2024-01-20T12:00"),
    ("2024-01-20T14:15:00", "", "2024-01-20T14:15"), ("20/01/2024", "01:30 WIT", "2024-01-19T23:30"),
    ("20/01/2024", "00:30 wita", "2024-01-19T23:30"),
]  # fmt: skip


@pytest.mark.parametrize(("day", "hour", "expected"), WHEN)
def test_days_and_hours_as_people_write_them(humas, day, hour, expected):
    plan = bring(humas, table([*GOOD[:3], day, hour, "", "", ""]))
    assert plan.problems == []
    assert steps.local_of(Message.objects.get()) == f"{expected} WIB"


BAD = [
    (0, "", "judul"), (0, "a" * 121, "judul"), (1, "", "teks"), (1, "a" * 8_001, "teks"),
    (2, "merpati", "saluran"), (2, "", "saluran"), (3, "", "tanggal"), (3, "31/02/2024", "tanggal"),
    (3, "besok", "tanggal"), (3, "45310", "tanggal"), (4, "25:00", "tanggal"), (4, "pagi", "tanggal"),
    (5, "tahap empat", "tahap"), (6, "alien", "sasaran"), (7, "U-999", "unit"),
]  # fmt: skip


@pytest.mark.parametrize(("at", "value", "column"), BAD)
def test_a_row_that_cannot_be_read_is_listed_and_the_others_kept(humas, at, value, column):
    wrong = [*GOOD]
    wrong[at] = value
    plan = bring(humas, table(GOOD, wrong))
    assert (plan.rows_total, plan.rows_kept) == (2, 1)
    [problem] = plan.problems
    assert problem["row"] == 3
    assert [one["column"] for one in problem["wrongs"]] == [column]
    assert Message.objects.count() == 1


def test_every_wrong_of_a_row_is_told_at_once(humas):
    plan = bring(humas, table(["", "", "x", "x", "x", "x", "x", "x"]))
    assert len(plan.problems[0]["wrongs"]) == 6


def test_a_day_outside_the_programme_is_told_and_a_wrong_phase_is_the_guards(humas):
    outside = [*GOOD[:3], "2022-01-01", "", "", "", ""]
    misfiled = [*GOOD[:3], "2024-01-21", "", "pasca", "", ""]
    plan = bring(humas, table(outside, misfiled))
    assert [one["row"] for one in plan.problems] == [2]
    assert queries.guarded(Message.objects.get()).stops


def test_a_unit_is_found_by_code_or_name_and_must_be_ones_own(humas):
    plan = bring(humas, table([*GOOD[:7], "u-1"], ["Lain", *GOOD[1:7], humas.cast.other.name]))
    assert plan.problems == []
    assert {one.unit for one in Message.objects.all()} == {humas.cast.unit, humas.cast.other}


def test_the_same_file_again_is_the_same_plan(humas):
    assert bring(humas, table(GOOD)) == bring(humas, table(GOOD))
    assert Message.objects.count() == 1


def test_a_mended_file_makes_nothing_twice(humas):
    bring(humas, table(GOOD, [*GOOD[:2], "merpati", *GOOD[3:]]))
    mended = bring(humas, table(GOOD, ["Yang kedua", *GOOD[1:]]))
    assert Message.objects.count() == 2
    [problem] = mended.problems
    assert "sudah ada: P-" in problem["wrongs"][0]["why"]


def test_what_was_left_comes_back_as_it_was(humas):
    wrong = ["=cmd()", 'Teks "kutip"', "merpati", "31/02/2024", "", "", "", ""]
    plan = bring(humas, table(GOOD, wrong))
    client = browse.client(humas.maya)
    text = browse.text_of(client.get(f"/program/impor/{plan.ref}/tertinggal.csv")).lstrip("\ufeff")
    [head, row] = list(csv.reader(io.StringIO(text)))
    told = dict(zip(head, row, strict=True))
    assert (told["judul"], told["saluran"], told["baris"]) == ("'=cmd()", "merpati", "3")
    assert "saluran" in told["alasan"]
    page = browse.text_of(client.get(f"/program/impor/{plan.ref}/"))
    assert "bukan tanggal" in page


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_template_is_a_plan(humas, kind):
    client = browse.client(humas.maya)
    data = b"".join(client.get(f"/program/impor/contoh.{kind}").streaming_content)
    assert bring(humas, data, f"contoh.{kind}").problems == []


HOSTILE = [
    b"", b"\0" * 100, b"PK\x03\x04 broken", b"judul;teks\n", b"<html><table></table></html>",
    b"\xff\xfe\x00", b"judul,teks,saluran,tanggal\n", b"a,b,c\n1,2,3\n", b"\xd0\xcf\x11\xe0" + b"0" * 600,
 b"," * 100_000, b"judul,teks,saluran,tanggal\n" + b"\n" * 5_000,
]  # fmt: skip


@pytest.mark.parametrize("data", HOSTILE, ids=range(len(HOSTILE)))
def test_a_file_that_is_no_plan_is_refused_with_what_to_do(humas, data):
    sent = SimpleUploadedFile("rencana.csv", data)
    response = browse.client(humas.maya).post("/program/impor/", {"plan": sent})
    assert response.status_code == 400
    assert "Ada yang perlu diperbaiki" in browse.text_of(response)
    assert not Message.objects.exists()


def test_a_file_that_breaks_in_the_middle_keeps_what_came_before(humas):
    data = table(GOOD, ["Yang kedua", *GOOD[1:]]) + b'"tak tertutup,' + b"x" * 400_000
    plan = bring(humas, data)
    assert plan.rows_kept == 2
    assert any(one["row"] == 0 for one in plan.problems) or plan.rows_total == 3


def test_too_many_rows_or_bytes_are_refused_whole(humas, monkeypatch):
    monkeypatch.setattr(planning, "MOST_ROWS", 2)
    with pytest.raises(InputError, match=r"2\.000 baris"):
        bring(humas, table(GOOD, GOOD, GOOD))
    monkeypatch.setattr(planning, "LARGEST", 10)
    with pytest.raises(InputError, match="5 MB"):
        bring(humas, table(GOOD))
    assert not Plan.objects.exists()


def test_only_communications_people_bring_plans(humas):
    terms = Terms(queries.the_pack(), (), queries.zone())
    for by in (humas.cast.ani, humas.cast.dodi, None):
        with pytest.raises(NotAllowed):
            actions.bring_plan(table(GOOD), "x.csv", terms=terms, by=by)


def test_names_of_files_are_shown_as_text(humas):
    data = table(GOOD)
    sent = SimpleUploadedFile("../../<script>.csv", data)
    response = browse.client(humas.maya).post("/program/impor/", {"plan": sent}, follow=True)
    assert response.status_code == 200
    assert "<script>" not in browse.text_of(response)


def test_any_cells_end_as_a_draft_or_a_problem(humas):
    """Rows of odd cells: each is kept as a draft or listed, none is lost and none is a 500."""
    rng = random.Random(7)
    cells = ["", "x", "2024-01-20", "31/12/2024", "sms", "WA", "\u202e😀", "=1+1", "0.5", "9:99", "a" * 9_000, "pra", "U-1", "\0", "nan", "inf", "1e400", "-1"]  # fmt: skip
    rows = [[rng.choice(cells) for _c in HEAD] for _r in range(120)]
    rows = [row for row in rows if any(cell.strip("\0 ") for cell in row)]
    plan = bring(humas, table(*rows))
    assert plan.rows_total == plan.rows_kept + len(plan.problems) == len(rows)


def test_the_heads_are_all_different():
    every = [said for words in HEADS.values() for said in words]
    assert len(every) == len(set(every))
