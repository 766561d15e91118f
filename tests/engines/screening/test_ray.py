"""Screening over Ray Data: the same table as one process makes, whatever happens to a node."""

import json
import subprocess
import sys
from types import SimpleNamespace

import pyarrow as pa
import pytest

from ikrar.errors import InputError, NotFound
from ikrar.screening import ray as over_ray
from ikrar.screening.posts import Columns
from ikrar.screening.stream import Options
from tests.engines.screening import fake
from tests.house.source import ROOT


def test_screening_does_not_import_ray():
    code = "import sys, ikrar.screening.ray; print('ray' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_a_batch_keeps_its_columns(monkeypatch):
    monkeypatch.setattr(over_ray, "judge", lambda options: fake.screen)
    batch = pa.table({"id": ["x", "y"], "isi": ["ayo coblos", None]})
    found = over_ray.screen_batch(batch, options=Options(columns=Columns("isi")))
    assert found.column_names == ["id", "isi", *over_ray.RESULT]
    assert found["labels"].to_pylist() == [["partisan_support"], []]


def test_a_batch_without_texts_or_with_a_result_is_refused():
    with pytest.raises(InputError, match="no column"):
        over_ray.screen_batch(pa.table({"id": [1]}), options=Options())
    with pytest.raises(InputError, match="already"):
        over_ray.screen_batch(pa.table({"text": ["a"], "labels": [1]}), options=Options())


@pytest.mark.slow
def test_a_node_that_is_killed_changes_nothing():
    done = subprocess.run(
        [sys.executable, "-m", "tests.engines.screening.two_nodes"],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=110,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    # Ray prints what it knows of the dead node around our line
    said = next(json.loads(line) for line in done.stdout.splitlines() if line.startswith("{"))
    assert said["nodes"] == 2, "both nodes worked"
    assert said["killed_after"] < said["of"], "there was work left when one was killed"
    assert said["living"] == 1
    assert said["flagged"] > 0
    assert said["ids"], "every post once"
    assert said["same"], "the same table as the one-process run"


@pytest.mark.parametrize(("options", "error"), [
    (Options(role="raja"), InputError), (Options(pack="pemilu-1955"), NotFound),
])  # fmt: skip
def test_a_role_or_pack_that_is_not_there_is_refused_before_anything_runs(options, error):
    with pytest.raises(error):
        over_ray.screen_dataset(SimpleNamespace(), options)
