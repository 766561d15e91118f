"""A story as bytes of one row and back, with the phases and rates that it is told by."""

from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Final

import pyarrow as pa

from ikrar.indicators.kinds import COLUMNS, MONEY
from ikrar.indicators.phases import Phase
from ikrar.indicators.story import Rates, Story
from ikrar.monitoring import blobs
from ikrar.packs import Pack
from ikrar.packs.model import Text
from ikrar.screening.labels import Label
from ikrar.screening.model import SHIPPED
from ikrar.screening.rates import rates as counts

TABLES: Final = tuple(field.name for field in fields(Story))


def phases(pack: Pack) -> list[Phase]:
    """The programme's phases, as the engine of figures knows them."""
    return [Phase(one.id, one.start, one.end) for one in pack.programme.phases]


def names(pack: Pack) -> Mapping[str, Text]:
    """What the phases are called."""
    return {one.id: one.name for one in pack.programme.phases}


def rates(weights: Path = SHIPPED) -> dict[str, Rates]:
    """The errors of the judge with these weights, on posts that it had not seen; what is absent cannot be corrected for."""
    known = counts(weights)
    return {
        str(name): Rates(*known[Label(name)])
        for name in COLUMNS
        if name != MONEY and Label(name) in known
    }


def write(story: Story) -> bytes:
    """All tables of a story."""
    data = [blobs.write(getattr(story, name)) for name in TABLES]
    return blobs.write(pa.table({"name": list(TABLES), "data": pa.array(data, pa.binary())}))


def read(data: bytes | memoryview) -> Story:
    """The story again."""
    rows = blobs.read(data).to_pylist()
    return Story(**{row["name"]: blobs.read(row["data"]) for row in rows})


def without_sources(story: Story, word: str) -> Story:
    """The story with its sources numbered: what people called them is nobody's business outside ("sumber 1", "sumber 2")."""
    names = story.mix["source"].to_pylist()
    number = {name: f"{word} {n}" for n, name in enumerate(dict.fromkeys(names), 1)}
    numbered = pa.array([number[name] for name in names], pa.string())
    place = story.mix.column_names.index("source")
    return replace(story, mix=story.mix.set_column(place, "source", numbered))
