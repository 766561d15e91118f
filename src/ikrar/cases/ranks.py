"""Which of two echelons is lower, where the roster tells it: "II.a" stands above "III.b"."""

import re

_ECHELON = re.compile(r"(?:eselon\s*)?(IV|V|I{1,3})(?:\s*[./-]?\s*([a-e]))?", re.IGNORECASE)
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}


def is_lower(echelon: str, *, than: str) -> bool | None:
    """Whether one echelon is lower than another; None where a row does not tell."""
    mine, theirs = _place(echelon), _place(than)
    if mine is None or theirs is None:
        return None
    return mine > theirs


def _place(echelon: str) -> tuple[int, str] | None:
    found = _ECHELON.fullmatch(echelon.strip())
    return (_ROMAN[found[1].upper()], (found[2] or "a").lower()) if found else None
