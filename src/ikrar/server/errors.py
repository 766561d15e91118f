"""Turns `ikrar.errors` into HTTP answers, in this one place: 400, 403, 404, 409, 422.

A database that cannot be reached or written (disk full, locked, restarting) becomes 503 with a page
that asks it nothing: whatever was being done was rolled back, and the visitor is told so.
"""

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from ikrar.errors import Error, InputError, NotAllowed, NotFound, NotPossible, VerificationError

log = logging.getLogger(__name__)
RETRY_AFTER_SECONDS = "10"
STATUS: dict[type[Error], int] = {
    InputError: 400,
    NotAllowed: 403,
    NotFound: 404,
    NotPossible: 409,
    VerificationError: 422,
}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for what cannot be read. Django's own looks for a token in it first, and so fails once more."""
    return render(request, "400.html", status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for an address that is not there, whatever was sent to it."""
    return render(request, "404.html", status=404)


class ErrorMiddleware:
    """Shows a deliberate error as a page that says what to do; anything else stays a 500."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, OperationalError | InterfaceError):
            log.error("The database did not do what it was asked: %s", error)
            return self.unavailable()
        if not isinstance(error, Error):
            return None
        status = next(code for kind, code in STATUS.items() if isinstance(error, kind))
        return render(request, "web/refused.html", {"message": str(error)}, status=status)

    @staticmethod
    def unavailable() -> HttpResponse:
        """The page for a database that is away or full."""
        page = render_to_string("503.html")
        return HttpResponse(page, status=503, headers={"Retry-After": RETRY_AFTER_SECONDS})
