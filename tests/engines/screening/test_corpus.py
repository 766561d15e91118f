"""The written examples and readings: known codes and slots, nobody named, and no challenge that was learned from."""

import re
from collections import Counter, defaultdict

import pytest

from ikrar import packs
from ikrar.errors import InputError
from ikrar.screening import judging
from ikrar.screening.judging import CHALLENGES
from ikrar.screening.labels import LABELS
from ikrar.screening.train import corpus
from ikrar.screening.train.sets import Teaches, table
from tests.house.source import ROOT

WRITTEN = ROOT / "corpus" / "written"
SETS = table(ROOT / "corpus").values()
READINGS = sorted((ROOT / "corpus" / "readings").glob("*.csv"))
OUTSIDE = sorted((ROOT / "corpus" / "outside").glob("*.csv"))
SLOTS = {"calon", "partai", "tagar", "suku", "agama", "daerah"}
PARTIES_NAMED_LIKE_WORDS = {"Buruh", "PA", "Garuda", "PBB", "PKN", "PAN", "SIRA"}


def examples(folder):
    """Each example as (place, labels, text)."""
    found = []
    for path in sorted((WRITTEN / folder).glob("*.txt")):
        labels = None
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            place = f"{path.name}:{number}"
            if line.startswith("##"):
                labels = corpus.decode(line[2:], place)
                assert line[2:].strip(), f"{place} names no code"
            elif line.strip():
                assert labels is not None, f"{place} stands under no codes"
                found.append((place, labels, line.strip()))
    return found


TRAIN, TUNE, CHALLENGE = examples("train"), examples("tune"), examples("challenge")
OFFICES = [
    (f"offices.txt:{number}", frozenset(), line)
    for number, line in enumerate((ROOT / "corpus" / judging.OFFICES).read_text("utf-8").splitlines(), 1)
]  # fmt: skip


def words(text):
    return tuple(re.findall(r"\w+", text.lower()))


def triples(text):
    found = words(text)
    return {found[i : i + 3] for i in range(len(found) - 2)}


def test_slots_are_known_and_whole():
    for place, _, text in TRAIN + TUNE + CHALLENGE + OFFICES:
        bare = re.sub("|".join(rf"\{{{slot}\}}" for slot in SLOTS), "", text)
        assert not set(bare) & set("{}"), place


@pytest.mark.parametrize(
    "every", [TRAIN, TUNE, CHALLENGE, OFFICES], ids=["train", "tune", "challenge", "offices"]
)
def test_no_example_stands_twice(every):
    places = defaultdict(list)
    for place, _, text in every:
        places[words(text) or text].append(place)
    assert [found for found in places.values() if len(found) > 1] == []


def test_no_challenge_is_learned_from():
    learned = {corpus.key(text): place for place, _, text in TRAIN + TUNE}
    both = [(place, learned.get(corpus.key(text))) for place, _, text in CHALLENGE + OFFICES]
    assert [pair for pair in both if pair[1]] == []


@pytest.mark.parametrize("apart", [TUNE, CHALLENGE, OFFICES], ids=["tune", "challenge", "offices"])
def test_no_post_that_is_judged_on_nearly_copies_an_example(apart):
    """Of the runs of three words of such a post, no example holds more than six in ten."""
    holders = defaultdict(set)
    learned = TRAIN if apart is TUNE else TRAIN + TUNE
    for number, (_, _, text) in enumerate(learned):
        for triple in triples(text):
            holders[triple].add(number)
    near = []
    for place, _, text in apart:
        mine = triples(text)
        shared = Counter(number for triple in mine for number in holders.get(triple, ()))
        for number, count in shared.most_common(1):
            if len(mine) > 2 and count > 0.6 * len(mine):
                near.append((place, learned[number][0]))
    assert near == []


@pytest.mark.parametrize("name", CHALLENGES)
def test_a_challenge_is_large_and_half_look_alikes(name):
    found = [labels for place, labels, _ in CHALLENGE if place.startswith(f"{name}.txt")]
    positives = sum(CHALLENGES[name] in labels for labels in found)
    assert len(found) >= 120
    assert 0.4 <= positives / len(found) <= 0.6


def test_the_third_challenge_was_read_as_a_whole_by_somebody_else():
    rows = list(corpus.rows(ROOT / "corpus" / "blind" / "challenge.csv"))
    counted = Counter(place.partition(".")[0] for place, _, _ in CHALLENGE)
    for name in (one for one in CHALLENGES if one.endswith("_3")):
        read = [row for row in rows if row["file"] == name]
        assert [int(row["row"]) for row in read] == list(range(counted[name]))
        assert all(corpus.decode(one["codes"], name) or one["codes"] == "-" for one in read)


def test_posts_of_offices_are_many_and_carry_no_codes():
    assert len(OFFICES) >= 400
    assert [place for place, _, text in OFFICES if not text.strip() or text.startswith("##")] == []


def test_every_challenge_is_judged():
    assert {path.stem for path in (WRITTEN / "challenge").glob("*")} == set(CHALLENGES)


def test_every_label_is_taught():
    taught = Counter(label for _, labels, _ in TRAIN for label in labels)
    assert min(taught[label] for label in LABELS) >= 100


