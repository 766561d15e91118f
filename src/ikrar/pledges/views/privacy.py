"""Pages that hold a secret in their address or a person on their face: kept out of every cache.

`no-store` keeps them off the disk and out of the back button; `strict-origin` keeps the path out of
the Referer header, and still lets the browser name its origin, which the CSRF check needs.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.cache import never_cache

View = Callable[..., HttpResponseBase]


def private_page(view: View) -> View:
    """Mark the answers of `view` as private."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.headers["Referrer-Policy"] = "strict-origin"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return never_cache(wrapped)
