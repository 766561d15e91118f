"""`ikrar gift …` as an operator types it, and `ikrar verify` on the proof of a refusal."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

from ikrar.cli import main
from ikrar.gifts import queries
from ikrar.gifts.states import GiftKind
from ikrar.ledger.actions import sequence
from ikrar.ledger.queries import get_log
from tests.apps.gifts import steps

pytestmark = pytest.mark.django_db


def run(*arguments, code=0):
    result = CliRunner().invoke(main, [*map(str, arguments)])
    assert result.exit_code == code, result.output
    return result.output


def test_without_a_gift_the_list_says_so(world):
    assert run("gift", "list") == "No such gift.\n"
    assert json.loads(run("gift", "list", "--json")) == []


def test_the_list_tells_what_is_due_and_no_name(recorded):
    steps.record(recorded, GiftKind.SEEN)
    said = run("gift", "list")
    assert "due 2024-0" in said
    assert "no clock runs" in said
    for word in ("Ani", "CV Contoh", "Parsel", "1990"):
        assert word not in said + run("gift", "list", "--json")
    assert len(json.loads(run("gift", "list", "--json", "--state", "dicatat"))) == 2
    assert run("gift", "list", "--late") == "No such gift.\n"
    steps.travel(steps.date(2024, 12, 2))
    assert run("gift", "list", "--late", "--limit", 5).count("\n") == 1
    assert "There is no state entah" in run("gift", "list", "--state", "entah", code=1)


def test_the_export_is_the_table_of_the_desk(recorded, tmp_path):
    printed = run("gift", "export", "-o", "-").lstrip("\ufeff")
    (row,) = csv.DictReader(io.StringIO(printed))
    assert row["Nama"] == "Ani Contoh"
    run("gift", "export", "-o", tmp_path / "hadiah.xlsx")
    assert (tmp_path / "hadiah.xlsx").stat().st_mode & 0o077 == 0


def test_a_certificate_of_refusal_verifies_offline(world, tmp_path):
    gift = steps.record(world, GiftKind.REFUSED, tie="peserta")
    sequence()
    path = tmp_path / "bukti.pdf"
    path.write_bytes(queries.certificate_of(gift))
    vkey = get_log("public").vkey
    said = run("verify", path, "--key", vkey, "--name", "ani  CONTOH")
    assert "HOLDS" in said
    assert "a gift, on 11 January 2024; giver: a contestant" in said
    assert json.loads(run("verify", path, "--key", vkey, "--json"))[0]["tie"] == "peserta"
    assert "another name" in run("verify", path, "--key", vkey, "--name", "Budi", code=1)
    assert "no campaign" in run("verify", path, "--key", vkey, "--campaign", "x", code=1)
    assert "FAILS" in run("verify", path, "--key", get_log("internal").vkey, code=1)
