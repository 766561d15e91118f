"""From a tally to the tables of a story: what is told, what is hidden, and what is only chance."""

import datetime as dt

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from ikrar.errors import InputError
from ikrar.indicators.cells import SMALL
from ikrar.indicators.estimate import Rates
from ikrar.indicators.kinds import COLUMNS, INDICATORS
from ikrar.indicators.phases import day_of
from ikrar.indicators.story import Phase, Story, story
from ikrar.indicators.tally import SCHEMA
from tests.engines.indicators.streams import START, stream, table

PHASES = [
    Phase("pra", day_of(START), day_of(START + 29)),
    Phase("saat", day_of(START + 30), day_of(START + 59)),
    Phase("pasca", day_of(START + 60), day_of(START + 89)),
]
RATES = {name: Rates(80, 20, 6, 294) for name in COLUMNS if name != "money"}
EVEN = np.full(10, 0.1)
ABSTAIN = np.where(np.array(COLUMNS) == "abstain", 0.25, 0.1)


def shifted(counts, days):
    at = pa.array((counts["day"].cast(pa.int32()).to_numpy() + days).astype(np.int32))
    counts = counts.set_column(0, "day", at.cast(pa.date32()))
    apart = pc.if_else(pc.equal(counts["cluster"], 0), 0, pc.add(counts["cluster"], days * 1000))
    return counts.set_column(2, "cluster", apart)


def tell(counts, **options):
    return story(counts, phases=PHASES, rates=RATES, **options)


@pytest.fixture(scope="module")
def counts():
    """Three phases of 30 days; abstention doubles in the second."""
    chance = np.random.default_rng(9)
    parts = [
        stream(chance, prevalence, 0.8, 0.98, singles=300) for prevalence in (EVEN, ABSTAIN, EVEN)
    ]
    return pa.concat_tables([shifted(part, 30 * i) for i, part in enumerate(parts)])


@pytest.fixture(scope="module")
def told(counts):
    return tell(counts)


def pick(rows, **keys):
    return [row for row in rows.to_pylist() if all(row[k] == v for k, v in keys.items())]


def test_a_phase_tells_the_truth_behind_the_judge(told):
    (row,) = pick(told.phases, phase="saat", counting="texts", indicator="abstain")
    assert row["low"] <= 0.25 <= row["high"]
    assert row["low"] < row["share"] < row["high"]
    assert row["share_raw"] == pytest.approx(0.25 * 0.8 + 0.75 * 0.02, abs=0.02)
    assert row["is_corrected"]
    (money,) = pick(told.phases, phase="saat", counting="texts", indicator="money")
    assert not money["is_corrected"]
    assert money["share"] == money["share_raw"]


def test_a_balance_is_of_corrected_shares(told):
    (row,) = pick(told.phases, phase="saat", counting="texts", indicator="participate_abstain")
    assert row["low"] <= 0.1 / 0.35 <= row["high"]
    assert row["positives"] < row["n"]


def test_both_ways_to_count(told):
    by = {row["counting"]: row for row in pick(told.phases, phase="pra", indicator="hate")}
    (copied,) = pick(told.copies, phase="pra")
    assert by["posts"]["n"] == copied["posts"]
    assert by["texts"]["n"] == copied["texts"]
    assert copied["texts"] < copied["posts"]
    assert 0 < copied["share"] < 0.5
    assert copied["clusters"] > 150


def test_the_change_is_told_and_nothing_else(told):
    days = {
        (row["indicator"], (row["day"] - PHASES[0].start).days) for row in told.changes.to_pylist()
    }
    about = {indicator for indicator, _ in days}
    assert about == {"abstain", "participate_abstain"}
    assert all(min(abs(day - 30), abs(day - 60)) <= 2 for _, day in days)
    first = pick(told.changes, indicator="abstain")[0]
    assert first["low"] <= first["difference"] <= first["high"]
    assert first["difference"] == pytest.approx(
        first["share_after"] - first["share_before"], abs=2e-5
    )
    assert first["difference"] == pytest.approx(0.15, abs=0.05)
    assert abs(first["days_before"] - 30) <= 2
    assert first["is_corrected"]


def test_comparisons(told):
    (row,) = pick(
        told.comparisons, phase_a="pra", phase_b="saat", counting="texts", indicator="abstain"
    )
    assert row["is_clear"]
    assert row["probability"] > 0.99
    assert row["cohens_h"] > 0.3
    clear = {row["indicator"] for row in pick(told.comparisons, is_clear=True)}
    assert clear == {"abstain", "participate_abstain"}
    assert len(told.comparisons) == 3 * 2 * len(INDICATORS)


def test_the_same_judge_errs_alike_in_both_phases(told):
    """A difference is better known than either side."""
    sides = [
        pick(told.phases, phase=p, counting="texts", indicator="hate")[0] for p in ("pra", "saat")
    ]
    (row,) = pick(
        told.comparisons, phase_a="pra", phase_b="saat", counting="texts", indicator="hate"
    )
    assert row["high"] - row["low"] < 0.8 * sum(side["high"] - side["low"] for side in sides)


