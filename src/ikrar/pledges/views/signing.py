"""Sign outside a ceremony: by personal link, by a typed code, or logged in; then the signed page.

A GET never uses a link up, since mail scanners open links before people do. The hash of the text that
was shown travels with the form: when the text changed meanwhile, nothing is accepted.
"""

from typing import Any, TypeVar

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ikrar.errors import NotFound, NotPossible
from ikrar.people.queries import the_agency
from ikrar.pledges import actions, policies, queries
from ikrar.pledges.forms import AcceptanceForm, CodeForm
from ikrar.pledges.models import Campaign, Signatory, Text
from ikrar.pledges.queries.links import fold_token
from ikrar.pledges.states import How, SignatureState
from ikrar.pledges.views.codes import read_code
from ikrar.pledges.views.privacy import private_page
from ikrar.pledges.views.visit import Login, Visit

Form = TypeVar("Form", bound=AcceptanceForm)
COUNT_SECONDS = 30
FEW = 5


@require_safe
def campaign(request: Visit) -> HttpResponse:
    """The text, the count, and the three ways to sign."""
    current = queries.current_campaign(the_agency())
    count = None
    if current:
        key = f"ikrar.campaign-count.{current.pk}"
        count = cache.get_or_set(key, lambda: _public_count(current), COUNT_SECONDS)
    return render(request, "pledges/campaign.html", {"campaign": current, "count": count})


def _public_count(current: Campaign) -> dict[str, int] | None:
    """How many have signed; not shown while so few must sign that persons could be told apart."""
    total = queries.coverage_total(current)
    if total.obliged < FEW:
        return None
    return {"signed": total.signed, "obliged": total.obliged}


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def sign_code(request: Visit) -> HttpResponse:
    """Type the code of one's link by hand."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    try:
        signatory, status = read_code(request, form)
    except actions.AlreadySigned as done:
        return _to_signed(request, done)
    if signatory is None:
        return render(request, "pledges/sign_code.html", {"form": form}, status=status)
    return redirect("sign_link", token=fold_token(form.cleaned_data["code"]))


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def sign_link(request: Visit, token: str) -> HttpResponse:
    """The page behind a personal link."""
    try:
        signatory, link = queries.signatory_of_token(token)
    except actions.AlreadySigned as done:
        return _to_signed(request, done)
    except (NotFound, NotPossible) as error:
        status = 404 if isinstance(error, NotFound) else 409
        return render(request, "pledges/sign_refused.html", {"message": error}, status=status)
    return sign_page(request, signatory, how=How.LINK, by=None, link=link)


@private_page
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign_login(request: Login) -> HttpResponse:
    """An employee signs with an account of their own."""
    signatory = queries.signatory_of_user(request.user)
    return sign_page(request, signatory, how=How.LOGIN, by=request.user)


def sign_page(
    request: Visit, signatory: Signatory, *, how: How, by: Any, **known: Any
) -> HttpResponse:
    """Show the pledge page, or sign what it sent. `known` is what `actions.sign` needs besides."""
    text = signatory.campaign.text
    try:
        policies.check_can_sign(signatory, how=how, by=by, **known)
        if request.method != "POST":
            return _show(request, signatory, AcceptanceForm(text.statements))
        form = accepted_form(request, text, AcceptanceForm)
        if not form.is_valid():
            return _show(request, signatory, form, status=400)
        signature = actions.sign(
            signatory,
            text_sha256=form.cleaned_data["text_sha256"],
            accepted=form.accepted_at(timezone.now()),
            how=how,
            by=by,
            **known,
        )
    except actions.AlreadySigned as done:
        return _to_signed(request, done)
    except actions.TextChanged as changed:
        form = AcceptanceForm(changed.text.statements)
        signatory.campaign.text = changed.text
        return _show(request, signatory, form, status=409, notice=str(changed))
    return redirect("signed", code=signature.code)


def accepted_form(request: Visit, text: Text, kind: type[Form]) -> Form:
    """The form as sent; a text that changed meanwhile comes first, since it voids every tick."""
    if request.POST.get("text_sha256") != text.sha256:
        raise actions.TextChanged(text)
    return kind(text.statements, request.POST)


def _show(
    request: Visit,
    signatory: Signatory,
    form: AcceptanceForm,
    *,
    status: int = 200,
    notice: str = "",
) -> HttpResponse:
    text = signatory.campaign.text
    form.initial["text_sha256"] = text.sha256
    context = {"signatory": signatory, "text": text, "form": form, "notice": notice}
    return render(request, "pledges/sign.html", context, status=status)


def _to_signed(request: Visit, done: actions.AlreadySigned) -> HttpResponse:
    if request.method == "POST":
        messages.info(
            request, _("Ikrar ini sudah tercatat; tidak ada yang ditandatangani dua kali.")
        )
    return redirect("signed", code=done.signature.code)


@private_page
@require_safe
def signed(request: Visit, code: str) -> HttpResponse:
    """Thanks, the code, and the certificate as soon as the log holds the signature."""
    signature = queries.signature_by_code(code)
    is_valid = signature.state == SignatureState.VALID
    is_pending = is_valid and queries.bundle_of(signature) is None
    context = {"signature": signature, "is_pending": is_pending}
    part = "pledges/parts/signed_panel.html"
    return render(request, part if request.htmx else "pledges/signed.html", context)
