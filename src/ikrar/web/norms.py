"""Norms in words, as pages cite them. In: a norm of a pack. Out: text in the reader's language."""

from django.utils.translation import gettext as _

from ikrar.packs.law import Norm


def norm_words(norm: Norm) -> str:
    """A norm as it is cited, and how sure the pack is of it."""
    return f"{norm.citation or norm.id} ({sureness(norm.confidence)})"


def sureness(confidence: str) -> str:
    """How sure the pack is of something, in words."""
    known = {"high": _("tinggi"), "medium": _("sedang"), "low": _("rendah")}
    return _("keyakinan %(level)s") % {"level": known.get(confidence, confidence)}


def basis(norm: Norm | None, confidence: str) -> str:
    """What a clock rests on: its norm, or that the pack holds none that fits, and how sure its days are."""
    if norm:
        return norm_words(norm)
    return _("Paket tidak memuat norma yang cocok untuk tenggat ini; %(sure)s.") % {
        "sure": sureness(confidence)
    }
