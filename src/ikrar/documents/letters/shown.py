"""The data of a letter as its template prints it: strings legible, days in words, the rest as it is.

In: a dataclass of strings, numbers, days, tuples and dataclasses. Out: what JSON can carry. A field
without a default must say something; what is longer than a letter can be is an InputError that names
the field.
"""

import re
from collections.abc import Iterable
from dataclasses import MISSING, Field, field, fields, is_dataclass
from datetime import date
from typing import Any

from ikrar.documents.legible import breakable, legible
from ikrar.documents.letters.days import in_words
from ikrar.errors import InputError

MAX_LINE, MAX_PROSE, MAX_ROWS, MAX_LETTER = 500, 20_000, 500, 300_000

_LINE = 80  # even an empty paragraph takes a line
_LONGEST_WORD = 24  # so many of the widest letter fit on a line of the narrowest column
_NEW_PARAGRAPH = re.compile(r"[\r\n\u2028\u2029]+")


def prose(*, optional: bool = False) -> Any:
    """A field of paragraphs; all other strings are one line."""
    return field(default="" if optional else MISSING, metadata={"prose": True})


def shown(data: Any) -> dict[str, Any]:
    """`data` as its template prints it; InputError if it says too little or too much."""
    says = _fields(data)
    if _length(says) > MAX_LETTER:
        raise InputError(
            f"This letter is longer than {MAX_LETTER} characters, counting each paragraph as "
            f"{_LINE} at least. Attach the longer texts as files.",
            id_=f"Surat ini lebih panjang dari {MAX_LETTER} huruf. Lampirkan teks yang panjang sebagai berkas.",
        )
    return says


def _fields(data: Any) -> dict[str, Any]:
    return {one.name: _field(data, one) for one in fields(data)}


def _field(data: Any, one: Field[Any]) -> Any:
    where = f"{type(data).__name__}.{one.name}"
    value = _value(getattr(data, one.name), where, prose="prose" in one.metadata)
    if one.default is MISSING and value in ("", []):
        raise InputError(
            f"{where} is empty, and the letter cannot do without it. Fill it in.",
            id_=f"Satu bagian surat masih kosong ({where}). Isi dahulu.",
        )
    return value


def _value(value: Any, where: str, *, prose: bool) -> Any:
    if isinstance(value, str):
        return _paragraphs(value, where) if prose else line(value, where)
    if isinstance(value, date):
        return in_words(value)
    if isinstance(value, tuple):
        if len(value) > MAX_ROWS:
            raise InputError(
                f"{where} has {len(value)} rows; a letter holds {MAX_ROWS} at most.",
                id_=f"Satu bagian surat ({where}) berisi {len(value)} baris; paling banyak {MAX_ROWS}.",
            )
        return [_value(one, where, prose=False) for one in value]
    return _fields(value) if is_dataclass(value) else value


def line(text: str, where: str) -> str:
    """`text` on one line, legible, with places to break where a word is too long for a column."""
    return breakable(_within(MAX_LINE, legible(text), where), longest=_LONGEST_WORD)


def _paragraphs(text: str, where: str) -> list[str]:
    lines = [legible(one) for one in _NEW_PARAGRAPH.split(text)]
    _within(MAX_PROSE, "".join(lines), where)
    return [breakable(one, longest=_LONGEST_WORD) for one in lines if one]


def _within(most: int, text: str, where: str) -> str:
    if len(text) > most:
        raise InputError(
            f"{where} takes {len(text)} characters to print; {most} fit there. "
            "Shorten it, or attach it as a file.",
            id_=f"Satu bagian surat ({where}) terlalu panjang: {len(text)} huruf; paling banyak {most}."
            " Persingkat, atau lampirkan sebagai berkas.",
        )
    return text


def _length(says: Any) -> int:
    if isinstance(says, str):
        return max(len(says), _LINE)
    if isinstance(says, dict):
        says = says.values()
    return sum(map(_length, says)) if isinstance(says, Iterable) else 0
