"""What was computed: months that wait, the story, clusters, fact-checks, alerts."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ikrar.errors import NotFound
from ikrar.monitoring.drawing import DRAWN, LANGUAGES
from ikrar.monitoring.models import Alert, Cluster, Debunk, Month, Outlook, Picture
from ikrar.monitoring.states import AlertState


def next_month() -> Month | None:
    """The month to count: the latest of those that changed."""
    return Month.objects.filter(is_stale=True).order_by("-start").first()


def outlook() -> Outlook | None:
    """The story as it was last told."""
    return Outlook.objects.order_by("id").first()


def is_untold() -> bool:
    """Whether something was counted since the story was told."""
    found = outlook()
    return Month.objects.exists() if found is None else found.is_stale


def months() -> QuerySet[Month]:
    return Month.objects.order_by("start")


def clusters(*, is_claim: bool = False) -> QuerySet[Cluster]:
    """Clusters of copies, the largest first; of claims alone where asked."""
    rows = Cluster.objects.select_related("debunk", "month").order_by("-size", "id")
    return rows.filter(is_claim=True) if is_claim else rows


def debunk_count() -> int:
    return Debunk.objects.count()


def new_alerts() -> QuerySet[Alert]:
    """What nobody has looked at yet, the newest first."""
    return Alert.objects.filter(state=AlertState.NEW)


def alerts_within(start: date, end: date) -> QuerySet[Alert]:
    """Alerts of some days, both included, read or not, the newest first."""
    return Alert.objects.filter(on__range=(start, end))


def alert_by_id(pk: int) -> Alert:
    """An alert. NotFound where there is none."""
    found = Alert.objects.filter(pk=pk).first()
    if found is None:
        raise NotFound(_("Peringatan ini tidak ada."))
    return found


def next_undrawn() -> tuple[Outlook, str, str] | None:
    """(story, theme, language) of what is to be drawn next; None where every picture is that of the story."""
    told = outlook()
    if told is None or told.made_at is None or not told.posts or told.is_stale:
        return None
    there = set(Picture.objects.filter(made_for=told.made_at).values_list("theme", "language"))
    for language in LANGUAGES:
        for theme in DRAWN:
            if (theme, language) not in there:
                return told, theme, language
    return None
