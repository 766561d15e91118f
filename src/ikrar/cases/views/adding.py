"""Evidence that a handler adds: sealed while it arrives, for a case that is theirs to handle."""

from collections.abc import Container
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from ikrar.cases import actions, files, policies, queries
from ikrar.cases.forms.evidence import EvidenceForm
from ikrar.cases.now import Now
from ikrar.cases.views.pages import case_page, check_has_key, crumbs, key_of
from ikrar.people.views.doors import tried
from ikrar.vault.uploads import sealed_uploads
from ikrar.vault.views.unlocked import unlocked


@csrf_exempt  # only so that the sealing handler is there before the body is read: see _sent
@case_page
@require_http_methods(["GET", "HEAD", "POST"])
def case_evidence_add(request: HttpRequest, *, now: Now) -> HttpResponse:
    """The form; what is sent is read only from who may add it."""
    policies.check_can_add_evidence(now.case, by=now.user)
    check_has_key(now)
    if request.method == "POST":
        with sealed_uploads(request, files.OWN):
            return _sent(request, now)
    if unlocked(request) is None:
        return redirect(f"{reverse('key')}?{urlencode({'next': request.get_full_path()})}")
    return _page(request, now, EvidenceForm())


@csrf_protect
def _sent(request: HttpRequest, now: Now) -> HttpResponse:
    form, opened = EvidenceForm(request.POST, request.FILES), unlocked(request)
    if opened is None:
        form.is_valid()
        return _page(request, now, form, is_locked=True)
    key, added = key_of(now.case, opened), []

    def add(data: dict[str, Any]) -> None:
        note, by = data["note"], now.user
        added.extend(actions.add_evidence(now.case, form.sealed(), note=note, key=key, by=by))

    if not tried(form, add, field="upload"):
        return _page(request, now, form, there=queries.names_by_hash(now.case, key=key))
    said = ngettext("%(n)s berkas ditambahkan.", "%(n)s berkas ditambahkan.", len(added))
    messages.success(request, said % {"n": len(added)})
    return redirect("case", now.case.number)


def _page(
    request: HttpRequest, now: Now, form: EvidenceForm, *, is_locked: bool = False,
    there: Container[str] = (),
) -> HttpResponse:  # fmt: skip
    """The form; what came is carried along, each once, but for what the case has already (`there`, by hash)."""
    came = form.sealed() if form.is_bound else []
    carried = {one.sha256: one for one in came if files.OWN.waits(one.ref)}
    context = {
        "form": form, "case": now.case, "is_locked": is_locked, "crumbs": crumbs(now.case),
        "attached": [one for sha256, one in carried.items() if sha256 not in there],
        "back": reverse("case", args=[now.case.number]),
    }  # fmt: skip
    status = 400 if form.is_bound else 200
    return render(request, "cases/evidence.html", context, status=status)
