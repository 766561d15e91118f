"""Kill -9 in the middle of everything: nothing acknowledged is lost, nothing is logged twice.

IKRAR_KILL_ROUNDS=100 makes the long run of `benchmarks/README-ledger.md`, on both databases.
"""

import json
import os
import subprocess
import sys
import warnings

import pytest

ROUNDS = int(os.environ.get("IKRAR_KILL_ROUNDS", "6"))
LONG = "IKRAR_KILL_ROUNDS" in os.environ


@pytest.fixture
def sqlite_url(tmp_path):
    if os.environ.get("IKRAR_TEST_DB") == "postgres" and not LONG:
        pytest.skip("this run is for PostgreSQL")
    return f"sqlite:///{tmp_path / 'kill.sqlite3'}"


@pytest.fixture
def postgres_url():
    """Give a database of its own on the PostgreSQL that pip brought."""
    if os.environ.get("IKRAR_TEST_DB") != "postgres" and not LONG:
        pytest.skip("this run is for SQLite")
    import psycopg

    from tests.conftest import _postgres_url

    server, name = _postgres_url(), f"ikrar_kill_{os.getpid()}"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
            yield server.replace("/postgres?", f"/{name}?")
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite_url", "postgres_url"])
def program(request, tmp_path):
    """Run a program beside this file on an empty database; return what it prints."""
    environment = {
        **os.environ,
        "DATABASE_URL": request.getfixturevalue(request.param),
        "IKRAR_DATA": str(tmp_path),
        "IKRAR_LOG_KEY": str(tmp_path / "kill-key"),
        "DJANGO_SETTINGS_MODULE": "ikrar.server.settings",
    }

    def run(name, *arguments):
        command = [sys.executable, "-m", f"tests.flows.{name}", *map(str, arguments)]
        done = subprocess.run(
            command,
            env=environment,
            cwd=request.config.rootpath,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        sys.stdout.write(f"{request.param} {done.stdout}\n")
        return json.loads(done.stdout)

    return run


@pytest.mark.slow
@pytest.mark.timeout(600 if LONG else 120)
def test_killed_at_any_instant_nothing_is_lost_or_logged_twice(program):
    result = program("kill_rounds", ROUNDS, 7)
    assert result["acknowledged"] > ROUNDS
    assert result["checkpoints"] > 2
    assert result["lost"] == result["twice"] == result["waiting"] == 0
    assert result["logged"] == result["numbered"] >= result["acknowledged"]
    assert result["discrepancies"] == []
    if LONG:
        assert len(result["killed_at_step"]) >= 4


@pytest.mark.slow
def test_four_sequencers_at_once_make_one_log(program):
    result = program("race", 1200)
    assert result["sequenced"] == result["size"] == 1200
    assert result["checkpoints"] == sum(result["batches"]) + 1  # that of the empty log too
    assert sum(batches > 0 for batches in result["batches"]) >= 2, "there was no race"
    assert result["discrepancies"] == []
