"""How long one certificate takes, warm and cold, and reading the proof back out of it.

.venv/bin/python benchmarks/certificate.py
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 300
COLD = """
import sys, time
sys.path.insert(0, {root!r})
from tests.engines.documents import samples
data = samples.data()
from ikrar.documents.certificate import certificate
started = time.perf_counter()
certificate(data)
print((time.perf_counter() - started) * 1000)
"""


def milliseconds(call: Callable[[int], object], rounds: int = ROUNDS) -> str:
    """Median and 95th percentile of wall time, and the median of processor time (all threads)."""
    wall, processor = [], []
    for number in range(rounds):
        started, used = time.perf_counter(), time.process_time()
        call(number)
        wall.append((time.perf_counter() - started) * 1000)
        processor.append((time.process_time() - used) * 1000)
    p95 = sorted(wall)[int(rounds * 0.95)]
    return (
        f"median {statistics.median(wall):.1f} ms, p95 {p95:.1f} ms, "
        f"processor {statistics.median(processor):.1f} ms"
    )


def main() -> None:
    sys.path.insert(0, str(ROOT))
    from ikrar.documents.attachment import read_bundle
    from ikrar.documents.certificate import certificate
    from tests.engines.documents import samples

    def person(number: int) -> bytes:
        code = f"{number:05d}{samples.CODE[5:]}"
        url = samples.URL.replace(samples.CODE, code)
        return certificate(
            samples.data(name=f"Ani Contoh {number}", code=code, verify_url=url, index=number)
        )

    cold = [
        float(subprocess.check_output([sys.executable, "-c", COLD.format(root=str(ROOT))]))
        for _ in range(7)
    ]
    print(f"first certificate of a process: median {statistics.median(cold):.1f} ms")
    print(f"certificate ({len(person(0)):,} bytes): {milliseconds(person)}")
    pdf = samples.pdf()
    print(f"proof read out of it: {milliseconds(lambda _number: read_bundle(pdf))}")


if __name__ == "__main__":
    main()
