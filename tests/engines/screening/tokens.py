"""Where a post is cut into tokens, in plain Python. Written from the docstrings of the kernel, not for speed."""

import re
from dataclasses import dataclass

from ikrar.screening.alphabet import SEPARATES, fold_table
from ikrar.screening.kernels.shapes import AT, MARK, SPACE, SPELT, TAG, URL, VANISHES, WORD

FOLD = fold_table().tolist()
WORDY = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'`")
ADDRESS = re.compile(rb"://[^\x00-\x20\\]*")
ACCOUNT = re.compile(rb"(?:_|\.(?=[a-z0-9]))[A-Za-z0-9'`@\x80-\xff]*")
ESCAPE = re.compile(
    rb"\\(?:[nrt]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4})|&(?:amp|lt|gt|quot|apos|nbsp|#39|#039);"
)


@dataclass
class Token:
    kind: int
    start: int
    end: int


def tokens(data):
    out, run, i, apart = [], [], 0, 0  # apart: how far the next token stands from the one before
    while i < len(data):
        kind = class_of(data[i])
        if kind == SPACE:
            escape = ESCAPE.match(data, i)
            end = escape.end() if escape else i + 1
            i, apart = end, apart + end - i
            continue
        if data[i] >= 128 and (folded := fold(char := first(data, i))) in (SEPARATES, VANISHES):
            i, apart = i + len(char.encode()), apart + (folded == SEPARATES)
            continue
        start, i = i, i + 1
        while kind != MARK and i < len(data) and class_of(data[i]) not in (SPACE, MARK, TAG):
            i += 1
        i = start + len(before_gap(data[start:i]))
        if kind == WORD and (address := ADDRESS.match(data, i)):
            kind, i = URL, i + len(before_gap(address[0]))
        while kind == AT and (account := ACCOUNT.match(data, i)):
            i += len(before_gap(account[0]))
        alone = kind == WORD and i - start == 1 and data[start] < 128
        if run and not (alone and apart <= 2):
            spell(out, run)
        token, apart = Token(kind, start, i), 0
        out.append(token)
        if alone and (run or data[start] > 57):
            run.append(token)
    spell(out, run)
    return out


def class_of(byte):
    if byte >= 128 or byte in WORDY:
        return WORD
    return {**dict.fromkeys(b'?!"', MARK), ord("#"): TAG, ord("@"): AT}.get(byte, SPACE)


def fold(char):
    return FOLD[ord(char)] if ord(char) < len(FOLD) else SEPARATES


def first(data, i):
    return data[i : i + 4].decode(errors="ignore")[0]


def before_gap(data):
    """What comes before the first character that is beyond ASCII and separates words."""
    text = data.decode()
    gaps = (i for i, char in enumerate(text) if char > "\x7f" and fold(char) == SEPARATES)
    return text[: next(gaps, None)].encode()


def spell(out, run):
    """Letters that stand alone in a row are the word that they spell."""
    if len(run) > 2:
        at = next(i for i, token in enumerate(out) if token is run[0])
        out[at : at + len(run)] = [Token(SPELT, run[0].start, run[-1].end)]
    run.clear()


def characters(data, start, end):
    i = start
    for char in data[start:end].decode():
        yield i, char
        i += len(char.encode())
