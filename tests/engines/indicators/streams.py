"""Made-up posts and streams of which the truth is known; nothing in them is anybody's."""

import numpy as np

_SYLLABLES = ["ba", "ku", "la", "me", "ni", "pe", "ra", "si", "ta", "wu", "do", "ga", "ha", "ji"]


def vocabulary(size, chance):
    """Distinct words of two to four syllables; the first are the most common."""
    made = {}
    while len(made) < size:
        made["".join(chance.choice(_SYLLABLES, chance.integers(2, 5)))] = None
    return np.array(list(made))


def posts(count, chance, *, known=None, shortest=15, longest=30):
    """Lists of words, as often used as words are in a language (Zipf)."""
    known = vocabulary(5000, chance) if known is None else known
    weight = 1 / np.arange(3, len(known) + 3)
    lengths = chance.integers(shortest, longest + 1, count)
    drawn = known[chance.choice(len(known), lengths.sum(), p=weight / weight.sum())]
    return [list(part) for part in np.split(drawn, np.cumsum(lengths)[:-1])]


def vary(words, kind, chance, known):
    """A near-copy of a post: a few words changed, forwarded, or with something appended."""
    words = list(words)
    if kind == "changed":
        for at in chance.choice(len(words), chance.integers(1, 4), replace=False):
            words[at] = known[chance.integers(len(known))]
    text = " ".join(words)
    return {
        "changed": text,
        "forwarded": f"RT @contoh_{chance.integers(99)}: {text}",
        "link": f"{text} https://t.contoh/{chance.integers(10**9)}",
        "tag": f"{text} #Tagar{chance.integers(99)} #Contoh",
        "loud": text.upper() + "!!! \U0001f64f",
    }[kind]


KINDS = ("changed", "forwarded", "link", "tag", "loud")
