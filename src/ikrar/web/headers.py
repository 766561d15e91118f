"""Headers about caching, for answers whose view did not decide for itself.

A page of someone who is logged in is kept nowhere; any other page is asked for again each time.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]


def cache_headers(get_response: Answer) -> Answer:
    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not response.has_header("Cache-Control"):
            # the door's own process knows no users
            inside = hasattr(request, "user") and request.user.is_authenticated
            response["Cache-Control"] = "private, no-store" if inside else "private, no-cache"
        return response

    return middleware
