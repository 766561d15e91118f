"""The labels that a post can carry, in the order of every score vector, and what each belongs to.

The first eight go against the pledge; the last six are the public conversation of the three phases and
no violation of anything. Source of the definitions: the code book of the labelled posts.
"""

from enum import StrEnum
from typing import Final


class Label(StrEnum):
    """What a post does; see docs/glossary.md for the words that users see."""

    PARTISAN_SUPPORT = "partisan_support"
    PARTISAN_ATTACK = "partisan_attack"
    THREAT = "threat"
    HATE = "hate"
    ABUSIVE = "abusive"
    CLAIM = "claim"
    MONEY_OFFER = "money_offer"
    MONEY_SOLICIT = "money_solicit"
    ABSTAIN = "abstain"
    PARTICIPATE = "participate"
    PROVOKE = "provoke"
    CALM = "calm"
    REJECT_RESULT = "reject_result"
    UNITY = "unity"


LABELS: Final = tuple(Label)
AGAINST_PLEDGE: Final = LABELS[:8]
CONVERSATION: Final = LABELS[8:]
# where those against the pledge stand in a score vector, but a claim: it is a question, not an alarm
WITHOUT_CLAIM: Final = tuple(i for i, x in enumerate(AGAINST_PLEDGE) if x != Label.CLAIM)

# of these a post is one at most; money is not among them: who hands out is easily taken for who asks
OPPOSITES: Final = (
    (Label.PARTISAN_SUPPORT, Label.PARTISAN_ATTACK),
    (Label.ABSTAIN, Label.PARTICIPATE),
    (Label.PROVOKE, Label.CALM),
    (Label.REJECT_RESULT, Label.UNITY),
)

# of the conversation, what a programme for a peaceful election hopes to hear; that the rest is no form of the pledge's
# violations clears nobody
WELCOME: Final = frozenset({Label.PARTICIPATE, Label.CALM, Label.UNITY})

# where the two sides of a contest stand in a score vector
SIDES: Final = tuple(LABELS.index(side) for side in OPPOSITES[0])

# the statement of the pledge that a label touches first
STATEMENT: Final = {
    Label.PARTISAN_SUPPORT: 2,
    Label.PARTISAN_ATTACK: 2,
    Label.THREAT: 2,
    Label.HATE: 3,
    Label.ABUSIVE: 3,
    Label.CLAIM: 3,
    Label.MONEY_OFFER: 4,
    Label.MONEY_SOLICIT: 4,
}
