"""Calls that come at the same moment are counted one by one, whichever thread or process answers them."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

from django.core.cache.backends.filebased import FileBasedCache

from ikrar.web import limits

PROCESSES, THREADS, CALLS, MOST = 4, 8, 160, 20
# what `ikrar run` starts is a few processes of a few threads with a cache of files; the clock stands still
WORKER = f"""
import sys, time
from concurrent.futures import ThreadPoolExecutor
from ikrar.web import limits
time.time = lambda: 1_800_000_000.0
def call(_number):
    return limits.spend("race", "203.0.113.7", most={MOST}) == 0
print("ready", flush=True)
sys.stdin.read()
with ThreadPoolExecutor({THREADS}) as pool:
    print(sum(pool.map(call, range({CALLS // PROCESSES}))))
"""


def worker(data):
    env = os.environ | {"IKRAR_DATA": str(data), "DJANGO_SETTINGS_MODULE": "ikrar.server.settings"}
    return subprocess.Popen(
        [sys.executable, "-c", WORKER], env=env, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )  # fmt: skip


def test_processes_of_threads_let_no_more_through_than_stated(tmp_path):
    with ExitStack() as stack:
        workers = [stack.enter_context(worker(tmp_path)) for _process in range(PROCESSES)]
        assert [one.stdout.readline() for one in workers] == ["ready\n"] * PROCESSES
        for one in workers:
            one.stdin.close()
        assert sum(int(one.stdout.read()) for one in workers) == MOST


def test_threads_of_one_process_too(one_minute, monkeypatch, tmp_path):
    monkeypatch.setattr(limits, "cache", FileBasedCache(str(tmp_path / "cache"), {}))

    def call(_number):
        return limits.spend("race", "203.0.113.7", most=MOST)

    with ThreadPoolExecutor(50) as pool:
        waits = list(pool.map(call, range(CALLS)))
    assert waits.count(0) == MOST
    assert all(0 <= wait <= limits.WINDOW for wait in waits)


def test_what_cannot_be_counted_turns_nobody_away(monkeypatch, caplog):
    def fail(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(limits.locks, "lock", fail)
    assert limits.spend("race", "203.0.113.7", most=0) == 0
    assert "Calls cannot be counted." in caplog.text
