"""Who calls the API: a program with a token, or anybody without one, at smaller limits.

What comes in: a request. What goes out: a `Caller`, or a problem (401, 403, 429). Cookies are never
read here, so that a page elsewhere cannot call in the name of somebody who is logged in.
"""

import logging
from dataclasses import dataclass

from django.db import DatabaseError
from django.http import HttpRequest
from django.utils import timezone

from ikrar.people import actions
from ikrar.people.models import ApiToken
from ikrar.people.queries import token_of
from ikrar.people.states import Scope, TokenState
from ikrar.web import limits
from ikrar.web.problems import Problem

log = logging.getLogger(__name__)

CALLS_WITH_TOKEN = 120  # in a minute
CALLS_WITHOUT = 20
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="ikrar"'}
REFUSED = {"WWW-Authenticate": 'Bearer realm="ikrar", error="invalid_token"'}
_WHY = {
    TokenState.EXPIRED: "This token has expired.",
    TokenState.REVOKED: "This token was revoked.",
    TokenState.CLOSED: "The account that made this token was closed.",
}


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks; without a token, somebody of whom nothing is known."""

    token: ApiToken | None = None


@dataclass(frozen=True, slots=True)
class Gate:
    """Lets a call through that carries no token, or one whose scopes name this gate's."""

    scope: Scope

    def __call__(self, request: HttpRequest) -> Caller:
        shown = request.headers.get("Authorization", "")
        token = _token(request, shown) if shown else None
        if token is None:
            _count("address", limits.address(request), CALLS_WITHOUT)
            return Caller()
        if self.scope not in token.scopes:
            opens = ", ".join(token.scopes)
            raise Problem(403, f"This token does not open `{self.scope}`. It opens: {opens}.")
        _count("token", str(token.pk), CALLS_WITH_TOKEN)
        _note_use(token)
        return Caller(token)


def _token(request: HttpRequest, shown: str) -> ApiToken:
    """The token of an Authorization header. Wrong ones count against the address they come from."""
    scheme, _space, text = shown.strip().partition(" ")
    if scheme.lower() != "bearer" or not text.strip():
        _count("address", limits.address(request), CALLS_WITHOUT)
        raise Problem(401, "Send the token as `Authorization: Bearer …`.", headers=CHALLENGE)
    token = token_of(text.strip())
    if token is not None and token.state == TokenState.ACTIVE:
        return token
    _count("address", limits.address(request), CALLS_WITHOUT)
    why = _WHY[token.state] if token else "This token is unknown here."
    raise Problem(401, f"{why} Ask an administrator of the agency for a new one.", headers=REFUSED)


def _count(kind: str, who: str, most: int) -> None:
    wait = limits.spend(f"api.{kind}", who, most=most)
    if wait:
        whence = "with this token" if kind == "token" else "from this address"
        raise Problem(
            429,
            f"More than {most} calls came {whence} in a minute. Wait {wait} seconds.",
            headers={"Retry-After": str(wait)},
        )


def _note_use(token: ApiToken) -> None:
    """A day that cannot be written down is no reason to refuse."""
    try:
        actions.note_token_use(token, on=timezone.localdate())
    except DatabaseError as error:
        log.warning("The last use of %s was not noted: %s", token.prefix, type(error).__name__)
