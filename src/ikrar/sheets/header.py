"""What a reader of sheets is told about headers: a function of its caller that knows one when it sees it.

A sheet, or a separator, is right where the header that is found in it is longest.
"""

from collections.abc import Callable, Iterable, Sized
from typing import TypeVar

HEADER_WITHIN = 20  # rows from the top
Row = tuple[int, list[str]]  # the number that a spreadsheet shows, and the cells
Header = TypeVar("Header", bound=Sized)  # its length: how many columns it names
Find = Callable[[Iterable[Row]], Header | None]
