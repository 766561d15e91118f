"""A plan file becomes drafts: good rows are kept, the others are listed as they were, and nothing is brought in twice."""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice
from typing import Any
from uuid import uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikrar import sheets
from ikrar.errors import InputError, NotAllowed
from ikrar.people.models import User
from ikrar.people.policies import Actor
from ikrar.programme import plan_rows
from ikrar.programme.actions.writing import Written, draft_message
from ikrar.programme.models import Message, Plan
from ikrar.programme.plan_rows import Read, Terms
from ikrar.programme.policies import check_can_write_somewhere
from ikrar.programme.queries.calendar import OVER

LARGEST = 5_000_000
MOST_ROWS = 2_000
LONGEST_CELL = 2_000  # characters of a cell that are kept to be shown


def bring_plan(data: bytes, file_name: str, *, terms: Terms, by: Actor) -> tuple[Plan, bool]:
    """Read a plan and draft its good rows; whether it is new. The same file again is the same plan."""
    user = check_can_write_somewhere(by=by)
    if len(data) > LARGEST:
        raise InputError(_("Berkas lebih besar dari 5 MB. Bagi menjadi beberapa rencana."))
    digest = hashlib.sha256(data).hexdigest()
    known = Plan.objects.filter(file_sha256=digest).first()
    if known is not None:
        return known, False
    rows, broken = _all(data, file_name, terms)
    if not rows:
        raise InputError(
            broken or _("Berkas ini tidak berisi satu baris pun di bawah judul kolom.")
        )
    return _kept(rows, broken, _named(file_name, digest, user)), True


def _named(file_name: str, digest: str, user: User) -> Plan:
    name = file_name.replace("\0", "").replace("\\", "/").rpartition("/")[2][-200:]
    return Plan(file_name=name or "rencana", file_sha256=digest, by=user, at=timezone.now().replace(microsecond=0))  # fmt: skip


def _all(data: bytes, name: str, terms: Terms) -> tuple[list[Read], str]:
    """Every row that can be read, and why the rest cannot."""
    rows: list[Read] = []
    broken = ""
    try:
        rows.extend(islice(plan_rows.read(_texts(data, name), terms), MOST_ROWS + 1))
    except InputError as error:
        broken = str(error)
    if len(rows) > MOST_ROWS:
        raise InputError(_("Rencana ini lebih dari 2.000 baris. Bagi menjadi beberapa berkas."))
    return rows, broken


def _texts(data: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    for number, cells in sheets.rows(io.BytesIO(data), name):
        yield number, [str(cell) for cell in cells]


@transaction.atomic
def _kept(rows: list[Read], broken: str, plan: Plan) -> Plan:
    plan.rows_total = len(rows)
    plan.save(force_insert=True)
    problems = (
        [{"row": 0, "wrongs": [{"column": "", "why": broken}], "cells": {}}] if broken else []
    )
    for row in rows:
        wrongs = [asdict(one) for one in row.wrongs] or _drafted(row, plan)
        if wrongs:
            cells = {name: text[:LONGEST_CELL] for name, text in row.cells.items()}
            problems.append({"row": row.number, "wrongs": wrongs, "cells": cells})
    plan.problems = problems
    plan.rows_kept = Message.objects.filter(plan=plan).count()
    plan.save(update_fields=["problems", "rows_kept"])
    return plan


def _drafted(row: Read, plan: Plan) -> list[dict[str, Any]]:
    """What kept a good row from becoming a draft; nothing where it became one."""
    assert row.written is not None
    there = _there(row.written)
    if there is not None:
        why = _("Pesan dengan judul, saluran, dan jadwal ini sudah ada: %(number)s.") % {
            "number": there.number
        }
        return [{"column": "judul", "why": why}]
    try:
        draft_message(row.written, ticket=uuid5(plan.ref, str(row.number)), plan=plan, by=plan.by)
    except (InputError, NotAllowed) as error:
        return [{"column": "", "why": str(error)}]
    return []


def _there(written: Written) -> Message | None:
    title = " ".join(written.title.split())
    rows = Message.objects.filter(title=title, channel=written.channel, at=written.at)
    return rows.exclude(state__in=OVER).first()
