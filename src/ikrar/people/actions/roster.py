"""Roster import: a file is read and checked, a person agrees, then it is applied batch by batch.

`start_import` writes nothing about people; `apply_import` does, `BATCH` rows a transaction, and may be
killed between any two: `rows_done` moves in the same transaction as the rows it counts. The same
file again changes nothing.
"""

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikrar.errors import NotPossible
from ikrar.people.actions.roster_rows import apply_batch, apply_leavers, check_rows
from ikrar.people.actions.roster_tree import apply_units, plan_units, unit_ids
from ikrar.people.models import Agency, RosterImport, RosterProblem, User
from ikrar.people.policies import Actor, check_can_manage_roster, check_can_move_import
from ikrar.people.queries import spool_path, today, unfinished_import
from ikrar.people.roster import spool as spools
from ikrar.people.roster.receive import Received, receive
from ikrar.people.roster.spool import MAX_STORED, Busy, Problem, Spool
from ikrar.people.states import ImportState

Progress = Callable[[int, int], None]  # rows done, rows in all (0 while not known)
BATCH = 2_000
KEEP_PREVIEW = timedelta(days=7)


def start_import(
    agency: Agency, *, file: BinaryIO, file_name: str, is_complete: bool = False,
    progress: Progress | None = None, by: Actor,
) -> RosterImport:  # fmt: skip
    """Read a file and compare it with the database; nothing about people changes."""
    roster_import = receive_import(
        agency, file=file, file_name=file_name, is_complete=is_complete, progress=progress, by=by
    )
    return check_now(roster_import, progress=progress)


def receive_import(
    agency: Agency, *, file: BinaryIO, file_name: str, is_complete: bool = False,
    progress: Progress | None = None, by: Actor,
) -> RosterImport:  # fmt: skip
    """Read a file into a spool; the worker may check it later. A waiting preview is replaced."""
    check_can_manage_roster(agency, by=by)
    _refuse_while_applying(agency)
    received = receive(
        file, data=Path(settings.DATA_DIR), on=_real_today(agency), max_bytes=settings.ROSTER_MAX_BYTES,
        progress=None if progress is None else lambda done: progress(done, 0),
    )  # fmt: skip
    roster_import = RosterImport(
        agency=agency, file_name=_safe_name(file_name), is_complete=is_complete,
        file_sha256=sha256_of(file), stored_as=received.path.name,
        by=by if isinstance(by, User) else None,
        rows_total=received.people, columns=received.columns, counts=_first_counts(received),
    )  # fmt: skip
    _store(roster_import)
    return roster_import


def sha256_of(file: BinaryIO) -> str:
    """The fingerprint by which an interrupted import is found again."""
    digest = hashlib.sha256()
    file.seek(0)
    while block := file.read(1 << 20):
        digest.update(block)
    return digest.hexdigest()


def _real_today(agency: Agency) -> date:
    """A demo may pretend an earlier day; people hired since then are real all the same."""
    return max(today(agency), timezone.localdate())


def _safe_name(name: str) -> str:
    return "".join(letter for letter in name if letter.isprintable())[-200:] or "daftar"


def _refuse_while_applying(agency: Agency) -> None:
    if running := unfinished_import(agency):
        raise NotPossible(
            _(
                "Impor “%(name)s” sedang diterapkan (%(done)d dari %(total)d baris). Tunggu sampai selesai, lalu "
                "unggah lagi."
            )
            % {"name": running.file_name, "done": running.rows_done, "total": running.rows_total}
        )


def _first_counts(received: Received) -> dict[str, object]:
    return {
        "refused": received.refused, "warnings": received.warnings, "unreadable": received.unreadable,
        "sheet": received.sheet[:100],
    }  # fmt: skip


@transaction.atomic
def _store(roster_import: RosterImport) -> None:
    discard_waiting(roster_import.agency)
    roster_import.save()
    spool = Spool(spool_path(roster_import))
    try:
        _store_problems(roster_import, spool.problems())
    finally:
        spool.close()


