"""A backup comes back whole, with the keys, and never over something that is there."""

import os
import sqlite3
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from ikrar.cli import main
from ikrar.errors import InputError
from ikrar.server import backup

SETUP = (
    "from ikrar.ledger.actions import create_log; from ikrar.people.actions import create_agency;"
    "create_agency('Kementerian Contoh', short='KC', by=None);"
    "create_log('public', origin='contoh.example/log')"
)


def _ikrar(data: Path, *arguments: str, code: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ikrar", *arguments]
    if code:
        run = f"import django; django.setup(); {code}"
        command = [sys.executable, "-c", run]
    environment = {
        **{k: v for k, v in os.environ.items() if k != "DATABASE_URL"},
        "IKRAR_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "ikrar.server.settings",
    }
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_backup_comes_back_whole(tmp_path):
    old, new, file = tmp_path / "old", tmp_path / "new", tmp_path / "backup.tar"
    migrate = (
        "from django.core.management import call_command; call_command('migrate', verbosity=0);"
    )
    assert _ikrar(old, code=migrate + SETUP).returncode == 0
    (old / "roster-key").write_text("numbers of staff without NIP hang on this")
    (old / "gifts" / "ab").mkdir(parents=True)
    (old / "gifts" / "ab" / "photo").write_bytes(b"a cleaned picture")
    (old / "programme" / "ab").mkdir(parents=True)
    (old / "programme" / "ab" / "sha").write_bytes(b"a picture of a message")
    assert _ikrar(old, "backup", str(file)).returncode == 0
    assert file.stat().st_mode & 0o777 == 0o600

    done = _ikrar(new, "restore", str(file))
    assert done.returncode == 0, done.stderr
    assert (new / "log-key").read_bytes() == (old / "log-key").read_bytes()
    assert (new / "roster-key").read_bytes() == (old / "roster-key").read_bytes()
    assert (new / "gifts" / "ab" / "photo").read_bytes() == b"a cleaned picture"
    assert (new / "programme" / "ab" / "sha").read_bytes() == b"a picture of a message"
    assert (new / "secret-key").read_bytes() == (old / "secret-key").read_bytes()
    assert (new / "log-key").stat().st_mode & 0o777 == 0o600
    with sqlite3.connect(new / "ikrar.sqlite3") as rows:
        assert rows.execute("select short from people_agency").fetchall() == [("KC",)]

    again = _ikrar(new, "restore", str(file))
    assert again.returncode == 1
    assert "has data already" in again.stderr


def test_backup_never_overwrites(tmp_path):
    target = tmp_path / "there.tar"
    target.write_bytes(b"precious")
    with pytest.raises(InputError, match="exists already"):
        backup.make_backup(target)
    assert target.read_bytes() == b"precious"


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"", b"not a tar", b"\x00" * 20480])
def test_restore_refuses_what_is_no_backup(tmp_path, content):
    source = tmp_path / "x.tar"
    source.write_bytes(content)
    done = CliRunner().invoke(main, ["restore", str(source)])
    assert done.exit_code == 1
    assert "not a backup" in done.output


@pytest.mark.django_db
def test_restore_refuses_a_tar_without_our_manifest(tmp_path):
    source = tmp_path / "x.tar"
    with tarfile.open(source, "w") as tar:
        tar.add(__file__, "database")
    with pytest.raises(InputError, match="not a backup"):
        backup.restore_backup(source)
