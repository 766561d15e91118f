"""Kill -9 in the middle of everything: nothing acknowledged is lost, nothing is logged twice.

IKRAR_KILL_ROUNDS=100 makes the long run of `benchmarks/README-ledger.md`, on both databases.
"""

import os

import pytest

from tests.flows.conftest import LONG

ROUNDS = int(os.environ.get("IKRAR_KILL_ROUNDS", "6"))


@pytest.mark.slow
@pytest.mark.timeout(600 if LONG else 120)
def test_killed_at_any_instant_nothing_is_lost_or_logged_twice(program):
    result = program("kill_rounds", ROUNDS, 7)
    assert result["acknowledged"] > ROUNDS
    assert result["checkpoints"] > 2
    assert result["lost"] == result["twice"] == result["waiting"] == 0
    assert result["logged"] == result["numbered"] >= result["acknowledged"]
    assert result["discrepancies"] == []
    if LONG:
        assert len(result["killed_at_step"]) >= 4


@pytest.mark.slow
def test_four_sequencers_at_once_make_one_log(program):
    result = program("race", 1200)
    assert result["sequenced"] == result["size"] == 1200
    assert result["checkpoints"] == sum(result["batches"]) + 1  # that of the empty log too
    assert sum(batches > 0 for batches in result["batches"]) >= 2, "there was no race"
    assert result["discrepancies"] == []
