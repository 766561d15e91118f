"""The table of public sets: every reading has a row in it, and every row says where its file comes from."""

import csv
import re

import pytest

from ikrar.errors import InputError
from ikrar.screening.train.sets import Teaches, table
from tests.house.source import ROOT

SETS = table(ROOT / "corpus")
READINGS = {path.stem for path in (ROOT / "corpus" / "readings").glob("*.csv")}
JUDGED = {path.stem for path in (ROOT / "corpus" / "outside").glob("*.csv")}


def test_the_table_names_what_is_read_and_what_is_judged_on_and_nothing_else():
    taught = {name for name, one in SETS.items() if one.teaches}
    assert taught == READINGS
    assert SETS.keys() == READINGS | JUDGED


def test_of_what_is_judged_on_alone_nothing_is_learned():
    alone = {name for name, one in SETS.items() if one.teaches == Teaches.NOTHING}
    assert alone == JUDGED - READINGS
    assert len(JUDGED - READINGS) > 5


def test_no_name_stands_twice():
    with (ROOT / "corpus" / "sets.csv").open(encoding="utf-8", newline="") as lines:
        names = [row["name"] for row in csv.DictReader(lines)]
    assert len(names) == len(set(names)) == len(SETS)


@pytest.mark.parametrize("one", SETS.values(), ids=SETS)
def test_a_row_says_where_its_file_lies_and_where_it_comes_from(one):
    assert one.what
    assert one.column
    assert one.found in {"1", "2", "3", "4"}
    folder, _, name = one.file.partition("/")
    assert folder
    assert name
    from_github = [bool(part) for part in (one.repository, one.commit, one.path)]
    assert from_github in ([True] * 3, [False] * 3)
    if one.repository:
        assert re.fullmatch(r"[\w.-]+/[\w.-]+", one.repository)
        assert re.fullmatch(r"[0-9a-f]{10}", one.commit)
        assert one.path.rsplit("/", 1)[-1] == name


def test_files_of_one_repository_and_commit_lie_in_one_folder_of_one_licence():
    by_folder = {}
    for one in SETS.values():
        by_folder.setdefault(one.file.partition("/")[0], set()).add(one.licence)
    assert [folder for folder, licences in by_folder.items() if len(licences) > 1] == []


def test_a_folder_without_a_table_has_no_sets(tmp_path):
    assert table(tmp_path) == {}


HEAD = "name,teaches,file,column,what,licence,found,repository,commit,path"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "must begin with name,teaches,"),
        ("name,file\na,b\n", "must begin with name,teaches,"),
        (f"{HEAD}\na,contest,a/b.csv\n", "line 2: it has more or fewer cells"),
        (f"{HEAD}\na,contest,a/b.csv,text,,,1,,,,\n", "line 2: it has more or fewer cells"),
        (
            f"{HEAD}\na,gossip,a/b.csv,text,,,1,,,\n",
            "line 2: teaches must be empty or one of these: contest; ",
        ),
    ],
)
def test_a_row_that_does_not_hold_is_named(text, said, tmp_path):
    (tmp_path / "sets.csv").write_text(text)
    with pytest.raises(InputError, match=said):
        table(tmp_path)


def test_a_table_that_a_spreadsheet_saved_is_read_and_one_in_another_code_is_named(tmp_path):
    row = "a,contest,a/b.csv,text,cuitan,,1,,,"
    (tmp_path / "sets.csv").write_bytes(f"\ufeff{HEAD}\r\n{row}\r\n".encode())
    assert table(tmp_path)["a"].teaches == Teaches.CONTEST
    (tmp_path / "sets.csv").write_bytes(f"{HEAD}\n{row}".encode("utf-16"))
    with pytest.raises(InputError, match="not in UTF-8"):
        table(tmp_path)
