"""Marks become findings: the same rows, spans and reasons, with the law of their day; and quickly enough."""

import time
from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikrar.errors import InputError, NotFound
from ikrar.screening import reasons
from ikrar.screening.findings import FINDINGS, build
from ikrar.screening.labels import LABELS, STATEMENT
from ikrar.screening.law import HEARD, Lawbook, told_in
from ikrar.screening.marks import Marks

BOOK = Lawbook("pemilu-2024")
CAMPAIGN = date(2023, 12, 1)


def marks(rows):
    """Marks from plain tuples (row, label, score, spans, reason codes)."""
    spans = [span for row in rows for span in row[3]]
    codes = [code for row in rows for code in row[4]]
    return Marks(
        rows=np.array([row[0] for row in rows], np.int64),
        labels=np.array([LABELS.index(row[1]) for row in rows], np.int8),
        scores=np.array([row[2] for row in rows], np.float32),
        span_offsets=np.cumsum([0, *(len(row[3]) for row in rows)]).astype(np.int32),
        starts=np.array([start for start, _ in spans], np.int32),
        ends=np.array([end for _, end in spans], np.int32),
        reason_offsets=np.cumsum([0, *(len(row[4]) for row in rows)]).astype(np.int32),
        reasons=np.array(codes, np.int16),
    )


MARK = st.tuples(
    st.integers(0, 5),
    st.sampled_from(LABELS),
    st.floats(0, 1, width=32),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted), max_size=3),
    st.lists(st.integers(1, 120), max_size=3),
)
DAY = st.none() | st.dates(date(2022, 1, 1), date(2026, 12, 31))


@settings(deadline=None)
@given(
    st.lists(MARK, max_size=12).map(lambda rows: sorted(rows, key=lambda row: row[0])),
    st.lists(DAY, min_size=6, max_size=6),
)
def test_every_mark_is_a_finding_of_its_post(rows, days):
    found = build(marks(rows), posts=6, days=days, lawbook=BOOK)
    found.validate(full=True)
    assert found.type == FINDINGS
    flat = [(post, finding) for post, some in enumerate(found.to_pylist()) for finding in some]
    assert len(flat) == len(rows)
    for (post, finding), (row, label, score, spans, codes) in zip(flat, rows, strict=True):
        said = reasons.concepts(reasons.sentence(code) for code in codes)
        law = BOOK.of(label, days[row], told=said & HEARD.get(label, frozenset()))
        assert post == row
        assert finding == {
            "label": label,
            "statement": STATEMENT.get(label),
            "score": np.float32(score),
            "spans": [list(span) for span in spans],
            "reasons": [reasons.sentence(code) for code in codes],
            "forms": list(law.forms),
            "norms": list(law.norms),
        }


@settings(deadline=None)
@given(
    st.lists(MARK, max_size=8).map(lambda rows: sorted(rows, key=lambda row: row[0])),
    st.lists(DAY, min_size=6, max_size=6),
)
def test_days_may_come_as_an_arrow_array(rows, days):
    arrow = pa.array(days, pa.date32())
    one = build(marks(rows), posts=6, days=days, lawbook=BOOK)
    assert build(marks(rows), posts=6, days=arrow, lawbook=BOOK).equals(one)


@pytest.mark.parametrize(
    ("label", "concepts", "forms"),
    [
        ("threat", ["penalty"], ["PP-S2"]),
        ("threat", ["aid"], ["PP-S1"]),
        ("threat", ["aid", "penalty", "kill"], ["PP-S2", "PP-S1"]),
        ("threat", ["kill", "money"], []),
        ("hate", ["camp"], ["P-09"]),
        ("hate", ["camp", "swear"], ["P-09"]),
        ("hate", ["camp", "faith"], ["P-07", "P-09"]),
        ("hate", ["swear"], ["P-07", "P-09"]),
        ("money_offer", ["money"], ["P-04", "D-08"]),
        ("money_offer", ["aid"], ["P-04", "D-08"]),
        ("money_offer", ["vote", "name"], []),
        ("money_solicit", ["ask"], ["PP-S4", "PP-S3"]),
        ("money_solicit", ["vote", "aid"], []),
        ("partisan_support", ["money"], ["D-06", "D-02"]),
    ],
)
def test_a_form_is_cited_only_where_the_text_speaks_of_what_it_is_about(label, concepts, forms):
    codes = reasons.codes(*concepts).tolist()
    rows = [(0, label, 0.9, [], []), (1, label, 0.9, [], codes), (1, "abusive", 0.9, [], codes)]
    _without, found = build(marks(rows), posts=2, days=[CAMPAIGN] * 2, lawbook=BOOK).to_pylist()
    assert [one["forms"] for one in found] == [forms, []]
    assert BOOK.of(label, CAMPAIGN, told=told_in(found[0], BOOK.pack)).forms == tuple(forms)
    cut = found[0] | {"reasons": []}  # a form that is cited was told of, though no reason is left
    assert {*forms} <= {*BOOK.of(label, CAMPAIGN, told=told_in(cut, BOOK.pack)).forms}


