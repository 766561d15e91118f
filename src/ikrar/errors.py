"""The one tree of errors that Ikrar raises on purpose.

Every message is for the person who reads it: what happened, what it means, what to do.
`server` turns these into HTTP answers and `cli` into exit codes, in one place each.
"""


class Error(Exception):
    """Root of all deliberate errors. `str(error)` may be shown to the user as it is."""


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
