"""Kill -9 at every step of a decision: what was acknowledged stands, and no case is half decided.

IKRAR_KILL_ROUNDS=1000 kills at nearly every call and return of one decision, on both databases.
"""

import os

import pytest

from tests.flows.conftest import LONG

KILLS = int(os.environ.get("IKRAR_KILL_ROUNDS", "45"))


@pytest.mark.slow
@pytest.mark.timeout(900 if LONG else 120)
def test_killed_at_every_step_no_decision_is_lost_or_half_there(program):
    result = program("kill_cases", KILLS)
    assert result["steps"] > 300, "so few steps are no decision"
    assert result["killed"] > 0.8 * KILLS
    assert result["acknowledged"] >= 3
    assert result["lost"] == 0
    # some died after the commit and before they could say so: their decisions stand, and whole
    assert result["acknowledged"] < result["decided"] < result["cases"] == KILLS + 3
    assert result["half"] == result["clocks"] == result["discrepancies"] == []
