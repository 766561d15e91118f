"""Verify a signature: by code, by QR (the same code), or by an uploaded certificate or bundle.

An upload is checked in memory with this log's public key, step by step, and is not kept. What the
database says besides (withdrawn, erased, superseded) is shown apart from what the file proves.
"""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ikrar.errors import Error, NotFound
from ikrar.ledger.queries import get_log
from ikrar.pledges import queries
from ikrar.pledges.forms import UploadForm, VerifyCodeForm
from ikrar.pledges.models import Signature, code_of
from ikrar.pledges.states import SignatureState
from ikrar.pledges.views.checking import Report, check_bundle, check_file, refusal_in
from ikrar.pledges.views.privacy import private_page
from ikrar.pledges.views.visit import Visit
from ikrar.tlog.refusal import verify_refusal
from ikrar.tlog.verify import Verified


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: Visit) -> HttpResponse:
    """Three ways in: a code, the QR code, a file."""
    if request.method != "POST":
        return _ask(request, VerifyCodeForm(), UploadForm())
    if "code" in request.POST:
        form = VerifyCodeForm(request.POST)
        if form.is_valid():
            return redirect("verify_code", code=form.cleaned_data["code"])
        return _ask(request, form, UploadForm(), status=400)
    upload = UploadForm(request.POST, request.FILES)
    if not upload.is_valid():
        return _ask(request, VerifyCodeForm(), upload, status=400)
    data = upload.cleaned_data["file"].read()
    refusal = refusal_in(data)
    if refusal is not None:
        return _answer_refusal(request, refusal)
    return _answer(request, check_file(data, vkey=get_log("public").vkey), is_upload=True)


@private_page
@require_safe
def verify_code(request: Visit, code: str) -> HttpResponse:
    """What stands behind a code: the same check, on the proof that this installation holds."""
    try:
        signature = queries.signature_by_code(code)
    except NotFound as error:
        form = VerifyCodeForm({"code": code[:60]})
        form.add_error("code", str(error))
        return _ask(request, form, UploadForm(), status=404)
    if signature.state != SignatureState.VALID:
        return render(request, "pledges/verify_void.html", {"signature": signature})
    bundle = queries.bundle_of(signature)
    if bundle is None:
        return render(request, "pledges/verify_pending.html", {"signature": signature})
    return _answer(request, check_bundle(bundle, vkey=get_log("public").vkey))


def _ask(
    request: Visit, code_form: VerifyCodeForm, upload_form: UploadForm, *, status: int = 200
) -> HttpResponse:
    context = {"code_form": code_form, "upload_form": upload_form}
    return render(request, "pledges/verify.html", context, status=status)


def _answer(request: Visit, report: Report, *, is_upload: bool = False) -> HttpResponse:
    """The report, and beside it what the database says about this signature today."""
    signature = _row_of(report.verified) if report.verified else None
    context = {"report": report, "signature": signature, "is_upload": is_upload}
    status = 200 if report.verified else 422
    return render(request, "pledges/verified.html", context, status=status)


def _answer_refusal(request: Visit, data: bytes) -> HttpResponse:
    """What the proof of a refused gift proves; all of it comes from the file and the log's key."""
    try:
        proved = verify_refusal(data, keys=[get_log("public").vkey])
    except Error as error:
        context = {"problem": str(error)}
        return render(request, "pledges/verified_refusal.html", context, status=422)
    return render(request, "pledges/verified_refusal.html", {"proved": proved})


def _row_of(verified: Verified) -> Signature | None:
    try:
        return queries.signature_by_code(code_of(UUID(verified.ref)))
    except NotFound:
        return None
