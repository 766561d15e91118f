"""Coverage adds up in every tree; public figures never let a small group be worked out."""

import random
from collections import Counter
from importlib import import_module
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikrar.people.models import Employee, Unit
from ikrar.people.states import Standing
from ikrar.pledges import actions, queries
from ikrar.pledges.models import Signatory
from ikrar.pledges.queries.public import SMALL, PublicRow, is_safe, suppress
from ikrar.pledges.states import SignatoryState
from tests.apps.pledges import steps
from tests.cast import make_employee, make_unit

STATES = [s.value for s in SignatoryState]


def figures(row):
    return (row.unit and row.unit.code, row.due, row.signed, row.exempt, row.gone)


def test_the_cast_ministry(cast, campaign):
    steps.sign(steps.signatory_of(campaign, cast.ani.employee))
    Employee.objects.filter(pk=cast.citra.employee.pk).update(standing=Standing.UNPAID_LEAVE)
    Employee.objects.filter(pk=cast.fajar.employee.pk).update(standing=Standing.LEFT)
    actions.sync_signatories(campaign)
    [root] = queries.coverage(campaign)
    assert figures(root) == ("U-0", 1, 1, 1, 1)
    assert (root.obliged, root.ratio, root.percent) == (2, 0.5, 50)
    assert root.reasons == {"cuti di luar tanggungan negara": 1}
    own, other, unit = queries.coverage(campaign, unit=cast.top)
    assert (own.is_own, own.unit, own.gone, own.has_children) == (True, cast.top, 1, False)
    assert (own.ratio, own.percent) == (None, None)
    assert figures(unit) == ("U-1", 1, 1, 0, 0)
    assert figures(other) == ("U-2", 0, 0, 1, 0)
    assert root.has_children
    assert not unit.has_children
    assert queries.coverage_total(campaign, unit=cast.top) == queries.UnitCoverage(
        cast.top, 1, 1, 1, 1, root.reasons
    )


def test_a_unit_whose_path_begins_alike_is_not_below(cast, campaign):
    """Paths are compared as ids: /1/1/ is not a prefix of /1/11/."""
    for number in range(12):
        unit = make_unit(cast.agency, f"V-{number}", f"Unit V {number}", cast.unit)
        make_employee(unit, f"{number:018}", f"Pegawai {number}")
    actions.sync_signatories(campaign)
    for unit in Unit.objects.filter(parent=cast.unit):
        assert [r.obliged for r in queries.coverage(campaign, unit=unit)] == [1]


@pytest.mark.parametrize("few", [0, 10, 1000])
@pytest.mark.parametrize("seed", range(3))
def test_a_random_tree_adds_up(cast, campaign, seed, few, monkeypatch):
    monkeypatch.setattr(import_module("ikrar.pledges.queries.coverage"), "_FEW", few)
    rng = random.Random(seed)
    units = list(Unit.objects.all())
    for number in range(40):
        units.append(make_unit(cast.agency, f"R-{number}", f"R {number}", rng.choice(units)))
    for number in range(150):
        make_employee(rng.choice(units), f"{number:018}", f"Pegawai {number}")
    actions.sync_signatories(campaign)
    for row in Signatory.objects.all():
        Signatory.objects.filter(pk=row.pk).update(state=rng.choice(STATES))
    for unit in [None, *units]:
        _check_unit(campaign, unit)


def _check_unit(campaign, unit):
    rows = queries.coverage(campaign, unit=unit)
    expected = Counter(
        Signatory.objects.filter(unit__path__startswith=unit.path if unit else "/").values_list(
            "state", flat=True
        )
    )
    total = queries.total_of(rows)
    counted = {"belum": total.due, "sudah": total.signed, "keluar": total.gone}
    assert Counter(counted | {"dikecualikan": total.exempt}) == expected
    whole = queries.coverage_total(campaign, unit=unit)
    assert (whole.due, whole.signed) == (total.due, total.signed)
    for row in rows:
        if not row.is_own:
            below = Signatory.objects.filter(unit__path__startswith=row.unit.path)
            assert row.obliged == below.filter(state__in=["belum", "sudah"]).count()
            deeper = below.exclude(unit=row.unit).exists()
            assert row.has_children == deeper


def test_coverage_asks_four_queries(cast, campaign, django_assert_num_queries):
    with django_assert_num_queries(4):
        queries.coverage(campaign, unit=cast.top)


# ---------------------------------------------------------------- public figures

ROWS = st.lists(
    st.integers(1, 40).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))), max_size=9
).map(lambda pairs: [PublicRow(f"U{i}", n, k) for i, (n, k) in enumerate(pairs)])


@given(ROWS)
@settings(max_examples=400, deadline=None)
def test_no_published_figure_or_difference_shows_a_small_group(rows):
    shown, merged = suppress(rows)
    published = [*shown, *([merged] if merged else [])]
    if not published:
        return
    # the rows are a partition: everything adds up to the total, so the total gives nothing away
    assert sum(r.obliged for r in published) == sum(r.obliged for r in rows)
    assert sum(r.signed for r in published) == sum(r.signed for r in rows)
    assert all(is_safe(row) for row in published)
    for size in range(1, len(published) + 1):
        for some in combinations(published, size):  # sums, and total minus sums
            obliged, signed = sum(r.obliged for r in some), sum(r.signed for r in some)
            unsigned = obliged - signed
            assert obliged >= SMALL
            assert unsigned == 0 or (unsigned >= SMALL and signed >= SMALL)


@given(ROWS)
def test_a_unit_is_published_exactly_or_not_at_all(rows):
    shown, merged = suppress(rows)
    assert all(row in rows for row in shown)
    if merged:
        assert merged.units == len(rows) - len(shown)
        assert merged.name == ""


def test_what_is_small():
    assert is_safe(PublicRow("", 10, 5))
    assert is_safe(PublicRow("", 5, 5))
    for n, signed in ((4, 4), (4, 2), (9, 5), (10, 4), (10, 6), (10, 0), (100, 99)):
        assert not is_safe(PublicRow("", n, signed)), (n, signed)


def test_a_tiny_agency_publishes_nothing(campaign):
    assert queries.public_figures(campaign) == queries.PublicFigures(None)


def test_public_figures_of_main_units(cast, campaign):
    for number in range(40):
        unit = cast.unit if number % 2 else cast.other
        make_employee(unit, f"{number:018}", f"Pegawai {number}")
    actions.sync_signatories(campaign)
    rows = list(
        Signatory.objects.filter(employee__name__startswith="Pegawai").order_by("employee_id")
    )
    Signatory.objects.filter(pk__in=[r.pk for r in rows[:20]]).update(state="sudah")
    found = queries.public_figures(campaign)
    assert (found.total.obliged, found.total.signed) == (44, 20)
    # one person sits directly in the ministry: merged with the smaller of the two directorates
    assert [(r.name, r.obliged) for r in found.rows] == [("Direktorat Contoh Satu", 22)]
    assert (found.merged.obliged, found.merged.signed, found.merged.units) == (22, 10, 2)
