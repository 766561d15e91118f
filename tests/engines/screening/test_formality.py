"""More must speak for a label where a text is written as offices and newspapers write; who is named never matters."""

from dataclasses import replace

import numpy as np
import pytest

from ikrar import packs
from ikrar.screening import engine, kernels, model, posts
from ikrar.screening.kernels.sums import share
from ikrar.screening.labels import AGAINST_PLEDGE, CONVERSATION, LABELS, Label
from ikrar.screening.train import build, formality, matrix
from ikrar.screening.train.corpus import Texts
from tests.engines.screening.test_build import texts

PACK = packs.load("pemilu-2024")
FORMAL = (
    "Pemerintah menetapkan anggaran pendidikan tahun depan sebesar dua puluh persen.",
    "Menurut keterangan resmi kementerian, pembangunan bendungan tersebut selesai tahun ini.",
    "Dewan Perwakilan Rakyat mengesahkan rancangan undang-undang itu dalam rapat paripurna.",
    "Bank sentral mempertahankan suku bunga acuan, demikian keterangan tertulis kemarin.",
    "Kementerian Kesehatan mengumumkan jadwal vaksinasi bagi warga lanjut usia.",
)
PLAIN = (
    "wkwk gue sih ogah ke sana lagi, males bgt",
    "Lah kok bisa gitu yaa? parah lu",
    "kalo gw mah santai aja bro, ga usah ribet",
    "udah makan belom nih? laper bangeeet",
    "Anjir itu orang ngeselin amat dah",
)


def sums(judge, lines):
    data, offsets = posts.buffers(posts.read(list(lines), posts.COLUMNS, None)[0])
    out = np.empty((len(lines), kernels.COLUMNS), np.int64)
    kernels.add_up(judge._reader(posts.LONGEST), data, offsets, out)
    return out


def formalities(judge, lines):
    """The share of each line that the kernel takes off the labels."""
    steps, found = judge.model.steps, sums(judge, lines)
    length = np.sqrt(np.maximum(found[:, 1] * steps[0], 1e-6))
    return 1 / (1 + np.exp(-(found[:, 0] * steps[1] / length + steps[2])))


@pytest.fixture(scope="module")
def shipped():
    return engine._judge(PACK)


def test_offices_write_formally_and_people_do_not(shipped):
    assert formalities(shipped, FORMAL).min() > 0.5
    assert formalities(shipped, PLAIN).max() < 0.2


@pytest.mark.parametrize("line", ["", "!!!", "@siapa https://t.co/x", "2024"])
def test_what_has_no_word_has_no_formality(shipped, line):
    assert sums(shipped, [line])[0, 0] == 0


def test_who_is_named_does_not_make_a_text_formal(shipped):
    names = ("Anies Baswedan", "Prabowo", "Ganjar-Mahfud", "Wirasena")  # the last is on no list
    found = formalities(shipped, [f"Menurut keterangan resmi, {name} hadir." for name in names])
    assert (found[:3] == found[0]).all()
    assert found[3] == pytest.approx(found[0], abs=0.05)


def test_a_formal_text_loses_what_goes_against_the_pledge_alone(shipped):
    found = sums(shipped, FORMAL)
    free = replace(shipped.model, loss=np.zeros(len(LABELS), np.float32))
    less, more = shipped.model.scores(found), free.scores(found)
    against = np.isin(LABELS, AGAINST_PLEDGE)
    assert (less[:, against] < more[:, against]).all()
    assert (less[:, ~against] == more[:, ~against]).all()


def test_the_loss_is_a_share_of_what_a_wholly_formal_text_loses():
    found = formality.loss(np.array([-99, 0, 99], np.float32))
    on = np.isin(LABELS, AGAINST_PLEDGE)
    assert np.allclose(found[:, on], np.array([0, 0.5, 1])[:, None], atol=1e-6)
    assert (found[:, np.isin(LABELS, CONVERSATION)] == 0).all()
    assert share(np.float32(0)) == 0.5


# ---------------------------------------------------------------- learned


def sets():
    news = Texts("formal-news", FORMAL * 4, (frozenset(),) * 20, AGAINST_PLEDGE, formal=1.0)
    return [texts(), news, Texts("read", PLAIN, (frozenset(),) * 5, LABELS)]


@pytest.fixture(scope="module")
def stack():
    return build.stack(sets(), {"train": 1.0, "formal-news": 0.5})


def kept(stack):
    found = matrix.features(stack.hashed, stack.known)
    return found, found.matrix(stack.hashed)


def test_it_is_learned_of_words_alone(stack):
    found, given = kept(stack)
    learned, start = formality.fitted(given, stack.formal, found.sorts)
    of_words = np.isin(found.sorts, formality.OF_WORDS)
    assert (learned[~of_words] == 0).all()
    assert np.isin([kernels.BESIDE, kernels.STYLE], found.sorts).all(), "there are others"
    logits = given @ learned + start
    assert logits[stack.quiet].min() > logits[~stack.quiet].max()


def test_where_nothing_is_known_to_be_formal_nothing_is(stack):
    found, given = kept(stack)
    learned, start = formality.fitted(given, np.zeros_like(stack.formal), found.sorts)
    assert not learned.any()
    assert formality.loss(given @ learned + start).max() < 1e-6


def test_what_counts_more_is_told_more_surely(stack):
    """The few read texts of offices, for they speak of elections as posts do."""
    found, given = kept(stack)
    heavy = np.where(
        np.arange(len(stack.formal)) == np.flatnonzero(stack.formal)[0], 20, stack.formal
    )
    logits = [
        given @ learned + start
        for learned, start in (
            formality.fitted(given, one.astype(np.float32), found.sorts)
            for one in (stack.formal, heavy)
        )
    ]
    first = np.flatnonzero(stack.formal)[0]
    assert logits[1][first] > logits[0][first] + 0.5


def test_it_is_learned_from_what_is_formal_and_what_labels_are_tuned_on(stack):
    """So that its formality in turn is that of a text that was not seen."""
    found, given = kept(stack)
    learn = np.arange(len(stack.source)) % 2 == 0
    one = build.formality_of(stack, given, found.sorts, learn)
    unseen = replace(stack, formal=np.where(learn, stack.formal, np.float32(5)))
    other = build.formality_of(unseen, given, found.sorts, learn)
    assert np.array_equal(one[0], other[0])
    assert one[1] == other[1]


def test_what_is_trained_holds_it(tmp_path, stack):
    build.train(stack, tmp_path, say=lambda _: None, about={})
    judge = engine.Judge(PACK, model.load(tmp_path))
    assert formalities(judge, FORMAL).min() > formalities(judge, PLAIN).max()
    loss = dict(zip(LABELS, judge.model.loss.tolist(), strict=True))
    assert loss[Label.PARTISAN_SUPPORT] > 0
    assert loss[Label.PARTICIPATE] == 0
