"""What all personnel pages share: a login, no cache, and a form that shows why an action refused."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from ikrar.errors import InputError, NotFound, NotPossible
from ikrar.people.models import User

View = Callable[..., HttpResponseBase]


def desk_page(view: View) -> View:
    """A page with people on it: for those who are logged in, kept out of every cache."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return never_cache(login_required(wrapped))


def button(back: str, *, keep: bool = True) -> Callable[[View], View]:
    """What a button posts to; whoever only opens the address is led to the page that has the button.

    `keep`: that page is about the same row, so its address has the same arguments.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST":
                return view(request, **kwargs)
            answer: HttpResponseBase = redirect(back, **(kwargs if keep else {}))
            return answer

        return desk_page(wrapped)

    return decorate


def actor(request: HttpRequest) -> User:
    """Who asks; `desk_page` has made sure that it is somebody."""
    assert isinstance(request.user, User)
    return request.user


def tried(
    form: forms.Form, act: Callable[[dict[str, Any]], object], *, field: str | None = None
) -> bool:
    """Whether `act` went through with the form's data; if it refused, the form now says why."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except (InputError, NotFound, NotPossible) as error:
        form.add_error(field, str(error))
        return False
    return True
