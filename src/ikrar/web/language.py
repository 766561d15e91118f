"""The language of a page: Indonesian until a reader chooses otherwise.

What comes in: the language cookie. The browser's own preference is not asked, since most office browsers
here are in English while their readers are not.
"""

from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware


class ChosenLanguageMiddleware(LocaleMiddleware):
    """Django's own, deaf to the Accept-Language header."""

    def process_request(self, request: HttpRequest) -> None:
        request.META.pop("HTTP_ACCEPT_LANGUAGE", None)
        super().process_request(request)
