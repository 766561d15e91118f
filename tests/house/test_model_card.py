"""MODEL_CARD.md speaks of the weights that ship, names every source of theirs, and hides none of what is missing."""

import json
import re

import pytest

from ikrar.screening import model
from ikrar.screening.labels import LABELS
from tests.house.source import ROOT

CARD = (ROOT / "MODEL_CARD.md").read_text("utf-8")
ABOUT = json.loads((model.SHIPPED / model.ABOUT).read_text("utf-8"))


def part(name):
    found = re.search(rf"<!-- {name}[^>]*-->(.*)<!-- /{name} -->", CARD, re.DOTALL)
    assert found, f"no lines <!-- {name} --> and <!-- /{name} -->"
    return found[1]


def sources():
    """Counts by source: texts as they are, read again."""
    rows = [line.strip("| ").split(" | ") for line in part("sources").splitlines()]
    return {
        row[0]: [0 if n == "–" else int(n.replace(",", "")) for n in row[1:3]]
        for row in rows
        if len(row) == 6 and re.fullmatch(r"[\d,]+|–", row[1])
    }


def test_hash_and_day_are_those_of_the_weights():
    assert ABOUT["sha256"] in part("weights")
    assert ABOUT["fingerprint"] in part("weights")
    assert f"made on {ABOUT['made_on']}" in part("weights")


def test_every_source_is_counted():
    learned, told = ABOUT["learned_from"], sources()
    assert sum(map(sum, told.values())) == sum(learned.values())
    for name, count in learned.items():
        source = name.removeprefix("read:")
        if name == source:
            assert told[source][0] == count
        else:
            assert told[source][1] == count


def test_the_licence_follows_from_what_was_learned():
    learned = " ".join(ABOUT["learned_from"])
    assert "ibrohim2019" in learned, "then the licence may be another: say so"
    assert "jannati" not in learned
    assert "nusax" not in learned, "CC BY-SA 4.0 asks for other terms than CC BY-NC-SA 4.0"
    assert "CC BY-NC-SA 4.0" in CARD.split("## What it is for")[0]


def test_figures_are_of_these_weights_or_of_ones_that_had_not_seen_dev():
    named = re.search(r"SHA-256 `([0-9a-f]{64})`", part("figures"))
    assert named, "fill in the figures: ikrar evaluate … -o MODEL_CARD.md"
    if "dev" not in ABOUT["learned_from"]:
        assert named[1] == ABOUT["sha256"]
    assert "flatter" not in part("figures"), "figures on what was learned from"


@pytest.mark.parametrize(
    "table", ["Real posts", "Written challenge", "ibrohim2019, test split", "False alarms"]
)
def test_real_written_and_other_texts_have_tables_of_their_own(table):
    assert f"### {table}" in part("figures")


def test_every_label_is_defined():
    rows = {line.split("|")[1].strip() for line in CARD.splitlines() if line.startswith("| ")}
    assert set(LABELS) <= rows


@pytest.mark.parametrize("word", ["Javanese", "Sundanese", "Sarcasm", "Pictures", "code words", "short reply", "Long texts"])  # fmt: skip
def test_limits_are_named(word):
    assert word in CARD.split("## Limits")[1]
