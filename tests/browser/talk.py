"""The conversation of the browser's world: the demo's posts of two months, read a little; an upload that waits."""

from dataclasses import dataclass
from datetime import UTC, datetime
from unittest import mock

from ikrar import packs
from ikrar.monitoring import actions, drawing, queries
from ikrar.monitoring.models import Finding, Judge, Picture, Source, Upload
from ikrar.monitoring.queries import figures
from ikrar.monitoring.states import FindingState, SourceScope, Verdict
from ikrar.screening.labels import Label
from ikrar.server.demo import conversation, talk
from tests.apps.monitoring import steps
from tests.browser.programme import Humas

FIRST, LAST = datetime(2024, 2, 8, tzinfo=UTC), datetime(2024, 2, 24, tzinfo=UTC)


@dataclass(frozen=True)
class Talk:
    source: Source
    waiting: Upload
    done: Upload
    upheld: Finding
    handed: Finding
    judge: Judge


def make_talk(humas: Humas) -> Talk:
    with mock.patch.object(figures, "LANGUAGES", ()):
        talk = _talk(humas)
    _draw()
    return talk


def _draw() -> None:
    told, pack = queries.outlook(), packs.load("pemilu-2024")
    for theme in drawing.DRAWN:
        for language in drawing.LANGUAGES:
            drawn = drawing.drawings(told, theme, pack=pack, language=language)
            Picture.objects.create(
                theme=theme, language=language, made_for=told.made_at, drawings=drawn
            )


def _talk(humas: Humas) -> Talk:
    rows = [row for row in talk.posts() if FIRST <= row[0] <= LAST]
    conversation.converse(maya=humas.maya, nanda=humas.nanda, rows=rows)
    source = queries.source_by_name("Warganet (peragaan)")
    odd = [
        ["1", "kemarin", "akun1", steps.PLAIN],
        ["2", "2024-02-12", "akun2", ""],
        ["3", "2024-02-12", "akun3", steps.CALM],
    ]
    done = _brought(source, odd, humas)
    waiting = actions.receive_upload(
        source, steps.sheet(steps.rows(steps.VOTE, steps.CALM)), name="a.csv", by=humas.maya
    )
    judge = actions.propose_judge(pack="pilkada-2024", by=humas.maya)
    steps.finish()
    official = queries.findings().filter(
        batch__source__scope=SourceScope.OFFICIAL, label=Label.PARTISAN_SUPPORT
    )
    # the demo's reader has read a few by chance, this one perhaps among them
    handed = official.first()
    for reader in (humas.maya, humas.nanda):
        handed = queries.finding_by_ref(handed.ref)
        if not handed.opinions.filter(by=reader).exists() and handed.state != FindingState.UPHELD:
            actions.read_finding(handed, Verdict.UPHOLD, by=reader)
    actions.hand_over(queries.finding_by_ref(handed.ref), by=humas.maya)
    upheld = queries.findings().filter(state=FindingState.UPHELD, handed_at=None).first()
    return Talk(source, waiting, done, upheld, handed, judge)


def _brought(source: Source, table: list, humas: Humas) -> Upload:
    upload = actions.receive_upload(source, steps.sheet(table), name="a.csv", by=humas.maya)
    actions.approve_upload(upload, actions.Approval(dict(steps.MAPPING)), by=humas.maya)
    steps.finish()
    return queries.upload_by_ref(upload.ref)
