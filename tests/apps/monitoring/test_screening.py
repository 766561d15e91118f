"""Batches are screened once; of the public no politics is kept; what is asked of a person is a random few."""

from pathlib import Path

import pyarrow as pa
import pytest
from django.utils import timezone

from ikrar.errors import NotAllowed, NotPossible
from ikrar.monitoring import actions, blobs, judging, queries, stories
from ikrar.monitoring.actions import counting, screening
from ikrar.monitoring.models import Batch, Cluster, Finding, Judge, Month, Outlook
from ikrar.monitoring.states import BatchState, FindingState, JudgeState, SourceScope
from ikrar.screening import model
from ikrar.screening.labels import Label
from tests.apps.monitoring import steps


def labels(batch):
    return judging.given(blobs.read_signs(batch.signs)[1])


def test_of_the_public_nobodys_politics_is_kept(world):
    public, official = (
        steps.source(world),
        steps.source(world, "Akun resmi", scope=SourceScope.OFFICIAL),
    )
    steps.bring(world, public, steps.rows(steps.SIDES, steps.UNREST))
    steps.bring(world, official, steps.rows(steps.SIDES))
    side = list(Label).index(Label.PARTISAN_SUPPORT)
    assert not labels(public.batches.get())[:, side].any()
    assert labels(official.batches.get())[0, side]
    assert not Finding.objects.filter(batch__source=public, label=Label.PARTISAN_SUPPORT).exists()
    assert Finding.objects.filter(batch__source=official, label=Label.PARTISAN_SUPPORT).exists()


def test_a_batch_is_screened_once(world):
    source = steps.source(world)
    steps.bring(world, source, steps.rows(steps.UNREST))
    batch = Batch.objects.select_related("source").get()
    count = Finding.objects.count()
    assert not actions.screen_batch(batch, queries.sitting())
    assert Finding.objects.count() == count
    assert batch.judge == queries.sitting().name


def test_a_random_few_are_asked_of_the_public_and_all_of_official_accounts(world, monkeypatch):
    monkeypatch.setattr(screening, "MOST_ASKED", 3)
    texts = [f"{steps.UNREST} nomor {n}" for n in range(8)]
    public, official = (
        steps.source(world),
        steps.source(world, "Akun resmi", scope=SourceScope.OFFICIAL),
    )
    steps.bring(world, public, steps.rows(*texts))
    steps.bring(world, official, steps.rows(*texts))
    asked = Finding.objects.filter(label=Label.PROVOKE)
    assert asked.filter(batch__source=public).count() == 3
    assert asked.filter(batch__source=official).count() == 8


def test_months_and_the_story_follow(world):
    source = steps.source(world)
    steps.bring(world, source, steps.rows(*[steps.VOTE] * 6, steps.PLAIN))
    month, told = Month.objects.get(), Outlook.objects.get()
    assert (month.start.isoformat(), month.posts, month.is_stale) == ("2024-02-01", 7, False)
    assert (told.posts, told.is_stale) == (7, False)
    cluster = Cluster.objects.get()
    assert (cluster.size, cluster.authors, cluster.text) == (6, 6, steps.VOTE)
    assert "participate" in cluster.labels
    steps.bring(world, source, [["99", "2024-02-20", "akun1", steps.PLAIN + " juga"]])
    assert Month.objects.get().posts == 8
    assert Cluster.objects.get().mark == cluster.mark


def test_the_agencys_own_posts_are_no_part_of_the_publics_talk(world):
    official = steps.source(world, "Akun resmi", scope=SourceScope.OFFICIAL)
    steps.bring(world, official, steps.rows(*[steps.VOTE] * 6))
    assert not Month.objects.exists()
    steps.bring(world, steps.source(world), steps.rows(steps.PLAIN))
    assert Month.objects.get().posts == 1
    assert not Cluster.objects.exists()


def test_a_batch_that_comes_while_a_month_is_counted_is_not_lost(world):
    source = steps.source(world)
    steps.bring(world, source, steps.rows(steps.PLAIN))
    screening.touch(blobs.read_signs(Batch.objects.get().signs)[0])
    month = queries.next_month()
    actions.count_on(month)  # it has begun
    screening.touch(blobs.read_signs(Batch.objects.get().signs)[0])
    while month.pk in counting._counting:
        actions.count_on(month)
    assert Month.objects.get().is_stale
    steps.finish()
    assert not Month.objects.get().is_stale


