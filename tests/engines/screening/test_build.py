"""From a few dozen texts to a model: the table holds what was fitted, and nothing is learned from what is judged on."""

import errno
import json
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from ikrar.errors import InputError, NotPossible
from ikrar.screening import kernels, model
from ikrar.screening.kernels.shapes import GRAM
from ikrar.screening.labels import LABELS, Label
from ikrar.screening.train import build, corpus, matrix
from ikrar.screening.train.corpus import Texts
from ikrar.screening.train.fit import PLAIN, balanced, regress
from ikrar.screening.train.matrix import BUCKETS, places
from tests.engines.screening.test_train import NOTHING, SAID, many

PEOPLE = {"pilih prabowo, hebat": {"partisan": "support"}, "anies gagal": {"partisan": "against"}}


def texts(name="train", *, tail="hari ini"):
    rows = [*many(tail), *PEOPLE.items()]
    labels = [
        frozenset(
            label
            for (column, value), label in corpus.COLUMNS.items()
            if (NOTHING | said)[column] == value
        )
        for _, said in rows
    ]
    return Texts(name, tuple(text for text, _ in rows), tuple(labels), LABELS)


def train(out, sets=None):
    said = []
    stack = build.stack(sets or [texts()], {"train": 1.0})
    build.train(stack, out, say=said.append, about={"learned_from": {}})
    return said


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    out = tmp_path_factory.mktemp("made") / "new" / "folder"
    train(out)
    return out


def test_the_folder_loads_and_tells_what_it_is(made):
    found = model.load(made)
    assert found.rows.shape == (2 * BUCKETS, model.COLUMNS)
    assert {path.name for path in made.iterdir()} == {"weights.npy", "model.json"}
    assert json.loads((made / "model.json").read_text())["learned_from"] == {}
    assert ((found.thresholds > 0) & (found.thresholds < 1)).all()
    assert np.abs(found.rows.astype(int)).max() <= 2**15 - 1
    assert np.abs(found.rows[:, model.FIRST :].astype(int)).max() == build.STEPS


def colours(second=1.0):
    """Posts that abstain where they say "merah"; examples, twenty times as many, that abstain where they do not."""
    abstains, nothing = frozenset({Label.ABSTAIN}), frozenset[str]()
    said = tuple(f"merah hari ke {n}" for n in range(20)) + tuple(
        f"biru hari ke {n}" for n in range(20)
    )
    written = tuple(f"merah pagi ke {n}" for n in range(400)) + tuple(
        f"kuning pagi ke {n}" for n in range(400)
    )
    of_posts, of_written = (abstains,) * 20 + (nothing,) * 20, (nothing,) * 400 + (abstains,) * 400
    stack = build.stack(
        [
            Texts("train", said, of_posts, LABELS, second=second),
            Texts("written", written, of_written, LABELS),
        ],
        {"train": 1.0},
    )
    return stack, matrix.features(stack.hashed, stack.known).matrix(stack.hashed)


def test_what_posts_say_is_not_drowned_by_examples():
    stack, given = colours()
    every, column = np.ones(given.shape[0], bool), LABELS.index(Label.ABSTAIN)
    found, start = build.fitted(stack, given, PLAIN, every)
    drowned, base = build.fitted(colours(second=0.0)[0], given, PLAIN, every)
    red = given[:20]
    assert (red @ found + start)[:, column].mean() > (red @ drowned + base)[:, column].mean() + 0.5
    more, shift = of_posts(stack, given, 40)
    assert np.allclose(found - drowned, more, atol=1e-5)
    assert np.allclose(start - base, shift, atol=1e-5)


def of_posts(stack, given, n):
    """What the fits of the first `n` posts, which are all labelled, add to that of all texts."""
    weights = balanced(stack.truth[:n], stack.weights[:n])
    second, third = (
        regress(given[:n], stack.truth[:n], weights, strength)
        for strength in (build.SECOND_STRENGTH, build.THIRD_STRENGTH)
    )
    return (
        build.SECOND * two + build.THIRD * three for two, three in zip(second, third, strict=True)
    )


