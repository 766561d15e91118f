"""A user's own election works through load, command line and lint, without touching code."""

import os
import shutil
import subprocess
import sys
from datetime import date

import pytest
from click.testing import CliRunner

from ikrar import packs
from ikrar.cli import main
from ikrar.errors import InputError, NotFound
from ikrar.packs.lint import lint

FILES = {
    "pack.toml": """
schema_version = 1
name = "pilkades-contoh"
title = {id = "Pemilihan Kepala Desa Contoh", en = "Village Head Election of Contoh"}
kind = "pilkades"
year = "2030"
languages = ["id", "en"]
compiled_on = 2030-01-01
timezone = "Asia/Makassar"
""",
    "sources.toml": """
[[sources]]
id = "perdes"
title = "Peraturan Desa Contoh 1/2030"
""",
    "calendar.toml": """
[[contests]]
id = "kades"
name = {id = "Pemilihan kepala desa", en = "Village head election"}
determined_by = "penetapan"

[[stages]]
id = "pendaftaran"
name = {id = "Pendaftaran", en = "Registration"}
start = 2030-03-01
end = 2030-03-10
violation_phase = "pre-candidacy"
source = "perdes"

[[stages]]
id = "penetapan"
name = {id = "Penetapan calon", en = "Determination"}
start = 2030-03-15
end = 2030-03-15
violation_phase = "campaign"
source = "perdes"
boundary = "bakal_calon -> calon"

[[stages]]
id = "kampanye"
name = {id = "Kampanye", en = "Campaign"}
start = 2030-03-16
end = 2030-03-18
violation_phase = "campaign"
source = "perdes"

[[stages]]
id = "pemungutan"
name = {id = "Pemungutan suara", en = "Voting"}
start = 2030-03-19
end = 2030-03-19
violation_phase = "voting"
source = "perdes"
""",
    "programme.toml": """
[[phases]]
id = "pra"
name = {id = "Sebelum", en = "Before"}
start = 2030-03-01
end = 2030-03-18
message = {id = "ikut serta", en = "take part"}
asks_public = {id = "Kenali calon.", en = "Get to know the candidates."}
asks_staff = {id = "Tanda tangani ikrar.", en = "Sign the pledge."}

[[phases]]
id = "saat"
name = {id = "Saat", en = "During"}
start = 2030-03-19
end = 2030-03-19
message = {id = "tenang", en = "calm"}
asks_public = {id = "Jaga ketenangan.", en = "Keep calm."}
asks_staff = {id = "Layani semua.", en = "Serve all."}

[outside]
before = {id = "Belum dimulai.", en = "Not begun."}
after = {id = "Telah berakhir.", en = "Over."}
""",
    "contestants.toml": """
[none_because]
id = "Calon belum ditetapkan."
en = "Not determined yet."
""",
    "pledge.toml": """
sources = ["perdes"]
[id]
title = "Ikrar"
opening = "Kami, perangkat {instansi}, berikrar:"
statements = ["Satu.", "Dua.", "Tiga.", "Empat pada tahun {tahun}."]
closing = "Demikian."
[en]
title = "Pledge"
opening = "We, the staff of {instansi}, pledge:"
statements = ["One.", "Two.", "Three.", "Four in {tahun}."]
closing = "That is all."
""",
}


def write(directory, files):
    directory.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (directory / name).write_text(text.lstrip(), encoding="utf-8")
    return directory


@pytest.fixture
def village(tmp_path):
    return write(tmp_path / "pilkades-contoh", FILES)


def ikrar(*words):
    return CliRunner().invoke(main, ["pack", *map(str, words)])


def test_it_loads_by_path_and_by_name(village, tmp_path):
    by_path = packs.load(village)
    by_name = packs.load("pilkades-contoh", extra_dirs=[tmp_path])
    assert by_path.name == by_name.name == "pilkades-contoh"
    assert packs.load(str(village)).about.kind == "pilkades"
    text = by_path.pledge_text(agency="Desa Contoh", year=2030)
    assert text["statements"][3] == "Empat pada tahun 2030."


def test_its_days(village):
    pack = packs.load(village)
    days = [pack.violation_phase(date(2030, 3, day)) for day in (1, 14, 15, 18, 19, 20)]
    assert days == ["pre-candidacy", "pre-candidacy", "campaign", "campaign", "voting", None]
    assert pack.today(date(2030, 2, 28)).status == "before"
    assert pack.today(date(2030, 3, 20)).status == "after"


def test_it_lints_clean(village):
    assert lint(village) == ()


def test_it_is_listed_after_the_shipped_ones(village, tmp_path):
    found = packs.available([tmp_path])
    assert [summary.name for summary in found] == ["pemilu-2024", "pilkada-2024", "pilkades-contoh"]
    assert [summary.shipped for summary in found] == [True, True, False]


