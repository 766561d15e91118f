"""An answer whose norms changed or whose time is over says so, in the library, to its asker and at the desk."""

import dataclasses
from datetime import date

import pytest
from django.urls import reverse

from ikrar import packs
from ikrar.advice import law, queries
from ikrar.advice.states import Flag
from ikrar.packs.law import Norm
from tests.apps.advice import steps

pytestmark = pytest.mark.django_db
PACK = packs.load("pemilu-2024")
NORM = "UU20/2023:9:2"


@pytest.fixture
def answer(officers, cast):
    cast.agency.is_demo, cast.agency.today = True, steps.ON
    cast.agency.save()
    return steps.published(officers, valid_until=date(2024, 2, 10))


def with_norm(**fields):
    """The pack with one norm changed."""

    def change(norm: Norm) -> Norm:
        return dataclasses.replace(norm, **fields) if norm.id == NORM else norm

    norms = dataclasses.replace(PACK.norms, norms=tuple(map(change, PACK.norms.norms)))
    return dataclasses.replace(PACK, norms=norms)


def with_form(**fields):
    """The pack with one form changed."""
    rows = tuple(
        dataclasses.replace(form, **fields) if form.id == "D-06" else form
        for form in PACK.forms.forms
    )
    return dataclasses.replace(PACK, forms=dataclasses.replace(PACK.forms, forms=rows))


def without_norm():
    rows = tuple(norm for norm in PACK.norms.norms if norm.id != NORM)
    return dataclasses.replace(PACK, norms=dataclasses.replace(PACK.norms, norms=rows))


def flags(pack, answer, on=steps.ON):
    return law.flags(pack, answer, on=on)


def test_what_stands_has_no_flag(answer):
    assert flags(PACK, answer) == []


CHANGES = [
    lambda: with_norm(confidence="low"), lambda: with_norm(valid_until=date(2030, 1, 1)),
    lambda: with_norm(note="dicabut"), lambda: with_norm(article="Pasal 10"),
    lambda: with_form(sanction="sedang"), lambda: with_form(phases=("quiet",)),
    lambda: with_form(sources=("kompas",)), without_norm,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_in_what_is_cited_flags_it(answer, change):
    assert flags(change(), answer) == [Flag.CHANGED]


def test_an_empty_field_says_nothing(answer):
    assert flags(with_form(deadline=None, kinds=()), answer) == []


def test_what_changes_elsewhere_does_not(answer):
    rows = tuple(
        dataclasses.replace(form, sanction="ringan") if form.id == "D-07" else form
        for form in PACK.forms.forms
    )
    other = dataclasses.replace(PACK, forms=dataclasses.replace(PACK.forms, forms=rows))
    assert flags(other, answer) == []


@pytest.mark.parametrize(
    ("on", "found"),
    [
        (date(2024, 1, 9), [Flag.EARLY]), (date(2024, 1, 10), []), (date(2024, 2, 10), []),
        (date(2024, 2, 11), [Flag.EXPIRED]),
    ],
)  # fmt: skip
def test_validity_ends_with_its_last_day(answer, on, found):
    assert flags(PACK, answer, on) == found


def test_a_norm_that_lapses_flags_it(officers):
    pack = with_norm(valid_until=date(2024, 1, 31))
    answer = steps.published(officers)
    answer.basis = law.basis(pack, answer.forms, answer.norms)
    assert flags(pack, answer, date(2024, 1, 31)) == []
    assert flags(pack, answer, date(2024, 2, 1)) == [Flag.LAPSED]


def test_a_pack_that_cannot_be_read_flags_it(answer):
    assert flags(None, answer) == [Flag.UNKNOWN]


def test_the_pages_warn(client, answer, officers, monkeypatch):
    where = reverse("answer", args=[answer.ref])
    assert "Baca dengan hati-hati" not in client.get(where).text
    changed = with_norm(confidence="low")
    monkeypatch.setattr("ikrar.advice.queries.packs.packs.load", lambda *_a, **_k: changed)
    assert str(Flag.CHANGED.label) in client.get(where).text
    assert "perlu ditinjau" in client.get(reverse("answers")).text
    assert [one.answer for one in queries.to_be_looked_at(changed, on=steps.ON)] == [answer]
    client.force_login(officers.gita)
    text = client.get(reverse("questions"), {"keadaan": "perlu-ditinjau"}).text
    assert "Perlu ditinjau (1)" in text
    assert str(Flag.CHANGED.label) in text


def test_approval_takes_the_pack_as_it_is_then(officers, monkeypatch):
    question = steps.answered(officers)
    changed = with_norm(confidence="low")
    monkeypatch.setattr("ikrar.advice.queries.packs.packs.load", lambda *_a, **_k: changed)
    from ikrar.advice import actions

    answer = actions.publish_answer(question, seen=steps.seen(question), by=officers.citra)
    assert flags(changed, answer) == []
    assert flags(PACK, answer) == [Flag.CHANGED]
    assert list(queries.audit_answers()) == []