def test_labelled_posts_alone_are_fitted_a_third_time():
    stack, given = colours()
    column = LABELS.index(Label.THREAT)
    assert build.THIRD[column] > 0
    assert build.labelled(stack).sum() == 40
    stack.truth[:20, column] = 1  # threats are red too, in posts
    every = np.ones(given.shape[0], bool)
    found, start = build.fitted(stack, given, PLAIN, every)
    unread = np.where(stack.source == stack.source[0], 0.3, 1)[:, None].astype(np.float32)
    less, base = build.fitted(replace(stack, share=stack.share * unread), given, PLAIN, every)
    assert build.labelled(replace(stack, share=stack.share * unread)).sum() == 39
    red, blue = given[:20], given[20:40]
    assert (red @ found + start)[:, column].min() > (blue @ found + start)[:, column].max()
    assert not np.allclose(found[:, column], less[:, column])
    assert np.allclose(found[:, build.THIRD == 0], less[:, build.THIRD == 0])
    assert np.allclose(start[build.THIRD == 0], base[build.THIRD == 0])


def test_neighbours_say_less_of_what_single_words_say():
    sorts = np.array([kernels.ITSELF, kernels.BESIDE, GRAM, kernels.BESIDE], np.uint8)
    found = build.pulls(sorts).times
    drawn = [label in {"hate", "abusive", "calm"} for label in LABELS]
    assert found[[1, 3]].tolist() == [[4.0 if less else 1.0 for less in drawn]] * 2
    assert (found[[0, 2]] == 1).all()


def test_neighbours_are_drawn_to_nothing_in_every_fit():
    stack, given = colours()
    every = np.ones(given.shape[0], bool)
    kept = matrix.features(stack.hashed, stack.known)
    calm, abstain = LABELS.index(Label.CALM), LABELS.index(Label.ABSTAIN)
    stack.truth[:, calm] = stack.truth[:, abstain]
    pull = build.pulls(kept.sorts)
    found, _ = build.fitted(stack, given, pull, every)
    plain, _ = build.fitted(stack, given, PLAIN, every)
    beside = kept.sorts == kernels.BESIDE
    moved = np.abs(found - plain).max(axis=0)
    assert moved[abstain] < 0.1 * moved[calm]
    size = [np.abs(one[beside, calm]).sum() for one in (found, plain)]
    assert size[0] < 0.6 * size[1]
    assert np.abs(found[~beside, calm]).sum() > np.abs(plain[~beside, calm]).sum()


def test_posts_held_out_are_not_learned_from_by_themselves():
    stack, given = colours()
    learn = stack.second.max(axis=1) == 0
    held = build.fitted(stack, given, PLAIN, learn)
    without = build.fitted(replace(stack, second=np.zeros_like(stack.second)), given, PLAIN, learn)
    assert np.array_equal(held[0], without[0])
    assert np.array_equal(held[1], without[1])
    learn[:30] = True
    more, _ = of_posts(stack, given, 30)
    drowned, _ = build.fitted(
        replace(stack, second=np.zeros_like(stack.second)), given, PLAIN, learn
    )
    assert np.allclose(build.fitted(stack, given, PLAIN, learn)[0] - drowned, more, atol=1e-5)


def test_the_same_bytes_twice(made, tmp_path):
    assert "fold 1 of 5" in train(tmp_path)
    assert (tmp_path / "weights.npy").read_bytes() == (made / "weights.npy").read_bytes()
    one, two = (json.loads((folder / "model.json").read_text()) for folder in (made, tmp_path))
    assert one | {"made_on": ""} == two | {"made_on": ""}


def test_a_full_disk_leaves_older_weights_as_they_were(tmp_path, monkeypatch):
    def full(_file):
        raise OSError(errno.ENOSPC, "No space left on device")

    out, table = tmp_path / "weights", np.zeros((64, model.COLUMNS), np.int16)
    build.write(out, table, {}, {"old": True})
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    monkeypatch.setattr(build.os, "fsync", full)
    with pytest.raises(NotPossible, match=r"No space left on device\. Make room"):
        build.write(out, table + 1, {}, {})
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_it_learned_what_it_was_told(made):
    """Scores of the table in use order the texts it was made from nearly as the labels do."""
    from ikrar import packs
    from ikrar.screening.engine import Judge
    from ikrar.screening.posts import COLUMNS, read

    judge, one = Judge(packs.load("pemilu-2024"), model.load(made)), texts()
    scored = judge.score(read(list(one.texts), COLUMNS, None)[0])
    truth = one.truth() > 0
    for label in (Label.ABSTAIN, Label.THREAT, Label.MONEY_OFFER, Label.UNITY):
        i = LABELS.index(label)
        assert scored[truth[:, i], i].min() > scored[~truth[:, i], i].max(), label


