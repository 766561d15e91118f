"""`ikrar` where its surroundings are against it: full disks, closed streams, input that would command a terminal."""

import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from ikrar.cli import main, screen, with_django
from ikrar.errors import InputError
from ikrar.screening import stream
from tests.engines.screening import fake
from tests.house.source import ROOT


@pytest.fixture
def posts(tmp_path, monkeypatch):
    """Two posts, and the judge of the tests in place of the engine."""
    monkeypatch.setattr(stream, "judge", lambda options: lambda page: fake.screen(page, on=None))
    monkeypatch.setattr(stream, "weights", lambda: "of the tests")
    path = tmp_path / "posts.csv"
    path.write_text("text\nayo coblos\nhalo\n")
    return path


def ikrar(*arguments):
    return CliRunner().invoke(main, ["screen", *map(str, arguments)])


def shell(script, path):
    program = f"{sys.executable} -m tests.engines.screening.killable"
    script = script.replace("SCREEN", "IKRAR screen").replace("IKRAR", program)
    return subprocess.run(
        ["bash", "-c", script.replace("FILE", str(path))],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("SCREEN FILE > /dev/full", "The result cannot be written: No space left on device."),
        ("SCREEN FILE --audit > /dev/full", "The result cannot be written: No space left"),
        ("SCREEN --help > /dev/full", "No space is left where this was to be written. Make room"),
        ("IKRAR pack list > /dev/full", "No space is left where this was to be written. Make room"),
        ("IKRAR --version > /dev/full", "No space is left where this was to be written. Make room"),
        ("SCREEN FILE >&-", "Standard output is closed; name a file for the result with -o."),
        ("SCREEN FILE --audit >&-", "Standard output is closed"),
        ("SCREEN - <&-", "Standard input is closed; send the posts into it, or name a file."),
        ("SCREEN - 0> FILE.not", "Standard input cannot be read: Bad file descriptor."),
    ],
)
def test_streams_that_cannot_be_used_are_said(posts, script, said):
    done = shell(script, posts)
    assert said in done.stderr
    assert done.stderr.count("\n") == 1, "and nothing else"
    assert done.returncode == 1


def test_without_standard_error_the_result_comes_all_the_same(posts):
    done = shell("SCREEN FILE 2>&-", posts)
    assert done.returncode == 0
    assert done.stdout.count('"row"') == 2


def test_a_terminal_that_takes_no_more_is_said(posts, monkeypatch):
    def full(*_words, err=False, **_more):
        if not err:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(screen, "_is_terminal", lambda stream: stream.name == "<stdout>")
    monkeypatch.setattr(screen.click, "echo", full)
    monkeypatch.setattr(screen, "_leave_output", lambda: None)
    assert "The result cannot be written: No space left" in ikrar(posts).stderr


@pytest.mark.parametrize("more", [[], ["--audit"], ["-o", "out.jsonl"]])
def test_a_failure_to_read_is_not_called_one_to_write(posts, monkeypatch, tmp_path, more):
    def broken(*_given):
        raise OSError(5, "Input/output error")
        yield

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("ikrar.screening.reading.pages", broken)
    monkeypatch.setattr(stream, "pages", broken)
    done = ikrar(posts, *more)
    assert done.exit_code == 1
    assert f"{posts} cannot be read: Input/output error." in done.stderr
    assert "written" not in done.stderr


def test_errors_command_no_terminal(tmp_path):
    path = tmp_path / "posts.csv"
    path.write_text("teks,\x1b[2J\x1b[31mboo\na,b\n")
    done = ikrar(path)
    assert done.exit_code == 1
    assert "\\u001b[2J" in done.stderr
    assert "\x1b" not in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["screen", "a.csv", "\x1b[31mb.csv"],
        ["screen", "--\x1b[31mrole"],
        ["screen", "--on", "\x1b[31m2024", "a.csv"],
        ["\x1b[31mscreen"],
        ["pack", "show", "pemilu-2024", "KE-01", "\x1b[31mKE-02"],
    ],
)
def test_slips_of_usage_command_no_terminal(arguments):
    done = CliRunner().invoke(main, arguments, color=True)
    assert done.exit_code == 2
    assert "x1b[31m" in done.stderr.replace("u001b", "x1b")
    assert "\x1b" not in done.stderr


