"""Lists by key, exports as CSV and XLSX that no spreadsheet runs or rounds."""

import csv
import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from ikrar.errors import InputError, NotFound
from ikrar.people import exports
from ikrar.people.models import Employee
from ikrar.people.states import Standing
from ikrar.pledges import actions, queries
from ikrar.pledges.models import Campaign, Signatory
from ikrar.pledges.states import CampaignState, SignatoryState
from tests.apps.pledges import steps
from tests.cast import make_employee


@pytest.fixture
def staff(cast, campaign):
    for number in range(25):
        unit = (cast.top, cast.unit, cast.other)[number % 3]
        make_employee(unit, f"{2000 + number:018}", f"Pegawai {number:02}")
    actions.sync_signatories(campaign)
    return campaign


@pytest.mark.parametrize("size", [1, 2, 7, 28, 29, 50])
def test_pages_give_every_row_once(staff, size):
    rows, after, seen = queries.missing(staff), "", []
    while True:
        page = queries.page_of(rows, after=after, size=size)
        assert len(page.rows) <= size
        seen += [row.pk for row in page.rows]
        if not page.next:
            break
        after = page.next
    assert seen == [row.pk for row in rows]
    assert len(set(seen)) == 29
    assert [row.pk for row in queries.stream(rows, chunk=size)] == seen


@pytest.mark.parametrize("after", ["x", "-", "1", "1-x", "9" * 30 + "-1", "-1--1", "²-³"])
def test_a_key_that_cannot_be_read_is_no_error(staff, after):
    assert queries.page_of(queries.missing(staff), after=after).next == ""


def test_who_is_missing_and_why(cast, staff):
    steps.sign(steps.signatory_of(staff, cast.ani.employee))
    Employee.objects.filter(pk=cast.budi.employee.pk).update(standing=Standing.SUSPENDED)
    Employee.objects.filter(pk=cast.citra.employee.pk).update(standing=Standing.LEFT)
    actions.sync_signatories(staff)
    assert queries.missing(staff).count() == 27
    [budi] = queries.missing(staff, state="dikecualikan")
    assert (budi.employee, budi.reason) == (cast.budi.employee, "diberhentikan sementara")
    assert queries.missing(staff, unit=cast.unit).count() == 8 + 1
    assert queries.missing(staff, unit=cast.top).count() == 27
    [signed] = queries.missing(staff, state=SignatoryState.SIGNED)
    assert signed.employee == cast.ani.employee


def test_search_by_part_of_the_name_or_beginning_of_the_nip(cast, staff):
    def names(q):
        return [row.employee.name for row in queries.missing(staff, q=q)]

    assert names("waI 07") == ["Pegawai 07"]
    assert names("  contoh   ani ") == ["Ani Contoh"]
    assert names("19900101 201503 2 001") == ["Ani Contoh"]
    assert names("1990") == ["Ani Contoh"]
    assert names("tidak ada") == []


def test_pages_cost_one_query(staff, django_assert_num_queries):
    with django_assert_num_queries(1):
        page = queries.page_of(queries.missing(staff))
        assert all(row.employee.name and row.unit.name for row in page.rows)


def test_the_current_campaign(cast, campaign):
    assert queries.current_campaign(cast.agency) == campaign
    newer = steps.opened(cast, "kedua")
    steps.draft(cast, "ketiga")
    assert queries.current_campaign(cast.agency) == newer
    actions.close_campaign(newer, by=cast.fajar)
    assert queries.current_campaign(cast.agency) == campaign
    actions.close_campaign(queries.campaign_by_slug("contoh"), by=cast.fajar)
    assert queries.current_campaign(cast.agency) == newer
    Campaign.objects.update(state=CampaignState.DRAFT)
    assert queries.current_campaign(cast.agency) is None
    assert queries.campaigns_of(cast.agency).count() == 3
    with pytest.raises(NotFound):
        queries.campaign_by_slug("keempat")


