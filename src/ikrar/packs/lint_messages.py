"""Checks on messages.toml: moments stand in the calendar, ties and patterns can be read, and no contestant is named.

A pack without a messages.toml holds its messages to nothing; nothing is checked then.
"""

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from ikrar.packs.files import May, Messages
from ikrar.packs.may.masks import names_of
from ikrar.packs.may.words import Reader
from ikrar.packs.messages import EDGES, KINDS, MEASURES, Channel, Moment, Tie
from ikrar.packs.pack import Pack
from ikrar.packs.problem import Problem, error, place, warning

_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d|24:00")
_ZONES = ("", "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")


def check_messages(pack: Pack) -> Iterator[Problem]:
    if pack.messages == Messages():
        return
    where = place(pack, "messages.toml")
    for moment in pack.messages.moments:
        yield from _moment(pack, moment, f"{where}moments[{moment.id}]")
    moments = {moment.id for moment in pack.messages.moments}
    for tie in pack.messages.ties:
        yield from _tie(tie, moments, f"{where}ties[{tie.id}]")
    for channel in pack.messages.channels:
        yield from _channel(channel, f"{where}channels[{channel.id}]")
    for sign in pack.messages.signs:
        if sign.kind not in KINDS:
            spot = f"{where}signs[{sign.id}].kind"
            yield error(spot, f"is {sign.kind!r}", f"Use one of {', '.join(KINDS)}.")
    yield from _names(pack, where)


def _moment(pack: Pack, moment: Moment, spot: str) -> Iterator[Problem]:
    if not any(stage.id in moment.stages for stage in pack.calendar.stages if stage.held):
        what = "names no stage of this calendar, so what hangs on it has no limit"
        yield warning(spot, what, "Name a stage, or write a messages.toml for this pack.")
    if moment.edge not in EDGES:
        yield error(f"{spot}.edge", f"is {moment.edge!r}", f"Use one of {', '.join(EDGES)}.")
    if not _TIME.fullmatch(moment.time):
        yield error(
            f"{spot}.time", f"is {moment.time!r}", 'Write it as "13:00"; "24:00" ends the day.'
        )
    if moment.zone not in _ZONES:
        mend = "Use one of Asia/Jakarta, Asia/Makassar, Asia/Jayapura, or leave it out."
        yield error(f"{spot}.zone", f"is {moment.zone!r}", mend)


def _tie(tie: Tie, moments: set[str], spot: str) -> Iterator[Problem]:
    for key, name in (("opens", tie.opens), ("closes", tie.closes)):
        if name and name not in moments:
            yield error(f"{spot}.{key}", f"names {name!r}, which is no moment", "Correct the name.")
    if not tie.opens and not tie.closes:
        yield error(spot, "has no limit", "Name the moment that opens or closes it.")
    for pattern in chain(tie.words, tie.soft):
        if len(pattern.replace("~", " ").split()) < 2 and "*" not in pattern:
            what = f"holds {pattern!r}, a word that means nothing by itself"
            yield error(f"{spot}.words", what, "Add the words that stand beside it.")


def _channel(channel: Channel, spot: str) -> Iterator[Problem]:
    if channel.measure not in MEASURES:
        mend = f"Use one of {', '.join(MEASURES)}."
        yield error(f"{spot}.measure", f"is {channel.measure!r}", mend)
    if channel.most < 1 or (channel.measure == "seconds" and channel.per < 1):
        yield error(spot, "has room for nothing", "Correct most and per.")


def _names(pack: Pack, where: str) -> Iterator[Problem]:
    """Words by which messages are read must not know one contestant from another."""
    if pack.homes.get("messages.toml") != Path(pack.path).name:
        return
    reader = Reader(May(), names_of(pack))
    for tie in pack.messages.ties:
        for pattern in chain(tie.words, tie.soft):
            if reader.named(re.sub(r"[|~*]", " ", pattern)):
                what = f"names a contestant or party in {pattern!r}"
                yield error(f"{where}ties[{tie.id}]", what, "Say calon or partai instead.")
