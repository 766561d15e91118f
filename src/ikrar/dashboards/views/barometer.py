"""The barometer: a page, its data with their dictionary, and each figure for other sites to frame.

Public and read-only. What is framed elsewhere knows no visitor: it is made without the request, sets no cookie, and leads only to
the public page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from ikrar.dashboards import barometer as rows
from ikrar.dashboards import dictionary, queries
from ikrar.dashboards.queries import Barometer
from ikrar.errors import NotFound
from ikrar.people.exports import as_csv
from ikrar.people.queries import the_agency

OPEN = {
    "Cache-Control": f"public, max-age={queries.FIGURES_SECONDS}",
    "Access-Control-Allow-Origin": "*",
}


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page, which others may frame: its template is given the barometer and, for the conversation, a talk."""

    slug: str
    title: str
    part: str
    is_empty: bool
    nothing: str
    talk: queries.Talk | None = None

    @property
    def template(self) -> str:
        return f"dashboards/parts/barometer/{self.part}.html"

    @property
    def snippet(self) -> str:
        """What another site pastes, in the language of the page."""
        address = settings.SITE_URL + reverse("barometer_embed", args=[self.slug])
        address += "?bahasa=en" if get_language() == "en" else ""
        return f'<iframe src="{address}" title="{escape(self.title)}" width="100%" height="480" loading="lazy"></iframe>'


def _sections(found: Barometer) -> list[Section]:
    refusals, answers = found.refusals, found.answers
    return [
        Section("ikrar", _("Ikrar"), "pledge", found.pledge is None, _("Angka tampil di sini setelah ikrar dibuka dan sedikitnya lima pegawai wajib menandatangani.")),
        Section("penolakan", _("Penolakan"), "refusals", not (refusals.rows or refusals.merged), _("Belum ada unit dengan lima penolakan atau lebih. Penolakan yang lebih sedikit tidak ditampilkan, agar tidak menunjuk orang.")),
        Section("tanya-jawab", _("Tanya jawab"), "answers", not answers.published and answers.asked is None, _("Belum ada jawaban yang terbit, dan belum ada lima pertanyaan yang masuk.")),
        Section("perkara", _("Tenggat perkara"), "clocks", not found.clocks, _("Belum ada langkah dengan lima tenggat yang sudah jatuh. Jumlah yang lebih kecil tidak ditampilkan, agar tidak menunjuk perkara.")),
    ]  # fmt: skip


def _talks(found: Barometer) -> list[Section]:
    talks = found.conversation.talks if found.conversation else []
    return [
        Section(talk.slug, f"{talk.phase}: {talk.theme[:1].lower()}{talk.theme[1:]}", "talk", False, "", talk)
        for talk in talks
    ]  # fmt: skip


@require_safe
def barometer(request: HttpRequest) -> HttpResponse:
    """The page."""
    found = queries.barometer(get_language() or "id")
    context: dict[str, Any] = {"found": found}
    if found is not None:
        context |= {"sections": _sections(found), "talks": _talks(found)}
    return render(request, "dashboards/barometer.html", context)


@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]
@xframe_options_exempt
@require_safe
def embed(request: HttpRequest, slug: str) -> HttpResponse:
    """One figure in a page of its own, in Indonesian or `?bahasa=en`."""
    language = "en" if request.GET.get("bahasa") == "en" else "id"
    found = _found(language)
    with override(language):
        every = [*_sections(found), *_talks(found)]
    section = next((one for one in every if one.slug == slug), None)
    if section is None:
        raise NotFound(_("Tidak ada angka dengan nama ini di barometer."))
    context = {
        "found": found, "section": section, "talk": section.talk, "agency": the_agency().name,
        "language": language, "page": settings.SITE_URL + reverse("barometer") + f"#{slug}",
    }  # fmt: skip
    with override(language):
        page = render_to_string("dashboards/embed.html", context)
    return HttpResponse(page, headers={"Cache-Control": OPEN["Cache-Control"]})


@require_safe
def data_csv(request: HttpRequest) -> HttpResponseBase:
    return _file(rows.as_table(_found("id")), "barometer.csv")


@require_safe
def data_json(request: HttpRequest) -> JsonResponse:
    address = settings.SITE_URL + reverse("barometer_dictionary")
    told = rows.as_json(_found("id"), agency=the_agency().name, dictionary=address)
    return JsonResponse(told, headers=OPEN, json_dumps_params={"ensure_ascii": False})


@require_safe
def data_dictionary(request: HttpRequest) -> HttpResponse:
    """What each column and each figure means."""
    figures = [*dictionary.FIGURES, *dictionary.talk(get_language() or "id")]
    context = {
        "fields": dictionary.FIELDS, "figures": figures, "head": dictionary.HEAD,
        "crumbs": [(_("Barometer"), reverse("barometer"))],
    }  # fmt: skip
    return render(request, "dashboards/dictionary.html", context)


@require_safe
def dictionary_csv(request: HttpRequest) -> HttpResponseBase:
    """The same, in the language of the page."""
    return _file(dictionary.as_table(get_language() or "id"), "barometer-kamus-data.csv")


def _found(language: str) -> Barometer:
    found = queries.barometer(language)
    if found is None:
        raise NotFound(_("Instansi belum disiapkan, jadi belum ada angka untuk diunduh."))
    return found


def _file(table: Iterator[list[Any]], name: str) -> HttpResponse:
    """A small table as a file."""
    told = {"Content-Disposition": f'attachment; filename="{name}"', **OPEN}
    return HttpResponse(b"".join(as_csv(table)), content_type="text/csv; charset=utf-8", headers=told)  # fmt: skip
