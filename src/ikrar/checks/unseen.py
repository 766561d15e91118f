"""Characters that no reader sees: which there are, a text without them, and how many hide inside its words.

In an emoji, or between a word and a blank, they do no harm and are not worth a word.
"""

import re
from typing import Final

_POINTS: Final = (
    *(0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFEFF, 0xFFA0),
    *(*range(0x180B, 0x1810), *range(0x200B, 0x2010), *range(0x202A, 0x202F)),
    *(*range(0x2060, 0x2070), *range(0xFE00, 0xFE10), *range(0xE0000, 0xE01F0)),
)
_NONE: Final = dict.fromkeys(_POINTS)
_ANY: Final = "".join(map(chr, _POINTS))
# some of them are letters to Unicode
_IN_WORDS: Final = re.compile(rf"(?<=[^\W_{_ANY}])[{_ANY}]+(?=[^\W_{_ANY}])")


def seen(text: str) -> str:
    """The text without them: of nothing else, it is an empty one."""
    return text.translate(_NONE)


def hidden(text: str) -> int:
    """How many of them stand between two letters or digits."""
    return sum(map(len, _IN_WORDS.findall(text)))
