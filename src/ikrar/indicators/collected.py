"""What was collected, so that nobody takes it for all that was said: sources, copies, and days without posts."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ikrar.indicators.phases import Phase, day_of, number, phase_of

_MISSING: Final = pa.schema(
    [("phase", pa.string()), ("start", pa.date32()), ("end", pa.date32()), ("days", pa.int64())]
)


def missing(days: NDArray[np.int64], phases: Sequence[Phase]) -> pa.Table:
    """Runs of days without posts in each phase, up to the last day that has some; both ends belong to a run."""
    runs: list[tuple[Any, ...]] = []
    for phase in phases:
        last = min(number(phase.end), int(days.max(initial=0)))
        empty = np.setdiff1d(np.arange(number(phase.start), last + 1), days)
        apart = np.split(empty, np.flatnonzero(np.diff(empty) > 1) + 1)
        runs += [(phase.id, day_of(x[0]), day_of(x[-1]), len(x)) for x in apart if len(x)]
    return pa.table(
        [pa.array([run[i] for run in runs], field.type) for i, field in enumerate(_MISSING)],
        schema=_MISSING,
    )


def mix(tally: pa.Table, phases: Sequence[Phase]) -> pa.Table:
    """Where the posts of each phase come from: phase, source, n, share; the largest source first."""
    named = _with_phase(tally, phases)
    found = named.group_by(["at", "phase", "source"], use_threads=False).aggregate([("n", "sum")])
    total = named.group_by(["phase"], use_threads=False).aggregate([("n", "sum")])
    sizes = dict(zip(total["phase"].to_pylist(), total["n_sum"].to_pylist(), strict=True))
    found = found.sort_by([("at", "ascending"), ("n_sum", "descending"), ("source", "ascending")])
    whole = pa.array([sizes[name] for name in found["phase"].to_pylist()], pa.float64())
    share = pc.round(pc.divide(found["n_sum"].cast(pa.float64()), whole), 5)
    return pa.table(
        {"phase": found["phase"], "source": found["source"], "n": found["n_sum"], "share": share}
    )


def copies(tally: pa.Table, phases: Sequence[Phase]) -> pa.Table:
    """How much is said again: phase, posts, texts (a cluster once a day), clusters, share of near-copies among posts."""
    named = _with_phase(tally, phases)
    at, n, cluster = (named[name].to_numpy() for name in ("at", "n", "cluster"))
    day = named["day"].cast(pa.int32()).to_numpy()
    made = []
    for i, phase in enumerate(phases):
        here, copied = at == i, (at == i) & (cluster != 0)
        posts, again = int(n[here].sum()), int(n[copied].sum())
        often = len(np.unique(np.stack([day[copied], cluster[copied]]), axis=1).T)
        distinct = len(np.unique(cluster[copied]))
        share = round(again / posts, 5) if posts else None
        made.append((phase.id, posts, posts - again + often, distinct, share))
    types = [pa.string(), pa.int64(), pa.int64(), pa.int64(), pa.float64()]
    names = ["phase", "posts", "texts", "clusters", "share"]
    return pa.table(
        [pa.array([row[i] for row in made], type_) for i, type_ in enumerate(types)], names=names
    )


def _with_phase(tally: pa.Table, phases: Sequence[Phase]) -> pa.Table:
    """Rows of days in a phase, with its index `at` and its id."""
    at = phase_of(tally["day"].cast(pa.int32()).to_numpy(), phases)
    inside = tally.append_column("at", pa.array(at)).filter(pa.array(at >= 0))
    names = pa.array([phase.id for phase in phases], pa.string())
    return inside.append_column("phase", names.take(inside["at"].combine_chunks()))
