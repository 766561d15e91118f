"""A key that its holder has unlocked, for as long as they work with it.

The private key stands in the session's row under a key that only the browser's cookie holds: neither the database nor
the cookie opens anything alone. After half an hour without use it is gone.
"""

import base64
import binascii
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox
from nacl.utils import random

from ikrar.people.views.doors import View, actor
from ikrar.sealing.keys import pair_of
from ikrar.vault.models import Holder
from ikrar.vault.queries import holder_of, unwrap

COOKIE: Final = "ikrar_kunci"
_SESSION: Final = "vault"
IDLE: Final = 30 * 60  # seconds
_FRESH: Final = 60  # the time of use is written at most once a minute


@dataclass(frozen=True, slots=True)
class Unlocked:
    """A holder with their private key in hand."""

    holder: Holder
    private: bytes = field(repr=False)


def unlock(request: HttpRequest, passphrase: str) -> bytes:
    """Unlock the key of who asks; returns what `keep` puts into the cookie. NotAllowed on a wrong passphrase."""
    holder = holder_of(actor(request))
    assert holder is not None
    key = random(SecretBox.KEY_SIZE)
    sealed = SecretBox(key).encrypt(unwrap(holder, passphrase))
    request.session[_SESSION] = {"sealed": _text(bytes(sealed)), "used": int(time.time())}
    return key


def keep(response: HttpResponseBase, key: bytes) -> None:
    """Give the browser its half."""
    response.set_cookie(
        COOKIE, _text(key), httponly=True, samesite="Strict", secure=settings.SESSION_COOKIE_SECURE
    )


def lock(request: HttpRequest, response: HttpResponseBase) -> None:
    """Forget both halves."""
    request.session.pop(_SESSION, None)
    response.delete_cookie(COOKIE, samesite="Strict")


def unlocked(request: HttpRequest) -> Unlocked | None:
    """The key in hand, or None where it is locked, idle too long, or another's."""
    kept = request.session.get(_SESSION)
    now = int(time.time())
    if not kept or not 0 <= now - kept["used"] <= IDLE:
        request.session.pop(_SESSION, None)
        return None
    holder = holder_of(actor(request))
    private = _opened(kept["sealed"], request.COOKIES.get(COOKIE, ""))
    if holder is None or private is None or not _is_pair(holder, private):
        return None
    if now - kept["used"] > _FRESH:
        request.session[_SESSION] = {**kept, "used": now}
    return Unlocked(holder, private)


def needs_key(view: Callable[..., HttpResponseBase]) -> View:
    """A page that reads what is sealed: without a key in hand it leads to where the key is unlocked, and back."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = unlocked(request)
        if found is None:
            back = request.get_full_path() if request.method in {"GET", "HEAD"} else ""
            return redirect(f"{reverse('key')}?{urlencode({'next': back})}")
        return view(request, *args, opened=found, **kwargs)

    return wrapped


def _is_pair(holder: Holder, private: bytes) -> bool:
    """A key that was replaced since it was unlocked opens nothing."""
    return pair_of(private).public == bytes(holder.public_key)


def _opened(sealed: str, cookie: str) -> bytes | None:
    try:
        key = base64.urlsafe_b64decode(cookie)
        return SecretBox(key).decrypt(base64.urlsafe_b64decode(sealed))
    except (CryptoError, ValueError, TypeError, binascii.Error):
        return None


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode("ascii")
