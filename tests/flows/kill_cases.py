"""Deciding officials as real processes, each killed with SIGKILL at another step of a decision.

A step is a call or a return of any function of cases, vault, ledger and sealing, or of a statement or a commit of the
database: one decision is counted first, then as many are killed at its steps, spread evenly and close around the
commit. Run as a program, with DATABASE_URL (an empty database) and IKRAR_DATA set, by `test_kill_cases.py` and by
hand. Prints one JSON object. A decision is acknowledged once its process wrote the case's number to a file.
"""

import json
import os
import re
import signal
import sys
from datetime import timedelta
from functools import cache
from pathlib import Path

import django

from tests.flows.kill_rounds import fork

WATCHED = re.compile(
    r"/ikrar/(cases|vault|ledger|sealing)/|/django/db/(transaction|backends)|/psycopg/cursor"
)


def main(kills: int) -> None:
    world = _prepare()
    _run(world, 0, kill_at=0)  # makes what is made once
    counted = _run(world, 1, kill_at=0)
    assert counted is not None
    steps, committed = counted
    killed = 0
    for number, step in enumerate(spread(kills, steps, committed), 2):
        killed += _run(world, number, kill_at=step) is None
    _run(world, kills + 2, kill_at=0)
    sys.stdout.write(json.dumps({"steps": steps, "killed": killed, **_judge()}))


def spread(kills: int, steps: int, committed: int) -> list[int]:
    """Two thirds anywhere, one third from just before the commit to the answer: where it is decided."""
    near = kills // 3
    begin = committed - 10
    return [
        *(max(1, steps * n // (kills - near)) for n in range(kills - near)),
        *(begin + (steps - begin) * n // near for n in range(near)),
    ]


def _prepare():
    """The cast's desk, in a database of its own."""
    django.setup()
    from django.core.management import call_command

    from tests.apps.cases import steps
    from tests.cast import make_cast

    call_command("migrate", verbosity=0)
    return steps.make_world(make_cast())


def _run(world, number: int, *, kill_at: int) -> tuple[int, int] | None:
    """Decide a case of its own in a process of its own. How many steps it took and at which one the commit began, or
    None where it was killed.
    """
    from django.db import connection

    from tests.apps.cases import steps

    steps.bring(world, steps.S.RECOMMENDED, act_on=steps.ACT - timedelta(days=number))
    connection.close()  # a child must not share the parent's connection
    reader, writer = os.pipe()
    child = fork(_decide, world, kill_at, writer)
    os.close(writer)
    _pid, status = os.waitpid(child, 0)
    with os.fdopen(reader, "rb") as told:
        said = told.read()
    if os.WIFSIGNALED(status):
        return None
    count, committed = said.split()
    return int(count), int(committed)


def _decide(world, kill_at: int, out: int) -> None:
    from tests.apps.cases import steps

    count, committed = 0, 0

    def step(frame, event, _what):
        nonlocal count, committed
        if is_watched(frame.f_code.co_filename):
            count += 1
            if event == "call" and frame.f_code.co_name == "_commit":
                committed = count
            if count == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(step)
    steps.decide(world)
    sys.setprofile(None)
    line = os.open(_acknowledged(), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(line, f"{world.case.number}\n".encode())
    os.write(out, f"{count} {committed}".encode())


@cache
def is_watched(name: str) -> bool:
    return bool(WATCHED.search(name))


def _judge() -> dict[str, object]:
    """Whether every decision that was acknowledged stands, and each case is decided whole or not at all."""
    from ikrar.cases import queries
    from ikrar.cases.models import Case
    from ikrar.ledger import queries as ledger
    from ikrar.ledger.actions import sequence

    told = set(_acknowledged().read_text().split())
    cases = list(Case.objects.all())
    decided = {case.number for case in cases if case.state == "diputus"}
    while sequence("internal"):
        pass
    return {
        "cases": len(cases),
        "acknowledged": len(told),
        "decided": len(decided),
        "lost": len(told - decided),
        "half": [case.number for case in cases if not _is_whole(case)][:3],
        "clocks": [
            case.number for case in cases if queries.names_running(case) != queries.expected(case)
        ][:3],
        "discrepancies": [
            str(found) for found in (*queries.audit_cases(), *ledger.audit("internal"))
        ][:5],
    }


def _is_whole(case) -> bool:
    """One decision with its reasons and its step, or none of them."""
    counts = (
        case.decisions.count(),
        case.texts.filter(kind="putusan").count(),
        case.steps.filter(kind="putusan").count(),
    )
    return counts == ((1, 1, 1) if case.state == "diputus" else (0, 0, 0))


def _acknowledged() -> Path:
    return Path(os.environ["IKRAR_DATA"]) / "acknowledged"


if __name__ == "__main__":
    main(int(sys.argv[1]))
