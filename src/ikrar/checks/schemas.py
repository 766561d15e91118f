"""Shape of what the API takes and gives: screenings, and the packs that they cite.

Input is strict: unknown fields, numbers in place of texts and days that are no days are refused with a
pointer to the field. Output models describe what `ikrar screen` writes; they never change it.
"""

import re
from datetime import date
from typing import Annotated, Any, Final, Literal

from ninja import Path, Query
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, create_model

from ikrar.screening.labels import CONVERSATION, LABELS, Label

MOST_POSTS: Final = 1_000  # in a call with a token
MOST_POSTS_WITHOUT: Final = 20
MOST_BYTES: Final = 2_000_000
MOST_ROWS: Final = 100

PACK_NAME: Final = r"^[a-z0-9][a-z0-9-]{0,63}$"
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _whole(value: Any) -> Any:
    """Half a surrogate pair, which no UTF-8 can hold, becomes U+FFFD: one character for one."""
    return _SURROGATE.sub("\ufffd", value) if isinstance(value, str) else value


def _day(value: Any) -> Any:
    """Only YYYY-MM-DD: a number of seconds or a time would be guessed at."""
    if value is None or isinstance(value, date):
        return value
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError("a day is written YYYY-MM-DD")
    return value


Text = Annotated[str, BeforeValidator(_whole)]
Day = Annotated[date, BeforeValidator(_day)]
PackName = Annotated[str, Field(pattern=PACK_NAME)]
# those of `screening.law.ROLES`; a test holds them together
Role = Literal["asn", "pns", "cpns", "pppk", "pejabat", "non_asn", "ppnpn"]
Language = Literal["id", "en"]


class Input(BaseModel):
    """Something a caller sends."""

    model_config = ConfigDict(extra="forbid")


class Post(Input):
    """One post to screen."""

    text: Text = Field(
        description="The post as it was written. May be empty. A half surrogate counts as U+FFFD."
    )
    date: Day | None = Field(
        None, description="The day of the post. Without it, the day of the call's `on` is meant."
    )


class ScreeningRequest(Input):
    """Posts with what they are judged by."""

    posts: list[Post] = Field(
        min_length=1,
        max_length=MOST_POSTS,
        description=f"1 to {MOST_POSTS} posts; without a token at most {MOST_POSTS_WITHOUT}.",
    )
    pack: PackName | None = Field(
        None, description="Election to judge by; see `/api/v1/packs`. Default: the agency's own."
    )
    on: Day | None = Field(
        None,
        description="Day of every post that has none. Without any day no phase is assumed, and "
        "what depends on it is left to a human.",
    )
    role: Role = Field("asn", description="Whose account it is.")
    explain: Language | None = Field(
        None, description="Add an `explanation` in this language to every finding."
    )


# ---------------------------------------------------------------- parameters

PackParam = Annotated[str, Path(description="Name of a pack.", example="pemilu-2024")]
FormParam = Annotated[str, Path(description="Id of a form of violation.", example="KE-01")]
NormParam = Annotated[str, Path(description="Id of a norm.", example="UU20/2023:2")]
OnParam = Annotated[
    Day | None, Query(description="Only what holds on this day.", example="2024-01-15")
]
Cursor = Annotated[
    str | None, Query(description="`next` of the page before.", max_length=100, example=None)
]
Limit = Annotated[int, Query(description="Rows on a page.", ge=1, le=MOST_ROWS, example=50)]


# ---------------------------------------------------------------- what comes back

Score = Annotated[float, Field(ge=0, le=1)]
Span = Annotated[list[Annotated[int, Field(ge=0)]], Field(min_length=2, max_length=2)]
_ABOUT = {
    label: "conversation" if label in CONVERSATION else "against the pledge" for label in LABELS
}
Scores: Any = create_model(  # type: ignore[call-overload]
    "Scores",
    __doc__="How much a post looks like each label, 0 to 1.",
    **{label.value: (Score, Field(description=about)) for label, about in _ABOUT.items()},
)


