"""The weights that ship with the program: a table of rows, mapped into memory, and the numbers beside it.

`weights.npy` is int16[rows, COLUMNS] as the kernel reads it; `model.json` says what its columns are, how their sums
become scores, and the table's SHA-256. Neither is trusted before it was checked.
"""

import hashlib
import json
import mmap
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from tokenize import TokenError
from typing import Any, Final

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from ikrar.errors import InputError
from ikrar.screening.labels import LABELS, OPPOSITES

FORMAT: Final = 4  # 4: with the distance of a word from posts on contests
COLUMNS: Final = 17  # of a row: those of the kernel and the distance; held against it by a test
FIRST: Final = 2  # column of the first label; before it stand the seal and the norm
_ONE, _OTHER = np.array([[LABELS.index(one) for one in pair] for pair in OPPOSITES]).T
STEPS: Final = ("norm", "distance", "distance_of_none")
TABLE, ABOUT = "weights.npy", "model.json"
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
SHIPPED: Final = Path(str(files("ikrar.screening") / "data"))


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Checked weights.

    rows int16[2^k, COLUMNS], one column a label · steps float32[3]: what one step of the norm column and of the
    distance is worth, and the distance of a post without a word · scale, bias, loss float32[labels]: the logit of a
    label is its sum * scale / length of the post + bias - loss * distance, which is a share in 0..1 · thresholds
    float32[labels], scores from which a label is given · about: where the weights come from.
    """

    rows: NDArray[np.int16]
    steps: NDArray[np.float32]
    scale: NDArray[np.float32]
    bias: NDArray[np.float32]
    loss: NDArray[np.float32]
    thresholds: NDArray[np.float32]
    about: dict[str, Any]

    @property
    def version(self) -> str:
        """The day the weights were made and the start of their hash."""
        return f"{self.about['made_on']}-{self.about['sha256'][:8]}"

    def scores(self, sums: NDArray[np.int64]) -> NDArray[np.float32]:
        """Scores of the labels, float32[posts, labels] in 0..1, from sums of rows int64[posts, COLUMNS - 1]."""
        from ikrar.screening.kernels import to_exponents

        out = np.empty((len(sums), len(LABELS)), np.float32)
        to_exponents(sums, self.steps, np.stack([self.scale, self.bias, self.loss]), out)
        np.reciprocal(1 + np.exp(out, out), out)
        return out

    def given(self, scores: NDArray[np.float32]) -> NDArray[np.bool_]:
        """Which labels are given, bool[posts, labels]; of two opposites only the one further above its threshold."""
        return given(scores, self.thresholds)


def given(scores: NDArray[np.float32], thresholds: NDArray[np.float32]) -> NDArray[np.bool_]:
    """As `Model.given`, by any thresholds."""
    above = scores - thresholds
    on = above >= 0
    both = on[:, _ONE] & on[:, _OTHER]
    further = above[:, _ONE] >= above[:, _OTHER]
    on[:, _ONE] &= ~both | further
    on[:, _OTHER] &= ~both | ~further
    return on


@lru_cache(maxsize=4)
def load(folder: Path = SHIPPED) -> Model:
    """The model of a folder. InputError, with what to do, where a file is missing, damaged or of another version."""
    about = _about(folder / ABOUT)
    rows = _rows(folder / TABLE, about)
    try:
        arrays = {name: _numbers(about[name]) for name in ("scale", "bias", "loss", "thresholds")}
        steps = _numbers([float(about[name]) for name in STEPS])
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise _damaged(folder / ABOUT, f"a number is missing or wrong ({error})") from error
    shapes = {array.shape for array in arrays.values()}
    if shapes != {(len(LABELS),)} or about.get("labels") != list(LABELS):
        raise _damaged(folder / ABOUT, "it was made for other labels")
    if steps[0] <= 0 or (arrays["thresholds"] < 0).any():
        raise _damaged(folder / ABOUT, "norm or a threshold is out of its range")
    return Model(rows=rows, steps=steps, about=about, **arrays)


def _numbers(values: Any) -> NDArray[np.float32]:
    """float32. ValueError where one is not finite, or would not be."""
    with np.errstate(over="ignore"):
        numbers = np.asarray(values, np.float32)
    if not np.isfinite(numbers).all():
        raise ValueError("it must be finite")
    return numbers


def _about(path: Path) -> dict[str, Any]:
    try:
        about = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise _damaged(path, "it cannot be read") from error
    if not isinstance(about, dict) or about.get("format") != FORMAT:
        raise _damaged(path, f"it is not of format {FORMAT}")
    if not _is_day(about.get("made_on")):
        raise _damaged(path, "it does not say when it was made (made_on, YYYY-MM-DD)")
    if not isinstance(about.get("learned_from", {}), dict):
        raise _damaged(path, "it does not say what was learned from (learned_from)")
    return about


def _is_day(text: Any) -> bool:
    with suppress(ValueError):
        return isinstance(text, str) and bool(_DAY.fullmatch(text) and date.fromisoformat(text))
    return False


def _rows(path: Path, about: dict[str, Any]) -> NDArray[np.int16]:
    """The table as it lies in the file: what was hashed is what is read, whatever takes the file's place meanwhile."""
    try:
        with path.open("rb") as file:
            # before anything of it is understood
            if hashlib.file_digest(file, "sha256").hexdigest() != about.get("sha256"):
                raise _damaged(path, f"its SHA-256 is not the one that {ABOUT} names")
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            file.seek(0)
            if npy.read_magic(file) != (1, 0):
                raise _damaged(path, "it holds another kind of table")
            shape, by_columns, kind = npy.read_array_header_1_0(file)
            rows = np.frombuffer(data, kind, offset=file.tell()).reshape(shape)
    except (OSError, ValueError, EOFError, TokenError) as error:
        raise _damaged(path, "it cannot be read") from error
    if (
        rows.dtype != np.int16
        or rows.ndim != 2
        or rows.shape[1] != COLUMNS
        or not _is_power(rows.shape[0])
        or by_columns  # a row lies together, and is read as one
    ):
        raise _damaged(path, "it holds another kind of table")
    return rows


def _is_power(n: int) -> bool:
    return n > 1 and n & (n - 1) == 0


def _damaged(path: Path, why: str) -> InputError:
    return InputError(
        f"The weights of the screening cannot be used: {path.name} in {path.parent.name!r}: {why}. "
        "Install the program again, or make weights with `ikrar train`."
    )
