"""Kill -9 while a file is read, screened and counted: no post is lost, none is there twice, and the story has them all.

IKRAR_KILL_ROUNDS=1000 kills so many workers, on both databases.
"""

import os

import pytest

from tests.flows.conftest import LONG
from tests.flows.kill_import import PAGE, POSTS

KILLS = int(os.environ.get("IKRAR_KILL_ROUNDS", "25"))


@pytest.mark.slow
@pytest.mark.timeout(900 if LONG else 120)
def test_killed_at_any_moment_no_post_is_lost_or_there_twice(program):
    result = program("kill_import", KILLS)
    assert result["killed"] > KILLS // 3
    assert result["state"] == "selesai"
    assert result["posts"] == result["stored"] == result["different"] == POSTS
    assert result["counted"] == result["told"] == POSTS
    assert result["unscreened"] == result["asked_twice"] == 0
    assert result["batches"] == POSTS // PAGE
    assert (
        result["ends"] == 3
    )  # a source was opened, an import approved, an import ended: once each
