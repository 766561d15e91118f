"""`ikrar case …` as an operator types it: days and clocks, and no name or word."""

import csv
import io
import json
import re

import pytest
from click.testing import CliRunner

from ikrar.cases.states import CaseState
from ikrar.cli import main
from tests.apps.cases import steps

pytestmark = pytest.mark.django_db
S = CaseState


@pytest.fixture
def run():
    def call(*arguments, code=0):
        result = CliRunner().invoke(main, ["case", *map(str, arguments)])
        assert result.exit_code == code, result.output
        # a case's own number is drawn by chance, and may hold what begins an employee's
        said = re.sub(r"\bP-\d{4}-\d{4,}\b", "", result.output)
        for sealed in (steps.WORDS, "Ani Contoh", "Gita", "198"):
            assert sealed not in said
        return result.output

    return call


def test_without_a_case_the_list_says_so(world, run):
    assert run("list") == "No such case.\n"
    assert json.loads(run("list", "--json")) == []


def test_the_list_tells_what_is_due(world, run):
    older = steps.open_case(world).number
    steps.bring(world, S.CLOSED)
    newer = world.case.number
    first, second = run("list").splitlines()
    assert first == f"{newer}  done  no clock runs"
    assert second.startswith(f"{older}  open  kasn/")
    assert "working day" in second
    assert [row["number"] for row in json.loads(run("list", "--json", "--state", "ditutup"))] == [
        newer
    ]
    steps.later(world, 400)
    assert run("list", "--late").count("\n") == 1
    assert "working days late" in run("list", "--late", "--limit", 1)
    assert "There is no state entah. Use one of dibuka" in run("list", "--state", "entah", code=1)


def test_one_case_is_shown_without_its_words(world, run):
    steps.bring(world, S.IN_FORCE)
    number = world.case.number
    said = run("show", number)
    assert f"{number}: decision in force" in said
    assert "Names and words are sealed." in said
    assert "sanction sedang, measure tukin_6" in said
    told = json.loads(run("show", number.lower(), "--json"))
    assert told["subjects"] == 1
    assert told["decisions"][0]["in_force_on"]
    assert [step["kind"] for step in told["steps"]][:2] == ["dibuka", "panggilan"]
    assert "Perkara ini tidak ada" not in run("show", "P-2024-9", code=1)


def test_the_export_is_a_table_that_figures_can_be_made_of(world, run, tmp_path):
    older = steps.open_case(world).number
    steps.bring(world, S.DECIDED)
    printed = list(csv.DictReader(io.StringIO(run("export", "-o", "-").lstrip("\ufeff"))))
    assert [row["number"] for row in printed] == [world.case.number, older]
    assert printed[0]["sanction"] == "sedang"
    for name in ("perkara.csv", "perkara.xlsx"):
        run("export", "-o", tmp_path / name)
    assert (tmp_path / "perkara.xlsx").read_bytes().startswith(b"PK")
    assert (tmp_path / "perkara.csv").stat().st_mode & 0o077 == 0
    assert "should end in" in run("export", "-o", tmp_path / "perkara.pdf", code=1)
