"""The screening engine on a server: loaded and compiled before anybody waits for it.

Compiled code is kept beside its source. Where that place cannot be written, as in a locked-down service,
it is kept in the data directory, in a folder for each version, so that only the first start after an update takes a minute.
"""

import os
from pathlib import Path

from django.conf import settings

# one finding and several: what tells why is made ready too
DRAFTS = ("Goblok.", "Ayo coblos nomor 2. Besok tim bagi-bagi sembako di balai. Yang lain goblok.")
PLACE = Path(__file__).resolve().parent.parent / "screening" / "kernels"


def warm() -> None:
    """Make the engine ready; raises whatever keeps it from starting."""
    if not os.access(PLACE, os.W_OK):
        # read when numba is imported, which nothing has done yet
        os.environ.setdefault("NUMBA_CACHE_DIR", str(Path(settings.DATA_DIR) / "numba"))
    from ikrar import packs
    from ikrar.screening import engine

    for summary in packs.available():  # whichever the agency has, or a visitor asks for
        engine.warm(summary.name)
    for draft in DRAFTS:
        engine.screen(draft)
