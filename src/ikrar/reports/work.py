"""What the worker does for reports: asks reporters how they fare, erases what was kept long enough, and sweeps files whose
report never came.
"""

import time
from datetime import date, timedelta

from django.utils import timezone

from ikrar.people.queries import agency_or_none, today
from ikrar.reports import actions, queries
from ikrar.reports.models import Attachment, Report
from ikrar.reports.shelf import files

_SWEEP_EVERY = 300.0
_swept = 0.0


def do_one() -> bool:
    """Ask one reporter, erase one report, or sweep; False when nothing is due."""
    agency = agency_or_none()
    if agency is None:
        return False
    due = queries.due_check_ins(today(agency)).first()
    if due is not None:
        actions.check_in(due, days=_days(due))
        return True
    over = queries.due_erasures(today(agency)).first()
    if over is not None:
        actions.erase_report(over)
        return True
    return _sweep()


def _days(report: Report) -> int:
    """Which of the check-ins is due."""
    triaged = timezone.localdate(report.triaged_at or report.received_at)
    return ((report.next_check_in_on or date.max) - triaged) // timedelta(days=1)


def _sweep() -> bool:
    global _swept  # noqa: PLW0603  one clock a process
    if time.monotonic() - _swept < _SWEEP_EVERY and _swept:
        return False
    _swept = time.monotonic()
    actions.sweep_tickets()
    refs = files.left_waiting()
    kept = set(Attachment.objects.filter(ref__in=refs).values_list("ref", flat=True))
    files.sweep(refs, kept=kept)
    return False
