"""Exports that people really have → posts: tables, 4CAT, YouTube, Telegram, WhatsApp, RSS.

Bytes of strangers in, pages of posts out, with the rows that could not be read and why. Names and phone numbers stay
behind: an author is a salted hash. No Django, no database, no network.
"""

from ikrar.sources.importing import pages, preview
from ikrar.sources.kinds import HEAD, sniff
from ikrar.sources.model import (
    DAY_ORDERS,
    SCHEMA,
    ZONES,
    Kind,
    Mapping,
    Page,
    Preview,
    Problem,
    Reading,
)

__all__ = [
    "DAY_ORDERS", "HEAD", "SCHEMA", "ZONES", "Kind", "Mapping", "Page", "Preview", "Problem", "Reading", "pages", "preview",
    "sniff",
]  # fmt: skip
