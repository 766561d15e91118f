"""Personal links of a campaign: written to everybody by mail, or exported as a file for other channels.

A token leaves the server once, in the file or the letter; the database keeps its hash only.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ikrar.pledges import actions, policies, queries
from ikrar.pledges.views.desk import desk_crumbs
from ikrar.pledges.views.export import as_csv
from ikrar.pledges.views.privacy import private_page
from ikrar.pledges.views.visit import Login
from ikrar.web.templatetags.ikrar import angka


@private_page
@login_required
@require_safe
def links(request: Login, slug: str) -> HttpResponse:
    """What can be sent now, and to how many."""
    campaign = queries.campaign_by_slug(slug)
    policies.check_can_invite(campaign, by=request.user)
    total = queries.coverage_total(campaign)
    without = queries.without_address(campaign)
    context = {
        "campaign": campaign,
        "crumbs": desk_crumbs(campaign),
        "total": total,
        "without": without,
        "reachable": total.due - without,
    }
    return render(request, "pledges/links.html", context)


@private_page
@login_required
@require_POST
def links_export(request: Login, slug: str) -> HttpResponseBase:
    """Issue a new link to everybody who has yet to sign; the ones before stop working."""
    campaign = queries.campaign_by_slug(slug)
    issued = actions.issue_links(campaign, by=request.user)
    head = [_("NIP"), _("Nama"), _("Unit kerja"), _("Surel"), _("Kode"), _("Tautan")]
    rows = (
        [who.employee.nip, who.employee.full_name, who.unit.name, who.employee.email, token, url]
        for who, token, url in ((who, t, queries.link_url(t)) for who, t in issued)
    )
    return as_csv(f"tautan-{campaign.slug}", head, rows)


@private_page
@login_required
@require_POST
def links_mail(request: Login, slug: str) -> HttpResponse:
    """Queue invitations, or reminders, to everybody with an address."""
    campaign = queries.campaign_by_slug(slug)
    if request.POST.get("letter") == "pengingat":
        count = actions.remind(campaign, by=request.user)
        text = _("%(count)s surat pengingat masuk antrean.")
    else:
        count = actions.invite_by_mail(campaign, by=request.user)
        text = _("%(count)s surat undangan masuk antrean.")
    messages.success(request, text % {"count": angka(count)})
    return redirect("campaign_links", slug=slug)