def _store_problems(roster_import: RosterImport, problems: Iterable[Problem]) -> None:
    rows = (
        RosterProblem(
            roster_import=roster_import,
            row=p.row,
            column=p.column,
            message=p.message,
            is_warning=p.is_warning,
        )
        for p in problems
    )
    RosterProblem.objects.bulk_create(rows, batch_size=1000)


def check_now(roster_import: RosterImport, *, progress: Progress | None = None) -> RosterImport:
    """Check an import, or wait for the worker that was quicker to begin."""
    while roster_import.state == ImportState.UPLOADED:
        try:
            return check_import(roster_import, progress=progress)
        except Busy:
            time.sleep(0.2)
            roster_import.refresh_from_db()
    return roster_import


def check_import(roster_import: RosterImport, *, progress: Progress | None = None) -> RosterImport:
    """Compare the spooled rows with the database: who is new, changed, transferred, gone."""
    agency, spool = roster_import.agency, Spool(spool_path(roster_import))
    try:
        with spool.alone():
            roster_import.refresh_from_db()
            if roster_import.state != ImportState.UPLOADED:
                return roster_import
            plan = plan_units(agency, spool)
            ids, ambiguous = unit_ids(agency, plan), set(plan.ambiguous)
            counts = check_rows(roster_import, spool, ids, ambiguous, progress)
            problems, leavers = _ambiguous(spool, plan.ambiguous), spool.count("leavers")
    finally:
        spool.close()
    counts |= {
        "units_new": len(plan.new),
        "left": counts.get("left", 0) + leavers,
        "leavers": leavers,
    }
    counts["refused"] = roster_import.counts["refused"] + counts.get("no_unit", 0)
    with transaction.atomic():
        moved = RosterImport.objects.filter(pk=roster_import.pk, state=ImportState.UPLOADED).update(
            state=ImportState.CHECKED,
            counts=roster_import.counts | counts,
            rows_total=roster_import.rows_total + leavers,
        )
        if moved:
            _store_problems(roster_import, problems)
    roster_import.refresh_from_db()
    return roster_import


def _ambiguous(spool: Spool, keys: list[int]) -> list[Problem]:
    message = _(
        "Nama unit kerja ini dipakai lebih dari satu unit. Isi UNOR ID, atau satuan kerjanya."
    )
    return [
        Problem(row, _("unit kerja"), message, is_warning=False)
        for row in spool.rows_in_units(keys[:500], MAX_STORED)
    ]


def approve_import(roster_import: RosterImport, *, by: Actor) -> RosterImport:
    """A person has seen the preview and agrees; from now on the worker may apply it."""
    check_can_move_import(roster_import, to=ImportState.APPLYING, by=by)
    try:
        with transaction.atomic():
            moved = RosterImport.objects.filter(
                pk=roster_import.pk, state=ImportState.CHECKED
            ).update(state=ImportState.APPLYING)
    except IntegrityError:
        _refuse_while_applying(roster_import.agency)
        raise
    if not moved:
        raise NotPossible(_("Impor ini baru saja berubah. Muat ulang halaman."))
    roster_import.refresh_from_db()
    return roster_import


def apply_import(
    roster_import: RosterImport, *, progress: Progress | None = None, by: Actor
) -> RosterImport:
    """Agree and apply to the end; one that was interrupted goes on where it stopped."""
    check_can_manage_roster(roster_import.agency, by=by)
    if roster_import.state != ImportState.APPLYING:
        roster_import = approve_import(roster_import, by=by)
    while continue_import(roster_import):
        roster_import.refresh_from_db()
        if progress is not None:
            progress(roster_import.rows_done, roster_import.rows_total)
    roster_import.refresh_from_db()
    return roster_import