def test_nobody_of_a_pack_is_named_outside_a_slot():
    names = set()
    for name in ("pemilu-2024", "pilkada-2024"):
        pack = packs.load(name)
        people = [person for one in pack.contestants.contestants for person in one.people]
        names |= {person.name for person in people} | {p.name.split()[0] for p in people}
        names |= {nick.text for person in people for nick in person.nicknames}
        names |= {one for party in pack.parties.parties for one in (party.short, party.name)}
    names -= PARTIES_NAMED_LIKE_WORDS
    assert len(names) > 30
    some = "|".join(re.escape(one) for one in sorted(names, key=len, reverse=True))
    named = re.compile(
        rf"(?<![^\W_])(?:{some})(?!\w)|#\w*(?:anies|prabowo|gibran|ganjar|mahfud)", re.IGNORECASE
    )
    found = [(place, named.findall(text)) for place, _, text in TRAIN + TUNE + CHALLENGE + OFFICES]
    assert [one for one in found if one[1]] == []


def test_readings_are_of_sets_that_the_recipe_knows():
    assert {path.stem for path in READINGS} <= {one.name for one in SETS if one.teaches}


@pytest.mark.parametrize("path", READINGS, ids=lambda path: path.stem)
def test_a_reading_holds_rows_and_codes_and_no_text(path):
    head, *lines = path.read_text("utf-8").splitlines()
    assert head == "row,codes"
    check_rows(lines, path, more="")


@pytest.mark.parametrize("path", OUTSIDE, ids=lambda path: path.stem)
def test_what_is_outside_also_says_how_it_was_chosen(path):
    head, *lines = path.read_text("utf-8").splitlines()
    assert head == "row,codes,chosen"
    check_rows(lines, path, more=",(?:all|random)")


def rows_of(path):
    return {line.split(",")[0] for line in path.read_text("utf-8").splitlines()[1:]}


def check_rows(lines, path, *, more):
    numbers = [int(line.split(",")[0]) for line in lines]
    assert len(set(numbers)) == len(numbers) > 0
    for line in lines:
        found = re.fullmatch(rf'\d+,(?:"([A-Za-z,-]+)"|([A-Za-z-]+)){more}', line)
        assert found, line
        corpus.decode(found[1] or found[2], path.name)


def test_what_is_outside_is_what_the_benchmark_judges_on():
    source = (ROOT / "benchmarks" / "outside.py").read_text("utf-8")
    assert sorted(re.findall(r'^    "(\w+)": \(', source, re.MULTILINE)) == [
        path.stem for path in OUTSIDE
    ]


@pytest.mark.parametrize("path", OUTSIDE, ids=lambda path: path.stem)
def test_no_row_is_both_learned_from_and_judged_on(path):
    learned = [rows_of(one) for one in READINGS if one.stem == path.stem]
    assert not rows_of(path) & set().union(*learned)


@pytest.mark.parametrize("name", [one.name for one in SETS if one.teaches == Teaches.HATE])
def test_no_row_is_learned_from_as_read_once_and_as_read_twice(name):
    folder = WRITTEN.parent / "readings"
    assert not rows_of(folder / f"{name}.csv") & rows_of(folder / f"{name}_2.csv")


def test_blind_readings_hold_rows_and_three_codings_and_no_text():
    head, *lines = (WRITTEN.parent / "blind" / "readings.csv").read_text("utf-8").splitlines()
    assert head == "set,row,first,second,third"
    assert len({tuple(line.split(",")[:2]) for line in lines}) == len(lines) > 0
    codes = r'(?:"[A-Za-z,-]+"|[A-Za-z-]+)'
    for line in lines:
        assert re.fullmatch(rf"(\w+),\d+,{codes},{codes},{codes}", line), line
        assert line.partition(",")[0] in {one.name for one in SETS if one.teaches}


def test_what_was_settled_holds_hashes_and_codes_and_no_text():
    head, *lines = (WRITTEN.parent / "settled.csv").read_text("utf-8").splitlines()
    assert head == "hash,codes"
    assert len({line[:16] for line in lines}) == len(lines) > 0
    for line in lines:
        assert re.fullmatch(r'[0-9a-f]{16},(?:"[A-Za-z,-]+"|[A-Za-z-]+)', line), line
        corpus.decode(line.partition(",")[2].strip('"'), "settled.csv")


def test_written_examples_that_cannot_be_used_are_named(tmp_path):
    with pytest.raises(InputError, match=rf"{tmp_path}/\*\.txt: write some, .* --corpus"):
        corpus.written(tmp_path)
    (tmp_path / "ours.txt").write_bytes("## S\ncafé\n".encode("latin-1"))
    with pytest.raises(InputError, match=r"ours\.txt cannot be read as UTF-8"):
        corpus.written(tmp_path)


@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_cells_stand_apart_by_commas_semicolons_or_tabs(tmp_path, between):
    """Excel in Indonesian saves a CSV with semicolons."""
    path = tmp_path / "agency.csv"
    path.write_text(f'text{between}threat\n"pagi, semua; ya"{between}0\n', "utf-8")
    assert list(corpus.rows(path)) == [{"text": "pagi, semua; ya", "threat": "0"}]
