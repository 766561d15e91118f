"""`ikrar log …` as an operator types it."""

import base64
import json
import uuid

import pytest
from click.testing import CliRunner
from django.db import transaction

from ikrar.cli import main
from ikrar.ledger import actions
from ikrar.ledger.models import Checkpoint, Entry, Log
from ikrar.pledges.models import code_of
from ikrar.tlog import entry as entries
from ikrar.tlog import merkle
from ikrar.tlog.checkpoint import open_checkpoint
from ikrar.tlog.note import SignerKey, VerifierKey
from ikrar.tlog.proof import Proof
from tests.apps.ledger.conftest import ORIGIN, START


@pytest.fixture
def run():
    def call(*arguments, code=0):
        result = CliRunner().invoke(main, ["log", *map(str, arguments)])
        assert result.exit_code == code, result.output
        return result.output

    return call


def test_checkpoint(log, fill, run):
    fill(3)
    assert run("checkpoint") == log.note
    answer = json.loads(run("checkpoint", "--json"))
    assert answer["size"] == 3
    assert base64.b64decode(answer["root"]) == bytes(log.root)
    assert (answer["checkpoint"], answer["vkey"], answer["origin"]) == (log.note, log.vkey, ORIGIN)


@pytest.mark.parametrize("spell", [str, lambda ref: ref.hex, code_of])
def test_prove(log, fill, run, spell):
    ref = fill(5)[3]
    proof = Proof.parse(run("prove", spell(ref)))
    signed = open_checkpoint(proof.checkpoint, [VerifierKey.parse(log.vkey)])
    merkle.verify_inclusion(
        merkle.leaf_hash(bytes(Entry.objects.get(ref=ref).data)),
        index=proof.index,
        size=signed.size,
        proof=proof.hashes,
        root=signed.root,
    )
    answer = json.loads(run("prove", spell(ref), "--json"))
    assert answer["proof"] == proof.format()
    assert (answer["index"], answer["size"], answer["ref"]) == (3, 5, ref.hex)


def test_prove_what_is_not_there(log, run):
    assert "neither a reference" in run("prove", "apa saja", code=1)
    run("prove", uuid.uuid4(), code=1)


def test_audit_of_an_honest_log(log, fill, run, tmp_path):
    fill(3)
    saved, key = tmp_path / "checkpoint", tmp_path / "log.vkey"
    saved.write_text(log.note)
    key.write_text(log.vkey + "\n")
    fill(300)
    assert "All 303 entries hold" in run("audit")
    assert "Give --key and --checkpoint" in run("audit")
    for given in (key, log.vkey):
        output = run("audit", "--checkpoint", saved, "--key", given)
        assert "All 303 entries hold" in output
        assert "Give --key" not in output
    answer = json.loads(run("audit", "--json"))
    assert answer == {"holds": True, "size": 303, "discrepancies": []}


def test_audit_names_what_was_changed_and_what_to_do(log, fill, run):
    fill(60)
    Entry.objects.filter(index__lt=30).update(kind="lain")
    row = Entry.objects.get(index=40)
    fields = {**entries.decode(bytes(row.data)), "n": -1}
    Entry.objects.filter(pk=row.pk).update(data=entries.encode(fields))
    output = run("audit", code=1)
    assert "entry-label: 30" in output
    assert "and 10 more" in output
    assert f"entry 40 (ref {row.ref.hex})" in output
    assert "→ The row was edited after it was signed." in output
    assert "31 discrepancies in a log of 60 entries" in output
    answer = json.loads(run("audit", "--json", code=1))
    assert answer["holds"] is False
    assert len(answer["discrepancies"]) == 31
    assert answer["discrepancies"][-1] == {
        "what": "entry-changed",
        "where": f"entry 40 (ref {row.ref.hex})",
        "detail": "Its data is not what was signed.",
    }


def test_audit_against_a_checkpoint_that_is_not_continued(log, fill, run, tmp_path):
    fill(3)
    saved = tmp_path / "checkpoint"
    saved.write_text(log.note)
    Checkpoint.objects.filter(size=3).delete()
    empty = Checkpoint.objects.get(size=0)
    Entry.objects.all().delete()
    log.tiles.all().delete()
    Log.objects.update(size=0, root=merkle.EMPTY_ROOT, note=empty.note)
    run("audit")
    assert "log-shortened" in run("audit", "--checkpoint", saved, code=1)


def test_audit_with_another_key(fill, run):
    fill(3)
    other = SignerKey.generate(ORIGIN).verifier.format()
    assert "key-replaced" in run("audit", "--key", other, code=1)


def test_audit_with_wrong_options(log, run, tmp_path):
    assert "not a verifier key" in run("audit", "--key", "a+b+c", code=1)
    assert "cannot be read" in run("audit", "--key", tmp_path / "tiada", code=1)
    (tmp_path / "biner").write_bytes(b"\xff")
    assert "cannot be read" in run("audit", "--checkpoint", tmp_path / "biner", code=1)
    run("audit", "--checkpoint", tmp_path / "tiada", code=2)


def test_export(fill, run, tmp_path):
    fill(300)
    folder = tmp_path / "keluar"
    assert "holds 300 entries; 7 files were written" in run("export", folder)
    answer = json.loads(run("export", folder, "--json"))
    assert answer == {"folder": str(folder), "size": 300, "written": 0}


@pytest.mark.parametrize("command", ["checkpoint", "audit"])
def test_without_a_log_each_command_says_what_to_do(db, run, command):
    assert "ikrar init" in run(command, code=1)


def test_audit_compares_the_rows_of_duties_with_the_log(log, run):
    ref = uuid.uuid4()
    with transaction.atomic():
        payload = {"campaign": "pemilu-2024"}
        actions.append(kind="signature", ref=ref, at=START, payload=payload)
    actions.sequence()
    output = run("audit", code=1)
    assert "signature-removed: 1" in output
    assert ref.hex in output.replace("-", "")
