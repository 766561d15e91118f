"""Accounts and roles, for administrators."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ikrar.people import actions, queries
from ikrar.people.forms import RoleForm, UserForm
from ikrar.people.models import User
from ikrar.people.policies import check_can_create_users, check_can_grant_roles
from ikrar.people.states import RoleName
from ikrar.people.views.doors import actor, desk_page, tried

PAGE = 50


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def users(request: HttpRequest) -> HttpResponse:
    """Who holds which role; a form to give one."""
    agency, user = queries.the_agency(), actor(request)
    check_can_grant_roles(agency, by=user)
    form = RoleForm(request.POST or None)
    if request.method == "POST" and tried(form, lambda d: _grant(d, user)):
        messages.success(request, _("Peran diberikan."))
        return redirect("users")
    page = Paginator(queries.users_with_roles(), PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page}
    return render(request, "people/users.html", context, status=400 if form.errors else 200)


def _grant(data: dict[str, Any], by: User) -> None:
    unit = queries.unit_by_code(data["unit"]) if data["unit"].strip() else None
    user = queries.user_by_name(data["username"])
    actions.grant_role(user, name=RoleName(data["name"]), unit=unit, by=by)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def user_new(request: HttpRequest) -> HttpResponse:
    """Open an account."""
    user = actor(request)
    check_can_create_users(queries.the_agency(), by=user)
    form = UserForm(request.POST or None)
    if request.method == "POST" and tried(form, lambda d: _create(d, user)):
        messages.success(request, _("Akun dibuat. Beri peran bila perlu."))
        return redirect("users")
    context = {"form": form, "crumbs": [(_("Pengguna dan peran"), reverse("users"))]}
    return render(request, "people/user_new.html", context, status=400 if form.errors else 200)


def _create(data: dict[str, Any], by: User) -> None:
    employee = queries.employee_by_nip(data["nip"]) if data["nip"].strip() else None
    actions.create_user(
        data["username"],
        password=data["password"] or None,
        email=data["email"],
        employee=employee,
        by=by,
    )


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def role_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, then take the role back."""
    role, user = queries.role_by_id(pk), actor(request)
    check_can_grant_roles(queries.the_agency(), by=user)
    if request.method == "POST":
        actions.revoke_role(role, by=user)
        messages.success(request, _("Peran dicabut."))
        return redirect("users")
    context = {"role": role, "crumbs": [(_("Pengguna dan peran"), reverse("users"))]}
    return render(request, "people/role_revoke.html", context)
