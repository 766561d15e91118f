"""No hate, threat, abuse or money, and no news without a source. What stirs people up, or turns them from the vote or its
result, is stopped where the same text does not also calm, unite or invite to vote: official words about hoaxes and
waiting for results look like the thing itself.
"""

from collections.abc import Iterator
from typing import Final

from ikrar.packs import Pack
from ikrar.programme.guards import screened
from ikrar.programme.guards.draft import NOTE, STOP, Draft, Finding, Guard
from ikrar.screening.labels import Label

NEVER: Final = (Label.THREAT, Label.HATE, Label.ABUSIVE, Label.CLAIM, Label.MONEY_OFFER, Label.MONEY_SOLICIT)  # fmt: skip
AGAINST_AIM: Final = (Label.ABSTAIN, Label.PROVOKE, Label.REJECT_RESULT)
AIMS: Final = (Label.PARTICIPATE, Label.CALM, Label.UNITY)
SURE: Final = (
    0.8  # score from which one of AGAINST_AIM stops a text that does not say an aim as well
)


def check(draft: Draft, *, pack: Pack) -> Iterator[Finding]:
    """What a message of an agency must not hold."""
    found = screened.read(draft, pack)
    has_aim = any(one["label"] in AIMS for _where, one in found)
    for one in found:
        label, score = one[1]["label"], one[1]["score"]
        if label in NEVER:
            yield screened.finding(Guard.HARMFUL, one, weight=STOP)
        elif label in AGAINST_AIM:
            weight = STOP if score >= SURE and not has_aim else NOTE
            yield screened.finding(Guard.HARMFUL, one, weight=weight)
