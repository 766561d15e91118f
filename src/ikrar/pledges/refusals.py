"""Two refusals that carry what the page needs to go on: the signature that stands, the new text."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from ikrar.errors import NotPossible

if TYPE_CHECKING:
    from ikrar.pledges.models import Signature, Text


class AlreadySigned(NotPossible):
    """The pledge has been signed before; `signature` is the one that stands."""

    def __init__(self, signature: "Signature") -> None:
        super().__init__(_("Ikrar ini sudah ditandatangani. Anda tidak perlu menandatangani lagi."))
        self.signature = signature


class TextChanged(NotPossible):
    """The campaign's text is no longer the one that was on the page; `text` is the new one."""

    def __init__(self, text: "Text") -> None:
        super().__init__(
            _(
                "Teks ikrar berubah sejak halaman ini dibuka, sehingga tanda tangan belum diterima."
                " Bacalah teks yang baru, setujui setiap butir, lalu tanda tangani."
            )
        )
        self.text = text
