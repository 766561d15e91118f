"""The communications people of the browser's world, with the demo's messages and a plan that was brought in."""

from dataclasses import dataclass

from ikrar.people.models import Role, User
from ikrar.people.states import RoleName
from ikrar.programme import actions, queries
from ikrar.programme.models import Message, Plan
from ikrar.programme.plan_rows import Terms
from ikrar.server.demo.messages import messages
from tests.cast import Cast, make_employee

PLAN = (
    "judul,teks,saluran,tanggal,pukul\n"
    "Rencana yang terbaca,Kenali semua peserta pemilu sebelum memilih.,wa,05/02/2024,9.30 WITA\n"
    "Rencana yang keliru,Teks,merpati,31/02/2024,\n"
)


@dataclass(frozen=True)
class Humas:
    maya: User
    nanda: User
    made: list[Message]
    plan: Plan

    def titled(self, title: str) -> Message:
        return next(one for one in self.made if one.title == title)


def make_humas(cast: Cast) -> Humas:
    people = {}
    for name, nip in (("maya", "198606062011012010"), ("nanda", "197909092005011011")):
        employee = make_employee(cast.top, nip, f"{name.title()} Contoh")
        user = User.objects.create_user(name, email=f"{name}@contoh.test", employee=employee)
        Role.objects.create(user=user, name=RoleName.COMMUNICATIONS)
        people[name] = user
    made = messages(**people)
    terms = Terms(queries.the_pack(), (), queries.zone())
    plan, _new = actions.bring_plan(PLAN.encode(), "rencana.csv", terms=terms, by=people["maya"])
    return Humas(**people, made=made, plan=plan)
