"""`ikrar brief` as an operator types it."""

import io

import pypdf
from click.testing import CliRunner

from ikrar.cli import main
from ikrar.people.models import Agency
from tests.apps.dashboards import steps


def run(*arguments, code=0):
    result = CliRunner().invoke(main, ["brief", *map(str, arguments)])
    assert result.exit_code == code, result.output
    return result


def text_of(made: bytes) -> str:
    reader = pypdf.PdfReader(io.BytesIO(made))
    assert len(reader.pages) == 2
    return "".join(page.extract_text() for page in reader.pages)


def test_it_writes_the_phase_of_the_day(world, tmp_path):
    steps.tell()
    Agency.objects.update(is_demo=True, today="2024-02-14")
    result = run("-o", tmp_path / "a.pdf")
    assert "During the election, data as of 2024-02-14" in result.output
    assert "Saat pemilu" in text_of((tmp_path / "a.pdf").read_bytes())


def test_the_same_again_to_standard_output(world, tmp_path):
    steps.tell()
    run("--phase", "pasca", "--language", "en", "-o", tmp_path / "a.pdf")
    made = run("--phase", "pasca", "--language", "en", "-o", "-").stdout_bytes
    assert made == (tmp_path / "a.pdf").read_bytes()
    assert "After the election" in text_of(made)


def test_what_is_wrong_is_said_in_english(world, tmp_path):
    assert "Use one of pra, saat, pasca" in run("--phase", "x", "-o", "-", code=1).output
    assert "cannot be written" in run("-o", tmp_path / "no" / "a.pdf", code=1).output
    Agency.objects.update(pack="tidak-ada")
    assert "pack cannot be read" in run("-o", "-", code=1).output
