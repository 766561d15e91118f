"""Run the second reader: Go's own sumdb packages over a directory in the tlog-tiles layout.

Other tests use it too, for directories that `ikrar log export` wrote. It is built once and kept
in the temporary directory; the Debian packages are golang-go and golang-golang-x-mod-dev.
"""

import functools
import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

SOURCE = Path(__file__).parent / "go" / "check.go"
GOPATH = Path("/usr/share/gocode")


def go_missing() -> str | None:
    """Say what is missing for the second reader, or None when it can run."""
    if not shutil.which("go"):
        return "Go is not installed (Debian: golang-go): the log was NOT checked by a second reader"
    if not (GOPATH / "src/golang.org/x/mod/sumdb/tlog").is_dir():
        return (
            "golang-golang-x-mod-dev is not installed: the log was NOT checked by a second reader"
        )
    return None


def go_available() -> bool:
    return go_missing() is None


@functools.cache
def _program() -> Path:
    version = hashlib.sha256(SOURCE.read_bytes()).hexdigest()[:16]
    place = Path(tempfile.gettempdir()) / f"ikrar-go-check-{os.getuid()}-{version}"
    place.mkdir(mode=0o700, exist_ok=True)
    program = place / "check"
    if not program.exists():
        _build(program)
    return program


def _build(program: Path) -> None:
    with tempfile.TemporaryDirectory() as place:
        fresh = program.with_name(f"check-{os.getpid()}")
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": place,
            "GOPATH": str(GOPATH),
            "GO111MODULE": "off",
            "GOTOOLCHAIN": "local",
            "CGO_ENABLED": "0",
        }
        command = ["go", "build", "-o", fresh, SOURCE]
        subprocess.run(command, env=environment, check=True, timeout=110)
        fresh.replace(program)


def run_go_check(directory: Path | str, *options: str) -> subprocess.CompletedProcess[str]:
    """Check a log directory; return code 0 means that all holds (see go/check.go for options)."""
    command = [_program(), *options, directory]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=110)
