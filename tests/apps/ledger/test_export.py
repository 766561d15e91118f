"""The export: files that others read; incremental; never a changed one, never a broken tree."""

import pytest

from ikrar.errors import InputError, VerificationError
from ikrar.ledger import actions, keys, queries
from ikrar.ledger.export import export
from ikrar.ledger.models import Entry, Log, Tile
from ikrar.tlog import merkle, tiles
from ikrar.tlog.checkpoint import open_checkpoint
from ikrar.tlog.note import VerifierKey
from ikrar.tlog.tiles import ENTRIES, parse_path
from tests.engines.tlog.go_check import go_missing, run_go_check


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "keluar").mkdir()
    return tmp_path / "keluar"


def files(folder):
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def verify(folder):
    """Read a folder as a stranger would: strict parsers, the key, nothing else."""
    found = files(folder)
    key = VerifierKey.parse(found.pop("log.vkey").decode().strip())
    signed = open_checkpoint(found.pop("checkpoint").decode(), [key])
    stored = {parse_path(path): data for path, data in found.items()}
    leaves = []
    for tile in tiles.entry_tiles(0, signed.size):
        leaves += [merkle.leaf_hash(entry) for entry in tiles.read_entries(stored[tile])]
    assert merkle.Frontier().extend(leaves).root() == signed.root
    assert tiles.root(signed.size, stored.__getitem__) == signed.root
    for index in range(0, signed.size, 7):
        proof = tiles.inclusion_proof(index, signed.size, stored.__getitem__)
        merkle.verify_inclusion(
            leaves[index], index=index, size=signed.size, proof=proof, root=signed.root
        )
    wanted = {*tiles.tiles_of(signed.size), *tiles.entry_tiles(0, signed.size)}
    assert wanted <= set(stored)
    return signed.size


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 600])
def test_an_export_is_verified_by_whoever_reads_it(fill, folder, size):
    if size:
        fill(size)
    done = export(folder / "log")
    assert done.size == size == verify(folder / "log")
    assert done.written == len(files(folder / "log"))


def test_a_second_export_writes_only_what_is_new(fill, folder):
    fill(300)
    export(folder)
    first = folder / "tile/0/000"
    before = first.stat().st_mtime_ns, first.stat().st_ino
    assert export(folder).written == 0
    fill(400)
    seen = []
    done = export(folder, seen=lambda *progress: seen.append(progress))
    assert seen[-1] == (700, 700)
    assert (first.stat().st_mtime_ns, first.stat().st_ino) == before
    # 2 tiles of hashes, 2 of entries, 1 above, 1 checkpoint
    assert done.written == 6
    assert verify(folder) == 700


def test_partial_tiles_go_when_the_full_one_is_there(fill, folder):
    fill(100)
    export(folder)
    fill(100)
    export(folder)
    assert {path.name for path in (folder / "tile/0/000.p").iterdir()} == {"100", "200"}
    fill(100)
    export(folder)
    assert not (folder / "tile/0/000.p").exists()
    assert not (folder / "tile/entries/000.p").exists()
    assert verify(folder) == 300


def test_an_export_that_was_cut_off_goes_on(fill, folder):
    fill(300)
    export(folder / "whole")
    fill(1)

    def stop(*_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export(folder / "cut", seen=stop)
    assert not (folder / "cut/checkpoint").exists()
    (folder / "cut/tile/0/.000.part").write_bytes(b"half")
    export(folder / "cut")
    (folder / "cut/tile/0/.000.part").unlink()
    assert verify(folder / "cut") == 301


def test_other_folders_are_refused(fill, folder):
    fill(3)
    (folder / "foto.jpg").write_bytes(b"")
    with pytest.raises(InputError, match="other files"):
        export(folder)
    with pytest.raises(InputError, match="is a file"):
        export(folder / "foto.jpg")


def test_a_folder_of_another_log_is_refused(fill, folder):
    fill(3)
    export(folder)
    Log.objects.update(name="lain")
    keys.key_path("public").unlink()
    actions.create_log("public", origin="lain.contoh")
    with pytest.raises(InputError, match="another log"):
        export(folder)


def test_a_folder_that_is_ahead_of_the_database_is_refused(log, fill, folder):
    fill(3)
    old = {name: getattr(log, name) for name in ("size", "root", "note")}
    fill(3)
    export(folder)
    Log.objects.update(**old)
    with pytest.raises(VerificationError, match="does not continue"):
        export(folder)


def test_a_folder_of_another_history_is_refused(fill, folder):
    fill(3)
    export(folder)
    fill(3)
    Tile.objects.update(hashes=bytes(6 * 32))
    with pytest.raises(VerificationError, match="does not continue"):
        export(folder)


def test_a_published_file_is_never_changed(fill, folder):
    fill(300)
    export(folder)
    (folder / "tile/0/000").write_bytes(b"lain")
    with pytest.raises(VerificationError, match="published with other bytes"):
        export(folder)
    assert (folder / "tile/0/000").read_bytes() == b"lain"


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda: Entry.objects.filter(index=5).update(data=b"{}"), "entries in the database"),
        (lambda: Entry.objects.filter(index=5).delete(), "entries in the database"),
        (lambda: Tile.objects.filter(level=1).update(hashes=bytes(32)), "stored tiles"),
    ],
)
def test_what_does_not_lead_to_the_signed_root_is_not_published(fill, folder, spoil, message):
    fill(300)
    spoil()
    with pytest.raises(VerificationError, match=message):
        export(folder)
    assert not (folder / "checkpoint").exists()


def test_http_serves_the_same_bytes(fill, folder, client):
    fill(300)
    fill(300)
    export(folder)
    for path, data in files(folder).items():
        answer = client.get(f"/log/{path}")
        assert answer.status_code == 200, path
        assert answer.content == data, path
    assert (
        queries.entries_bytes(parse_path("tile/entries/000")) == files(folder)["tile/entries/000"]
    )
    assert parse_path("tile/entries/000").level == ENTRIES


@pytest.mark.slow
@pytest.mark.skipif(go_missing() is not None, reason=str(go_missing()))
def test_go_reads_the_export(fill, folder):
    fill(1000, batch=250)
    fill(300)
    export(folder)
    result = run_go_check(folder)
    assert result.returncode == 0, result.stderr
    assert "signature ok\nsize 1300\nroot ok\nleaves 1300\n" in result.stdout
    tile = folder / "tile/0/001"
    tile.write_bytes(bytes(32) + tile.read_bytes()[32:])
    assert run_go_check(folder).returncode != 0
