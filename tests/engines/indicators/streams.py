"""Made-up posts and streams of which the truth is known; nothing in them is anybody's."""

import numpy as np
import pyarrow as pa

from ikrar.indicators.estimate import Rates
from ikrar.indicators.kinds import COLUMNS
from ikrar.indicators.tally import SCHEMA

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


# ---------------------------------------------------------------- streams

START = 19_700  # days since 1970
PREVALENCES = np.array([0.003, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3, 0.4])


def judges(chance, *, positives=60, negatives=320):
    """True sensitivities and specificities of ten labels, and the counts that an evaluation of them shows."""
    sees, passes = chance.beta(8, 2, len(COLUMNS)), 1 - chance.beta(2, 60, len(COLUMNS))
    hits, passed = chance.binomial(positives, sees), chance.binomial(negatives, passes)
    counts = {
        name: Rates(int(tp), positives - int(tp), negatives - int(tn), int(tn))
        for name, tp, tn in zip(COLUMNS, hits, passed, strict=True)
    }
    return sees, passes, counts


def stream(
    chance, prevalence, sees=1.0, passes=1.0, *, days=30, singles=70, copied=200, source="a"
):
    """A tally: posts of `days` days, and texts that are said again over some days, each with the same labels."""
    shape = (days, len(COLUMNS))
    n = chance.poisson(singles, days)
    real = chance.binomial(n[:, None], prevalence, shape)
    seen = chance.binomial(real, sees) + chance.binomial(n[:, None] - real, 1 - np.asarray(passes))
    size = chance.geometric(0.1, copied)
    cluster = np.repeat(np.arange(1, copied + 1), size)
    first = chance.integers(0, days, copied)[cluster - 1]
    at = np.minimum(first + chance.geometric(0.5, len(cluster)) - 1, days - 1)
    shape = (copied, len(COLUMNS))
    said = np.where(chance.random(shape) < prevalence, sees, 1 - np.asarray(passes))
    label = chance.random(shape) < said
    keys, many = np.unique(np.stack([at, cluster]), axis=1, return_counts=True)
    columns = np.concatenate([seen, label[keys[1] - 1] * many[:, None]])
    return table(
        np.concatenate([np.arange(days), keys[0]]),
        np.concatenate([np.zeros(days, int), keys[1]]),
        np.concatenate([n, many]),
        columns,
        source,
    )


def table(day, cluster, n, columns, source="a"):
    """A tally from numbers; days count from START."""
    dates = pa.array((np.asarray(day) + START).astype(np.int32)).cast(pa.date32())
    sources = pa.array([source] * len(n))
    labels = [pa.array(np.asarray(column, np.int64)) for column in np.asarray(columns).T]
    return pa.table([dates, sources, pa.array(cluster), pa.array(n), *labels], names=SCHEMA.names)


def series(chance, days, n, share, *, spread=0.0):
    """n and positives per day; `spread` is the correlation of posts within a day."""
    shares = share
    if spread:
        shares = chance.beta(share * (1 / spread - 1), (1 - share) * (1 / spread - 1), days)
    posts = chance.poisson(n, days).clip(1)
    return posts.astype(float), chance.binomial(posts, shares).astype(float)