def test_places_give_a_row_to_the_first_and_none_to_the_third():
    # three features of one bucket, with seals of their own; and one that shares the seal of the first
    hashes = np.array([5 | k << 50 for k in (1, 2, 3)] + [5 | 1 << 50 | 1 << 30], np.uint64)
    assert kernels.seals(hashes).tolist() == [9, 17, 25, 9]
    assert places(hashes, np.array([0, 1, 2, 3]), 16).tolist() == [4, 5, -1, -1]
    assert places(hashes, np.array([3, 0, 2, 1]), 16).tolist() == [-1, -1, 5, 4]


def test_what_is_frequent_gets_a_row_before_a_rare_word_and_every_concept_does():
    """Else a camp's nickname that stands in a thousand texts may be lost to two words that stand in two."""
    sorts = [kernels.ITSELF, GRAM, GRAM, kernels.CONCEPT, kernels.ITSELF]
    frequency = np.array([2, 2_000, 40, 1, 300])
    hashes = np.arange(1, 6, dtype=np.uint64)
    worth = np.ones(5, np.float32)
    found = matrix.Features(hashes, worth, frequency, np.array(sorts, np.uint8))
    assert matrix.order(found, np.zeros(5, int)).tolist() == [3, 1, 4, 0, 2]


def test_what_labelled_posts_say_twice_gets_a_row_before_what_examples_say_often():
    frequency = np.array([30, 20, 30, 20])
    hashes = np.arange(1, 5, dtype=np.uint64)
    found = matrix.Features(hashes, np.ones(4, np.float32), frequency, np.full(4, GRAM, np.uint8))
    said = [np.array(h, np.uint64) for h in ([2, 2, 9], [2, 3], [2, 3], [4])]
    posts = matrix.standing(found, [(h, np.full(len(h), GRAM, np.uint8)) for h in said])
    assert posts.tolist() == [0, 3, 2, 1]
    assert matrix.standing(found, []).tolist() == [0, 0, 0, 0]
    assert matrix.order(found, posts).tolist() == [1, 2, 0, 3]


def test_held_out_figures_count_what_would_be_given():
    """Of two opposites one alone, as `ikrar screen` does."""
    truth = np.zeros((3, len(LABELS)), np.float32)
    truth[0, 0] = truth[1, 1] = 1
    logits = np.full(truth.shape, -5, np.float32)
    logits[:2, :2] = [[3, 1], [1, 3]]
    given = SimpleNamespace(truth=truth, share=np.ones_like(truth))
    sides, support, *_ = build.held_out(given, logits, np.full(len(LABELS), 0.5, np.float32))
    assert (sides.value, support.precision, support.recall) == (1, 1, 1)


def test_copies_are_held_out_together():
    first = texts()
    again = Texts("read", ("RT @siapa " + first.texts[0].upper(),), first.labels[:1], LABELS)
    found = build.stack([first, again], {"train": 1.0})
    assert found.source[0] == found.source[-1]
    assert len(set(found.source.tolist())) == len({corpus.key(text) for text in first.texts})
    assert found.share[:-1].min() == 1
    assert found.share[-1:].max() == 0
    alone = build.stack([first], {"train": 1.0})
    assert (found.source[:-1] == alone.source).all(), "a text's fold does not hang on others"
    assert len(set((alone.source % build.FOLDS).tolist())) == build.FOLDS


def test_an_example_may_teach_some_labels_less():
    one = replace(texts(), weight=2.0, faint={"claim": 0.25})
    found = dict(zip(LABELS, one.weights()[0].tolist(), strict=True))
    assert found == dict.fromkeys(LABELS, 2.0) | {"claim": 0.5}
    kept = corpus.without(one, frozenset())
    assert (kept.weights() == one.weights()).all(), "also without copies"