def work_on_import(roster_import: RosterImport) -> bool:
    """What the worker does with an import: check it when it is fresh, else apply a batch."""
    if roster_import.state == ImportState.UPLOADED:
        check_import(roster_import)
        return True
    return continue_import(roster_import)


def continue_import(roster_import: RosterImport) -> bool:
    """Apply the next batch; False when nothing is left. Two at once never apply a batch twice."""
    roster_import.refresh_from_db()
    if roster_import.state != ImportState.APPLYING:
        return False
    path = spool_path(roster_import)
    spool = Spool(path)
    try:
        with transaction.atomic():
            _batch(roster_import, spool)
    finally:
        spool.close()
    if roster_import.state == ImportState.DONE:
        spools.remove(path)
    return True


def _batch(roster_import: RosterImport, spool: Spool) -> None:
    """One batch in the caller's transaction; moving `rows_done` first is what claims it."""
    before, people = roster_import.rows_done, spool.count("people")
    if before < people:
        rows, leavers = spool.rows(before, BATCH), []
    else:
        rows, leavers = [], spool.leavers(before - people, BATCH)
    after = before + len(rows) + len(leavers)
    is_last = after >= roster_import.rows_total or after == before
    mine = RosterImport.objects.filter(
        pk=roster_import.pk, state=ImportState.APPLYING, rows_done=before
    ).update(rows_done=after)
    if not mine:
        return
    if before == 0:
        apply_units(roster_import.agency, spool)
    done = Counter(apply_batch(roster_import, rows, spool.unit_ids()) if rows else {})
    done.update(apply_leavers(roster_import, leavers))
    done.update(roster_import.counts.get("done", {}))
    roster_import.rows_done = after
    roster_import.counts = roster_import.counts | {"done": dict(done)}
    if is_last:
        roster_import.state, roster_import.finished_at = ImportState.DONE, timezone.now()
        roster_import.stored_as = ""
    roster_import.save(update_fields=["counts", "state", "finished_at", "stored_as"])


@transaction.atomic
def discard_import(roster_import: RosterImport, *, by: Actor) -> RosterImport:
    """Throw a preview away, or stop applying; rows already applied stay as they are."""
    check_can_move_import(roster_import, to=ImportState.DISCARDED, by=by)
    locked = RosterImport.objects.select_for_update().get(pk=roster_import.pk)
    check_can_move_import(locked, to=ImportState.DISCARDED, by=by)
    return _discard(locked)


def discard_waiting(agency: Agency) -> None:
    """Throw away previews that nobody has agreed to, in the caller's transaction."""
    waiting = RosterImport.objects.filter(
        agency=agency, state__in=[ImportState.UPLOADED, ImportState.CHECKED]
    )
    for roster_import in waiting.select_for_update():
        _discard(roster_import)


def _discard(roster_import: RosterImport) -> RosterImport:
    path = spool_path(roster_import)
    roster_import.state, roster_import.stored_as = ImportState.DISCARDED, ""
    roster_import.finished_at = timezone.now()
    roster_import.save(update_fields=["state", "stored_as", "finished_at"])
    transaction.on_commit(lambda: spools.remove(path))
    return roster_import


def sweep_imports() -> int:
    """Discard previews that nobody applied in a week, and spools that no import owns any more."""
    old = RosterImport.objects.filter(
        state__in=[ImportState.UPLOADED, ImportState.CHECKED],
        created_at__lt=timezone.now() - KEEP_PREVIEW,
    )
    with transaction.atomic():
        for roster_import in old.select_for_update():
            _discard(roster_import)
    owned = set(RosterImport.objects.exclude(stored_as="").values_list("stored_as", flat=True))
    hour_ago = timezone.now().timestamp() - 3600
    orphans = [
        path
        for path in spools.directory(Path(settings.DATA_DIR)).glob("*.sqlite3")
        if path.name not in owned and spools.modified_at(path) < hour_ago
    ]
    for path in orphans:
        spools.remove(path)
    return len(orphans)
