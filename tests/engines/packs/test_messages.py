"""messages.toml: what is shipped is sound, moments fall where the law puts them, and lint finds each kind of break."""

import shutil
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from ikrar import packs
from ikrar.packs.catalog import SHIPPED
from ikrar.packs.files import Messages
from ikrar.packs.lint import lint
from ikrar.packs.messages import moment_at

PACKS = {name: packs.load(name) for name in ("pemilu-2024", "pilkada-2024")}


def limit(pack: str, name: str, zone: str = "Asia/Jakarta") -> str:
    loaded = PACKS[pack]
    moment = next(one for one in loaded.messages.moments if one.id == name)
    at = moment_at(moment, loaded.calendar.stages, ZoneInfo(zone))
    assert at is not None
    return at.isoformat()


@pytest.mark.parametrize(
    ("pack", "name", "expected"),
    [
        ("pemilu-2024", "tps-ditutup", "2024-02-14T13:00:00+07:00"),
        ("pemilu-2024", "malam-pemungutan", "2024-02-13T00:00:00+07:00"),
        ("pemilu-2024", "pindah-memilih-ditutup", "2024-02-08T00:00:00+07:00"),
        ("pemilu-2024", "hasil-diumumkan", "2024-03-21T00:00:00+07:00"),
        ("pemilu-2024", "kampanye-berakhir", "2024-02-11T00:00:00+07:00"),
        ("pilkada-2024", "tps-ditutup", "2024-11-27T13:00:00+07:00"),
        ("pilkada-2024", "hasil-diumumkan", "2024-12-17T00:00:00+07:00"),
    ],
)
def test_moments(pack, name, expected):
    assert limit(pack, name) == expected


def test_a_place_goes_by_its_own_clock_unless_the_law_names_one():
    assert limit("pemilu-2024", "tps-ditutup", "Asia/Jayapura") == "2024-02-14T13:00:00+09:00"
    jakarta = limit("pemilu-2024", "hitung-cepat-boleh", "Asia/Jayapura")
    assert datetime.fromisoformat(jakarta) == datetime.fromisoformat("2024-02-14T15:00:00+07:00")


def test_a_calendar_without_the_stage_has_no_moment():
    moment = PACKS["pemilu-2024"].messages.moments[0]
    assert moment_at(moment, (), ZoneInfo("Asia/Jakarta")) is None


def test_a_pack_need_not_have_any():
    assert Messages().ties == ()


def _copy(tmp_path, old: str, new: str):
    path = tmp_path / "pemilu-2024"
    shutil.copytree(SHIPPED / "pemilu-2024", path)
    text = (path / "messages.toml").read_text(encoding="utf-8")
    assert old in text
    (path / "messages.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


BREAKS = [
    ('edge = "end"', 'edge = "middle"', "moments[kampanye-berakhir].edge", "is 'middle'"),
    ('time = "13:00"', 'time = "1 siang"', "moments[tps-ditutup].time", "is '1 siang'"),
    ('time = "13:00"', 'time = "25:00"', "moments[tps-ditutup].time", "is '25:00'"),
    ('zone = "Asia/Jakarta"', 'zone = "WIB"', "moments[hitung-cepat-boleh].zone", "is 'WIB'"),
    ('closes = "tps-ditutup"', 'closes = "tps-tutup"', "ties[ajakan-memilih].closes", "is no moment"),
    ('closes = "tps-ditutup"', "", "ties[ajakan-memilih]", "has no limit"),
    ('"jangan golput"', '"golput"', "ties[ajakan-memilih].words", "means nothing by itself"),
    ('"jangan golput"', '"ayo dukung Prabowo"', "ties[ajakan-memilih]", "names a contestant"),
    ('measure = "sms"', 'measure = "lembar"', "channels[sms].measure", "is 'lembar'"),
    ("per = 130", "per = 0", "channels[radio]", "has room for nothing"),
    ('kind = "stop"', 'kind = "halt"', "signs[satu-jari].kind", "is 'halt'"),
    ("[colours]", "[colors]", "messages.toml: colors", "unknown key"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "where", "what"), BREAKS)
def test_lint_finds(tmp_path, old, new, where, what):
    found = [p for p in lint(_copy(tmp_path, old, new)) if p.severity == "error"]
    assert any(where in p.where and what in p.what for p in found), found


def test_a_calendar_that_lacks_a_stage_is_warned_of(tmp_path):
    path = _copy(tmp_path, 'stages = ["kampanye"]', 'stages = ["kampanye-lain"]')
    hits = [p for p in lint(path) if "names no stage" in p.what]
    assert [p.severity for p in hits] == ["warning"]
