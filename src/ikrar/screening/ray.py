"""The same screening over many machines: Ray Data hands out batches, each node runs the engine on its own.

A Ray dataset comes in, one with the findings beside its own columns goes out; nothing runs until it is
read. Ray (extra `ikrar[ray]`) is imported by whoever makes the dataset, not by this package.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from ikrar import packs
from ikrar.errors import InputError
from ikrar.screening.law import lawbook
from ikrar.screening.posts import COLUMNS, present
from ikrar.screening.stream import Options, judge

if TYPE_CHECKING:
    from ray.data import Dataset

RESULT = ("phase", "scores", "labels", "findings")
DEFAULT = Options()


def screen_dataset(dataset: "Dataset", options: Options = DEFAULT) -> "Dataset":
    """Add `phase`, `scores`, `labels` and `findings` to every row of `dataset`, as `engine.screen` does.

    Ray keeps no order and may run a batch again when a node is lost, so a row is known by the columns
    that it brings: all stay. Raises InputError for an unknown role and NotFound for an unknown pack; a text column that is
    missing, or a name that is taken, is told when the dataset is read, by Ray's own error around that sentence.
    """
    lawbook(packs.load(options.pack), options.role)
    batchwise: Any = screen_batch
    return dataset.map_batches(
        batchwise,
        batch_format="pyarrow",
        batch_size=None,
        zero_copy_batch=True,
        fn_kwargs={"options": options},
    )


def screen_batch(batch: pa.Table, *, options: Options) -> pa.Table:
    """One batch with its findings; runs on any node. Weights are loaded once a process."""
    if taken := [name for name in RESULT if name in batch.column_names]:
        raise InputError(f"The dataset has a column “{taken[0]}” already. Rename it.")
    columns = options.columns
    wanted = present(columns, "The dataset", batch.column_names)
    page = batch.select(wanted).rename_columns(["text", "date"][: len(wanted)])
    found = judge(replace(options, columns=COLUMNS))(page)
    for name in RESULT:
        batch = batch.append_column(found.schema.field(name), found[name])
    return batch
