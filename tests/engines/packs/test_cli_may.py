"""What `ikrar pack may` writes and its exit codes, and the sections of `show` that are optional files."""

import json

import pytest
import time_machine
from click.testing import CliRunner

from ikrar.cli import main

LEAVE = """
complete = [2024]

[[days]]
date = 2024-02-09
kind = "off"
text = {id = "Cuti bersama Imlek", en = "Joint leave"}
source = "memory"
confidence = "low"
"""


@pytest.fixture(autouse=True)
def _narrow(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")


def ikrar(*words):
    return CliRunner().invoke(main, ["pack", *map(str, words)])


def as_json(*words):
    result = ikrar(*words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


def said(*words):
    result = ikrar(*words)
    assert result.exit_code == 0, result.output
    assert max(len(line.rstrip()) for line in result.output.splitlines()) <= 80
    return " ".join(result.output.split())


def test_json_names_the_pack_the_day_and_the_answers():
    found = as_json("may", "boleh ngelike postingan caleg?", "--on", "2024-01-10")
    assert (found["pack"], found["on"], found["phase"]) == ("pemilu-2024", "2024-01-10", "campaign")
    assert len(found["answers"]) <= 3
    first = found["answers"][0]
    assert (first["id"], first["outcome"], first["confidence"]) == ("D-06", "no", "high")
    assert first["form"]["id"].startswith("Membuat unggahan")
    assert first["norms"][0].keys() == {"id", "citation", "confidence", "verified"}
    assert first["difference"]["before"]["id"] == "KE-04"


def test_text_says_the_outcome_first():
    output = said("may", "boleh ngelike postingan caleg?", "--on", "2024-01-10")
    assert output.index("1. No. A form of violation") < output.index("Posting, commenting")
    assert "class berat: demotion" in output
    assert "PP 94/2021 Pasal 5 huruf n [PP94/2021:5:n], confidence medium" in output
    assert "Before candidates are determined: KE-04, class moral. After: D-06" in output
    assert "not a verdict on anybody and no legal advice" in output


def test_text_marks_what_no_source_confirms():
    output = said("may", "lupa lapor gratifikasi", "--on", "2026-01-10")
    assert "not verified" in said("may", "menyebar ujaran kebencian", "--on", "2026-02-10") + output


def test_text_of_the_other_outcomes():
    assert "Yes. Listed as" in said("may", "boleh PNS nyoblos di TPS?")
    assert "Ask the neutrality task force" in said("may", "pose dua jari saat foto")
    assert "It depends (KE-04)" in said("may", "like postingan caleg", "--on", "2024-01-10")
    assert "not stated in the pack" in said("may", "pose dua jari saat foto")


def test_no_answer_says_whom_to_ask():
    assert as_json("may", "berapa tarif parkir?")["answers"] == []
    assert "fits no act of this pack" in said("may", "berapa tarif parkir?")
    assert "ask the task force" in said("may", "")


def test_the_day_is_today_unless_another_is_named():
    with time_machine.travel("2024-02-10T17:30:00Z", tick=False):
        assert as_json("may", "like caleg")["on"] == "2024-02-11"


def test_role_and_pack():
    words = ("may", "jadi tim sukses paslon", "--on", "2024-10-10")
    assert as_json(*words, "--role", "ppnpn", "pilkada-2024")["answers"][0]["sanction"] == "kontrak"
    assert as_json(*words, "--pack", "pilkada-2024")["pack"] == "pilkada-2024"


def test_wrong_pack_day_or_role():
    wrong = ikrar("may", "like caleg", "pemilu-2042")
    assert wrong.exit_code == 1
    assert "Did you mean 'pemilu-2024'?" in wrong.output
    assert ikrar("may", "like caleg", "--on", "10-01-2024").exit_code == 2
    assert ikrar("may", "like caleg", "--role", "boss").exit_code == 2
    assert ikrar("may").exit_code == 2


def test_show_may_and_leave(tmp_path):
    assert "Ways to ask about an act" in said("show", "pemilu-2024", "may")
    assert as_json("show", "pemilu-2024", "may")["ways"][0]["twin"] == "D-01"
    assert "in full: none" in said("show", "pemilu-2024", "leave")
    own = tmp_path / "own"
    own.mkdir()
    (own / "pack.toml").write_text(
        """schema_version = 1
name = "own"
title = {id = "Sendiri", en = "Own"}
kind = "pemilu"
extends = "pemilu-2024"
year = "2024"
languages = ["id", "en"]
compiled_on = 2026-01-01
timezone = "Asia/Jakarta"
"""
    )
    (own / "leave.toml").write_text(LEAVE)
    output = said("show", own, "leave")
    assert "9 Feb 2024" in output
    assert "from memory, not verified" in output
    assert "in full: 2024" in output