def test_byte_for_byte(counts, told):
    again = tell(counts)
    for name in Story.__slots__:
        assert getattr(again, name).equals(getattr(told, name))
    assert not tell(counts, seed=1).phases.equals(told.phases)


# ---------------------------------------------------------------- small cells


def one_day(n, positives):
    found = tell(table([0], [0], [n], [[positives] * 10]))
    return pick(found.daily, counting="texts", indicator="hate")[0]


@pytest.mark.parametrize(
    ("n", "positives", "is_shown"),
    [(SMALL - 1, 10, False), (SMALL, 10, True), (SMALL, 0, True), (SMALL, 1, True)],
)
def test_small_cells_are_hidden(n, positives, is_shown):
    row = one_day(n, positives)
    assert row["is_shown"] is is_shown
    assert row["n"] == n
    figures = [row[name] for name in ("positives", "share_raw", "share", "low", "high")]
    assert all(figure is not None for figure in figures) is is_shown
    assert is_shown or not any(figures)


def test_copies_do_not_make_a_cell_large():
    found = tell(table([0, 0], [0, 1], [SMALL - 2, 500], [[9] * 10, [9] * 10]))
    by = {row["counting"]: row["is_shown"] for row in pick(found.daily, indicator="hate")}
    assert by == {"texts": False, "posts": True}


def test_a_balance_of_few_is_hidden():
    counts = table([0], [0], [2000], [[20, 8, *[0] * 8]])
    (row,) = pick(tell(counts).daily, counting="texts", indicator="participate_abstain")
    assert (row["n"], row["is_shown"]) == (28, False)


def test_a_hidden_side_hides_a_comparison():
    counts = table([0, 40], [0, 0], [500, 20], [[50] * 10, [10] * 10])
    (row,) = pick(
        tell(counts).comparisons, phase_a="pra", phase_b="saat", counting="texts", indicator="hate"
    )
    assert not row["is_shown"]
    assert not row["is_clear"]
    assert row["share_a"] is row["difference"] is row["probability"] is None


# ---------------------------------------------------------------- what was collected


def test_days_without_posts():
    counts = table([0, 1, 5, 33], [0] * 4, [9] * 4, [[0] * 10] * 4)
    found = [
        (r["phase"], (r["start"] - PHASES[0].start).days, r["days"])
        for r in tell(counts).missing.to_pylist()
    ]
    assert found == [("pra", 2, 3), ("pra", 6, 24), ("saat", 30, 3)]


def test_sources_of_each_phase():
    parts = [
        table([0, 31], [0, 0], n, [[0] * 10] * 2, source=s)
        for s, n in (("b", [10, 5]), ("a", [30, 5]))
    ]
    found = tell(pa.concat_tables(parts)).mix.to_pylist()
    assert [(r["phase"], r["source"], r["n"], r["share"]) for r in found] == [
        ("pra", "a", 30, 0.75), ("pra", "b", 10, 0.25), ("saat", "a", 5, 0.5), ("saat", "b", 5, 0.5),
    ]  # fmt: skip


def test_days_outside_the_phases_stand_alone():
    counts = table([-5, 200], [0, 0], [100, 100], [[20] * 10] * 2)
    found = tell(counts)
    assert len(found.daily) == 2 * 2 * len(INDICATORS)
    assert found.phases["n"].to_pylist() == [0] * (3 * 2 * len(INDICATORS))
    assert len(found.mix) == 0


def test_nothing_collected():
    found = tell(SCHEMA.empty_table())
    assert len(found.daily) == len(found.changes) == len(found.missing) == len(found.mix) == 0
    assert not any(found.phases["is_shown"].to_pylist())
    assert [row["share"] for row in found.copies.to_pylist()] == [None] * 3
    assert story(SCHEMA.empty_table(), phases=[], rates={}).phases.num_rows == 0


def test_phases_are_checked():
    with pytest.raises(InputError, match="ends before"):
        story(
            SCHEMA.empty_table(),
            phases=[Phase("a", dt.date(2024, 1, 2), dt.date(2024, 1, 1))],
            rates={},
        )


def test_a_change_with_a_small_side_is_not_told():
    """Ten days with two posts about voting each, then forty days with fifty: the first side of the balance is hidden."""
    days = np.arange(50)
    votes, abstains = np.where(days < 10, 2, 10), np.where(days < 10, 0, 40)
    positives = np.stack([votes, abstains, *[np.zeros(50, int)] * 8], axis=1)
    found = tell(table(days, days * 0, days * 0 + 400, positives))
    about = {row["indicator"] for row in found.changes.to_pylist()}
    assert "abstain" in about
    assert "participate_abstain" not in about
