"""Roots: the one plain word that many forms, spellings and words of its meaning count as, besides as themselves.

In: data/roots.txt, the lexicon. Out: one hash table, word to root and its concept, as the kernel reads it. What is masked
has no root.
"""

import hashlib
import json
from collections import Counter, defaultdict
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ikrar.screening.vocabulary import GAZETTEER, gazetteer, lexicon, lines_of, words_of

# forms of a root that the lexicon lists, and their share of one concept, that make it the concept of all its forms
SOME, MOST = 3, 0.8


@cache
def roots() -> dict[str, str]:
    """The root of each folded word that has one."""
    lines = (line.partition(": ") for line in lines_of("roots.txt") if not line.startswith("#"))
    return {word: root for root, _, words in lines for word in words.split()}


@cache
def concepts() -> dict[str, int]:
    """The number of the concept of each root that has one."""
    listed: dict[str, Counter[int]] = defaultdict(Counter)
    for number, concept in enumerate(lexicon(), start=1):
        for word in concept["words"]:  # type: ignore[attr-defined]
            words = words_of(word)
            if len(words) == 1 and words[0] in roots():
                listed[roots()[words[0]]][number] += 1
    common = {root: (some.most_common(1)[0], some.total()) for root, some in listed.items()}
    return {
        root: number
        for root, ((number, times), every) in common.items()
        if times >= SOME and times >= MOST * every
    }


@cache
def fingerprint() -> str:
    """SHA-256, in hex, over the lists that words are read by: weights made with others do not fit them.

    Those of packs are not among them: they are masked, and which pack is asked is up to the user.
    """
    lists = [lexicon(), sorted(roots().items()), {name: gazetteer(name) for name in GAZETTEER}]
    return hashlib.sha256(json.dumps(lists, ensure_ascii=False).encode()).hexdigest()


@cache
def table() -> NDArray[np.uint64]:
    """uint64[2^k, 2]: the hash of a word and what stands for its root; 0 where a place is free, as half or more are."""
    from ikrar.screening import kernels

    found = roots()
    words = kernels.word_hashes([*found])
    names = sorted({*found.values()})
    at = {name: i for i, name in enumerate(names)}
    of = kernels.root_hashes(names, [concepts().get(name, 0) for name in names])
    out = np.zeros((1 << (2 * len(words)).bit_length(), 2), np.uint64)
    kernels.enter_roots(out, words, of[[at[root] for root in found.values()]])
    out.flags.writeable = False
    return out
