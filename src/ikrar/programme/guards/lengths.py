"""How long a text is in the measure of its channel: parts of an SMS, signs of a post, words, seconds on air.

In: a text and a channel of the pack. Out: how much it uses of how much there is. GSM 03.38 is the alphabet of SMS; any
sign outside it makes all of the message longer.
"""

import math
import re
from dataclasses import dataclass
from typing import Final

from ikrar.packs.messages import Channel

_GSM: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_TWICE: Final = frozenset("^{}\\[~]|€\f")
_ONE, _MORE = (160, 153), (70, 67)  # signs of a single part, and of one of several: GSM, UCS-2
_LINK: Final = re.compile(r"https?://\S+")
_LINK_SIGNS: Final = 23
_LIGHT: Final = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))  # what a post counts once


@dataclass(frozen=True, slots=True)
class Length:
    """`used` of `most`, in `unit`: parts, signs, words or seconds. `signs` are those of the whole text."""

    used: int
    most: int
    unit: str
    signs: int

    @property
    def is_over(self) -> bool:
        return self.used > self.most


def measured(text: str, channel: Channel) -> Length:
    """The length of a text on a channel."""
    count = {
        "sms": (sms_parts, "parts"),
        "post": (post_signs, "signs"),
        "characters": (len, "signs"),
        "words": (word_count, "words"),
        "seconds": (lambda said: math.ceil(word_count(said) * 60 / channel.per), "seconds"),
    }
    counted, unit = count[channel.measure]
    return Length(counted(text), channel.most, unit, len(text))


def sms_parts(text: str) -> int:
    """How many messages a phone company counts.

    >>> sms_parts("a" * 160), sms_parts("a" * 161), sms_parts("–" * 71), sms_parts("")
    (1, 2, 2, 0)
    """
    if not text:
        return 0
    if set(text) <= _GSM | _GSM_TWICE:
        size, (single, part) = sum(2 if sign in _GSM_TWICE else 1 for sign in text), _ONE
    else:
        size, (single, part) = len(text.encode("utf-16-le")) // 2, _MORE
    return 1 if size <= single else math.ceil(size / part)


def odd_signs(text: str) -> str:
    """The signs that make an SMS longer, each once."""
    return "".join(dict.fromkeys(sign for sign in text if sign not in _GSM | _GSM_TWICE))


def post_signs(text: str) -> int:
    """Signs as X counts them: a link is 23, an emoji 2.

    >>> post_signs("ayo"), post_signs("https://kpu.go.id/peserta-pemilu-dan-lain-lain"), post_signs("🙏")
    (3, 23, 2)
    """
    rest, links = _LINK.subn("", text)
    return links * _LINK_SIGNS + sum(1 if _is_light(ord(sign)) else 2 for sign in rest)


def word_count(text: str) -> int:
    return len(text.split())


def _is_light(code: int) -> bool:
    return any(first <= code <= last for first, last in _LIGHT)
