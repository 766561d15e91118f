"""The mailbox: opened by a receipt, which is typed once and kept nowhere.

What the receipt opens stands in a cookie of this browser, sealed under the server's key, for half an hour without use. There
is no session and no row.
"""

import base64
import binascii
import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from ikrar.errors import InputError, NotFound, NotPossible
from ikrar.reports import actions, queries
from ikrar.reports.forms.door import EvidenceForm, MessageForm, ReceiptForm
from ikrar.reports.models import Report
from ikrar.reports.shelf import files
from ikrar.reports.states import TRANSITIONS, ReportState
from ikrar.sealing import boxes
from ikrar.sealing.receipts import Derived
from ikrar.vault.uploads import sealed_uploads
from ikrar.web.limits import spend

COOKIE: Final = "ikrar_kotak"
IDLE: Final = 30 * 60  # seconds
TRIES: Final = 120  # of receipts in a minute, by all together


@dataclass(frozen=True, slots=True)
class Opened:
    """A mailbox that its receipt opened."""

    report: Report
    found: Derived = field(repr=False)
    key: bytes = field(repr=False)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def mailbox_open(request: HttpRequest) -> HttpResponse:
    """Ask for the receipt."""
    form = ReceiptForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        if wait := spend("receipt", "all", most=TRIES):
            status = 429
            form.add_error(None, _busy(wait))
        else:
            try:
                found = actions.stretch(form.cleaned_data["receipt"])
                queries.report_of(found)
            except (InputError, NotFound) as error:
                form.add_error("receipt", str(error))
            else:
                response = redirect("mailbox")
                _keep(response, found)
                return response
    status = 400 if form.errors and status == 200 else status
    return render(request, "reports/mailbox_open.html", {"form": form}, status=status)


View = Callable[..., HttpResponse]


def opened_page(view: View) -> View:
    """A page of an opened mailbox; without one it leads to where the receipt is asked for."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = _derived(request.COOKIES.get(COOKIE, ""))
        try:
            opened = _open(found) if found else None
        except (NotFound, InputError):
            opened = None
        if found is None or opened is None:
            return redirect("mailbox_open")
        response = view(request, opened, *args, **kwargs)
        if COOKIE not in response.cookies:
            _keep(response, found)
        return response

    return never_cache(wrapped)


@opened_page
@require_http_methods(["GET", "HEAD"])
def mailbox(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Everything that was said, and what one may still do."""
    return _page(request, opened)


@sensitive_post_parameters()
@opened_page
@require_http_methods(["POST"])
def mailbox_write(request: HttpRequest, opened: Opened) -> HttpResponse:
    """A message."""
    form = MessageForm(request.POST)
    if form.is_valid():
        try:
            actions.write(opened.report, form.cleaned_data["text"], key=opened.key)
        except (InputError, NotPossible) as error:
            form.add_error("text", str(error))
        else:
            return redirect("mailbox")
    return _page(request, opened, form=form, status=400)


@csrf_exempt  # only so that the sealing handler is there before the body is read
def mailbox_files(request: HttpRequest) -> HttpResponse:
    """More evidence."""
    with sealed_uploads(request, files):
        return _files(request)


@csrf_protect
@opened_page
@require_http_methods(["POST"])
def _files(request: HttpRequest, opened: Opened) -> HttpResponse:
    form = EvidenceForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            actions.add_evidence(opened.report, form.sealed(), key=opened.key)
        except (InputError, NotFound, NotPossible) as error:
            form.add_error("upload", str(error))
        else:
            return redirect("mailbox")
    return _page(request, opened, evidence_form=form, status=400)


@opened_page
@require_http_methods(["GET", "HEAD", "POST"])
def mailbox_delete(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Take the report back, while nobody has triaged it."""
    if request.method != "POST":
        return render(request, "reports/mailbox_delete.html", {"report": opened.report})
    try:
        actions.delete_report(opened.report)
    except NotPossible as error:
        context = {"report": opened.report, "problem": str(error)}
        return render(request, "reports/mailbox_delete.html", context, status=409)
    return _closed(render(request, "reports/mailbox_deleted.html"))


@never_cache
@require_http_methods(["POST"])
def mailbox_close(request: HttpRequest) -> HttpResponse:
    """Forget what the receipt opened."""
    return _closed(redirect("door"))


def _page(
    request: HttpRequest, opened: Opened, *, form: MessageForm | None = None,
    evidence_form: EvidenceForm | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    report = opened.report
    content = queries.content_of(report, opened.key)
    context = {
        "report": report,
        "content": content,
        "chosen": queries.in_words(content),
        "lines": queries.mailbox(report, opened.key),
        "pieces": queries.evidence(report, opened.key),
        "form": form or MessageForm(),
        "evidence_form": evidence_form or EvidenceForm(),
        "may_delete": ReportState.DELETED in TRANSITIONS[ReportState(report.state)],
    }
    return render(request, "reports/mailbox.html", context, status=status)


def _open(found: Derived) -> Opened:
    report = queries.report_of(found)
    key = boxes.open_key(bytes(report.reporter_sealed), found.private)
    return Opened(report, found, key)


def _keep(response: HttpResponse, found: Derived) -> None:
    plain = {"at": int(time.time()), "keys": _text(found.lookup + found.public + found.private)}
    sealed = bytes(SecretBox(_server_key()).encrypt(json.dumps(plain).encode()))
    response.set_cookie(
        COOKIE, _text(sealed), httponly=True, samesite="Strict", path="/lapor/",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def _derived(cookie: str) -> Derived | None:
    try:
        sealed = base64.urlsafe_b64decode(cookie.encode())
        plain = json.loads(SecretBox(_server_key()).decrypt(sealed))
        keys = base64.urlsafe_b64decode(plain["keys"])
    except (CryptoError, ValueError, TypeError, KeyError, binascii.Error):
        return None
    is_fresh = 0 <= time.time() - plain["at"] <= IDLE
    return Derived(keys[:32], keys[32:64], keys[64:]) if is_fresh else None


def _closed(response: HttpResponse) -> HttpResponse:
    response.delete_cookie(COOKIE, path="/lapor/", samesite="Strict")
    return response


def _busy(wait: int) -> str:
    return _("Banyak kotak dibuka bersamaan. Coba lagi %(s)s detik lagi.") % {"s": wait}


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode("ascii")


def _server_key() -> bytes:
    return hashlib.sha256(b"ikrar.reports.box:" + settings.SECRET_KEY.encode()).digest()
