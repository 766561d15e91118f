"""Check a certificate or bundle step by step, so that a page can say which step does not hold.

In: the bytes of a file and this log's public key. Out: a report. The steps only explain; whether the
whole holds is decided by `ikrar.tlog.verify.verify` alone, which runs last.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ikrar.errors import Error, VerificationError
from ikrar.tlog import entry, merkle, verify
from ikrar.tlog.bundle import Bundle, read
from ikrar.tlog.checkpoint import Checkpoint, open_checkpoint
from ikrar.tlog.note import VerifierKey
from ikrar.tlog.refusal import is_refusal

OK, FAILED, SKIPPED = "ok", "danger", "none"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the report: what is asked, how it came out, what a failure means."""

    name: str | Promise
    outcome: str
    meaning: str | Promise = ""
    detail: str = ""  # the engine's own words, in English


@dataclass(slots=True)
class Report:
    """All steps in order; `verified` is set only when everything holds."""

    steps: list[Step] = field(default_factory=list)
    bundle: Bundle | None = None
    verified: verify.Verified | None = None

    @property
    def failed(self) -> Step | None:
        return next((step for step in self.steps if step.outcome == FAILED), None)

    def run(self, name: Any, meaning: Any, check: Callable[[], Any], *, needs: bool = True) -> Any:
        """Add a step; a failure becomes its meaning, and what needs it is skipped."""
        if not needs:
            self.steps.append(Step(name, SKIPPED))
            return None
        try:
            result = check()
        except Error as error:
            self.steps.append(Step(name, FAILED, meaning, str(error)))
            return None
        self.steps.append(Step(name, OK))
        return True if result is None else result


def refusal_in(data: bytes) -> bytes | None:
    """The proof of a refused gift in an upload (a PDF or the proof itself); None where there is none."""
    try:
        if data.lstrip()[:5] == b"%PDF-":
            from ikrar.documents.attachment import read_bundle

            data = read_bundle(data)
    except Error:
        return None  # what is wrong with it is told step by step
    return data if is_refusal(data) else None


def check_file(data: bytes, *, vkey: str) -> Report:
    """Check an upload: a certificate PDF with its bundle attached, or the bundle itself."""
    return _check(lambda: _bundle_in(data), vkey)


def check_bundle(data: bytes, *, vkey: str) -> Report:
    """Check a bundle that this installation made."""
    return _check(lambda: read(data), vkey)


def _bundle_in(data: bytes) -> Bundle:
    if data.lstrip()[:5] == b"%PDF-":
        from ikrar.documents.attachment import read_bundle

        data = read_bundle(data)
    return read(data)


def _check(load: Callable[[], Bundle], vkey: str) -> Report:
    report = Report()
    report.bundle = bundle = report.run(
        _("Bukti di dalam berkas dapat dibaca"),
        _("Berkas ini bukan sertifikat atau bukti ikrar, rusak, atau isinya diubah."),
        load,
    )
    _run_log(report, bundle, vkey)
    report.run(
        _("Nama, unit kerja, dan instansi sesuai dengan catatan"),
        _("Nama, unit kerja, atau instansi pada berkas ini bukan yang menandatangani."),
        lambda: _check_person(bundle),
        needs=bundle is not None,
    )
    report.run(
        _("Teks ikrar sesuai dengan catatan"),
        _("Teks pada berkas ini bukan teks yang ditandatangani."),
        lambda: _check_text(bundle),
        needs=bundle is not None,
    )
    report.verified = report.run(
        _("Setiap butir disetujui dan catatan lengkap"),
        _("Catatan ini bukan penandatanganan ikrar yang lengkap."),
        lambda: verify.verify(bundle, keys=[vkey]),
        needs=report.failed is None,
    )
    return report


def _run_log(report: Report, bundle: Any, vkey: str) -> None:
    """Is it this log, did this log sign, and does it hold the entry?"""
    origin = report.run(
        _("Bukti berasal dari buku catatan instansi ini"),
        _("Bukti ini menyebut buku catatan lain. Periksa di instansi yang menerbitkannya."),
        lambda: _check_origin(bundle, vkey),
        needs=bundle is not None,
    )
    checkpoint = report.run(
        _("Titik periksa ditandatangani dengan kunci buku catatan ini"),
        _("Tanda tangan buku catatan tidak cocok. Bukti ini dipalsukan atau rusak."),
        lambda: open_checkpoint(bundle.proof.checkpoint, [VerifierKey.parse(vkey)]),
        needs=bool(origin),
    )
    report.run(
        _("Catatan tanda tangan ada di dalam buku catatan"),
        _("Catatan ini tidak ada di buku catatan, atau isinya diubah setelah dicatat."),
        lambda: _check_inclusion(bundle, checkpoint),
        needs=checkpoint is not None,
    )


def _check_origin(bundle: Bundle, vkey: str) -> None:
    claimed, own = bundle.proof.checkpoint.split("\n", 1)[0], vkey.split("+", 1)[0]
    if claimed != own:
        raise VerificationError(f"The proof is from the log {claimed[:200]}, not from {own}.")


def _check_inclusion(bundle: Bundle, checkpoint: Checkpoint) -> None:
    merkle.verify_inclusion(
        merkle.leaf_hash(bundle.leaf),
        index=bundle.proof.index,
        size=checkpoint.size,
        proof=bundle.proof.hashes,
        root=checkpoint.root,
    )


def _check_person(bundle: Bundle) -> None:
    if entry.commit(bundle.salt, bundle.disclosure) != bundle.entry.get("who"):
        raise VerificationError("The person and salt in this file do not give the commitment.")


def _check_text(bundle: Bundle) -> None:
    if entry.text_hash(bundle.text) != bundle.entry.get("text"):
        raise VerificationError("The hash of the text in this file is not the one that was signed.")
