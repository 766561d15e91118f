"""A deliberate error becomes the right HTTP answer, in one place."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from ikrar.errors import InputError, NotAllowed, NotFound, NotPossible, VerificationError
from ikrar.server.errors import ErrorMiddleware


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "status"),
    [(InputError, 400), (NotAllowed, 403), (NotFound, 404), (NotPossible, 409),
     (VerificationError, 422)],
)  # fmt: skip
def test_error_becomes_its_status_and_says_why(error, status):
    middleware = ErrorMiddleware(lambda _request: HttpResponse())
    answer = middleware.process_exception(RequestFactory().get("/"), error("Karena <alasan>."))
    assert answer.status_code == status
    assert "Karena &lt;alasan&gt;." in answer.content.decode()


def test_an_accident_is_not_dressed_up():
    middleware = ErrorMiddleware(lambda _request: HttpResponse())
    assert middleware.process_exception(RequestFactory().get("/"), ZeroDivisionError()) is None


def test_every_error_kind_has_a_status():
    from ikrar import errors
    from ikrar.server.errors import STATUS

    kinds = {
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, errors.Error) and kind is not errors.Error
    }
    assert set(STATUS) == kinds
