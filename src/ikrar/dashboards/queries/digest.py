"""What the daily letter to the communications directorate tells: counts of a day, never a name, never the text of a post."""

from dataclasses import dataclass
from datetime import date, timedelta

import pyarrow.compute as pc
from django.db.models import QuerySet

from ikrar.cases.queries import clocks_open
from ikrar.indicators.kinds import INDICATORS, Counting
from ikrar.monitoring import queries as monitoring
from ikrar.monitoring import themes
from ikrar.people.models import Agency, Mail, User
from ikrar.people.states import RoleName
from ikrar.programme.queries import count_by_state
from ikrar.programme.queries.calendar import between
from ikrar.programme.states import MessageState


@dataclass(frozen=True, slots=True)
class Digest:
    """`posts` of the day before; `due` messages leave on the day, `waiting` of them are not agreed on; `late` counts the clocks
    of steps that may be shown.
    """

    on: date
    posts: int
    alerts: int
    findings: int
    due: int
    waiting: int
    held: int
    late: int

    @property
    def says_something(self) -> bool:
        """Whether anybody needs to read it."""
        return any((self.posts, self.alerts, self.findings, self.due, self.held, self.late))


def digest_of(on: date, *, agency: Agency) -> Digest:
    """The letter of a day."""
    leaving = between(on, on, agency=agency)
    agreed = (MessageState.APPROVED, MessageState.PUBLISHED)
    return Digest(
        on=on, posts=_posts(on - timedelta(days=1)), alerts=monitoring.new_alerts().count(),
        findings=monitoring.unread(), due=leaving.count(),
        waiting=leaving.exclude(state__in=(*agreed, MessageState.HELD)).count(),
        held=count_by_state().get(MessageState.HELD.value, 0),
        late=sum(one.late for one in clocks_open(on=on).every),
    )  # fmt: skip


def key_of(user: User, on: date) -> str:
    """What makes the letter one a person and a day."""
    return f"digest-{on.isoformat()}-{user.pk}"


def to_write_to(on: date) -> list[User]:
    """The directorate's people who have an address and no letter of the day yet."""
    users = _people()
    keys = {key_of(user, on): user for user in users}
    there = set(Mail.objects.filter(key__in=keys).values_list("key", flat=True))
    return [user for key, user in keys.items() if key not in there]


def _people() -> QuerySet[User]:
    """Whoever reads the conversation: the role, everywhere."""
    humas = User.objects.filter(
        roles__name=RoleName.COMMUNICATIONS, roles__unit=None, is_active=True
    )
    return humas.exclude(email="").select_related("employee").distinct().order_by("pk")


def _posts(on: date) -> int:
    """Posts of a day, by the story as it was last told."""
    told = monitoring.outlook()
    if told is None or not told.story:
        return 0
    daily = themes.story_of(told).daily
    wanted = (
        (pc.field("day") == on)
        & (pc.field("counting") == str(Counting.POSTS))
        & (pc.field("indicator") == INDICATORS[0].id)
    )
    return sum(daily.filter(wanted)["n"].to_pylist())
