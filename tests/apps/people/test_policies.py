"""Every action of the people app for each of the six people: who may, who may not."""

from datetime import date

import pytest

from ikrar.errors import Error, NotAllowed, NotPossible
from ikrar.ledger.actions import create_log
from ikrar.ledger.models import Log
from ikrar.people import actions, policies
from ikrar.people.models import Mail, Role, RosterImport
from ikrar.people.states import ImportState, InterestKind, MailState, RoleName
from tests.apps.people.files import as_csv, row


def _import(cast, state):
    return RosterImport.objects.create(
        agency=cast.agency, file_name="x", file_sha256="0" * 64, state=state
    )


def _demo(cast):
    cast.agency.is_demo = True
    cast.agency.save()
    return cast.agency


def _mail(cast):
    from django.utils import timezone

    return Mail.objects.create(
        key="k",
        to="a@contoh.test",
        subject="s",
        body="b",
        state=MailState.UNKNOWN,
        not_before=timezone.now(),
    )


def _token(by):
    return actions.create_token("Uji", scopes=["screenings"], days=1, by=by)[0]


def _logged(cast):
    if not Log.objects.filter(name="internal").exists():
        create_log("internal", origin="contoh.test/internal")
    return cast


def _declare(cast, by):
    _logged(cast)
    kind, since = InterestKind.PARTY, date(2024, 1, 1)
    return actions.declare_interest(cast.ani.employee, actions.Tie(kind=kind, since=since), by=by)


def _end(cast, by):
    return actions.end_interest(_declare(cast, cast.ani), until=date(2024, 2, 1), by=by)


ACTIONS = {
    "start_import": lambda c, by: actions.start_import(
        c.agency, file=as_csv([row(1)]), file_name="x", by=by
    ),
    "receive_import": lambda c, by: actions.receive_import(
        c.agency, file=as_csv([row(1)]), file_name="x", by=by
    ),
    "approve_import": lambda c, by: actions.approve_import(_import(c, ImportState.CHECKED), by=by),
    "apply_import": lambda c, by: actions.apply_import(
        actions.start_import(c.agency, file=as_csv([row(1)]), file_name="x", by=None), by=by
    ),
    "discard_import": lambda c, by: actions.discard_import(_import(c, ImportState.CHECKED), by=by),
    "create_unit": lambda c, by: actions.create_unit(
        c.agency, code="N", name="N", parent=c.unit, by=by
    ),
    "create_root": lambda c, by: actions.create_unit(c.agency, code="N", name="N", by=by),
    "save_unit": lambda c, by: actions.save_unit(c.unit, name="Lain", parent=c.top, by=by),
    "close_unit": lambda c, by: actions.close_unit(
        actions.create_unit(c.agency, code="N", name="N", parent=c.unit, by=None),
        valid_to=date(2030, 1, 1),
        by=by,
    ),
    "create_user": lambda c, by: actions.create_user("baru", password=None, by=by),
    "deactivate_user": lambda c, by: actions.deactivate_user(c.dodi, by=by),
    "grant_role": lambda c, by: actions.grant_role(
        c.ani, name=RoleName.WITNESS, unit=c.unit, by=by
    ),
    "revoke_role": lambda c, by: actions.revoke_role(Role.objects.get(user=c.budi), by=by),
    "erase_employee": lambda c, by: actions.erase_employee(c.ani.employee, by=by),
    "set_today": lambda c, by: actions.set_today(_demo(c), today=date(2024, 2, 14), by=by),
    "retry_mail": lambda c, by: actions.retry_mail(_mail(c), by=by),
    "confirm_mail_sent": lambda c, by: actions.confirm_mail_sent(_mail(c), by=by),
    "create_token": lambda c, by: _token(by),
    "revoke_token": lambda c, by: actions.revoke_token(_token(None), by=by),
    "declare_interest": _declare,
    "end_interest": _end,
    "review_interests": lambda c, by: actions.review_interests(_logged(c).ani.employee, by=by),
    "note_interests_seen": lambda c, by: actions.note_interests_seen(
        _logged(c).ani.employee, by=by
    ),
}
BOTH, EKA, FAJAR = {"eka", "fajar"}, {"eka"}, {"fajar"}
MAY = {
    "start_import": BOTH, "receive_import": BOTH, "approve_import": BOTH, "apply_import": BOTH,
    "discard_import": BOTH, "create_unit": BOTH, "create_root": BOTH, "save_unit": BOTH, "close_unit": BOTH,
    "create_user": EKA, "deactivate_user": EKA, "grant_role": EKA, "revoke_role": EKA,
    "erase_employee": FAJAR, "set_today": EKA, "retry_mail": BOTH, "confirm_mail_sent": BOTH,
    "create_token": EKA, "revoke_token": EKA, "declare_interest": {"ani"}, "end_interest": {"ani"}, "review_interests": {"ani"},
    "note_interests_seen": {"ani"},
}  # fmt: skip
NO_PERSON = {  # acts of the system, or steps inside the actions above
    "check_import", "check_now", "continue_import", "work_on_import", "sweep_imports", "create_agency",
    "queue_mail", "queue_mails", "send_due_mails", "send_one_mail", "shelve_stale_mails",
    "note_token_use", "Tie", "remind_of_interests",
}  # fmt: skip


