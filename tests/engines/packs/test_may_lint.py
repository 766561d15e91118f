"""Lint finds what is wrong with a may.toml, and a pack may do without one."""

import shutil

import pytest

from ikrar import packs
from ikrar.packs.catalog import SHIPPED
from ikrar.packs.lint import lint
from ikrar.packs.may import ask


@pytest.fixture
def copy(tmp_path):
    path = tmp_path / "pemilu-2024"
    shutil.copytree(SHIPPED / "pemilu-2024", path)
    return path


def problems(path, old, new):
    file = path / "may.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text, old
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return [(problem.where, problem.what) for problem in lint(path) if problem.severity == "error"]


ASK = '"pasang baliho caleg di depan rumah"'
BREAKS = {
    "unknown act": ('id = "J-04"\n', 'id = "J-05"\n', "may.toml: ways[J-05]", "no form or act"),
    "act without questions": ('id = "J-04"\n', 'id = "J-05"\n', "may.toml: ways", "have none for J-04"),
    "act twice": ('id = "J-04"\n', 'id = "J-03"\n', "may.toml: ways[J-03]", "twice"),
    "twin of another row": ('twin = "D-01"', 'twin = "D-05"', "may.toml: ways[KE-01]", "not the only row for D-05"),
    "unknown twin": ('twin = "D-01"', 'twin = "D-99"', "may.toml: ways[KE-01]", "'D-99'"),
    "twins the wrong way round": ('id = "KE-01"\ntwin = "D-01"', 'id = "D-01"\ntwin = "KE-01"', "may.toml: ways[D-01].twin", "not as before and after"),
    "unknown role": ('binds = ["pejabat"]', 'binds = ["boss"]', "may.toml: ways[P-02].binds", "'boss'"),
    "contestant": (ASK, '"pasang baliho Ganjar"', "may.toml: ways[KE-01]", "names a contestant"),
    "party": (ASK, '"pasang baliho PKS"', "may.toml: ways[KE-01]", "names a contestant or party"),
    "number on the ballot": (ASK, '"pasang baliho paslon 02"', "may.toml: ways[KE-01]", "names a contestant"),
    "contestant among words": ('"caleg",', '"caleg", "Prabowo",', "may.toml: words[calon]", "names a contestant"),
    "word of two meanings": ('"parpol",', '"parpol", "caleg",', "may.toml: words[caleg]", "stands under 'calon' and 'partai'"),
    "word and filler": ('"parpol",', '"parpol", "boleh",', "may.toml: words[boleh]", "fillers"),
}  # fmt: skip


@pytest.mark.parametrize("case", BREAKS, ids=str)
def test_lint_finds(copy, case):
    old, new, where, what = BREAKS[case]
    found = problems(copy, old, new)
    assert any(spot == where and what in said for spot, said in found), found


def test_too_few_ways_to_ask(copy):
    file = copy / "may.toml"
    text = file.read_text(encoding="utf-8")
    start = text.index('id = "GREY-05"')
    file.write_text(text[:start] + 'id = "GREY-05"\nasks = ["petahana di kantor"]\n', "utf-8")
    found = [problem for problem in lint(copy) if problem.severity == "error"]
    assert [problem.where for problem in found] == ["may.toml: ways[GREY-05].asks"]


def test_a_pack_may_do_without_it(copy):
    (copy / "may.toml").unlink()
    assert not [problem for problem in lint(copy) if problem.severity == "error"]
    pack = packs.load(copy)
    assert pack.may.ways == ()
    assert ask(pack, "boleh like postingan caleg?").answers == ()


def test_the_regional_election_inherits_it():
    pilkada = packs.load("pilkada-2024")
    assert pilkada.homes["may.toml"] == "pemilu-2024"
    assert pilkada.may == packs.load("pemilu-2024").may
