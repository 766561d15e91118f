"""The rules on the page are those that the engine cites, and the other side of the line is the other side."""

from datetime import date

import numpy as np
import pytest

from ikrar import packs
from ikrar.checks import rules
from ikrar.checks.words import ROLES
from ikrar.screening import findings, reasons
from ikrar.screening.labels import AGAINST_PLEDGE, LABELS, Label
from ikrar.screening.law import Lawbook
from ikrar.screening.marks import Marks

DAYS = [
    date(2023, 10, 4),
    date(2023, 11, 2),
    date(2023, 11, 3),
    date(2023, 11, 12),
    date(2023, 11, 13),
    date(2024, 2, 12),
    date(2030, 1, 1),
]
REASONS = ["vote", "penalty", "aid", "camp", "money"]


def cited(pack, label, on, role, reason) -> dict:
    """One finding as the engine makes it."""
    one = {
        "rows": [0],
        "labels": [LABELS.index(label)],
        "scores": [0.9],
        "starts": [0],
        "ends": [4],
    }
    told = {"span_offsets": [0, 1], "reason_offsets": [0, 1], "reasons": reasons.codes(reason)}
    types = {"rows": np.int64, "labels": np.int8, "scores": np.float32, "reasons": np.int16}
    marks = Marks(**{n: np.array(v, types.get(n, np.int32)) for n, v in (one | told).items()})
    built = findings.build(marks, posts=1, days=[on], lawbook=Lawbook(pack, role))
    return built.to_pylist()[0][0]


def forms(side) -> set[str]:
    return {rule.form.id for one in side.classes for rule in one.rules}


@pytest.mark.parametrize("name", ["pemilu-2024", "pilkada-2024"])
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("label", AGAINST_PLEDGE)
def test_page_and_engine_cite_the_same(name, role, label):
    pack = packs.load(name)
    for on in DAYS:
        for reason in REASONS:
            finding = cited(pack, label, on, role, reason)
            here, *other = rules.sides(finding, pack=pack, on=on, role=role)
            assert here.applies
            assert forms(here) == set(finding["forms"])
            assert {one.norm.id for one in here.norms} == set(finding["norms"])
            for side in other:
                assert not side.applies
                assert side.determined != here.determined
                assert side.classes != here.classes


def test_every_class_holds_what_its_forms_say():
    pack = packs.load("pemilu-2024")
    finding = cited(pack, Label.MONEY_OFFER, date(2024, 1, 10), "asn", "money")
    here = rules.sides(finding, pack=pack, on=date(2024, 1, 10), role="asn")[0]
    assert {one.degree for one in here.classes} == {"", "berat"}
    for one in here.classes:
        assert len({rule.form.sanction for rule in one.rules}) == 1
        assert one.is_open == (one.rules[0].form.sanction == "unmapped")


def test_a_pack_without_a_line_has_one_side(monkeypatch):
    pack = packs.load("pemilu-2024")
    monkeypatch.setattr(rules, "_line", lambda pack, on: None)
    finding = cited(pack, Label.HATE, date(2024, 1, 10), "asn", "vote")
    assert len(rules.sides(finding, pack=pack, on=date(2024, 1, 10), role="asn")) == 1


def test_where_only_some_candidates_are_determined_the_page_says_so():
    pack = packs.load("pemilu-2024")  # the houses on 3 November 2023, the president on the 13th

    def sides(on):
        return rules.sides(
            cited(pack, Label.PARTISAN_SUPPORT, on, "asn", "vote"), pack=pack, on=on, role="asn"
        )

    here, there = sides(date(2023, 11, 5))
    assert (here.determined, there.determined) == ("some", "all")
    assert {rule.form.object for one in here.classes for rule in one.rules} >= {"calon"}
    assert there.on == date(2023, 11, 13)
    here, there = sides(date(2024, 1, 10))
    assert (here.determined, there.determined) == ("all", "none")
    assert there.on == date(2023, 11, 2)
    assert "calon" not in {rule.form.object for one in there.classes for rule in one.rules}


def test_outside_the_calendar_nobody_is_a_candidate():
    pack = packs.load("pemilu-2024")
    for on in (date(2020, 1, 1), date(2030, 1, 1)):
        finding = cited(pack, Label.HATE, on, "asn", "vote")
        (here,) = rules.sides(finding, pack=pack, on=on, role="asn")
        assert here.determined == "outside"


def test_what_nobody_could_confirm_is_marked_so():
    pack, on = packs.load("pemilu-2024"), date(2026, 3, 1)
    verified = {source.id: source.verified for source in pack.sources.sources}
    (here,) = rules.sides(cited(pack, Label.HATE, on, "asn", "vote"), pack=pack, on=on, role="asn")
    assert here.norms
    for one in [*here.norms, *(rule for found in here.classes for rule in found.rules)]:
        fact = one.norm if hasattr(one, "norm") else one.form
        known = all(verified.get(name, False) for name in fact.sources)
        guessed = getattr(fact, "dates_guessed", False)
        assert one.is_verified == (known and fact.confidence != "low" and not guessed)
    assert not all(one.is_verified for one in here.norms)
    assert any(one.recheck for one in here.norms)


def test_a_line_from_memory_is_not_sure():
    pack = packs.load("pemilu-2024")
    sure = {}
    for on in (date(2023, 10, 4), date(2023, 11, 5), date(2024, 1, 10)):
        found = cited(pack, Label.PARTISAN_SUPPORT, on, "asn", "vote")
        sure[on] = [side.is_sure for side in rules.sides(found, pack=pack, on=on, role="asn")]
    assert list(sure.values()) == [[True, True], [False, True], [True, False]]
