"""Plain text, CSV and JSON: nothing stands in them but what they say, so that a clean copy is the file itself.

In: any bytes. Out: the same bytes, once all of them have been found to be UTF-8 without NUL.
"""

import codecs
from typing import Final

from ikrar.evidence.outcome import Clean, damaged

_STEP: Final = 1 << 20


def clean(data: bytes) -> Clean:
    """The text as it is. NotCleanable where some of it is no text."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for at in range(0, len(data), _STEP):
            decoder.decode(data[at : at + _STEP])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise damaged() from error
    if b"\0" in data:
        raise damaged()
    return Clean(data)
