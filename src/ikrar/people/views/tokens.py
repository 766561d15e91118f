"""What programs show to the API, for administrators: make one, see it once, list all, revoke."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ikrar.people import actions, queries
from ikrar.people.forms import TokenForm
from ikrar.people.models import User
from ikrar.people.policies import check_can_manage_tokens
from ikrar.people.views.doors import actor, desk_page, tried

PAGE = 50


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """All tokens and a form for one more; the answer to that form shows the new one, this once."""
    by = actor(request)
    check_can_manage_tokens(queries.the_agency(), by=by)
    form, made = TokenForm(request.POST or None), [""]
    if request.method == "POST" and tried(form, lambda d: made.append(_create(d, by))):
        form = TokenForm()
    page = Paginator(queries.tokens(), PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "made": made[-1]}
    return render(request, "people/tokens.html", context, status=400 if form.errors else 200)


def _create(data: dict[str, Any], by: User) -> str:
    return actions.create_token(data["name"], scopes=data["scopes"], days=data["days"], by=by)[1]


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def token_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, then end the token."""
    by = actor(request)
    check_can_manage_tokens(queries.the_agency(), by=by)
    token = queries.token_by_id(pk)
    if request.method == "POST":
        actions.revoke_token(token, by=by)
        messages.success(
            request, _("Token dicabut. Program yang memakainya ditolak mulai sekarang.")
        )
        return redirect("tokens")
    context = {"token": token, "crumbs": [(_("Token API"), reverse("tokens"))]}
    return render(request, "people/token_revoke.html", context)
