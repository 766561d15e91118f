"""A story to draw: 90 days of made-up posts, with two phases, a gap and a change."""

import datetime as dt
from collections.abc import Iterable
from functools import cache

import numpy as np
import pyarrow as pa
import pytest

from ikrar.charts.frame import Band, Frame
from ikrar.indicators.estimate import Rates
from ikrar.indicators.kinds import COLUMNS
from ikrar.indicators.phases import day_of
from ikrar.indicators.story import story
from ikrar.packs.model import Text
from tests.engines.indicators.streams import START, table

FIRST = day_of(START)
BANDS = (
    Band("pra", Text("Pra-pemilu", "Before the election"), FIRST, FIRST + dt.timedelta(39)),
    Band(
        "saat",
        Text("Saat pemilu", "During the election"),
        FIRST + dt.timedelta(40),
        FIRST + dt.timedelta(99),
    ),
)
RATES = {name: Rates(90, 10, 3, 297) for name in COLUMNS if name != "money"}


def tell(counts):
    return story(counts, phases=BANDS, rates=RATES)


def of_days(days: Iterable[int]):
    """The story of posts on these days, made once: of 400 days it takes a second."""
    return _of_days(tuple(days))


@cache
def _of_days(days):
    return tell(stream(days))


def stream(days, share=0.1, n=200, **options):
    """Posts of given days, each with the same shares."""
    days = np.asarray(list(days))
    positives = np.full((len(days), len(COLUMNS)), round(share * n))
    return table(days, days * 0, days * 0 + n, positives, **options)


@pytest.fixture(scope="session")
def told():
    parts = [stream(range(40)), stream([*range(40, 60), *range(65, 90)], 0.3)]
    return tell(pa.concat_tables(parts))


@pytest.fixture(params=[("id", 360), ("en", 720)], ids=["phone", "wide"])
def frame(request):
    language, width = request.param
    return Frame(BANDS, language, width, "Umpan Contoh")
