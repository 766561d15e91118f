"""Standing work: the daily letter to the communications directorate, once a person and a day, from six in the morning.

A worker looks once a minute. A day on which there is nothing to tell is looked at again an hour later.
"""

import time
from datetime import time as hour
from zoneinfo import ZoneInfo

from django.core.cache import cache
from django.utils import timezone

from ikrar.dashboards import letters, queries
from ikrar.people.actions import queue_mail
from ikrar.people.queries import agency_or_none, today

LOOK_SECONDS = 60.0
SILENT_SECONDS = 3600
FROM = hour(6)
_looked_at = [-LOOK_SECONDS]


def do_one() -> bool:
    """Write the letters of the day to whoever has none yet; False where there is nothing to do."""
    if time.monotonic() - _looked_at[0] < LOOK_SECONDS:
        return False
    _looked_at[0] = time.monotonic()
    agency = agency_or_none()
    if agency is None or timezone.now().astimezone(ZoneInfo(agency.time_zone)).time() < FROM:
        return False
    on = today(agency)
    users = queries.to_write_to(on)
    if not users or cache.get(f"digest-silent:{on.isoformat()}"):
        return False
    digest = queries.digest_of(on, agency=agency)
    if not digest.says_something:
        cache.set(f"digest-silent:{on.isoformat()}", True, SILENT_SECONDS)
        return False
    for user in users:
        queue_mail(
            key=queries.key_of(user, on), employee=user.employee, to=user.email,
            subject=letters.subject(digest), body=letters.body(digest),
        )  # fmt: skip
    return True
