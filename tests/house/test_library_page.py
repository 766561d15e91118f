"""What docs/library.md shows works: its sessions run here, its Ray program in a process of its own."""

import doctest
import os
import re
import subprocess
import sys

import pytest

from tests.house.source import ROOT

PAGE = ROOT / "docs" / "library.md"
PROGRAMS = re.findall(r"```python\n(?!>>>)(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
RAY = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_DATA_DISABLE_PROGRESS_BARS": "1",
    "RAY_OBJECT_STORE_ALLOW_SLOW_STORAGE": "1",
}


def test_the_sessions_answer_as_shown():
    done = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert done.attempted >= 15
    assert done.failed == 0


def test_the_program_for_many_machines_runs(tmp_path):
    pytest.importorskip("ray.data")
    (program,) = PROGRAMS
    program += "print(sorted((row['id'], list(row['labels'])) for row in rows))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=240,
        cwd=ROOT, env=os.environ | RAY | {"HOME": str(tmp_path)},
    )  # fmt: skip
    assert done.stdout.splitlines()[-1:] == ["[(1, ['partisan_support']), (2, [])]"], done.stderr
