"""Every chart, whatever it is given: well formed, readable, the same each time, and free of what a strict page refuses."""

import datetime as dt
import os
import pickle
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

import pyarrow as pa
import pytest
import typst

from ikrar.charts import letters, theme
from ikrar.charts.bars import Bar, bars, mix
from ikrar.charts.daily import daily
from ikrar.charts.frame import Band, Frame
from ikrar.charts.phases import phases
from ikrar.charts.volume import volume
from ikrar.indicators.kinds import INDICATORS
from ikrar.packs.model import Text
from tests.engines.charts.conftest import BANDS, FIRST, of_days, stream, tell

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = (
    "<script>alert(1)</script> & \"'\u202e\x00\x1b[31m\ud800 {0} %s \U0001f600\u0301" + "W" * 300
)
EVERY = [one.id for one in INDICATORS]


CHARTS = {
    "daily": lambda story, frame: daily(
        story.daily, ["calm", "hate", "claim", "threat"], frame=frame, changes=story.changes
    ),
    "balance": lambda story, frame: daily(
        story.daily, ["calm_provoke"], frame=frame, counting="posts"
    ),
    "phases": lambda story, frame: phases(story.phases, EVERY, frame=frame),
    "mix": lambda story, frame: mix(story.mix, frame=frame),
    "volume": lambda story, frame: volume(story.daily.select(["day", "n"]), frame=frame),
}


@pytest.fixture(params=sorted(CHARTS))
def draw(request):
    return CHARTS[request.param]


def words(svg):
    """All texts that are seen."""
    return [" ".join(one.itertext()) for one in ET.fromstring(svg).iter(f"{SVG}text")]


def placed(one, x=0.0, y=0.0):
    """All elements with where they stand in the picture."""
    dx, dy = re.findall(r"-?[\d.]+", one.get("transform") or "0 0")
    x, y = x + float(dx), y + float(dy)
    yield one, x, y
    for child in one:
        yield from placed(child, x, y)


DRAWN = {"g", "path", "line", "rect", "text", "tspan"}
KEPT = {
    "class", "x", "y", "dx", "dy", "x1", "y1", "x2", "y2", "d", "width", "height", "transform", "fill", "stroke", "stroke-width",
    "stroke-dasharray", "opacity", "fill-opacity", "stroke-opacity", "text-anchor", "font-weight",
}  # fmt: skip


def check(svg):
    """What holds of every chart; its root."""
    root = ET.fromstring(svg)
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    title, text, *drawn = root
    assert root.get("aria-labelledby") == f"{title.get('id')} {text.get('id')}"
    assert title.text
    assert text.text
    assert not {"width", "height", "style"} & set(root.keys())
    assert float(root.get("font-size")) >= 12.5
    for one in (inner for outer in drawn for inner in outer.iter()):
        assert one.tag.removeprefix(SVG) in DRAWN
        assert set(one.keys()) <= KEPT
        inks = {one.get("fill"), one.get("stroke")} - {None, "none"}
        assert inks <= {value for _, value in theme.INKS.values()}
        classes = (one.get("class") or "").split()
        assert len(classes) == len([1 for name in ("fill", "stroke") if one.get(name) in inks])
        assert all(f".{name} " in theme.stylesheet() for name in classes)
    _, _, width, height = map(float, root.get("viewBox").split())
    for one, x, y in placed(root):
        if one.tag == f"{SVG}text":
            lines = [inner.text for inner in one] or [one.text]
            room = max(map(letters.width, lines))
            left = {"start": 0, "middle": room / 2, "end": room}[one.get("text-anchor")]
            assert x - left >= -1, lines
            assert x - left + room <= width + 1, lines
            assert 9 <= y <= height - 17 * (len(lines) - 1), lines
    return root


def test_a_chart_is_well_formed(draw, told, frame):
    check(draw(told, frame))


def test_the_same_bytes(draw, told, frame):
    assert draw(told, frame) == draw(told, frame)


def test_ids_are_unique(told):
    frame = Frame(BANDS)
    ids = [
        name for draw in CHARTS.values() for name in re.findall(r' id="([^"]+)"', draw(told, frame))
    ]
    assert len(ids) == len(set(ids)) == 2 * len(CHARTS)


def test_nothing_to_draw_says_so(draw, frame):
    story = tell(stream([]))
    said = " ".join(words(draw(story, frame)))
    check(draw(story, frame))
    assert ("Belum ada angka" if frame.language == "id" else "There is no figure") in said


def test_all_hidden_says_so(frame):
    story = tell(stream(range(5), n=5))
    for draw in (CHARTS["daily"], CHARTS["phases"]):
        check(draw(story, frame))
        assert "%" not in "".join(words(draw(story, frame)))


@pytest.mark.parametrize(
    "days", [[0], [0, 39, 40], range(400), [0, 2, 4, 6, 8]], ids=["one", "few", "400", "odd"]
)
def test_any_number_of_days(draw, frame, days):
    svg = draw(of_days(days), frame)
    check(svg)
    assert len(svg) < 60_000


@pytest.mark.parametrize("share", [0.0, 0.0004, 1.0])
def test_any_share(draw, frame, share):
    check(draw(tell(stream(range(12), share, n=5000)), frame))


def test_hostile_names_are_told_not_obeyed(told, frame):
    band = Band("pra", Text(HOSTILE, HOSTILE), FIRST, FIRST + dt.timedelta(50))
    hostile = Frame((band, BANDS[1]), frame.language, frame.width, HOSTILE)
    sources = stream(range(60), source="<b>&\u202e'\"" + "W" * 300)
    story = tell(sources)
    every = [draw(story, hostile) for draw in CHARTS.values()]
    every.append(
        bars([(HOSTILE, [Bar(HOSTILE, 3, 0.5)])], title=HOSTILE, frame=hostile, note=HOSTILE)
    )
    for svg in every:
        check(svg)
        assert "<script" not in svg
        assert "\u202e" not in svg
        assert "{0}" in svg or "<b>" not in svg


