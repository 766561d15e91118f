"""Figures of the log engine, in one process: offline verifies, proofs at 1 M leaves, appends.

    python benchmarks/tlog.py [--entries 1000000]

Prints the table that benchmarks/README-tlog.md holds. No database, no disk.
"""

import argparse
import hashlib
import os
import platform
import random
import statistics
import subprocess
import sys
import time

from ikrar.tlog import bundle, checkpoint, entry, merkle, note, tiles
from ikrar.tlog.proof import Proof
from ikrar.tlog.verify import verify

ORIGIN = "log.contoh.go.id/ikrar"
SIGNER = note.SignerKey(ORIGIN, hashlib.sha256(b"benchmark").digest())
KEYS = [SIGNER.verifier.format()]
TEXT = {
    "title": "Ikrar Netralitas Contoh",
    "opening": "Dengan ini kami berjanji untuk menjaga netralitas, yaitu dengan:",
    "statements": [f"Pernyataan {number}: " + "menjaga netralitas " * 10 for number in range(4)],
    "closing": "Demikian ikrar ini kami buat dengan sungguh-sungguh.",
    "language": "id",
}


class Tiles:
    """Tiles in memory, one a place, as the database keeps them."""

    def __init__(self):
        self.store = {}
        self.size = 0

    def append(self, hashes):
        for tile, data in tiles.grow(self.size, hashes, self.read).items():
            self.store[tile.level, tile.index] = data
        self.size += len(hashes)

    def read(self, tile):
        return self.store[tile.level, tile.index]


def fill(count, batch):
    """Append `count` leaf hashes in batches; return the log and leaves per second."""
    leaves = [hashlib.sha256(number.to_bytes(8, "big")).digest() for number in range(count)]
    log, started = Tiles(), time.perf_counter()
    for start in range(0, count, batch):
        log.append(leaves[start : start + batch])
    return log, leaves, count / (time.perf_counter() - started)


def signatures(log, count):
    """Append real signature entries and return what their bundles are made of."""
    people = []
    for number in range(count):
        salt = hashlib.sha256(b"salt%d" % number).digest()
        person = entry.commit(salt, {"nip": f"{number:018d}"})
        shown = {"agency": "Kementerian Contoh", "name": f"Ani Contoh {number}"}
        shown |= {"unit": "Biro Contoh", "person": person}
        fields = {"kind": "signature", "ref": salt.hex()[:32], "at": "2023-10-04T02:30:00Z"}
        fields |= {"campaign": "pemilu-2024", "text": entry.text_hash(TEXT)}
        fields |= {"who": entry.commit(salt, shown), "accepted": [1, 2, 3, 4], "how": "link"}
        fields |= {"witness": None, "supersedes": None}
        people.append((entry.encode(fields), shown, salt))
    log.append([merkle.leaf_hash(leaf) for leaf, _, _ in people])
    return people


def bundles(log, people, *, distinct):
    """Make a bundle a person, all under one checkpoint or each under a checkpoint of its own."""
    first = log.size - len(people)
    made = []
    for number, (leaf, shown, salt) in enumerate(people):
        size = first + number + 1 if distinct else log.size
        if distinct or not made:
            root = tiles.root(size, log.read)
            signed = checkpoint.sign(checkpoint.Checkpoint(ORIGIN, size, root), SIGNER)
        hashes = tuple(tiles.inclusion_proof(first + number, size, log.read))
        proof = Proof(first + number, hashes, signed)
        made.append(bundle.make(leaf=leaf, disclosure=shown, salt=salt, text=TEXT, proof=proof))
    return made


def verifies(made, rounds=3):
    """Verify distinct bundles; the best of some rounds, per second."""
    best = 0.0
    for _ in range(rounds):
        started = time.perf_counter()
        for data in made:
            verify(data, keys=KEYS)
        best = max(best, len(made) / (time.perf_counter() - started))
    return best


def proofs(log, leaves, count=2000):
    """Time single inclusion proofs, cold each: build out of tiles, then check. Milliseconds."""
    rng, root = random.Random(1), tiles.root(len(leaves), log.read)
    build, check = [], []
    for _ in range(count):
        index = rng.randrange(len(leaves))
        started = time.perf_counter()
        proof = tiles.inclusion_proof(index, len(leaves), log.read)
        built = time.perf_counter()
        merkle.verify_inclusion(
            leaves[index], index=index, size=len(leaves), proof=proof, root=root
        )
        build.append(built - started)
        check.append(time.perf_counter() - built)
    return [
        1000 * value
        for times in (build, check)
        for value in (statistics.median(times), statistics.quantiles(times, n=20)[-1])
    ]


def cold_start():
    """Start `ikrar verify --help` anew and return the median of five, in milliseconds."""
    times = []
    for _ in range(5):
        started = time.perf_counter()
        command = [sys.executable, "-m", "ikrar", "verify", "--help"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        times.append(1000 * (time.perf_counter() - started))
    return statistics.median(times)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--entries", type=int, default=1_000_000)
    count = options.parse_args().entries
    rows = []
    log, leaves, rate = fill(count, count)
    rows.append((f"append, {count:,} leaves in one batch", f"{rate:,.0f} leaves/s", "50,000"))
    log, leaves, rate = fill(count, 1000)
    rows.append(
        (f"append, {count:,} leaves in batches of 1,000", f"{rate:,.0f} leaves/s", "50,000")
    )
    built, built95, checked, checked95 = proofs(log, leaves)
    rows.append(
        (f"inclusion proof at {count:,}: build", f"{built:.2f} ms, p95 {built95:.2f} ms", "20 ms")
    )
    rows.append(
        (f"inclusion proof at {count:,}: check", f"{checked:.3f} ms, p95 {checked95:.3f} ms", "")
    )
    people = signatures(log, 5000)
    for label, distinct in (("one checkpoint", False), ("5,000 checkpoints", True)):
        made = bundles(log, people, distinct=distinct)
        size = sum(map(len, made)) // len(made)
        rows.append(
            (f"offline verify, 5,000 bundles of {size:,} bytes, {label}",
             f"{verifies(made):,.0f} /s", "5,000"),
        )  # fmt: skip
    rows.append(("`ikrar verify --help`, cold", f"{cold_start():.0f} ms", "1,000 ms"))
    print(
        f"Python {platform.python_version()}, one process, {os.cpu_count()} cores in the machine\n"
    )
    print("| what | measured | aim |\n|---|---|---|")
    for row in rows:
        print("| " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()
