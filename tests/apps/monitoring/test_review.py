"""People read findings; two who differ leave it to a third; only people hand over and open cases."""

import csv
import io
import itertools

import pytest

from ikrar.cases.models import Case
from ikrar.errors import InputError, NotAllowed, NotPossible
from ikrar.ledger.models import Entry
from ikrar.monitoring import actions, queries
from ikrar.monitoring.models import Finding, Opinion
from ikrar.monitoring.states import FINDINGS, FindingState, SourceScope
from ikrar.screening.labels import Label
from tests.apps.monitoring import steps

U, D = "benar", "keliru"
S = FindingState


def brought(world, *, readers=1, scope=SourceScope.PUBLIC, text=steps.UNREST, label=Label.PROVOKE):
    source = steps.source(world, f"Sumber {readers} {scope}", readers=readers, scope=scope)
    steps.bring(world, source, steps.rows(text))
    return Finding.objects.select_related("batch__source").get(label=label)


def fresh(finding):
    return queries.finding_by_ref(finding.ref)


def test_one_reader_ends_it(world):
    found = brought(world)
    actions.read_finding(found, U, by=world.maya)
    assert fresh(found).state == S.UPHELD
    with pytest.raises(NotPossible):
        actions.read_finding(fresh(found), D, by=world.nanda)


@pytest.mark.parametrize(
    ("said", "ends"),
    [
        ((U,), S.ONCE),
        ((U, U), S.UPHELD),
        ((D, D), S.DISMISSED),
        ((U, D), S.SPLIT),
        ((U, D, U), S.UPHELD),
        ((D, U, D), S.DISMISSED),
    ],
)
def test_two_readers_and_a_third(world, said, ends):
    found = brought(world, readers=2)
    for verdict, reader in zip(said, (world.maya, world.nanda, world.oki), strict=False):
        actions.read_finding(fresh(found), verdict, by=reader)
    assert fresh(found).state == ends


def test_nobody_reads_the_same_twice(world):
    found = brought(world, readers=2)
    actions.read_finding(found, U, by=world.maya)
    with pytest.raises(NotPossible):
        actions.read_finding(fresh(found), U, by=world.maya)
    assert not queries.to_read(world.maya).filter(pk=found.pk).exists()
    assert queries.to_read(world.nanda).first() == found  # whose turn it is comes first


def test_what_somebody_has_read_is_finished_first(world):
    """A third reader's turn, then a second's, then what nobody has read, whatever was drawn first."""
    source = steps.source(world, readers=2)
    steps.bring(
        world, source, steps.rows(*(f"{steps.UNREST} nomor {n} di kampung {n}" for n in range(5)))
    )
    drawn = list(queries.to_read(world.oki, Label.PROVOKE))
    split, once = drawn[-1], drawn[-2]
    actions.read_finding(once, U, by=world.maya)
    for verdict, reader in ((U, world.maya), (D, world.nanda)):
        actions.read_finding(fresh(split), verdict, by=reader)
    assert list(queries.to_read(world.oki, Label.PROVOKE)) == [split, once, *drawn[:-2]]


@pytest.mark.parametrize("said", list(itertools.product((U, D), repeat=2)))
def test_taking_back_leaves_what_the_others_said(world, said):
    found = brought(world, readers=2)
    for verdict, reader in zip(said, (world.maya, world.nanda), strict=True):
        actions.read_finding(fresh(found), verdict, by=reader)
    actions.take_back(fresh(found), by=world.nanda)
    assert fresh(found).state == S.ONCE
    actions.take_back(fresh(found), by=world.maya)
    assert fresh(found).state == S.OPEN
    with pytest.raises(NotAllowed):
        actions.take_back(fresh(found), by=world.maya)


def test_every_walk_keeps_the_law(world):
    """Every state that readers can lead to from any other is in the table."""
    found = brought(world, readers=2)
    readers = (world.maya, world.nanda, world.oki)
    for number in range(60):
        now = fresh(found)
        reader = readers[number * 7 % 3]
        before = now.state
        mine = now.opinions.filter(by=reader).exists()
        try:
            if mine:
                actions.take_back(now, by=reader)
            else:
                actions.read_finding(now, (U, D)[number * 5 % 2], by=reader)
        except NotPossible:
            continue
        after = fresh(found).state
        assert after == before or after in FINDINGS[S(before)]


