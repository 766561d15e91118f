"""Steps that the tests of cases take: a desk of people with keys, a case, and every step up to a state.

Days are those of the pack: the act on 10 Jan 2024, reported on the 15th, and each step on the day it may be taken.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from ikrar.cases import actions, law
from ikrar.cases.models import Case
from ikrar.cases.states import (
    CaseState,
    Element,
    Measure,
    Outcome,
    RemedyKind,
    Sanction,
    VerdictKind,
)
from ikrar.ledger.actions import create_log
from ikrar.ledger.models import Log
from ikrar.people.models import Agency
from ikrar.people.states import InterestKind
from tests.cast import Cast, Desk, make_desk, make_employee

ACT, RECEIVED = date(2024, 1, 10), date(2024, 1, 15)
HEAVY, MEDIUM, MORAL, UNMAPPED = "D-01", "PP-N2", "KE-07", "PP-N1"
WORDS = "Kata-kata contoh yang tersegel."
S = CaseState


@dataclass
class World:
    """The cast, the desk, and one case under way."""

    cast: Cast
    desk: Desk
    case: Case = None
    key: bytes = b""
    made: dict = field(default_factory=dict)

    @property
    def gita(self):
        return self.desk.gita

    @property
    def hadi(self):
        return self.desk.hadi

    @property
    def today(self):
        return Agency.objects.get().today


def make_world(cast: Cast) -> World:
    if not Log.objects.filter(name="internal").exists():
        create_log("internal", origin="contoh.test/internal")
    world = World(cast, make_desk(cast))
    Agency.objects.update(is_demo=True, today=RECEIVED)
    return world


def travel(day: date) -> None:
    """Make it this day at the agency."""
    Agency.objects.update(today=day)


def open_case(world: World, **changes) -> Case:
    employee = changes.pop("employee", world.cast.ani.employee)
    by = changes.pop("by", world.gita)
    fields = {
        "act_on": ACT, "unit": world.cast.unit, "object": "calon",
        "touches": ((InterestKind.CONTESTANT, "1"),),
    }  # fmt: skip
    opened = actions.open_case(
        actions.NewCase(**fields | changes),
        subjects=[actions.Reported("Seorang pegawai", employee)],
        summary=WORDS, handlers=[], by=by,
    )  # fmt: skip
    world.case, world.key = opened.case, opened.key
    return opened.case


def sealed(world: World) -> dict:
    return {"key": world.key, "by": world.gita}


def summon(world: World):
    on = law.earliest_hearing(law.load(world.case.pack), world.today)
    return actions.summon(world.case, on=on, details=WORDS, **sealed(world))


def to_hearing(world: World) -> None:
    travel(world.case.hearings.last().on)


def miss(world: World):
    to_hearing(world)
    return actions.note_absence(world.case, by=world.gita)


def hold(world: World):
    to_hearing(world)
    return actions.hold_hearing(world.case, minutes=WORDS, **sealed(world))


def reply(world: World):
    return actions.record_reply(world.case, text=WORDS, **sealed(world))


def assess(world: World, kind=VerdictKind.DISCIPLINE, outcome=Outcome.BREACH, form=MEDIUM, **more):
    answer = actions.Assessment(kind=kind, outcome=outcome, form=form, **more)
    return actions.give_verdict(world.case, answer, **sealed(world))


def recommend(world: World):
    return actions.recommend(world.case, text=WORDS, **sealed(world))


def ruling(**changes):
    fields = {
        "sanction": Sanction.MEDIUM, "measure": Measure.CUT_6, "letter": "SK-1/2024",
    }  # fmt: skip
    return actions.Ruling(**fields | changes)


def decide(world: World, **changes):
    return actions.decide(
        world.case, ruling(**changes), reasons=WORDS, key=world.key, by=world.hadi
    )


def serve(world: World):
    return actions.serve(world.case, by=world.gita)


def remedy(world: World, kind):
    return actions.seek_remedy(world.case, kind, text=WORDS, **sealed(world))


def confirm(world: World):
    remedy = world.case.remedies.last()
    return actions.confirm_decision(remedy, text=WORDS, key=world.key, by=world.hadi)


def put_in_force(world: World):
    due = world.case.deadlines.get(step="disiplin-pp94/berlaku", met_on=None, ended_on=None).due
    travel(max(due, world.today))
    return actions.put_in_force(world.case, by=world.gita)


def close(world: World):
    return actions.close(world.case, by=world.gita)


def packed(to="kasn"):
    return actions.Packed(to, "sha256:" + "0" * 64, "{}")


def refer(world: World, to="kasn"):
    return actions.refer(world.case, packed(to), key=world.key, by=world.gita)


def dismiss(world: World, by=None):
    return actions.dismiss(world.case, reason=WORDS, key=world.key, by=by or _mover(world))


def _mover(world: World):
    return world.hadi if world.case.state == S.RECOMMENDED else world.gita


def members(world: World, **changes):
    top = world.cast.top
    made = [
        make_employee(top, f"19700101200001{n:04d}", f"Anggota {n} Contoh", echelon="II.a")
        for n in range(3)
    ]
    return [
        actions.Member(one, element, **changes) for one, element in zip(made, Element, strict=True)
    ]


_TO_RECOMMENDED = (summon, hold, reply, assess, recommend)
_TO_SERVED = (*_TO_RECOMMENDED, decide, serve)
WAYS = {
    S.OPENED: (),
    S.SUMMONED: (summon,),
    S.SUMMONED_AGAIN: (summon, miss, summon),
    S.EXAMINED: (summon, hold),
    S.ABSENT: (summon, miss, summon, miss),
    S.REFERRED: (refer,),
    S.RECOMMENDED: _TO_RECOMMENDED,
    S.DECIDED: (*_TO_RECOMMENDED, decide),
    S.SERVED: _TO_SERVED,
    S.OBJECTED: (*_TO_SERVED, lambda w: remedy(w, RemedyKind.OBJECTION)),
    S.APPEALED: (*_TO_SERVED, lambda w: remedy(w, RemedyKind.APPEAL)),
    S.IN_FORCE: (*_TO_SERVED, put_in_force),
    S.CLOSED: (*_TO_SERVED, put_in_force, close),
    S.DISMISSED: (dismiss,),
}


def bring(world: World, state: CaseState, **changes) -> World:
    """A new case of an act of its own, taken to a state step by step."""
    travel(RECEIVED)
    act_on = ACT - timedelta(days=Case.objects.count() % 40)
    open_case(world, **{"act_on": act_on} | changes)
    for step in WAYS[state]:
        step(world)
    assert world.case.state == state
    return world


def later(world: World, days: int) -> None:
    travel(world.today + timedelta(days=days))
