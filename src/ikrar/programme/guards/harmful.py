"""No hate, threat, abuse or money, and no news without a source.

The engine learned from posts of the public; official words about the roll of voters, hoaxes or waiting for results look
like the thing that they warn of. So what is less sure is only noted where the same text calms, unites or invites to vote.
"""

from collections.abc import Iterator
from typing import Final

from ikrar.packs import Pack
from ikrar.programme.guards import screened
from ikrar.programme.guards.draft import NOTE, STOP, Draft, Finding, Guard
from ikrar.screening.labels import Label

NEVER: Final = (Label.THREAT, Label.HATE, Label.ABUSIVE)
DOUBTFUL: Final = (Label.CLAIM, Label.MONEY_OFFER, Label.MONEY_SOLICIT)
AGAINST_AIM: Final = (Label.ABSTAIN, Label.PROVOKE, Label.REJECT_RESULT)
AIMS: Final = (Label.PARTICIPATE, Label.CALM, Label.UNITY)
SURE: Final = 0.8  # score from which a doubtful label stops a text, whatever else it says
VERY_SURE: Final = 0.9  # score from which a label against the aim does
WORTH: Final = 0.5  # score below which a label against the aim is not told


def check(draft: Draft, *, pack: Pack) -> Iterator[Finding]:
    """What a message of an agency must not hold."""
    found = screened.read(draft, pack)
    has_aim = any(one["label"] in AIMS for _where, one in found)
    for one in found:
        weight = _weight(one[1]["label"], one[1]["score"], has_aim=has_aim)
        if weight:
            yield screened.finding(Guard.HARMFUL, one, weight=weight)


def _weight(label: str, score: float, *, has_aim: bool) -> str:
    if label in NEVER:
        return STOP
    if label in DOUBTFUL:
        return STOP if score >= SURE or not has_aim else NOTE
    if label in AGAINST_AIM and score >= WORTH:
        return STOP if score >= VERY_SURE and not has_aim else NOTE
    return ""
