"""Sources and imports: open one, bring a file, look at what was understood of it, watch it being read."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ikrar import sources as engine
from ikrar.errors import InputError
from ikrar.monitoring import actions, files, queries
from ikrar.monitoring.actions import Approval, NewSource
from ikrar.monitoring.forms import MappingForm, SourceForm, UploadForm
from ikrar.monitoring.models import Source, Upload
from ikrar.monitoring.policies import check_can_see
from ikrar.monitoring.states import UploadState
from ikrar.monitoring.views.places import places
from ikrar.monitoring.words import KINDS
from ikrar.people.exports import as_csv
from ikrar.people.models import User
from ikrar.people.views.doors import actor, button, desk_page, tried

SAMPLE, SHOWN = 8, 50


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def sources(request: HttpRequest) -> HttpResponse:
    """Every source; below, a form for a new one."""
    user = actor(request)
    check_can_see(by=user)
    form = SourceForm(request.POST or None)
    made: list[Source] = []
    if request.method == "POST" and tried(
        form, lambda d: made.append(_open(d, user)), field="name"
    ):
        return redirect("conversation_source", made[0].ref)
    context = {
        "form": form,
        "sources": queries.sources(),
        "waiting": queries.waiting(),
        "tabs": places("sources"),
    }
    return render(request, "monitoring/sources.html", context, status=400 if form.errors else 200)


def _open(data: dict[str, Any], user: User) -> Source:
    new = NewSource(data["name"], data["scope"], data["note"], 2 if data["second"] else 1)
    return actions.open_source(new, by=user)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def source(request: HttpRequest, ref: UUID) -> HttpResponse:
    """One source: bring a file; its imports."""
    user, found = actor(request), queries.source_by_ref(ref)
    check_can_see(by=user)
    form = UploadForm(request.POST or None, request.FILES or None)
    made: list[Upload] = []

    def take(data: dict[str, Any]) -> None:
        file = data["file"]
        made.append(actions.receive_upload(found, file.file, name=file.name, by=user))

    if request.method == "POST" and tried(form, take, field="file"):
        return redirect("conversation_upload", made[0].ref)
    context = {"source": found, "form": form, "uploads": _named(found), "tabs": places("sources")}
    return render(request, "monitoring/source.html", context, status=400 if form.errors else 200)


def _named(source: Source) -> list[tuple[Upload, Any]]:
    return [(one, KINDS.get(one.kind, one.kind)) for one in source.uploads.all()[:SHOWN]]


@button("conversation_source")
def source_close(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Take nothing more into a source."""
    actions.close_source(queries.source_by_ref(ref), by=actor(request))
    messages.success(request, _("Sumber ditutup. Unggahannya tetap dihitung."))
    return redirect("conversation_source", ref)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, ref: UUID) -> HttpResponse:
    """One import, whatever its state; htmx asks for the moving part alone."""
    user, found = actor(request), queries.upload_by_ref(ref)
    check_can_see(by=user)
    context: dict[str, Any] = {
        "upload": found, "kind": KINDS.get(found.kind, found.kind), "tabs": places("sources"),
        "is_moving": found.state == UploadState.READING, "problems": _problems(found)[:SHOWN],
    }  # fmt: skip
    if found.state == UploadState.RECEIVED:
        answer = _preview(request, found, context)
        if answer is not None:
            return answer
    part = "monitoring/parts/upload_body.html"
    template = part if getattr(request, "htmx", False) else "monitoring/upload.html"
    form = context.get("form")
    return render(
        request, template, context, status=400 if form is not None and form.errors else 200
    )


def _preview(request: HttpRequest, found: Upload, context: dict[str, Any]) -> HttpResponse | None:
    """What was understood of a file, and the form to say it better; a redirect once it is agreed to."""
    try:
        looked = engine.preview(files.place_of(found.ref), actions.reading_of(found))
    except (InputError, OSError) as error:
        reason = (
            str(error)
            if isinstance(error, InputError)
            else _("Berkasnya sudah tidak ada di server.")
        )
        actions.end_upload(found, reason=reason)
        return redirect("conversation_upload", found.ref)
    guess = looked.mapping
    known = (
        {name: getattr(guess, name) or "" for name in ("text", "at", "author", "key")}
        if guess
        else {}
    )
    form = MappingForm(
        request.POST or None, columns=looked.columns,
        initial={**known, "day_order": looked.day_order or "", "zone": found.zone},
    )  # fmt: skip
    if request.method == "POST" and tried(form, lambda d: _agree(found, form, d, actor(request))):
        return redirect("conversation_upload", found.ref)
    context |= {"form": form, "looked": looked, "sample": looked.sample[:SAMPLE]}
    return None


def _agree(found: Upload, form: MappingForm, data: dict[str, Any], user: User) -> None:
    approval = Approval(form.columns(), data.get("day_order", ""), data["zone"])
    actions.approve_upload(found, approval, by=user)


@button("conversation_upload")
def upload_discard(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Give a file up."""
    found = actions.discard_upload(queries.upload_by_ref(ref), by=actor(request))
    messages.success(request, _("Impor dibatalkan. Berkasnya dihapus dari server."))
    return redirect("conversation_source", found.source.ref)


@desk_page
@require_safe
def upload_problems(request: HttpRequest, ref: UUID) -> HttpResponseBase:
    """The rows that could not be read, as CSV."""
    found = queries.upload_by_ref(ref)
    check_can_see(by=actor(request))
    rows = [[_("Baris"), _("Alasan")], *_problems(found)]
    return StreamingHttpResponse(
        as_csv(rows), content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="baris-bermasalah.csv"'},
    )  # fmt: skip


def _problems(found: Upload) -> list[list[Any]]:
    """(row, words in the language of the page)."""
    place = 2 if get_language() == "en" else 1
    return [[problem[0], problem[place]] for problem in found.problems]
