"""`ikrar screen`, with the judge of the tests: what goes where, in which words, with which exit code."""

import json
import subprocess
import sys
from datetime import date

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from ikrar import packs
from ikrar.cli import main, screen_text
from ikrar.screening import audit, stream
from ikrar.screening.law import lawbook
from ikrar.screening.reasons import translate
from tests.engines.screening import fake
from tests.house.source import ROOT


@pytest.fixture(autouse=True)
def asked(monkeypatch):
    """Put the judge of the tests in place of the engine; what it was asked with can be looked at."""
    seen = []

    def judge(options):
        seen.append(options)
        return lambda page: fake.screen(page, on=options.on)

    monkeypatch.setattr(stream, "judge", judge)
    monkeypatch.setattr(stream, "weights", lambda: "of the tests")
    return seen


@pytest.fixture
def posts(tmp_path):
    path = tmp_path / "posts.csv"
    path.write_text('id,text,date\n1,"ayo coblos, goblok",2024-01-02\n2,halo,\n')
    return path


def ikrar(*arguments, stdin=None):
    return CliRunner().invoke(main, ["screen", *map(str, arguments)], input=stdin)


def test_on_a_pipe_it_writes_json_lines(posts):
    done = ikrar(posts)
    assert done.exit_code == 0
    first, second = map(json.loads, done.stdout.splitlines())
    assert (first["row"], first["phase"], first["labels"]) == (
        0, "kampanye", ["partisan_support", "abusive"],
    )  # fmt: skip
    assert first["findings"][0]["spans"] == [[4, 10]]
    assert (second["row"], second["phase"], second["findings"]) == (1, None, [])
    assert done.stderr == ""


@pytest.mark.parametrize(
    "given", [b"ayo coblos\nhalo\n", b'{"text": "ayo coblos"}\n{"text": "halo"}\n', b"text\nayo coblos\nhalo\n"]
)  # fmt: skip
def test_standard_input_may_be_text_or_json_or_csv(given):
    done = ikrar("-", stdin=given)
    labels = [json.loads(line)["labels"] for line in done.stdout.splitlines()]
    assert labels == [["partisan_support"], []]


def test_options_reach_the_judge(posts, asked):
    options = ["--on", "2024-02-12", "--role", "ppnpn", "--pack", "pilkada-2024"]
    assert ikrar(posts, *options).exit_code == 0
    (options,) = asked
    assert (options.on, options.role, options.pack) == (date(2024, 2, 12), "ppnpn", "pilkada-2024")


def test_columns_of_other_names(tmp_path):
    path = tmp_path / "posts.csv"
    path.write_text("isi;tanggal\nayo coblos;2024-01-02\n")
    done = ikrar(path, "--text-column", "isi", "--date-column", "tanggal")
    assert json.loads(done.stdout)["phase"] == "kampanye"


@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet"])
def test_results_go_to_a_file(posts, tmp_path, kind):
    out = tmp_path / f"out.{kind}"
    done = ikrar(posts, "-o", out)
    assert (done.exit_code, done.stdout) == (0, "")
    assert "2 posts screened" in done.stderr
    if kind == "parquet":
        assert pq.read_table(out)["labels"].to_pylist() == [["partisan_support", "abusive"], []]
    else:
        assert "partisan_support" in out.read_text()


def test_a_complete_result_needs_no_going_on(posts, tmp_path):
    out = tmp_path / "out.jsonl"
    assert ikrar(posts, "-o", out, "--resume").exit_code == 0
    done = ikrar(posts, "-o", out, "--resume")
    assert done.exit_code == 0
    assert "is complete" in done.stderr
    assert ikrar(posts, "-o", out).exit_code == 0  # and begins anew where that was not asked


