"""A message before its guards: what they find as it would leave now, and what a person overruled."""

from dataclasses import dataclass
from datetime import datetime

from ikrar.packs import Pack
from ikrar.people.models import Agency
from ikrar.people.queries import the_agency
from ikrar.programme import guards
from ikrar.programme.guards import Draft, Finding
from ikrar.programme.models import Message, MessageAct
from ikrar.programme.queries.messages import overruled
from ikrar.programme.queries.moments import now, the_pack, zone


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding, and the act by which a person overruled it."""

    finding: Finding
    overruled: MessageAct | None

    @property
    def stops(self) -> bool:
        return self.finding.stops and self.overruled is None


@dataclass(frozen=True, slots=True)
class Guarded:
    """What was found at a moment; nothing may leave while `stops` holds any."""

    at: datetime
    draft: Draft
    judged: tuple[Judged, ...]

    @property
    def stops(self) -> tuple[Finding, ...]:
        return tuple(one.finding for one in self.judged if one.stops)

    def told(self) -> list[dict[str, str]]:
        """What the log commits to of it."""
        return [
            {"key": one.finding.key, "weight": one.finding.weight, "said": one.finding.said.id}
            for one in self.judged
        ]


def guarded(
    message: Message,
    *,
    leaving: bool = False,
    agency: Agency | None = None,
    pack: Pack | None = None,
) -> Guarded:
    """Run the guards for the moment at which a message is to leave: `leaving` now, or at its own, if that is ahead."""
    agency = agency or the_agency()
    moment = now(agency)
    at = moment if leaving else max(moment, message.at.astimezone(zone(agency)))
    draft = draft_of(message, at)
    known = overruled(message)
    found = guards.run(draft, pack=pack or the_pack(agency))
    return Guarded(at, draft, tuple(Judged(one, known.get(one.key)) for one in found))


def draft_of(message: Message, at: datetime) -> Draft:
    """What the guards read of a message."""
    return Draft(
        title=message.title, text=message.text, channel=message.channel, phase=message.phase,
        at=at, picture_text=message.picture_text, has_picture=message.has_picture,
        language=message.language,
    )  # fmt: skip
