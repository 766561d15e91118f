"""Signatures at the desk: found by name, NIP or code; withdrawn with a reason; a person erased."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ikrar.people.models import Employee
from ikrar.pledges import actions, policies, queries
from ikrar.pledges.forms import ReasonForm, SearchForm
from ikrar.pledges.models import Campaign, Signature, ref_of
from ikrar.pledges.views.desk import desk_crumbs
from ikrar.pledges.views.privacy import private_page
from ikrar.pledges.views.visit import Login

PAGE = 50


@private_page
@login_required
@require_safe
def signatures(request: Login, slug: str) -> HttpResponse:
    """Search; without words the newest signatures."""
    campaign = queries.campaign_by_slug(slug)
    policies.check_can_see_coverage(campaign, by=request.user)
    form = SearchForm(request.GET)
    q = " ".join(form.cleaned_data["q"].split()) if form.is_valid() else ""
    page = Paginator(_found(campaign, q), PAGE).get_page(request.GET.get("page"))
    context = {"campaign": campaign, "crumbs": desk_crumbs(campaign), "form": form, "q": q}
    return render(request, "pledges/signatures.html", context | {"page": page})


@private_page
@login_required
@require_safe
def signature(request: Login, code: str) -> HttpResponse:
    """One signature with what may be done to it."""
    found = queries.signature_by_code(code)
    campaign, employee, by = found.campaign, found.signatory.employee, request.user
    policies.check_can_see_coverage(campaign, unit=found.signatory.unit, by=by)
    context = {
        "signature": found,
        "employee": employee,
        "crumbs": desk_crumbs(campaign),
        "can_withdraw": policies.can_withdraw(found, by=by),
        "can_erase": policies.can_erase(employee, by=by),
    }
    return render(request, "pledges/signature.html", context)


@private_page
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Login, code: str) -> HttpResponse:
    """Ask for the reason, then withdraw."""
    found = queries.signature_by_code(code)
    policies.check_can_withdraw(found, by=request.user)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.withdraw(found, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(
            request, _("Tanda tangan dicabut. Pegawai ini dapat menandatangani kembali.")
        )
        return redirect("signature", code=found.code)
    context = {"signature": found, "form": form, "crumbs": desk_crumbs(found.campaign)}
    return render(request, "pledges/withdraw.html", context, status=400 if form.is_bound else 200)


@private_page
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: Login, employee_id: int) -> HttpResponse:
    """Ask once, then erase a person's data for good."""
    employee = get_object_or_404(Employee.objects.select_related("unit"), pk=employee_id)
    policies.check_can_erase(employee, by=request.user)
    if request.method == "POST":
        actions.erase_person(employee, by=request.user)
        messages.success(request, _("Data pribadi dihapus. Catatan di buku catatan tetap utuh."))
        return redirect("desk")
    context = {"employee": employee, "crumbs": desk_crumbs()}
    return render(request, "pledges/erase.html", context)


def _found(campaign: Campaign, q: str) -> QuerySet[Signature]:
    rows = Signature.objects.filter(campaign=campaign).order_by("-id")
    rows = rows.select_related("signatory__employee", "signatory__unit")
    ref = ref_of(q)
    if ref is not None:
        return rows.filter(ref=ref)
    digits = q.translate(str.maketrans("", "", " .-"))
    if digits.isdigit():
        return rows.filter(signatory__employee__nip__startswith=digits)
    words = Q()
    for word in q.split():
        words &= Q(signatory__employee__name__icontains=word)
    return rows.filter(words)