def test_a_group_without_a_command_shows_its_help():
    done = CliRunner().invoke(main, ["pack"])
    assert "Usage: main pack [OPTIONS]" in done.stderr
    assert "Error" not in done.stderr


def test_errors_of_the_server_command_no_terminal_and_keep_their_lines():
    def refuses():
        raise InputError("one\n\u202etwo")

    with pytest.raises(screen.click.ClickException) as caught:
        with_django(refuses)()
    assert caught.value.message == "one\n\\u202etwo"


def test_what_is_complete_is_not_said_to_be_of_the_same_input(posts, tmp_path):
    out = tmp_path / "\x1b[31mout.jsonl"
    for _ in range(2):
        done = ikrar(posts, "-o", out, "--resume")
        assert done.exit_code == 0
        assert "\x1b" not in done.stderr
    assert "The input was not compared with it" in done.stderr


def test_an_audit_refuses_an_unknown_role(posts):
    done = ikrar(posts, "--audit", "--role", "nope")
    assert done.exit_code == 1
    assert "There is no role 'nope'" in done.stderr


@pytest.mark.parametrize("words", [["pack", "show"], ["pack", "may"], ["screen"], ["train"]])
def test_the_page_of_commands_shows_the_help_that_the_program_prints(words):
    done = CliRunner().invoke(main, [*words, "--help"], prog_name="ikrar")
    assert f"```text\n{done.stdout}```" in (ROOT / "docs" / "cli.md").read_text("utf-8")
    assert "\\b" not in done.stdout
    assert "-h, --help" in done.stdout


@pytest.mark.parametrize("more", [[], ["-o", "out.jsonl"]])
def test_dates_that_cannot_be_read_are_told_beside_the_result(posts, tmp_path, monkeypatch, more):
    monkeypatch.chdir(tmp_path)
    posts.write_text("text,date\nayo coblos,10/01/2024\nhalo,\n")
    done = ikrar(posts, *more)
    assert done.exit_code == 0
    assert "has dates that cannot be read (1), for instance “10/01/2024”" in done.stderr


def test_a_torn_table_ends_the_program_and_takes_it_not_down(tmp_path):
    """Arrow reads ahead in a thread of its own, which is still in Python when a slow file turns out to be torn."""
    path, row = tmp_path / "posts.csv", '%d,"ayo datang ke TPS dan pilih sesuai hati nurani %d"\n'
    rows = [row % (i, i) for i in range(700_000)]
    path.write_text("id,text\n" + "".join(rows[:30_000]) + "a,b,c\n" + "".join(rows[30_000:]))
    slow = (
        "import sys, time; from ikrar.screening import reading; from pathlib import Path; fill = reading.Source.readinto;"
        "reading.Source.readinto = lambda self, target: time.sleep(0.02) or fill(self, target);"
        "from ikrar.screening.posts import COLUMNS;"
        "list(reading.pages(reading.open_source(Path(sys.argv[1])), COLUMNS))"
    )
    for _ in range(3):
        done = subprocess.run(
            [sys.executable, "-c", slow, str(path)],
            cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
        assert done.returncode == 1
        assert "has 3 cells for 2 columns" in done.stderr


def test_a_terminal_that_is_not_of_utf_8_loses_no_result():
    done = subprocess.run(
        [sys.executable, "-c", "from ikrar.cli import screen; screen._written('“ya” 😀')"],
        cwd=ROOT, capture_output=True, env={**os.environ, "PYTHONIOENCODING": "latin-1"}, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, rb"\u201cya\u201d \U0001f600" + b"\n")


def test_a_name_that_is_too_long_is_no_link(posts):
    refused = ikrar(posts, "-o", posts.with_name("a" * 300 + ".jsonl"))
    assert refused.exit_code == 1
    assert "too long a name" in refused.output


def test_one_column_does_not_hold_posts_and_dates(posts):
    refused = ikrar(posts, "--text-column", "text", "--date-column", "text")
    assert refused.exit_code == 1
    assert "cannot hold both" in refused.output
