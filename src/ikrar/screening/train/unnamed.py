"""Copies of texts in which names are replaced by names that no list has, so that a verdict does not hang on a list.

The made-up names are syllables in small letters, the case that nothing but training can cover.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from ikrar import packs
from ikrar.screening import kernels, tables
from ikrar.screening.model import COLUMNS
from ikrar.screening.vocabulary import NAME

_SPOKEN = """wi ra se na jum ha ri kas tu bi mar lu pi sar kim nas ti gun to wo yo di su mi no lis pra dik bro jo
tam rin kur ni pan dar mo ken dal tri wul ju ed gar ses ko man ja ya fir dau zul yus le o ben so lih bah rum"""
SYLLABLES: Final = tuple(_SPOKEN.split())


def unnamed(texts: Sequence[str], *, seed: int) -> list[str | None]:
    """Each text with its names replaced, or None where it names nobody."""
    empty = np.zeros((2, COLUMNS), np.int16)
    reader = kernels.reader(
        tables.build(packs.load("pemilu-2024"), empty, names=False), longest=20_000
    )
    chance = np.random.default_rng(seed)
    return [_replaced(reader, text.encode("utf-8", "replace")[:20_000], chance) for text in texts]


def _replaced(reader: kernels.Reader, data: bytes, chance: np.random.Generator) -> str | None:
    out, last, found = [], 0, kernels.masked(reader, data, NAME)
    for start, end in found:
        # a hashtag is left alone: cutting a name out of it would leave no tag
        if data[start : start + 1] != b"#":
            out += [data[last:start], "".join(chance.choice(SYLLABLES, 3)).encode()]
            last = end
    if not last:
        return None
    return b"".join([*out, data[last:]]).decode("utf-8", "replace")
