"""Standing work: what is overdue is taken to the UPG, what is nearly due is reminded of, what is over is erased."""

import time

from ikrar.gifts import actions, files, queries
from ikrar.people.queries import agency_or_none, today

LOOK_SECONDS = 60.0
_looked_at = [0.0]


def do_one() -> bool:
    """One escalation, or one reminder; once in a while, what is to be erased, and photos of forms that nobody sent."""
    agency = agency_or_none()
    if agency is None:
        return False
    if time.monotonic() - _looked_at[0] > LOOK_SECONDS:
        _looked_at[0] = time.monotonic()
        files.sweep()
        while over := queries.due_erasures(today(agency)).first():
            actions.erase_gift(over)
    late = queries.to_escalate()
    if late is not None:
        return actions.escalate(late)
    near = queries.to_remind()
    return actions.remind(near) if near is not None else False
