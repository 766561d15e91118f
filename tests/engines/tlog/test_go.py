"""A second reader: Go's sumdb packages accept our log, and refuse each kind of tampering."""

import base64
import random
import shutil

import pytest

from ikrar.tlog import merkle, note, tiles
from tests.engines.tlog.go_check import go_missing, run_go_check
from tests.engines.tlog.samples import STRANGER, log, token, write_directory

pytestmark = [
    pytest.mark.skipif(go_missing() is not None, reason=str(go_missing())),
    pytest.mark.slow,
]

SIZE = 70_001  # three levels, the upper two of them partial


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    directory = tmp_path_factory.mktemp("log")
    write_directory(directory, [b"entry %d" % number for number in range(SIZE)])
    return directory


@pytest.fixture
def small(tmp_path):
    write_directory(tmp_path / "log", log(600).leaves)
    return tmp_path / "log"


def test_go_verifies_signature_root_leaves_and_thousands_of_proofs(whole):
    result = run_go_check(whole, "-proofs", "3000")
    assert result.returncode == 0, result.stderr
    assert "signature ok\nsize 70001\nroot ok\nleaves 70001\n" in result.stdout
    counts = dict(line.split() for line in result.stdout.splitlines()[-2:])
    assert int(counts["inclusion"]) >= 3000
    assert int(counts["consistency"]) >= 3000


@pytest.mark.parametrize("size", [0, 1, 2, 255, 256, 257, 511, 512, 600])
def test_go_verifies_logs_around_the_edges_of_tiles(tmp_path, size):
    write_directory(tmp_path, log(size).leaves)
    result = run_go_check(tmp_path)
    assert result.returncode == 0, result.stderr
    assert f"size {size}\nroot ok\nleaves {size}\ninclusion {size}\n" in result.stdout


def test_go_accepts_the_proofs_that_ikrar_builds(tmp_path):
    everything = log(1500)
    rng, lines = random.Random(7), []

    def line(kind, number, size, *hashes):
        encoded = (base64.b64encode(value).decode() for value in hashes)
        lines.append(" ".join([kind, str(number), str(size), *encoded]))

    for _ in range(1500):
        size = rng.randint(1, 1500)
        old, index = rng.randint(1, size), rng.randrange(size)
        root, before = (tiles.root(n, everything.read_tile) for n in (size, old))
        leaf = merkle.leaf_hash(everything.leaves[index])
        proof = tiles.inclusion_proof(index, size, everything.read_tile)
        line("record", index, size, leaf, root, *proof)
        proof = tiles.consistency_proof(old, size, everything.read_tile)
        line("tree", old, size, before, root, *proof)
    (tmp_path / "proofs").write_text("\n".join(lines))
    write_directory(tmp_path, everything.leaves)
    result = run_go_check(tmp_path, "-foreign", str(tmp_path / "proofs"))
    assert result.returncode == 0, result.stderr
    assert "foreign 3000" in result.stdout


def _flip(path, at):
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def _cut(path):
    path.write_bytes(path.read_bytes()[:-1])


def _other_key(directory):
    (directory / "log.vkey").write_text(STRANGER.verifier.format() + "\n")


def _signed_by_another(directory):
    text = note.split((directory / "checkpoint").read_text())[0]
    (directory / "checkpoint").write_text(note.sign(text, STRANGER))


def _other_root(directory):
    path = directory / "checkpoint"
    lines = path.read_text().split("\n")
    lines[2] = base64.b64encode(token("another root")).decode()
    path.write_text("\n".join(lines))


def _other_signature(directory):
    path = directory / "checkpoint"
    text, [own] = note.split(path.read_text())
    forged = note.Signature(own.name, own.key_id, token("a") + token("b"))
    path.write_text(text + "\n" + forged.format())


TAMPERING = {
    "signature damaged": (_other_signature, "invalid signature"),
    "root changed": (_other_root, "invalid signature"),
    "signed by another key": (_signed_by_another, "no verifiable signatures"),
    "another verifier key": (_other_key, "no verifiable signatures"),
    "a leaf hash changed": (lambda d: _flip(d / "tile/0/001", 5000), "hash tile tile/8/0/001"),
    "a partial tile changed": (lambda d: _flip(d / "tile/0/002.p/88", 7), "inconsistent tile"),
    "an upper hash changed": (lambda d: _flip(d / "tile/1/000.p/2", 40), "inconsistent tile"),
    "an entry changed": (
        lambda d: _flip(d / "tile/entries/001", 3000),
        "entries: they do not lead",
    ),
    "the last entry changed": (
        lambda d: _flip(d / "tile/entries/002.p/88", -3),
        "entries: they do not lead",
    ),
    "an entry cut": (lambda d: _cut(d / "tile/entries/001"), "entry tile 1 is damaged"),
    "a hash tile missing": (lambda d: (d / "tile/0/000").unlink(), "no such file"),
    "an entry tile missing": (lambda d: (d / "tile/entries/000").unlink(), "no such file"),
    "two tiles swapped": (
        lambda d: (
            shutil.copy(d / "tile/0/000", d / "kept"),
            shutil.copy(d / "tile/0/001", d / "tile/0/000"),
            shutil.copy(d / "kept", d / "tile/0/001"),
        ),
        "hash tile tile/8/0/000",
    ),
}


@pytest.mark.parametrize("case", TAMPERING)
def test_go_refuses_tampering(small, case):
    assert run_go_check(small, "-proofs", "50").returncode == 0
    tamper, message = TAMPERING[case]
    tamper(small)
    result = run_go_check(small, "-proofs", "50")
    assert result.returncode == 1, result.stdout
    assert message in result.stderr
