"""Fixtures that every flow may ask for: the cast, and programs that run as processes on a database of their own."""

import json
import os
import subprocess
import sys
import warnings
from uuid import uuid4

import pytest

from tests.cast import Cast, make_cast

LONG = "IKRAR_KILL_ROUNDS" in os.environ


@pytest.fixture
def cast(db) -> Cast:
    return make_cast()


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

    server, name = _postgres_url(), f"ikrar_kill_{uuid4().hex}"
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
