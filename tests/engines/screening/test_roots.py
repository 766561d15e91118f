"""Roots: many forms of one word, counted as one besides as themselves."""

import re
from collections import Counter
from importlib.resources import files

import numpy as np
import pytest

from ikrar import packs
from ikrar.screening import kernels, model, reasons, vocabulary
from ikrar.screening.alphabet import fold_word
from ikrar.screening.kernels import shapes
from ikrar.screening.labels import LABELS
from ikrar.screening.model import SHIPPED, load
from ikrar.screening.roots import concepts, roots, table
from ikrar.screening.tables import build
from ikrar.screening.vocabulary import MASKS, lexicon, listed
from tests.engines.screening.reference import mix

ROOTS = roots()
PACK = packs.load("pemilu-2024")
ENDINGS = ("nya", "lah", "kah", "pun", "mu", "ku")
LINES = [
    line
    for line in (files("ikrar.screening") / "data" / "roots.txt").read_text().splitlines()
    if not line.startswith("#")
]


def features_of(*posts):
    """For each post the features of each sort."""
    reader = kernels.reader(build(PACK, load(SHIPPED).rows), longest=400)
    out, sorts = np.zeros(48_000, np.uint64), np.zeros(48_000, np.uint8)
    found = []
    for post in posts:
        data = np.frombuffer(post.encode() + b" ", np.uint8)
        n = kernels.features(reader, data, kernels.whole(len(data) - 1), out, sorts)
        found.append({sort: set(out[:n][sorts[:n] == sort].tolist()) for sort in range(8)})
    return found


def test_lines_are_roots_with_their_forms_in_order():
    assert len(ROOTS) > 40_000
    assert len({*ROOTS.values()}) < len(ROOTS) / 5
    heads = [line.partition(": ")[0] for line in LINES]
    assert heads == sorted(heads)
    for line in LINES:
        root, _, forms = line.partition(": ")
        assert re.fullmatch("[a-z]+", root), line
        assert forms.split() == sorted(forms.split()), line


def test_each_form_is_folded_and_stands_once():
    forms = Counter(form for line in LINES for form in line.partition(": ")[2].split())
    assert [form for form, times in forms.items() if times > 1] == []
    assert [form for form in forms if fold_word(form) != form] == []


@pytest.mark.parametrize("name", ["pemilu-2024", "pilkada-2024"])
def test_nothing_that_is_masked_has_a_root(name):
    """Neither it nor what differs from it by an ending: no name becomes a word by its root."""
    kinds = {words[0]: kind for words, kind in listed(packs.load(name)).items() if len(words) == 1}
    masked = {word for word, kind in kinds.items() if kind >= MASKS}
    ended = {w + end for w in masked if len(w) > 2 for end in ENDINGS if kinds.get(w + end, 0) == 0}
    assert sorted((masked | ended) & ROOTS.keys()) == []


@pytest.mark.parametrize(
    ("root", "forms"),
    [
        ("coblos", "nyoblos mencoblos dicoblos coblosin"),
        ("uang", "duit fulus hepeng money uangnya"),
        ("tidak", "gak tdk ora teu ndak kagak not"),
        ("jangan", "jgn ojo janganlah"),
        ("belum", "blm durung acan"),
        ("beri", "kasih diberi ngasih memberikan"),
    ],
)
def test_forms_and_translations_share_a_root(root, forms):
    assert {form: ROOTS.get(form) for form in forms.split()} == dict.fromkeys(forms.split(), root)


@pytest.mark.parametrize(
    "words",
    [
        "beri terima minta tolak",
        "dukung tolak lawan",
        "menang kalah",
        "tidak jangan belum bukan",
        "damai rusuh perang",
        "benar salah bohong",
        "saya kamu dia kita kami mereka",
    ],
)
def test_opposites_and_roles_keep_roots_of_their_own(words):
    assert len({ROOTS[word] for word in words.split()}) == len(words.split())


def test_the_table_holds_every_form_and_nothing_else():
    found = table()
    hashes = kernels.word_hashes([*ROOTS])
    assert len(np.unique(hashes)) == len(ROOTS) == int((found[:, 0] != 0).sum())
    assert len(found) >= 2 * len(ROOTS)
    numbers = [concepts().get(root, 0) for root in ROOTS.values()]
    at = [kernels.find_slot(found[:, 0], h) for h in hashes]
    assert (found[at, 1] == kernels.root_hashes([*ROOTS.values()], numbers)).all()
    assert not np.isin(found[found[:, 0] != 0, 1], kernels.word_hashes([*{*ROOTS.values()}])).any()


def test_neighbours_are_told_by_their_roots():
    one, two, other = features_of("nyoblos duit", "dicoblos fulus", "nyoblos tangga")
    assert one[shapes.BESIDE] == two[shapes.BESIDE] != other[shapes.BESIDE]
    names = ["coblos", "uang"]
    of = kernels.root_hashes(names, [concepts()[name] for name in names])
    assert one[shapes.ROOT] == two[shapes.ROOT] == set(of.tolist())
    assert one[shapes.ITSELF] != two[shapes.ITSELF]


