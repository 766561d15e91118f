"""Ikrar: an election-neutrality pledge that is signed, counted, certified and provable by outsiders.

`ikrar.verify`, `ikrar.pack`, `ikrar.screen` and `ikrar.explain` work offline, without Django; they are loaded on
first use.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ikrar.errors import Error, InputError, NotAllowed, NotFound, NotPossible, VerificationError

if TYPE_CHECKING:
    from ikrar.packs import load as pack
    from ikrar.screening.engine import screen
    from ikrar.screening.explain import explain
    from ikrar.tlog.verify import verify

__version__ = "0.1.0"
__all__ = [
    "Error",
    "InputError",
    "NotAllowed",
    "NotFound",
    "NotPossible",
    "VerificationError",
    "explain",
    "pack",
    "screen",
    "verify",
]

_LAZY = {
    "verify": ("ikrar.tlog.verify", "verify"),
    "pack": ("ikrar.packs", "load"),
    "screen": ("ikrar.screening.engine", "screen"),
    "explain": ("ikrar.screening.explain", "explain"),
}


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module 'ikrar' has no attribute {name!r}")
    module, attribute = _LAZY[name]
    return getattr(import_module(module), attribute)
