"""A QR code as SVG: one path, whole modules, quiet zone of four included."""

from dataclasses import dataclass
from io import BytesIO

import segno

from ikrar.errors import InputError

_INK = "#211C17"


_QUIET = 4


@dataclass(frozen=True, slots=True)
class QR:
    """A picture; `quiet` is the share of its width that each side's quiet zone takes."""

    svg: str
    quiet: float


def qr(content: str) -> QR:
    """The QR code that says `content`, at error level M or better."""
    try:
        code = segno.make_qr(content, error="m")
    except segno.DataOverflowError as error:
        raise InputError("This address is too long for a QR code.") from error
    picture = BytesIO()
    code.save(picture, kind="svg", border=_QUIET, dark=_INK, xmldecl=False, omitsize=True)
    width, _height = code.symbol_size(border=_QUIET)
    return QR(svg=picture.getvalue().decode(), quiet=_QUIET / width)
