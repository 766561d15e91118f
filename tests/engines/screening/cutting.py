"""How the reference cuts words that were written as one. `kind` tells the kind of a listed word, 0 of any other."""

from ikrar.screening.kernels.shapes import CAMP, MASKS, PARTY
from ikrar.screening.kernels.words import NAMED
from ikrar.screening.roots import roots

ENDINGS = ("nya", "lah", "kah", "pun", "mu", "ku")


def masked_stem(word, kind):
    """The mask of a word without its ending, or 0."""
    for ending in ENDINGS:
        stem = word[: -len(ending)]
        if word.endswith(ending) and len(stem) >= 3 and kind(stem) >= MASKS:
            return kind(stem)
    return 0


def parts(word, kind):
    """The words that one of seven letters or more is cut into, or itself alone."""
    if len(word) < 7 or kind(word) or word in roots() or masked_stem(word, kind):
        return [word]
    return next(filter(None, ways(word, kind)), [word])


def ways(word, kind):
    yield beside_name(word, kind)
    yield in_turn(word, kind)
    yield next((found for found in listed(word, kind, 5) if len(found) > 1), [])


def beside_name(word, kind):
    """A name and a word of four letters: the shortest name that leaves a word."""
    names = [n for n in range(3, len(word) - 3) if is_name(word[:n], kind)]
    names = [n for n in names if stands_beside(word[n:], n, kind)]
    if names:
        return [word[: names[0]], word[names[0] :]]
    ends = [n for n in range(3, len(word) - 2) if is_name(word[n:], kind)]
    ends = [n for n in ends if n > 3 and not (n < len(word) - 3 and is_name(word[:n], kind))]
    ends = [n for n in ends if not is_name(word[n - 1 :], kind)]
    words = [n for n in ends if stands_beside(word[:n], len(word) - n, kind)]
    return [word[: words[-1]], word[words[-1] :]] if words else []


def stands_beside(word, letters, kind):
    """A word beside a name of so many letters: none that is masked, if these are fewer than five."""
    return is_word(word, kind) and (letters >= NAMED or kind(word) < MASKS)


def is_name(word, kind):
    """Masked, no number, and of three letters if a party, else of five."""
    return MASKS <= kind(word) <= CAMP and len(word) >= (3 if kind(word) == PARTY else NAMED)


def is_word(word, kind):
    return kind(word) > 0 or word in roots()


def begun(word, kind):
    """How long the listed words are that one begins with. One that ends like a shorter one with its last letter twice is
    that one.
    """
    found = []
    for n in range(3, len(word) + 1):
        doubled = n - 1 in found and word[n - 1] == word[n - 2]
        if kind(word[:n]) >= MASKS or (kind(word[:n]) and n > 3 and not doubled):
            found.append(n)
    return found


def in_turn(word, kind):
    """Two to five listed words, at each place the shortest name of five letters or more, else the longest word."""
    found = []
    while word and len(found) < 5 and (sizes := begun(word, kind)):
        n = next((n for n in sizes if n >= NAMED and kind(word[:n]) >= MASKS), sizes[-1])
        found, word = [*found, word[:n]], word[n:]
    return found if not word and len(found) > 1 else []


def listed(word, kind, most):
    """The ways to cut a word into at most so many listed ones of four letters or more, of a party three, the longest first."""
    if not word:
        yield []
    for n in begun(word, kind)[::-1] if most else ():
        if n > 3 or kind(word[:n]) == PARTY:
            yield from ([word[:n], *rest] for rest in listed(word[n:], kind, most - 1))
