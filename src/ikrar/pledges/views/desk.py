"""The desk of the personnel bureau: campaigns and their states, ceremonies, and what each needs next."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ikrar.errors import NotAllowed
from ikrar.people.policies import has_role_somewhere
from ikrar.people.queries import the_agency
from ikrar.people.states import RoleName
from ikrar.pledges import actions, policies, queries
from ikrar.pledges.forms import CeremonyForm
from ikrar.pledges.models import Campaign
from ikrar.pledges.states import CampaignState
from ikrar.pledges.views.privacy import private_page
from ikrar.pledges.views.visit import Login

DESK = (RoleName.PERSONNEL, RoleName.ADMINISTRATOR, RoleName.LEADER)


@private_page
@login_required
@require_safe
def desk(request: Login) -> HttpResponse:
    """All campaigns, the newest first."""
    check_has_desk(request)
    agency = the_agency()
    context = {
        "campaigns": queries.campaigns_of(agency),
        "can_create": policies.can_create_campaign(agency, by=request.user),
    }
    return render(request, "pledges/desk.html", context)


@private_page
@login_required
@require_safe
def desk_campaign(request: Login, slug: str) -> HttpResponse:
    """One campaign: state, figures, text, ceremonies, and the steps that are possible now."""
    check_has_desk(request)
    campaign, by = queries.campaign_by_slug(slug), request.user
    context = {
        "campaign": campaign,
        "text": campaign.text.content,
        "total": queries.coverage_total(campaign),
        "ceremonies": campaign.ceremonies.select_related("leader"),
        "crumbs": desk_crumbs(),
        "can_open": policies.can_open_campaign(campaign, by=by),
        "can_close": policies.can_close_campaign(campaign, by=by),
        "can_revise": policies.can_revise_text(campaign, by=by),
        "can_invite": policies.can_invite(campaign, by=by),
        "can_open_ceremony": policies.can_open_ceremony(campaign, by=by),
        "can_search": has_role_somewhere(by, RoleName.PERSONNEL, RoleName.ADMINISTRATOR),
    }
    return render(request, "pledges/desk_campaign.html", context)


@private_page
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def campaign_open(request: Login, slug: str) -> HttpResponse:
    """Ask once, then open: the text goes into the public log and signing begins."""
    return _move(
        request,
        slug,
        check=policies.check_can_open_campaign,
        act=actions.open_campaign,
        done=_("Masa ikrar dibuka. Daftar penanda tangan disamakan dengan daftar pegawai."),
    )


@private_page
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def campaign_close(request: Login, slug: str) -> HttpResponse:
    """Ask once, then close: nobody can sign any more."""
    return _move(
        request,
        slug,
        check=policies.check_can_close_campaign,
        act=actions.close_campaign,
        done=_("Masa ikrar ditutup. Tanda tangan yang sudah dicatat tetap berlaku."),
    )


@private_page
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ceremony_new(request: Login, slug: str) -> HttpResponse:
    """Prepare a ceremony; whoever prepares it leads it."""
    campaign = queries.campaign_by_slug(slug)
    policies.check_can_open_ceremony(campaign, by=request.user)
    form = CeremonyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        ceremony = actions.open_ceremony(
            campaign, name=form.cleaned_data["name"], leader=request.user, by=request.user
        )
        return redirect("ceremony_screen", pk=ceremony.pk)
    context = {"campaign": campaign, "form": form, "crumbs": desk_crumbs(campaign)}
    return render(
        request, "pledges/ceremony_new.html", context, status=400 if form.is_bound else 200
    )


def _move(
    request: Login,
    slug: str,
    *,
    check: Callable[..., None],
    act: Callable[..., Any],
    done: str,
) -> HttpResponse:
    campaign = queries.campaign_by_slug(slug)
    check(campaign, by=request.user)
    if request.method == "POST":
        act(campaign, by=request.user)
        messages.success(request, done)
        return redirect("desk_campaign", slug=slug)
    context = {
        "campaign": campaign,
        "text": campaign.text.content,
        "crumbs": desk_crumbs(campaign),
        "is_closing": campaign.state == CampaignState.OPEN,
    }
    return render(request, "pledges/campaign_move.html", context)


def check_has_desk(request: Login) -> None:
    """The desk is for the personnel bureau, administrators and leaders of ceremonies."""
    if not has_role_somewhere(request.user, *DESK):
        raise NotAllowed(_("Meja kelola ikrar hanya untuk biro kepegawaian dan pemimpin upacara."))


def desk_crumbs(campaign: Campaign | None = None) -> list[tuple[str, str]]:
    crumbs = [(_("Kelola ikrar"), reverse("desk"))]
    if campaign is not None:
        crumbs.append((campaign.name, reverse("desk_campaign", args=[campaign.slug])))
    return crumbs
