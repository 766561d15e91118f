"""What middleware has put on a request by the time a view sees it, for the type checker."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from ikrar.people.models import User


class Visit(HttpRequest):
    """Anybody's request."""

    htmx: HtmxDetails


class Login(Visit):
    """A request behind `login_required`."""

    user: User
