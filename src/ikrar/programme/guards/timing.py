"""In its phase: words that belong to a time are said in it, and a message leaves in the phase that it was filed under.

Moments are the pack's. Polling stations go by their own clocks, so what is right here may be late in another zone: that
is said, and stops nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from ikrar.packs import Pack
from ikrar.packs.messages import Moment, Tie, moment_at
from ikrar.packs.model import Text
from ikrar.programme.guards.draft import NOTE, STOP, Draft, Finding, Guard, Where
from ikrar.programme.guards.reading import Word, has, hits, sentences, span, words
from ikrar.web.words import day, time_of_day

ZONES: Final = tuple(map(ZoneInfo, ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")))
Span = tuple[int, int]


def check(draft: Draft, *, pack: Pack) -> Iterator[Finding]:
    """Whether a draft fits the moment at which it would leave."""
    if draft.at is None:
        yield Finding(
            Guard.PHASE, "tahap/jadwal", STOP,
            Text("Pesan ini belum dijadwalkan.", "This message has no date yet."),
            Text("Isi tanggal dan jam tayangnya.", "Give the day and hour at which it leaves."),
        )  # fmt: skip
        return
    yield from _filed(draft, draft.at, pack)
    for tie in pack.messages.ties:
        for where, text in draft.parts():
            places = tuple(_said(tie, text, pack))
            if places:
                yield from _held(_Said(tie, where, places, _quoted(text, places)), draft.at, pack)


def _filed(draft: Draft, at: datetime, pack: Pack) -> Iterator[Finding]:
    phase = pack.phase(at.date())
    when = _when(at)
    if phase is None:
        yield Finding(
            Guard.PHASE, "tahap/di-luar", STOP,
            Text(f"Pada {when.id} tidak ada tahap program.", f"On {when.en} no phase of the programme is under way."),
            Text("Pilih hari di dalam salah satu tahap.", "Choose a day inside one of the phases."),
        )  # fmt: skip
    elif phase.id != draft.phase:
        names = {one.id: one.name for one in pack.programme.phases}
        filed = names.get(draft.phase, Text(draft.phase, draft.phase))
        yield Finding(
            Guard.PHASE, f"tahap/{phase.id}", STOP,
            Text(f"Pesan tahap {filed.id} akan tayang {when.id}, dalam tahap {phase.name.id}.", f"A message for the phase “{filed.en}” would leave on {when.en}, in the phase “{phase.name.en}”."),
            Text("Pindahkan harinya, atau ubah tahapnya bila isinya memang untuk tahap itu.", "Move the day, or change the phase if that is what the text is for."),
        )  # fmt: skip


# ---------------------------------------------------------------- words tied to moments


@dataclass(frozen=True, slots=True)
class _Said:
    """Words of a tie in a part of the draft."""

    tie: Tie
    where: Where
    places: tuple[Span, ...]
    quoted: str


def _said(tie: Tie, text: str, pack: Pack) -> Iterator[Span]:
    """Where a text says what is tied."""
    exempt = [words for words in tie.exempt if not _is_own(words, pack)]
    for sentence in sentences(words(text)):
        if has(exempt, sentence):
            continue
        yield from (span(sentence, hit) for hit in hits(tie.words, sentence))
        for hit in hits(tie.soft, sentence):
            if not _is_undone(tie, sentence[: hit[0]]):
                yield span(sentence, hit)


def _is_undone(tie: Tie, before: list[Word]) -> bool:
    return any(word.text in tie.undone_by for word in before)


def _is_own(exempt: str, pack: Pack) -> bool:
    """Whether words that speak of another vote speak of this pack's own."""
    return exempt == pack.about.kind or exempt in pack.about.title.id.casefold()


def _held(said: _Said, at: datetime, pack: Pack) -> Iterator[Finding]:
    zone = at.tzinfo if isinstance(at.tzinfo, ZoneInfo) else ZONES[0]
    wrong = _wrong(said.tie, at, zone, pack)
    if wrong:
        yield _finding(said, wrong, STOP)
        return
    for other in ZONES:
        wrong = _wrong(said.tie, at, other, pack)
        if wrong:
            yield _finding(said, wrong, NOTE)
            return


@dataclass(frozen=True, slots=True)
class _Wrong:
    """A limit that is not kept: which, when it is, in which zone, and whether the message comes too early."""

    moment: Moment
    limit: datetime
    is_early: bool


def _wrong(tie: Tie, at: datetime, zone: ZoneInfo, pack: Pack) -> _Wrong | None:
    moments = {moment.id: moment for moment in pack.messages.moments}
    for name, is_early in ((tie.opens, True), (tie.closes, False)):
        moment = moments.get(name)
        limit = moment_at(moment, pack.calendar.stages, zone) if moment else None
        if moment and limit and (at < limit if is_early else at >= limit):
            return _Wrong(moment, limit, is_early)
    return None


def _finding(said: _Said, wrong: _Wrong, weight: str) -> Finding:
    tie, limit = said.tie, _when(wrong.limit)
    key = f"tahap/{tie.id}/{said.where}/{wrong.limit:%Y-%m-%dT%H:%M}"
    if weight == STOP:
        side = ("sebelum", "before") if wrong.is_early else ("setelah", "after")
        told = Text(
            f"“{said.quoted}” terbaca sebagai {_small(tie.name.id)}, dan tayangnya {side[0]} {wrong.moment.name.id} ({limit.id}).",
            f"“{said.quoted}” reads as a {_small(tie.name.en)}, and it would leave {side[1]} {wrong.moment.name.en} ({limit.en}).",
        )
        return Finding(
            Guard.PHASE,
            key,
            STOP,
            told,
            tie.early if wrong.is_early else tie.late,
            said.where,
            said.places,
        )
    told = Text(
        f"“{said.quoted}” sudah benar di sini, tetapi di zona waktu lain belum atau tidak lagi: batasnya {limit.id}.",
        f"“{said.quoted}” is right here, but not in another time zone: the limit there is {limit.en}.",
    )
    change = Text(
        "Bila pesan ini juga untuk wilayah itu, sebut wilayah atau jamnya.",
        "If the message is for that region too, name the region or the hour.",
    )
    return Finding(Guard.PHASE, f"{key}/zona", NOTE, told, change, said.where, said.places)


def _quoted(text: str, places: tuple[Span, ...]) -> str:
    start, end = places[0]
    return " ".join(text[start:end].split())


def _small(words_: str) -> str:
    return words_[:1].lower() + words_[1:]


def _when(at: datetime) -> Text:
    return Text(f"{day(at)} {time_of_day(at)}", f"{day(at, 'en')} at {time_of_day(at, 'en')}")
