"""The one tree of errors that Ikrar raises on purpose.

Every message is for the person who reads it: what happened, what it means, what to do.
`server` turns these into HTTP answers and `cli` into exit codes, in one place each.
Duties write in the language of the page. An engine knows no page: it gives its words in both languages.
"""

from collections.abc import Callable


def _english() -> str:
    return "en"


_language: Callable[[], str] = _english


def speak(language: Callable[[], str]) -> None:
    """Let `str(error)` follow the reader's language, which `language` tells; until then it is English."""
    global _language  # noqa: PLW0603 - set once, when the web is there
    _language = language


class Error(Exception):
    """Root of all deliberate errors. `str(error)` may be shown to the user as it is. `id_`: the same in Indonesian."""

    def __init__(self, message: object = "", *, id_: str = "") -> None:
        super().__init__(message)
        self.id_ = id_

    def __str__(self) -> str:
        return self.id_ if self.id_ and _language() == "id" else super().__str__()


class InputError(Error):
    """What was given cannot be read or used: a file, a field, a date (HTTP 400, exit 1)."""


class VerificationError(Error):
    """A proof, signature or bundle does not hold (HTTP 422, exit 1)."""


class NotAllowed(Error):
    """The person may not do this (HTTP 403, exit 1)."""


class NotPossible(Error):
    """The state of the object does not permit this, whoever asks (HTTP 409, exit 1)."""


class NotFound(Error):
    """There is no such thing (HTTP 404, exit 1)."""
