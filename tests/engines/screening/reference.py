"""What the kernel computes, in plain Python: tokens, pieces, features, sums. Written from the docstrings, not for speed.

No memo, no pages, no hash tables: lists, dictionaries and whole numbers. Shared with the kernel are the constants of
`shapes` and `pages`, since the weights are made for them.
"""

from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from operator import or_

import numpy as np

from ikrar.screening.kernels import pages, shapes
from ikrar.screening.kernels.shapes import (
    AT,
    LONGEST,
    MASKS,
    MENTION,
    SHARP,
    SIGN,
    SIGNS,
    SPELT,
    TAG,
    URL,
    VANISHES,
    WORD,
)
from ikrar.screening.roots import concepts, roots
from ikrar.screening.vocabulary import contexts, listed, phrases
from tests.engines.screening import cutting
from tests.engines.screening.spelling import said_again, shape, shortened, split_digits
from tests.engines.screening.tokens import FOLD, Token, characters, tokens

FULL = (1 << 64) - 1
MULT, SEED, ONE, EDGE, IDEA, THEN, WITHIN = (
    int(getattr(shapes, name)) for name in ("MULT", "SEED", "ONE", "EDGE", "IDEA", "THEN", "WITHIN")
)
NEXT, TWO_IDEAS, STYLES = map(int, (pages.NEXT, pages.TWO_IDEAS, pages.STYLES))
PHRASE, FAR, CLOSE = map(int, (pages.PHRASE, pages.FAR, pages.NEAR))
NAME, MAYBE = int(shapes.NAME), int(shapes.MAYBE)
LEET = dict(zip("0123456789", "oizeasgtbg", strict=True))


def mix(a, b):
    h = ((a ^ b) * MULT) & FULL
    return h ^ (h >> 29)


def hash_word(word):
    h = SEED
    for c in word.encode("ascii"):
        h = mix(h, c)
    return mix(h, len(word)) | ONE


def hash_kind(kind):
    return mix(SEED, 70000 + kind) | ONE


@dataclass(frozen=True)
class Piece:
    """A word or a mask: its hash, its kind when read alone, its letters, where it stands, what it became in its post."""

    hash: int
    own: int
    word: str
    start: int
    end: int
    kind: int


