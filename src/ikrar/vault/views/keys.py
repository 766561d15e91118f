"""One's own key: made once, unlocked to work, its passphrase changed, locked again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ikrar.errors import InputError, NotAllowed, NotPossible
from ikrar.people.views.doors import actor, button, desk_page
from ikrar.sealing.keys import fingerprint
from ikrar.vault import actions, queries
from ikrar.vault.forms import ChangeForm, NewKeyForm, UnlockForm
from ikrar.vault.models import Holder
from ikrar.vault.policies import check_can_hold_key
from ikrar.vault.views.unlocked import keep, lock, unlock, unlocked
from ikrar.web import limits

TRIES = 5  # of a passphrase in a minute


@sensitive_post_parameters()
@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def key(request: HttpRequest) -> HttpResponse:
    """Make the key, or unlock it and go back to where it was needed."""
    user = actor(request)
    check_can_hold_key(user)
    holder = queries.holder_of(user)
    if holder is None:
        return _new(request)
    form = UnlockForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if wait := limits.spend("passphrase", str(user.pk), most=TRIES):
            form.add_error(
                None, _("Terlalu banyak percobaan. Coba lagi %(s)s detik lagi.") % {"s": wait}
            )
        else:
            try:
                half = unlock(request, form.cleaned_data["passphrase"])
            except NotAllowed as error:
                form.add_error("passphrase", str(error))
            else:
                response = redirect(_back(request) or reverse("key"))
                keep(response, half)
                return response
    return render(
        request,
        "vault/key.html",
        _context(request, holder, form),
        status=400 if form.errors else 200,
    )


def _context(request: HttpRequest, holder: Holder, form: UnlockForm) -> dict[str, object]:
    return {
        "form": form,
        "holder": holder,
        "fingerprint": fingerprint(bytes(holder.public_key)),
        "is_unlocked": unlocked(request) is not None,
        "next": _back(request),
        "boxes": queries.may_open(holder).count(),
        "is_custodian": queries.is_custodian(holder),
    }


def _new(request: HttpRequest) -> HttpResponse:
    form = NewKeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.make_holder(actor(request), passphrase=form.cleaned_data["passphrase"])
        except (InputError, NotPossible) as error:
            form.add_error("passphrase", str(error))
        else:
            half = unlock(request, form.cleaned_data["passphrase"])
            messages.success(
                request, _("Kunci Anda dibuat dan terbuka. Simpan frasa sandinya di tempat aman.")
            )
            response = redirect(_back(request) or reverse("key"))
            keep(response, half)
            return response
    context = {"form": form, "next": _back(request)}
    return render(request, "vault/key_new.html", context, status=400 if form.errors else 200)


@sensitive_post_parameters()
@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def key_change(request: HttpRequest) -> HttpResponse:
    """Another passphrase for the same key."""
    holder = queries.holder_of(actor(request))
    if holder is None:
        return redirect("key")
    form = ChangeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if limits.spend("passphrase", str(holder.user_id), most=TRIES):
            form.add_error(None, _("Terlalu banyak percobaan. Tunggu satu menit."))
        else:
            try:
                actions.change_passphrase(holder, old=data["old"], new=data["passphrase"])
            except (InputError, NotAllowed) as error:
                form.add_error("old", str(error))
            else:
                messages.success(request, _("Frasa sandi diganti. Yang lama tidak berlaku lagi."))
                return redirect("key")
    crumbs = [(_("Kunci saya"), reverse("key"))]
    context = {"form": form, "crumbs": crumbs}
    return render(request, "vault/key_change.html", context, status=400 if form.errors else 200)


@sensitive_post_parameters()
@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def key_rotate(request: HttpRequest) -> HttpResponse:
    """Another key under the same passphrase; everything that the old one opened is sealed anew to it."""
    holder = queries.holder_of(actor(request))
    if holder is None:
        return redirect("key")
    form = UnlockForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if limits.spend("passphrase", str(holder.user_id), most=TRIES):
            form.add_error(None, _("Terlalu banyak percobaan. Tunggu satu menit."))
        else:
            try:
                actions.rotate_key(holder, passphrase=form.cleaned_data["passphrase"])
            except NotAllowed as error:
                form.add_error("passphrase", str(error))
            else:
                messages.success(
                    request, _("Kunci baru dibuat. Yang lama tidak membuka apa pun lagi.")
                )
                response = redirect("key")
                lock(request, response)
                return response
    context = {"form": form, "crumbs": [(_("Kunci saya"), reverse("key"))]}
    return render(request, "vault/key_rotate.html", context, status=400 if form.errors else 200)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def key_lost(request: HttpRequest) -> HttpResponse:
    """Whoever forgot the passphrase gives the key up and makes another; a custodian is replaced first."""
    holder = queries.holder_of(actor(request))
    if holder is None:
        return redirect("key")
    problem = ""
    if request.method == "POST":
        try:
            actions.retire_holder(holder)
        except NotPossible as error:
            problem = str(error)
        else:
            response = redirect("key")
            lock(request, response)
            return response
    context = {"crumbs": [(_("Kunci saya"), reverse("key"))], "problem": problem}
    return render(request, "vault/key_lost.html", context, status=409 if problem else 200)


@button("key", keep=False)
def key_lock(request: HttpRequest) -> HttpResponse:
    """Put the key away."""
    response = redirect("key")
    lock(request, response)
    messages.success(request, _("Kunci ditutup."))
    return response


def _back(request: HttpRequest) -> str:
    """Where the key was needed; only a page of this house."""
    back = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return back if is_ours else ""
