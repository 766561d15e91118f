"""More must speak for a label in a text far from any contest: news, offices, everyday talk; who is named never matters."""

from dataclasses import replace

import numpy as np
import pytest

from ikrar import packs
from ikrar.screening import engine, kernels, model, posts
from ikrar.screening.labels import AGAINST_PLEDGE, CONVERSATION, LABELS, Label
from ikrar.screening.train import build, distance, matrix
from ikrar.screening.train.corpus import Texts
from tests.engines.screening.test_build import texts

PACK = packs.load("pemilu-2024")
FAR = (
    "Pemerintah menetapkan anggaran pendidikan tahun depan sebesar dua puluh persen.",
    "Menurut keterangan resmi kementerian, pembangunan bendungan tersebut selesai tahun ini.",
    "Dewan Perwakilan Rakyat mengesahkan rancangan undang-undang itu dalam rapat paripurna.",
    "Bank sentral mempertahankan suku bunga acuan, demikian keterangan tertulis kemarin.",
    "Kementerian Kesehatan mengumumkan jadwal vaksinasi bagi warga lanjut usia.",
    "udah makan belom nih? laper bangeeet",
    "hari ini hujan terus, cucian gak kering kering",
)
NEAR = (
    "Jangan lupa tanggal 14 coblos paslon kita, capres pilihan rakyat",
    "Paslon sebelah cuma omdo, debatnya kalah telak, ogah milih dia",
    "Relawan siap menangkan capres kita di semua TPS",
    "Pendukung paslon sebelah panik lihat hasil survei capres",
    "Cawapres kok begitu debatnya, gak usah dipilih lah",
)


def sums(judge, lines):
    data, offsets = posts.buffers(posts.read(list(lines), posts.COLUMNS, None)[0])
    out = np.empty((len(lines), kernels.COLUMNS), np.int64)
    kernels.add_up(judge._reader(posts.LONGEST), data, offsets, out)
    return out


def distances(judge, lines):
    """How far each line is, 0..1, from what the kernel adds up."""
    steps, found = judge.model.steps, sums(judge, lines)
    length = np.sqrt(np.maximum(found[:, 1] * steps[0], 1e-6))
    return 1 / (1 + np.exp(-(found[:, 0] * steps[1] / length + steps[2])))


@pytest.fixture(scope="module")
def shipped():
    return engine._judge(PACK)


def test_news_and_everyday_talk_are_far_and_posts_on_a_contest_near(shipped):
    assert distances(shipped, FAR).min() > 0.5
    assert distances(shipped, NEAR).max() < 0.2


@pytest.mark.parametrize("line", ["", "!!!", "@siapa https://t.co/x", "2024"])
def test_what_has_no_word_has_no_distance(shipped, line):
    assert sums(shipped, [line])[0, 0] == 0


def test_who_is_named_moves_no_distance(shipped):
    names = ("Anies Baswedan", "Prabowo", "Ganjar-Mahfud", "Wirasena")  # the last is on no list
    found = distances(shipped, [f"Menurut keterangan resmi, {name} hadir." for name in names])
    assert (found[:3] == found[0]).all()
    assert found[3] == pytest.approx(found[0], abs=0.05)


def test_a_far_text_loses_what_goes_against_the_pledge_alone(shipped):
    found = sums(shipped, FAR)
    free = replace(shipped.model, loss=np.zeros(len(LABELS), np.float32))
    less, more = shipped.model.scores(found), free.scores(found)
    against = np.isin(LABELS, AGAINST_PLEDGE)
    assert (less[:, against] < more[:, against]).all()
    assert (less[:, ~against] == more[:, ~against]).all()


def test_the_loss_is_a_share_of_what_a_wholly_far_text_loses():
    found = distance.loss(np.array([-99, 0, 99], np.float32))
    on = np.isin(LABELS, AGAINST_PLEDGE)
    assert np.allclose(found[:, on], np.array([0, 0.5, 1])[:, None], atol=1e-6)
    assert (found[:, np.isin(LABELS, CONVERSATION)] == 0).all()


def test_a_score_is_the_share_that_its_logit_stands_for(shipped):
    """In plain numbers of 64 bits; what is far beyond any post stays within 0..1."""
    of, found = shipped.model, sums(shipped, [*FAR, *NEAR])
    length = np.sqrt(np.maximum(found[:, 1] * of.steps[0], 1e-6))[:, None]
    away = distances(shipped, [*FAR, *NEAR])[:, None]
    logits = found[:, kernels.COLUMNS - len(LABELS) :] * of.scale / length + of.bias
    assert of.scores(found) == pytest.approx(1 / (1 + np.exp(away * of.loss - logits)), abs=1e-6)
    most = np.full((1, kernels.COLUMNS), 2**40)
    assert of.scores(most).max() == 1
    assert 0 < of.scores(-most).max() < 1e-12


# ---------------------------------------------------------------- learned


def sets():
    news = Texts("formal-news", FAR * 4, (frozenset(),) * 28, AGAINST_PLEDGE, away=1.0)
    return [texts(), news, Texts("read", NEAR, (frozenset(),) * 5, LABELS)]


@pytest.fixture(scope="module")
def stack():
    return build.stack(sets(), {"train": 1.0, "formal-news": 0.5})


def kept(stack):
    found = matrix.features(stack.hashed, stack.known)
    return found, found.matrix(stack.hashed)


def test_it_is_learned_of_words_alone(stack):
    found, given = kept(stack)
    learned, start = distance.fitted(given, stack.away, found.sorts)
    of_words = np.isin(found.sorts, distance.OF_WORDS)
    assert (learned[~of_words] == 0).all()
    assert np.isin([kernels.BESIDE, kernels.STYLE], found.sorts).all(), "there are others"
    logits = given @ learned + start
    assert logits[stack.quiet].min() > logits[~stack.quiet].max()


def test_where_nothing_is_known_to_be_far_nothing_is(stack):
    found, given = kept(stack)
    learned, start = distance.fitted(given, np.zeros_like(stack.away), found.sorts)
    assert not learned.any()
    assert distance.loss(given @ learned + start).max() < 1e-6


def test_what_counts_more_is_told_more_surely(stack):
    """The few read texts of offices, for they speak of elections as posts do."""
    found, given = kept(stack)
    first = np.flatnonzero(stack.away)[0]
    heavy = stack.away.copy()
    heavy[first] = 20
    (one, base), (more, shift) = (
        distance.fitted(given, away, found.sorts) for away in (stack.away, heavy)
    )
    assert (given @ more + shift)[first] > (given @ one + base)[first] + 0.5


def test_it_is_learned_from_what_is_far_and_what_labels_are_tuned_on(stack):
    """So that its distance in turn is that of a text that was not seen."""
    found, given = kept(stack)
    learn = np.arange(len(stack.source)) % 2 == 0
    one = build.distance_of(stack, given, found.sorts, learn)
    unseen = replace(stack, away=np.where(learn, stack.away, np.float32(5)))
    other = build.distance_of(unseen, given, found.sorts, learn)
    assert np.array_equal(one[0], other[0])
    assert one[1] == other[1]


def test_what_is_trained_holds_it(tmp_path, stack):
    build.train(stack, tmp_path, say=lambda _: None, about={})
    judge = engine.Judge(PACK, model.load(tmp_path))
    assert distances(judge, FAR).min() > distances(judge, NEAR).max()
    loss = dict(zip(LABELS, judge.model.loss.tolist(), strict=True))
    assert min(loss[Label.PARTISAN_SUPPORT], loss[Label.HATE]) > 0
    assert loss[Label.PARTICIPATE] == 0
