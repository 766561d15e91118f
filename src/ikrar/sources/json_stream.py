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
_FAR: Final = 1 << 16
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
        self.text, self.at, self.began = self.text[self.at :] + piece, 0, self.began - self.at
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
                cost, may_go_on = error.pos - self.at, self._may_go_on(error)
                self._forget()
                if not may_go_on or not self.more():
                    raise _Broken(cost) from error
            except (RecursionError, ValueError) as error:  # too deep; a number of too many digits
                raise _Broken(10_000) from error
            else:
                length = end - self.at
                if end < len(self.text) or self.is_over or not self.more():
                    self.began, self.at = self.at, self.at + length
                    return value

    def _forget(self) -> None:
        """Drop what was read, since an error counts all lines before it."""
        if self.at > _FAR:
            self.text, self.at, self.began = self.text[self.at :], 0, self.began - self.at

    def ends_well(self) -> bool:
        """Whether a sign follows that may follow a value; a text that begins too early swallows others' beginnings."""
        blanks = _BLANKS.match(self.text, self.at)
        return self.text[blanks.end() if blanks else self.at :][:1] in {"", ",", "]"}

    def began_too_early(self) -> _Broken:
        """Go back to where the last value began, as far as that is still known."""
        self.at = max(self.began, 0)
        return _Broken(0)

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
        _close(stack, sign)
        text.at += 1
        return
    key = _key(text) if frame.is_object else frame.name
    sign = text.peek() if frame.is_object else sign
    is_list_at_root = sign == "[" and len(stack) == 1
    if not frame.is_object and frame.name in wanted and not is_list_at_root:
        value = text.value()
        if not isinstance(value, dict) and not text.ends_well():
            raise text.began_too_early()
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


def _close(stack: list[_Frame], sign: str) -> None:
    """Take a sign that ends a value; what was opened is ended by its own, and nothing is ended where nothing is open."""
    if len(stack) == 1 or (sign != "," and stack[-1].is_object is not (sign == "}")):
        raise _Broken(0)
    if sign != ",":
        stack.pop()


def _key(text: _Text) -> str:
    if text.peek() != '"':
        raise _Broken(0)
    key = text.value()
    if text.peek() != ":":
        raise text.began_too_early()
    text.at += 1
    text.peek()
    return str(key)


def _salvage(text: _Text, beside: dict[str, Any]) -> Iterator[Found]:
    """Whatever is a whole object behind a damage, as long as that is not too much in vain."""
    work = 0
    while work < _MOST_WORK and text.skip_to("{"):
        try:
            yield Found(text.value(), beside, is_sure=False)
        except _Broken as error:
            work += error.cost + 1_000
            text.at += 1


def inside(value: Any) -> Iterator[dict[str, Any]]:
    """Every object within a value: one that was never closed holds those that follow it."""
    left = [value]
    while left:
        within = left.pop()
        found = list(within.values() if isinstance(within, dict) else within)
        yield from (one for one in found if isinstance(one, dict))
        left += [one for one in reversed(found) if isinstance(one, dict | list)]