@pytest.mark.parametrize("who", ["ani", "dodi", "eka", "citra"])
def test_only_the_communications_directorate_reads(world, who):
    found = brought(world)
    with pytest.raises(NotAllowed):
        actions.read_finding(found, U, by=getattr(world.cast, who))
    with pytest.raises(NotAllowed):
        actions.read_finding(found, U, by=None)
    with pytest.raises(InputError):
        actions.read_finding(found, "mungkin", by=world.maya)
    assert not Opinion.objects.exists()


def test_no_opinion_without_its_entry(world, monkeypatch):
    found = brought(world)

    def fail(**_fields):
        raise RuntimeError("no log")

    monkeypatch.setattr("ikrar.monitoring.actions.record.ledger.append", fail)
    with pytest.raises(RuntimeError):
        actions.read_finding(found, U, by=world.maya)
    assert fresh(found).state == S.OPEN
    assert not Opinion.objects.exists()


def test_posts_of_citizens_are_never_handed_over(world):
    found = brought(world)
    actions.read_finding(found, U, by=world.maya)
    with pytest.raises(NotPossible):
        actions.hand_over(fresh(found), by=world.maya)


@pytest.fixture
def handed(world, settings):
    found = brought(
        world, scope=SourceScope.OFFICIAL, text=steps.SIDES, label=Label.PARTISAN_SUPPORT
    )
    with pytest.raises(NotPossible):
        actions.hand_over(found, by=world.maya)  # nobody has read it
    actions.read_finding(found, U, by=world.maya)
    actions.hand_over(fresh(found), by=world.maya)
    return fresh(found)


def test_what_is_handed_over_cannot_be_taken_back(world, handed):
    with pytest.raises(NotPossible):
        actions.take_back(handed, by=world.maya)
    with pytest.raises(NotPossible):
        actions.hand_over(handed, by=world.maya)
    assert list(queries.handed()) == [handed]


def test_nothing_opens_a_case_by_itself(world, handed):
    steps.finish()
    assert not Case.objects.exists()
    with pytest.raises(NotAllowed):
        actions.open_case(handed, None, summary="", evidence=None, by=None)
    with pytest.raises(NotAllowed):
        actions.open_case(handed, None, summary="", evidence=None, by=world.maya)


def test_readers_agree_as_cohen_says(world):
    source = steps.source(world, "Dua pembaca", readers=2)
    steps.bring(
        world, source, steps.rows(*(f"{steps.UNREST} nomor {n} di kampung {n}" for n in range(8)))
    )
    rows = list(Finding.objects.filter(label=Label.PROVOKE).order_by("id"))
    assert len(rows) == 8
    for number, found in enumerate(rows):
        actions.read_finding(fresh(found), U if number < 5 else D, by=world.maya)
        actions.read_finding(fresh(found), U if number < 4 else D, by=world.nanda)
    (one,) = [row for row in queries.agreements() if row.label == Label.PROVOKE]
    assert (one.twice, one.alike, one.upheld, one.dismissed) == (8, 7, 4, 3)
    assert one.kappa == pytest.approx((7 / 8 - (5 / 8 * 4 / 8 + 3 / 8 * 4 / 8)) / (1 - 0.5))
    assert one.right == pytest.approx(4 / 7)


def test_decisions_become_labels_that_training_reads(world, tmp_path):
    from ikrar.screening.train import corpus

    found = brought(world)
    actions.read_finding(found, U, by=world.maya)
    for other in list(queries.to_read(world.nanda)):
        actions.read_finding(other, D, by=world.nanda)
    path = tmp_path / "agency.csv"
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, queries.FIELDS)
        writer.writeheader()
        writer.writerows(queries.labelled())
    texts = corpus.posts(path)
    place = list(Label).index(Label.PROVOKE)
    asked, truth = texts.asks(), texts.truth()
    assert steps.UNREST in texts.texts
    mine = [n for n in range(len(texts.texts)) if asked[n, place]]
    assert len(mine) == 1
    assert truth[mine[0], place] == 1
    assert asked.sum() == len(texts.texts)  # each is read for one label alone


def test_every_reading_is_in_the_log(world):
    found = brought(world)
    before = Entry.objects.count()
    actions.read_finding(found, U, by=world.maya)
    actions.take_back(fresh(found), by=world.maya)
    assert Entry.objects.count() == before + 2


def test_labels_come_as_a_sheet(world, as_user):
    found = brought(world)
    actions.read_finding(found, U, by=world.maya)
    answer = as_user(world.maya).get("/percakapan/temuan/label.csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert rows[0]["calm"] == "provoke"
    assert rows[0]["read"] == "provoke"
