"""Kill -9 at every step of the intake: a receipt that was shown opens its report, and no report is half there.

IKRAR_KILL_ROUNDS=2000 kills at nearly every call and return of one submission, on both databases.
"""

import os

import pytest

from tests.flows.conftest import LONG

KILLS = int(os.environ.get("IKRAR_KILL_ROUNDS", "60"))


@pytest.mark.slow
@pytest.mark.timeout(900 if LONG else 120)
def test_killed_at_every_step_no_report_is_lost_or_half_there(program):
    result = program("kill_reports", KILLS)
    assert result["steps"] > 300, "so few steps are no intake"
    assert result["killed"] > 0.8 * KILLS
    assert result["acknowledged"] >= 3
    assert result["lost"] == 0
    # some died after the commit and before the receipt: their reports are whole, and more than the receipts
    assert result["acknowledged"] < result["rows"] == result["reports"] < KILLS
    assert result["half"] == result["again"] == []
    assert result["waited"] > 0, "nobody died with a file in hand"
    assert result["waiting"] == 0
    assert result["files_are_rows"]
    assert result["discrepancies"] == []
