"""`ikrar pledge`: open, status, invite, remind, links, export, sync, from the command line."""

import csv
import io
import json
import stat

import pytest
from click.testing import CliRunner

from ikrar.cli import main
from ikrar.people.models import Mail
from ikrar.pledges import queries
from ikrar.pledges.models import Campaign
from tests.apps.pledges import steps
from tests.cast import make_employee


def ikrar(*words, code=0):
    result = CliRunner().invoke(main, ["pledge", *words])
    assert result.exit_code == code, result.output + result.stderr
    return result


def test_open_lists_everybody(cast):
    steps.make_log()
    steps.draft(cast)
    assert "4 must sign, 0 need not" in ikrar("open", "contoh").stdout
    assert Campaign.objects.get().is_open
    assert "already open" in ikrar("open", "contoh", code=1).stderr
    assert "lain" in ikrar("open", "lain", code=1).stderr


def test_before_any_campaign(cast):
    assert "No campaign has been opened" in ikrar("status", code=1).stderr


def test_status_for_people_and_for_programs(cast, campaign):
    steps.sign(steps.signatory_of(campaign, cast.ani.employee))
    shown = ikrar("status", "--unit", "U-0").stdout
    assert "Direktorat Contoh Satu" in shown
    assert "Kementerian Contoh (own staff)" in shown
    answer = json.loads(ikrar("status", "--campaign", "contoh", "--json").stdout)
    assert answer["total"]["signed"] == 1
    assert answer["total"]["ratio"] == 0.25
    assert [unit["code"] for unit in answer["units"]] == ["U-0"]
    assert "no unit" in ikrar("status", "--unit", "X", code=1).stderr


def test_invite_and_remind(cast, campaign):
    make_employee(cast.unit, "199502022020122005", "Gita Contoh", email="")
    assert json.loads(ikrar("sync", "--json").stdout)["added"] == 1
    assert "added 0" in ikrar("sync").stdout
    said = ikrar("invite").stdout
    assert "4 invitations queued" in said
    assert "1 who have yet to sign have no address" in said
    assert "0 reminders queued" in ikrar("remind", "--unit", "U-1").stdout
    assert Mail.objects.count() == 4


def test_links_go_to_a_file_that_only_its_owner_reads(cast, campaign, tmp_path):
    path = tmp_path / "tautan.csv"
    ikrar("links", "--unit", "U-1", "-o", str(path))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    header, *rows = csv.reader(io.StringIO(path.read_text("utf-8-sig")))
    assert header == ["nama", "unit", "surel", "tautan", "kode", "berlaku sampai"]
    assert [row[0] for row in rows] == ["Ani Contoh", "Budi Contoh"]
    signatory, link = queries.signatory_of_token(rows[0][4])
    assert signatory.employee == cast.ani.employee
    assert rows[0][3] == queries.link_url(rows[0][4])
    assert rows[0][5].endswith("WIB")
    assert f"{link.expires_at.astimezone():%Y-%m}" in rows[0][5]


def test_export_to_a_file_or_to_standard_output(cast, campaign, tmp_path):
    steps.sign(steps.signatory_of(campaign, cast.ani.employee))
    path = tmp_path / "semua.xlsx"
    ikrar("export", "-o", str(path))
    assert path.read_bytes().startswith(b"PK")
    assert list(tmp_path.glob("*.part")) == []
    out = ikrar("export", "-o", "-", "--state", "sudah").stdout_bytes.decode("utf-8-sig")
    assert "Ani Contoh" in out
    assert "Budi" not in out
    assert "Direktorat Contoh Dua" in ikrar("export", "-o", "-", "--units", "--unit", "U-0").stdout


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["export", "-o", "tabel.txt"], 1, ".csv or .xlsx"),
        (["export", "-o", "/tidak/ada/a.csv"], 1, "cannot be written"),
        (["export", "-o", "-", "--state", "x"], 2, "belum, sudah"),
        (["export"], 2, "--output"),
        (["status", "--campaign", "x"], 1, "x"),
    ],
)
def test_what_cannot_be_done_is_said(campaign, words, code, says):
    assert says in ikrar(*words, code=code).stderr
