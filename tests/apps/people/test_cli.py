"""`ikrar roster` as a person at a terminal meets it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from ikrar.cli import main
from ikrar.people import actions
from ikrar.people.actions import roster as roster_actions
from ikrar.people.models import Employee, RosterImport
from ikrar.people.states import ImportState
from tests.apps.people.files import as_csv, nip, row


def run(*args, **options):
    return CliRunner().invoke(main, ["roster", *args], **options)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "daftar.csv"
    path.write_bytes(as_csv([row(1), row(2, NAMA="")]).getvalue())
    return str(path)


def test_shows_asks_and_applies(cast, file):
    result = run("import", file, input="y\n")
    assert result.exit_code == 0, result.output
    assert "New" in result.output
    assert "row 3: NAMA" in result.output
    assert "Done: 1 new." in result.output
    assert Employee.objects.filter(nip=nip(1)).exists()


def test_no_means_nothing_changes(cast, file):
    result = run("import", file, input="n\n")
    assert "Nothing was changed" in result.output
    assert not Employee.objects.filter(nip=nip(1)).exists()
    assert RosterImport.objects.get().state == ImportState.DISCARDED


def test_standard_input_and_json(cast):
    result = run("import", "-", "--yes", "--json", input=as_csv([row(1)]).getvalue())
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["counts"]["done"] == {"new": 1}
    assert json.loads(run("status", "--json").stdout)[0]["rows_done"] == 1
    assert "stdin" in run("status").output


def test_json_does_not_ask(cast, file):
    assert run("import", file, "--json").exit_code == 2


def test_an_interrupted_import_goes_on(cast, file, monkeypatch):
    monkeypatch.setattr(roster_actions, "BATCH", 1)
    with Path(file).open("rb") as source:
        found = actions.start_import(
            cast.agency, file=source, file_name="x", is_complete=True, by=None
        )
    actions.continue_import(actions.approve_import(found, by=None))
    other = run("import", "-", "--yes", input=as_csv([row(5)]).getvalue())
    assert other.exit_code == 1
    assert "Another import is being applied" in other.output
    result = run("import", file, "--yes")
    assert result.exit_code == 0, result.output
    assert "Going on where it stopped: 1 of 5" in result.output
    found.refresh_from_db()
    assert found.state == ImportState.DONE


def test_refusals_are_one_clean_line(cast, tmp_path):
    assert "cannot be opened" in run("import", str(tmp_path / "tidak-ada.csv")).output
    result = run("import", "-", input=b"halo")
    assert result.exit_code == 1
    assert "Traceback" not in result.output


def test_status_of_nothing(cast):
    assert "No import yet" in run("status").output
