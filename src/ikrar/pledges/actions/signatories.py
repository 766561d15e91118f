"""Keep a campaign's signatories the same as the roster, in a handful of statements.

Set-based, so that half a million employees take seconds: no row passes through Python. A person who has
signed stays signed whatever their standing becomes; only who must sign follows the standing.
"""

from django.db import connection, transaction
from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils import timezone, translation

from ikrar.people.models import Employee
from ikrar.people.policies import Actor
from ikrar.people.states import MUST_SIGN, Standing
from ikrar.pledges.models import Campaign, Signatory, Signature
from ikrar.pledges.policies import check_can_sync
from ikrar.pledges.states import SignatoryState, SignatureState

EXEMPTING = [standing for standing, must in MUST_SIGN.items() if not must]

# EXCEPT, and not NOT EXISTS: PostgreSQL would plan the latter for a table that is empty when the
# statement starts, and then scan what it has inserted itself once for each employee.
_INSERT = """
INSERT INTO pledges_signatory (campaign_id, employee_id, unit_id, state, reason)
SELECT %s, e.id, e.unit_id, {state}, {reason}
FROM (
    SELECT id FROM people_employee WHERE agency_id = %s AND erased_at IS NULL AND standing <> %s
    EXCEPT SELECT employee_id FROM pledges_signatory WHERE campaign_id = %s
) AS newcomer JOIN people_employee e ON e.id = newcomer.id
"""


def sync_signatories(campaign: Campaign, *, by: Actor = None) -> dict[str, int]:
    """Bring the list up to date; return how many were added, moved, exempted, due again, gone."""
    with transaction.atomic():
        started = timezone.now()
        # one at a time: two of these at once would both insert the newcomers
        locked = Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)
        check_can_sync(locked, by=by)
        counts = {
            "added": _add_newcomers(campaign),
            "moved": _follow_transfers(campaign),
            "gone": _mark_leavers(campaign),
            "returned": _take_back_returners(campaign),
            "exempted": _exempt(campaign),
            "due": _oblige(campaign),
        }
        Campaign.objects.filter(pk=campaign.pk).update(synced_at=started)
        campaign.synced_at = started
    return counts


def _reason(standing: Standing) -> str:
    """The standing in the words of the source language, whatever language is active."""
    with translation.override(None):
        return str(standing.label)


def _add_newcomers(campaign: Campaign) -> int:
    """Insert everybody on the roster who has no row yet; both databases read this SQL."""
    exempting = [standing for standing in EXEMPTING if standing != Standing.LEFT]
    whens = " ".join("WHEN %s THEN %s" for _standing in exempting)
    sql = _INSERT.format(
        state=f"CASE e.standing {whens} ELSE %s END", reason=f"CASE e.standing {whens} ELSE '' END"
    )
    states = [value for s in exempting for value in (s.value, SignatoryState.EXEMPT.value)]
    reasons = [value for s in exempting for value in (s.value, _reason(s))]
    params: list[str | int] = [
        campaign.pk, *states, SignatoryState.DUE.value, *reasons,
        campaign.agency_id, Standing.LEFT.value, campaign.pk,
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return int(cursor.rowcount)


def _rows(campaign: Campaign, *states: SignatoryState) -> QuerySet[Signatory]:
    return Signatory.objects.filter(campaign_id=campaign.pk, state__in=states)


def _employees(campaign: Campaign) -> QuerySet[Employee]:
    return Employee.objects.filter(agency_id=campaign.agency_id)


def _follow_transfers(campaign: Campaign) -> int:
    """Move rows to the unit where their employee is now."""
    now_in = Subquery(Employee.objects.filter(pk=OuterRef("employee_id")).values("unit_id")[:1])
    present = _rows(campaign, SignatoryState.DUE, SignatoryState.SIGNED, SignatoryState.EXEMPT)
    return present.exclude(unit_id=now_in).update(unit_id=now_in)


def _has_left() -> Q:
    return Q(standing=Standing.LEFT) | Q(erased_at__isnull=False)


def _mark_leavers(campaign: Campaign) -> int:
    left = _employees(campaign).filter(_has_left()).values("pk")
    present = _rows(campaign, SignatoryState.DUE, SignatoryState.SIGNED, SignatoryState.EXEMPT)
    return present.filter(employee_id__in=left).update(
        state=SignatoryState.GONE, reason=_reason(Standing.LEFT)
    )


def _take_back_returners(campaign: Campaign) -> int:
    """Count those who came back: as signed if their signature stands, else as due."""
    back = _employees(campaign).exclude(_has_left())
    stands = Signature.objects.filter(signatory=OuterRef("pk"), state=SignatureState.VALID)
    gone = _rows(campaign, SignatoryState.GONE).filter(employee_id__in=back.values("pk"))
    now_in = Subquery(Employee.objects.filter(pk=OuterRef("employee_id")).values("unit_id")[:1])
    state = Case(
        When(Exists(stands), then=Value(SignatoryState.SIGNED)),
        default=Value(SignatoryState.DUE),
        output_field=CharField(),
    )
    return gone.update(state=state, reason="", unit_id=now_in)


def _exempt(campaign: Campaign) -> int:
    """Take those out of the count whose standing says so, with the reason."""
    changed = 0
    for standing in EXEMPTING:
        if standing == Standing.LEFT:
            continue
        reason, held = _reason(standing), _employees(campaign).filter(standing=standing)
        due_or_other = _rows(campaign, SignatoryState.DUE, SignatoryState.EXEMPT)
        changed += (
            due_or_other.filter(employee_id__in=held.values("pk"))
            .exclude(state=SignatoryState.EXEMPT, reason=reason)
            .update(state=SignatoryState.EXEMPT, reason=reason)
        )
    return changed


def _oblige(campaign: Campaign) -> int:
    """Count those again whose standing no longer exempts them."""
    must = _employees(campaign).exclude(standing__in=EXEMPTING).values("pk")
    exempt = _rows(campaign, SignatoryState.EXEMPT)
    return exempt.filter(employee_id__in=must).update(state=SignatoryState.DUE, reason="")
