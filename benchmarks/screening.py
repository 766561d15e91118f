"""How fast posts are screened, beside what else one could use: one run, one core, the same texts.

    .venv/bin/python benchmarks/screening.py [--data FOLDER] [--rounds 5] [--file 10000000]

Every contender turns the same raw texts into 14 scores a post, its own normalisation included. The
peers are trained here, on what our engine says of 6,000 of the texts, since speed does not depend on
whether a label is right: scikit-learn with words and in-word characters, fastText with words, pairs and
characters. Rounds alternate, the best of each counts, so that a busy machine costs all of them the same;
the ratios are what is kept. Needs the extra `ikrar[bench]`. `--file N` also runs `ikrar screen` over a
file of N posts and looks at its memory.
"""

# ruff: noqa: E402  what follows must hold before anything is imported
import os
import sys
from pathlib import Path

# the folder of this file holds a coverage.py, which numba must not take for the tool of that name
sys.path[0] = str(Path(__file__).resolve().parents[1])
os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1"}

import argparse
import json
import platform
import random
import statistics
import subprocess
import tempfile
import time

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from benchmarks.screening_texts import from_folder, written

from ikrar import packs
from ikrar.screening import engine, kernels, lines
from ikrar.screening.labels import LABELS
from ikrar.screening.stream import Options, judge

ROOT = Path(__file__).resolve().parents[1]
TRAINED_ON, PEER_POSTS = 6_000, 4_000


def seconds(function):
    """Wall time of one call."""
    started = time.perf_counter()
    function()
    return time.perf_counter() - started


def sklearn_peer(texts, labels):
    """Words 1-2 and in-word characters 2-5, TF-IDF, a linear model a label."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import SGDClassifier
    from sklearn.multiclass import OneVsRestClassifier
    from sklearn.pipeline import make_pipeline, make_union

    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    chars = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=3, sublinear_tf=True)
    linear = SGDClassifier(loss="log_loss", max_iter=5, tol=None, random_state=1)
    model = make_pipeline(make_union(words, chars), OneVsRestClassifier(linear))
    model.fit(texts, labels)
    return model.predict_proba


def fasttext_peer(texts, labels, folder):
    """Words, pairs, characters 2-5, one against the rest, all 14 scores asked for."""
    try:
        import fasttext
    except ImportError:
        raise SystemExit(
            "fastText is not here. Install the peers: uv pip install -e '.[bench]'"
        ) from None

    def plain(text):  # fastText reads lines
        return " ".join(text.lower().split())

    names = [f"__label__{label}" for label in LABELS]
    file = Path(folder) / "train.txt"
    with file.open("w") as stream:
        for text, row in zip(texts, labels, strict=True):
            said = [name for name, is_set in zip(names, row, strict=True) if is_set]
            stream.write(" ".join([*said, "__label__none", plain(text)]) + "\n")
    fasttext.FastText.eprint = lambda _: None
    model = fasttext.train_supervised(
        str(file), epoch=5, wordNgrams=2, minn=2, maxn=5, loss="ova", thread=1, bucket=1 << 18, verbose=0
    )  # fmt: skip
    return lambda posts: model.predict([plain(post) for post in posts], k=len(LABELS) + 1)


def labels_of(texts):
    """What our engine says, as the peers' training labels; each label has an example of either kind."""
    scores = engine.scores(pa.array(texts))
    return scores >= np.minimum(0.5, np.quantile(scores, 0.98, axis=0))


def forget():
    """Empty the memory of words, so that every text is met for the first time."""
    judge = engine._judge(packs.load("pemilu-2024"))  # noqa: SLF001
    kernels.forget(judge._reader(0).memo)  # noqa: SLF001


def single(texts, count=3_000):
    """Times of `screen` for one post after another, in milliseconds, sorted."""
    engine.screen(texts[0])
    times = []
    for text in texts[:count]:
        started = time.perf_counter()
        engine.screen(text)
        times.append(1000 * (time.perf_counter() - started))
    return sorted(times)


def command(folder, runs=7):
    """Wall time of a whole `ikrar screen` on a file of one line, the kernel's cache being warm."""
    file = Path(folder) / "one.txt"
    file.write_text("ayo coblos nomor 2 besok\n")
    call = [sys.executable, "-m", "ikrar", "screen", str(file)]
    run = lambda: subprocess.run(call, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)  # noqa: E731
    return statistics.median(seconds(run) for _ in range(runs + 1))


def whole_file(texts, posts, folder):
    """`ikrar screen FILE -o OUT` over a long file: posts/s and the most memory it held, in MB."""
    file, out = Path(folder) / "posts.jsonl", Path(folder) / "out.jsonl"
    rows = [json.dumps({"text": text, "date": "2024-01-15"}) + "\n" for text in texts]
    with file.open("w") as stream:
        for start in range(0, posts, len(rows)):
            stream.writelines(rows[: posts - start])
    call = [sys.executable, "-m", "ikrar", "screen", str(file), "-o", str(out)]
    started, held = time.perf_counter(), 0
    process = subprocess.Popen(call, stderr=subprocess.DEVNULL, cwd=ROOT)
    while process.poll() is None:
        held = max(held, memory(process.pid))
        time.sleep(0.05)
    return posts / (time.perf_counter() - started), held, file.stat().st_size / 2**20


