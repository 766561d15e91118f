"""The kiosk: a witness finds the employee, who reads and signs; then nothing of them is left.

Who stands before the kiosk is kept in the witness's session, not in the address, so that the back
button of the browser cannot bring the last person back.
"""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ikrar.errors import NotAllowed, NotFound, NotPossible
from ikrar.people.models import User
from ikrar.people.policies import has_role_somewhere
from ikrar.people.queries import find_employee, the_agency
from ikrar.people.states import RoleName
from ikrar.pledges import actions, policies, queries
from ikrar.pledges.forms import NipForm, WitnessedForm
from ikrar.pledges.models import Campaign, Signatory
from ikrar.pledges.queries.campaigns import signatories_to_sign
from ikrar.pledges.states import How
from ikrar.pledges.views.privacy import private_page
from ikrar.pledges.views.signing import accepted_form
from ikrar.pledges.views.visit import Login

PERSON, THANKS = "kiosk-person", "kiosk-thanks"


@private_page
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def kiosk(request: Login) -> HttpResponse:
    """Find the next employee by the exact number; forget the last one."""
    campaign = _campaign(request)
    _forget(request)
    form = NipForm(request.POST if request.method == "POST" else None)
    signatory = _find(request.user, campaign, form)
    if signatory is None:
        status = 404 if form.is_bound else 200
        context = {"campaign": campaign, "form": form}
        return render(request, "pledges/kiosk.html", context, status=status)
    request.session[PERSON] = signatory.pk
    return redirect("kiosk_sign")


@private_page
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def kiosk_sign(request: Login) -> HttpResponse:
    """The pledge page in big letters, confirmed by the witness."""
    campaign = _campaign(request)
    pk = request.session.get(PERSON)
    if pk is None:
        return redirect("kiosk")
    signatory = signatories_to_sign().get(pk=pk)
    text, notice, status = campaign.text, "", 200
    form: WitnessedForm = WitnessedForm(text.statements)
    try:
        _check(request.user, signatory)
        if request.method == "POST":
            form = accepted_form(request, text, WitnessedForm)
            if form.is_valid():
                return _sign(request, signatory, form)
            status = 400
    except actions.AlreadySigned:
        return redirect("kiosk")
    except actions.TextChanged as changed:
        text, notice, status = changed.text, str(changed), 409
        form = WitnessedForm(text.statements)
    form.initial["text_sha256"] = text.sha256
    context = {"signatory": signatory, "text": text, "form": form, "notice": notice}
    return render(request, "pledges/kiosk_sign.html", context, status=status)


@private_page
@login_required
@require_safe
def kiosk_thanks(request: Login) -> HttpResponse:
    """The code to take along, until the next person steps up."""
    code = request.session.get(THANKS)
    if code is None:
        return redirect("kiosk")
    return render(request, "pledges/kiosk_thanks.html", {"code": code})


def _campaign(request: Login) -> Campaign:
    if not has_role_somewhere(request.user, RoleName.WITNESS):
        raise NotAllowed(_("Kios ikrar hanya dapat dibuka oleh saksi yang ditunjuk."))
    campaign = queries.current_campaign(the_agency())
    if campaign is None or not campaign.is_open:
        raise NotPossible(_("Tidak ada masa ikrar yang sedang dibuka."))
    return campaign


def _forget(request: Login) -> None:
    request.session.pop(PERSON, None)
    request.session.pop(THANKS, None)


def _find(witness: Any, campaign: Campaign, form: NipForm) -> Signatory | None:
    if not form.is_valid():
        return None
    employee = find_employee(form.cleaned_data["nip"])
    if employee is None:
        form.add_error(
            "nip", _("NIP ini tidak ada dalam daftar pegawai. Periksa kembali angkanya.")
        )
        return None
    try:
        signatory = queries.signatory_of_employee(campaign, employee)
        _check(witness, signatory)
    except (NotFound, NotAllowed, NotPossible) as error:
        form.add_error("nip", str(error))
        return None
    return signatory


def _check(witness: User, signatory: Signatory) -> None:
    policies.check_can_sign(signatory, how=How.KIOSK, by=witness, witness=witness)


def _sign(request: Login, signatory: Signatory, form: WitnessedForm) -> HttpResponse:
    signature = actions.sign(
        signatory,
        text_sha256=form.cleaned_data["text_sha256"],
        accepted=form.accepted_at(timezone.now()),
        how=How.KIOSK,
        by=request.user,
        witness=request.user,
    )
    _forget(request)
    request.session[THANKS] = signature.code
    return redirect("kiosk_thanks")
