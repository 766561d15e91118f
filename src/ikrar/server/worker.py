"""The worker: keeps every queue moving by asking each app's `work.do_one` in turn.

The state of a row is the queue, so any number of workers may run; a crash loses nothing, since the
row that was being worked on is still due. Trusted: nothing but the database.
"""

import logging
import signal
import threading
import time
from collections.abc import Callable, Sequence
from importlib import import_module

from django.conf import settings
from django.db import close_old_connections

log = logging.getLogger(__name__)

Work = Callable[[], bool]
IDLE_SECONDS = 0.5
AFTER_FAILURE_SECONDS = 5.0


def queues() -> Sequence[Work]:
    """`do_one` of every app that has a `work` room, in the order of INSTALLED_APPS."""
    found = []
    for app in settings.INSTALLED_APPS:
        if not app.startswith("ikrar."):
            continue
        try:
            found.append(import_module(f"{app}.work").do_one)
        except ModuleNotFoundError as error:
            if error.name != f"{app}.work":
                raise
    return found


def work_once(works: Sequence[Work]) -> bool:
    """Give each queue one turn; True if any had something to do. A failing queue raises."""
    turns = [work() for work in works]
    return any(turns)


def work_until(stop: threading.Event, works: Sequence[Work]) -> None:
    """Work until `stop` is set; rest when idle. One failing queue never stops the others."""
    resting: dict[Work, float] = {}
    while not stop.is_set():
        close_old_connections()
        now = time.monotonic()
        awake = [work for work in works if resting.get(work, 0.0) <= now]
        turns = [_turn(work, resting) for work in awake]
        stop.wait(0.0 if any(turns) else IDLE_SECONDS)


def _turn(work: Work, resting: dict[Work, float]) -> bool:
    try:
        return work()
    except Exception:
        log.exception("%s failed; trying again in a moment", work.__module__)
        resting[work] = time.monotonic() + AFTER_FAILURE_SECONDS
        return False


def main() -> None:
    """Work until SIGTERM or SIGINT, finishing what is in hand."""
    stop = threading.Event()
    for signum in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signum, lambda *_args: stop.set())
    work_until(stop, queues())
