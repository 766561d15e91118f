"""A million posts, from a CSV file to the story: read, kept, screened, grouped, counted, told; in one process.

    .venv/bin/python benchmarks/conversation.py [--posts 1000000] [--stored 10000000]

Posts are made up by the demo's generator, each with a number and a word of its own, so that near-copies are as many as the
file says (one in twenty). `--stored`: that many posts are then stored by repeating batches on other days, and the page of the
conversation is asked for 40 times. SQLite by default, PostgreSQL with DATABASE_URL.
"""

import argparse
import csv
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])
FIRST = datetime(2024, 2, 1, tzinfo=UTC)
LETTERS = "bcdfghjklmnprstw"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--posts", type=int, default=1_000_000)
    options.add_argument("--stored", type=int, default=0)
    asked = options.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="ikrar-conversation-"))
    os.environ.setdefault("IKRAR_DATA", str(folder))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ikrar.server.settings")
    import django

    django.setup()
    from django.conf import settings

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.SECOND_FACTOR_REQUIRED = False  # the page is measured, not the way in
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    file = folder / "posts.csv"
    _write(file, asked.posts)
    print(f"{asked.posts:,} posts, {file.stat().st_size / 1e6:.0f} MB")
    _measure(file, asked.posts)
    if asked.stored:
        _store(asked.stored)
        _ask()


def _write(path: Path, count: int) -> None:
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "created_at", "user", "text"])
        writer.writerows(_rows(count))


def _rows(count: int) -> Iterator[tuple[str, ...]]:
    from ikrar.server.demo.talk import TEXTS

    rng = random.Random(3)
    kinds, step = [*TEXTS], timedelta(days=28) / count
    weights = [10, 4, 6, 3, 3, 4, 1, 69]
    pieces = {kind: [part.split("|") for part in parts] for kind, parts in TEXTS.items()}
    words = [
        "".join(rng.choices(LETTERS, k=2)) + "a" + rng.choice(LETTERS) + "i" for _ in range(20_000)
    ]
    copied = [" ".join(rng.sample(words, 14)) for _ in range(500)]
    for number in range(count):
        if rng.random() < 0.05:
            text = f"{rng.choice(copied)} {rng.choice(words)}"
        else:
            kind = rng.choices(kinds, weights)[0]
            said = ", ".join(rng.choice(part) for part in pieces[kind])
            text = f"{said} {' '.join(rng.choices(words, k=rng.randint(4, 16)))}"
        at = (FIRST + number * step).isoformat(timespec="seconds")
        yield str(number), at, f"akun{rng.randint(1, 200_000)}", text


def _measure(file: Path, count: int) -> None:
    from ikrar.ledger import actions as ledger
    from ikrar.monitoring import actions, queries
    from ikrar.monitoring.actions import Approval, NewSource
    from ikrar.people.actions import create_agency
    from ikrar.screening import engine

    engine.warm()
    create_agency("Kementerian Contoh", short="Kemencontoh", by=None)
    ledger.create_log("internal", origin="ukur.example/internal")
    source = actions.open_source(NewSource("Ukur"), by=None)
    begun = time.perf_counter()
    with file.open("rb") as opened:
        upload = actions.receive_upload(source, opened, name="posts.csv", by=None)
    mapping = {"text": "text", "at": "created_at", "author": "user", "key": "id"}
    actions.approve_upload(upload, Approval(mapping), by=None)
    parts = {"read and keep": 0.0, "screen": 0.0, "group and count": 0.0, "tell": 0.0}

    peaks: dict[str, float] = {}

    def timed(name: str, act: object, *args: object) -> None:
        start = time.perf_counter()
        act(*args)  # type: ignore[operator]
        parts[name] += time.perf_counter() - start
        peaks[name] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    while True:
        if one := queries.next_upload():
            timed("read and keep", actions.read_on, one)
        elif batch := queries.next_batch():
            timed("screen", actions.screen_batch, batch, queries.sitting())
        elif month := queries.next_month():
            timed("group and count", actions.count_on, month)
        elif queries.is_untold():
            timed("tell", actions.tell)
        else:
            break
    took = time.perf_counter() - begun
    for name, seconds in parts.items():
        print(f"{name:16} {seconds:7.1f} s  at most {peaks[name]:,.0f} MB")
    print(f"end to end       {took:7.1f} s  {count / took:,.0f} posts/s")
    told = queries.outlook()
    print(f"counted {told.posts:,} posts, {queries.clusters().count():,} clusters")


def _store(wanted: int) -> None:
    """Store so many posts by repeating batches on the days of eleven more months."""
    import numpy as np

    from ikrar.monitoring import blobs, judging, work
    from ikrar.monitoring.actions.screening import touch
    from ikrar.monitoring.models import Batch

    some = list(Batch.objects.order_by("id"))
    number, stored = 0, sum(one.size for one in some)
    while stored < wanted:
        one = some[number % len(some)]
        shift = 30 * (1 + number // len(some) % 11) - 120
        days, marks = blobs.read_signs(one.signs)
        days = (days + shift).astype(np.int32)
        keys = blobs.read_keys(one.keys) + np.uint64(number + 1)
        Batch(
            source=one.source, upload=one.upload, state=one.state, size=one.size, judge=one.judge,
            first_on=judging.day_of(days.min()), last_on=judging.day_of(days.max()),
            keys=blobs.write_keys(keys), signs=blobs.write_signs(days, marks), posts=bytes(one.posts),
        ).save(force_insert=True)  # fmt: skip
        touch(days)
        number, stored = number + 1, stored + one.size
    begun = time.perf_counter()
    while work.do_one():
        pass
    print(f"{stored:,} posts stored; counted and told in {time.perf_counter() - begun:.0f} s")


def _ask() -> None:
    from django.test import Client

    from ikrar.people.models import Role, User
    from ikrar.people.states import RoleName

    user = User.objects.create_user("ukur")
    Role.objects.create(user=user, name=RoleName.COMMUNICATIONS)
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    took = []
    for number in range(40):
        start = time.perf_counter()
        answer = client.get(
            "/percakapan/", {"tema": ("memilih", "tenang", "hasil", "lain")[number % 4]}
        )
        took.append((time.perf_counter() - start) * 1000)
        assert answer.status_code == 200
    took.sort()
    print(
        f"page of the conversation: median {statistics.median(took):.0f} ms, p95 {took[37]:.0f} ms, first {max(took):.0f} ms"
    )


if __name__ == "__main__":
    sys.exit(main())
