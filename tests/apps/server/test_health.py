"""`ikrar check` and the start of everything: what is missing is named, with what to do."""

import pytest
from click.testing import CliRunner

from ikrar.cli.install import check
from ikrar.ledger.actions import create_log
from ikrar.server.health import findings

pytestmark = pytest.mark.django_db


def test_check_of_an_empty_installation_names_what_is_missing():
    done = CliRunner().invoke(check)
    assert done.exit_code == 1
    assert "MEND  agency" in done.output
    assert "ikrar init" in done.output


def test_check_names_a_lost_key(cast, settings, tmp_path):
    create_log("public", origin="contoh.test/log")
    assert next(f for f in findings() if f.what == "key of the log").is_well
    (tmp_path / "log-key").unlink()
    lost = next(f for f in findings() if f.what == "key of the log")
    assert not lost.is_well
    assert "backup" in lost.mend