def test_phases_are_named_once_where_they_begin(told, frame):
    for name in ("daily", "volume"):
        said = words(CHARTS[name](told, frame))
        for band in BANDS:
            assert said.count(frame.say(band.name)) == 1


def test_a_phase_out_of_sight_is_not_named():
    story = tell(stream(range(10)))
    assert "Saat pemilu" not in words(CHARTS["daily"](story, Frame(BANDS)))


# ---------------------------------------------------------------- each shape


def test_daily_tells_in_words_what_it_shows(told):
    text = check(CHARTS["daily"](told, Frame(BANDS, source="Umpan Contoh"))).find(f"{SVG}desc").text
    first, last = "9 Desember 2023", "7 Maret 2024"
    assert text.startswith(
        f"Garis per hari dari {first} sampai {last}. Menenangkan suasana: terendah 10%, tertinggi 33%"
    )
    assert "5 hari tanpa angka" in text
    assert "Pergeseran: 18 Januari 2024." in text


def test_daily_has_a_gap_where_days_are_missing(told):
    root = check(daily(told.daily, ["calm"], frame=Frame(BANDS)))
    inks = [one.get("class") for one in root.iter(f"{SVG}path")]
    assert inks.count("chart-line-sogan") == inks.count("chart-fill-sogan") == 2


def test_daily_marks_the_shift_of_the_first_alone(told):
    said = words(daily(told.daily, ["calm"], frame=Frame(BANDS), changes=told.changes))
    assert said.count("18 Jan") == 1
    assert "Belah ketupat" in " ".join(said)
    assert "Belah ketupat" not in " ".join(words(daily(told.daily, ["calm"], frame=Frame(BANDS))))


def test_many_days_are_drawn_as_a_mean():
    frame = Frame(BANDS)
    short, long = (words(CHARTS["balance"](tell(stream(range(n))), frame)) for n in (120, 121))
    assert not any("rata-rata tujuh hari" in one for one in short)
    assert any("rata-rata tujuh hari" in one for one in long)


def test_phases_show_values_and_what_is_too_few(told):
    said = words(phases(told.phases, ["hate", "money"], frame=Frame(BANDS)))
    assert sum(bool(re.fullmatch(r"\d+(,\d)?% \(.+\)", one)) for one in said) == 4
    assert any("belum dikoreksi" in one for one in said)
    sparse = tell(pa.concat_tables([stream(range(3)), stream([50], n=9)]))
    said = words(phases(sparse.phases, ["hate"], frame=Frame(BANDS)))
    assert "terlalu sedikit" in said
    assert not any("belum dikoreksi" in one for one in said)


def test_phases_emphasise_the_last_one_or_the_one_named(told):
    for emphasis, name in (("", "Saat pemilu"), ("pra", "Pra-pemilu")):
        root = check(phases(told.phases, ["hate"], frame=Frame(BANDS), emphasis=emphasis))
        sogan = [one.text for one in root.iter(f"{SVG}text") if "sogan" in one.get("class")]
        assert sogan[0] == name


def test_bars_join_the_smallest(frame):
    many = [Bar(f"Sumber {i:02}", 100 - i, (100 - i) / 1500) for i in range(20)]
    said = words(bars([("", many)], title="Contoh", frame=frame))
    assert ("12 lainnya" if frame.language == "id" else "12 others") in said
    assert "Sumber 07" in said
    assert "Sumber 08" not in said


def test_volume_adds_up_a_day_and_marks_days_without(told):
    counts = pa.concat_tables([stream([0, 1, 5]), stream([0], source="b")]).select(["day", "n"])
    root = check(volume(counts, frame=Frame(BANDS)))
    assert (
        "800 unggahan, terbanyak 400 pada 9 Desember 2023; 3 hari tanpa unggahan."
        in root.find(f"{SVG}desc").text
    )
    inks = [one.get("class") for one in root.iter(f"{SVG}path")]
    assert inks.count("chart-fill-sogan") == 1
    assert inks.count("chart-fill-line") == 2


def test_the_renderer_is_not_loaded_until_a_chart_is_drawn():
    """It takes a second and some 200 MB, which no process that answers requests should pay."""
    code = (
        "import sys, pkgutil, importlib, ikrar.charts as charts\n"
        "for one in pkgutil.iter_modules(charts.__path__): importlib.import_module('ikrar.charts.' + one.name)\n"
        "print(' '.join(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "ikrar.charts.volume" in loaded
    assert not {"altair", "vl_convert", "django", "pandas", "numba"} & loaded


def test_the_same_bytes_in_every_time_zone(told):
    code = (
        "import pickle, sys; from tests.engines.charts.test_charts import CHARTS, Frame, BANDS\n"
        "sys.stdout.write(CHARTS['daily'](pickle.load(sys.stdin.buffer), Frame(BANDS)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=pickle.dumps(told),
        capture_output=True,
        check=True,
        env=os.environ | {"TZ": "Asia/Jayapura", "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.stdout.decode() == CHARTS["daily"](told, Frame(BANDS))


def test_a_document_holds_it(draw, told, tmp_path):
    (tmp_path / "chart.svg").write_text(draw(told, Frame(BANDS)), "utf-8")
    (tmp_path / "page.typ").write_text('#set document(title: "A")\n#image("chart.svg", alt: "A")')
    made = typst.Compiler(tmp_path / "page.typ", root=tmp_path, ignore_system_fonts=True).compile(
        format="pdf", pdf_standards=["a-3a", "ua-1"]
    )
    assert made.startswith(b"%PDF")
