"""`ikrar verify` on referral packets: what a reader at another body sees, and the exit codes."""

import io
import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from ikrar.cli import main
from tests.engines.tlog.packet_samples import (
    FILES,
    GOOD,
    MANIFEST,
    OWN_KEY,
    RECORDED,
    pack,
    signed,
)
from tests.engines.tlog.samples import STRANGER, VKEY, log


@pytest.fixture
def files(tmp_path):
    (tmp_path / "paket.zip").write_bytes(GOOD)
    (tmp_path / "tercatat.zip").write_bytes(RECORDED)
    (tmp_path / "palsu.zip").write_bytes(signed(FILES, MANIFEST, signer=STRANGER))
    (tmp_path / "good.json").write_bytes(log(3).bundle(1))
    (tmp_path / "keys").write_text(f"{OWN_KEY}\n{VKEY}\n")
    return tmp_path


def run(*args, **options):
    return CliRunner().invoke(main, ["verify", *map(str, args)], **options)


def test_a_good_packet_is_told_in_words(files):
    result = run(files / "paket.zip", "--key", OWN_KEY)
    assert result.exit_code == 0
    for words in (
        "HOLDS",
        "dated 31 January 2024",
        "From       Inspektorat Kementerian Contoh",
        "To         Badan Contoh Nasional",
        "Route      kasn",
        "Signed by  the key inspektorat.contoh.go.id, which you gave",
        "Recorded   no log entry is inside: the date is the sender's word",
        "Files      4, each of them exactly as it was packed:",
        "             surat/001.pdf  Surat pelimpahan (14 bytes)",
        "does not prove that what the letters and the evidence say is true",
    ):
        assert words in result.output
    assert "withdrew" not in result.output


def test_the_log_says_when(files):
    result = run(files / "tercatat.zip", "--key", files / "keys")
    assert result.exit_code == 0
    assert "Recorded   31 January 2024, 09:30:00 WIB (02:30:00 UTC)" in result.output
    assert "log.contoh.go.id/ikrar, entry 21 (the log then held 22)" in result.output
    assert run(files / "tercatat.zip", "--key", OWN_KEY).exit_code == 1


def test_json_has_the_same_facts(files):
    every = [files / name for name in ("tercatat.zip", "paket.zip", "palsu.zip", "good.json")]
    result = run(*every, "--key", files / "keys", "--json")
    assert result.exit_code == 1
    recorded, good, forged, bundle = json.loads(result.output)
    assert (good["holds"], good["kind"], good["made_on"]) == (True, "referral", "2024-01-31")
    assert good["files"][0]["path"] == "surat/001.pdf"
    assert good["recorded"] is None
    assert recorded["recorded"]["at"] == "2024-01-31T02:30:00Z"
    assert sorted(forged) == ["error", "file", "holds"]
    assert bundle["name"] == "Ani Contoh 1"


def test_packets_and_certificates_are_told_apart(files):
    result = run(files / "paket.zip", files / "good.json", "--key", files / "keys")
    assert result.exit_code == 0
    assert "who packed it" in result.output
    assert "withdrew or replaced" in result.output
    assert "2 of 2 files hold, 0 fail." in result.output


def test_a_forged_packet_fails_and_says_what_to_do(files):
    result = run(files / "palsu.zip", "--key", OWN_KEY)
    assert result.exit_code == 1
    assert "FAILS" in result.output
    assert "not signed by any key that you trust" in result.output
    assert "What to do:" in result.output
    assert "HOLDS" not in result.output
    assert "who packed it" not in result.output


def test_a_name_ending_in_zip_is_judged_as_one(files):
    (files / "rusak.ZIP").write_bytes(b"\0" + GOOD)
    assert "before its beginning" in run(files / "rusak.ZIP", "--key", OWN_KEY).output.replace(
        "\n  ", " "
    )


def test_a_signers_name_cannot_be_asked_of_a_packet(files):
    for option in ("--name", "--campaign"):
        result = run(files / "paket.zip", "--key", OWN_KEY, option, "Ani Contoh")
        assert result.exit_code == 1
        assert "This is a referral packet" in result.output


def test_standard_input_in_a_test_and_in_a_pipe(files):
    assert run("-", "--key", OWN_KEY, input=GOOD).exit_code == 0
    command = [sys.executable, "-m", "ikrar", "verify", "-", "--key", OWN_KEY]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        output, _ = process.communicate(GOOD, timeout=60)
    assert process.returncode == 0
    assert b"HOLDS" in output


def test_a_packet_larger_than_any_certificate_is_read_whole(files, monkeypatch):
    monkeypatch.setattr("ikrar.cli.verify._MAX_FILE", 100)
    assert run(files / "paket.zip", "--key", OWN_KEY).exit_code == 0
    assert "no certificate is" in run(files / "good.json", "--key", VKEY).output


def test_a_name_in_a_zip_cannot_command_the_terminal(files):
    data = pack([("x\x1b[2J", b"")])
    result = run("-", "--key", OWN_KEY, input=io.BytesIO(data))
    assert result.exit_code == 1
    assert "x\\x1b[2J" in result.output
    assert "\x1b" not in result.output


def test_a_disk_that_fails_in_the_middle_is_no_traceback(files, monkeypatch):
    class Failing(io.BytesIO):
        def readinto(self, into):
            raise OSError(5, "Input/output error")

    monkeypatch.setattr("click.open_file", lambda *args: Failing(GOOD))
    result = run(files / "paket.zip", "--key", OWN_KEY)
    assert result.exit_code == 1
    assert "The file cannot be read: Input/output error." in result.output
