"""One draft checked: what was found, why, which rules it touches on that day, and how to say it neutrally.

In: a text, a pack, a day, a role. Out: an `Answer` for a page. Nothing is kept, and an error of the engine
is told and logged without the text, whatever words the error itself uses.
"""

import logging
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ikrar import packs
from ikrar.checks import rules
from ikrar.checks.rules import Side
from ikrar.checks.unseen import hidden, seen
from ikrar.checks.words import ROLES
from ikrar.errors import NotPossible
from ikrar.packs import Pack
from ikrar.packs.model import Text
from ikrar.packs.today import Line
from ikrar.people.models import Agency
from ikrar.screening.labels import CONVERSATION
from ikrar.screening.sentences import LONG, gather, sentences
from ikrar.web.highlight import Piece, Quote, Span, pieces, quotes
from ikrar.web.labels import LABELS, Word

log = logging.getLogger(__name__)
DEFAULT_PACK = "pemilu-2024"
SHORT = 3  # letters; fewer say nothing


@dataclass(frozen=True, slots=True, repr=False)
class Draft:
    """A text with the day on which, and the account from which, it would be posted; never printed."""

    text: str
    on: date
    role: str


@dataclass(frozen=True, slots=True)
class Found:
    """One finding; `number` is what stands beside its marks in the text."""

    number: int
    label: str
    word: Word
    score: float
    quotes: list[Quote]
    reasons: list[str]
    hint: str
    statement: int | None
    statement_text: str
    sides: list[Side]


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything that the page shows. `remark` is "no_words", "short" or "other_script" where little could be read.

    `unseen` counts the characters that hide inside words.
    """

    on: date
    author: str | Promise
    pack: Pack
    pieces: list[Piece]
    against: list[Found]
    conversation: list[Found]
    stage: Text | None
    lines: tuple[Line, ...]
    remark: str
    unseen: int


def pack_of(agency: Agency | None) -> Pack:
    """The agency's pack; before there is an agency, the one that is shipped."""
    name = agency.pack if agency else DEFAULT_PACK
    return packs.load(name, extra_dirs=settings.IKRAR_PACK_DIRS)


def check(draft: Draft, *, pack: Pack, agency_name: str) -> Answer:
    """Screen one text as if it were posted on that day; what touches the pledge comes first."""
    phase, findings = _screened(draft, pack)
    statements = _statements(pack, agency_name)
    found = [
        _found((number, finding), findings, draft=draft, pack=pack, statements=statements)
        for number, finding in enumerate(findings, 1)
    ]
    return Answer(
        on=draft.on,
        author=ROLES[draft.role],
        pack=pack,
        pieces=pieces(draft.text, _spans(findings)),
        against=[one for one in found if one.label not in CONVERSATION],
        conversation=[one for one in found if one.label in CONVERSATION],
        stage=_stage(pack, phase),
        lines=pack.today(draft.on).lines,
        remark=_remark(draft.text),
        unseen=hidden(draft.text),
    )


def _screened(draft: Draft, pack: Pack) -> tuple[str | None, list[dict[str, Any]]]:
    """The stage of the day and the findings, in the order of the page."""
    # loaded on first use: a command that imports a roster need not wait for the engine
    from ikrar.screening import engine

    parts = sentences(draft.text)
    texts = [draft.text, *(part for _start, part in parts)]
    try:
        rows = engine.screen(texts, pack=pack, on=draft.on, role=draft.role).to_pylist()
    except Exception as error:  # noqa: BLE001  whatever it is, its message may hold the text
        where = "".join(traceback.format_tb(error.__traceback__))
        log.error("The screening engine failed with %s:\n%s", type(error).__name__, where)  # noqa: TRY400
        # without the cause, whose frames hold the text
        raise NotPossible(
            _(
                "Pemeriksaan sedang tidak dapat dijalankan. Teks Anda masih ada di bawah; coba lagi nanti."
            )
        ) from None
    if parts and len(draft.text) > LONG:
        rows[0]["findings"] = []
    findings = gather(rows, [start for start, _part in parts])
    return rows[0]["phase"], sorted(findings, key=_place)


def _place(finding: dict[str, Any]) -> tuple[bool, int, float]:
    """What touches the pledge first, then as one meets it in the text, then the surest."""
    first = min((start for start, _end in finding["spans"]), default=1 << 31)
    return finding["label"] in CONVERSATION, first, -finding["score"]


def _spans(findings: list[dict[str, Any]]) -> list[Span]:
    return [
        Span(start, end, number, is_soft=finding["label"] in CONVERSATION)
        for number, finding in enumerate(findings, 1)
        for start, end in finding["spans"]
    ]


def _found(
    numbered: tuple[int, Mapping[str, Any]],
    findings: list[dict[str, Any]],
    *,
    draft: Draft,
    pack: Pack,
    statements: list[str],
) -> Found:
    """One of the findings; its hint depends on what else the text says."""
    from ikrar.screening import explain, reasons

    number, finding = numbered
    language, label = _language(), finding["label"]
    said, statement = finding["reasons"], finding["statement"]
    return Found(
        number=number,
        label=label,
        word=LABELS[label],
        score=finding["score"],
        quotes=quotes(draft.text, finding["spans"]),
        reasons=[reasons.translate(one, language) for one in said] if language == "en" else said,
        hint=explain.advice(finding, [one["label"] for one in findings], language=language),
        statement=statement,
        statement_text=statements[statement - 1] if statement else "",
        sides=rules.sides(finding, pack=pack, on=draft.on, role=draft.role) if statement else [],
    )


def _stage(pack: Pack, phase: str | None) -> Text | None:
    """The name of the calendar's stage; between stages, of the phase that forms are judged by."""
    names = {term.id: term.text for term in pack.forms.phases}
    names |= {stage.id: stage.name for stage in pack.calendar.stages}
    return names.get(phase) if phase else None


def _statements(pack: Pack, agency_name: str) -> list[str]:
    """The pledge's statements in the language of the page; they are quoted, nobody signs here."""
    told = pack.pledge_translation if _language() == "en" else pack.pledge_text
    statements: list[str] = told(agency=agency_name, year=pack.about.year)["statements"]
    return statements


def _language() -> str:
    return "en" if get_language() == "en" else "id"


def _remark(text: str) -> str:
    from ikrar.screening.alphabet import fold_word

    letters = sum(character.isalpha() for character in seen(text))
    if not letters:
        return "no_words"
    if letters < SHORT:
        return "short"
    latin = sum(character.isalpha() for character in fold_word(text))
    return "other_script" if latin < max(SHORT, letters / 2) else ""
