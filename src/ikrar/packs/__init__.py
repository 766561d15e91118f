"""One election, or one law, as data: calendar, contestants, pledge, forms of violation, norms, routing.

In: a directory of TOML files, shipped here or the user's own. Out: a frozen `Pack` to look things up in.
The files are checked for shape when read; what they say about each other is `lint`'s to check.
Everything is imported on first use, so that `import ikrar.packs` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ikrar.packs.catalog import available, load
    from ikrar.packs.model import PackSummary
    from ikrar.packs.pack import Pack
    from ikrar.packs.today import Today

__all__ = ["Pack", "PackSummary", "Today", "available", "load"]

_HOMES = {
    "Pack": "ikrar.packs.pack",
    "PackSummary": "ikrar.packs.model",
    "Today": "ikrar.packs.today",
    "available": "ikrar.packs.catalog",
    "load": "ikrar.packs.catalog",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'ikrar.packs' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
