"""A long run into a file: whatever stops it leaves whole rows, and going on gives the same bytes."""

import io
import itertools
import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date

import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq
import pytest

from ikrar import packs
from ikrar.errors import InputError, NotPossible
from ikrar.screening import reading, stream, writing
from ikrar.screening.posts import Columns
from ikrar.screening.reading import open_source
from ikrar.screening.stream import Options, run_of, screen_file, screened
from ikrar.screening.writing import Output
from tests.engines.screening import fake, killable
from tests.house.source import ROOT

POSTS = [f"post {n} " + ["ayo coblos", "goblok", "halo 😀", ""][n % 4] for n in range(1000)]
FORMATS = ["jsonl", "csv", "parquet"]
ON = Options(on=date(2024, 1, 2))


@pytest.fixture(autouse=True)
def _small_pages(monkeypatch):
    monkeypatch.setattr(reading, "PAGE_ROWS", killable.PAGE)
    monkeypatch.setattr(stream, "weights", lambda: "of the tests")


@pytest.fixture
def posts(tmp_path):
    path = tmp_path / "posts.jsonl"
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in POSTS))
    return path


def judged(page):
    return fake.screen(page, on=ON.on)


def run(posts, out, *, options=ON, resume=False, judge=judged, progress=lambda _: None):
    source = open_source(posts)
    output = Output(out, run_of(source, options), resume=resume)
    return screen_file(source, options, output, judged=judge, progress=progress)


def rows_of(path):
    """Rows of a result or of one piece of it, read by somebody else's reader."""
    if path.suffix == ".parquet":
        return [
            {"row": row["row"], "labels": row["labels"]} for row in pq.read_table(path).to_pylist()
        ]
    if path.suffix == ".csv":
        options = pc.ConvertOptions(strings_can_be_null=False)
        rows = pc.read_csv(path, convert_options=options).to_pylist()
        return [
            {"row": r["row"], "labels": r["labels"].split("|") if r["labels"] else []} for r in rows
        ]
    lines = path.read_text().splitlines()
    return [{"row": row["row"], "labels": row["labels"]} for row in map(json.loads, lines)]


def partial_rows(out):
    """All that an interrupted run left, in order."""
    folder = out.with_name(out.name + ".part")
    pieces = sorted(p for p in folder.iterdir() if not p.name.startswith((".", "_", "whole")))
    return [row for piece in pieces for row in rows_of(piece)]


def whole(posts, folder, kind):
    out = folder / f"whole.{kind}"
    assert run(posts, out) == len(POSTS)
    return out.read_bytes()


@pytest.mark.parametrize("kind", FORMATS)
def test_a_run_writes_every_post_once(posts, tmp_path, kind):
    out, seen = tmp_path / f"out.{kind}", []
    run(posts, out, progress=seen.append)
    rows = rows_of(out)
    assert [row["row"] for row in rows] == list(range(len(POSTS)))
    assert [row["labels"] for row in rows[:4]] == [["partisan_support"], ["abusive"], [], []]
    assert seen[0] == killable.PAGE
    assert seen[-1] == len(POSTS)
    assert not out.with_name(out.name + ".part").exists()


def test_pages_are_those_of_the_whole(posts):
    found = [
        row for _, table in screened(open_source(posts), ON, judged) for row in table.to_pylist()
    ]
    everything = fake.screen(pa.table({"text": POSTS}), on=ON.on)
    assert found == everything.to_pylist()


class Crash(BaseException):
    """The moment at which the power goes."""


def crash_after(monkeypatch, steps):
    """Let the `steps`-th thing done to the disk, and all after it, fail."""
    left = [steps]

    def fails(function):
        def step(*args, **kwargs):
            left[0] -= 1
            if left[0] < 0:
                raise Crash
            return function(*args, **kwargs)

        return step

    monkeypatch.setattr(writing.os, "fsync", fails(os.fsync))
    monkeypatch.setattr(writing.Path, "replace", fails(writing.Path.replace))
    monkeypatch.setattr(writing.shutil, "copyfileobj", fails(writing.shutil.copyfileobj))
    monkeypatch.setattr(writing, "_written", fails(writing._written))


@pytest.mark.parametrize("kind", FORMATS)
def test_a_crash_at_any_step_can_be_gone_on_from(posts, tmp_path, monkeypatch, kind):
    expected = whole(posts, tmp_path, kind)
    steps = 0
    while True:
        out = tmp_path / f"out{steps}.{kind}"
        with monkeypatch.context() as patch:
            crash_after(patch, steps)
            try:
                run(posts, out)
                break
            except Crash:
                pass
        if out.with_name(out.name + ".part").exists():
            left = [row["row"] for row in partial_rows(out)]
            assert left == list(range(len(left)))
        run(posts, out, resume=True)
        assert out.read_bytes() == expected
        steps += 1 if steps < 10 else 17
    assert steps > 100


