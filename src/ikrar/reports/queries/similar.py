"""Which open reports speak of the same matter: by the words they share, compared in memory and kept nowhere."""

import re
from dataclasses import dataclass
from typing import Final

from ikrar.reports.content import Content
from ikrar.reports.models import Report
from ikrar.reports.queries.reading import contents_of, visible_to
from ikrar.reports.states import ReportState
from ikrar.vault.models import Holder

NEAR: Final = 0.4  # of the words of the shorter one, so many stand in the other too
MOST: Final = 200  # of the latest reports
_WORD: Final = re.compile(r"\w{4,}")


@dataclass(frozen=True, slots=True)
class Alike:
    """Another report and how much of its words it shares, 0 to 1."""

    report: Report
    share: float


def alike(report: Report, content: Content, holder: Holder, private: bytes) -> list[Alike]:
    """The three open reports nearest to this one, among those that the holder may open."""
    own = _words(content)
    others = visible_to(holder).filter(state__in=[ReportState.RECEIVED, ReportState.ACCEPTED])
    near = list(others.exclude(pk=report.pk)[:MOST])
    contents = contents_of(near, holder, private)
    found = []
    for one in near:
        words = _words(contents[one.pk])
        share = len(own & words) / max(1, min(len(own), len(words)))
        if share >= NEAR:
            found.append(Alike(one, share))
    return sorted(found, key=lambda a: -a.share)[:3]


def _words(content: Content) -> set[str]:
    text = f"{content.what} {content.who} {content.where}".casefold()
    return set(_WORD.findall(text))
