"""Every write of the people app, one noun per file. Each call is one transaction."""

from ikrar.people.actions.agency import create_agency, set_today
from ikrar.people.actions.employees import erase_employee
from ikrar.people.actions.interests import (
    Tie,
    declare_interest,
    end_interest,
    note_interests_seen,
    remind_of_interests,
    review_interests,
)
from ikrar.people.actions.mail import (
    confirm_mail_sent,
    queue_mail,
    queue_mails,
    retry_mail,
    send_due_mails,
    send_one_mail,
    shelve_stale_mails,
)
from ikrar.people.actions.roster import (
    apply_import,
    approve_import,
    check_import,
    check_now,
    continue_import,
    discard_import,
    receive_import,
    start_import,
    sweep_imports,
    work_on_import,
)
from ikrar.people.actions.tokens import create_token, note_token_use, revoke_token
from ikrar.people.actions.units import close_unit, create_unit, save_unit
from ikrar.people.actions.users import create_user, deactivate_user, grant_role, revoke_role

__all__ = [
    "Tie",
    "apply_import",
    "approve_import",
    "check_import",
    "check_now",
    "close_unit",
    "confirm_mail_sent",
    "continue_import",
    "create_agency",
    "create_token",
    "create_unit",
    "create_user",
    "deactivate_user",
    "declare_interest",
    "discard_import",
    "end_interest",
    "erase_employee",
    "grant_role",
    "note_interests_seen",
    "note_token_use",
    "queue_mail",
    "queue_mails",
    "receive_import",
    "remind_of_interests",
    "retry_mail",
    "review_interests",
    "revoke_role",
    "revoke_token",
    "save_unit",
    "send_due_mails",
    "send_one_mail",
    "set_today",
    "shelve_stale_mails",
    "start_import",
    "sweep_imports",
    "work_on_import",
]