def test_a_post_has_the_labels_that_a_third_reader_settled(tmp_path):
    one, path = texts(), tmp_path / "settled.csv"
    known = corpus.short_hash(one.texts[1])
    path.write_text(f'hash,codes\n{known},"h,b"\n0123456789abcdef,c\n', "utf-8")
    found = corpus.settled(one, path)
    assert found.labels[1] == {Label.HATE, Label.ABUSIVE} != one.labels[1]
    assert (found.labels[0], *found.labels[2:]) == (one.labels[0], *one.labels[2:])
    assert found.texts == one.texts
    assert corpus.settled(one, tmp_path / "none.csv") == one, "a corpus may lack it"
    path.write_text(f"hash,codes\n{known},x\n", "utf-8")
    with pytest.raises(InputError, match=r"settled\.csv has unknown codes: x"):
        corpus.settled(one, path)
    path.write_text(f"{known},c\n{known},c\n", "utf-8")
    with pytest.raises(InputError, match=r"settled\.csv must begin with the line hash,codes"):
        corpus.settled(one, path)


def test_two_names_in_a_line_are_of_two_people(tmp_path):
    (tmp_path / "x.txt").write_text("## -\n" + "{calon} lawan {calon}\n" * 24, "utf-8")
    for line in corpus.written(tmp_path).texts:
        one, other = line.split(" lawan ")
        assert one.split()[0] != other.split()[0]


def test_what_is_left_out_takes_its_labels_along():
    one = texts()
    kept = corpus.without(one, frozenset({corpus.key(one.texts[0])}))
    assert kept.texts == one.texts[1:]
    assert kept.labels == one.labels[1:]
    few = replace(one, read=(frozenset({"hate"}), *(frozenset(LABELS),) * (len(one.texts) - 1)))
    assert corpus.without(few, frozenset({corpus.key(one.texts[1])})).read == (
        few.read[0],
        *few.read[2:],
    )
    double = Texts("x", ("Halo!", "halo", "", "https://t.co/a"), (frozenset(),) * 4, LABELS)
    assert corpus.without(double, frozenset()).texts == ("Halo!",)


def test_unknown_codes_and_rows_are_refused(tmp_path):
    with pytest.raises(InputError, match=r"x\.txt has unknown codes: qq, zz"):
        corpus.decode("S, qq, zz", "x.txt")
    assert corpus.decode(" S , mr ,-", "x") == {Label.PARTISAN_SUPPORT}
    path = tmp_path / "set.csv"
    path.write_text("row,codes\n0,S\n2,-\n")
    assert corpus.readings(path, ["a", "b", "c"]).texts == ("a", "c")
    with pytest.raises(InputError, match=r"set\.csv names a row"):
        corpus.readings(path, ["a", "b"])
    with pytest.raises(InputError, match="no written examples"):
        corpus.written(tmp_path)


def test_slots_are_filled_in_turn(tmp_path):
    (tmp_path / "a.txt").write_text("## S\n{calon} menang\n{calon} kalah\n\n## h\n{suku} {suku}\n")
    found = corpus.written(tmp_path)
    first, second, third = found.texts
    assert "{" not in "".join(found.texts)
    assert first.removesuffix(" menang") != second.removesuffix(" kalah")
    assert len(set(third.split())) == 2
    assert found.labels == ({Label.PARTISAN_SUPPORT}, {Label.PARTISAN_SUPPORT}, {Label.HATE})
    assert not found.real


def test_a_fingerprint_changes_with_any_text_or_label():
    one = texts()
    told = {corpus.fingerprint([one])}
    told.add(corpus.fingerprint([Texts(one.name, ("x", *one.texts[1:]), one.labels, LABELS)]))
    told.add(corpus.fingerprint([Texts(one.name, one.texts, one.labels[::-1], LABELS)]))
    told.add(corpus.fingerprint([Texts("other", one.texts, one.labels, LABELS)]))
    assert len(told) == 4
    assert corpus.fingerprint([texts()]) in told
    assert set(SAID) & {text.rsplit(" hari ini", 1)[0] for text in one.texts}


def test_an_example_counts_in_full_where_its_file_is_about_the_label():
    about = Texts("written", ("a b", "c d", "e f"), (frozenset({"abstain"}), frozenset(), frozenset()), LABELS,
                  parts=("turnout", "turnout", "money"))  # fmt: skip
    share = build.stack([about], {"written": 0.5}).share[:, LABELS.index("abstain")]
    assert share.tolist() == pytest.approx([0.5, 0.5, 0.5 * build.AFAR])


