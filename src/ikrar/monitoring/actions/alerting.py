"""What a person should look at soon, told once: a claim that spreads fast, copies in one day, a change in the conversation."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Final

import pyarrow as pa
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikrar.errors import NotPossible
from ikrar.indicators import claims
from ikrar.indicators.story import Story
from ikrar.monitoring.models import Alert, Cluster
from ikrar.monitoring.policies import check_can_see
from ikrar.monitoring.states import AlertKind, AlertState
from ikrar.people.models import User
from ikrar.people.policies import Actor

MANY: Final = 100  # copies of one text in one day
WATCHED: Final = ("abstain", "provoke", "reject_result", "hate", "threat", "claim", "money")


def alert_of_clusters(clusters: Iterable[Cluster]) -> None:
    """Alerts of clusters, in the caller's transaction."""
    rows = list(clusters)
    known = {one.mark: one for one in rows}
    for day, grown in _spreading([one for one in rows if one.is_claim]):
        facts = {
            "copies": grown.posts,
            "hours": grown.hours,
            "text": known[grown.cluster].text[:200],
        }
        _alert(AlertKind.CLAIM, str(grown.cluster), day, facts)
    for one in rows:
        day, most = max(one.days.items(), key=lambda item: item[1])
        if most >= MANY:
            facts = {"copies": most, "accounts": one.authors, "text": one.text[:200]}
            _alert(AlertKind.COPIES, str(one.mark), date.fromisoformat(day), facts)


def _spreading(claimed: Sequence[Cluster]) -> Iterator[tuple[date, claims.Growth]]:
    """Claims that spread fast, each with the day on which one could first see it."""
    days = [
        (date.fromisoformat(day), one.mark, n) for one in claimed for day, n in one.days.items()
    ]
    columns = list(zip(*days, strict=True)) or [(), (), ()]
    kinds = (pa.date32(), pa.int64(), pa.int64())
    arrays = [pa.array(column, kind) for column, kind in zip(columns, kinds, strict=True)]
    counts = pa.table(arrays, names=["day", "cluster", "n"])
    seen = set()
    for day in sorted({day for day, _mark, _n in days}):
        for grown in claims.fast_growing(counts, on=day):
            if grown.cluster not in seen:
                seen.add(grown.cluster)
                yield day, grown


def alert_of_changes(story: Story) -> None:
    """Alerts of rises in what is watched, in the caller's transaction."""
    for row in story.changes.to_pylist():
        if row["indicator"] in WATCHED and row["difference"] > 0:
            week = row["day"] - timedelta(days=row["day"].weekday())
            facts = {name: row[name] for name in ("indicator", "share_before", "share_after")}
            _alert(AlertKind.CHANGE, f"{row['indicator']}-{week.isoformat()}", row["day"], facts)


def _alert(kind: AlertKind, mark: str, on: date, facts: dict[str, Any]) -> None:
    fields = {"on": on, "facts": facts, "at": timezone.now()}
    Alert.objects.get_or_create(kind=kind, mark=mark, defaults=fields)


@transaction.atomic
def see_alert(alert: Alert, *, by: Actor) -> Alert:
    """Say that somebody has looked at an alert."""
    check_can_see(by=by)
    user = by if isinstance(by, User) else None
    rows = Alert.objects.filter(pk=alert.pk, state=AlertState.NEW)
    if rows.update(state=AlertState.SEEN, seen_by=user) != 1:
        raise NotPossible(_("Peringatan ini sudah dibaca."))
    alert.state, alert.seen_by = AlertState.SEEN, user
    return alert
