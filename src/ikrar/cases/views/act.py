"""The form of one act of a case, and its doing. What was typed is not lost where the key was put away meanwhile."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ikrar.cases import queries
from ikrar.cases.forms.fields import ActForm
from ikrar.cases.now import Now
from ikrar.cases.states import VerdictKind
from ikrar.cases.views.acts import ACTS, Act, Doing
from ikrar.cases.views.pages import case_page, check_has_key, crumbs, key_of
from ikrar.errors import NotFound
from ikrar.people.views.doors import tried
from ikrar.vault.views.unlocked import Unlocked, unlocked


@case_page
@require_http_methods(["GET", "HEAD", "POST"])
def case_act(request: HttpRequest, *, now: Now, name: str, pk: int | None = None) -> HttpResponse:
    """Show the form; do it when it is sent."""
    act = ACTS.get(name)
    if act is None or bool(act.rows) != (pk is not None):
        raise NotFound(_("Langkah ini tidak ada."))
    act.check(now)
    if act.needs_key:
        check_has_key(now)
    row = _the_row(now, act, pk) if pk is not None else None
    opened = unlocked(request)
    if opened is None and request.method != "POST":
        return redirect(f"{reverse('key')}?{urlencode({'next': request.get_full_path()})}")
    form = act.form(request.POST or None, now=now, row=row, initial=_initial(request, name))
    form.is_bound = request.method == "POST"  # one without fields is confirmed by being sent
    if opened is not None and form.is_bound and _done(act, form, opened, row):
        messages.success(request, str(act.done))
        return redirect(_after(now))
    context = {
        "act": act, "title": _title(act, form), "form": form, "case": now.case,
        "crumbs": crumbs(now.case), "back": reverse("case", args=[now.case.number]),
        "is_locked": opened is None,
    }  # fmt: skip
    refused = bool(form.errors) or opened is None
    return render(request, "cases/act.html", context, status=400 if refused else 200)


def _done(act: Act, form: ActForm, opened: Unlocked, row: Any) -> bool:
    now = form.now
    key = key_of(now.case, opened) if act.needs_key else b""
    doing = Doing(now.case, key, now.user, row)
    return tried(form, lambda _d: act.do(doing, form), field=act.field)


def _initial(request: HttpRequest, name: str) -> dict[str, str]:
    """Which of the four questions an assessment answers; other acts start empty."""
    if name != "nilai":
        return {}
    kind = request.POST.get("kind") or request.GET.get("kind", "")
    if kind not in VerdictKind.values:
        raise NotFound(_("Penilaian ini tidak ada."))
    return {"kind": kind}


def _title(act: Act, form: ActForm) -> str:
    kind = form.initial.get("kind")
    if kind is None:
        return str(act.title)
    return _("Catat penilaian %(kind)s") % {"kind": VerdictKind(kind).label}


def _the_row(now: Now, act: Act, pk: int) -> Any:
    row = getattr(now.case, act.rows).filter(pk=pk).first()
    if row is None:
        raise NotFound(_("Langkah ini tidak ada."))
    row.case = now.case
    return row


def _after(now: Now) -> str:
    """Where an act leads to: the case, or the desk for whoever has just excluded themself from it."""
    is_seen = queries.visible_to(now.user).filter(pk=now.case.pk).exists()
    return reverse("case", args=[now.case.number]) if is_seen else reverse("cases")
