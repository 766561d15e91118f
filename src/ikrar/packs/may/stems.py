"""Light stripping of Indonesian affixes, formal ("membagikan") and of chat ("ngebagiin").

In: a folded word. Out: what it may be made from. Which of these is a word is the caller's to know: nothing is
looked up here, so stems that do not exist are among them.
"""

from collections.abc import Iterator

SHORTEST = 3
_TAILS = ("nya", "lah", "kah", "pun", "ku", "mu", "kan", "an", "in", "i")
_PLAIN = ("memper", "diper", "ber", "ter", "per", "di", "ke", "be", "pe", "me", "nge", "se")
# what a nasal swallows: "memilih" from "pilih", "nyebar" from "sebar"
_NASALS = (
    ("meny", "s"), ("peny", "s"), ("ny", "s"),
    ("meng", "k"), ("peng", "k"), ("ng", "k"), ("meng", ""), ("peng", ""), ("ng", ""),
    ("mem", "p"), ("pem", "p"), ("m", "p"), ("mem", ""), ("pem", ""),
    ("men", "t"), ("pen", "t"), ("n", "t"), ("men", ""), ("pen", ""),
)  # fmt: skip
_ROUNDS = 3


def made_from(word: str) -> tuple[str, ...]:
    """Every word that this one may be made from, itself first, then the longest."""
    found, latest = {word}, {word}
    for _ in range(_ROUNDS):
        latest = {short for long in latest for short in _stripped(long)} - found
        found |= latest
    return (word, *sorted(found - {word}, key=lambda stem: (-len(stem), stem)))


def _stripped(word: str) -> Iterator[str]:
    for tail in _TAILS:
        if word.endswith(tail) and len(word) - len(tail) >= SHORTEST:
            yield word[: -len(tail)]
    for head in _PLAIN:
        if word.startswith(head) and len(word) - len(head) >= SHORTEST:
            yield word[len(head) :]
    for head, swallowed in _NASALS:
        stem = swallowed + word[len(head) :]
        if word.startswith(head) and len(stem) >= SHORTEST:
            yield stem
