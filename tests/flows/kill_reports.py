"""Reporters as real processes, each killed with SIGKILL at another step of the intake.

A step is a call or a return of any function of reports, vault, ledger and sealing, or of a statement or a commit of
the database: one submission is counted first, then killed at so many of its steps, spread evenly. Run as a program,
with DATABASE_URL (an empty database) and IKRAR_DATA set, by `test_kill_reports.py` and by hand. Prints one JSON object.
A report is acknowledged once its process wrote the receipt that it was shown to a file.
"""

import io
import json
import os
import re
import signal
import sys
import time
from functools import cache
from pathlib import Path

from tests.flows import door
from tests.flows.kill_cases import spread
from tests.flows.kill_rounds import fork

EVIDENCE = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 800  # 200 kB: several chunks of the stream
WATCHED = re.compile(
    r"/ikrar/(reports|vault|ledger|sealing)/|/django/db/(transaction|backends)|/psycopg/cursor"
)
HOUR = 3 * 3600


def main(kills: int) -> None:
    door.prepare()
    _cheap()
    _warm()
    _run(0, kill_at=0)  # makes what is made once
    steps, committed = _run(1, kill_at=0)
    killed = 0
    for number, step in enumerate(spread(kills, steps, committed), 2):
        killed += _run(number, kill_at=step) is None
    _run(kills + 2, kill_at=0)
    counts = {"steps": steps, "committed_at": committed, "killed": killed}
    sys.stdout.write(json.dumps({**counts, **_judge()}))


def _cheap() -> None:
    """A receipt that is cheap to stretch, and static files without a manifest."""
    from django.conf import settings

    from ikrar.reports.actions import intake
    from ikrar.sealing.keys import Cost

    intake.COST = Cost(1, 8192)
    intake.WITHOUT_WORK = 10**9
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    Path(settings.STATIC_ROOT).mkdir(exist_ok=True)


def _warm() -> None:
    """Load once, before the forks, what every process would load anew."""
    from django.db import connection
    from django.test import Client
    from django.urls import reverse

    for _ in range(2):
        Client(headers={"host": "localhost"}).post(reverse("report_new"), {"what": ""})
    connection.close()  # a child must not share the parent's connection


def _run(number: int, *, kill_at: int) -> tuple[int, int] | None:
    """Send report `number` in a process of its own. How many steps it took and at which one the commit began, or None
    where it was killed.
    """
    reader, writer = os.pipe()
    child = fork(_send, number, kill_at, writer)
    os.close(writer)
    _pid, status = os.waitpid(child, 0)
    with os.fdopen(reader, "rb") as told:
        said = told.read()
    if os.WIFSIGNALED(status):
        return None
    steps, committed = said.split()
    return int(steps), int(committed)


def _send(number: int, kill_at: int, out: int) -> None:
    from django.test import Client
    from django.urls import reverse

    client, count, committed = Client(headers={"host": "localhost"}), 0, 0
    page = client.get(reverse("report_new")).content.decode()
    ticket = re.search(r'name="ticket" value="([^"]+)"', page)[1]
    file = io.BytesIO(EVIDENCE)
    file.name = f"foto{number}.jpg"
    given = {
        "ticket": ticket,
        "what": words(number),
        "identity": f"Pelapor {number}",
        "upload": file,
    }

    def step(frame, event, _what):
        nonlocal count, committed
        if is_watched(frame.f_code.co_filename):
            count += 1
            if event == "call" and frame.f_code.co_name == "_commit":
                committed = count
            if count == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(step)
    answer = client.post(reverse("report_new"), given)
    sys.setprofile(None)
    receipt = re.search(r"receipt-words[^>]*>([^<]+)<", answer.content.decode())[1]
    line = os.open(_acknowledged(), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(line, f"{number} {receipt}\n".encode())
    os.write(out, f"{count} {committed}".encode())


@cache
def is_watched(name: str) -> bool:
    return bool(WATCHED.search(name))


def words(number: int) -> str:
    return f"Laporan uji nomor {number} tentang apel pagi"


def _judge() -> dict[str, object]:
    """Whether every receipt that was shown opens its own report, and every report is whole."""
    from ikrar.ledger import queries as ledger
    from ikrar.ledger.actions import sequence
    from ikrar.reports.models import Attachment, Report

    lines = [line.split() for line in _acknowledged().read_text().splitlines()]
    reports = door.opened()  # raises where one does not open, also for files that still wait
    halves = [one for one in reports if not _is_whole(one)]
    waiting = _waiting()
    _sweep()
    while sequence("internal"):
        pass
    on_disk = {path.name for path in (_data() / "sealed").rglob("*") if path.is_file()}
    return {
        "acknowledged": len(lines),
        "lost": sum(not _opens(int(number), receipt) for number, receipt in lines),
        "reports": len(reports),
        "rows": Report.objects.count(),
        "half": halves[:3],
        "waited": waiting,
        "waiting": _waiting(),
        "files_are_rows": on_disk == {ref.hex for ref in Attachment.objects.values_list("ref", flat=True)},
        "again": [one for one in door.opened() if not _is_whole(one)][:3],
        "discrepancies": [str(found) for found in ledger.audit("internal")][:5],
    }  # fmt: skip


def _is_whole(one: dict[str, object]) -> bool:
    number = one["what"].split()[3]
    return one == {
        "what": words(number), "identity": f"Pelapor {number}", "said": ["diterima"],
        "files": [(f"foto{number}.jpg", True)], "logged": True,
    }  # fmt: skip


def _opens(number: int, receipt: str) -> bool:
    from ikrar.errors import Error
    from ikrar.reports import actions, queries
    from ikrar.sealing import boxes

    try:
        found = actions.stretch(receipt)
        report = queries.report_of(found)
    except Error:
        return False
    key = boxes.open_key(bytes(report.reporter_sealed), found.private)
    return queries.content_of(report, key).what == words(number)


def _sweep() -> None:
    """What the worker does two hours later."""
    from ikrar.reports import work

    for path in (_data() / "sealed" / "waiting").iterdir():
        os.utime(path, (time.time() - HOUR, time.time() - HOUR))
    work._swept = 0.0
    work._sweep()


def _waiting() -> int:
    return len(list((_data() / "sealed" / "waiting").iterdir()))


def _data() -> Path:
    return Path(os.environ["IKRAR_DATA"])


def _acknowledged() -> Path:
    return _data() / "acknowledged"


if __name__ == "__main__":
    main(int(sys.argv[1]))
