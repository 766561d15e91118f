"""The counts that shares are corrected by are those of the model card, and of nothing else."""

import json
import re
from pathlib import Path

import pytest

from ikrar.errors import InputError
from ikrar.screening.model import SHIPPED
from ikrar.screening.rates import rates

CARD = Path(__file__).parents[3] / "MODEL_CARD.md"
ROW = re.compile(
    r"^\| (\w+) \| (\d+) \| [\d.]+ \| [\d.]+ to [\d.]+ \| ([\d.]+) \| ([\d.]+) \|", re.MULTILINE
)


def test_they_are_those_of_the_card():
    figures = CARD.read_text("utf-8").split("## Figures")[1]
    table = figures.split("### Real posts (dev.csv)")[1].split("###")[0]
    about = json.loads((SHIPPED / "rates.json").read_text("utf-8"))
    assert f"Weights `{about['weights']}`" in figures
    seen = {}
    for name, n, precision, recall in ROW.findall(table):
        if int(n) >= 5:
            seen[name] = (int(n), float(precision), float(recall))
    assert {str(label) for label in rates()} == set(seen)
    for label, counts in rates().items():
        n, precision, recall = seen[str(label)]
        assert counts.tp + counts.fn == n
        assert sum(counts) == about["posts"]
        assert round(counts.tp / n, 3) == recall
        assert round(counts.tp / (counts.tp + counts.fp), 3) == precision


def test_weights_of_ones_own_bring_their_own(tmp_path):
    assert rates(tmp_path) == {}
    row = {"tp": 8, "fn": 2, "fp": 1, "tn": 89}
    (tmp_path / "rates.json").write_text(json.dumps({"labels": {"hate": row}}))
    assert rates(tmp_path) == {"hate": (8, 2, 1, 89)}


@pytest.mark.parametrize(
    "data", ["", "[]", "{}", '{"labels": {"love": {}}}', '{"labels": {"hate": {"tp": "x"}}}']
)
def test_a_damaged_file_is_refused(tmp_path, data):
    (tmp_path / "rates.json").write_text(data)
    with pytest.raises(InputError, match=r"rates\.json is damaged.*--rates"):
        rates(tmp_path)
