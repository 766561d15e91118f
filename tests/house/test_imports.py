"""The floors hold, and the engines start without Django, numbers or the network."""

import subprocess
import sys
from pathlib import Path

from tests.house.source import ROOT

BIN = Path(sys.executable).parent


def test_layers_hold():
    done = subprocess.run(
        [BIN / "lint-imports", "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def _modules_after(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_cold_import_is_light():
    heavy = {"django", "numpy", "pyarrow", "click", "rich", "typst", "pypdf", "cryptography"}
    assert _modules_after("import ikrar") & heavy == set()


def test_verify_needs_no_django_and_no_network():
    loaded = _modules_after("import ikrar; ikrar.verify; import ikrar.cli.verify")
    assert loaded & {"django", "requests", "urllib.request", "http.client"} == set()
