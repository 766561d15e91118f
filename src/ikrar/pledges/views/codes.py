"""A personal code typed by hand, and what slows down guessing: failures are counted per sender.

The sender's address is kept as a keyed hash for ten minutes, in the cache only. A hall full of
people shares one address, so only failures count and the bound is generous.
"""

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from ikrar.errors import NotFound, NotPossible
from ikrar.pledges import actions, queries
from ikrar.pledges.forms import CodeForm
from ikrar.pledges.models import Signatory

WINDOW = 600  # seconds
FAILURES = 30


def read_code(request: HttpRequest, form: CodeForm) -> tuple[Signatory | None, int]:
    """Whose code was typed; or None, an error in the form and the status of the answer.

    Raises AlreadySigned for the code of somebody who has signed.
    """
    if not form.is_valid():
        return None, 400 if form.is_bound else 200
    if _failures(request) >= FAILURES:
        form.add_error("code", _("Terlalu banyak kode yang keliru. Coba lagi sepuluh menit lagi."))
        return None, 429
    try:
        return queries.signatory_of_token(form.cleaned_data["code"])[0], 200
    except actions.AlreadySigned:
        raise
    except NotFound as error:
        _count_failure(request)
        form.add_error("code", str(error))
        return None, 404
    except NotPossible as error:
        form.add_error("code", str(error))
        return None, 409


def _key(request: HttpRequest) -> str:
    address = request.META.get("REMOTE_ADDR", "")
    return "ikrar.code." + salted_hmac("ikrar.pledges.codes", address).hexdigest()[:32]


def _failures(request: HttpRequest) -> int:
    return int(cache.get(_key(request), 0))


def _count_failure(request: HttpRequest) -> None:
    key = _key(request)
    if not cache.add(key, 1, WINDOW):
        try:
            cache.incr(key)
        except ValueError:  # it expired between the two calls
            cache.add(key, 1, WINDOW)
