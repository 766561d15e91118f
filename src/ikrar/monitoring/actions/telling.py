"""The story is told anew from the counts of every month, and what a person should look at soon becomes an alert."""

import pyarrow as pa
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from ikrar import packs
from ikrar.indicators import tally
from ikrar.indicators.story import Story, story
from ikrar.monitoring import blobs, stories
from ikrar.monitoring.actions.alerting import alert_of_changes
from ikrar.monitoring.drawing import drawings
from ikrar.monitoring.models import Outlook, Picture
from ikrar.monitoring.queries import months, outlook, sitting
from ikrar.packs import Pack
from ikrar.people.queries import the_agency


def tell() -> Outlook:
    """Tell the story. What is counted meanwhile leaves it untold."""
    row = outlook() or _first()
    Outlook.objects.filter(pk=row.pk).update(is_stale=False)
    counted = list(months().values_list("tally", "posts"))
    tables = [blobs.read(data) for data, _posts in counted if data]
    told = _told(pa.concat_tables(tables) if tables else tally.SCHEMA.empty_table())
    with transaction.atomic():
        fields = {
            "made_at": timezone.now(), "posts": sum(posts for _data, posts in counted),
            "judge": sitting().name, "story": stories.write(told),
        }  # fmt: skip
        Outlook.objects.filter(pk=row.pk).update(**fields)
        alert_of_changes(told)
    row.refresh_from_db()
    return row


def _first() -> Outlook:
    row, _made = Outlook.objects.get_or_create(pk=1)
    return row


def draw(told: Outlook, theme: str, language: str) -> Picture:
    """Draw one theme of a story in one language, over what was drawn of the story before."""
    made = drawings(told, theme, pack=_pack(), language=language)
    fields = {"made_for": told.made_at, "drawings": made}
    picture, _made = Picture.objects.update_or_create(
        theme=theme, language=language, defaults=fields, create_defaults=fields
    )
    return picture


def _pack() -> Pack:
    return packs.load(the_agency().pack, extra_dirs=settings.IKRAR_PACK_DIRS)


def _told(counts: pa.Table) -> Story:
    pack = _pack()
    return story(counts, phases=stories.phases(pack), rates=stories.rates(sitting().bench.weights))
