"""What the agency said in a phase: published messages by channel, and the days that had none. Counts and titles that are public."""

from dataclasses import dataclass

from django.db.models import Count

from ikrar.packs.model import ProgrammePhase
from ikrar.people.queries import the_agency
from ikrar.programme import queries as programme
from ikrar.programme.queries.gaps import Gaps
from ikrar.programme.states import Channel

TITLES = 3


@dataclass(frozen=True, slots=True)
class Saying:
    """`channels` are those that were used, the most used first; `titles` are of the latest messages; `gaps` counts drafts as planned."""

    published: int
    channels: tuple[tuple[str, int], ...]
    titles: tuple[str, ...]
    gaps: Gaps


def what_we_said(phase: ProgrammePhase) -> Saying:
    """The published messages of a phase, and what its calendar lacks."""
    rows = programme.published(phase=phase.id)
    counted = rows.order_by().values_list("channel").annotate(n=Count("pk"))
    channels = sorted(counted, key=lambda row: (-row[1], row[0]))
    return Saying(
        published=sum(n for _channel, n in channels),
        channels=tuple((str(Channel(one).label), n) for one, n in channels),
        titles=tuple(rows.values_list("title", flat=True)[:TITLES]),
        gaps=programme.gaps(phase, agency=the_agency()),
    )
