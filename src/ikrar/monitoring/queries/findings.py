"""The queue of findings: what to read next, how readers agree, what was decided, labels for training."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, When
from django.utils import timezone
from django.utils.translation import gettext as _

from ikrar.errors import NotFound
from ikrar.monitoring.models import Finding, Opinion
from ikrar.monitoring.queries.collecting import texts
from ikrar.monitoring.states import UNREAD, FindingState, Verdict
from ikrar.people.models import User
from ikrar.screening.labels import Label
from ikrar.screening.train.corpus import COLUMNS, YES_NO

# the code book's columns, as a post has them of which nothing is known but what one finding says
EMPTY = {column: "0" if column in YES_NO else "none" for column, _value in COLUMNS}
CODES = {label: cell for cell, label in COLUMNS.items()}
TURN = Case(
    When(state=FindingState.SPLIT, then=0), When(state=FindingState.ONCE, then=1), default=2
)
FIELDS = ("id", "source", "date", "text", *EMPTY, "read")


def findings() -> QuerySet[Finding]:
    return Finding.objects.select_related("batch__source", "handed_by")


def finding_by_ref(ref: UUID) -> Finding:
    """A finding. NotFound where there is none."""
    found = findings().filter(ref=ref).first()
    if found is None:
        raise NotFound(_("Temuan ini tidak ada."))
    return found


def to_read(user: User, label: str = "") -> QuerySet[Finding]:
    """What this person may read next: nobody reads the same twice; a third reader's turn comes first, then a second's."""
    mine = Opinion.objects.filter(finding=OuterRef("pk"), by=user)
    rows = findings().filter(~Exists(mine), state__in=UNREAD)
    if label:
        rows = rows.filter(label=label)
    return rows.order_by(TURN, "order", "id")


def unread() -> int:
    """How many findings wait for a reader."""
    return Finding.objects.filter(state__in=UNREAD).count()


def left_by_label(user: User) -> dict[str, int]:
    """How many findings of each label wait for this person."""
    rows = to_read(user).order_by().values("label").annotate(n=Count("id"))
    return {row["label"]: row["n"] for row in rows}


def last_read(user: User) -> Finding | None:
    """What this person read last, to take it back."""
    opinion = Opinion.objects.filter(by=user).order_by("-at", "-id").first()
    if opinion is None:
        return None
    found = findings().get(pk=opinion.finding_id)
    return None if found.handed_at else found


def pace(user: User) -> int:
    """How many findings this person read in the last minute."""
    since = timezone.now() - timedelta(minutes=1)
    return Opinion.objects.filter(by=user, at__gte=since).count()


def handed() -> QuerySet[Finding]:
    """What was handed to the task force, the newest first."""
    return findings().exclude(handed_at=None).order_by("-handed_at")


def decided() -> QuerySet[Finding]:
    """What was read to its end."""
    return findings().filter(state__in=(FindingState.UPHELD, FindingState.DISMISSED))


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of findings that two read first: how many, how many alike, Cohen's kappa (None where it cannot be told)."""

    label: str
    upheld: int
    dismissed: int
    twice: int
    alike: int
    kappa: float | None

    @property
    def right(self) -> float | None:
        """The share of read findings that were upheld."""
        read = self.upheld + self.dismissed
        return self.upheld / read if read else None


def agreements() -> list[Agreement]:
    """For each label: what was decided, and how two readers agree."""
    counts = (
        Finding.objects.order_by()
        .values("label")
        .annotate(
            upheld=Count("id", filter=Q(state=FindingState.UPHELD)),
            dismissed=Count("id", filter=Q(state=FindingState.DISMISSED)),
        )
    )
    pairs = _pairs()
    return [
        Agreement(
            row["label"], row["upheld"], row["dismissed"], *_kappa(pairs.get(row["label"], []))
        )
        for row in counts.order_by("label")
        if row["upheld"] + row["dismissed"] or row["label"] in pairs
    ]


def _pairs() -> dict[str, list[tuple[bool, bool]]]:
    """The first two opinions of every finding that has two."""
    rows = Opinion.objects.filter(finding__batch__source__readers=2).order_by("finding_id", "id")
    found: dict[str, list[tuple[bool, bool]]] = {}
    values = rows.values_list("finding_id", "finding__label", "verdict")
    for (_pk, label), group in groupby(values, key=lambda row: row[:2]):
        said = [verdict == Verdict.UPHOLD for _f, _l, verdict in group][:2]
        if len(said) == 2:
            found.setdefault(label, []).append((said[0], said[1]))
    return found


def _kappa(pairs: list[tuple[bool, bool]]) -> tuple[int, int, float | None]:
    """(pairs, alike, kappa). Cohen 1960."""
    n = len(pairs)
    alike = sum(a == b for a, b in pairs)
    if not n:
        return 0, 0, None
    first, second = sum(a for a, _b in pairs) / n, sum(b for _a, b in pairs) / n
    by_chance = first * second + (1 - first) * (1 - second)
    return n, alike, None if by_chance == 1 else (alike / n - by_chance) / (1 - by_chance)


def labelled() -> Iterator[dict[str, Any]]:
    """What people decided as rows for `ikrar train --own`, each read for its one label alone."""
    rows = decided().order_by("batch_id", "row", "label").iterator(chunk_size=500)
    for _pk, group in groupby(rows, key=lambda one: one.batch_id):
        some = list(group)
        for one, text in zip(some, texts(some[0].batch, [f.row for f in some]), strict=True):
            yield _labelled(one, text)


def _labelled(finding: Finding, text: str) -> dict[str, Any]:
    row: dict[str, Any] = dict(EMPTY)
    if finding.state == FindingState.UPHELD:
        column, value = CODES[Label(finding.label)]
        row[column] = value
    return {
        "id": finding.ref.hex, "source": "ikrar", "date": finding.on.isoformat() if finding.on else "",
        "text": text, **row, "read": finding.label,
    }  # fmt: skip
