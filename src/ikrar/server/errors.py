"""Turns `ikrar.errors` into HTTP answers, in this one place: 400, 403, 404, 409, 422."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ikrar.errors import Error, InputError, NotAllowed, NotFound, NotPossible, VerificationError

STATUS: dict[type[Error], int] = {
    InputError: 400,
    NotAllowed: 403,
    NotFound: 404,
    NotPossible: 409,
    VerificationError: 422,
}


class ErrorMiddleware:
    """Shows a deliberate error as a page that says what to do; anything else stays a 500."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Error):
            return None
        status = next(code for kind, code in STATUS.items() if isinstance(error, kind))
        return render(request, "web/refused.html", {"message": str(error)}, status=status)
