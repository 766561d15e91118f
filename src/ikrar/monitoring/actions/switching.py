"""Shadow run: a pack or weights are proposed, compared on past posts, and switched on by a second person.

When another judge is switched on, every batch is screened again: figures of two judges side by side would show a change that
nobody made. What people read already stays.
"""

from collections import Counter
from typing import Any, Final

import numpy as np
import pyarrow as pa
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikrar.errors import NotPossible
from ikrar.monitoring import blobs, judging
from ikrar.monitoring.actions.record import record
from ikrar.monitoring.models import Batch, Judge
from ikrar.monitoring.policies import check_can_move_judge, check_can_see
from ikrar.monitoring.queries.judges import sitting
from ikrar.monitoring.states import POLITICS, BatchState, DeedKind, JudgeState, SourceScope
from ikrar.people.models import User
from ikrar.people.policies import Actor
from ikrar.screening import engine, model
from ikrar.screening.labels import LABELS

POSTS: Final = 20_000  # past posts that a proposal is compared on, at most
EXAMPLES: Final = 3  # for each label and direction
LONGEST: Final = 300


@transaction.atomic
def propose_judge(*, pack: str, weights: str = "", by: Actor) -> Judge:
    """Propose a pack and weights. NotFound or InputError where they cannot be read."""
    check_can_see(by=by)
    proposed = judging.sit(pack, weights)
    if proposed.name == sitting().name:
        raise NotPossible(
            _("Paket dan bobot ini yang sedang dipakai; tidak ada yang dapat dibandingkan.")
        )
    judge = Judge(
        pack=pack, weights=weights, version=model.load(proposed.bench.weights).version,
        proposed_at=timezone.now(), proposed_by=by if isinstance(by, User) else None,
    )  # fmt: skip
    judge.save(force_insert=True)
    facts = {"pack": pack, "weights": weights, "version": judge.version}
    record(DeedKind.JUDGE_PROPOSED, judge.ref, facts, by=by)
    return judge


def compare_judge(judge: Judge) -> bool:
    """Screen past posts with both and keep what would change; False where another worker was faster."""
    result = comparison(judge)
    rows = Judge.objects.filter(pk=judge.pk, state=JudgeState.WAITING)
    moved = rows.update(state=JudgeState.COMPARED, result=result)
    judge.state, judge.result = JudgeState.COMPARED, result
    return moved == 1


def comparison(judge: Judge) -> dict[str, Any]:
    """What would change on a spread of past posts: counts a label, and a few examples of either direction."""
    before, after = sitting().bench, judging.sit(judge.pack, judge.weights).bench
    counts: dict[str, Counter[str]] = {str(label): Counter() for label in LABELS}
    examples: dict[str, dict[str, list[str]]] = {
        str(label): {"gained": [], "lost": []} for label in LABELS
    }
    total = 0
    for batch in _spread():
        texts = _some(batch)
        read = judging.as_written(pa.chunked_array([texts]))
        _, was = engine.signs(read, pack=before)
        _, now = engine.signs(read, pack=after)
        total += len(texts)
        for place, label in enumerate(LABELS):
            if batch.source.scope == SourceScope.PUBLIC and label in POLITICS:
                continue
            _count(counts[label], was[:, place], now[:, place])
            for name, rows in (("gained", now & ~was), ("lost", was & ~now)):
                _show(examples[label][name], texts, rows[:, place])
    return {"posts": total, "labels": {k: dict(v) for k, v in counts.items()}, "examples": examples}


def _spread() -> list[Batch]:
    """Up to 20 batches, evenly spread over all that were screened."""
    pks = list(Batch.objects.order_by("id").values_list("pk", flat=True))
    places = sorted({round(n * (len(pks) - 1) / 19) for n in range(20)}) if pks else []
    return [Batch.objects.select_related("source").get(pk=pks[place]) for place in places]


def _some(batch: Batch) -> pa.Array:
    """Its share of the posts, drawn by key: the same ones whenever it is asked."""
    posts = blobs.read(batch.posts, ["text", "key"])
    rows = np.sort(np.argsort(posts["key"].to_numpy(), kind="stable")[: POSTS // 20])
    return posts["text"].take(pa.array(rows)).combine_chunks()


def _count(into: Counter[str], was: Any, now: Any) -> None:
    into["before"] += int(was.sum())
    into["after"] += int(now.sum())
    into["gained"] += int((now & ~was).sum())
    into["lost"] += int((was & ~now).sum())


def _show(into: list[str], texts: pa.Array, rows: Any) -> None:
    wanted = np.flatnonzero(rows)[: EXAMPLES - len(into)]
    into.extend(texts[int(row)].as_py()[:LONGEST] for row in wanted)


@transaction.atomic
def approve_judge(judge: Judge, *, by: Actor) -> Judge:
    """Switch a judge on; all posts are screened again with it."""
    user = check_can_move_judge(judge, to=JudgeState.ACTIVE, by=by)
    Judge.objects.filter(state=JudgeState.ACTIVE).update(state=JudgeState.REPLACED)
    _decide(judge, JudgeState.ACTIVE, user)
    Batch.objects.filter(state=BatchState.SCREENED).update(state=BatchState.NEW)
    facts = {"pack": judge.pack, "weights": judge.weights, "version": judge.version}
    record(DeedKind.JUDGE_APPROVED, judge.ref, facts, by=by)
    return judge


@transaction.atomic
def reject_judge(judge: Judge, *, by: Actor) -> Judge:
    """Leave everything as it is."""
    user = check_can_move_judge(judge, to=JudgeState.REJECTED, by=by)
    _decide(judge, JudgeState.REJECTED, user)
    record(DeedKind.JUDGE_REJECTED, judge.ref, {"pack": judge.pack}, by=by)
    return judge


def _decide(judge: Judge, to: JudgeState, user: User | None) -> None:
    fields = {"state": to, "decided_at": timezone.now(), "decided_by": user}
    try:
        with transaction.atomic():
            moved = Judge.objects.filter(pk=judge.pk, state=judge.state).update(**fields)
    except IntegrityError:
        moved = 0
    if moved != 1:
        raise NotPossible(_("Usulan ini baru saja berubah. Muat ulang halaman."))
    for name, value in fields.items():
        setattr(judge, name, value)
