"""What pages call kinds of files and columns, and what a finding tells its reader."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pyarrow as pa
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from ikrar.indicators.kinds import indicator
from ikrar.monitoring import judging
from ikrar.monitoring.models import Alert, Finding
from ikrar.monitoring.queries import sitting, texts
from ikrar.monitoring.states import AlertKind
from ikrar.screening import engine, reasons
from ikrar.sources import Kind
from ikrar.web.highlight import Piece, Span, pieces
from ikrar.web.labels import LABELS, Word
from ikrar.web.templatetags.ikrar import angka, persen

KINDS: Final[dict[str, str | Promise]] = {
    Kind.CSV: gettext_lazy("tabel CSV"),
    Kind.XLSX: gettext_lazy("tabel XLSX"),
    Kind.JSONL: gettext_lazy("JSON per baris"),
    Kind.PARQUET: gettext_lazy("tabel Parquet"),
    Kind.FOURCAT: gettext_lazy("ekspor 4CAT"),
    Kind.YOUTUBE: gettext_lazy("komentar YouTube"),
    Kind.TELEGRAM: gettext_lazy("ekspor Telegram"),
    Kind.WHATSAPP: gettext_lazy("ekspor percakapan WhatsApp"),
    Kind.FEED: gettext_lazy("umpan RSS atau Atom"),
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
    read = judging.as_written(pa.chunked_array([[text]], pa.large_string()))
    row = engine.screen(read, pack=sitting().bench, on=finding.on).to_pylist()[0]
    own = [one for one in row["findings"] if one["label"] == finding.label]
    spans = [Span(start, end, 1) for one in own for start, end in one["spans"]]
    return Shown(finding, LABELS[finding.label], pieces(text, spans), _reasons(own))


def _reasons(findings: Sequence[dict[str, Any]]) -> list[str]:
    said = [reason for one in findings for reason in one["reasons"]]
    if get_language() == "en":
        return [reasons.translate(one, "en") for one in said]
    return said


@dataclass(frozen=True, slots=True)
class Notice:
    """An alert as a page shows it."""

    pk: int
    kind: str
    on: date
    words: str


def notices(alerts: Iterable[Alert]) -> list[Notice]:
    """Alerts in words of the page's language."""
    return [Notice(one.pk, one.get_kind_display(), one.on, _told(one)) for one in alerts]


def _told(alert: Alert) -> str:
    facts = alert.facts
    if alert.kind == AlertKind.CLAIM:
        return _("%(n)s salinan dalam %(hours)s jam: “%(text)s”") % {
            "n": angka(facts["copies"]), "hours": facts["hours"], "text": facts["text"],
        }  # fmt: skip
    if alert.kind == AlertKind.COPIES:
        return _("%(n)s salinan dalam satu hari: “%(text)s”") % {
            "n": angka(facts["copies"]), "text": facts["text"],
        }  # fmt: skip
    name = indicator(facts["indicator"]).name
    return _("%(name)s: dari %(before)s menjadi %(after)s unggahan.") % {
        "name": name.en if get_language() == "en" else name.id,
        "before": persen(facts["share_before"]), "after": persen(facts["share_after"]),
    }  # fmt: skip
