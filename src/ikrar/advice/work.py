"""Standing work: once in a while, what askers wrote is erased where its time is over."""

import time

from ikrar.advice import actions, queries
from ikrar.people.queries import agency_or_none, today

LOOK_SECONDS = 600.0
_looked_at = [0.0]


def do_one() -> bool:
    """Erase one question whose time is over; True if there was one."""
    agency = agency_or_none()
    if agency is None or time.monotonic() - _looked_at[0] < LOOK_SECONDS:
        return False
    over = queries.due_erasures(today(agency)).first()
    if over is None:
        _looked_at[0] = time.monotonic()
        return False
    actions.erase_question(over)
    return True
