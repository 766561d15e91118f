"""The words that are listed: concepts of the lexicon, and all that is masked, from the gazetteer and the pack.

In: lexicon.toml, gazetteer/*.txt, a pack. Out: one hash table, word or phrase to kind, as the kernel reads it.
Where a word is listed twice the pack wins, then the lexicon, then the gazetteer.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

import numpy as np

from ikrar.errors import InputError
from ikrar.packs.model import Signal
from ikrar.packs.pack import Pack
from ikrar.screening.alphabet import fold_word

NAME, PARTY, GROUP, FAITH, CAMP, BALLOT, BLESSING, DIGIT = 64, 65, 66, 67, 68, 69, 70, 84
MASKS = 64
GAZETTEER = {
    "names": NAME, "parties": PARTY, "groups": GROUP, "faiths": FAITH, "camps": CAMP, "blessings": BLESSING,
}  # fmt: skip
# a post that says one of the first names somebody; one of the second, or a concept of the third, speaks of an election
NAMED, ELECTION = (NAME, PARTY, CAMP), (PARTY, CAMP, BALLOT)
OF_ELECTIONS = ("vote", "golput", "polls", "fraud", "result", "officer", "lead")
# the number of a ballot may be written out, in Indonesian, Javanese or Sundanese
NUMERALS = ("satu", "dua", "tiga", "siji", "loro", "telu", "hiji", "tilu")
# what stands before a name belongs to it: by Cak or Jenderal one knows of whom it is said
TITLES = (
    *("pak", "bapak", "bapa", "bpk", "bu", "ibu", "ibuk", "mas", "mba", "mbak", "mbah", "bang", "bung", "kang"),
    *("kak", "kakak", "cak", "ning", "neng", "gus", "om", "tante", "pakde", "pakdhe", "bude", "budhe", "eyang"),
    *("opung", "abah", "abi", "ummi", "umi", "bunda", "ayah", "koh", "cik", "teteh", "akang", "uda", "uni"),
    *("prof", "profesor", "professor", "dr", "drs", "dra", "drg", "ir", "h", "hj", "kh", "tgk", "teungku", "tuan"),
    *("jenderal", "jendral", "letjen", "mayjen", "brigjen", "kolonel", "mayor", "komjen", "sdr", "saudara"),
)  # fmt: skip
# and so what says that a people or a place is meant, for some are known by it alone (orang Bone, kota Batu)
OF_GROUPS = ("orang", "suku", "kota", "kabupaten")
LONGEST_PHRASE = 4
SHORTEST = 5  # letters that a phrase written as one word must exceed
TAG_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
DIGITS = re.compile(r"\d+")
APART = re.compile(r"[^\w'’`]+|_")

DATA = files("ikrar.screening") / "data"
LEXICON = DATA / "lexicon.toml"

Listed = dict[tuple[str, ...], int]


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a listed name, as the kernel splits them."""
    return tuple(word for part in APART.split(text) if (word := fold_word(part)))


