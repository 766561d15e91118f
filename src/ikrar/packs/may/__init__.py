"""May I? A question in everyday Indonesian in, at most three acts of the pack out, with what the pack says of each.

Nothing of a question is trusted, kept or sent anywhere, and whom it names does not matter: contestants and parties are
masked first. The facts are the pack's own, with their confidence. An answer tells what is listed for an act, a day
and a role; it is no verdict on a person and no legal advice, and `ask` (a human) is an answer like the others.
"""

from datetime import date

from ikrar.errors import InputError
from ikrar.packs.law import ROLES, Act
from ikrar.packs.may.answers import Answer, Answers
from ikrar.packs.may.judging import Circumstances, answer
from ikrar.packs.may.search import index
from ikrar.packs.pack import Pack

__all__ = ["Answer", "Answers", "about", "ask", "safe_instead"]
_NEAR = 0.1  # likeness below which an act has nothing to do with another


def ask(pack: Pack, question: str, *, on: date | None = None, role: str | None = None) -> Answers:
    """Place a question and look its acts up; best first, none where it cannot be placed.

    Without a day only what holds on any day is a "no". Raises InputError for a role that is none of ROLES.

    >>> from ikrar import packs
    >>> found = ask(packs.load("pemilu-2024"), "boleh ngelike postingan caleg?", on=date(2024, 1, 10))
    >>> [(row.id, row.outcome) for row in found.answers[:2]]
    [('D-06', 'no'), ('KE-04', 'depends')]
    >>> ask(packs.load("pemilu-2024"), "berapa tarif parkir?").answers
    ()
    """
    _check(role)
    phase = pack.violation_phase(on) if on else None
    side = "before" if phase == "pre-candidacy" else "after"
    asked = Circumstances(pack, on, role)
    found = tuple(answer(asked, hit.id, hit.score) for hit in index(pack).find(question, side=side))
    return Answers(pack.name, on, role, phase, found)


def about(pack: Pack, id: str, *, on: date | None = None, role: str | None = None) -> Answer:  # noqa: A002
    """What the pack says of one form or act by its id. Raises NotFound where there is none.

    >>> from ikrar import packs
    >>> about(packs.load("pemilu-2024"), "OK-01").outcome
    'yes'
    """
    _check(role)
    return answer(Circumstances(pack, on, role), id, 1.0)


def safe_instead(pack: Pack, id: str, *, most: int = 2) -> tuple[Act, ...]:  # noqa: A002
    """Acts that are not to be flagged and stand near a form or act; none where none is near.

    >>> from ikrar import packs
    >>> [act.id for act in safe_instead(packs.load("pemilu-2024"), "D-06")]
    ['OK-02', 'OK-03']
    """
    safe = {act.id: act for act in pack.acts.acts if act.verdict == "ok" and act.id != id}
    hits = index(pack).near(id, safe)
    return tuple(safe[hit.id] for hit in hits[:most] if hit.score >= _NEAR)


def _check(role: str | None) -> None:
    if role is not None and role not in ROLES:
        raise InputError(f"There is no role {role!r}; roles are {', '.join(ROLES)}.")
