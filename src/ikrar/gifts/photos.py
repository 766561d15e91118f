"""A photo as it is kept: a picture by its bytes, without place, time and device.

In: bytes and a name of unknown origin. Out: the cleaned picture, or an InputError that says what to do.
"""

from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _

from ikrar.errors import InputError
from ikrar.evidence.kinds import Family
from ikrar.evidence.sniff import HEAD, sniff
from ikrar.evidence.strip import strip

LARGEST: Final = 60_000_000


@dataclass(frozen=True, slots=True)
class Photo:
    """A cleaned picture."""

    data: bytes = field(repr=False)
    mime: str


def clean(data: bytes, name: str) -> Photo:
    """The picture without its traces."""
    kind = sniff(data[:HEAD], name)
    if not data or kind.family is not Family.PICTURE:
        raise InputError(_("Berkas ini bukan foto. Lampirkan gambar JPEG, PNG, WebP, atau HEIC."))
    done = strip(kind, data, most=LARGEST)
    if not done.cleaned:
        raise InputError(
            _("Lokasi dan data lain dalam foto ini tidak dapat dihapus, jadi foto tidak disimpan."
              " Kirim sebagai JPEG, atau simpan catatan tanpa foto.")
        )  # fmt: skip
    return Photo(done.data, kind.mime if done.is_shown_inline else "application/octet-stream")
