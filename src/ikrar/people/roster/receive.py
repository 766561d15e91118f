"""Reads a whole file into a spool: every row is checked, kept or refused with its reason.

In comes an open file; out comes the path of the spool and what was counted on the way.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from ikrar.errors import InputError
from ikrar.people.roster import spool as spools
from ikrar.people.roster.identity import load_key
from ikrar.people.roster.people import Person, Refused, Rules, read_person
from ikrar.people.roster.read import Table, open_table
from ikrar.people.roster.spool import MAX_STORED, Problem, Spool

Progress = Callable[[int], None]
EVERY = 2_000


@dataclass(slots=True)
class Received:
    """What a file held. `unreadable`: refused rows of which not even the number is known."""

    path: Path
    columns: dict[str, str] = field(default_factory=dict)
    sheet: str = ""
    people: int = 0
    refused: int = 0
    warnings: int = 0
    unreadable: int = 0


def receive(
    file: BinaryIO, *, data: Path, on: date, max_bytes: int, progress: Progress | None = None
) -> Received:
    """Reduce `file` to a spool in `data`; nothing stays behind when it cannot be read."""
    path = spools.prepare(data)
    spool = Spool(path)
    try:
        with open_table(file, max_bytes=max_bytes) as table, spool.alone():
            received = _read(table, spool, data, on, progress)
        _refuse_empty(received)
    except BaseException:
        spool.close()
        spools.remove(path)
        raise
    spool.close()
    return received


def _refuse_empty(received: Received) -> None:
    if not received.people and not received.refused:
        raise InputError(_("Berkas hanya berisi judul kolom, tanpa pegawai."))


def _read(table: Table, spool: Spool, data: Path, on: date, progress: Progress | None) -> Received:
    names = dict(table.header.names)
    rules = Rules(on, load_key(data), names, is_ppnpn_list=not table.header.has_nip)
    received = Received(spool.path, names, table.sheet)
    for count, (row, fields) in enumerate(table.rows, 1):
        person, warnings = read_person(fields, rules)
        for column, message in warnings:
            _note(spool, received, Problem(row, column, message, is_warning=True))
        refused = person if isinstance(person, Refused) else _keep(spool, row, person, names)
        if refused is not None:
            _refuse(spool, received, row, refused)
        if progress is not None and count % EVERY == 0:
            progress(count)
    received.people = spool.people
    return received


def _keep(spool: Spool, row: int, person: Person, names: dict[str, str]) -> Refused | None:
    earlier = spool.add(row, person)
    if earlier is None:
        return None
    message = _(
        "Nomor ini sudah ada di baris %(row)d. Baris pertama yang dipakai; hapus salah satunya."
    )
    return Refused(names.get("nip", names.get("nik", "")), message % {"row": earlier}, person.nip)


def _refuse(spool: Spool, received: Received, row: int, refused: Refused) -> None:
    if refused.nip:
        spool.add_refused(refused.nip)
    else:
        received.unreadable += 1
    _note(spool, received, Problem(row, refused.column, refused.message, is_warning=False))


def _note(spool: Spool, received: Received, problem: Problem) -> None:
    """Count every problem; keep the first of each sort, so that a wholly wrong file stays small."""
    if problem.is_warning:
        received.warnings += 1
        counted = received.warnings
    else:
        received.refused += 1
        counted = received.refused
    if counted <= MAX_STORED:
        spool.add_problem(
            problem._replace(column=problem.column[:60], message=problem.message[:400])
        )
