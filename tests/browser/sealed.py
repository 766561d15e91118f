"""The sealed side of the browser's world: a desk with keys, a report that waits, one that became a case."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ikrar.cases.actions import NewCase, Reported
from ikrar.cases.models import Case
from ikrar.cases.states import VerdictKind
from ikrar.ledger import actions as ledger
from ikrar.people.models import Agency
from ikrar.reports import actions, tickets
from ikrar.reports.content import Content
from ikrar.reports.models import Report
from ikrar.reports.queries import key_for
from tests.apps.cases import steps
from tests.cast import PASSPHRASE, Cast, Desk, make_desk

WHAT = "Saat apel pagi kepala subbagian meminta staf menyukai unggahan tim pemenangan."


@dataclass(frozen=True)
class Sealed:
    desk: Desk
    waiting: Report
    receipt: str  # of the one that waits
    case: Case
    proposed: Case  # waits for the deciding official


def make_sealed(cast: Cast) -> Sealed:
    ledger.create_log("internal", origin="contoh.test/internal")
    desk = make_desk(cast)
    filed = _file(WHAT, identity="Seorang pegawai, 0812-0000-0000")
    other = _file("Mobil dinas dipakai mengangkut kaus kampanye pada hari libur.").report
    key = key_for(other, desk.holders["gita"], desk.private["gita"])
    asked = actions.Asked(
        new=NewCase(received_on=date(2023, 10, 2), unit=cast.unit),
        summary="Dugaan pemakaian mobil dinas untuk kampanye.",
        subjects=(Reported("pengemudi, belum diketahui"),),
        handlers=(cast.citra,),
    )
    case = actions.accept(other, asked, key=key, by=desk.gita)
    proposed = _propose(cast, desk)
    while ledger.sequence("internal"):
        pass
    return Sealed(desk, filed.report, filed.receipt, case, proposed)


def _propose(cast: Cast, desk: Desk) -> Case:
    """A case of last summer, from summons to recommendation."""
    as_it_was = Agency.objects.values("today", "is_demo").get()
    world = steps.World(cast, desk)
    Agency.objects.update(is_demo=True, today=date(2023, 8, 1))
    steps.open_case(world, act_on=date(2023, 7, 20), object="bakal_calon")
    steps.summon(world)
    steps.hold(world)
    steps.reply(world)
    steps.assess(world, kind=VerdictKind.ETHICS, form=steps.MORAL)
    steps.recommend(world)
    Agency.objects.update(**as_it_was)
    return world.case


def _file(what: str, **given: Any) -> actions.Filed:
    form = tickets.read(tickets.make())
    return actions.submit(Content(what=what, who="kepala subbagian"), form=form, **given)


def unlock(page: Any) -> None:
    """Type the passphrase where a locked key led to, at once or by its link; the page that was asked for follows."""
    if page.locator("#id_passphrase").count() == 0:
        page.get_by_role("link", name="Buka kunci").click()
    page.locator("#id_passphrase").fill(PASSPHRASE)
    page.locator("main button.primary").click()
    page.wait_for_load_state()


def open_mailbox(receipt: Callable[[], str]) -> Callable[[Any], None]:
    """Type a receipt."""

    def then(page: Any) -> None:
        page.locator("#id_receipt").fill(receipt())
        page.locator("main button.primary").click()
        page.wait_for_load_state()

    return then