def test_a_word_without_a_root_has_no_feature_of_one():
    assert "zzqq" not in ROOTS
    with_it, without = features_of("duit zzqq", "duit")
    assert with_it[shapes.ROOT] == without[shapes.ROOT] != set()


@pytest.mark.parametrize(
    ("post", "counted"),
    [
        ("duit", ()),
        ("duit zzqqx", (1,)),
        ("duit Prabowo", (1,)),
        ("duit bang Zzqqx", (1,)),
        ("duit tps", (2,)),
        ("duit 02", (2,)),
        ("duit Prabowo tps", (1, 2)),
        ("duit PDIP", (1, 2)),
    ],
)
def test_a_root_counts_once_more_in_each_context_of_its_post(post, counted):
    """1: somebody is named; 2: an election is spoken of."""
    (found,) = features_of(post)
    (money,) = kernels.root_hashes(["uang"], [concepts()["uang"]])
    within = {one: mix(int(money), int(shapes.WITHIN) + one) for one in (1, 2)}
    assert money in found[shapes.ROOT]
    assert found[shapes.CONTEXT] & {*within.values()} == {within[one] for one in counted}
    assert len(found[shapes.CONTEXT]) == len(counted) * len(found[shapes.ROOT])


def test_what_a_root_counts_in_a_context_is_added_and_told():
    """With one row alone, of "uang" where somebody is named: only there it counts, and the word is what is shown."""
    (money,) = kernels.root_hashes(["uang"], [concepts()["uang"]])
    feature = np.uint64(mix(int(money), int(shapes.WITHIN) + 1))
    rows = np.zeros((1 << 12, model.COLUMNS), np.int16)
    rows[int(feature) & (len(rows) - 2), [0, -2]] = kernels.seals(feature), 100
    reader = kernels.reader(build(PACK, rows), longest=80)
    for post, told in (("tolong duit duit dong", []), ("tolong duit duit Prabowo", [(7, 16)])):
        data = np.frombuffer(post.encode() + b" ", np.uint8)
        posts = data, kernels.whole(len(data) - 1)
        sums = np.zeros((1, shapes.COLUMNS), np.int64)
        kernels.add_up(reader, *posts, sums)
        assert sums.tolist() == [[0] * (shapes.COLUMNS - 1) + [100 * len(told)]]
        found = kernels.explain(reader, posts, np.array([[0, len(LABELS) - 1]]), reasons.telling())
        assert [*zip(found["starts"].tolist(), found["ends"].tolist(), strict=True)] == told


def test_a_context_is_told_by_masks_and_concepts_of_elections():
    told = vocabulary.contexts()
    numbers = {row["id"]: number for number, row in enumerate(lexicon(), start=1)}
    assert {*vocabulary.OF_ELECTIONS} <= numbers.keys()
    assert told[[vocabulary.NAME, vocabulary.PARTY, vocabulary.CAMP]].tolist() == [1, 3, 3]
    assert told[[numbers["polls"], numbers["vote"], vocabulary.BALLOT]].tolist() == [2, 2, 2]
    assert not told[[0, numbers["money"], vocabulary.GROUP, vocabulary.FAITH, shapes.URL]].any()


def kinds_of(word):
    reader = kernels.reader(build(PACK, load(SHIPPED).rows), longest=80)
    data = np.frombuffer(word.encode() + b" ", np.uint8)
    out, sorts = np.zeros(9600, np.uint64), np.zeros(9600, np.uint8)
    kernels.features(reader, data, kernels.whole(len(data) - 1), out, sorts)
    return (reader.page.kind[: reader.page.pieces[1]] & 127).tolist()


def test_a_form_counts_under_the_concept_that_most_listed_forms_of_its_root_have():
    numbers = {row["id"]: number for number, row in enumerate(lexicon(), start=1)}
    in_lexicon = {word for row in lexicon() for word in row["words"]}
    for word, concept in (("nyoblosi", "vote"), ("dipukulin", "beat"), ("berbohong", "blame")):
        assert word not in in_lexicon
        assert kinds_of(word) == [numbers[concept]], word
    assert ROOTS["dihancurin"] == ROOTS["hancur"] == "hancur"
    assert kinds_of("hancur") == [numbers["blame"]] != kinds_of("hancurin")
    assert kinds_of("dihancurin") == [0], "the listed forms of its root are of several concepts"


def test_no_name_is_cut_at_a_form_that_has_its_concept_by_its_root():
    """Pali is a listed region, wang a form of uang: Paliwang, which begins no phrase and stands in one, stays whole."""
    assert concepts()[ROOTS["wang"]]
    (found,) = {tuple(kinds_of(f"zainal {name}")) for name in ("paliwang", "arifin paliwang")}
    assert found == (64,)
