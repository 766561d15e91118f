"""Posts to measure with: those of a folder of CSV files, or written by a grammar when there is none.

The grammar writes Indonesian-looking posts of invented people and words: templates in everyday spelling,
a vocabulary of 40,000 made-up words drawn as words are in life (a few often, most rarely), numbers,
hashtags, links. It is for speed only; what it says means nothing.
"""

import csv
import random
import sys
from pathlib import Path

COLUMNS = ("text", "Tweet", "comment_text", "original_text", "narasi")
STARTS = [
    "ayo",
    "jgn",
    "besok",
    "kalo",
    "yg penting",
    "mohon",
    "semoga",
    "tadi pagi",
    "info",
    "guys",
    "kenapa",
    "padahal",
    "siapa",
    "udah",
]
MIDDLES = [
    "coblos nomor {n} ya",
    "pilih {name} aja",
    "{name} emang hebat",
    "{name} bohong terus",
    "ke tps bareng {name}",
    "golput aja lah",
    "dasar goblok",
    "bagi2 sembako dari {name}",
    "siapa dpt amplop",
    "jaga kerukunan warga",
    "hasilnya curang semua",
    "netralitas asn harus dijaga",
    "hujan lagi di {place}",
    "macet parah di {place}",
    "nonton bola sama {name}",
    "harga {thing} naik",
    "rapat soal {thing} batal",
    "jual {thing} murah",
]
SYLLABLES = [
    c + v + e for c in "bcdghjklmnprstwy" for v in "aiueo" for e in ("", "n", "r", "ng", "k")
]


def from_folder(folder: Path) -> list[str]:
    """Every distinct text in the CSV files below `folder`."""
    csv.field_size_limit(sys.maxsize)
    found: dict[str, None] = {}
    for path in sorted(folder.rglob("*.csv")):
        with path.open(encoding="utf-8", errors="replace", newline="") as stream:
            reader = csv.DictReader(stream)
            column = next((c for c in COLUMNS if c in (reader.fieldnames or [])), None)
            if column:
                found |= dict.fromkeys(row[column] or "" for row in reader)
    return list(found)


def written(count: int, seed: int = 1) -> list[str]:
    """`count` distinct posts by the grammar, the same for the same seed."""
    rng = random.Random(seed)
    words = sorted({"".join(rng.choices(SYLLABLES, k=rng.randint(2, 4))) for _ in range(40_000)})
    rng.shuffle(words)
    weights = [1 / (rank + 10) for rank in range(len(words))]
    drawn = iter(rng.choices(words, weights, k=count * 24))
    posts: dict[str, None] = {}
    while len(posts) < count:
        names = {"name": next(drawn).title(), "place": next(drawn).title(), "thing": next(drawn)}
        middle = rng.choice(MIDDLES).format(n=rng.randint(1, 9), **names)
        filler = " ".join(next(drawn) for _ in range(rng.randint(1, 16)))
        parts = [
            rng.choice(STARTS),
            middle,
            filler,
            rng.choice(["", "!!", "#" + middle.split()[0], "😂"]),
        ]
        posts[" ".join(parts).strip()] = None
    return list(posts)