def test_a_word_is_known_that_is_used_as_one():
    heard = ["pasar pasar pasar", "Sumirah sumirah sumirah Sumirah", "sekali dua", "KTP KTP KTP"]
    known = matrix.known_words(["beras dan beras", "Beras, Wirasena! Wirasena!", "ke ke ke"], heard)
    hashes = {word: kernels.piece_hash(word) for word in ("beras", "wirasena", "pasar", "sumirah")}
    hashes |= {word: kernels.piece_hash(word) for word in ("dan", "sekali", "dua", "ktp", "ke")}
    assert {word for word, h in hashes.items() if h in known} == {"beras", "pasar", "ktp"}
    assert (np.diff(known.astype(float)) > 0).all()


def test_who_is_mostly_written_with_a_capital_is_nobody_that_is_known():
    """Else it would matter who is named, of all who are on no list; what has a root or is listed stays a word."""
    texts = ["kata Marlupi dan gundir", "dari pak Marlupi. Gundir itu marlupi"]
    often = ["itu Nusalaya"] * (matrix.OFTEN + 1)
    texts += [*often, *["SAYA PILIH Kastubi"] * 3, *["ke Pasar lalu Coblos"] * 3]
    assert matrix.named(texts) == {"marlupi"}
    known = set(matrix.known_words([*texts, "marlupi gundir marlupi nusalaya nusalaya"]).tolist())
    words = ("marlupi", "gundir", "nusalaya")
    assert [kernels.piece_hash(word) in known for word in words] == [False, True, True]


def test_a_word_that_carries_a_name_is_not_known():
    """Else a hashtag of one contestant's would have a weight, and that of another none."""
    names = {"prabowogemoy", "salamganjar", "aniessantun", "islamiyahku", "dijakarta"}
    assert matrix.carrying(names) == names
    others = {"prabowo", "gemoy", "pemilihan", "pasangan", "bertiga", "gantipresiden"}
    assert matrix.carrying(others) == set()
    hashes = matrix.known_words(["#prabowogemoy, #prabowogemoy! santai"] * 2)
    assert hashes.tolist() == [kernels.piece_hash("santai")]


def test_a_known_word_has_a_row_though_nothing_was_learned_of_it():
    texts = ["harga beras naik", "harga beras turun", "harga cabai naik"]
    known = matrix.known_words(texts, ["gundir gundir gundir"])
    found = matrix.features(matrix.hashed(texts, known), known)
    at = np.searchsorted(found.hashes, np.uint64(kernels.piece_hash("gundir")))
    assert found.hashes[at] == kernels.piece_hash("gundir")
    assert (found.worth[at], found.frequency[at], found.sorts[at]) == (0, 0, kernels.ITSELF)
    assert (np.diff(found.hashes.astype(float)) >= 0).all()
    assert found.matrix(matrix.hashed(["gundir"], known))[:, at].sum() == 0
    learned = np.searchsorted(found.hashes, np.uint64(kernels.piece_hash("harga")))
    assert found.worth[learned] > 0


def test_a_word_with_a_root_needs_no_row_to_be_known():
    texts = ["harga beras naik", "harga beras turun", "harga cabai naik"]
    known = matrix.known_words(texts, ["pasar pasar pasar"])
    found = matrix.features(matrix.hashed(texts, known), known)
    pasar = np.uint64(kernels.piece_hash("pasar"))
    assert pasar in known
    assert pasar not in found.hashes
    assert matrix.rooted(known).all()


def test_nearly_all_known_words_find_a_place_where_texts_are_read():
    """In a table of the model's size one in fifty finds both rows of its bucket taken, and would be read as a name."""
    words = np.random.default_rng(3).integers(0, 2**62, 53_000).astype(np.uint64) * 2 + 1
    crowded = matrix.places(words, np.arange(len(words)), matrix.BUCKETS)
    roomy = matrix.places(words, np.arange(len(words)), matrix.ROOMY)
    assert (crowded < 0).sum() > 500
    assert (roomy < 0).sum() < 20
