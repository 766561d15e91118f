"""Contestants are treated alike, in ballot order, with nothing that one has and another lacks."""

from dataclasses import fields
from datetime import date

import pytest

from ikrar import packs

PACK = packs.load("pemilu-2024")
LISTED = PACK.contestants.contestants


def test_ballot_order():
    assert [contestant.number for contestant in LISTED] == sorted(c.number for c in LISTED)


@pytest.mark.parametrize("contestant", LISTED, ids=lambda c: str(c.number))
def test_everyone_has_what_anyone_has(contestant):
    for name in ("people", "pair_names", "parties", "slogans", "gestures", "votes", "share_pct"):
        assert getattr(contestant, name), name
    assert [person.role for person in contestant.people] == ["president", "vice"]
    assert all(person.nicknames for person in contestant.people)


def test_the_same_fields_are_written_for_everyone():
    import tomllib
    from pathlib import Path

    text = Path(PACK.path, "contestants.toml").read_text(encoding="utf-8")
    keys = [list(row) for row in tomllib.loads(text)["contestants"]]
    assert keys[0] == keys[1] == keys[2]
    assert set(keys[0]) == {field.name for field in fields(LISTED[0])}


def test_harm_is_listed_or_recorded_as_not_found_for_everyone():
    signals = PACK.contestants.negative_signals
    for contestant in LISTED:
        mine = [signal for signal in signals if contestant.number in signal.against]
        assert mine, contestant.number
        assert len({signal.none_found for signal in mine}) == 1
    assert [s.against for s in signals if s.none_found] == [(3,)]
    assert PACK.contestants.uneven_because


def test_no_answer_of_the_calendar_depends_on_a_contestant():
    words = [person.name for c in LISTED for person in c.people]
    card = PACK.today(date(2024, 1, 15))
    assert not any(word in str(card) for word in words)