def test_on_a_terminal_it_shows_findings_and_counts(posts, monkeypatch):
    monkeypatch.setattr("ikrar.cli.screen._is_terminal", lambda stream: stream.name == "<stdout>")
    done = ikrar(posts)
    assert "row 0 · kampanye" in done.stdout
    assert "ayo coblos, goblok" in done.stdout
    assert "partisan_support 0.91, statement 2" in done.stdout
    assert translate(fake.REASON, "en") in done.stdout
    assert "KE-04, PP94/2021:5:n:6" in done.stdout
    assert "moral · prospective candidate" in done.stdout
    assert "2 posts, 1 with findings" in done.stdout
    assert "No finding is no clearance" in done.stdout
    assert "{" not in done.stdout
    assert ikrar(posts, "--json").stdout.startswith('{"row": 0')


def test_a_terminal_tells_class_object_and_whom_to_ask():
    book = lawbook(packs.load("pemilu-2024"))

    def weight(label, on):
        law = book.of(label, on)
        one = {"label": label, "reasons": [], "forms": list(law.forms), "norms": list(law.norms)}
        return " · ".join(screen_text._weight(one, book))

    assert weight("partisan_support", date(2023, 10, 4)).startswith("moral · ")
    assert "ask a human" not in weight("partisan_support", date(2023, 10, 4))
    claim = weight("claim", date(2024, 1, 15))
    assert claim.startswith("pidana · ")
    assert claim.endswith(" · ask a human · part of it not verified")
    assert weight("abusive", None) == "ask a human"
    assert weight("calm", None) == ""


def test_what_is_shown_of_a_post_commands_no_terminal():
    text = "a\x1b[31mb\r\nc\u202ed " + "x" * 400
    shown = screen_text.marked(text, [(2, 5)])
    assert "\\u001b[31mb c\\u202ed" in shown.replace("\x1b[4m", "").replace("\x1b[0m", "")
    assert len(shown) < 300
    assert screen_text.marked("y" * 1000 + "coblos", [(1000, 1006)]).startswith("… yyy")
    shown = screen_text.marked("satu dua tiga " * 40 + "coblos", [(560, 566)])
    assert shown.startswith(("… satu", "… dua", "… tiga")), "cut between words"


@pytest.mark.parametrize(
    ("content", "arguments", "code", "words"),
    [
        (b"isi\nhalo\n", [], 1, "It has: isi"),
        ("text\ncafé\n".encode("latin-1"), [], 1, "byte 0xe9 in line 2"),
        (b"", [], 1, "empty"),
        (b"\x7fELF\0\0", [], 1, "binary"),
        (b"text\na\n", ["--on", "kemarin"], 2, "--on"),
        (b"text\na\n", ["--resume"], 2, "needs -o"),
        (b"text\na\n", ["--audit", "--explain"], 2, "--audit"),
        (b"text\na\n", ["-o", "out.xlsx"], 1, ".jsonl, .csv or .parquet"),
    ],
)
def test_what_cannot_be_done_is_said(tmp_path, content, arguments, code, words):
    path = tmp_path / "posts.csv"
    path.write_bytes(content)
    done = ikrar(path, *arguments)
    assert done.exit_code == code
    assert words in done.stderr
    assert "Traceback" not in done.output


def audited(monkeypatch, changes):
    def swaps(texts, *, pack):
        asked.append((list(texts), pack))
        change = audit.Change("hate", 0.1, 0.2, "kata \x1b[31m Budi", "kata Ani")
        return audit.AuditReport(
            posts=2, with_terms=1, swaps={"name": 20}, changed={"name": changes},
            unlisted=10, flipped=0, examples=(change,) * changes,
        )  # fmt: skip

    asked = []
    monkeypatch.setattr(audit, "swaps", swaps)
    return asked


def test_an_audit_reads_every_post_and_fails_with_one_changed_score(posts, monkeypatch):
    asked = audited(monkeypatch, changes=0)
    done = ikrar(posts, "--audit", "--pack", "pilkada-2024")
    assert (done.exit_code, asked) == (0, [(["ayo coblos, goblok", "halo"], "pilkada-2024")])
    assert "Fair:" in done.stdout
    audited(monkeypatch, changes=1)
    done = ikrar(posts, "--audit")
    assert done.exit_code == 1
    assert "Budi" not in done.stdout
    done = ikrar(posts, "--audit", "--json")
    assert "\\u001b[31m Budi" in done.stdout
    assert (done.exit_code, json.loads(done.stdout)["is_fair"]) == (1, False)