@cache
def lexicon() -> tuple[dict[str, object], ...]:
    """The rows of lexicon.toml; a concept's number is its place, counted from 1. InputError where it is damaged."""
    try:
        return tuple(tomllib.loads(LEXICON.read_text("utf-8"))["concepts"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _damaged(LEXICON.name, error) from error


@cache
def contexts() -> np.ndarray:
    """uint8[128], of each kind: 1 where it names somebody, 2 where it speaks of an election, 3 where both."""
    out = np.zeros(2 * MASKS, np.uint8)
    numbers = [n for n, row in enumerate(lexicon(), start=1) if row["id"] in OF_ELECTIONS]
    out[list(NAMED)] += 1
    out[[*ELECTION, *numbers]] += 2
    out.flags.writeable = False
    return out


@cache
def gazetteer(name: str) -> tuple[str, ...]:
    """The entries of one list, in lower case. InputError where it is damaged."""
    lines = lines_of(f"gazetteer/{name}.txt")
    return tuple(line for raw in lines if (line := raw.partition("#")[0].strip()))


def lines_of(name: str) -> list[str]:
    """The lines of a list that ships with the program. InputError where it is missing or no UTF-8."""
    try:
        return (DATA / name).read_text("utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise _damaged(name, error) from error


def _damaged(name: str, error: Exception) -> InputError:
    return InputError(
        f"{name} of the screening cannot be read: {error}. Install the program again."
    )


def listed(pack: Pack) -> Listed:
    """Every listed word or phrase (as words) with its kind."""
    found: Listed = {(numeral,): DIGIT for numeral in NUMERALS}
    for name, kind in GAZETTEER.items():
        _add(found, gazetteer(name), kind)
    for number, concept in enumerate(lexicon(), start=1):
        _add(found, concept["words"], number)  # type: ignore[arg-type]
    _add(found, _spelt(tag for one in pack.parties.parties for tag in (one.short, one.name)), PARTY)
    for contestant in pack.contestants.contestants:
        parties = contestant.parties + contestant.parties_supporting_not_on_ballot
        _add(found, _spelt(parties), PARTY)
    for contestant in pack.contestants.contestants:
        pairs = contestant.pair_names + contestant.pair_names_unverified
        _add(found, _spelt(terms(pairs)), NAME)
        for person in contestant.people:
            _add(found, _spelt((person.name, *terms(person.nicknames))), NAME)
            _add(found, (part for part in words_of(person.name) if len(part) > 3), NAME)
        # who uses a contestant's slogan names the contestant. Digits are cut off, so that a name with a year is its
        # name and a year
        slogans = [slogan for slogan in terms(contestant.slogans) if not DIGITS.search(slogan)]
        _add(found, _spelt(slogans), NAME)
    bounded = _bounded(found)
    return _ended(bounded) | _joined(found | _ended(found)) | bounded


def _bounded(found: Listed) -> Listed:
    """Without phrases that begin or end with a mask of another kind (nabi musa): they would take in what stands
    beside them, since a mask that repeats counts once. A party may end with a region, as its branches do, and both it
    and a camp with a name.
    """
    return {words: kind for words, kind in found.items() if _is_bounded(words, kind, found)}


def _is_bounded(words: tuple[str, ...], kind: int, found: Listed) -> bool:
    if len(words) == 1 or kind < MASKS:
        return True
    pieces = canonical(words, found)
    inside = (kind, GROUP) if kind == PARTY else (kind,)
    ending = (*inside, NAME) if kind in (PARTY, CAMP) else inside
    first, last = pieces[0], pieces[-1]
    return (isinstance(first, str) or first in inside) and (isinstance(last, str) or last in ending)


def _phrases(found: Listed) -> Listed:
    return {words: kind for words, kind in found.items() if len(words) > 1 and kind >= MASKS}


def _ended(found: Listed) -> Listed:
    """What is masked as a phrase, with an ending (jawa timurnya)."""
    return {(*words[:-1], words[-1] + "nya"): kind for words, kind in _phrases(found).items()}


def _joined(found: Listed) -> Listed:
    """What is masked as a phrase, written as one word as in a hashtag."""
    joined = {"".join(words): kind for words, kind in _phrases(found).items()}
    return {(word,): kind for word, kind in joined.items() if len(word) > SHORTEST}


def terms(signals: Iterable[Signal]) -> Iterator[str]:
    """The spellings of names; a word too common to match alone is nobody's name."""
    for signal in signals:
        if not signal.generic:
            yield from signal.terms or (signal.text,)


def _spelt(texts: Iterable[str]) -> Iterator[str]:
    """Each text, and the words that it is cut into in a hashtag (NasDem: nas dem)."""
    for text in texts:
        yield from (text, TAG_WORD.sub(" ", text))


def _add(found: Listed, texts: Iterable[str], kind: int) -> None:
    for text in texts:
        words = words_of(text)
        if 0 < len(words) <= LONGEST_PHRASE:
            found[words] = kind


def canonical(words: tuple[str, ...], singles: Listed) -> tuple[str | int, ...]:
    """A phrase as pieces: a word that is masked alone is its mask, and a mask that repeats counts once.

    A single word stays itself: by it the mask is found.
    """
    if len(words) == 1:
        return words
    out: list[str | int] = []
    for word in words:
        kind = singles.get((word,), 0)
        piece = kind if kind >= MASKS else word
        if not out or piece != out[-1] or isinstance(piece, str):
            out.append(piece)
    return tuple(out)


def phrases(found: Listed) -> dict[tuple[str | int, ...], int]:
    """The kind of each listed word or phrase, told by its pieces; a name with its title is a name, and so with groups."""
    titled = dict.fromkeys(((title, NAME) for title in TITLES), NAME)
    called = dict.fromkeys(((word, GROUP) for word in OF_GROUPS), GROUP)
    return titled | called | {canonical(words, found): kind for words, kind in found.items()}


def table(found: Listed) -> tuple[np.ndarray, np.ndarray]:
    """Keys and kinds (`kernels.tokens.Tables`) of the listed words: about half full."""
    from ikrar.screening import kernels

    entries = phrases(found)
    size = 1 << max(4, (2 * len(entries)).bit_length())
    keys, kinds = np.zeros(size, np.uint64), np.zeros(size, np.uint8)
    words = sorted({p for pieces in entries for p in pieces if isinstance(p, str)})
    hashes: dict[str | int, int] = dict(
        zip(words, kernels.word_hashes(words).tolist(), strict=True)
    )
    hashes |= {kind: kernels.piece_hash(kind) for kind in range(MASKS, 2 * MASKS)}
    flat = np.array([hashes[piece] for pieces in entries for piece in pieces], np.uint64)
    ends = np.cumsum([0, *map(len, entries)])
    kernels.enter(keys, kinds, flat, ends, np.array([*entries.values()], np.uint8))
    return keys, kinds
