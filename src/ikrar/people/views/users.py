"""Accounts and roles, for administrators: find, open, give and take roles, a link to set a password, close."""

from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ikrar.errors import NotPossible
from ikrar.people import actions, queries
from ikrar.people.forms import AccountSearch, RoleForm, UserForm
from ikrar.people.models import Unit, User
from ikrar.people.policies import check_can_create_users, check_can_grant_roles
from ikrar.people.states import RoleName
from ikrar.people.views.doors import actor, button, desk_page, tried

PAGE = 50


@desk_page
@require_safe
def users(request: HttpRequest) -> HttpResponse:
    """Who has an account, and which roles."""
    check_can_grant_roles(queries.the_agency(), by=actor(request))
    form = AccountSearch(request.GET)
    q = form.cleaned_data["q"] if form.is_valid() else ""
    page = Paginator(queries.users_with_roles(q), PAGE).get_page(request.GET.get("page"))
    return render(request, "people/users.html", {"form": form, "q": q, "page": page})


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def user(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: its roles, and a form to give one more."""
    by, account = actor(request), queries.user_by_id(pk)
    check_can_grant_roles(queries.the_agency(), by=by)
    form = RoleForm(request.POST or None)
    if request.method == "POST" and tried(
        form,
        lambda d: actions.grant_role(
            account, name=RoleName(d["name"]), unit=_unit(d["unit"]), by=by
        ),
    ):
        messages.success(request, _("Peran diberikan."))
        return redirect("user", pk)
    return _show(request, account, form)


def _show(request: HttpRequest, account: User, form: RoleForm, link: str = "") -> HttpResponse:
    context = {
        "account": account,
        "roles": account.roles.select_related("unit", "granted_by").order_by("name", "id"),
        "form": form,
        "crumbs": _crumbs(),
        "link": link,
        "link_days": settings.PASSWORD_RESET_TIMEOUT // 86400,
    }
    return render(request, "people/user.html", context, status=400 if form.errors else 200)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def user_new(request: HttpRequest) -> HttpResponse:
    """Open an account."""
    by = actor(request)
    check_can_create_users(queries.the_agency(), by=by)
    form = UserForm(request.POST or None)
    made: list[User] = []
    if request.method == "POST" and tried(form, lambda d: made.append(_create(d, by))):
        messages.success(request, _("Akun dibuat. Beri peran bila perlu."))
        return redirect("user", made[0].pk)
    context = {"form": form, "crumbs": _crumbs()}
    return render(request, "people/user_new.html", context, status=400 if form.errors else 200)


def _create(data: dict[str, Any], by: User) -> User:
    employee = queries.employee_by_nip(data["nip"]) if data["nip"].strip() else None
    return actions.create_user(
        data["username"],
        password=data["password"] or None,
        email=data["email"],
        employee=employee,
        by=by,
    )


@button("user")
def user_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Show, this once, a link with which the person sets a password; it works once."""
    account = queries.user_by_id(pk)
    check_can_create_users(queries.the_agency(), by=actor(request))
    if not account.is_active:
        raise NotPossible(_("Akun ini tidak aktif, jadi tidak dapat diberi tautan."))
    key = {
        "uidb36": user_pk_to_url_str(account),
        "key": default_token_generator.make_token(account),
    }
    path = reverse("account_reset_password_from_key", kwargs=key)
    return _show(request, account, RoleForm(), settings.SITE_URL + path)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def user_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, then close the account."""
    by, account = actor(request), queries.user_by_id(pk)
    check_can_create_users(queries.the_agency(), by=by)
    if request.method == "POST":
        actions.deactivate_user(account, by=by)
        messages.success(request, _("Akun ditutup. Pemiliknya tidak dapat masuk lagi."))
        return redirect("user", pk)
    return render(
        request, "people/user_close.html", {"account": account, "crumbs": _crumbs(account)}
    )


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def role_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, then take the role back."""
    role, by = queries.role_by_id(pk), actor(request)
    check_can_grant_roles(queries.the_agency(), by=by)
    if request.method == "POST":
        actions.revoke_role(role, by=by)
        messages.success(request, _("Peran dicabut."))
        return redirect("user", role.user_id)
    context = {"role": role, "crumbs": _crumbs(role.user)}
    return render(request, "people/role_revoke.html", context)


def _unit(code: str) -> Unit | None:
    return queries.unit_by_code(code) if code.strip() else None


def _crumbs(account: User | None = None) -> list[tuple[str, str]]:
    crumbs = [(_("Pengguna dan peran"), reverse("users"))]
    if account is not None:
        crumbs.append((account.username, reverse("user", args=[account.pk])))
    return crumbs
