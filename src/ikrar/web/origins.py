"""Whether a page of another site had the browser send a request, told by headers that no page can write.

For forms that do without a token. What is trusted: `Sec-Fetch-Site`, and where a browser sends none (older ones, and all
over plain HTTP) `Origin`. A program sends neither; it has nobody's browser behind it.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest


def is_from_elsewhere(request: HttpRequest) -> bool:
    """Whether another site's page sent it; a neighbour under the same domain is another site."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site not in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    if origin is None or origin in settings.CSRF_TRUSTED_ORIGINS:
        return False
    try:
        return urlsplit(origin).netloc != request.get_host()
    except ValueError:
        return True
