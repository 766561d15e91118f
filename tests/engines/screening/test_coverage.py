"""`ikrar pack lint` fails on a pack with a contestant whom the screening would see and not the others."""

import shutil

import pytest
from click.testing import CliRunner

from ikrar import packs
from ikrar.cli import main
from ikrar.packs.catalog import SHIPPED
from ikrar.screening.coverage import check_coverage


@pytest.fixture
def copy(tmp_path):
    """A private copy of Pemilu 2024 with one line of contestants.toml changed."""
    path = tmp_path / "pemilu-2024"
    shutil.copytree(SHIPPED / "pemilu-2024", path)

    def edit(old, new):
        file = path / "contestants.toml"
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        return path

    return edit


@pytest.mark.parametrize("name", ["pemilu-2024", "pilkada-2024"])
def test_every_name_of_a_shipped_pack_is_covered(name):
    assert not list(check_coverage(packs.load(name)))


BREAKS = {
    "letters that are not read": ('name = "Ganjar Pranowo"', 'name = "— —"', "[3].people", "no letter"),
    "a name too long to be one phrase": ('name = "Ganjar Pranowo"', 'name = "Wa Bo Ci Du Ef Go"', "[3].people", "not covered"),
    "a nickname that is too long": ('text = "Ganjar", source', 'text = "si a be ce de", source', "[3].nicknames", "not covered"),
    "a slogan that is too long": ('text = "#GanjarMahfud2024"', 'text = "ayo kita maju ke depan"', "[3].slogans", "not covered"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BREAKS)
def test_a_name_that_the_masks_let_through_is_an_error(copy, kind):
    old, new, where, what = BREAKS[kind]
    problems = list(check_coverage(packs.load(copy(old, new))))
    assert [p.severity for p in problems if p.where.endswith(where) and what in p.what]


def test_a_person_without_a_single_word_is_an_error(copy):
    copy('name = "Ganjar Pranowo"', 'name = "Xo Yi"')
    path = copy(
        '{text = "Ganjar", source = "unstated"}, {text = "Pak Ganjar", source = "memory"}',
        '{text = "Mas Xo", source = "unstated"}, {text = "Pak Xo", source = "memory"}',
    )
    assert [p for p in check_coverage(packs.load(path)) if "no single word" in p.what]


def test_a_given_name_that_stays_to_be_seen_is_an_error(copy):
    path = copy('name = "Ganjar Pranowo"', 'name = "Api Ganjar"')
    assert [p.what for p in check_coverage(packs.load(path))] == [
        "'Api Ganjar' is called 'api', which the masks do not cover"
    ]
    path = copy(
        '{text = "Ganjar", source',
        '{text = "Api", generic = true, source = "memory"}, {text = "Ganjar", source',
    )
    assert list(check_coverage(packs.load(path))) == []


def test_the_command_fails_and_names_the_contestant(copy):
    path = copy('name = "Ganjar Pranowo"', 'name = "— —"')
    result = CliRunner().invoke(main, ["pack", "lint", str(path)])
    assert result.exit_code == 1
    assert "contestants[3].people" in result.output


def test_fewer_names_for_one_fail_the_command(copy):
    copy(', {text = "Pak Ganjar", source = "memory"}', "")
    path = copy("[uneven_because]", "[none_because]")
    result = CliRunner().invoke(main, ["pack", "lint", str(path)])
    assert result.exit_code == 1
    assert "different numbers of names" in result.output
