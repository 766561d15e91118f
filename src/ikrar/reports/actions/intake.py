"""A report comes in: sealed, numbered by its receipt, logged, all in one transaction."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from threading import BoundedSemaphore
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikrar import packs
from ikrar.errors import InputError, NotPossible
from ikrar.ledger import actions as ledger
from ikrar.people.models import Unit
from ikrar.people.queries import the_agency, today, unit_by_code
from ikrar.reports.actions.sealing import attach
from ikrar.reports.content import (
    LONGEST_IDENTITY,
    Content,
    about_content,
    about_identity,
)
from ikrar.reports.fingerprints import fingerprint
from ikrar.reports.models import Door, Message, Report, Ticket
from ikrar.reports.recipients import named_in, officers, readers
from ikrar.reports.states import Author, NoticeKind
from ikrar.reports.tickets import Ticket as Form
from ikrar.sealing import boxes, keys, receipts
from ikrar.vault import actions as vault
from ikrar.vault.queries import recovery_or_none
from ikrar.vault.states import BoxKind
from ikrar.vault.uploads import Sealed

# reports an hour, of all reporters together, whose browsers proved no work
WITHOUT_WORK: Final = 120
# a receipt has 80 bits of its own, so that its hash need not be as slow as a passphrase's
COST: Final = keys.Cost(passes=2, memory=32 << 20)
_STRETCHING: Final = BoundedSemaphore(4)  # so many hashes at once, whatever is asked


@dataclass(frozen=True, slots=True)
class Filed:
    """A report that was filed, and the receipt that only its reporter gets to see."""

    report: Report
    receipt: str = field(repr=False)


def submit(
    content: Content, *, form: Form, identity: str = "", attached: Sequence[Sealed] = ()
) -> Filed:
    """File a report. InputError where it is empty; NotPossible where the form was sent before, nobody holds a key yet, or
    too many come without work.
    """
    agency = the_agency()
    names = named_in(content, packs.load(agency.pack), on=today(agency))
    content = replace(content, names=names)
    _check(content, identity)
    receipt = receipts.make()
    found = stretch(receipt)
    with transaction.atomic():
        _use(form)
        report = _file(content, found)
        if identity:
            _seal_identity(report, identity)
        key = boxes.open_key(bytes(report.reporter_sealed), found.private)
        attach(report, key, attached)
        Message.objects.create(
            report=report, author=Author.HOUSE, kind=NoticeKind.RECEIVED, at=report.received_at
        )
    return Filed(report, receipt)


def stretch(receipt: str) -> receipts.Derived:
    """What a receipt opens here. InputError where it is mistyped. Slow by intent."""
    with _STRETCHING:
        return receipts.derive(receipt, salt=_salt(), cost=COST)


def _check(content: Content, identity: str) -> None:
    if len(content.what.split()) < 3:
        raise InputError(_("Tulis apa yang terjadi, sedikitnya dengan satu kalimat."))
    if len(identity) > LONGEST_IDENTITY:
        raise InputError(_("Identitas terlalu panjang: paling banyak 2.000 huruf."))
    if not officers():
        raise NotPossible(
            _(
                "Pintu laporan belum dibuka: belum ada petugas yang memegang kunci. Tidak ada yang dikirim."
            )
        )
    if identity and recovery_or_none() is None:
        raise NotPossible(
            _(
                "Identitas belum dapat dititipkan: kustodian belum ditunjuk. Kosongkan bagian itu untuk mengirim."
            )
        )


def _file(content: Content, found: receipts.Derived) -> Report:
    holders = readers(content, _unit(content.unit))
    if not holders:
        raise NotPossible(
            _(
                "Semua petugas di sini disebut, dikecualikan, atau bekerja di unit itu, jadi tidak ada yang boleh membaca laporan ini. Tidak ada yang disimpan. Tulisan Anda masih ada di bawah: kurangi pengecualian, atau laporkan lewat SP4N-LAPOR, SBT, atau Bawaslu."
            )
        )
    box, key = vault.new_box(BoxKind.REPORT, holders=holders)
    report = Report(
        pk=_number(),
        lookup=found.lookup,
        reporter_key=found.public,
        box=box,
        reporter_sealed=boxes.seal_key(key, found.public),
        received_at=timezone.now().replace(second=0, microsecond=0),
    )
    report.content = boxes.seal(key, content.write(), about=about_content(report.ref))
    report.save(force_insert=True)
    ledger.append(
        log="internal", kind="report", ref=report.ref, at=report.received_at,
        payload={"sealed": fingerprint(report.content)},
    )  # fmt: skip
    return report


def _number() -> int:
    """Seven digits at random: numbers that run on would tell an officer how many reports they are kept out of."""
    while Report.objects.filter(pk=(found := 1_000_000 + secrets.randbelow(9_000_000))).exists():
        pass
    return found


def _seal_identity(report: Report, identity: str) -> None:
    box, key = vault.new_box(BoxKind.IDENTITY)
    report.identity_box = box
    report.identity = boxes.seal(key, identity.encode(), about=about_identity(report.ref))
    report.save(update_fields=["identity_box", "identity"])


def _use(form: Form) -> None:
    """Mark a form as sent. NotPossible the second time, or where the allowance without work is spent."""
    now = timezone.now()
    if not form.has_work:
        recent = Ticket.objects.filter(has_work=False, used_at__gt=now - timedelta(hours=1))
        if recent.count() >= WITHOUT_WORK:
            raise NotPossible(
                _(
                    "Banyak laporan datang bersamaan. Tulisan Anda masih ada di bawah: coba lagi beberapa menit lagi, atau nyalakan JavaScript agar laporan Anda didahulukan."
                )
            )
    try:
        with transaction.atomic():
            Ticket.objects.create(nonce=form.nonce, has_work=form.has_work, used_at=now)
    except IntegrityError as error:
        raise NotPossible(
            _("Laporan dari formulir ini sudah terkirim. Buka kotaknya dengan tanda terima Anda.")
        ) from error


def _unit(code: str) -> Unit | None:
    return unit_by_code(code) if code else None


def _salt() -> bytes:
    found = (
        Door.objects.first()
        or Door.objects.get_or_create(is_only=True, defaults={"salt": boxes.new_key()[:16]})[0]
    )
    return bytes(found.salt)
