"""`ikrar screen` with the engine itself: the written schema, and results that do not depend on pages."""

import json
import subprocess
import sys

import pytest

from ikrar import packs
from ikrar.screening import engine, kernels, reading
from ikrar.screening.labels import LABELS
from ikrar.screening.reading import open_source
from ikrar.screening.stream import Options, run_of, screen_file
from ikrar.screening.writing import Output
from tests.house.source import ROOT

POSTS = [
    "ayo coblos nomor 2, menang satu putaran!",
    "dasar goblok kau",
    "golput aja, ngapain ke tps",
    "rapat ditunda sampai senin 😀",
    "",
    "terima amplop 100rb, jangan lupa pilih dia ya",
] * 20


@pytest.fixture
def posts(tmp_path):
    path = tmp_path / "posts.jsonl"
    rows = [{"text": text, "date": f"2024-0{1 + n % 3}-12"} for n, text in enumerate(POSTS)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def written(posts, out, **options):
    source = open_source(posts)
    screen_file(source, Options(), Output(out, run_of(source, Options()), resume=False), **options)
    return out.read_bytes()


def test_what_is_written_has_the_promised_shape(posts, tmp_path):
    rows = [json.loads(line) for line in written(posts, tmp_path / "out.jsonl").splitlines()]
    assert [row["row"] for row in rows] == list(range(len(POSTS)))
    assert [row["phase"] for row in rows[:2]] == ["kampanye", "masa-tenang"]
    for row, text in zip(rows, POSTS, strict=True):
        assert list(row) == ["row", "phase", "scores", "labels", "findings"]
        assert list(row["scores"]) == list(LABELS)
        assert all(0 <= score <= 1 for score in row["scores"].values())
        assert [finding["label"] for finding in row["findings"]] == row["labels"]
        for finding in row["findings"]:
            fields = ["label", "statement", "score", "spans", "reasons", "forms", "norms"]
            assert list(finding) == fields
            assert finding["score"] == row["scores"][finding["label"]]
            assert all(0 <= start < end <= len(text) for start, end in finding["spans"])
    assert "partisan_support" in rows[0]["labels"]
    assert [row["labels"] for row in rows] == engine.screen(POSTS)["labels"].to_pylist()
    assert rows[0]["findings"][0]["forms"]


def test_pages_do_not_change_a_byte(posts, tmp_path, monkeypatch):
    whole = written(posts, tmp_path / "whole.jsonl")
    monkeypatch.setattr(reading, "PAGE_ROWS", 7)
    assert written(posts, tmp_path / "pages.jsonl") == whole


def test_a_file_and_its_texts_are_screened_alike(posts):
    of_file = engine.screen(posts)
    assert of_file["scores"].to_pylist() == engine.screen(POSTS)["scores"].to_pylist()


@pytest.mark.slow
def test_the_command_explains(tmp_path):
    path = tmp_path / "one.txt"
    path.write_text(POSTS[0] + "\n")
    command = [sys.executable, "-m", "ikrar", "screen", path, "--explain", "--on", "2024-01-20"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    (row,) = map(json.loads, done.stdout.splitlines())
    assert row["phase"] == "kampanye"
    assert row["findings"][0]["explanation"].startswith("Temuan")
    assert "pelanggaran" not in row["findings"][0]["explanation"].splitlines()[0]


@pytest.mark.parametrize("pair", [("Tepa", "tepa"), ("Sonlo", "sonlo"), ("Coblos", "coblos")])
def test_a_post_is_not_judged_by_what_was_read_before(pair):
    """A run that was interrupted meets words in another order; a word that starts a phrase did mix them up."""
    posts = [f"info {word} emang hebat" for word in pair]
    fresh = {}
    for first, second in (posts, reversed(posts)):
        kernels.forget(engine._judge(packs.load("pemilu-2024"))._reader(0).memo)
        for post in (first, second):
            scores = engine.scores([post]).tobytes()
            assert fresh.setdefault(post, scores) == scores
