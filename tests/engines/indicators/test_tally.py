"""Posts are counted into the one table, and a table that cannot be is refused in words."""

import datetime as dt

import numpy as np
import pyarrow as pa
import pytest

from ikrar.errors import InputError, NotFound
from ikrar.indicators import copies, kinds, phases, tally
from ikrar.indicators.phases import Phase
from ikrar.screening.labels import LABELS, Label

DAY = dt.date(2024, 2, 14)


def given(*labels):
    return np.array([[label in one for label in LABELS] for one in labels])


def test_posts_become_a_tally():
    call = "Besok kita semua datang ke balai desa untuk rapat warga"
    texts = ["Harga cabai naik lagi minggu ini di pasar", call, call + "!", call, "amin"]
    cluster = tally.clusters(copies.group(copies.sketch(pa.array(texts))))
    days = pa.array([DAY, DAY, DAY, DAY + dt.timedelta(1), None])
    labels = given([], [Label.CALM], [Label.CALM, Label.HATE], [], [Label.HATE])
    found = tally.tally(days, pa.array(["a", "a", "a", "b", "a"]), cluster, kinds.counted(labels))
    assert found.schema == tally.SCHEMA
    assert found.select(["source", "cluster", "n", "calm", "hate"]).to_pylist() == [
        {"source": "a", "cluster": 0, "n": 1, "calm": 0, "hate": 0},
        {"source": "a", "cluster": 2, "n": 2, "calm": 2, "hate": 1},
        {"source": "b", "cluster": 2, "n": 1, "calm": 0, "hate": 0},
    ]
    assert tally.check(found).equals(found.combine_chunks())


def test_money_is_offered_or_asked_for():
    labels = given([Label.MONEY_OFFER], [Label.MONEY_SOLICIT], [*LABELS], [Label.ABUSIVE])
    counted = kinds.counted(labels)
    assert counted[:, kinds.COLUMNS.index("money")].tolist() == [True, True, True, False]
    assert counted.sum(axis=1).tolist() == [1, 1, len(kinds.COLUMNS), 0]


def test_indicators_have_words_in_both_languages():
    assert len({one.id for one in kinds.INDICATORS}) == 13
    for one in kinds.INDICATORS:
        assert all(text.id and text.en for text in (one.name, one.says, one.of))
        assert kinds.indicator(one.id) is one
        assert {one.first, one.second or one.first} <= set(kinds.COLUMNS)
    with pytest.raises(NotFound, match="no indicator 'lain'"):
        kinds.indicator("lain")


def row(**changed):
    whole = {"day": DAY, "source": "a", "cluster": 0, "n": 3} | dict.fromkeys(kinds.COLUMNS, 1)
    return whole | changed


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([row(calm=4)], "calm exceeds n"),
        ([row(money=-1)], "money exceeds n, or is negative"),
        ([row(n=None)], "a cell is empty"),
        ([row(day=None)], "a cell is empty"),
        ([row(n="banyak")], "another type"),
        ([{"day": DAY, "n": 1}], "lacks source, cluster, participate"),
    ],
)
def test_a_tally_that_cannot_be_is_refused(rows, why):
    with pytest.raises(InputError, match=why) as refused:
        tally.check(pa.Table.from_pylist(rows))
    assert refused.value.id_.startswith("Tabel hitungan")


def test_rows_without_posts_and_other_columns_are_passed_over():
    table = pa.Table.from_pylist([row(texts=9), row(n=0, **dict.fromkeys(kinds.COLUMNS, 0))])
    found = tally.check(table)
    assert found.column_names == tally.SCHEMA.names
    assert found.num_rows == 1


def phase(start, end, name="a"):
    return Phase(name, DAY + dt.timedelta(start), DAY + dt.timedelta(end))


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ([phase(0, -1)], "ends before it starts"),
        ([phase(0, 5), phase(5, 9, "b")], "must start after"),
        ([phase(5, 9), phase(0, 4, "b")], "must start after"),
        ([phase(0, 4), phase(5, 9)], "same id"),
    ],
)
def test_phases_that_cannot_be_are_refused(given, why):
    with pytest.raises(InputError, match=why) as refused:
        phases.check(given)
    assert refused.value.id_


def test_both_ends_belong_to_a_phase():
    given = [phase(0, 1), phase(3, 3, "b")]
    days = phases.number(DAY) + np.arange(-1, 5)
    assert phases.phase_of(days, given).tolist() == [-1, 0, 0, -1, 1, -1]
    assert phases.day_of(days[1]) == DAY
