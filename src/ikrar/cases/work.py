"""Standing work: an overdue duty is taken to a superior, keys are taken from who is excluded since, and files whose row never
came are swept.
"""

import time

from ikrar.cases import actions, queries
from ikrar.cases.files import OWN
from ikrar.cases.models import Item
from ikrar.cases.states import ItemState
from ikrar.people.queries import agency_or_none

LOOK_SECONDS = 60.0
_looked_at = [0.0]


def do_one() -> bool:
    """One escalation; and, once in a while, the keys of all who must not know any more, and files without a row."""
    if agency_or_none() is None:
        return False
    if time.monotonic() - _looked_at[0] > LOOK_SECONDS:
        _looked_at[0] = time.monotonic()
        actions.drop_excluded_keys()
        _sweep()
    deadline = queries.to_escalate()
    return actions.escalate(deadline) if deadline is not None else False


def _sweep() -> None:
    refs = OWN.left_waiting()
    kept = set(
        Item.objects.filter(ref__in=refs, state=ItemState.KEPT).values_list("ref", flat=True)
    )
    OWN.sweep(refs, kept=kept)
