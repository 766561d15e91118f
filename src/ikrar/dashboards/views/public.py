"""The home page and the public figures: read-only, for anybody."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ikrar.dashboards import queries, tables
from ikrar.errors import NotFound
from ikrar.pledges.models import Campaign


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    campaign = queries.campaign_of_the_day()
    count = queries.count_of(campaign) if campaign else None
    return render(request, "dashboards/home.html", {"campaign": campaign, "count": count})


@require_safe
def public_figures(request: HttpRequest) -> HttpResponse:
    campaign = queries.campaign_of_the_day()
    figures = queries.figures_of(campaign) if campaign else None
    return render(request, "dashboards/figures.html", {"campaign": campaign, "figures": figures})


@require_safe
def figures_csv(request: HttpRequest) -> HttpResponse:
    campaign = _campaign()
    response = HttpResponse(
        tables.as_csv(queries.figures_of(campaign)), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="capaian-{campaign.slug}.csv"'
    return response


@require_safe
def figures_json(request: HttpRequest) -> JsonResponse:
    campaign = _campaign()
    return JsonResponse(tables.as_json(queries.figures_of(campaign), campaign))


def _campaign() -> Campaign:
    campaign = queries.campaign_of_the_day()
    if campaign is None:
        raise NotFound(_("Belum ada masa ikrar yang dibuka, jadi belum ada angka untuk diunduh."))
    return campaign
