"""Figures of the indicators: near-copies at a million posts, coverage of intervals, found changes, a story, debunks, charts.

    python benchmarks/indicators.py [--posts 1000000] [--streams 2000] [--debunks FILE --others FILE]

Prints the table that benchmarks/README-indicators.md holds. Streams are made up and their truth is known; debunks and
other posts are CSV files with the columns title and text, and text.
"""

import argparse
import csv
import os
import platform
import re
import sys
import time
from collections import Counter
from pathlib import Path

import numpy as np
import pyarrow as pa

sys.path.insert(0, str(Path(__file__).parents[1]))

from ikrar.charts.daily import daily
from ikrar.charts.frame import Frame
from ikrar.indicators import claims, copies
from ikrar.indicators.cells import interval
from ikrar.indicators.changes import changes
from ikrar.indicators.estimate import COUNTINGS, Grouping, shares
from ikrar.indicators.phases import day_of
from ikrar.indicators.story import Phase, story
from ikrar.indicators.tally import check, rows
from tests.engines.indicators import streams


def say(what, measured, aim=""):
    print(f"| {what} | {measured} | {aim} |", flush=True)


def timed(act, times=1):
    """What an act returns, and the least time that it took of the processor, seconds."""
    took = []
    for _ in range(times):
        start = time.process_time()
        found = act()
        took.append(time.process_time() - start)
    return found, min(took)


# ---------------------------------------------------------------- near-copies


