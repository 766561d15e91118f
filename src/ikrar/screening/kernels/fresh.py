"""Throws away compiled code that belongs to other sources, before any kernel is loaded.

numba looks at the file of each function alone: code that was inlined from a neighbour's older version would be used,
or fail to load, after an update. Nothing happens where the folder cannot be written.
"""

import hashlib
from contextlib import suppress
from pathlib import Path

HERE = Path(__file__).parent
NOTE = HERE / "__pycache__" / "sources.sha256"


def _clear() -> None:
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(HERE.glob("*.py"))))
    with suppress(OSError):
        if NOTE.exists() and NOTE.read_text("ascii") == digest.hexdigest():
            return
        for compiled in NOTE.parent.glob("*.nb[ci]"):
            compiled.unlink(missing_ok=True)
        NOTE.parent.mkdir(exist_ok=True)
        NOTE.write_text(digest.hexdigest(), "ascii")


_clear()