def test_the_matrix_knows_every_action():
    assert ACTIONS.keys() == MAY.keys()
    assert set(actions.__all__) - NO_PERSON == ACTIONS.keys() - {"create_root"}


@pytest.mark.parametrize("who", ["ani", "budi", "citra", "dodi", "eka", "fajar"])
@pytest.mark.parametrize("action", ACTIONS)
def test_who_may(cast, action, who):
    by = getattr(cast, who)
    if who in MAY[action]:
        ACTIONS[action](cast, by)
    else:
        with pytest.raises(NotAllowed) as caught:
            ACTIONS[action](cast, by)
        assert str(caught.value).endswith(".")


OWN = {
    "declare_interest",
    "end_interest",
    "review_interests",
}  # the person's alone: not even the system's


@pytest.mark.parametrize("action", ACTIONS)
def test_the_system_may(cast, action):
    if action in OWN:
        with pytest.raises(NotAllowed):
            ACTIONS[action](cast, None)
    else:
        ACTIONS[action](cast, None)


def test_a_role_covers_its_unit_and_all_below(cast):
    below = actions.create_unit(cast.agency, code="N", name="N", parent=cast.unit, by=None)
    for unit in (cast.unit, below):
        assert policies.has_role(cast.budi, RoleName.COORDINATOR, unit=unit)
    for unit in (cast.top, cast.other, None):
        assert not policies.has_role(cast.budi, RoleName.COORDINATOR, unit=unit)
    assert policies.has_role_somewhere(cast.budi, RoleName.COORDINATOR)
    assert not policies.has_role_somewhere(cast.dodi, *RoleName.values)


def test_a_unit_whose_number_begins_alike_is_not_below(cast):
    cast.other.path = f"{cast.top.path}{cast.unit.pk}9/"
    assert not policies.has_role(cast.budi, RoleName.COORDINATOR, unit=cast.other)


def test_administrator_is_not_everything(cast):
    assert not policies.has_role(cast.eka, RoleName.PERSONNEL)
    assert not policies.can_erase(cast.ani.employee, by=cast.eka)


def test_nobody_without_login_or_with_a_closed_account(cast):
    from django.contrib.auth.models import AnonymousUser

    assert not policies.has_role(AnonymousUser(), *RoleName.values)
    cast.fajar.is_active = False
    assert not policies.has_role(cast.fajar, RoleName.PERSONNEL)


def test_personnel_of_a_unit_stay_in_their_unit(cast):
    actions.grant_role(cast.ani, name=RoleName.PERSONNEL, unit=cast.unit, by=None)
    actions.create_unit(cast.agency, code="N", name="N", parent=cast.unit, by=cast.ani)
    for parent in (cast.other, cast.top, None):
        with pytest.raises(NotAllowed):
            actions.create_unit(cast.agency, code="M", name="M", parent=parent, by=cast.ani)
        with pytest.raises(NotAllowed):
            actions.save_unit(
                cast.unit, name="x", parent=parent, by=cast.ani
            ) if parent != cast.top else (
                actions.save_unit(cast.other, name="x", parent=cast.top, by=cast.ani)
            )
    assert policies.can_see_employees(cast.unit, by=cast.ani)
    assert not policies.can_see_employees(cast.other, by=cast.ani)


@pytest.mark.parametrize("name", [n for n in dir(policies) if n.startswith("can_")])
def test_can_answers_what_check_raises(cast, name):
    subject = {
        "can_manage_mail": None, "can_erase": cast.ani.employee, "can_see_employees": cast.unit,
        "can_manage_units": cast.unit,
    }.get(name, cast.agency)  # fmt: skip
    for who in ("ani", "budi", "citra", "dodi", "eka", "fajar"):
        by = getattr(cast, who)
        try:
            getattr(policies, f"check_{name}")(subject, by=by)
            allowed = True
        except (NotAllowed, NotPossible):
            allowed = False
        assert getattr(policies, name)(subject, by=by) == allowed
    assert issubclass(NotAllowed, Error)
