"""The examples of docs/api.md work: curl runs each against a server of ours, and the answers have the shown shape."""

import json
import os
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache

from ikrar.people import actions
from ikrar.screening import engine, lines
from tests.cast import make_cast
from tests.house.source import ROOT

PAGE = (ROOT / "docs" / "api.md").read_text()
# a block of commands, and the answer that is shown right below it, if any
BLOCKS = re.findall(r"```sh\n(.*?)```(?:\n\n```json\n(.*?)```)?", PAGE, re.DOTALL)
CALLS = [(commands, shown) for commands, shown in BLOCKS if "curl" in commands]


def _shape(value):
    """Names of fields at every depth, of the first element of a list."""
    if isinstance(value, dict):
        return {name: _shape(part) for name, part in value.items()}
    return [_shape(value[0])] if isinstance(value, list) and value else None


def _holds(real, shown) -> bool:
    """Whether everything that is shown is really there."""
    if isinstance(shown, dict):
        return isinstance(real, dict) and all(
            name in real and _holds(real[name], part) for name, part in shown.items()
        )
    return not shown or (isinstance(real, list) and bool(real) and _holds(real[0], shown[0]))


def test_there_are_examples():
    assert len(CALLS) >= 5
    assert sum(bool(shown) for _commands, shown in CALLS) >= 3


def test_the_screening_that_is_shown_is_what_these_weights_say():
    commands, shown = next(call for call in CALLS if '"screenings"' in call[1])
    (post,) = json.loads(re.search(r"-d '(.*?)'", commands)[1])["posts"]
    (row,) = json.loads(shown)["screenings"]
    real = engine.screen([post["text"]], on=date.fromisoformat(post["date"])).to_pylist()[0]
    for finding in real["findings"]:
        finding["score"] = round(finding["score"], 5)
    assert (row["phase"], row["labels"]) == (real["phase"], real["labels"])
    assert row["findings"] == real["findings"]
    assert row["scores"] == {name: round(real["scores"][name], 5) for name in row["scores"]}


def test_scores_have_the_digits_that_are_told():
    assert "All 14 scores come back, with five digits after the point" in PAGE
    row = json.loads(bytes(lines.json_lines(engine.screen(["ayo coblos nomor 1"]))))
    assert len(row["scores"]) == 14
    assert lines.DECIMALS == 5
    assert all(score == round(score, 5) for score in row["scores"].values())


@pytest.fixture(scope="session")
def _static_root():
    """WhiteNoise warns of a folder that is not there; the first compile is not what is tested."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    engine.warm()


@pytest.fixture(scope="session")
def live_server(_static_root, live_server):
    return live_server


@pytest.mark.slow
@pytest.mark.parametrize(("commands", "shown"), CALLS, ids=range(len(CALLS)))
def test_example_works(commands, shown, transactional_db, live_server):
    if not shutil.which("curl"):
        pytest.skip(
            "curl is not here, so the examples of docs/api.md were not run: apt install curl"
        )
    cache.clear()
    make_cast()
    _row, token = actions.create_token(
        "Uji", scopes=["screenings", "packs", "advice"], days=1, by=None
    )
    answers = [_run(line, live_server.url, token) for line in _lines(commands)]
    assert answers
    if shown:
        assert _holds(_shape(answers[-1]), _shape(json.loads(shown)))
    else:
        assert not [answer for answer in answers if "status" in answer]


def _lines(commands: str) -> list[str]:
    """One command a line, continued lines joined."""
    return [line for line in commands.replace("\\\n", " ").splitlines() if line.strip()]


def _run(line: str, url: str, token: str):
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", line],
        env={**os.environ, "IKRAR": url, "TOKEN": token, "no_proxy": "*"},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
