"""Writers and sequencers as real processes, killed with SIGKILL at random instants.

Run as a program, with DATABASE_URL (an empty database) and IKRAR_DATA set, by `test_kill.py` and
by hand. Prints one JSON object: what was acknowledged, what the log holds, what the audit says.
An acknowledged entry is one whose writer wrote its reference to a file after the commit returned.
"""

import json
import mmap
import os
import random
import signal
import sys
import time
import traceback
import uuid
from collections import Counter
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import django

WRITERS, SEQUENCERS = 3, 2
STEPS = ("idle", "begin", "read key", "number", "grow", "sign", "store tiles", "store checkpoint")
STEP = mmap.mmap(-1, SEQUENCERS)  # the step that each sequencer has begun, seen by all


def main(rounds: int, seed: int) -> None:
    make_log()
    from ikrar.ledger import actions

    rng, began = random.Random(seed), time.monotonic()
    counts: Counter[str] = Counter()
    saved = [latest()]
    for _ in range(rounds):
        _round(rng, counts)
        saved.append(latest())
    while actions.sequence():
        pass
    steps = {name: counts.pop(name) for name in STEPS if name in counts}
    result = {**counts, **judge(saved), "rounds": rounds, "killed_at_step": steps}
    result["seconds"] = round(time.monotonic() - began, 1)
    sys.stdout.write(json.dumps(result))


def make_log() -> None:
    django.setup()
    from django.core.management import call_command

    from ikrar.ledger import actions

    call_command("migrate", "ledger", verbosity=0)
    actions.create_log("public", origin="ikrar.contoh.go.id/log")


def _round(rng: random.Random, counts: Counter[str]) -> None:
    """Start everyone, then kill one after the other at random instants."""
    from django.db import connection

    connection.close()  # a child must not share the parent's connection
    jobs = {fork(_write): -1 for _ in range(WRITERS)}
    STEP[:] = bytes(SEQUENCERS)
    jobs |= {fork(_sequence, number): number for number in range(SEQUENCERS)}
    order = list(jobs)
    rng.shuffle(order)
    for child in order:
        time.sleep(rng.uniform(0, 0.08))
        number = jobs[child]
        os.kill(child, signal.SIGKILL)
        _pid, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), "it ended before it was killed"
        counts["killed"] += 1
        if number >= 0:
            counts["sequencers_killed"] += 1
            counts[STEPS[STEP[number]]] += 1


def fork(work, *arguments) -> int:
    child = os.fork()
    if child:
        return child
    try:
        work(*arguments)
    except BaseException:  # noqa: BLE001 - a forked child says what happened and ends here
        traceback.print_exc()
    os._exit(0)  # never back into the parent's code


def _write() -> None:
    """Append for ever, one to three entries a transaction; acknowledge after each commit."""
    from django.db import transaction

    from ikrar.ledger import actions

    out = os.open(_acknowledged(), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    rng = random.Random(os.getpid())
    while True:
        refs = [uuid.uuid4() for _ in range(rng.randint(1, 3))]
        with transaction.atomic():
            for ref in refs:
                actions.append(kind="signature", ref=ref, at=datetime.now(UTC), payload={"n": 1})
        os.write(out, "".join(f"{ref.hex}\n" for ref in refs).encode())
        time.sleep(rng.uniform(0, 0.004))


def _sequence(number: int) -> None:
    """Sequence for ever, and note each step as it begins."""
    from ikrar.ledger import actions
    from ikrar.ledger.models import Checkpoint, Tile

    def watch(target: object, name: str, step: str) -> None:
        real = getattr(target, name)

        def noted(*args, **options):
            STEP[number] = STEPS.index(step)
            return real(*args, **options)

        setattr(target, name, noted)

    watch(actions.keys, "load_key", "read key")
    watch(actions, "_number_waiting", "number")
    watch(actions.tiles, "grow", "grow")
    watch(actions.checkpoints, "sign", "sign")
    watch(Tile.objects, "bulk_create", "store tiles")
    watch(Checkpoint.objects, "create", "store checkpoint")
    while True:
        STEP[number] = STEPS.index("begin")
        done = actions.sequence(limit=40)
        STEP[number] = STEPS.index("idle")
        time.sleep(0 if done else 0.002)


def _acknowledged() -> Path:
    return Path(os.environ["IKRAR_DATA"]) / "acknowledged"


def latest() -> str:
    from ikrar.ledger import queries

    return queries.latest_checkpoint()


def judge(saved: list[str]) -> dict[str, object]:
    from ikrar.ledger import queries
    from ikrar.ledger.models import Entry, Log
    from ikrar.tlog import entry as entries
    from ikrar.tlog import merkle
    from ikrar.tlog.checkpoint import open_checkpoint
    from ikrar.tlog.note import VerifierKey

    acknowledged = _acknowledged().read_text().split()
    log = queries.get_log()
    logged = Counter(entries.decode(data)["ref"] for data in queries.entry_data(log, 0, log.size))
    key = VerifierKey.parse(log.vkey)
    signed = [open_checkpoint(note, [key]) for note in [*saved, log.note]]
    for old, new in pairwise(signed):  # raises unless it only grew
        proof = queries.consistency(old.size, new.size)
        merkle.verify_consistency(old=(old.size, old.root), new=(new.size, new.root), proof=proof)
    audits = [*queries.audit(against=saved[len(saved) // 2]), *queries.audit(against=saved[-1])]
    return {
        "acknowledged": len(acknowledged),
        "lost": sum(ref not in logged for ref in acknowledged),
        "twice": sum(count > 1 for count in logged.values()),
        "logged": log.size,
        "numbered": Entry.objects.exclude(index=None).count(),
        "waiting": queries.waiting()[0],
        "checkpoints": log.checkpoints.count(),
        "discrepancies": [str(found) for found in audits][:20],
        "logs": Log.objects.count(),
    }


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
