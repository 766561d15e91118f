"""What the kernels share: constants, and the arrays that they read and write. Nothing here computes."""

from typing import NamedTuple

import numpy as np

# of a row: 0 seal (of sums: distance), 1 norm, 2.. weights; 32 bytes, half a line of cache
COLUMNS = 16
SPACE, WORD, MARK, TAG, AT, SPELT = range(6)  # classes of a byte, and of a token spelt out
VANISHES, SIGN, OTHER = 1, 2, 126  # what a code point folds to, besides 0 and letters
# kinds: 1-61 concepts, 63 signs, 64-127 masks; flag: a phrase may start here
SIGNS, MASKS, STARTS = 63, 64, 128
PARTY, GROUP, CAMP, BALLOT, URL, MENTION, SHARP, DIGIT, TWO, YEAR, NUMBER = (
    65,
    66,
    68,
    69,
    81,
    82,
    83,
    84,
    85,
    86,
    87,
)
PASSES = 64  # times that a post is read for masks, so that one of titles alone does not cost the square of its length
LONGEST, GRAMS = 64, 24  # letters of a word that are read; longest word with n-grams
# the mask of people; a word that training never saw, which gets it unless a phrase takes it
NAME, MAYBE = np.uint8(64), np.uint8(62)
# in `chars`: a word, the same with its digits read as letters, its joints
RAW, LEET, CUTS = 80, 160, 240
MULT, SEED = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xCBF29CE484222325)
S29, S32, S47, NONE, ONE = (np.uint64(n) for n in (29, 32, 47, 0, 1))
HINTS = 19  # bits of a hash that say whether anything listed, or with a root, begins with them; answers in 64 KB each
# from a hash to its answer: past the bits that are not asked, past those that choose a bit of a word, and these
HINT, BLOCK, LAST_SIX = np.uint64(64 - HINTS), np.uint64(70 - HINTS), np.uint64(63)
LOWER = np.uint64(0xFFFFFFFF)
EDGE, IDEA, THEN = np.uint64(11), np.uint64(77), np.uint64(0xD1B54A32D192ED03)
# in what stands for a root: its concept, among bits that choose neither its rows nor their seal
TO_CONCEPT, SEVEN = np.uint64(24), np.uint64(127)
CONCEPTS = SEVEN << TO_CONCEPT
# sorts of features; BARE: a sign or a mask by itself
ITSELF, GRAM, BESIDE, CONCEPT, PAIR, STYLE, ROOT, CONTEXT, BARE = range(9)
# contexts of a post: that it names somebody, and that it speaks of an election
CONTEXTS, WITHIN = 2, np.uint64(0x51AD)
LETTERS = np.frombuffer(b"oizeasgtbg", np.uint8)  # what the digits 0-9 are written for
# what may be added to a name
ENDINGS = np.frombuffer(b"nyalahkahpunmu\0ku\0", np.uint8).reshape(6, 3)


class Tables(NamedTuple):
    """What a model knows; never written to."""

    classes: np.ndarray  # uint8[256]
    lower: np.ndarray  # uint8[256]
    fold: np.ndarray  # uint8[code points]
    keys: np.ndarray  # uint64[2^k]: hashes of listed words and phrases, 0 = free
    kinds: np.ndarray  # uint8[2^k]
    hints: np.ndarray  # uint64[2^HINTS / 64]: a bit for what each key begins with
    roots: np.ndarray  # uint64[2^k, 2]: hash of a word, 0 = free; what stands for its root
    rooted: np.ndarray  # uint64[2^HINTS / 64]: a bit for what each word with a root begins with
    contexts: np.ndarray  # uint8[128]: what a piece of each kind makes of its post's context
    seals: np.ndarray  # int16[2^k]: first column of the rows
    rows: np.ndarray  # int16[2^k, COLUMNS]
    # int16[2^k]: how much further a post is that has it, of what a piece has by itself
    distance: np.ndarray


class Memo(NamedTuple):
    """What this thread has read; emptied when full. It is found by hashes that hang on numbers drawn for this memo, so that
    nobody can write a word that is taken for another.
    """

    salt: np.ndarray  # uint64[2], see `pieces.salted`
    tokens: np.ndarray  # uint64[2^k, 2]: hash of a raw token, 0 = free; its pieces (see `learn`)
    pool: np.ndarray  # int32: piece numbers
    words: np.ndarray  # uint64[2^k, 2]: salted hash of a piece, 0 = free; its number
    # uint64[pieces, 4]: its own hash; what stands for its root, or its own; where the rows of its root stand in each
    # context, counted from 1, in 32 bits each; the last post that it stood in
    hashes: np.ndarray
    kinds: np.ndarray  # uint8[pieces]
    lengths: np.ndarray  # uint8[pieces]
    letters: np.ndarray  # uint8[pieces, LONGEST]: the word
    # int32[pieces, COLUMNS]: rows of the piece's own features; first, their distance
    sums: np.ndarray
    used: np.ndarray  # int64[5]: of pool, of pieces; posts read; tokens; pieces with sums
    chars: np.ndarray  # uint8[256]: scratch
    features: np.ndarray  # uint64[3 + 5 * (GRAMS + 2)]: scratch, a piece's own features
    rows: np.ndarray  # int32, as many: scratch, their rows


class Page(NamedTuple):
    """Some posts at once, as tokens, as pieces and as features; room for the longest post."""

    hashes: np.ndarray  # uint64[n]: of tokens
    kinds: np.ndarray  # uint8[n]: classes of tokens
    bounds: np.ndarray  # int64[n, 2]: bytes of tokens, in the whole text
    found: np.ndarray  # uint64[n]: what the memo has of them
    tokens: np.ndarray  # int32[posts + 1]: first token of each post
    piece: np.ndarray  # uint32[n]
    kind: np.ndarray  # uint8[n]
    hashed: np.ndarray  # uint64[n]: of pieces; once they are settled, of their roots
    span: np.ndarray  # int32[n, 2]: bytes of pieces, from the start of their post
    pieces: np.ndarray  # int32[posts + 1]: first piece of each post
    styles: np.ndarray  # uint8[posts, 3]: how each post is written
    context: np.ndarray  # uint8[posts]: a bit for each context
    feature: np.ndarray  # uint64[6 n + 4 posts]
    about: (
        np.ndarray
    )  # uint64[6 n + 4 posts]: of each feature its sort and its ends, see `pages.note`
    features: np.ndarray  # int32[posts + 1]: first feature of each post
    where: np.ndarray  # int32[6 n + 4 posts]: scratch, where concepts stand; pieces or rows to add
    starts: np.ndarray  # int32[posts + 1]: scratch, the first of each post of what is added
    added: np.ndarray  # int32[CONTEXTS n]: scratch, rows of roots in their contexts
    ends: np.ndarray  # int32[posts + 1]: scratch, the first of them of each post
    distance: np.ndarray  # int64[posts]: scratch, of the pieces of each post
    given: np.ndarray  # float32[n]: scratch, what each piece of a post added to a score


class Reader(NamedTuple):
    """All that reading needs; one for each thread."""

    tables: Tables
    memo: Memo
    page: Page
