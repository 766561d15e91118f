"""Standing work: files are read, batches screened, months counted, the story told and drawn, proposals compared, posts forgotten
whose years are over; a page a turn.

In this order, so that a story is told once everything that has arrived is in it.
"""

from ikrar.monitoring import actions, queries
from ikrar.people.queries import agency_or_none


def do_one() -> bool:
    """The next turn of whatever waits; False where nothing does."""
    if agency_or_none() is None:
        return False
    if upload := queries.next_upload():
        actions.read_on(upload)
    elif batch := queries.next_batch():
        actions.screen_batch(batch, queries.sitting())
    elif month := queries.next_month():
        actions.count_on(month)
    elif queries.is_untold():
        actions.tell()
    elif undrawn := queries.next_undrawn():
        actions.draw(*undrawn)
    elif judge := queries.next_proposal():
        actions.compare_judge(judge)
    elif old := queries.next_to_forget():
        actions.forget_batch(old)
    else:
        return False
    return True
