"""The demo's conversation: made-up posts are brought in as a user would, screened, counted and told; a few are read."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from ikrar.monitoring import actions, queries, work
from ikrar.monitoring.actions import Approval, NewSource
from ikrar.monitoring.states import SourceScope, Verdict
from ikrar.people.models import User
from ikrar.server.demo import talk
from ikrar.sources import debunks

NOTE: Final = (
    "Peragaan: unggahan dibuat mesin, tidak ditulis siapa pun. Tanggalnya melewati hari peragaan supaya ketiga tahap "
    "terlihat."
)
MAPPING: Final = {"text": "teks", "at": "waktu", "author": "akun", "key": None}
READ: Final = 12  # findings that somebody has read already


def converse(*, maya: User, nanda: User, rows: Iterable[talk.Row] | None = None) -> None:
    """Fill the conversation, with `rows` or all that the demo knows."""
    _bring(NewSource("Warganet (peragaan)", note=NOTE), rows or talk.posts(), by=maya)
    official = NewSource("Akun resmi Kemencontoh (peragaan)", SourceScope.OFFICIAL, NOTE, readers=2)
    _bring(official, talk.official(), by=maya)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "cek-fakta.csv"
        path.write_text(talk.DEBUNKS, "utf-8")
        actions.add_debunks(debunks.read(path).claims, by=maya)
    while work.do_one():
        pass
    for number, finding in enumerate(list(queries.to_read(nanda)[:READ])):
        # what the agency's own account did wrong stays, whatever the order of reading, which is by chance
        is_own = finding.batch.source.scope == SourceScope.OFFICIAL
        verdict = Verdict.DISMISS if number % 4 == 3 and not is_own else Verdict.UPHOLD
        actions.read_finding(finding, verdict, by=nanda)


def _bring(new: NewSource, rows: Iterable[talk.Row], *, by: User) -> None:
    source = actions.open_source(new, by=by)
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow(["waktu", "akun", "teks"])
    writer.writerows((at.isoformat(), account, text) for at, account, text in rows)
    upload = actions.receive_upload(
        source, io.BytesIO(sheet.getvalue().encode()), name="a.csv", by=by
    )
    actions.approve_upload(upload, Approval(dict(MAPPING)), by=by)
