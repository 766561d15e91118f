"""Receipts: what a reporter keeps instead of an account. Six Indonesian words and ten digits, shown once.

That is 80 bits (six words of 512, eight digits) and two check digits, which tell a typing error before the slow hash. From the receipt come, by Argon2id, the number under which the mailbox is found
and the private key that opens it. Neither the receipt nor the key is kept anywhere.
"""

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from hashlib import blake2b
from importlib import resources
from typing import Final

from nacl import pwhash
from nacl.utils import random

from ikrar.errors import InputError
from ikrar.sealing.keys import NORMAL, Cost, pair_of

WORDS: Final = 512
ENTROPY_BITS: Final = 80  # 6 * log2(512) + 8 * log2(10), rounded down
_PIECES: Final = re.compile(r"[a-z]+|[0-9]+")
_SHAPE: Final = "ww5ww5ww"  # words and groups of five digits
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Derived:
    """What a receipt opens: the number of the mailbox (safe to store) and its key pair."""

    lookup: bytes
    public: bytes
    private: bytes = field(repr=False)


@cache
def words() -> tuple[str, ...]:
    """The list, in order; no two differ in a single letter."""
    text = resources.files(__package__).joinpath("data/words.txt").read_text("ascii")
    return tuple(text.split())


def make() -> str:
    """A new receipt, as it is shown."""
    numbers = iter([int.from_bytes(random(8)) % WORDS for _ in range(6)])
    digits = f"{int.from_bytes(random(16)) % 10**8:08d}"
    chosen = [words()[number] for number in numbers]
    return _format(chosen, digits + _check(chosen, digits))


def parse(text: str) -> str:
    """The receipt as `make` writes it. InputError says which piece is wrong, and never repeats the rest.

    Capitals, spaces, dots and missing hyphens are forgiven.
    """
    pieces = _PIECES.findall(text[:_LONGEST].casefold())
    shape = "".join("w" if piece.isalpha() else str(len(piece)) for piece in pieces)
    if shape != _SHAPE or len(text) > _LONGEST:
        raise InputError(
            "A receipt has six words and two groups of five digits: two words, five digits, two"
            " words, five digits, two words. Copy it whole, in its order.",
            id_="Tanda terima terdiri dari enam kata dan dua kelompok lima angka: dua kata, lima angka,"
            " dua kata, lima angka, dua kata. Salin seluruhnya, menurut urutannya.",
        )
    chosen = [piece for piece in pieces if piece.isalpha()]
    digits = "".join(piece for piece in pieces if piece.isdigit())
    for place, word in enumerate(chosen, 1):
        if word not in words():
            near = get_close_matches(word, words(), n=1, cutoff=0.7)
            raise InputError(
                f"Word {place} of the receipt is not in the list."
                + (f" Did you mean “{near[0]}”?" if near else ""),
                id_=f"Kata ke-{place} tidak ada dalam daftar kata tanda terima."
                + (f" Mungkin “{near[0]}”?" if near else ""),
            )
    if digits[8:] != _check(chosen, digits[:8]):
        raise InputError(
            "The receipt does not fit its check digits: a digit or a word is mistyped, or two are"
            " swapped. Compare it with your copy, piece by piece.",
            id_="Tanda terima tidak cocok dengan angka pemeriksanya: satu angka atau kata salah ketik,"
            " atau dua tertukar. Bandingkan dengan salinan Anda, bagian demi bagian.",
        )
    return _format(chosen, digits)


def derive(receipt: str, *, salt: bytes, cost: Cost = NORMAL) -> Derived:
    """What the receipt opens in the installation that `salt` (16 bytes) belongs to. Slow by intent."""
    stretched = pwhash.argon2id.kdf(
        64, parse(receipt).encode(), salt, opslimit=cost.passes, memlimit=cost.memory
    )
    pair = pair_of(stretched[32:])
    return Derived(stretched[:32], pair.public, pair.private)


def _format(chosen: list[str], digits: str) -> str:
    one, two = digits[:5], digits[5:]
    return "-".join([*chosen[:2], one, *chosen[2:4], two, *chosen[4:]])


def _check(chosen: list[str], digits: str) -> str:
    said = " ".join([*chosen, digits]).encode()
    return (
        f"{int.from_bytes(blake2b(said, digest_size=8, person=b'ikrar-rcpt').digest()) % 100:02d}"
    )