def test_posts_without_a_day_count_in_none(world):
    upload = steps.bring(world, steps.source(world), [["1", "", "a", steps.VOTE]])
    assert upload.undated == 1
    assert Batch.objects.get().first_on is None
    assert not Month.objects.exists()


def test_a_claim_that_is_copied_is_known_as_such(world):
    steps.bring(world, steps.source(world), steps.rows(*[steps.CLAIM] * 9))
    assert list(queries.clusters(is_claim=True).values_list("size", flat=True)) == [9]


@pytest.fixture
def proposal(world):
    steps.bring(world, steps.source(world), steps.rows(steps.UNREST, steps.PLAIN, steps.VOTE))
    return actions.propose_judge(pack="pilkada-2024", by=world.maya)


def test_a_proposal_is_compared_then_switched_on_by_a_second_person(world, proposal):
    with pytest.raises(NotPossible):
        actions.approve_judge(proposal, by=world.nanda)  # not compared yet
    steps.finish()
    found = queries.judge_by_ref(proposal.ref)
    assert found.state == JudgeState.COMPARED
    assert found.result["posts"] == 3
    assert found.result["labels"]["provoke"] == {"before": 1, "after": 1, "gained": 0, "lost": 0}
    with pytest.raises(NotAllowed):
        actions.approve_judge(found, by=world.maya)
    actions.approve_judge(found, by=world.nanda)
    assert Batch.objects.get().state == BatchState.NEW
    steps.finish()
    assert Batch.objects.get().judge == queries.sitting().name
    assert queries.sitting().name.startswith("pilkada-2024")


def test_what_was_read_stays_when_another_judge_sits(world, proposal):
    read = queries.to_read(world.oki).filter(label=Label.PROVOKE).first()
    actions.read_finding(read, "benar", by=world.oki)
    steps.finish()
    actions.approve_judge(queries.judge_by_ref(proposal.ref), by=world.nanda)
    steps.finish()
    assert Finding.objects.get(pk=read.pk).state == FindingState.UPHELD
    assert Finding.objects.filter(label=Label.PROVOKE).count() == 1


def test_the_judge_that_sits_is_no_proposal(world):
    with pytest.raises(NotPossible):
        actions.propose_judge(pack=world.cast.agency.pack, by=world.maya)
    with pytest.raises(NotAllowed):
        actions.propose_judge(pack="pilkada-2024", by=world.cast.ani)


def test_a_rejected_proposal_changes_nothing(world, proposal):
    steps.finish()
    found = queries.judge_by_ref(proposal.ref)
    actions.reject_judge(found, by=world.nanda)
    assert Batch.objects.get().state == BatchState.SCREENED
    with pytest.raises(NotPossible):
        actions.approve_judge(queries.judge_by_ref(proposal.ref), by=world.nanda)


def test_one_judge_sits_at_a_time(world, proposal):
    steps.finish()
    actions.approve_judge(queries.judge_by_ref(proposal.ref), by=world.nanda)
    back = actions.propose_judge(pack="pemilu-2024", by=world.maya)
    steps.finish()
    actions.approve_judge(queries.judge_by_ref(back.ref), by=world.nanda)
    assert Judge.objects.filter(state=JudgeState.ACTIVE).count() == 1
    assert Judge.objects.get(pk=proposal.pk).state == JudgeState.REPLACED


def test_marks_of_accounts_and_links_are_read_as_what_they_stand_for():
    texts = pa.chunked_array([["@[akun] lihat [tautan] ya 🙏"]], pa.large_string())
    (read,) = judging.as_written(texts).to_pylist()
    assert read == "@USERXX lihat http://a ya 🙏"
    assert len(read) == len(texts[0].as_py())


def test_shares_are_corrected_by_the_errors_of_the_weights_that_sit(world, settings):
    steps.bring(world, steps.source(world), steps.rows(*[steps.UNREST] * 40))
    ours = Path(settings.DATA_DIR) / "weights" / "ours"
    ours.mkdir(parents=True)
    for name in (model.TABLE, model.ABOUT):
        (ours / name).symlink_to(model.SHIPPED / name)
    Judge.objects.create(
        pack=world.cast.agency.pack,
        weights="ours",
        state=JudgeState.ACTIVE,
        proposed_at=timezone.now(),
    )

    def corrected():
        return any(stories.read(actions.tell().story).daily["is_corrected"].to_pylist())

    assert not corrected()
    (ours / "rates.json").symlink_to(model.SHIPPED / "rates.json")
    assert corrected()