def ikrar(*arguments, **options):
    command = [
        sys.executable,
        "-m",
        "tests.engines.screening.killable",
        "screen",
        *map(str, arguments),
    ]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, **options)


@pytest.mark.slow
@pytest.mark.parametrize("kind", FORMATS)
def test_killed_at_random_moments_the_bytes_are_the_same(posts, tmp_path, kind):
    expected, out, kills = whole(posts, tmp_path, kind), tmp_path / f"out.{kind}", 0
    while not out.exists():
        process = ikrar(posts, "--on", "2024-01-02", "-o", out, "--resume")
        part = out.with_name(out.name + ".part")
        before = len(list(part.glob("0*"))) if part.exists() else 0
        while process.poll() is None and not (
            part.exists() and len(list(part.glob("0*"))) > before
        ):
            time.sleep(0.005)
        time.sleep(random.uniform(0, 0.15))
        if kills < 3:
            process.kill()
        process.communicate()
        kills += 1
        if not out.exists():
            left = [row["row"] for row in partial_rows(out)]
            assert left == list(range(len(left)))
            assert len(left) % killable.PAGE == 0
    assert kills >= 2
    assert out.read_bytes() == expected


@pytest.mark.slow
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_told_to_stop_it_says_what_is_safe(posts, tmp_path, sign):
    out = tmp_path / "out.jsonl"
    # whoever runs the tests in the background has told their children not to hear SIGINT
    process = ikrar(posts, "-o", out, preexec_fn=lambda: signal.signal(sign, signal.SIG_DFL))
    while not list(tmp_path.glob("out.jsonl.part/000003-*")):
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(sign)
    said = process.communicate()[1]
    assert process.returncode == 1
    assert "Stopped. What was done so far is safe" in said
    assert "--resume" in said
    assert len(partial_rows(out)) >= 4 * killable.PAGE
    assert not out.exists()


@pytest.mark.slow
def test_a_full_disk_is_said_and_gone_on_from(posts, tmp_path):
    """A limit on the size of files stands for the disk: the kernel refuses the same call."""

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))

    expected, out = whole(posts, tmp_path, "jsonl"), tmp_path / "out.jsonl"
    process = ikrar(posts, "--on", "2024-01-02", "-o", out, preexec_fn=limit)
    said = process.communicate()[1]
    assert process.returncode == 1
    assert "would be larger than a file may be here. Raise the limit" in said
    assert "--resume" in said
    assert len(partial_rows(out)) == len(POSTS)  # only the join did not fit
    process = ikrar(posts, "--on", "2024-01-02", "-o", out, "--resume")
    assert process.wait() == 0
    process.stderr.close()
    assert out.read_bytes() == expected


def interrupted(posts, out, pages=3):
    def stops(page):
        if next(done) >= pages:
            raise KeyboardInterrupt
        return judged(page)

    done = itertools.count()
    with pytest.raises(KeyboardInterrupt):
        run(posts, out, judge=stops)


def test_pages_that_are_done_are_not_screened_again(posts, tmp_path):
    interrupted(posts, tmp_path / "out.jsonl", pages=3)
    screened_again = []
    run(
        posts,
        tmp_path / "out.jsonl",
        resume=True,
        judge=lambda page: screened_again.append(1) or judged(page),
    )
    assert len(screened_again) == len(POSTS) // killable.PAGE - 3


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (Options(on=date(2024, 1, 3)), "on: 2024-01-02 → 2024-01-03"),
        (Options(on=ON.on, pack="pilkada-2024"), "pack: pemilu-2024 → pilkada-2024"),
        (Options(on=ON.on, columns=Columns("isi")), "columns:"),
        (Options(on=ON.on, explain=True), "explain: False → True"),
    ],
)
def test_other_options_are_refused(posts, tmp_path, options, words):
    interrupted(posts, tmp_path / "out.jsonl")
    with pytest.raises(NotPossible, match=words):
        run(posts, tmp_path / "out.jsonl", options=options, resume=True)


def test_rules_that_changed_meanwhile_are_refused(posts, tmp_path, monkeypatch):
    out = tmp_path / "out.jsonl"
    interrupted(posts, out)
    pack = packs.load(ON.pack)
    norms = replace(pack.norms, norms=pack.norms.norms[1:])
    monkeypatch.setattr(packs, "load", lambda name: replace(pack, norms=norms))
    with pytest.raises(NotPossible, match=r"what the pack says: [0-9a-f]{64} → [0-9a-f]{64}"):
        run(posts, out, resume=True)
    with pytest.raises(NotPossible, match="has changed since, so remove that folder to begin anew"):
        run(posts, out, resume=True)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("roots.fingerprint", "word lists: [0-9a-f]{64} → other"),
        ("stream.weights", "weights: of the tests → other"),
    ],
)
def test_a_program_that_changed_meanwhile_is_refused(posts, tmp_path, monkeypatch, name, told):
    out = tmp_path / "out.jsonl"
    interrupted(posts, out)
    monkeypatch.setattr(f"ikrar.screening.{name}", lambda: "other")
    with pytest.raises(NotPossible, match=rf"{told}\)\. The pack or the program has changed since"):
        run(posts, out, resume=True)


