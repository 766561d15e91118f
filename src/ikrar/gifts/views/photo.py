"""A photo on its way to a page: the cleaned picture, under a policy that runs nothing."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from ikrar.errors import NotFound
from ikrar.gifts import files
from ikrar.gifts.models import Gift

_POLICY = "default-src 'none'; sandbox"
_BYTES = "application/octet-stream"
_ENDS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}


def photo_of(gift: Gift, *, missing: str) -> HttpResponse:
    """The photo of a gift; a kind that no page may show is a download."""
    if not gift.photo_sha256:
        raise NotFound(missing)
    kind = gift.photo_type if gift.photo_type in _ENDS else _BYTES
    response = HttpResponse(files.read(gift.ref), content_type=kind)
    name = f"{gift.number}.{_ENDS.get(kind, 'bin')}"
    as_file = kind == _BYTES
    response.headers["Content-Disposition"] = str(content_disposition_header(as_file, name))
    response.headers["Content-Security-Policy"] = _POLICY
    return response