def near_copies(count):
    chance = np.random.default_rng(0)
    known = streams.vocabulary(20_000, chance)
    base = streams.posts(count, chance, known=known, shortest=5, longest=25)
    originals = [i for i in range(5000) if len(base[i]) >= 15][:1000]
    texts, truth, kinds = [" ".join(b) for b in base], list(range(count)), [""] * count
    for kind in streams.KINDS:
        texts += [streams.vary(base[i], kind, chance, known) for i in originals]
        truth, kinds = truth + originals, kinds + [kind] * len(originals)
    column = pa.array(texts, pa.large_string())
    sketches, seconds = timed(lambda: copies.sketch(column))
    letters = sum(map(len, texts)) / len(texts)
    say(f"sketch {len(texts):,} posts of {letters:.0f} letters", f"{seconds:.1f} s", "12 s")
    found, seconds = timed(lambda: copies.group(sketches))
    say(f"group {len(texts):,} sketches", f"{seconds:.1f} s", "5 s")
    truth, kinds = np.array(truth), np.array(kinds)
    for kind in streams.KINDS:
        at = np.flatnonzero(kinds == kind)
        say(f"near-copies found: {kind}", f"{(found[at] == found[truth[at]]).mean():.1%}", "95 %")

    def pairs(values):
        return sum(n * (n - 1) // 2 for n in Counter(values).values())

    right = pairs(zip(found.tolist(), truth.tolist(), strict=True)) / pairs(found.tolist())
    say("pairs in a cluster that are near-copies", f"{right:.2%}", "98 %")


# ---------------------------------------------------------------- intervals and changes


def coverage(count):
    hits, wide = [], []
    for seed in range(count):
        chance = np.random.default_rng([70, seed])
        sees, passes, rates = streams.judges(chance)
        tally = rows(check(streams.stream(chance, streams.PREVALENCES, sees, passes)))
        one = Grouping(np.zeros(len(tally.n), int), 1)
        found = shares(tally, [one], rates, seed=seed)
        low, high = interval(found.draws[:, 0])
        low, high = np.minimum(low, found.share[:, 0]), np.maximum(high, found.share[:, 0])
        hits.append((low <= streams.PREVALENCES) & (high >= streams.PREVALENCES))
        wide.append(high - low)
    hits, wide = np.mean(hits, axis=0), np.mean(wide, axis=0)
    for i, share in enumerate(streams.PREVALENCES):
        told = "; ".join(
            f"{counting} {hits[c, i]:.1%} (±{wide[c, i] / 2:.1%})"
            for c, counting in enumerate(COUNTINGS)
        )
        say(f"95 % interval holds a true share of {share:.1%}, {count:,} streams", told, "93 %")


PLANTED = ((0.08, 0.16, 0.0), (0.08, 0.12, 0.0), (0.08, 0.16, 0.01), (0.02, 0.04, 0.0))
STILL = ((300, 0.08, 0.0), (300, 0.08, 0.02), (200, 0.02, 0.02), (12, 0.15, 0.0))


def shifts(count):
    for before, after, spread in PLANTED:
        near = any_ = 0
        for seed in range(count):
            chance = np.random.default_rng([71, seed])
            at = int(chance.integers(10, 80))
            parts = [
                streams.series(chance, days, 300, share, spread=spread)
                for days, share in ((at, before), (90 - at, after))
            ]
            found = changes(*(np.concatenate(pair) for pair in zip(*parts, strict=True)), seed=seed)
            near += any(abs(one.at - at) <= 2 for one in found)
            any_ += bool(found)
        what = f"{before:.0%} → {after:.0%}, 300 posts a day, spread within days {spread:g}"
        say(
            f"change found within 2 days (at all): {what}",
            f"{near / count:.1%} ({any_ / count:.1%})",
            "95 %" if not spread and after > 0.13 else "",
        )
    for n, share, spread in STILL:
        alarms = sum(
            bool(
                changes(
                    *streams.series(np.random.default_rng([72, seed]), 90, n, share, spread=spread),
                    seed=seed,
                )
            )
            for seed in range(count)
        )
        say(
            f"false alarms: {share:.0%}, {n} posts a day, spread {spread:g}",
            f"{alarms / count:.1%}",
            "5 %",
        )


# ---------------------------------------------------------------- story, charts


def a_story():
    chance = np.random.default_rng(1)
    _, _, rates = streams.judges(chance)
    tally = streams.stream(chance, streams.PREVALENCES, days=380, singles=2000, copied=5000)
    ends = (0, 130, 169, 379)
    phases = [
        Phase(
            str(i), day_of(streams.START + ends[i] + (i > 0)), day_of(streams.START + ends[i + 1])
        )
        for i in range(3)
    ]
    told, seconds = timed(lambda: story(tally, phases=phases, rates=rates), 5)
    say("whole story: 380 days, 10 labels, 3 phases, 5,000 clusters", f"{seconds:.2f} s", "1.5 s")
    frame = Frame((), "id", 720, "Contoh")
    shown = ["participate", "abstain", "hate"]
    svg, seconds = timed(lambda: daily(told.daily, shown, frame=frame, changes=told.changes), 5)
    say(
        f"chart of 380 days and three series, {len(svg):,} bytes",
        f"{seconds * 1000:.0f} ms",
        "300 ms",
    )


# ---------------------------------------------------------------- debunks


def debunks(debunked, others):
    def read(path):
        with Path(path).open(encoding="utf-8", newline="") as file:
            return [{k.lower(): v for k, v in row.items()} for row in csv.DictReader(file)]

    entries = read(debunked)
    titles = [re.sub(r"^\s*\[[^\]]*\]\s*:?", "", row["title"]) for row in entries]
    bare = pa.table({"title": [""] * len(entries), "text": [row["text"] for row in entries]})
    found, seconds = timed(lambda: claims.match(titles, bare))
    own = sum(one is not None and one.row == i for i, one in enumerate(found))
    any_ = sum(one is not None for one in found)
    say(
        f"title of a debunk finds the text of its own entry, among {len(entries):,}",
        f"{own / len(entries):.1%}",
    )
    say("the same, of those that find any", f"{own / any_:.1%}")
    say(f"{len(entries):,} claims against {len(entries):,} debunks", f"{seconds:.2f} s")
    full = pa.table({"title": titles, "text": bare["text"]})
    posts = [row["text"] for path in others for row in read(path)]
    wrong = sum(one is not None for one in claims.match(posts, full))
    say(f"other posts that find a debunk, of {len(posts):,}", f"{wrong / len(posts):.2%}")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--posts", type=int, default=1_000_000)
    options.add_argument("--streams", type=int, default=2000)
    options.add_argument("--debunks")
    options.add_argument("--others", nargs="*", default=[])
    given = options.parse_args()
    print(
        f"Python {platform.python_version()}, one process, {os.cpu_count()} cores in the machine\n"
    )
    print("| what | measured | aim |\n|---|---|---|")
    near_copies(given.posts)
    coverage(given.streams)
    shifts(given.streams // 2)
    a_story()
    if given.debunks:
        debunks(given.debunks, given.others)


if __name__ == "__main__":
    main()
