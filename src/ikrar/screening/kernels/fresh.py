"""Keeps compiled code of other sources out of the way, before any kernel is loaded.

numba looks at the file of each function alone: code that was inlined from a neighbour's older version would be used,
or fail to load, after an update. Beside the sources old code is thrown away; where numba is told another place, or
cannot write beside them, each state of the sources has a folder of its own.
"""

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import numba
from numba.misc.appdirs import AppDirs

CONFIG: Any = numba.config
HERE = Path(__file__).parent
NOTE = HERE / "__pycache__" / "sources.sha256"


def _keep_apart() -> None:
    sources = b"".join(path.read_bytes() for path in sorted(HERE.glob("*.py")))
    digest = hashlib.sha256(sources).hexdigest()
    if CONFIG.CACHE_DIR or not _is_clear(digest):
        # of numba itself, for its setting in the environment was read when it was imported
        elsewhere = CONFIG.CACHE_DIR or AppDirs("numba", appauthor=False).user_cache_dir
        CONFIG.CACHE_DIR = str(Path(elsewhere) / f"ikrar-{digest[:16]}")


def _is_clear(digest: str) -> bool:
    """Whether compiled code may lie beside the sources; throws away what is of others."""
    with suppress(OSError):
        NOTE.parent.mkdir(exist_ok=True)
        if not NOTE.exists() or NOTE.read_text("ascii") != digest:
            for compiled in NOTE.parent.glob("*.nb[ci]"):
                compiled.unlink(missing_ok=True)
            NOTE.write_text(digest, "ascii")
        return os.access(NOTE.parent, os.W_OK)
    return False


_keep_apart()
