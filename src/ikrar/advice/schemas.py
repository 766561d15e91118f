"""Shape of what the API gives: answers to "may I?", and the acts that there are.

The fields are those of `ikrar pack may --json`; a test holds both together.
"""

import re
from datetime import date
from typing import Annotated, Any, Final, Literal

from ninja import Path, Query
from pydantic import BaseModel, BeforeValidator, Field

MOST_ROWS: Final = 100
LONGEST: Final = 500
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _day(value: Any) -> Any:
    """Only YYYY-MM-DD: a number of seconds or a time would be guessed at."""
    if value is None or isinstance(value, date):
        return value
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError("a day is written YYYY-MM-DD")
    return value


Day = Annotated[date, BeforeValidator(_day)]
# those of `packs.law.ROLES`; a test holds them together
Role = Literal["asn", "pns", "cpns", "pppk", "pejabat", "non_asn", "ppnpn"]
Outcome = Literal["no", "yes", "depends", "ask"]
Confidence = Literal["high", "medium", "low"]

QParam = Annotated[
    str,
    Query(
        description="The question in everyday Indonesian. It is neither stored nor logged here.",
        min_length=1,
        max_length=LONGEST,
        example="boleh like postingan caleg?",
    ),
]
OnParam = Annotated[
    Day | None,
    Query(description="The day asked about. Default: today at the agency.", example="2024-01-10"),
]
RoleParam = Annotated[Role, Query(description="Who would do it.", example="asn")]
ActParam = Annotated[str, Path(description="Id of a form or an act.", example="D-06")]
Cursor = Annotated[
    str | None, Query(description="`next` of the page before.", max_length=100, example=None)
]
Limit = Annotated[int, Query(description="Rows on a page.", ge=1, le=MOST_ROWS, example=50)]


class BothWords(BaseModel):
    """The same words in Indonesian and English."""

    id: str
    en: str


class CitedNorm(BaseModel):
    """A norm by its id; not `verified` where one of its sources is not."""

    id: str
    citation: str
    confidence: str
    verified: bool


class CitedSource(BaseModel):
    """Where the act is listed."""

    id: str
    title: str
    verified: bool


class ListedSide(BaseModel):
    """How the act is listed on one side of the determination of candidates."""

    id: str
    object: str
    phases: list[str]
    sanction: str


class BeforeAfter(BaseModel):
    """The act before and after candidates are determined; null where no form is listed."""

    before: ListedSide | None
    after: ListedSide | None
    text: BothWords


class AdviceAnswer(BaseModel):
    """One act: what the pack lists for it on that day and for that role."""

    id: str = Field(description="Id of the form or act; `OK-…` is safe, `GREY-…` is unclear.")
    outcome: Outcome = Field(description="`ask` means: ask a human.")
    form: BothWords = Field(description="The words of the form or act.")
    reasons: list[BothWords] = Field(description="Why the outcome is what it is.")
    score: float = Field(ge=0, le=1, description="How near the question is to the act.")
    phase: str | None = Field(description="Phase of the day for its object.")
    object: str = Field(description="Whom it is about; empty for acts that no form lists.")
    phases: list[str]
    sanction: str = Field(description="Class; `unmapped` means: ask a human.")
    sanction_norm: str
    statement: int | None = Field(description="The statement of the pledge that it breaks first.")
    norms: list[CitedNorm]
    sources: list[CitedSource]
    confidence: str | None = Field(description="How sure the source is; null where none is stated.")
    difference: BeforeAfter | None
    note: str


class AdvicePage(BaseModel):
    """At most three answers, best first; none where the question cannot be placed."""

    pack: str
    on: date
    role: str
    phase: str | None = Field(description="Phase of the main contest on that day.")
    note: str = Field(description="What an answer is and is not.")
    answers: list[AdviceAnswer]


class ActLine(BaseModel):
    """An act in a list."""

    id: str
    kind: Literal["form", "ok", "grey"]
    text: BothWords
    statement: int | None
    phases: list[str]


class ActPage(BaseModel):
    """Acts, forms of violation first."""

    items: list[ActLine]
    next: str | None = Field(description="Cursor of the next page; null on the last page.")
