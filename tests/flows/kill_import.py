"""Workers as real processes that read, screen and count a file of posts, each killed with SIGKILL at another moment.

Run as a program, with DATABASE_URL (an empty database) and IKRAR_DATA set, by `test_kill_import.py` and by hand. Prints
one JSON object: how many were killed, and what is in the database once a last worker was let work to the end.
"""

import json
import os
import random
import signal
import sys
import time

import django

from tests.flows.kill_rounds import fork

POSTS, PAGE = 4000, 50


def main(kills: int) -> None:
    _prepare()
    chance, killed = random.Random(5), 0
    for _ in range(kills):
        child = fork(_work)
        time.sleep(chance.uniform(0.02, 0.16))
        os.kill(child, signal.SIGKILL)
        _pid, status = os.waitpid(child, 0)
        killed += os.WIFSIGNALED(status)
    last = fork(_work)
    os.waitpid(last, 0)
    sys.stdout.write(json.dumps({"killed": killed, **_judge()}))


def _prepare() -> None:
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from ikrar.monitoring import actions
    from ikrar.screening import engine
    from tests.apps.monitoring import steps
    from tests.cast import make_cast

    call_command("migrate", verbosity=0)
    engine.warm()
    world = steps.make_world(make_cast())
    texts = [
        f"{steps.CALM if n % 3 else steps.UNREST} nomor {n} di kampung {n % 97}"
        for n in range(POSTS)
    ]
    upload = steps.receive(world, steps.source(world), steps.sheet(steps.rows(*texts)))
    actions.approve_upload(upload, actions.Approval(dict(steps.MAPPING)), by=world.maya)
    connection.close()  # a child must not share the parent's connection


def _work() -> None:
    from ikrar.monitoring import work
    from ikrar.monitoring.queries import figures
    from ikrar.sources import importing

    importing.PAGE_POSTS, figures.LANGUAGES = PAGE, ()  # nothing is drawn
    while work.do_one():
        pass


def _judge() -> dict[str, object]:
    import numpy as np

    from ikrar.ledger.models import Entry
    from ikrar.monitoring import blobs, queries
    from ikrar.monitoring.models import Batch, Finding, Month, Upload
    from ikrar.monitoring.states import BatchState

    keys = np.concatenate(
        [blobs.read_keys(one) for one in Batch.objects.values_list("keys", flat=True)]
    )
    upload = Upload.objects.get()
    return {
        "state": str(upload.state), "posts": upload.posts, "stored": len(keys),
        "different": len(np.unique(keys)), "unscreened": Batch.objects.exclude(state=BatchState.SCREENED).count(),
        "counted": sum(Month.objects.values_list("posts", flat=True)), "told": queries.outlook().posts,
        "asked_twice": Finding.objects.count() - Finding.objects.values("batch", "row", "label").distinct().count(),
        "ends": Entry.objects.count(), "batches": Batch.objects.count(),
    }  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]))
