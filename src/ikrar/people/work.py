"""The personnel bureau's standing work: roster imports batch by batch, letters one after another, yearly reminders.

Each call does a little of what is due and says whether there was anything; several workers may call.
"""

import time

from ikrar.errors import NotPossible
from ikrar.people import actions, queries

SWEEP_SECONDS = 600.0
_swept_at = [0.0]


def do_one() -> bool:
    """Some letters, a batch of an import, or tidying up; True if there was something to do."""
    # letters first: an import that fails, again and again, keeps nobody's letter back
    worked = actions.send_due_mails() > 0
    worked = _import() or worked
    if not worked and time.monotonic() - _swept_at[0] > SWEEP_SECONDS:
        _swept_at[0] = time.monotonic()
        actions.shelve_stale_mails()
        actions.sweep_imports()
        if (agency := queries.agency_or_none()) is not None:
            actions.remind_of_interests(agency)
    return worked


def _import() -> bool:
    """Check an import that waits for it, or apply the next batch of one that was approved."""
    roster_import = queries.import_to_work_on()
    if roster_import is None:
        return False
    try:
        return actions.work_on_import(roster_import)
    except NotPossible:  # another worker has it in hand, or its working copy is gone
        return False
