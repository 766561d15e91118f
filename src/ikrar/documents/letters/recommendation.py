"""The recommendation to the deciding official (PPK), in four verdicts that are kept apart."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from ikrar.documents.letters.letter import Cited, Letter, Person
from ikrar.documents.letters.shown import prose
from ikrar.errors import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was found under one of the four: form, norm and object as of the day of the act."""

    result: str
    form: str
    norm: Cited
    object: str
    act_on: date
    note: str = prose(optional=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation(Letter):
    """What was found and what is recommended; a verdict that is None is "tidak dinilai".

    `to` is the office of the PPK, `due` the day by which its decision is asked for.
    """

    TEMPLATE: ClassVar[str] = "recommendation.typ"

    to: str
    to_place: str = ""
    case: str
    employee: Person
    facts: str = prose()
    reply: str = prose()
    pledge: Verdict | None = None
    ethics: Verdict | None = None
    discipline: Verdict | None = None
    crime: Verdict | None = None
    recommends: str = prose()
    due: date | None = None
    signatory: str

    def __post_init__(self) -> None:
        if not any((self.pledge, self.ethics, self.discipline, self.crime)):
            raise InputError(
                "A recommendation needs a verdict: pledge, ethics, discipline or crime.",
                id_="Rekomendasi memerlukan penilaian: ikrar, etik, disiplin, atau pidana.",
            )
