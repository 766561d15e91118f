"""Posts in, findings out: one row a post, spans inside the post, and the same answer alone, in company, later, beside."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikrar import packs
from ikrar.errors import Error, InputError, NotFound
from ikrar.screening import engine, findings, kernels, model, posts, reasons
from ikrar.screening.kernels import sums as summing
from ikrar.screening.labels import LABELS, OPPOSITES, Label
from ikrar.screening.law import stage_of
from tests.engines.screening.odd import ODD, texts, whole, written

pytestmark = pytest.mark.usefixtures("warm")
PACK = packs.load("pemilu-2024")
WRITTEN = written(step=25)
VOTE = date(2024, 2, 14)
FIGURES = [
    "Coblos nomor 02, presiden kita hebat, jangan pilih yang lain!",
    "goblok semua pendukung nomor 1, anjing 😀😀 kampret",
    "ambil amplop di posko, coblos nomor dua ya bu",
    "awas kalau tidak pilih calon kita, siap siap dimutasi",
    "mari ke TPS gunakan hak pilih dengan damai",
]


def rows(given, **more):
    return engine.screen(given, **more).to_pylist()


def bits(given):
    return engine.scores(given).view(np.uint32)


def check_spans(text, row):
    """Spans lie in the text, in order, apart, on whole visible parts."""
    for found in row["findings"]:
        last = 0
        for start, end in found["spans"]:
            assert last <= start < end <= len(text), (text, found)
            assert text[start:end].strip(), (text, found)
            last = end


# ---------------------------------------------------------------- the table


def test_the_table():
    table = engine.screen([*FIGURES, None])
    assert table.schema == pa.schema(
        [
            ("row", pa.int64()),
            ("phase", pa.string()),
            ("scores", pa.struct([(label.value, pa.float32()) for label in LABELS])),
            ("labels", pa.list_(pa.string())),
            ("findings", pa.list_(findings.FINDING)),
        ]
    )
    table.validate(full=True)
    assert table["row"].to_pylist() == list(range(6))
    assert sum(map(bool, table["labels"].to_pylist())) >= 4


def test_no_posts_give_no_rows():
    table = engine.screen([])
    assert table.num_rows == 0
    assert table.schema == engine.screen("a").schema
    assert engine.scores([]).shape == (0, len(LABELS))
    assert engine.screen(pa.chunked_array([], pa.string())).num_rows == 0


def test_scores_are_those_of_the_table():
    table = engine.screen(WRITTEN)
    found = np.array([list(row.values()) for row in table["scores"].to_pylist()], np.float32)
    fast = engine.scores(WRITTEN)
    assert fast.dtype == np.float32
    assert fast.shape == (len(WRITTEN), len(LABELS))
    assert (fast.view(np.uint32) == found.view(np.uint32)).all()
    assert ((fast >= 0) & (fast <= 1)).all()


def test_a_label_stands_exactly_where_its_score_reaches_the_threshold():
    limits = dict(zip(LABELS, model.load().thresholds, strict=True))
    both = 0
    for row in rows(WRITTEN):
        reached = [label for label in LABELS if row["scores"][label] >= limits[label]]
        for pair in OPPOSITES:
            if set(pair) <= set(reached):
                both += 1
                reached.remove(min(pair, key=lambda side: row["scores"][side] - limits[side]))
        assert row["labels"] == reached
        assert [found["label"] for found in row["findings"]] == reached
        assert [found["score"] for found in row["findings"]] == [row["scores"][x] for x in reached]
    assert both, "a post that reaches two opposites is among the texts"


def test_what_has_no_word_is_not_judged():
    """Signs of the hand, numbers, addresses and mentions get the scores of nothing; a ballot number is a word."""
    silent = [
        "✌️👍🏽",
        "☝️",
        "2",
        "12.000",
        "…!?",
        "@seseorang 👍✌️",
        "https://contoh.id/a ✌️",
        "#2024",
    ]
    none = engine.scores([""])
    assert (engine.scores(silent) == none).all()
    assert not model.load().given(none).any()
    for spoken in ("01", "✌️ dua jari", "nomor 2"):
        assert (engine.scores([spoken]) != none).any()


def test_null_and_empty_texts_are_judged_alike():
    found = rows([None, "", " ", "\u200b"])
    assert [row["labels"] for row in found] == [found[0]["labels"]] * 4
    assert (bits([None, "\0"]) == bits(["", " , "])).all()
    assert all(not one["spans"] for row in found for one in row["findings"])


SHAPES = {
    "list": list(FIGURES),
    "array": pa.array(FIGURES),
    "large": pa.array(FIGURES, pa.large_string()),
    "sliced": pa.array(["goblok", *FIGURES, "coblos"])[1:-1],
    "sliced large": pa.array(["", "é", *FIGURES, "coblos"], pa.large_string())[2:-1],
    "chunked": pa.chunked_array([FIGURES[:2], [], FIGURES[2:]]),
    "sliced chunks": pa.chunked_array([["x", *FIGURES[:2]], [*FIGURES[2:], "y"]])[1:-1],
    "dictionary": pa.array(FIGURES).dictionary_encode(),
    "table": pa.table({"text": FIGURES}),
    "sliced table": pa.table({"n": [1] * 6, "text": ["x", *FIGURES]})[1:],
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_of_posts_gives_the_same(shape):
    assert engine.screen(SHAPES[shape]).equals(engine.screen(FIGURES))


def test_a_table_of_other_columns():
    table = pa.table({"isi": FIGURES, "hari": ["2024-02-12"] * 5, "text": ["x"] * 5})
    found = engine.screen(table, columns=posts.Columns(text="isi", date="hari"))
    assert found.drop_columns("phase").equals(
        engine.screen(FIGURES, on=date(2024, 2, 12)).drop_columns("phase")
    )
    assert set(found["phase"].to_pylist()) == {stage_of(PACK, date(2024, 2, 12))} - {None}
    with pytest.raises(InputError, match="no column 'teks'"):
        engine.screen(table, columns=posts.Columns(text="teks"))


def test_phases_follow_the_day_of_each_post():
    when = ["2023-12-01", "2024-02-12", None, "2024-02-14", "x", "1999-01-01"]
    table = pa.table({"text": ["coblos"] * 6, "date": when})
    days = [date(2023, 12, 1), date(2024, 2, 12), None, VOTE, None, date(1999, 1, 1)]
    told = [day and stage_of(PACK, day) for day in days]
    assert engine.screen(table)["phase"].to_pylist() == told
    assert told[0] == "kampanye"
    assert told[1] == "masa-tenang"
    assert len({*told}) == 4
    filled = engine.screen(table, on=VOTE)["phase"].to_pylist()
    assert filled == [*told[:2], stage_of(PACK, VOTE), *told[3:]]
    assert engine.screen(["a"])["phase"].to_pylist() == [None]


def test_scores_do_not_hang_on_the_day():
    days = pa.table(
        {"text": FIGURES, "date": ["2023-01-01", "2024-02-14", None, "1990-01-01", "x"]}
    )
    assert engine.screen(days)["scores"].equals(engine.screen(FIGURES, on=VOTE)["scores"])


def test_an_unknown_pack_or_role_is_refused():
    with pytest.raises(NotFound, match="no pack 'pemilu-1900'"):
        engine.screen("a", pack="pemilu-1900")
    with pytest.raises(Error, match="astronot"):
        engine.screen(FIGURES, role="astronot")
    for other in (None, 3, ["pemilu-2024"]):
        with pytest.raises(Error, match="to be a name or a Pack"):
            engine.screen("a", pack=other)


# ---------------------------------------------------------------- spans


def test_spans_lie_inside_every_written_post():
    seen = 0
    for text, row in zip(WRITTEN, rows(WRITTEN), strict=True):
        check_spans(text, row)
        seen += sum(len(found["spans"]) for found in row["findings"])
    assert seen > len(WRITTEN) / 2


def test_spans_count_characters_not_bytes():
    for front in ("", "😀 ", "é́ ", "中文 ", "👨‍👩‍👧‍👦 ", "\U0001f1ee\U0001f1e9\n"):
        text = f"{front}goblok"
        (row,) = rows([text])
        (found,) = [one for one in row["findings"] if one["label"] == "abusive"]
        assert any(text[a:b] == "goblok" for a, b in found["spans"]), (text, found)


def mark_everything(given):
    """Spans of every label for every post, whether it was given or not."""
    text = posts.read(given, posts.COLUMNS, None)[0]
    judge = engine._judge(PACK)
    scored = judge.score(text)
    marks = judge.mark(text, scored, np.ones_like(scored, bool))
    marks.check(len(text))
    return marks


def check_marks(given, marks):
    for i, row in enumerate(marks.rows):
        text, last = given[row] or "", 0
        for k in range(marks.span_offsets[i], marks.span_offsets[i + 1]):
            assert last <= marks.starts[k] < marks.ends[k] <= len(text)
            last = marks.ends[k]
        assert marks.reason_offsets[i + 1] > marks.reason_offsets[i], "a finding has a reason"


@settings(max_examples=200, deadline=None)
@given(st.lists(st.none() | texts(), min_size=1, max_size=6))
def test_spans_of_any_text_lie_inside_it_for_every_label(given):
    check_marks(given, mark_everything(given))
    for text, row in zip(given, rows(given), strict=True):
        check_spans(text or "", row)


def test_spans_of_odd_texts():
    check_marks(ODD, mark_everything(ODD))


LONG = {
    "one word": "a" * (1 << 20),
    "one sign": "😀" * (1 << 18),
    "nothing": "\0" * (1 << 20),
    "words": "coblos nomor 2 goblok bansos " * 36_000,
    "distinct": " ".join(f"kata{n:x} coblos" for n in range(70_000)),
    "letters apart": "c o b l o s " * 80_000,
    "beyond what is read": "😀 coblos " * 150_000,
    "tags": "#" * 500_000 + "#Aa" * 200_000,
}


@pytest.mark.parametrize("which", LONG)
def test_posts_of_a_megabyte(which):
    text = LONG[which]
    alone = bits([text])
    assert np.isfinite(engine.scores([text])).all()
    check_marks([text], mark_everything([text]))
    assert (bits(["goblok", text, "coblos"])[1] == alone).all()


def test_what_comes_after_a_megabyte_does_not_count():
    text = ("damai " * 200_000)[: posts.LONGEST]
    assert (bits([text]) == bits([text + " goblok anjing coblos"])).all()


# ---------------------------------------------------------------- the same, whenever


def forget():
    summing.forget(engine._judge(PACK)._reader(0).memo)


@settings(max_examples=100, deadline=None)
@given(st.lists(texts(), min_size=1, max_size=8))
def test_alone_and_in_a_batch(given):
    together = bits(given)
    for i, text in enumerate(given):
        forget()
        assert (bits([text])[0] == together[i]).all()


def test_alone_and_in_a_batch_with_all_that_is_told():
    given = [*WRITTEN, *ODD]
    together = rows(given)
    for i in range(0, len(given), 9):
        (alone,) = rows([given[i]])
        assert alone | {"row": i} == together[i]
    backwards = rows(given[::-1])[::-1]
    assert [row | {"row": 0} for row in backwards] == [row | {"row": 0} for row in together]


@pytest.mark.slow
def test_after_two_hundred_thousand_other_posts():
    before = engine.screen([*FIGURES, *ODD])
    memo = engine._judge(PACK)._reader(0).memo
    chance = np.random.default_rng(0)
    syllables = np.array([a + b for a in "bdklm" for b in "aeio"])
    words = [
        "".join(syllables[four]) for four in chance.integers(len(syllables), size=(200_000, 4))
    ]
    counts = []
    for first in range(0, len(words), 25_000):
        engine.scores(
            [f"{word}{k} {word} coblos" for k, word in enumerate(words[first : first + 25_000])]
        )
        counts.append(int(memo.used[1]))
    assert any(b < a for a, b in pairwise(counts)), "the memo was emptied once"
    assert engine.screen([*FIGURES, *ODD]).equals(before)


def test_no_word_of_one_post_hides_a_word_of_another():
    """The two were found to have the hashes of "bunuh" and "coblos" where these begin with a number that is known."""
    said = ["serang dan bunuh mereka", "coblos 02 besok ya"]

    def after(*texts):
        for text in texts:
            engine.scores(pa.array([text]))
        return engine.scores(pa.array(said))

    # in a thread of its own, each with an empty memo
    with ThreadPoolExecutor(1) as plain, ThreadPoolExecutor(1) as misled:
        found = misled.submit(after, "qtlidpgbljfxkyba lounapgbkjufxhta").result()
        assert (found == plain.submit(after).result()).all()


def test_threads_side_by_side():
    expected = engine.screen(WRITTEN[:200])
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: engine.screen(WRITTEN[:200]), range(8)))
    assert all(table.equals(expected) for table in found)


def test_another_pack_in_between_changes_nothing():
    before = bits(FIGURES)
    for pack in packs.available():
        engine.screen(FIGURES, pack=pack.name)
    assert (bits(FIGURES) == before).all()


def test_two_packs_in_turn_keep_what_they_have_read():
    judges = [engine.Judge(PACK, engine.model.load()) for _ in range(engine.READERS + 1)]
    *some, last = judges
    kept = [judge._reader(0) for judge in some]
    assert all(judge._reader(0) is reader for judge, reader in zip(some, kept, strict=True))
    last._reader(0)
    assert some[-1]._reader(0) is kept[-1]
    assert some[0]._reader(0) is not kept[0]  # the oldest made room


def test_half_surrogates_and_nuls_do_no_harm():
    text = "gob\ud800lok \0 goblok\udfff"
    (row,) = rows([text])
    check_spans(text, row)
    assert (bits([text]) == bits([whole(text)])).all()


# ---------------------------------------------------------------- warm


def test_nothing_is_compiled_after_warming_up():
    from ikrar.screening.kernels import pages, pieces, spans, tokens, words

    modules = (pages, pieces, spans, summing, tokens, words)
    compiled = [f for m in modules for f in vars(m).values() if hasattr(f, "signatures")]
    before = {f.__qualname__: len(f.signatures) for f in compiled}
    engine.warm()
    judge, one = engine._judge(PACK), posts.read(FIGURES, posts.COLUMNS, None)[0]
    scored = judge.score(one)
    for count in (0, 1, 2, len(LABELS)):
        given = np.zeros_like(scored, bool)
        given[0, :count] = True
        for order in "CF":
            judge.mark(one, scored, np.asarray(given, order=order))
            wanted = np.asarray(np.argwhere(given), order=order)
            kernels.explain(judge._reader(0), posts.buffers(one), wanted, reasons.telling())
    for posts_here in (
        [],
        [None],
        ["", ""],
        FIGURES,
        FIGURES * 3,
        [LONG["words"]],
        *SHAPES.values(),
    ):
        engine.screen(posts_here)
        engine.scores(posts_here)
    assert {f.__qualname__: len(f.signatures) for f in compiled} == before


def test_shipped_weights_have_a_row_for_each_camp_nickname():
    names = ("kadrun", "cebong", "termul", "togog")
    scores = engine.scores([f"{name} asal bicara" for name in names])
    assert (scores[:, LABELS.index(Label.HATE)] > 0.8).all()
