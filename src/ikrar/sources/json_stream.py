"""A JSON document of any size into the elements of its arrays, one at a time, as far as it is whole.

In: pieces of text, and the names of the arrays that matter ("" for a list at the root, or values one after another). Out:
each element with the scalars that stood beside its array, and where the document is damaged. After a damage, whatever
still is a whole object is given as unsure: the caller knows its own.
"""

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

LONGEST_VALUE: Final = 1 << 24
MAX_DEPTH: Final = 64
_MOST_SCALARS: Final = 100
_MOST_WORK: Final = 1 << 28  # characters read in vain before the rest is given up
_BLANKS: Final = re.compile(r"\s*")
_DECODER: Final = json.JSONDecoder(strict=False)


class Found(NamedTuple):
    """An element, and what stood beside its array. Not `is_sure`: it was found behind a damage."""

    value: Any
    beside: dict[str, Any]
    is_sure: bool = True


class Damage(NamedTuple):
    """The document is damaged here, or breaks off."""


@dataclass(slots=True)
class _Frame:
    """An open object or array; an array has the name under which it stands."""

    is_object: bool
    name: str = ""
    beside: dict[str, Any] = field(default_factory=dict)


class _Broken(ValueError):
    """What stands here is no JSON; `cost`: letters read to see that."""

    def __init__(self, cost: int) -> None:
        super().__init__()
        self.cost = cost


class _Text:
    """A window on the text; `at` is the place in it."""

    def __init__(self, pieces: Iterator[str]) -> None:
        self._pieces, self.text, self.at, self.is_over = pieces, "", 0, False
        self.began = 0  # the last value

    def more(self) -> bool:
        piece = next(self._pieces, "")
        self.is_over = not piece
        self.text, self.at = self.text[self.at :] + piece, 0
        return not self.is_over

    def peek(self) -> str:
        """The next sign that is no blank; "" at the end."""
        while True:
            blanks = _BLANKS.match(self.text, self.at)
            self.at = blanks.end() if blanks else self.at
            if self.at < len(self.text):
                return self.text[self.at]
            if not self.more():
                return ""

    def skip_to(self, sign: str) -> bool:
        """Go to the next `sign`; False where there is none."""
        while (found := self.text.find(sign, self.at)) < 0:
            self.at = len(self.text)
            if not self.more():
                return False
        self.at = found
        return True

    def value(self) -> Any:
        """The value that begins here. `_Broken` where there is none."""
        while True:
            try:
                value, end = _DECODER.raw_decode(self.text, self.at)
            except json.JSONDecodeError as error:
                if not self._may_go_on(error) or not self.more():
                    raise _Broken(max(error.pos, 0) - self.at) from error
            except (RecursionError, ValueError) as error:  # too deep; a number of too many digits
                raise _Broken(10_000) from error
            else:
                length = end - self.at
                if end < len(self.text) or self.is_over or not self.more():
                    self.began, self.at = self.at, self.at + length
                    return value

    def ends_well(self) -> bool:
        """Whether a sign follows that may follow a value; a text that began too early swallows others' beginnings."""
        blanks = _BLANKS.match(self.text, self.at)
        return self.text[blanks.end() if blanks else self.at :][:1] in {"", ",", "]"}

    def _may_go_on(self, error: json.JSONDecodeError) -> bool:
        """Whether the value may only be cut off by the end of the window."""
        at_end = error.pos > len(self.text) - 16 or error.msg.startswith("Unterminated")
        return at_end and len(self.text) - self.at < LONGEST_VALUE


def elements(pieces: Iterator[str], wanted: Collection[str]) -> Iterator[Found | Damage]:
    """The elements of the `wanted` arrays in the order of the document."""
    text = _Text(pieces)
    stack = [_Frame(is_object=False)]
    try:
        while sign := text.peek():
            yield from _step(text, stack, sign, wanted)
    except _Broken:
        yield Damage()
        yield from _salvage(text, stack[-1].beside)
        return
    if len(stack) > 1:
        yield Damage()


def _step(text: _Text, stack: list[_Frame], sign: str, wanted: Collection[str]) -> Iterator[Found]:
    """Go on by one sign, key or value."""
    frame = stack[-1]
    if sign in ",]}":
        text.at += 1
        if sign != ",":
            _close(stack, is_object=sign == "}")
        return
    key = _key(text) if frame.is_object else frame.name
    sign = text.peek() if frame.is_object else sign
    is_list_at_root = sign == "[" and len(stack) == 1
    if not frame.is_object and frame.name in wanted and not is_list_at_root:
        value = text.value()
        if not isinstance(value, dict) and not text.ends_well():
            text.at = text.began
            raise _Broken(0)
        yield Found(value, frame.beside)
    elif sign in "{[" and sign:
        if len(stack) >= MAX_DEPTH:
            raise _Broken(0)
        stack.append(_Frame(sign == "{", key, {} if sign == "{" else frame.beside))
        text.at += 1
    else:
        value = text.value()
        if len(frame.beside) < _MOST_SCALARS:
            frame.beside[key] = value


def _close(stack: list[_Frame], *, is_object: bool) -> None:
    if len(stack) == 1 or stack[-1].is_object is not is_object:
        raise _Broken(0)
    stack.pop()


def _key(text: _Text) -> str:
    key = text.value()
    if not isinstance(key, str) or text.peek() != ":":
        raise _Broken(0)
    text.at += 1
    text.peek()
    return key


def _salvage(text: _Text, beside: dict[str, Any]) -> Iterator[Found]:
    """Whatever is a whole object behind a damage, as long as that is not too much in vain."""
    work = 0
    text.at += 1
    while work < _MOST_WORK and text.skip_to("{"):
        try:
            yield Found(text.value(), beside, is_sure=False)
        except _Broken as error:
            work += error.cost + 1_000
            text.at += 1
