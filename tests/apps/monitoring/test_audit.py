"""The audit names what other hands changed, and nothing where all is well."""

import pytest

from ikrar.monitoring import actions, queries
from ikrar.monitoring.models import Deed, Finding, Judge
from ikrar.monitoring.states import FindingState, JudgeState, SourceScope
from ikrar.screening.labels import Label
from tests.apps.monitoring import steps


@pytest.fixture
def lived(world):
    source = steps.source(world, "Akun resmi", scope=SourceScope.OFFICIAL)
    steps.bring(world, source, steps.rows(steps.SIDES, steps.UNREST))
    finding = queries.findings().get(label=Label.PARTISAN_SUPPORT)
    actions.read_finding(finding, "benar", by=world.maya)
    actions.hand_over(queries.finding_by_ref(finding.ref), by=world.maya)
    other = queries.to_read(world.nanda).first()
    actions.read_finding(other, "keliru", by=world.nanda)
    actions.take_back(queries.finding_by_ref(other.ref), by=world.nanda)
    judge = actions.propose_judge(pack="pilkada-2024", by=world.maya)
    steps.finish()
    actions.approve_judge(queries.judge_by_ref(judge.ref), by=world.nanda)
    steps.finish()
    return world


def found():
    return {one.what for one in queries.audit_conversation()}


def test_all_is_well(lived):
    assert found() == set()


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda: Deed.objects.filter(kind="dibaca").update(facts={"state": "dikesampingkan"}), "conversation-deed-changed"),
        (lambda: Deed.objects.filter(kind="sumber_dibuka").delete(), "conversation-deed-removed"),
        (lambda: Deed.objects.filter(kind="sumber_dibuka").update(ref="00000000-0000-4000-8000-000000000000"), "conversation-deed-unlogged"),
        (lambda: Finding.objects.filter(state=FindingState.OPEN).update(state=FindingState.DISMISSED), "finding-state"),
        (lambda: Finding.objects.filter(label=Label.PARTISAN_SUPPORT).update(state=FindingState.DISMISSED, handed_at=None), "finding-state"),
        (lambda: Judge.objects.filter(state=JudgeState.ACTIVE).update(pack="pemilu-2024"), "judge-state"),
    ],
)  # fmt: skip
def test_it_names_what_was_changed(lived, change, named):
    change()
    assert named in found()
