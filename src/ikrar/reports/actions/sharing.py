"""A key for who comes later: an officer opens what they may read and seals it to another, where the report allows it."""

from dataclasses import replace
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from ikrar import packs
from ikrar.ledger import actions as ledger
from ikrar.people.queries import the_agency, today, unit_by_code
from ikrar.reports.models import Report
from ikrar.reports.policies import check_can_see_desk
from ikrar.reports.queries import content_of, key_for, visible_to
from ikrar.reports.recipients import named_in, readers
from ikrar.reports.states import GONE
from ikrar.vault import actions as vault
from ikrar.vault.models import Holder


@transaction.atomic
def share_with(to: Holder, *, by: Holder, private: bytes) -> int:
    """Seal to `to` every report that `by` can open and whose words do not keep `to` out. How many are new to them.

    Which were left out is told to nobody.
    """
    check_can_see_desk(by.user)
    check_can_see_desk(to.user)
    mine = visible_to(by).exclude(state__in=GONE).exclude(box__keys__holder=to)
    return sum(_share(report, to, by, private) for report in mine.select_related("box"))


def _share(report: Report, to: Holder, by: Holder, private: bytes) -> bool:
    key = key_for(report, by, private)
    content = content_of(report, key)
    unit = unit_by_code(content.unit) if content.unit else None
    # they were no officer when the report came: whether it names them is asked now
    names = named_in(content, packs.load(the_agency().pack), on=today(the_agency()))
    if to not in readers(replace(content, names=(*content.names, *names)), unit):
        return False
    vault.grant(report.box, to=to, key=key)
    ledger.append(
        log="internal", kind="report-shared", ref=uuid4(), at=timezone.now(),
        payload={"report": report.ref.hex, "holder": to.pk, "by": by.pk},
    )  # fmt: skip
    return True
