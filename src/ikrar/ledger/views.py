"""The log, read-only: the files that outsiders' tools ask for, and a page that explains it.

Of the internal log nothing is served but its key and its latest checkpoint. Paths come from anyone and are parsed strictly; a wrong one is a plain 404. The files need no
session and set no cookie, and are the same bytes that `ikrar log export` writes.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ikrar.errors import InputError, NotFound
from ikrar.ledger import queries
from ikrar.tlog.tiles import ENTRIES, WIDTH, parse_path

_FOREVER = "public, max-age=31536000, immutable"
_AN_HOUR = "public, max-age=3600"


def _file(data: str | bytes, *, cache: str) -> HttpResponse:
    kind = "text/plain; charset=utf-8" if isinstance(data, str) else "application/octet-stream"
    return HttpResponse(data, content_type=kind, headers={"Cache-Control": cache})


def _or_404(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    def answer(request: HttpRequest, **kwargs: str) -> HttpResponse:
        try:
            return view(request, **kwargs)
        except (InputError, NotFound) as error:
            return HttpResponseNotFound(f"{error}\n", content_type="text/plain; charset=utf-8")

    return answer


@require_safe
@_or_404
def log_checkpoint(request: HttpRequest, log: str = "public") -> HttpResponse:
    return _file(queries.latest_checkpoint(log), cache="no-cache")


@require_safe
@_or_404
def log_key(request: HttpRequest, log: str = "public") -> HttpResponse:
    return _file(queries.get_log(log).vkey + "\n", cache=_AN_HOUR)


@require_safe
@_or_404
def log_tile(request: HttpRequest, path: str) -> HttpResponse:
    tile = parse_path(path)
    read = queries.entries_bytes if tile.level == ENTRIES else queries.tile_bytes
    return _file(read(tile), cache=_FOREVER if tile.width == WIDTH else _AN_HOUR)


@require_safe
def log_page(request: HttpRequest) -> HttpResponse:
    context = {
        "log": queries.public_log(), "internal": queries.public_log("internal"),
        "site": settings.SITE_URL,
    }  # fmt: skip
    return render(request, "ledger/log.html", context)