def test_an_audit_that_could_swap_nothing_judges_nobody(posts):
    done = ikrar(posts, "--audit")
    assert done.exit_code == 0
    assert "Nothing was swapped" in done.stdout
    assert "Fair" not in done.stdout
    done = ikrar(posts, "--audit", "--json")
    assert (done.exit_code, json.loads(done.stdout)["is_fair"]) == (0, None)


def test_folders_missing_files_and_the_file_itself(tmp_path, posts):
    assert "is a folder" in ikrar(tmp_path).stderr
    assert ikrar(tmp_path / "none.csv").exit_code == 1
    done = ikrar(posts, "-o", posts)
    assert done.exit_code == 2
    assert posts.read_text().startswith("id,text")


def run(script, **options):
    return subprocess.run(
        ["bash", "-c", script.replace("IKRAR", f"{sys.executable} -m tests.engines.screening.killable")],
        cwd=ROOT, capture_output=True, text=True, check=False, **options,
    )  # fmt: skip


@pytest.mark.slow
def test_a_reader_who_has_had_enough_is_no_error():
    done = run(
        "set -o pipefail; yes ayo coblos | head -2000 | IKRAR screen - | head -1 > /dev/null; echo ${PIPESTATUS[2]}"
    )
    assert done.stdout == "0\n"
    assert done.stderr == ""


@pytest.mark.slow
def test_a_full_standard_output_is_said():
    done = run("yes halo | head -2000 | IKRAR screen - > /dev/full")
    assert done.returncode == 1
    assert "No space left" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_it_starts_without_django_pandas_and_scipy(tmp_path):
    (tmp_path / "one.txt").write_text("halo\n")
    code = (
        "import sys; from ikrar.cli import main; from tests.engines.screening import killable\n"
        "killable.stream.judge = killable.slow_judge\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: print(' '.join(sys.modules))"
    )
    command = [sys.executable, "-c", code, "screen", tmp_path / "one.txt"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert loaded & {"django", "pandas", "scipy", "ray", "rich", "sklearn"} == set()
    assert "pyarrow" in loaded


def test_days_that_are_missing_are_told_where_they_are_asked_for(tmp_path):
    posts = tmp_path / "posts.csv"
    posts.write_text("text,tanggal\nayo coblos,2024-01-10\n")
    told = "No post has a day"
    assert told in ikrar(posts, "--json").stderr
    assert told not in ikrar(posts, "--json", "--on", "2024-01-10").stderr
    assert told not in ikrar(posts, "--audit").stderr


def test_what_comes_by_standard_input_is_not_written_over(tmp_path):
    posts = tmp_path / "posts.csv"
    posts.write_text("text\nayo coblos\n")
    command = [sys.executable, "-m", "ikrar", "screen", "-", "-o", str(posts)]
    with posts.open("rb") as stream:
        done = subprocess.run(command, stdin=stream, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "-o names the file that is read" in done.stderr
    assert posts.read_text() == "text\nayo coblos\n"


def test_a_table_that_is_read_as_text_is_told(tmp_path):
    posts = tmp_path / "posts.txt"
    posts.write_text("id,teks,tanggal\n1,ayo coblos,2024-01-10\n")
    done = ikrar(posts, "--json")
    assert (done.exit_code, done.stdout.count('"row"')) == (0, 2)
    assert "looks like a table with the columns id, teks, tanggal. To read it as one" in done.stderr
    assert done.stderr.count("\n") == 1
    done = ikrar(posts, "--json", "--text-column", "teks", "--date-column", "tanggal")
    assert (json.loads(done.stdout)["phase"], done.stderr) == ("kampanye", "")
