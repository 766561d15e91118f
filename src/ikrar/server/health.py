"""What an operator should know before somebody else notices: settings, key, queues, letters."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from ikrar.errors import Error
from ikrar.ledger import keys
from ikrar.ledger.models import Entry, Log
from ikrar.people.models import Mail, Role
from ikrar.people.queries import agency_or_none
from ikrar.people.states import MailState, RoleName
from ikrar.server import engine

PENDING_TOO_LONG = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `mend` says what to do when it is not well."""

    what: str
    is_well: bool
    mend: str = ""


def findings() -> Iterator[Finding]:
    """Everything that `ikrar check` looks at, the most basic first."""
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        yield Finding("database", is_well=False, mend=f"DATABASE_URL does not answer: {error}")
        return
    yield Finding(f"database ({connection.vendor})", is_well=True)
    plan = MigrationExecutor(connection)
    behind = plan.migration_plan(plan.loader.graph.leaf_nodes())
    yield Finding("migrations", not behind, "Run `ikrar run` or `ikrar init`: it migrates first.")
    if behind:
        return
    yield from _installation()
    yield from _queues()
    yield _engine()
    yield from _exposure()


def _installation() -> Iterator[Finding]:
    agency = agency_or_none()
    yield Finding("agency", agency is not None, "Run `ikrar init` (or `ikrar demo` to try).")
    has_admin = Role.objects.filter(name=RoleName.ADMINISTRATOR, user__is_active=True).exists()
    yield Finding("an administrator", has_admin, "Run `ikrar init` again: it asks for one.")
    yield from _log("public", key="key of the log")
    yield from _log("internal", key="key of the internal log")


def _log(name: str, *, key: str) -> Iterator[Finding]:
    log = Log.objects.filter(name=name).first()
    yield Finding(
        f"{name} log", log is not None, "Run `ikrar init` again: it makes the log and its key."
    )
    if log is None:
        return
    try:
        keys.load_key(log.name, vkey=log.vkey)
        yield Finding(key, is_well=True)
    except Error as error:
        yield Finding(key, is_well=False, mend=str(error))


def _queues() -> Iterator[Finding]:
    late = timezone.now() - PENDING_TOO_LONG
    waiting = Entry.objects.filter(index=None, at__lt=late).count()
    yield Finding(
        f"log entries waiting over a minute: {waiting}", waiting == 0,
        "Is the worker running? `ikrar work --once` shows what stops it.",
    )  # fmt: skip
    stuck = Mail.objects.filter(state__in=[MailState.FAILED, MailState.UNKNOWN]).count()
    yield Finding(
        f"letters that need a person: {stuck}", stuck == 0, "See /pegawai/surat/ and decide."
    )


def _engine() -> Finding:
    """Whether drafts can be checked; compiles what was never compiled."""
    try:
        engine.warm()
    except Exception as error:  # noqa: BLE001  whatever stops it is for the operator to read
        return Finding("screening engine", is_well=False, mend=str(error)[:400])
    return Finding("screening engine", is_well=True)


def _exposure() -> Iterator[Finding]:
    """What matters once others can reach the server; a demo may leave these as they are."""
    agency = agency_or_none()
    if agency is not None and agency.is_demo:
        return
    yield Finding("HTTPS address", settings.HTTPS, "Set IKRAR_URL=https://… (docs/operations.md).")
    yield Finding("debug off", not settings.DEBUG, "Unset IKRAR_DEBUG.")
    has_smtp = settings.EMAIL_BACKEND.endswith("smtp.EmailBackend")
    yield Finding("mail server", has_smtp, "Set IKRAR_SMTP_HOST, or hand out links yourself.")
    try:
        call_command("check", deploy=True, fail_level="ERROR", verbosity=0)
        yield Finding("Django's own checks", is_well=True)
    except SystemCheckError as error:
        yield Finding("Django's own checks", is_well=False, mend=str(error)[:400])