def test_another_input_is_refused(posts, tmp_path):
    out = tmp_path / "out.jsonl"
    interrupted(posts, out)
    posts.write_text(posts.read_text() + '{"text": "satu lagi"}\n')
    with pytest.raises(NotPossible, match="size"):
        run(posts, out, resume=True)


def test_another_input_of_the_same_size_is_refused(posts, tmp_path):
    out = tmp_path / "out.jsonl"
    interrupted(posts, out)
    posts.write_text(posts.read_text().replace("post 41 ", "post 14 "))
    with pytest.raises(NotPossible, match="not the file"):
        run(posts, out, resume=True)


def test_a_shorter_input_on_a_pipe_is_refused(posts, tmp_path):
    def through_a_pipe(data, *, resume):
        source = reading.Source(io.BytesIO(data), "-")
        output = Output(tmp_path / "out.jsonl", run_of(source, ON), resume=resume)
        judge = judged if resume else stopping
        return screen_file(source, ON, output, judged=judge)

    def stopping(page):
        if next(done) >= 3:
            raise KeyboardInterrupt
        return judged(page)

    data, done = posts.read_bytes(), itertools.count()
    with pytest.raises(KeyboardInterrupt):
        through_a_pipe(data, resume=False)
    first_two_pages = b"".join(data.splitlines(keepends=True)[: 2 * killable.PAGE])
    with pytest.raises(NotPossible, match="not the file"):
        through_a_pipe(first_two_pages, resume=True)
    assert through_a_pipe(data, resume=True) == len(POSTS)


def test_an_interrupted_run_is_not_thrown_away(posts, tmp_path):
    interrupted(posts, tmp_path / "out.jsonl")
    with pytest.raises(NotPossible, match="Go on with it by --resume"):
        run(posts, tmp_path / "out.jsonl")


def test_a_disk_that_takes_nothing_is_said(posts, tmp_path, monkeypatch):
    def refuses(*_arguments, **_options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(writing.Path, "mkdir", refuses)
    with pytest.raises(NotPossible, match=r"Permission denied\. Nothing was written"):
        run(posts, tmp_path / "out.csv")


def test_two_runs_do_not_write_the_same_file(posts, tmp_path):
    source = open_source(posts)
    first = Output(tmp_path / "out.csv", run_of(source, ON), resume=False)
    with pytest.raises(NotPossible, match="Another run"):
        Output(tmp_path / "out.csv", run_of(source, ON), resume=False)
    first.close()
    run(posts, tmp_path / "out.csv")
    source.close()


def test_what_fails_at_once_leaves_nothing(tmp_path):
    path = tmp_path / "posts.csv"
    path.write_text("isi\nhalo\n")
    with pytest.raises(InputError, match="no column"):
        run(path, tmp_path / "out.jsonl")
    assert sorted(p.name for p in tmp_path.glob("out*")) == []


@pytest.mark.parametrize("kind", FORMATS)
def test_no_posts_make_an_empty_result(tmp_path, kind):
    (tmp_path / "posts.csv").write_text("text\n")
    assert run(tmp_path / "posts.csv", tmp_path / f"out.{kind}") == 0
    assert rows_of(tmp_path / f"out.{kind}") == []


@pytest.mark.parametrize("name", ["out", "out.xlsx", "nowhere/out.csv", "folder.csv"])
def test_results_need_a_name_with_a_format(tmp_path, name):
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(InputError):
        Output(tmp_path / name, {}, resume=False)


def test_a_partial_parquet_result_is_a_folder_that_others_read(posts, tmp_path):
    interrupted(posts, tmp_path / "out.parquet")
    assert pq.read_table(tmp_path / "out.parquet.part")["row"].to_pylist() == list(range(120))


def test_a_digest_knows_texts_dates_and_nulls():
    def digest(texts, dates=None):
        columns = {"text": pa.array(texts, pa.string())}
        return stream.digest(pa.table(columns | ({"date": dates} if dates else {})))

    same = {digest(["a", "bc"]), stream.digest(pa.table({"text": ["x", "a", "bc"]}).slice(1))}
    assert len(same) == 1
    others = [
        digest(["ab", "c"]),
        digest(["a", None]),
        digest(["a", ""]),
        digest(["a", "bc"], ["x", "y"]),
    ]
    assert len({*others, *same}) == 5
