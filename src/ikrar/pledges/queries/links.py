"""Personal links: from a token, typed or clicked, to the signatory it stands for.

A token is 16 Crockford letters (80 random bits). Case, spaces, hyphens and the look-alikes I, L and O
are forgiven. Only the SHA-256 of a token is known to the database.
"""

import hashlib
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from ikrar.errors import NotFound, NotPossible
from ikrar.pledges.models import Link, Signatory
from ikrar.pledges.refusals import AlreadySigned
from ikrar.pledges.states import SignatoryState, SignatureState

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
TOKEN_LETTERS = 16

_FOLD = str.maketrans("ILO", "110", "- \t\r\n\u00a0")


def fold_token(token: str) -> str | None:
    """The token's 16 letters, or None if it cannot be one."""
    folded = token.upper().translate(_FOLD)
    if len(folded) != TOKEN_LETTERS or any(letter not in ALPHABET for letter in folded):
        return None
    return folded


def token_sha256(folded: str) -> str:
    return hashlib.sha256(folded.encode("ascii")).hexdigest()


def link_url(token: str) -> str:
    """The address of a personal link (`sign_link`), spelled here because 500,000 are made at once."""
    return f"{settings.SITE_URL}/ikrar/t/{token}/"


# What signing reads, in one row and no column more: the busiest query of a ceremony.
_READY_TO_SIGN = Link.objects.select_related(
    "signatory__campaign__text",
    "signatory__campaign__agency",
    "signatory__employee",
    "signatory__unit",
).only(
    *("used_at", "revoked_at", "expires_at", "signatory__state", "signatory__reason"),
    *("signatory__campaign__slug", "signatory__campaign__name", "signatory__campaign__state"),
    *("signatory__campaign__text__sha256", "signatory__campaign__text__content"),
    "signatory__campaign__agency__name",
    *("signatory__employee__nip", "signatory__employee__name"),
    *("signatory__employee__title_before", "signatory__employee__title_after"),
    "signatory__unit__name",
)


def signatory_of_token(token: str) -> tuple[Signatory, Link]:
    """Whose link this is, ready to sign in one query; says clearly why a link no longer works."""
    folded = fold_token(token)
    held = _READY_TO_SIGN.filter(token_sha256=token_sha256(folded)) if folded else ()
    link = next(iter(held), None)
    if link is None:
        raise NotFound(
            _(
                "Kode atau tautan ini tidak dikenal. Periksa kembali 16 huruf dan angka pada surat"
                " Anda, atau minta tautan baru kepada biro kepegawaian."
            )
        )
    check_link(link, now=timezone.now())
    return link.signatory, link


def check_link(link: Link, *, now: datetime) -> None:
    """Refuse a link that was used, revoked or has expired, each in its own words."""
    if link.used_at is not None:
        _refuse_used(link.signatory)
    if link.revoked_at is not None:
        raise NotPossible(
            _("Tautan ini sudah diganti dengan yang lebih baru. Gunakan tautan terakhir Anda.")
        )
    if link.expires_at <= now:
        raise NotPossible(
            _("Tautan ini sudah lewat masa berlakunya. Minta tautan baru kepada biro kepegawaian.")
        )


def _refuse_used(signatory: Signatory) -> None:
    if signatory.state == SignatoryState.SIGNED:
        signature = signatory.signatures.filter(state=SignatureState.VALID).first()
        if signature is not None:
            raise AlreadySigned(signature)
    raise NotPossible(_("Tautan ini sudah dipakai. Minta tautan baru kepada biro kepegawaian."))
