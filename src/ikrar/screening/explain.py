"""A finding in words: what it is, where, why, which forms and norms may apply, and how to say it neutrally.

In: one finding of `engine.screen` (a mapping), its text and day if at hand. Out: a few lines for a person. They end in
a question to a human, never in a verdict; what no source confirms is said to be unverified.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from ikrar import packs
from ikrar.errors import InputError
from ikrar.packs import Pack
from ikrar.screening import citing, reasons, wording
from ikrar.screening.labels import WELCOME, Label
from ikrar.screening.law import Lawbook, told_in
from ikrar.screening.posts import day_of

DEFAULT_PACK = "pemilu-2024"
_QUOTED = 5  # spans that are quoted
_LONGEST = 80  # characters of a quoted span
_TOLD = {"label", "score", "spans", "reasons", "forms", "norms"}  # what is explained of a finding


def explain(
    finding: Mapping[str, Any],
    *,
    text: str | None = None,
    pack: str | Pack | Lawbook = DEFAULT_PACK,
    on: date | None = None,
    language: str = "id",
) -> str:
    """Explain one finding in lines of plain text; InputError for another language, what is no finding or no day.

    A lawbook in place of the pack tells whose duties apply; without one the forms and norms of the finding tell it, as
    they tell, without a day, on which side of the determination of candidates it was.
    """
    _check(finding)
    label = _label(finding["label"])
    book = _book(pack, finding)
    asked = citing.Asked(book, label, day_of(on), language, told_in(finding, book.pack))
    lines = [
        _head(label, finding, language),
        *_parts(finding["spans"], text, language),
        *_reasons(finding["reasons"], language),
        *citing.lines(asked, tuple(finding["forms"]), tuple(finding["norms"])),
        f"{citing.frame('hint', language)}: {advice(finding, [label], language=language)}",
    ]
    return "\n".join(lines)


def _check(finding: Any) -> None:
    if not isinstance(finding, Mapping) or not set(finding) >= _TOLD:
        raise InputError(
            "A finding is one of those that screen(...) lists, as in screen(...)['findings'].to_pylist()[0][0]."
        )


def _book(pack: str | Pack | Lawbook, finding: Mapping[str, Any]) -> Lawbook:
    if isinstance(pack, Lawbook):
        return pack
    loaded = packs.load(pack) if isinstance(pack, str) else pack
    return citing.book_of(loaded, finding["forms"], finding["norms"])


def hint(label: str, *, language: str = "id") -> str:
    """Say how the same can be said without taking sides."""
    return citing.said(wording.HINTS[_label(label)], language)


def advice(finding: Mapping[str, Any], found: Iterable[str], *, language: str = "id") -> str:
    """The hint of a finding as it stands in its text, in which all labels of `found` were found."""
    label = _label(finding["label"])
    misleads = not finding["forms"] if label == Label.THREAT else not WELCOME.issuperset(found)
    if misleads and label in wording.OTHER_HINTS:
        return citing.said(wording.OTHER_HINTS[label], language)
    return hint(label, language=language)


def nothing(*, language: str = "id") -> str:
    """Say that nothing was found, and that this clears nobody."""
    return citing.said(wording.NOTHING, language)


# ---------------------------------------------------------------- what, where, why


def _head(label: Label, finding: Mapping[str, Any], language: str) -> str:
    score = f"{finding['score']:.2f}"
    if language == "id":
        score = score.replace(".", ",")
    read_as = citing.said(wording.READ_AS[label], language)
    start, what = citing.frame("finding", language), citing.frame("text", language)
    return f"{start}: {what} {read_as} ({citing.frame('score', language)} {score})."


def _parts(spans: Iterable[Iterable[int]], text: str | None, language: str) -> Iterator[str]:
    if text is None:
        return
    quotes = [" ".join(text[start:end].split()) for start, end in spans]
    shown = [_short(quote) for quote in dict.fromkeys(quotes) if quote]
    if shown:
        more = f" (+{len(shown) - _QUOTED})" if len(shown) > _QUOTED else ""
        quoted = "; ".join(f"“{quote}”" for quote in shown[:_QUOTED])
        yield f"{citing.frame('parts', language)}: {quoted}{more}."


def _short(quote: str) -> str:
    return quote if len(quote) <= _LONGEST else quote[: _LONGEST - 1] + "…"


def _reasons(said: Iterable[str], language: str) -> Iterator[str]:
    told = [reasons.translate(one, language) for one in said]
    if told:
        yield f"{citing.frame('reasons', language)}: {'; '.join(told)}."


def _label(name: str) -> Label:
    try:
        return Label(name)
    except ValueError:
        raise InputError(f"There is no label {name!r}; labels are {', '.join(Label)}.") from None
