"""Several sequencers at once on one log, as real processes with real commits.

Run as a program like `kill_rounds`. Prints what each process did and what the audit says.
"""

import json
import mmap
import os
import sys
import time
import uuid
from datetime import UTC, datetime
from pathlib import Path

from tests.flows.kill_rounds import fork, latest, make_log

PROCESSES, LIMIT = 4, 37
START = mmap.mmap(-1, 1)  # 1 once all have been made: nobody begins before


def main(count: int) -> None:
    make_log()
    from django.db import connection, transaction

    from ikrar.ledger import actions, queries

    with transaction.atomic():
        actions.append_many(
            actions.Leaf("signature", uuid.uuid4(), datetime.now(UTC), {"n": n})
            for n in range(count)
        )
    connection.close()
    children = [fork(_sequence) for _ in range(PROCESSES)]
    START[0] = 1
    for child in children:
        os.waitpid(child, 0)
    done = [json.loads(line) for line in _results().read_text().splitlines()]
    log = queries.get_log()
    result = {
        "batches": [len(batches) for batches in done],
        "sequenced": sum(map(sum, done)),
        "size": log.size,
        "checkpoints": log.checkpoints.count(),
        "discrepancies": [str(found) for found in queries.audit(against=latest())],
    }
    sys.stdout.write(json.dumps(result))


def _sequence() -> None:
    from django.db import connection

    from ikrar.ledger import actions, queries

    done = []
    connection.ensure_connection()
    while not START[0]:
        time.sleep(0.001)
    while queries.waiting_logs():
        done.append(actions.sequence(limit=LIMIT))
        time.sleep(0.005)  # SQLite's lock is not fair: let the others in
    out = os.open(_results(), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(out, json.dumps([count for count in done if count]).encode() + b"\n")


def _results() -> Path:
    return Path(os.environ["IKRAR_DATA"]) / "results"


if __name__ == "__main__":
    main(int(sys.argv[1]))
