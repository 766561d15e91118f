"""The certificate as PDF and its proof as JSON, found by the verification code."""

from csp.decorators import csp_exempt
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ikrar.errors import NotPossible
from ikrar.pledges import queries
from ikrar.pledges.views.privacy import private_page


@csp_exempt()  # browsers' PDF viewers need styles of their own; a PDF runs nothing of ours
@private_page
@require_safe
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """The certificate, byte for byte the same each time; refused while the log does not hold it."""
    signature = queries.signature_by_code(code)
    return _file(
        queries.certificate_of(signature),
        kind="application/pdf",
        name=f"sertifikat-ikrar-{signature.code}.pdf",
        where="inline",
    )


@private_page
@require_safe
def bundle(request: HttpRequest, code: str) -> HttpResponse:
    """The proof that the certificate carries, as a file of its own."""
    signature = queries.signature_by_code(code)
    data = queries.bundle_of(signature)
    if data is None:
        raise NotPossible(_("Tanda tangan ini sedang dicatat. Coba lagi beberapa detik lagi."))
    return _file(
        data, kind="application/json", name=f"bukti-ikrar-{signature.code}.json", where="attachment"
    )


def _file(data: bytes, *, kind: str, name: str, where: str) -> HttpResponse:
    return HttpResponse(
        data,
        content_type=kind,
        headers={"Content-Disposition": f'{where}; filename="{name}"'},
    )
