"""The text that is signed: its keys are those that the public log hashes, its slots are filled once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikrar import packs
from ikrar.errors import InputError
from ikrar.tlog.entry import text_hash

NAMES = ("pemilu-2024", "pilkada-2024")


@pytest.mark.parametrize("name", NAMES)
def test_the_text_has_exactly_the_hashed_keys(name):
    text = packs.load(name).pledge_text(agency="Kementerian Contoh", year=2024)
    assert set(text) == {"title", "opening", "statements", "closing", "language"}
    assert len(text["statements"]) == 4
    assert text["language"] == "id"
    assert "{" not in str(list(text.values()))
    assert "Kementerian Contoh" in text["statements"][0]
    assert "2024" in text["opening"]
    assert text_hash(text).startswith("sha256:")


def test_each_statement_keeps_its_duties():
    statements = packs.load("pemilu-2024").pledge_text(agency="X", year="2024")["statements"]
    wanted = (
        ("netralitas", "sebelum", "selama", "sesudah"),
        ("konflik kepentingan", "intimidasi", "ancam", "memihak"),
        ("media sosial", "ujaran kebencian", "berita bohong"),
        ("politik uang", "pemberian"),
    )
    for statement, words in zip(statements, wanted, strict=True):
        assert all(word in statement for word in words), statement


def test_the_translation_is_marked_as_such():
    text = packs.load("pemilu-2024").pledge_translation(agency="Example Ministry", year=2024)
    assert text["language"] == "en"
    assert "Example Ministry" in text["opening"]


def test_year_as_number_or_text_gives_the_same_text():
    pack = packs.load("pemilu-2024")
    assert pack.pledge_text(agency="A", year=2024) == pack.pledge_text(agency="A", year="2024")


def test_spaces_and_composed_letters_do_not_change_the_text():
    pack = packs.load("pemilu-2024")
    one = pack.pledge_text(agency="Kantor  Caf\u0065\u0301 ", year=2024)
    assert one == pack.pledge_text(agency="Kantor Caf\u00e9", year=2024)


@pytest.mark.parametrize(("agency", "year"), [("", 2024), ("   ", 2024), ("A", ""), ("A", " ")])
def test_empty_slots_are_refused(agency, year):
    with pytest.raises(InputError, match="one is empty"):
        packs.load("pemilu-2024").pledge_text(agency=agency, year=year)


@given(agency=st.text(min_size=1).filter(str.strip))
def test_whatever_the_agency_is_called_it_is_only_put_in(agency):
    plain = packs.load("pemilu-2024").pledge_text(agency="@@", year=2024)
    odd = packs.load("pemilu-2024").pledge_text(agency=agency + "{tahun}", year=2024)
    name = odd["statements"][0].removeprefix(plain["statements"][0].partition("@@")[0])
    assert "{tahun}" in name
    assert odd["statements"][2] == plain["statements"][2]