class Reference:
    """Reads posts with the lists of a pack and the rows of a model; without `names` a word that has no row stays one."""

    def __init__(self, pack, rows, *, names=True):
        found = listed(pack)
        self.phrases = {
            tuple(hash_word(p) if isinstance(p, str) else hash_kind(p) for p in pieces): kind
            for pieces, kind in phrases(found).items()
        }
        self.beginnings = {phrase[:n] for phrase in self.phrases for n in range(1, len(phrase))}
        self.rows, self.names = rows, names
        self.seals = rows[:, 0].tolist()

    def listed(self, h):
        return self.phrases.get((h,), 0)

    def row(self, h):
        at, seal = h & (len(self.rows) - 2), (h >> 47) & 0x7FFF | 1
        return next((i for i in (at, at + 1) if self.seals[i] == seal), -1)

    def knows(self, word):
        return word in roots() or self.row(hash_word(word)) >= 0

    # ------------------------------------------------------------ pieces

    def pieces(self, data):
        found = [piece for token in tokens(data) for piece in self.read(data, token)]
        found = merge(found, lambda piece: piece.kind >= SIGNS)
        joined, passes = True, 0
        while joined and passes < shapes.PASSES:
            found, joined = self.join(found)
            passes += 1
        name = [
            Piece(hash_kind(NAME), NAME, "", p.start, p.end, NAME) if p.kind == MAYBE else p
            for p in found
        ]
        out = []
        for piece in merge(name, lambda piece: piece.kind == NAME):
            if out and (out[-1].kind, piece.kind) == (shapes.PARTY, shapes.GROUP):
                last = out[-1]
                out[-1] = Piece(last.hash, last.own, last.word, last.start, piece.end, last.kind)
            else:
                out.append(piece)
        return [piece for i, piece in enumerate(out) if not said_again(out, i)]

    def read(self, data, token):
        """The pieces of one token."""
        at = (token.start, token.end)
        if token.kind in (URL, AT):
            return [self.mask(URL if token.kind == URL else MENTION, at)]
        out = [self.mask(SHARP, at)] if token.kind == TAG else []
        if token.kind == TAG and self.is_name(data, token):
            token = Token(WORD, token.start, token.end)
        word, letters = "", []  # letters: where each character of the word begins
        for i, char in characters(data, token.start, token.end):
            folded = FOLD[ord(char)] if ord(char) < len(FOLD) else 0
            if folded == VANISHES or (token.kind == SPELT and folded == 0):
                continue
            if folded <= SIGN:
                out += self.words(data, token, word, letters)
                word, letters = "", []
                if folded == SIGN:
                    sign = ord("✌" if char in "☝✌🤘🤟" else char)
                    out.append(Piece(mix(SEED, sign) | ONE, SIGNS, "", *at, SIGNS))
                continue
            word, letters = word + chr(folded), [*letters, i]
        return out + self.words(data, token, word, letters)

    def is_name(self, data, token):
        """Whether a hashtag is listed as a whole and masked."""
        read = [ord(char) for _, char in characters(data, token.start + 1, token.end)]
        codes = [FOLD[point] if point < len(FOLD) else 0 for point in read]
        name = "".join(chr(code) for code in codes if code != VANISHES)[:LONGEST]
        return not {0, SIGN} & set(codes) and self.listed(hash_word(name)) >= MASKS

    def words(self, data, token, word, letters):
        at = (token.start, token.end)
        if token.kind != TAG:
            return self.word(word[:LONGEST], at)
        out, first, before = [], 0, 0
        for n in range(len(word)):
            now = 3 if word[n].isdigit() else 2 if 65 <= data[letters[n]] <= 90 else 1
            cut = n
            if n == first or before == now or (before == 2 and now == 1 and n - first == 1):
                cut = first
            elif before == 2 and now == 1:
                cut = n if self.kind(word[first:n]) >= MASKS else n - 1
            if cut > first:
                out += self.word(word[first:cut], at)
                first = cut
            before = now
        return out + (self.word(word[first:], at) if word else [])

    def word(self, word, at):
        """A word between two separators: runs shortened, digits read as letters where that gives a known word."""
        if word and (self.kind(word) or cutting.masked_stem(word, self.kind)):
            return self.joined(word, at)
        word = shortened(word)
        digits = sum(c.isdigit() for c in word)
        numbered = digits == 1 and self.is_numbered(word)
        if digits == 1 and len(word) > 2 and word[-1] == "2" and not numbered:
            word, digits = word[:-1], 0
        if 0 < digits < len(word) and not numbered:
            read = "".join(LEET.get(c, c) for c in word)
            if len(word) - digits > 1 and (self.listed(hash_word(read)) or self.knows(read)):
                return self.joined(read, at)
        out = []
        for part in split_digits(word):
            out += [self.mask(shape(part), at)] if part[0].isdigit() else self.joined(part, at)
        return out

    def kind(self, word):
        return self.listed(hash_word(word))

    def is_numbered(self, word):
        """A word that is listed with a number behind it, or a digit and an ending."""
        listed = (hash_word(word[:-1]), hash_kind(shapes.DIGIT)) in self.phrases
        return listed if word[-1].isdigit() else word[1:] in cutting.ENDINGS

    def joined(self, word, at):
        """Several words that were written as one, or the word itself."""
        parts = cutting.parts(word, self.kind)
        masked = any(self.kind(part) >= MASKS for part in parts)
        if not masked and self.row(hash_word(word)) >= 0:
            parts = [word]
        return [self.letters(part, at) for part in parts]

    def letters(self, word, at):
        h = hash_word(word)
        kind = self.listed(h)
        kind = kind or cutting.masked_stem(word, self.kind)
        if not kind and word in roots():
            kind = concepts().get(roots()[word], 0)
        elif not kind and self.names and self.row(h) < 0 and len(word) > 2:
            kind = MAYBE
        return self.mask(kind, at) if kind >= MASKS else Piece(h, kind, word, *at, kind)

    def mask(self, kind, at):
        return Piece(hash_kind(kind), kind, "", *at, kind)

    def phrase(self, found, i):
        """The longest listed phrase from here: kind and length."""
        kind, words = found[i].kind, 1
        for m in range(2, min(PHRASE, len(found) - i) + 1):
            pieces = tuple(p.hash for p in found[i : i + m])
            if pieces in self.phrases:
                kind, words = self.phrases[pieces], m
            if pieces not in self.beginnings:
                break
        return kind, words

    def join(self, found):
        """One pass: a listed phrase becomes its mask; a concept of several words is noted at the first."""
        out, i, joined = [], 0, False
        while i < len(found):
            piece = found[i]
            kind, words = self.phrase(found, i)
            m = 1
            while m < words and kind >= MASKS:
                later, more = self.phrase(found, i + m)
                goes_on = later == kind or (kind, later) == (shapes.PARTY, shapes.GROUP)
                words = max(words, m + more) if goes_on else words
                m += 1
            if words > 1 and kind >= MASKS:
                piece, joined = self.mask(kind, (piece.start, found[i + words - 1].end)), True
            else:
                words = 1
            out.append(Piece(piece.hash, piece.own, piece.word, piece.start, piece.end, kind))
            i += words
        return merge(out, lambda p: p.kind >= SIGNS), joined

    # ------------------------------------------------------------ features

    def features(self, data):
        """Hashes of all features of a post: of each distinct word once, of neighbours as they occur."""
        found = self.pieces(data)
        words = {(p.hash, p.own == MAYBE): p for p in found}
        context = reduce(or_, (int(contexts()[p.kind]) for p in found), 0)
        out = [h for piece in words.values() for h in own_features(piece)]
        out += [
            mix(root, WITHIN + one)
            for root in filter(None, map(root_of, words.values()))
            for one in (1, 2)
            if context & one
        ]
        hashes = [ONE, *(root_of(p) or p.hash for p in found), ONE]
        out += [mix(mix(one, NEXT), two) for one, two in pairwise(hashes)]
        ideas = [(i, p) for i, p in enumerate(found) if p.kind not in (0, SIGNS)]
        for n, (i, piece) in enumerate(ideas):
            if piece.kind != piece.own:
                out.append(mix(IDEA, piece.kind))
            for at, other in ideas[max(0, n - 3) : n]:
                if i - at <= FAR:
                    pair = other.kind * 256 + piece.kind
                    out.append(mix(pair, TWO_IDEAS + (i - at <= CLOSE)))
        return out + style(found, data)

    def sums(self, text):
        """int64[COLUMNS], distance in the column of the seals; 0 in all where no piece is a word."""
        data = text.encode()
        found = self.pieces(data)
        if all(piece.kind == SIGNS or piece.kind >= URL for piece in found):
            return np.zeros(shapes.COLUMNS, np.int64)
        own = [
            h
            for p in {(p.hash, p.own == MAYBE): p for p in found}.values()
            for h in own_features(p)
        ]
        sums, own = (
            self.rows[[row for h in hashes if (row := self.row(h)) >= 0]].astype(np.int64).sum(0)
            for hashes in (self.features(data), own)
        )
        return np.array([own[-1], *sums[1:-1]])