def test_no_mark_is_no_finding():
    assert build(Marks.none(), posts=2, days=[None] * 2, lawbook=BOOK).to_pylist() == [[], []]
    assert build(Marks.none(), posts=0, days=[], lawbook=BOOK).to_pylist() == []


GOOD = marks([(0, "hate", 0.9, [(0, 4)], [5]), (1, "calm", 0.8, [], [])])
FAULTS = {
    "order": ({"rows": GOOD.rows[::-1]}, "order"),
    "a post that is not there": ({"rows": GOOD.rows + 1}, "not there"),
    "an unknown label": ({"labels": np.array([0, 14], np.int8)}, "label"),
    "a score too few": ({"scores": GOOD.scores[:1]}, "number"),
    "spans": ({"span_offsets": np.array([0, 2, 1], np.int32)}, "spans"),
    "an end too few": ({"ends": GOOD.ends[:0]}, "spans"),
    "reasons": ({"reason_offsets": np.array([1, 1, 1], np.int32)}, "reasons"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_marks_that_do_not_fit_together_are_refused(fault):
    changes, what = FAULTS[fault]
    names = Marks.__slots__
    bad = Marks(**{name: getattr(GOOD, name) for name in names} | changes)
    with pytest.raises(InputError, match=what):
        build(bad, posts=2, days=[None, None], lawbook=BOOK)


def test_twenty_thousand_findings_take_less_than_a_second():
    draw, count = np.random.default_rng(1), 20_000
    offsets = np.arange(0, 2 * count + 1, 2, dtype=np.int32)
    some = Marks(
        rows=np.arange(count),
        labels=draw.integers(0, 14, count).astype(np.int8),
        scores=draw.random(count).astype(np.float32),
        span_offsets=offsets,
        starts=np.zeros(2 * count, np.int32),
        ends=np.ones(2 * count, np.int32),
        reason_offsets=offsets,
        reasons=draw.integers(1, 38, 2 * count).astype(np.int16),
    )
    days = [date.fromordinal(738_000 + n % 400) for n in range(count)]
    build(some, posts=count, days=days, lawbook=BOOK)
    start = time.perf_counter()
    build(some, posts=count, days=days, lawbook=BOOK)
    assert time.perf_counter() - start < 1


# ---------------------------------------------------------------- reasons


@pytest.mark.parametrize("code", range(128))
def test_each_code_has_a_sentence_in_both_languages(code):
    said = reasons.sentence(code)
    assert said
    assert reasons.translate(said, "en") == reasons.sentence(code, "en")
    assert reasons.translate(said, "id") == said


def test_concepts_count_from_one_in_the_order_of_the_lexicon():
    assert reasons.codes("vote").tolist() == [1]
    assert reasons.codes("lead").tolist() == [38]
    assert "memilih" in reasons.sentence(1)


def test_no_two_concepts_share_a_sentence():
    said = [reasons.sentence(code) for code in range(1, 39)]
    assert len(set(said)) == 38


@pytest.mark.parametrize(
    ("concept", "word", "old"),
    [
        ("kill", "membakar", "Kata tentang pembunuhan"),
        ("negation", "tidak", "Kata ingkar"),
        ("report", "viral", "Melaporkan atau memberitakan perbuatan orang lain"),
    ],
)
def test_a_reason_is_true_of_every_word_and_kept_findings_can_still_be_read(concept, word, old):
    said = reasons.sentence(int(reasons.codes(concept)[0]))
    assert word in said
    assert said != old
    assert reasons.translate(old, "en")
    assert reasons.concepts([old]) == reasons.concepts([said]) == {concept}


def test_other_languages_and_phrases_are_refused():
    with pytest.raises(InputError, match="id and en"):
        reasons.sentence(1, "jv")
    with pytest.raises(NotFound, match="no reason"):
        reasons.translate("Karena saya bilang begitu", "en")
