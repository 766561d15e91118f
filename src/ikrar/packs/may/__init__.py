"""May I? A question in everyday Indonesian in, at most three acts of the pack out, with what the pack says of each.

Nothing of a question is trusted, kept or sent anywhere, and whom it names does not matter: contestants and parties are
masked first. The facts are the pack's own, with their confidence. An answer tells what is listed for an act, a day
and a role; it is no verdict on a person and no legal advice, and `ask` (a human) is an answer like the others.
"""

from datetime import date

from ikrar.errors import InputError
from ikrar.packs.law import ROLES
from ikrar.packs.may.answers import Answer, Answers
from ikrar.packs.may.judging import Circumstances, answer
from ikrar.packs.may.search import index
from ikrar.packs.pack import Pack

__all__ = ["Answer", "Answers", "ask"]


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
    if role is not None and role not in ROLES:
        raise InputError(f"There is no role {role!r}; roles are {', '.join(ROLES)}.")
    phase = pack.violation_phase(on) if on else None
    side = "before" if phase == "pre-candidacy" else "after"
    asked = Circumstances(pack, on, role)
    found = tuple(answer(asked, hit.id, hit.score) for hit in index(pack).find(question, side=side))
    return Answers(pack.name, on, role, phase, found)
