"""The lines of an explanation that are about the law: statement, forms, norms, and what only a human can tell.

In: what was asked and the ids that a finding cites. Out: lines of plain text, the same for every post with
that label, day and role. What no source confirms carries "belum diverifikasi".
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ikrar.errors import InputError, NotFound
from ikrar.packs import Pack
from ikrar.packs.law import Form, Norm, Term
from ikrar.packs.model import Text
from ikrar.screening import wording
from ikrar.screening.citation import Question
from ikrar.screening.labels import CONVERSATION, STATEMENT, WELCOME, Label
from ikrar.screening.law import ENDS_CONTRACT, NON_ASN, Lawbook, lawbook

_OPEN = "unmapped"
_DEGREES = ("ringan", "sedang", "berat")  # the law's own words, the same in both languages


@dataclass(frozen=True, slots=True)
class Asked:
    """What an explanation is about, besides the finding itself."""

    book: Lawbook
    label: Label
    on: date | None
    language: str
    told: frozenset[str] = frozenset()

    @property
    def pack(self) -> Pack:
        return self.book.pack


@lru_cache(maxsize=4096)
def lines(asked: Asked, forms: tuple[str, ...], norms: tuple[str, ...]) -> tuple[str, ...]:
    """Tell the law's side of a finding; a form or norm that the pack does not know is NotFound."""
    if asked.label in CONVERSATION:
        return (frame("talk" if asked.label in WELCOME else "heated", asked.language),)
    return tuple(
        line
        for part in (
            _statement(asked),
            _forms(asked, forms),
            _norms(asked, norms),
            _open(asked, forms, norms),
        )
        for line in part
    )


def book_of(pack: Pack, forms: Iterable[str], norms: Iterable[str]) -> Lawbook:
    """The lawbook that they were cited from: some staff have a form, or a norm, of their own."""
    if any(pack.form(name).list == NON_ASN for name in forms):
        return lawbook(pack, NON_ASN)
    return lawbook(pack, "pppk" if ENDS_CONTRACT in norms else "asn")


def said(text: Text, language: str) -> str:
    """A text in one of the two languages."""
    if language not in ("id", "en"):
        raise InputError(f"Findings are explained in id and en, not in {language!r}.")
    return text.en if language == "en" else text.id


def frame(key: str, language: str) -> str:
    return said(wording.FRAME[key], language)


def day(on: date, language: str) -> str:
    """4 Oktober 2023."""
    months = wording.MONTHS_EN if language == "en" else wording.MONTHS
    return f"{on.day} {months[on.month - 1]} {on.year}"


def _statement(asked: Asked) -> Iterator[str]:
    number = STATEMENT[asked.label]
    meaning = _term(asked.pack.forms.statements, str(number), asked.language)
    yield f"{frame('statement', asked.language).format(number=number)}: {meaning}."


def _forms(asked: Asked, names: tuple[str, ...]) -> Iterator[str]:
    if not names:
        return
    when = f" ({day(asked.on, asked.language)})" if asked.on else ""
    yield f"{frame('forms', asked.language)}{when}:"
    for name in names:
        yield f"- {_form(asked, asked.pack.form(name))}"


def _form(asked: Asked, form: Form) -> str:
    forms, language = asked.pack.forms, asked.language
    facts = [
        f"{frame('object', language)}: {_term(forms.objects, form.object, language)}",
        f"{frame('sanction', language)}: {_sanction(asked, form.sanction)}",
        f"{frame('basis', language)}: {form.sanction_norm}",
        _sure(asked, form),
    ]
    return f"{form.id} {said(form.text, language)} [{'; '.join(facts)}]"


def _sanction(asked: Asked, name: str) -> str:
    if name == _OPEN:
        return frame("open", asked.language)
    meaning = _term(asked.pack.forms.sanctions, name, asked.language)
    if name in _DEGREES:
        return f"{name} ({meaning})"
    return name if asked.language == "id" else meaning


def _norms(asked: Asked, names: tuple[str, ...]) -> Iterator[str]:
    if not names:
        return
    yield f"{frame('norms', asked.language)}:"
    for name in names:
        yield f"- {_norm(asked, asked.pack.cite(name))}"
    yield frame("official", asked.language)


def _norm(asked: Asked, norm: Norm) -> str:
    facts = [_sure(asked, norm)]
    if norm.dates_guessed:
        facts.append(frame("guessed", asked.language))
    if norm.penalty:
        facts.append(f"{frame('penalty', asked.language)}: {said(norm.penalty, asked.language)}")
    if norm.recheck_from and (asked.on is None or asked.on >= norm.recheck_from):
        facts.append(f"{frame('recheck', asked.language)} {day(norm.recheck_from, asked.language)}")
    return f"{norm.citation} [{'; '.join(facts)}]"


def _sure(asked: Asked, fact: Form | Norm) -> str:
    """How sure the sources are; one that nobody could confirm is named as such."""
    told = _term(asked.pack.forms.confidences, fact.confidence, asked.language)
    text = f"{frame('sure', asked.language)}: {told}"
    if not asked.pack.is_verified(fact):
        text += f", {frame('unverified', asked.language)}"
    return text


def _open(asked: Asked, forms: tuple[str, ...], norms: tuple[str, ...]) -> Iterator[str]:
    question = Question(asked.label, asked.on, asked.told)
    citation = asked.book.reread(question, forms, norms)
    note = said(citation.note, asked.language)
    if citation.ask_human:
        yield f"{frame('ask', asked.language)}: {note or frame('ask_plain', asked.language)}"
    elif note:
        yield note


def _term(terms: tuple[Term, ...], wanted: str, language: str) -> str:
    found = next((term for term in terms if term.id == wanted), None)
    if found is None:
        raise NotFound(f"The pack has no word for {wanted!r}.")
    return said(found.text, language)