def test_where_a_user_stands(cast, campaign):
    assert queries.signatory_of_user(cast.ani).employee == cast.ani.employee
    assert queries.signatory_of_user(cast.ani, campaign).campaign == campaign
    with pytest.raises(NotFound, match="belum dihubungkan"):
        queries.signatory_of_user(cast.dodi)
    Signatory.objects.filter(employee=cast.ani.employee).delete()
    with pytest.raises(NotFound, match="belum terdaftar"):
        queries.signatory_of_user(cast.ani)
    Campaign.objects.update(state=CampaignState.DRAFT)
    with pytest.raises(NotFound, match="Belum ada masa ikrar"):
        queries.signatory_of_user(cast.budi)


# ---------------------------------------------------------------- exports


def read_csv(parts):
    text = b"".join(parts).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def read_xlsx(parts):
    data = b"".join(parts)
    sheet = openpyxl.load_workbook(io.BytesIO(data), read_only=True).active
    rows = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    fast = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    assert fast.to_python() == rows
    return rows


def test_everybody_as_a_table(cast, staff, monkeypatch):
    monkeypatch.setattr("ikrar.pledges.queries.exports.CHUNK", 10)
    signature = steps.sign(steps.signatory_of(staff, cast.ani.employee))
    header, *rows = queries.export_rows(staff)
    assert header[:2] == ["NIP", "Nama"]
    assert len(rows) == 29
    [ani] = [row for row in rows if row[1] == "Ani Contoh"]
    assert ani[0] == "199001012015032001"
    assert ani[5:8] == ["Direktorat Contoh Satu", "sudah menandatangani", ""]
    assert ani[8].endswith("WIB")
    assert ani[9] == "tautan pribadi"
    assert signature.signed_at.strftime(":%M:%S") in ani[8]
    assert len(list(queries.export_rows(staff, unit=cast.unit, state="belum"))) == 1 + 9
    assert read_xlsx(queries.as_xlsx(queries.export_rows(staff))) == [header, *rows]


def test_coverage_as_a_table(cast, campaign):
    _header, *rows = queries.coverage_rows(campaign, unit=cast.top)
    assert rows[0][:3] == ["U-0", "Kementerian Contoh (langsung)", "1"]
    assert [row[1:6] for row in rows[1:]] == [
        ["Direktorat Contoh Dua", "1", "0", "1", "0"],
        ["Direktorat Contoh Satu", "2", "0", "2", "0"],
    ]


@pytest.mark.parametrize(
    "cell", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "\r=1"]
)
def test_nothing_is_run_by_a_spreadsheet(cell):
    assert read_csv(queries.as_csv([[cell, "baik"]])) == [[f"'{cell}", "baik"]]
    assert exports.safe_cell(cell).startswith("'")
    assert read_xlsx(queries.as_xlsx([["x"], [f"{cell.strip()}"]]))[1][0].startswith("'")


def test_a_long_number_keeps_its_digits_in_csv():
    assert read_csv(queries.as_csv([["199001012015032001", "2024"]])) == [
        ["'199001012015032001", "2024"]
    ]


@given(st.lists(st.lists(st.text(max_size=8), min_size=2, max_size=2), min_size=1, max_size=6))
def test_any_text_makes_a_workbook_that_opens(rows):
    data = b"".join(queries.as_xlsx([["kolom", "kolom"], *rows]))
    sheet = openpyxl.load_workbook(io.BytesIO(data), read_only=True).active
    found = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert len(found) == len(rows) + 1
    assert not any(str(cell).startswith("=") for row in found for cell in row)


def test_tables_come_in_parts(monkeypatch):
    monkeypatch.setattr(exports, "CHUNK", 3)
    rows = [[str(i)] for i in range(10)]
    for write, read in ((queries.as_csv, read_csv), (queries.as_xlsx, read_xlsx)):
        parts = list(write(iter(rows)))
        assert len(parts) > 3
        assert read(parts) == rows


def test_a_sheet_has_an_end(monkeypatch):
    monkeypatch.setattr(exports, "XLSX_ROWS", 5)
    with pytest.raises(InputError, match="CSV"):
        list(queries.as_xlsx([["x"]] * 6))
