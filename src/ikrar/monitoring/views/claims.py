"""Claims and copies: clusters of near-copies with time and size, never with names; fact-checks of others."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from ikrar.monitoring import actions, queries
from ikrar.monitoring.forms import DebunkForm
from ikrar.monitoring.policies import check_can_see
from ikrar.monitoring.states import AlertKind
from ikrar.monitoring.views.places import places
from ikrar.monitoring.words import notices
from ikrar.people.models import User
from ikrar.people.views.doors import actor, desk_page, tried
from ikrar.sources import debunks
from ikrar.web.labels import LABELS as WORDS
from ikrar.web.templatetags.ikrar import angka

PAGE = 20
MOST_BYTES = 50 * 1024 * 1024


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def claims(request: HttpRequest) -> HttpResponse:
    """Claims that many copies carry, each with the fact-check that is most like it; the library grows below."""
    user = actor(request)
    check_can_see(by=user)
    form, added = DebunkForm(request.POST or None, request.FILES or None), []
    if request.method == "POST" and tried(
        form, lambda d: added.append(_add(d, user)), field="file"
    ):
        _tell(request, added[0])
        return redirect("conversation_claims")
    context = {
        "page": Paginator(queries.clusters(is_claim=True), PAGE).get_page(request.GET.get("page")),
        "form": form, "library": queries.debunk_count(), "tabs": places("claims"),
        "alerts": notices(queries.new_alerts().filter(kind=AlertKind.CLAIM)[:5]),
    }  # fmt: skip
    return render(request, "monitoring/claims.html", context, status=400 if form.errors else 200)


def _add(data: dict[str, Any], user: User) -> tuple[int, int]:
    """(new, rows that could not be read)."""
    file = data["file"]
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"cek-fakta{Path(file.name).suffix[:5]}"
        path.write_bytes(file.read(MOST_BYTES))
        library = debunks.read(path)
    return actions.add_debunks(library.claims, by=user), len(library.problems)


def _tell(request: HttpRequest, added: tuple[int, int]) -> None:
    new, wrong = added
    text = ngettext("%(n)s cek fakta ditambahkan.", "%(n)s cek fakta ditambahkan.", new)
    messages.success(request, text % {"n": angka(new)})
    if wrong:
        text = ngettext(
            "%(n)s baris dilewati karena tidak dapat dibaca.",
            "%(n)s baris dilewati karena tidak dapat dibaca.", wrong,
        )  # fmt: skip
        messages.warning(request, text % {"n": angka(wrong)})


@desk_page
@require_safe
def copies(request: HttpRequest) -> HttpResponse:
    """Texts that were posted again and again, the largest first."""
    check_can_see(by=actor(request))
    page = Paginator(queries.clusters(), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "words": WORDS, "tabs": places("copies")}
    return render(request, "monitoring/copies.html", context)
