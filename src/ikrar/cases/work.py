"""Standing work: an overdue duty is taken to a superior, and keys are taken from who is excluded since."""

import time

from ikrar.cases import actions, queries
from ikrar.people.queries import agency_or_none

LOOK_SECONDS = 60.0
_looked_at = [0.0]


def do_one() -> bool:
    """One escalation; and, once in a while, the keys of all who must not know any more."""
    if agency_or_none() is None:
        return False
    if time.monotonic() - _looked_at[0] > LOOK_SECONDS:
        _looked_at[0] = time.monotonic()
        actions.drop_excluded_keys()
    deadline = queries.to_escalate()
    return actions.escalate(deadline) if deadline is not None else False
