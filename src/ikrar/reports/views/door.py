"""The door `/lapor/`: for anybody, without account, script or trace.

Nothing of the request but its form is read, and nothing is kept in a session, cookie, cache or log. The receipt stands in the
answer to the post and nowhere else: no address holds it.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from ikrar import packs
from ikrar.errors import Error, InputError, NotFound, NotPossible
from ikrar.packs import Pack
from ikrar.people.models import Agency
from ikrar.people.queries import agency_or_none, today, valid_units
from ikrar.reports import actions, tickets
from ikrar.reports.forms.door import ReportForm
from ikrar.reports.recipients import officers
from ikrar.reports.shelf import files
from ikrar.vault.uploads import sealed_uploads

MOST_UNITS = 400  # more than that are no list that anybody reads on a phone


@never_cache
@require_safe
def door(request: HttpRequest) -> HttpResponse:
    """What happens to a report, and the two ways in."""
    return render(request, "reports/door.html", {"is_open": _is_open()})


@csrf_exempt  # only so that the sealing handler is there before the body is read: see _sent
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def report_new(request: HttpRequest) -> HttpResponse:
    """The form; or, for what was posted, the receipt."""
    if request.method != "POST":
        return _page(request, _form(), ticket=tickets.make())
    with sealed_uploads(request, files):
        return _sent(request)


@csrf_protect
@sensitive_variables()
def _sent(request: HttpRequest) -> HttpResponse:
    form = _form(request)
    ticket = request.POST.get("ticket", "")
    if not form.is_valid() or "check" in request.POST:
        return _again(request, form, ticket, status=400 if form.errors else 200)
    try:
        filed = actions.submit(
            form.content(),
            form=tickets.read(ticket, request.POST.get("proof", "")),
            identity=form.cleaned_data["identity"].strip(),
            attached=form.sealed(),
        )
    except (InputError, NotFound, NotPossible) as error:
        form.add_error(None, str(error))
        is_busy = isinstance(error, NotPossible)
        return _again(request, form, ticket, status=409 if is_busy else 400)
    return render(request, "reports/receipt.html", {"receipt": filed.receipt})


@csrf_exempt
@never_cache
@require_http_methods(["POST"])
def report_hints(request: HttpRequest) -> HttpResponse:
    """What would still help, asked while somebody writes; nothing of it is kept."""
    with sealed_uploads(request, files):
        return _hinted(request)


@csrf_protect
def _hinted(request: HttpRequest) -> HttpResponse:
    return render(request, "reports/parts/hints.html", {"hints": _form(request).hints()})


def _again(request: HttpRequest, form: ReportForm, ticket: str, *, status: int) -> HttpResponse:
    """The form as it was, with its files carried along and what would still help."""
    try:
        tickets.read(ticket)
    except InputError:
        ticket = tickets.make()
    attached = [one for one in form.sealed() if files.waits(one.ref)]
    return _page(request, form, ticket=ticket, status=status, attached=attached)


def _page(
    request: HttpRequest, form: ReportForm, *, ticket: str, status: int = 200, attached: object = ()
) -> HttpResponse:
    context = {
        "form": form, "ticket": ticket, "zeros": tickets.ZEROS, "attached": attached,
        "hints": form.hints() if form.is_bound else (), "is_open": _is_open(),
    }  # fmt: skip
    return render(request, "reports/report_new.html", context, status=status)


def _form(request: HttpRequest | None = None) -> ReportForm:
    agency = agency_or_none()
    units = list(valid_units(agency, on=today(agency))[:MOST_UNITS]) if agency else []
    if request is None:
        return ReportForm(pack=_pack(agency), units=units)
    return ReportForm(request.POST, request.FILES, pack=_pack(agency), units=units)


def _pack(agency: Agency | None) -> Pack | None:
    try:
        return packs.load(agency.pack) if agency else None
    except Error:
        return None


def _is_open() -> bool:
    return bool(officers())
