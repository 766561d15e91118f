"""Ciphertext of a case's rows: each is bound to its own row, so that none can be moved to another.

In: a data key, a row with a `ref`, text. Out: bytes, or the text again. Writes nothing.
"""

from collections.abc import Collection
from typing import Any

from ikrar.cases.models import Case
from ikrar.sealing import boxes

Row = Any  # a model with `ref`


def seal(key: bytes, row: Row, text: str) -> bytes:
    """The text for the field `sealed` of this row."""
    return boxes.seal(key, text.encode(), about=about(row))


def unseal(key: bytes, row: Row) -> str:
    """What the field `sealed` of this row says. VerificationError where it belongs to another."""
    sealed = bytes(row.sealed)
    return boxes.unseal(key, sealed, about=about(row)).decode()


def seal_barred(key: bytes, case: Case, usernames: Collection[str]) -> bytes:
    """The officers who must not handle a case."""
    return boxes.seal(key, " ".join(sorted(usernames)).encode(), about=_about_barred(case))


def barred(key: bytes, case: Case) -> frozenset[str]:
    """Their usernames."""
    if not case.barred:
        return frozenset()
    return frozenset(
        boxes.unseal(key, bytes(case.barred), about=_about_barred(case)).decode().split()
    )


def _about_barred(case: Case) -> bytes:
    return f"ikrar/cases/barred/{case.uuid.hex}".encode()


def about(row: Row) -> bytes:
    """What binds a ciphertext to its row."""
    return f"ikrar/cases/{type(row).__name__.lower()}/{row.ref.hex}".encode()
