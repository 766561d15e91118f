"""The unit tree under odd input: too deep, too long, closed and opened, two at once."""

import threading
from datetime import date

import pytest
from django.db import connection

from ikrar.errors import InputError, NotAllowed, NotPossible
from ikrar.people import actions, queries
from ikrar.people.models import Agency, Unit
from tests.cast import make_cast


def test_names_that_do_not_fit_are_refused_in_words(cast):
    for code, name in (("x" * 65, "Unit"), ("X", "x" * 301), ("X", "\t")):
        with pytest.raises(InputError, match="paling banyak"):
            actions.create_unit(cast.agency, code=code, name=name, by=cast.fajar)
    with pytest.raises(InputError, match="paling banyak"):
        actions.save_unit(cast.unit, name="x" * 301, parent=cast.top, by=cast.fajar)
    assert Unit.objects.count() == 3


@pytest.mark.parametrize("field", ["name", "short", "pack"])
def test_an_agency_whose_name_does_not_fit(db, field):
    fields = {"name": "Kementerian Contoh", "short": "KC", "pack": "pemilu-2024", field: "x" * 201}
    with pytest.raises(InputError):
        actions.create_agency(fields.pop("name"), **fields, by=None)
    assert not Agency.objects.exists()
    assert not Unit.objects.exists()


def test_a_tree_that_grows_too_deep_is_refused(cast):
    """Whatever the numbers of the rows: a path must fit its column on every database."""
    parent, made = cast.unit, 0
    with pytest.raises(InputError, match="terlalu dalam"):
        while made < 200:
            code = f"D-{made}"
            parent = actions.create_unit(
                cast.agency, code=code, name=code, parent=parent, by=cast.fajar
            )
            made += 1
    assert made > 20
    assert Unit.objects.count() == 3 + made, "the one that was refused left nothing"


def test_a_move_that_makes_a_subtree_too_deep_is_refused(cast):
    ends = []
    for name in "AB":
        parent = cast.top
        for number in range(30):
            code = f"{name}-{number}"
            parent = actions.create_unit(cast.agency, code=code, name=code, parent=parent, by=None)
        ends.append(parent)
    top_of_b, before = Unit.objects.get(code="B-0"), dict(Unit.objects.values_list("code", "path"))
    while len(ends[0].path) <= 250:
        ends[0] = actions.create_unit(
            cast.agency, code=f"A+{len(ends[0].path)}", name="x", parent=ends[0], by=None
        )
        before[ends[0].code] = ends[0].path
    with pytest.raises(InputError, match="terlalu dalam"):
        actions.save_unit(top_of_b, name="B", parent=ends[0], by=cast.fajar)
    assert dict(Unit.objects.values_list("code", "path")) == before


def test_moving_there_and_back_leaves_the_tree_as_it_was(cast):
    below = actions.create_unit(cast.agency, code="N", name="N", parent=cast.unit, by=None)
    before = list(Unit.objects.order_by("id").values())
    for parent in (cast.other, None, cast.top):
        actions.save_unit(cast.unit, name=cast.unit.name, parent=parent, by=cast.fajar)
        below.refresh_from_db()
        above = [unit.pk for unit in queries.ancestors(below)]
        assert below.path == "/" + "".join(f"{pk}/" for pk in [*above, below.pk])
    assert list(Unit.objects.order_by("id").values()) == before


def test_moving_into_a_unit_that_is_not_ones_own(cast):
    actions.grant_role(cast.ani, name="kepegawaian", unit=cast.unit, by=None)
    with pytest.raises(NotAllowed):
        actions.save_unit(cast.unit, name="x", parent=cast.other, by=cast.ani)
    assert actions.save_unit(cast.unit, name="x", parent=cast.top, by=cast.ani).name == "x"


def test_closing_leaves_what_was_closed_before(cast):
    empty = actions.create_unit(cast.agency, code="N", name="N", parent=cast.top, by=None)
    below = actions.create_unit(cast.agency, code="M", name="M", parent=empty, by=None)
    actions.close_unit(below, valid_to=date(2024, 1, 1), by=cast.fajar)
    actions.close_unit(empty, valid_to=date(2025, 1, 1), by=cast.fajar)
    below.refresh_from_db()
    assert below.valid_to == date(2024, 1, 1)


def test_closing_is_whole_or_not_at_all(cast, monkeypatch):
    empty = actions.create_unit(cast.agency, code="N", name="N", parent=cast.top, by=None)
    from ikrar.people.actions import units

    monkeypatch.setattr(units, "subtree", lambda _unit: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        actions.close_unit(empty, valid_to=date(2024, 1, 1), by=cast.fajar)
    empty.refresh_from_db()
    assert empty.valid_to is None


@pytest.mark.django_db(transaction=True)
def test_two_make_a_unit_with_the_same_code():
    """One is made; the other is told, not thrown out."""
    cast = make_cast()
    results, barrier = [], threading.Barrier(2)

    def run():
        try:
            barrier.wait()
            results.append(actions.create_unit(cast.agency, code="N", name="N", by=None))
        except (InputError, NotPossible) as error:
            results.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(type(result).__name__ for result in results) == ["InputError", "Unit"]
    assert Unit.objects.filter(code="N").count() == 1
    assert Unit.objects.get(code="N").path == f"/{Unit.objects.get(code='N').pk}/"
