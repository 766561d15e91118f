"""Which pack and weights screen the conversation now, and how days and labels of posts are written.

In: rows of `Judge`. Out: an engine's bench. Weights of an agency's own lie in DATA/weights/NAME, made by `ikrar train`.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from django.conf import settings
from numpy.typing import NDArray

from ikrar import packs
from ikrar.errors import NotFound
from ikrar.monitoring.blobs import NO_DAY
from ikrar.monitoring.states import POLITICS, SourceScope
from ikrar.screening import model
from ikrar.screening.engine import Bench
from ikrar.screening.labels import LABELS, Label

# what stands for an account and a link, in words of the same length that the engine knows as such
_KNOWN: Final = (("@[akun]", "@USERXX"), ("[tautan]", "http://a"))
BIT: Final = {label: 1 << place for place, label in enumerate(LABELS)}
_EPOCH: Final = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Sitting:
    """What judges now: the bench, and the words by which batches remember it."""

    bench: Bench
    name: str


def sit(pack: str, weights: str = "") -> Sitting:
    """The bench of a pack and a folder of weights. NotFound or InputError, in words, where one cannot be read."""
    folder = folder_of(weights)
    bench = Bench(packs.load(pack, extra_dirs=settings.IKRAR_PACK_DIRS), folder)
    return Sitting(bench, f"{pack} {model.load(folder).version}")


def folder_of(weights: str) -> Path:
    """Where weights lie; those that ship unless named."""
    if not weights:
        return model.SHIPPED
    if weights not in known_weights():
        raise NotFound(
            f"There are no weights named {weights!r} in the data folder.",
            id_=f"Tidak ada bobot bernama {weights!r} di map data.",
        )
    return Path(settings.DATA_DIR) / "weights" / weights


def known_weights() -> list[str]:
    """Names of the folders of weights that an agency has put beside its data."""
    folder = Path(settings.DATA_DIR) / "weights"
    return sorted(path.parent.name for path in folder.glob("*/model.json"))


def as_written(texts: pa.ChunkedArray) -> pa.Array:
    """Texts as the engine was taught to read them; every character stays in its place."""
    for mark, known in _KNOWN:
        texts = pc.replace_substring(texts, mark, known)
    return texts.combine_chunks()


def masks(given: NDArray[np.bool_], scope: str) -> NDArray[np.uint16]:
    """Labels as bits; of the public without politics, which are not for us to keep."""
    bits = np.array([BIT[label] for label in LABELS], np.uint16)
    if scope == SourceScope.PUBLIC:
        bits = np.array([0 if label in POLITICS else BIT[label] for label in LABELS], np.uint16)
    return np.asarray((given * bits).sum(axis=1), np.uint16)


def given(marks: NDArray[np.uint16]) -> NDArray[np.bool_]:
    """bool[posts, LABELS] from the bits."""
    bits = np.array([BIT[label] for label in LABELS], np.uint16)
    return np.asarray((marks[:, None] & bits) != 0)


def has(marks: NDArray[np.uint16], label: Label) -> NDArray[np.bool_]:
    """Which posts bear a label."""
    return np.asarray((marks & BIT[label]) != 0)


def local_days(at: pa.ChunkedArray, zone: str) -> NDArray[np.int32]:
    """The day of each moment at the agency, as days since 1970; NO_DAY where there is none."""
    local = pc.local_timestamp(at.cast(pa.timestamp("us", zone)))
    return np.asarray(pc.fill_null(local.cast(pa.date32()).cast(pa.int32()), NO_DAY))


def day_of(number: int) -> date:
    """The date of a number of days since 1970."""
    return _EPOCH + timedelta(days=int(number))


def number_of(day: date) -> int:
    """Days since 1970."""
    return (day - _EPOCH).days
