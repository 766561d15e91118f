"""JSON bodies of the API: how large, of which type, and read strictly.

What comes in: a request. What goes out: the value, or a problem (400, 413, 415). Size and type are looked
at before a byte is read; repeated keys, NaN and anything but UTF-8 are refused, not guessed at.
"""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, NoReturn

from django.http import HttpRequest, HttpResponse

from ikrar.web.problems import Problem

DROPPED = 16_000_000  # bytes; beyond this it is no mistake
View = Callable[..., HttpResponse]


def takes_json(most: int) -> Callable[[View], View]:
    """Answer for a view what no body of it can be: too large (in bytes), of another type, or none."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                _check(request, most)
            except Problem as problem:
                return problem.answer()
            return view(request, *args, **kwargs)

        return wrapped

    return decorate


def _check(request: HttpRequest, most: int) -> None:
    if request.content_type != "application/json":
        raise Problem(415, "Send `Content-Type: application/json`.")
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise Problem(415, "Send the body as it is, without Content-Encoding.")
    size = _size(request)
    if size > most:
        drop_body(request)
        raise Problem(413, f"The body has {size} bytes; {most} are allowed. Send fewer at a time.")
    if size == 0:
        raise Problem(400, "The body is empty, or came without Content-Length. Send a JSON object.")


def drop_body(request: HttpRequest) -> None:
    """Read and forget a body that nobody wants: whoever is cut off while sending never sees the answer."""
    left = DROPPED
    while left > 0 and (chunk := request.read(64 * 1024)):
        left -= len(chunk)


def _size(request: HttpRequest) -> int:
    try:
        return max(0, int(request.META.get("CONTENT_LENGTH") or 0))
    except ValueError:
        return 0


def read_json(body: bytes) -> Any:
    """The value of a JSON text; a problem says where it stops being one."""
    try:
        text = body.decode("utf-8-sig")
        return json.loads(text, parse_constant=_no_number, object_pairs_hook=_no_key_twice)
    except UnicodeDecodeError as error:
        message = f"The body is not UTF-8: byte {error.start}."
    except json.JSONDecodeError as error:
        message = f"The body is not JSON: line {error.lineno}, column {error.colno}."
    except RecursionError:
        message = "The body is nested too deeply."
    except _NotStrict as error:
        message = f"The body is not strict JSON: {error}"
    except ValueError:
        message = "The body holds a number of thousands of digits."
    # without the cause, which holds the body
    raise Problem(400, message) from None


class _NotStrict(ValueError):
    """JSON that other readers would take in another way."""


def _no_number(name: str) -> NoReturn:
    raise _NotStrict(f"{name} is no number of JSON.")


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _NotStrict("a key stands twice in one object.")
    return found
