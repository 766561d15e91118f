"""How long `import ikrar` adds to an empty Python, and a whole `ikrar verify` takes.

.venv/bin/python benchmarks/startup.py
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def seconds(*command: str, runs: int = 11) -> float:
    """Median wall time of a whole process."""
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def main() -> None:
    sys.path.insert(0, str(ROOT))
    from tests.engines.tlog import samples

    empty = seconds(sys.executable, "-c", "pass")
    loaded = seconds(sys.executable, "-c", "import ikrar")
    print(
        f"import ikrar: {(loaded - empty) * 1000:.1f} ms beyond an empty Python ({empty * 1000:.0f} ms)"
    )
    with tempfile.TemporaryDirectory() as folder:
        bundle = Path(folder) / "ikrar-bundle.json"
        bundle.write_bytes(samples.log().bundle(7))
        took = seconds(sys.executable, "-m", "ikrar", "verify", str(bundle), "--key", samples.VKEY)
    print(f"ikrar verify FILE, whole process: {took * 1000:.0f} ms")


if __name__ == "__main__":
    main()
