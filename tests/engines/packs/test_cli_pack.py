"""What `ikrar pack` writes, its exit codes, and that it needs neither Django nor a wide screen."""

import json
import shutil
import subprocess
import sys

import pytest
import time_machine
from click.testing import CliRunner

from ikrar.cli import main
from ikrar.packs.catalog import SHIPPED

SECTIONS = (
    "calendar windows programme contestants parties pledge forms acts may norms routing leave signals "
    "figures sources"
)


@pytest.fixture(autouse=True)
def _narrow(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")


def ikrar(*words):
    return CliRunner().invoke(main, ["pack", *map(str, words)])


def as_json(*words):
    result = ikrar(*words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


@pytest.mark.parametrize("pack", ["pemilu-2024", "pilkada-2024"])
@pytest.mark.parametrize("section", SECTIONS.split())
def test_every_section_fits_eighty_columns_and_has_json(pack, section):
    result = ikrar("show", pack, section)
    assert result.exit_code == 0, result.output
    assert max(len(line.rstrip()) for line in result.output.splitlines()) <= 80
    assert as_json("show", pack, section) is not None


def test_list():
    assert "General Election 2024" in ikrar("list").output
    assert [row["name"] for row in as_json("list")] == ["pemilu-2024", "pilkada-2024"]


def test_show_a_row_whatever_its_case():
    output = ikrar("show", "pemilu-2024", "ke-04").output
    assert "KE-04" in output
    assert "Membuat unggahan" in output
    assert as_json("show", "pemilu-2024", "KE-04")["sanction"] == "moral"


def test_show_a_norm_by_citation_and_by_row():
    for word in ("PP94/2021:5:n:6", "DIS-n6"):
        assert as_json("show", "pemilu-2024", word)["id"] == "PP94/2021:5:n:6"


def test_what_is_unverified_is_marked():
    assert "from memory, not verified" in ikrar("show", "pemilu-2024", "penetapan-dct").output
    assert "from memory, not" in " ".join(ikrar("show", "pemilu-2024", "norms").output.split())
    assert "not verified" not in ikrar("show", "pemilu-2024", "masa-tenang").output
    card = " ".join(ikrar("today", "--on", "2023-11-05").output.split())
    assert "3 Nov 2023; phase campaign [from memory, not verified]" in card


def test_a_wrong_id_suggests_a_right_one():
    result = ikrar("show", "pemilu-2024", "KE-4")
    assert result.exit_code == 1
    assert "Did you mean KE-04" in result.output
    assert ikrar("show", "pemilu-2042").exit_code == 1
    assert "Did you mean 'pemilu-2024'?" in ikrar("show", "pemilu-2042").output


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2023-10-03", "has not begun"),
        ("2023-11-12", "13 Nov 2023, in 1 day: Determination of presidential pairs"),
        ("2024-02-11", "During the election"),
        ("2024-02-14", "voting today"),
        ("2024-03-21", "After the election"),
        ("2024-10-21", "has ended"),
    ],
)
def test_today(day, words):
    result = ikrar("today", "--on", day)
    assert result.exit_code == 0
    assert words in " ".join(result.output.split())


def test_today_is_the_day_of_the_packs_own_clock():
    with time_machine.travel("2024-02-13T17:30:00Z", tick=False):
        assert as_json("today")["on"] == "2024-02-14"
    with time_machine.travel("2024-02-13T16:30:00Z", tick=False):
        assert as_json("today", "pilkada-2024")["on"] == "2024-02-13"


def test_today_as_json():
    card = as_json("today", "--on", "2023-11-13")
    assert card["phase"]["id"] == "pra"
    assert card["next"] == {
        "on": "2023-11-14",
        "days": 1,
        "what": [{"id": "Pengundian nomor urut paslon", "en": "Drawing of ballot numbers"}],
    }
    assert as_json("today", "--on", "2030-01-01")["phase"] is None


def test_a_bad_date_is_wrong_usage():
    assert ikrar("today", "--on", "13-11-2023").exit_code == 2


def test_lint_passes_what_is_shipped():
    result = ikrar("lint", "pemilu-2024")
    assert result.exit_code == 0
    assert "0 errors" in result.output
    assert "--all shows them" in result.output
    assert "--all" not in ikrar("lint", "pemilu-2024", "--all").output


def test_lint_fails_with_1_and_says_where(tmp_path):
    shutil.copytree(SHIPPED / "pemilu-2024", tmp_path / "pemilu-2024")
    file = tmp_path / "pemilu-2024" / "forms.toml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("statement = 2", "statement = 7", 1),
        encoding="utf-8",
    )
    result = ikrar("lint", tmp_path / "pemilu-2024")
    assert result.exit_code == 1
    assert "error: forms.toml: forms[KE-01].statement" in result.output
    found = ikrar("lint", tmp_path / "pemilu-2024", "--json")
    assert found.exit_code == 1
    assert json.loads(found.output)[0]["severity"] == "error"


@pytest.mark.parametrize("command", ["list", "show", "lint", "today", "may"])
def test_help_is_there(command):
    result = ikrar(command, "--help")
    assert result.exit_code == 0
    assert "--json" in result.output


def test_importing_packs_reads_nothing_and_needs_no_django():
    code = "import sys, ikrar.packs; print([m for m in ('tomllib', 'dataclasses', 'django', 'rich') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    code = "import sys; from ikrar import packs; packs.load('pemilu-2024').form('KE-04'); print('django' in sys.modules, 'click' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False False"
