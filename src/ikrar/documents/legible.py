"""Text that the fonts in a document can show, with everything else named by its code point.

PDF/A refuses a letter without a glyph, so `😀` becomes `[U+1F600]`; and a certificate must not be
bent by what the eye cannot see, so direction marks, control and stacking characters are named too.
Text is data only: nothing here or later reads markup in it.
"""

import re
import unicodedata

# What Libertinus Serif carries in every face that the templates use (a test prints all of it).
# Left out on purpose: soft hyphen, combining marks, spaces without a width.
_SHOWN = (
    "\u0020-\u007e\u00a0-\u00ac\u00ae-\u017f\u0192\u01a0\u01a1\u01af\u01b0\u01cd-\u01dc"
    "\u0218-\u021b\u0250-\u02af\u02b9-\u02bf\u02c6\u02c7\u02d8-\u02dd"
    "\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u045f\u0490-\u04ab\u05d0-\u05ea"
    "\u1e00-\u1e9b\u1e9e\u1ea0-\u1ef9\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026\u2030\u2032\u2033"
    "\u2039\u203a\u20ac\u2116\u2122\u2190-\u2193\u2212"
)
_NOT_SHOWN = re.compile(f"[^{_SHOWN}]")
_SPACES = re.compile(r"[ \t\n\r\f\v\u0085\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_MAY_BREAK = "\u200b"


def legible(text: str) -> str:
    """`text` on one line, composed, each character that cannot be shown as `[U+XXXX]`."""
    composed = _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()
    return _NOT_SHOWN.sub(lambda found: f"[U+{ord(found[0]):04X}]", composed)


def breakable(text: str, *, longest: int) -> str:
    """`text` with invisible places to break a line inside words longer than `longest`."""
    words = text.split(" ")
    return " ".join(_MAY_BREAK.join(word) if len(word) > longest else word for word in words)