def test_it_works_on_the_command_line(village, tmp_path):
    assert "pilkades-contoh" in ikrar("list", "--dir", tmp_path).output
    for words in (("lint", village), ("show", village), ("today", village, "--on", "2030-03-19")):
        result = ikrar(*words)
        assert result.exit_code == 0, result.output
    assert (
        "Keep calm."
        in ikrar("today", "pilkades-contoh", "--dir", tmp_path, "--on", "2030-03-19").output
    )
    for section in (
        "calendar",
        "windows",
        "programme",
        "contestants",
        "pledge",
        "forms",
        "figures",
    ):
        assert ikrar("show", village, section).exit_code == 0


def test_an_agency_changes_only_its_pledge(tmp_path):
    about = (
        FILES["pack.toml"]
        .replace("pilkades-contoh", "kantor")
        .replace('kind = "pilkades"', 'kind = "pemilu"\nextends = "pemilu-2024"')
    )
    pledge = FILES["pledge.toml"].replace("perdes", "djppi")
    path = write(tmp_path / "kantor", {"pack.toml": about, "pledge.toml": pledge})
    pack = packs.load(path)
    assert pack.pledge.id.title == "Ikrar"
    assert pack.form("KE-04") == packs.load("pemilu-2024").form("KE-04")
    assert not [problem for problem in lint(path) if problem.severity == "error"]


def test_its_sources_join_those_of_the_parent(tmp_path):
    about = FILES["pack.toml"].replace(
        'kind = "pilkades"', 'kind = "pemilu"\nextends = "pemilu-2024"'
    )
    path = write(tmp_path / "pilkades-contoh", FILES | {"pack.toml": about})
    pack = packs.load(path)
    assert pack.source("perdes")
    assert pack.source("kompas")


def test_a_changed_file_is_read_again(village):
    assert packs.load(village).pledge.id.title == "Ikrar"
    text = (village / "pledge.toml").read_text(encoding="utf-8")
    (village / "pledge.toml").write_text(text.replace('"Ikrar"', '"Ikrar Desa"'), encoding="utf-8")
    assert packs.load(village).pledge.id.title == "Ikrar Desa"


def test_a_fingerprint_is_of_what_a_pack_says_and_extends(tmp_path):
    whole = packs.load("pemilu-2024")
    parent = tmp_path / "parent"
    shutil.copytree(whole.path, parent)
    about = (parent / "pack.toml").read_text(encoding="utf-8")
    (parent / "pack.toml").write_text(about.replace('"pemilu-2024"', '"parent"', 1), "utf-8")
    child = FILES["pack.toml"].replace("pilkades-contoh", "child")
    child = child.replace('kind = "pilkades"', 'kind = "pemilu"\nextends = "parent"')
    write(tmp_path / "child", {"pack.toml": child})

    def fingerprint():
        return packs.load("child", extra_dirs=[tmp_path]).fingerprint()

    before = fingerprint()
    assert before == fingerprint() != whole.fingerprint()
    text = (parent / "forms.toml").read_text(encoding="utf-8")
    (parent / "forms.toml").write_text(text + "\n# a remark says nothing\n", encoding="utf-8")
    assert fingerprint() == before
    (parent / "forms.toml").write_text(text.replace("D-06", "D-96"), encoding="utf-8")
    assert fingerprint() != before


def test_a_fingerprint_is_the_same_in_another_process():
    code = "from ikrar import packs; print(packs.load('pemilu-2024').fingerprint())"
    for seed in "12":
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert done.stdout.strip() == packs.load("pemilu-2024").fingerprint()


def test_the_users_directory_wins_over_the_shipped_name(tmp_path):
    write(
        tmp_path / "pemilu-2024",
        FILES | {"pack.toml": FILES["pack.toml"].replace("pilkades-contoh", "pemilu-2024")},
    )
    assert packs.load("pemilu-2024", extra_dirs=[tmp_path]).about.kind == "pilkades"
    assert packs.load("pemilu-2024").about.kind == "pemilu"


@pytest.mark.parametrize("file", ["calendar.toml", "programme.toml", "pledge.toml"])
def test_a_file_it_cannot_do_without_is_named(village, file):
    (village / file).unlink()
    with pytest.raises(InputError, match=f"{file} is missing"):
        packs.load(village)
    assert lint(village)[0].where == file


def test_the_refusal_names_file_row_and_key(village):
    text = FILES["calendar.toml"].replace("violation_phase", "violaton_phase", 1)
    write(village, {"calendar.toml": text})
    with pytest.raises(InputError) as refusal:
        packs.load(village)
    message = str(refusal.value)
    assert "calendar.toml: stages[pendaftaran].violaton_phase is an unknown key" in message
    assert "Did you mean 'violation_phase'?" in message


@pytest.mark.parametrize("content", [b"\xff\xfe", b"a = ", b'title = "x"\nname = 1'])
def test_a_broken_pack_file_is_an_input_error(village, content):
    (village / "pack.toml").write_bytes(content)
    with pytest.raises(InputError, match=r"pack\.toml"):
        packs.load(village)


@pytest.mark.parametrize("name", ["", "nothing", "../data", "pemilu_2024", "/nowhere/at/all"])
def test_what_is_not_there_is_not_found(name):
    with pytest.raises(NotFound):
        packs.load(name)
