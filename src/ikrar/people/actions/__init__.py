"""Every write of the people app, one noun per file. Each call is one transaction."""

from ikrar.people.actions.agency import create_agency, set_today
from ikrar.people.actions.employees import erase_employee
from ikrar.people.actions.mail import queue_mail, queue_mails
from ikrar.people.actions.units import close_unit, create_unit, save_unit
from ikrar.people.actions.users import create_user, deactivate_user, grant_role, revoke_role

__all__ = [
    "close_unit",
    "create_agency",
    "create_unit",
    "create_user",
    "deactivate_user",
    "erase_employee",
    "grant_role",
    "queue_mail",
    "queue_mails",
    "revoke_role",
    "save_unit",
    "set_today",
]