def root_of(piece):
    """The hash of the root of a word, or None."""
    root = roots().get(piece.word) if piece.own < SIGNS else None
    return root and hash_word(root + "*") & ~(127 << 24) | concepts().get(root, 0) << 24


def own_features(piece):
    out = [piece.hash] + ([mix(IDEA, piece.own)] if 0 < piece.own < SIGNS else [])
    if root := root_of(piece):
        out.append(root)
    if piece.own >= SIGNS or len(piece.word) > shapes.GRAMS:
        return out
    letters = [EDGE, *piece.word.encode(), EDGE]
    for i in range(len(letters)):
        for n in range(2, 6):
            if i + n <= len(letters) and n < len(letters):
                h = SEED
                for letter in letters[i : i + n]:
                    h = mix(h, letter)
                out.append(mix(h, EDGE))
    return out


def style(found, data):
    words = [p for p in found if p.kind < SIGNS]
    big = sum(65 <= data[p.start] <= 90 for p in words)
    share = 1 + (5 * big > len(words)) + (2 * big > len(words)) if big else 0
    length = sum(len(found) > bound for bound in (4, 8, 16, 32))
    letters = sum(len(p.word) for p in words)
    long = sum(2 * letters > bound * len(words) for bound in (9, 11, 13))
    seen = data.rstrip(bytes(range(pages.SPACES + 1)))
    stop = len(seen) > 1 and seen.endswith(b".")
    numbers = (share, 16 + 8 * share + length, 64 + 8 * share + 2 * long + stop)
    return [mix(STYLES, number) for number in numbers]


def merge(found, which):
    out = []
    for piece in found:
        if out and which(piece) and (out[-1].hash, out[-1].own) == (piece.hash, piece.own):
            last = out[-1]
            out[-1] = Piece(last.hash, last.own, last.word, last.start, piece.end, last.kind)
        else:
            out.append(piece)
    return out
