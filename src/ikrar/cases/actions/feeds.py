"""Addresses of calendars. Nothing of a case changes by them, so no entry of the log tells of them."""

import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from ikrar.cases.models import Feed
from ikrar.cases.policies import check_can_see_desk
from ikrar.people.models import User


@transaction.atomic
def make_feed(*, by: User) -> str:
    """A new secret address for this person's clocks, returned this once; an older one opens nothing any more."""
    check_can_see_desk(by)
    text = secrets.token_urlsafe(32)
    hashed = hashlib.sha256(text.encode()).hexdigest()
    Feed.objects.update_or_create(
        user=by, defaults={"token_sha256": hashed, "made_at": timezone.now()}
    )
    return text


@transaction.atomic
def end_feed(*, by: User) -> bool:
    """The address opens nothing any more. Whether there was one."""
    return Feed.objects.filter(user=by).delete()[0] > 0
