"""benchmarks/screening.py still runs: every case that it times is one that the engine has. The peers are played here."""

import json
import subprocess
import sys

import pytest

from tests.house.source import ROOT

RUN = """
import json, tempfile
from benchmarks import screening
screening.sklearn_peer = lambda texts, labels: len
screening.fasttext_peer = lambda texts, labels, folder: len
texts = screening.written(120)
with tempfile.TemporaryDirectory() as folder:
    best, flagged = screening.contest(texts, 1, folder)
    cold = screening.command(folder, 0)
times = screening.single(texts, 3)
print(json.dumps([best, flagged, cold, times, list(screening.table(best))]))
"""


@pytest.mark.slow
def test_every_case_of_the_benchmark_runs():
    done = subprocess.run(
        [sys.executable, "-c", RUN], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    best, flagged, cold, times, table = json.loads(done.stdout)
    assert flagged > 0
    assert len(table) == 1 + len(best) == 10
    assert min(*best.values(), cold, *times) > 0