def memory(pid):
    """The most memory that a process has held so far, in MB (Linux)."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return next((int(x.split()[1]) / 1024 for x in status.splitlines() if "VmHWM" in x), 0)


def contest(texts, rounds, folder):
    """Posts a second of each contender, best of the rounds."""
    labels = labels_of(texts[:TRAINED_ON])
    array, few = pa.array(texts), texts[TRAINED_ON : TRAINED_ON + PEER_POSTS] or texts[:PEER_POSTS]
    scikit = sklearn_peer(texts[:TRAINED_ON], labels)
    fast = fasttext_peer(texts[:TRAINED_ON], labels, folder)
    found = engine.screen(texts)
    has = pc.greater(pc.list_value_length(found["findings"]), 0)
    flagged, page = found.filter(has), pa.table({"text": array}).filter(has)
    plain, to_explain = found.filter(pc.invert(has)), page["text"].combine_chunks()
    half = len(texts) // 2

    def met_others():
        forget()
        engine.scores(array[:half])

    cases = {
        "scikit-learn, words + characters": (len(few), lambda: scikit(few)),
        "fastText predict": (len(few), lambda: fast(few)),
        "ours, unseen texts": (len(texts) - half, lambda: engine.scores(array[half:]), met_others),
        "ours, unseen texts, first words of a process": (
            len(texts), lambda: engine.scores(array), forget),
        "ours, the same texts again": (len(texts), lambda: engine.scores(array)),
        "ours, findings with reasons and law, flagged posts": (
            len(to_explain), lambda: engine.screen(to_explain)),
        "ours, the same in sentences (`--explain`)": (
            flagged.num_rows, lambda: judge(Options(explain=True))(page)),
        "JSON lines of posts without findings": (
            plain.num_rows, lambda: lines.json_lines(plain)),
        "JSON lines of posts with findings": (
            flagged.num_rows, lambda: lines.json_lines(flagged)),
    }  # fmt: skip
    best = dict.fromkeys(cases, 0.0)
    for _ in range(rounds):
        for name, (posts, run, *before) in cases.items():
            for prepare in before:
                prepare()
            best[name] = max(best[name], posts / seconds(run))
    return best, len(to_explain)


def table(best):
    """Rows of the table, with the ratio to each peer."""
    scikit, fast = best["scikit-learn, words + characters"], best["fastText predict"]
    yield "| what | posts/s | × scikit-learn | × fastText |\n|---|---|---|---|"
    for name, rate in best.items():
        is_ours = name.startswith("ours")
        ratios = (
            f"{rate / scikit:.0f} | {rate / fast:.1f}" if is_ours and "texts" in name else " | "
        )
        yield f"| {name} | {rate:,.0f} | {ratios} |"


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--data", type=Path, help="folder with CSV files of posts")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--file", type=int, default=0, help="also screen a file of so many posts")
    chosen = options.parse_args()
    texts = from_folder(chosen.data) if chosen.data else written(60_000)
    random.Random(1).shuffle(texts)  # the part that the slow ones read is like the whole
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    pa.set_cpu_count(1)
    engine.warm()
    with tempfile.TemporaryDirectory() as folder:
        best, flagged = contest(texts, chosen.rounds, folder)
        times, cold = single(texts), command(folder)
        long = whole_file(texts, chosen.file, folder) if chosen.file else None
    length = sum(map(len, texts)) / len(texts)
    print(
        f"Python {platform.python_version()}, one core; {len(texts):,} "
        f"{'public' if chosen.data else 'written'} texts of {length:.0f} characters, {flagged:,} of them "
        f"flagged; best of {chosen.rounds} alternating rounds; load {os.getloadavg()[0]:.1f}\n"
    )
    print("\n".join(table(best)))
    middle, high = times[len(times) // 2], times[len(times) * 99 // 100]
    print(
        f"\n| what | measured | aim |\n|---|---|---|\n| single check, warm, p50 | {middle:.2f} ms | |"
    )
    print(f"| single check, warm, p99 | {high:.2f} ms | 2 ms |")
    print(f"| `ikrar screen` of one line, whole process | {cold:.2f} s | 1.5 s |")
    if long:
        rate, held, size = long
        print(
            f"| `ikrar screen FILE -o OUT.jsonl`, {chosen.file:,} posts, {size:,.0f} MB | {rate:,.0f} posts/s | |"
        )
        print(f"| the same, most memory held | {held:,.0f} MB | flat |")


if __name__ == "__main__":
    main()
