"""Posts go after the pack's years; figures without a text stay, and nothing is counted anew from what is gone."""

from datetime import timedelta

from ikrar import packs
from ikrar.monitoring import actions, queries
from ikrar.monitoring.models import Batch, Cluster, Deed, Finding, Month, Upload
from ikrar.monitoring.states import DeedKind
from tests.apps.monitoring import steps

YEARS = packs.load("pemilu-2024").retention.post_years


def test_posts_go_and_figures_stay(world):
    steps.bring(world, steps.source(world), steps.rows(*[steps.UNREST] * 6, steps.VOTE))
    before = queries.outlook().posts
    assert queries.next_to_forget() is None
    Upload.objects.update(
        received_at=Upload.objects.get().received_at - timedelta(days=366 * YEARS + 31)
    )
    steps.finish()
    assert not Batch.objects.exists()
    assert not Finding.objects.exists()
    assert not Cluster.objects.exists()
    assert Month.objects.get().posts == before == queries.outlook().posts
    assert Deed.objects.get(kind=DeedKind.FORGOTTEN).facts == {"posts": 7}


def test_a_batch_is_forgotten_once(world):
    steps.bring(world, steps.source(world), steps.rows(steps.VOTE))
    batch = Batch.objects.select_related("source").get()
    assert actions.forget_batch(batch)
    assert not actions.forget_batch(batch)
    assert Deed.objects.filter(kind=DeedKind.FORGOTTEN).count() == 1


def test_examples_of_a_month_stay_while_others_of_it_do(world):
    source = steps.source(world)
    steps.bring(world, source, steps.rows(*[steps.VOTE] * 6))
    steps.bring(world, source, [["77", "2024-02-20", "akun1", steps.PLAIN]])
    actions.forget_batch(Batch.objects.select_related("source").earliest("id"))
    assert Cluster.objects.count() == 1
    actions.forget_batch(Batch.objects.select_related("source").get())
    assert not Cluster.objects.exists()
