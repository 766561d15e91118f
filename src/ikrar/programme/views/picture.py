"""A picture on its way to a page: the cleaned one, under a policy that runs nothing."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from ikrar.errors import NotFound
from ikrar.programme import pictures
from ikrar.programme.models import Message

_POLICY = "default-src 'none'; sandbox"


def picture_of(message: Message) -> HttpResponse:
    """The picture of a message."""
    if not message.has_picture or message.picture_type not in pictures.SHOWN:
        raise NotFound(_("Pesan ini tidak bergambar."))
    data = pictures.read(message.ref, message.picture_sha256)
    name = f"{message.number}.{pictures.SHOWN[message.picture_type]}"
    response = HttpResponse(data, content_type=message.picture_type)
    response.headers["Content-Disposition"] = str(content_disposition_header(False, name))
    response.headers["Content-Security-Policy"] = _POLICY
    return response
