"""The guards of a message: neutral, in its phase, for everybody, harmless. Pure: no Django, no database, no clock.

In: a frozen draft and a pack. Out: findings, those that stop it first; each says what was seen and what to change.
A guard never says that a text is good, only that it found nothing.
"""

from ikrar.packs import Pack
from ikrar.programme.guards import accessible, harmful, neutral, timing
from ikrar.programme.guards.draft import NOTE, STOP, Draft, Finding, Guard, Where

GUARDS = (neutral, timing, accessible, harmful)


def run(draft: Draft, *, pack: Pack) -> tuple[Finding, ...]:
    """Everything that the guards find in a draft, as it would leave at its moment."""
    found = [finding for guard in GUARDS for finding in guard.check(draft, pack=pack)]
    return tuple(sorted(found, key=lambda finding: not finding.stops))


__all__ = ["NOTE", "STOP", "Draft", "Finding", "Guard", "Where", "run"]
