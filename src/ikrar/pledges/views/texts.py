"""The wording of a campaign: prepare a new campaign, or put another text in force.

The wording starts from the election's pack; an agency puts its official wording in its place. A text is
frozen by its hash when saved, so that a preview always comes before.
"""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ikrar import packs
from ikrar.errors import InputError
from ikrar.people.models import Agency
from ikrar.people.queries import the_agency
from ikrar.pledges import actions, policies, queries
from ikrar.pledges.forms import CampaignForm, TextForm
from ikrar.pledges.views.desk import desk_crumbs
from ikrar.pledges.views.privacy import private_page
from ikrar.pledges.views.visit import Login


@private_page
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def campaign_new(request: Login) -> HttpResponse:
    """Name, days and wording; saved as a draft after a look at the preview."""
    agency = the_agency()
    policies.check_can_create_campaign(agency, by=request.user)
    if request.method != "POST":
        forms = CampaignForm(), TextForm(initial=_pack_wording(agency))
        return _show(request, "pledges/campaign_new.html", *forms)
    campaign_form, text_form = CampaignForm(request.POST), TextForm(request.POST)
    sound = all([campaign_form.is_valid(), text_form.is_valid()])
    if sound and "save" in request.POST:
        try:
            text = actions.freeze_text(content=text_form.content, by=request.user)
            campaign = actions.create_campaign(
                agency, text=text, by=request.user, **campaign_form.cleaned_data
            )
        except InputError as error:
            campaign_form.add_error("slug", str(error))
        else:
            messages.success(request, _("Rancangan disimpan. Belum ada yang dapat menandatangani."))
            return redirect("desk_campaign", slug=campaign.slug)
    return _show(request, "pledges/campaign_new.html", campaign_form, text_form)


@private_page
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def campaign_text(request: Login, slug: str) -> HttpResponse:
    """Another wording for a campaign; signatures under the former one stand as they are."""
    campaign = queries.campaign_by_slug(slug)
    policies.check_can_revise_text(campaign, by=request.user)
    if request.method == "POST":
        form = TextForm(request.POST)
    else:
        form = TextForm(initial=TextForm.initial_of(campaign.text.content))
    if form.is_valid() and "save" in request.POST:
        text = actions.freeze_text(content=form.content, by=request.user)
        actions.revise_text(campaign, text=text, by=request.user)
        messages.success(
            request, _("Teks ikrar diganti. Mulai sekarang teks ini yang ditandatangani.")
        )
        return redirect("desk_campaign", slug=slug)
    context = {"campaign": campaign, "crumbs": desk_crumbs(campaign)}
    return _show(request, "pledges/campaign_text.html", None, form, **context)


def _show(
    request: Login,
    template: str,
    campaign_form: CampaignForm | None,
    text_form: TextForm,
    **context: Any,
) -> HttpResponse:
    forms = [form for form in (campaign_form, text_form) if form is not None]
    sound = all(form.is_bound and form.is_valid() for form in forms)
    context = {
        "crumbs": desk_crumbs(),
        "form": campaign_form,
        "text_form": text_form,
        "preview": text_form.content if sound else None,
        **context,
    }
    status = 400 if text_form.is_bound and not sound else 200
    return render(request, template, context, status=status)


def _pack_wording(agency: Agency) -> dict[str, str]:
    pack = packs.load(agency.pack, extra_dirs=settings.IKRAR_PACK_DIRS)
    return TextForm.initial_of(pack.pledge_text(agency=agency.name, year=pack.about.year))
