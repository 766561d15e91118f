"""The screening engine is ready before the first visitor, and never in the way of the pledge."""

import os
import subprocess
import sys

import pytest

from ikrar.server import engine, health


def _start(before: str, after: str, data) -> subprocess.CompletedProcess:
    """Start the program as gunicorn does, with something done before and asked after."""
    environment = {**os.environ, "IKRAR_DATA": str(data), "PYTHONWARNINGS": "error"}
    return subprocess.run(
        [sys.executable, "-c", f"{before}\nimport ikrar.server.wsgi\n{after}"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_nobody_waits_for_the_compiler(tmp_path):
    done = _start("import sys", "print('numba' in sys.modules)", tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "True"
    assert done.stderr == ""


@pytest.mark.slow
def test_the_pledge_is_served_without_it(tmp_path):
    broken = "from ikrar.screening import engine\ndef fail(pack): raise OSError('no weights')\nengine.warm = fail"  # fmt: skip
    done = _start(broken, "print(ikrar.server.wsgi.application)", tmp_path)
    assert done.returncode == 0, done.stderr
    assert "WSGIHandler" in done.stdout
    assert "Drafts cannot be checked" in done.stderr
    assert "no weights" in done.stderr


def test_what_tells_why_is_made_ready_too():
    from ikrar.screening import engine as screening

    found = [len(screening.screen(d).to_pylist()[0]["findings"]) for d in engine.DRAFTS]
    assert found[0] == 1
    assert found[1] > 1


def test_every_pack_is_made_ready(monkeypatch):
    from ikrar.screening import engine as screening

    warmed = []
    monkeypatch.setattr(screening, "warm", warmed.append)
    engine.warm()
    assert {"pemilu-2024", "pilkada-2024"} <= set(warmed)


def test_an_operator_is_told(cast, monkeypatch):
    def fail():
        raise OSError("The weights are damaged.")

    monkeypatch.setattr(engine, "warm", fail)
    found = next(f for f in health.findings() if f.what == "screening engine")
    assert not found.is_well
    assert found.mend == "The weights are damaged."


@pytest.mark.parametrize("can_write", [True, False])
def test_compiled_code_has_a_place(tmp_path, settings, monkeypatch, can_write):
    from ikrar.screening import engine as screening

    monkeypatch.setattr(screening, "warm", lambda pack: None)
    monkeypatch.setattr(screening, "screen", lambda text: None)
    monkeypatch.setattr(os, "access", lambda place, how: can_write)
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    engine.warm()
    wanted = None if can_write else str(settings.DATA_DIR / "numba")
    assert os.environ.pop("NUMBA_CACHE_DIR", None) == wanted