class Finding(BaseModel):
    """A question for a human, never a violation."""

    label: Label
    statement: Annotated[int, Field(ge=1, le=4)] | None = Field(
        description="The statement of the pledge that it touches; null for the conversation."
    )
    score: Score
    spans: list[Span] = Field(
        description="`[start, end)` in characters (Unicode code points) of the text as sent."
    )
    reasons: list[str] = Field(description="Why, in Indonesian.")
    forms: list[str] = Field(description="Forms of violation that a human should look at.")
    norms: list[str] = Field(
        description="Norms of these forms that are in force on that day; whether they apply is for a human to say."
    )
    explanation: str = Field("", description="Only where `explain` was asked for.")


class Screening(BaseModel):
    """What was found in one post."""

    row: int = Field(ge=0, description="Position of the post in the call, from 0.")
    phase: str | None = Field(description="Stage of the election on that day; null outside it.")
    scores: Scores
    labels: list[Label] = Field(
        description="Labels whose score reaches the model's threshold; of two opposites the one further above its own."
    )
    findings: list[Finding]


class ScreeningAnswer(BaseModel):
    """One screening a post, in the order of the call."""

    pack: str
    note: str = Field(description="What a finding is and is not.")
    screenings: list[Screening]


# ---------------------------------------------------------------- packs


class Words(BaseModel):
    """The same words in Indonesian and English."""

    id: str
    en: str


class PackLine(BaseModel):
    """A pack in a list."""

    name: str
    title: Words
    kind: str = Field(description="`pemilu` or `pilkada`, or what a pack of your own says.")
    extends: str = Field(description="The pack that it builds on, or empty.")


class Phase(BaseModel):
    """One of the programme's three phases; both days inclusive."""

    id: str
    name: Words
    start: date
    end: date
    message: Words


class Stage(BaseModel):
    """A row of the official calendar; both days inclusive."""

    id: str
    name: Words
    start: date
    end: date
    violation_phase: str
    contests: list[str] = Field(description="Contests that it concerns; none means all.")


class PackCard(BaseModel):
    """A pack with its days."""

    name: str
    title: Words
    kind: str
    year: str
    timezone: str
    compiled_on: date
    extends: str
    cautions: list[Words]
    phases: list[Phase]
    stages: list[Stage]


class Form(BaseModel):
    """A form of violation. `sanction` may be `unmapped`: ask a human."""

    id: str
    list: str = Field(description="The list that it stands in, such as `kode_etik`.")
    statement: int = Field(description="The statement of the pledge that it breaks first.")
    also_statements: tuple[int, ...]
    category: str
    object: str = Field(description="Whom it is about: `bakal_calon`, `calon`, …")
    text: Words
    phases: tuple[str, ...]
    norms: tuple[str, ...]
    sanction: str
    sanction_norm: str
    confidence: str = Field(description="How sure the source is; not all is verified.")
    kinds: tuple[str, ...] = Field(
        description="Kinds of election that it is limited to, such as `pemilu`; none means every kind."
    )
    exempt_if: Words | None
    note: str


class Norm(BaseModel):
    """A citable rule with its dates of validity."""

    id: str
    law: str
    article: str
    text: Words
    sanction: Words
    valid_from: date | None
    valid_until: date | None
    kinds: tuple[str, ...] = Field(
        description="Kinds of election that it is limited to, such as `pemilu`; none means every kind."
    )
    phases: tuple[str, ...] = Field(
        description="Phases of an election that its own words tie it to; none means whatever the day."
    )
    dates_guessed: bool = Field(
        description="True where its days of validity are a guess that nobody could confirm."
    )
    confidence: str
    note: str


Next = Annotated[str | None, Field(description="Cursor of the next page; null on the last page.")]


class PackPage(BaseModel):
    """Packs."""

    items: list[PackLine]
    next: Next


class FormPage(BaseModel):
    """Forms of violation."""

    items: list[Form]
    next: Next


class NormPage(BaseModel):
    """Norms."""

    items: list[Norm]
    next: Next
