"""Hands one message to the mail server and says what became of it.

In comes a message and an open line; out comes a fate: sent, try later, refused for good, or not
known. A refusal of one address is never taken for a refusal of the server, or the other way round.
"""

import smtplib
from dataclasses import dataclass

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from ikrar.people.states import MailState


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a letter: its next state and, unless it went out, why.

    `is_servers` when the server is away or objects to us: that is never held against the letter.
    """

    state: MailState
    problem: str = ""
    is_servers: bool = False


def open_line(line: BaseEmailBackend) -> Fate | None:
    """Make sure that the line works; None when it does, else why the letter must wait.

    Nothing has been handed over yet, so whatever goes wrong here is safe to try again.
    """
    try:
        server = getattr(line, "connection", None)
        if isinstance(server, smtplib.SMTP) and not _is_alive(server):
            line.close()
        line.open()
    except (OSError, smtplib.SMTPException) as error:
        problem = _("Server surat tidak dapat dihubungi: %(error)s") % {"error": _words(error)}
        return Fate(MailState.QUEUED, problem, is_servers=True)
    return None


def deliver(message: EmailMessage, line: BaseEmailBackend) -> Fate:
    """Send `message` over `line`, which `open_line` has just found alive."""
    message.connection = line
    try:
        validate_email(message.to[0])
        message.send()
    except smtplib.SMTPRecipientsRefused as error:
        code, reason = next(iter(error.recipients.values()), (550, b""))
        return _refused(code, reason)
    except smtplib.SMTPDataError as error:
        return _refused(error.smtp_code, error.smtp_error)
    except (
        smtplib.SMTPSenderRefused,
        smtplib.SMTPHeloError,
        smtplib.SMTPNotSupportedError,
    ) as error:
        # the server objects to us, not to this address: no letter is lost for it
        problem = _("Server surat menolak pengirim: %(e)s") % {"e": _words(error)}
        return Fate(MailState.QUEUED, problem, is_servers=True)
    except (smtplib.SMTPException, OSError) as error:
        # cut off while handing over: it may have been taken
        return Fate(
            MailState.UNKNOWN, _("Terputus saat mengirim: %(error)s") % {"error": _words(error)}
        )
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one letter stops no other
        return Fate(MailState.FAILED, _("Surat tidak dapat disusun: %(e)s") % {"e": _words(error)})
    return Fate(MailState.SENT)


def _is_alive(server: smtplib.SMTP) -> bool:
    try:
        return server.noop()[0] == 250
    except (OSError, smtplib.SMTPException):
        return False


def _refused(code: int, reason: bytes | str) -> Fate:
    text = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else reason
    words = f"{code} {text}".strip()
    if 400 <= code < 500:
        return Fate(MailState.QUEUED, _("Server surat menunda: %(words)s") % {"words": words})
    return Fate(MailState.FAILED, _("Alamat atau isi ditolak: %(words)s") % {"words": words})


def _words(error: Exception) -> str:
    messages = getattr(error, "messages", None)
    return " ".join(messages) if messages else f"{error}" or type(error).__name__
