"""The page of the conversation: what the collected posts say, by theme and phase, with intervals, changes and limits."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ikrar import packs
from ikrar.errors import Error, NotFound
from ikrar.indicators.kinds import indicator as indicator_of
from ikrar.monitoring import actions, pictures, queries, themes
from ikrar.monitoring.policies import check_can_see
from ikrar.monitoring.themes import OF_PHASE, THEMES
from ikrar.monitoring.views.places import Place, places
from ikrar.monitoring.words import notices
from ikrar.packs import Pack
from ikrar.people.exports import as_csv
from ikrar.people.queries import the_agency, today
from ikrar.people.views.doors import actor, button, desk_page

EXAMPLES = 12


@desk_page
@require_safe
def conversation(request: HttpRequest) -> HttpResponse:
    """One theme of the story: charts, table, sentences, changes, limits."""
    check_can_see(by=actor(request))
    told, pack = queries.outlook(), _pack()
    theme = _theme(request.GET.get("tema", ""), pack)
    context: dict[str, Any] = {
        "told": told, "theme": THEMES[theme], "waiting": queries.waiting(), "tabs": places("story"),
        "themes": _tabs(theme), "alerts": notices(queries.new_alerts()[:3]),
    }  # fmt: skip
    if told is not None and told.posts:
        story, language = themes.story_of(told), get_language() or "id"
        context["shown"] = themes.shown(story, theme, pack=pack, language=language)
        context["charts"] = pictures.of_theme(told, theme, language=language)
        context["origins"] = pictures.of_sources(told, language=language)
    return render(request, "monitoring/story.html", context)


def _pack() -> Pack:
    return packs.load(the_agency().pack, extra_dirs=settings.IKRAR_PACK_DIRS)


def _theme(asked: str, pack: Pack) -> str:
    """The theme that was asked for; else that of the phase of the day."""
    if asked in THEMES:
        return asked
    phase = pack.phase(today(the_agency()))
    return OF_PHASE.get(phase.id, "memilih") if phase else "memilih"


def _tabs(current: str) -> list[Place]:
    here = reverse("conversation")
    return [
        Place(
            str(theme.name), f"{here}?{urlencode({'tema': key})}", "page" if key == current else ""
        )
        for key, theme in THEMES.items()
    ]


@desk_page
@require_safe
def conversation_csv(request: HttpRequest) -> HttpResponseBase:
    """Every figure by day, of both ways to count, as CSV."""
    check_can_see(by=actor(request))
    told = queries.outlook()
    rows = _rows(told) if told is not None and told.story else iter(())
    return StreamingHttpResponse(
        as_csv(rows), content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="percakapan-harian.csv"'},
    )  # fmt: skip


def _rows(told: Any) -> Iterator[list[Any]]:
    table = themes.story_of(told).daily
    yield list(table.column_names)
    for batch in table.to_batches(max_chunksize=2000):
        for row in batch.to_pylist():
            yield list(row.values())


@desk_page
@require_safe
def examples(request: HttpRequest, indicator: str, day: str) -> HttpResponse:
    """Posts of the days around a change, drawn at random, covered until they are opened."""
    check_can_see(by=actor(request))
    try:
        about, on = indicator_of(indicator), date.fromisoformat(day)
    except (Error, ValueError) as error:
        raise NotFound(_("Tidak ada angka atau hari itu.")) from error
    name = about.name.en if get_language() == "en" else about.name.id
    context = {
        "name": name, "on": on, "posts": queries.posts_around(about, on, most=EXAMPLES),
        "tabs": places("story"),
    }  # fmt: skip
    return render(request, "monitoring/examples.html", context)


@button("conversation", keep=False)
def alert_seen(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody has looked at an alert."""
    actions.see_alert(queries.alert_by_id(pk), by=actor(request))
    return redirect("conversation")
