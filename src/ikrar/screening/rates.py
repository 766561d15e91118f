"""How often each label is right and wrong, as counts on real posts that the weights had not seen: the model card's table.

Labels with fewer than ENOUGH positives there are absent: from so few nobody can say what a share has to be corrected by.
`ikrar evaluate --rates FILE` writes them.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from ikrar.errors import InputError
from ikrar.screening.labels import Label
from ikrar.screening.model import SHIPPED

ENOUGH: Final = 5  # positives


class Counts(NamedTuple):
    """Posts: rightly given, missed, wrongly given, rightly not given."""

    tp: int
    fn: int
    fp: int
    tn: int


def rates(folder: Path = SHIPPED) -> Mapping[Label, Counts]:
    """Counts of the labels that can be corrected for, where the weights of a folder judge: none without `rates.json`.

    InputError where that file is damaged.
    """
    path = folder / "rates.json"
    if not path.exists():
        return {}
    try:
        rows = json.loads(path.read_text("utf-8"))["labels"]
        return {
            Label(name): Counts(**{k: int(n) for k, n in row.items()}) for name, row in rows.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            f"{path} is damaged: {error}. Make it again with `ikrar evaluate --rates`."
        ) from error


def facts(version: str, counts: Mapping[Label, Counts]) -> dict[str, Any]:
    """What stands in the file: of which weights, on how many posts, and the labels of which there are enough."""
    told = {str(label): one._asdict() for label, one in counts.items() if one.tp + one.fn >= ENOUGH}
    return {"weights": version, "posts": max(map(sum, counts.values()), default=0), "labels": told}
