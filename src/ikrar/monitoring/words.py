"""What pages call kinds of files and columns, and what a finding tells its reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ikrar.monitoring.models import Finding
from ikrar.monitoring.queries import sitting, texts
from ikrar.screening import engine, reasons
from ikrar.sources import Kind
from ikrar.web.highlight import Piece, Span, pieces
from ikrar.web.labels import LABELS, Word

KINDS: Final[dict[str, str | Promise]] = {
    Kind.CSV: _("tabel CSV"),
    Kind.XLSX: _("tabel XLSX"),
    Kind.JSONL: _("JSON per baris"),
    Kind.PARQUET: _("tabel Parquet"),
    Kind.FOURCAT: _("ekspor 4CAT"),
    Kind.YOUTUBE: _("komentar YouTube"),
    Kind.TELEGRAM: _("ekspor Telegram"),
    Kind.WHATSAPP: _("ekspor percakapan WhatsApp"),
    Kind.FEED: _("umpan RSS atau Atom"),
}


@dataclass(frozen=True, slots=True, repr=False)
class Shown:
    """A finding as its reader sees it; the text is never printed by a log of variables."""

    finding: Finding
    word: Word
    pieces: list[Piece]
    reasons: list[str]


def shown(finding: Finding) -> Shown:
    """The post with what was marked in it, and why."""
    text = texts(finding.batch, [finding.row])[0]
    row = engine.screen([text], pack=sitting().bench, on=finding.on).to_pylist()[0]
    own = [one for one in row["findings"] if one["label"] == finding.label]
    spans = [Span(start, end, 1) for one in own for start, end in one["spans"]]
    return Shown(finding, LABELS[finding.label], pieces(text, spans), _reasons(own))


def _reasons(findings: Sequence[dict[str, Any]]) -> list[str]:
    said = [reason for one in findings for reason in one["reasons"]]
    if get_language() == "en":
        return [reasons.translate(one, "en") for one in said]
    return said
