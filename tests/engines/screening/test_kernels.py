"""The compiled part of the engine computes what a plain-Python reading of a post computes, whatever it read before."""

import mmap
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import example, given, settings
from numba import njit

from ikrar import packs
from ikrar.screening import kernels, model, posts, tables
from ikrar.screening.kernels import fresh, shapes, spans, sums
from ikrar.screening.kernels.compiled import HOW
from ikrar.screening.labels import LABELS
from ikrar.screening.train.matrix import places
from tests.engines.screening.odd import ODD, texts, whole, written
from tests.engines.screening.reference import Reference, hash_kind, hash_word

pytestmark = pytest.mark.usefixtures("warm")
PACK = packs.load("pemilu-2024")
WRITTEN = written(step=70)


class Both:
    """A table of made-up rows for every feature of some texts, and who reads with it."""

    def __init__(self, texts, *, without=""):
        empty = Reference(PACK, np.zeros((2, model.COLUMNS), np.int16), names=False)
        found = {h for text in texts for h in empty.features(text.encode())} - {hash_word(without)}
        hashes = np.unique(np.array(sorted(found), np.uint64))
        at = places(hashes, np.arange(len(hashes)), 1 << 17)
        rows = np.zeros((1 << 18, model.COLUMNS), np.int16)
        chance = np.random.default_rng(5)
        rows[at[at >= 0]] = chance.integers(-30_000, 30_000, ((at >= 0).sum(), model.COLUMNS))
        rows[at[at >= 0], 0] = kernels.seals(hashes[at >= 0])
        rows.flags.writeable = False  # as the shipped ones: the same compiled code
        self.rows, self.reference = rows, Reference(PACK, rows)
        self.tables = tables.build(PACK, rows)
        self.reader = kernels.reader(self.tables, longest=posts.LONGEST)

    def sums(self, texts, reader=None):
        data, offsets = posts.buffers(posts.read(list(texts), posts.COLUMNS, None)[0])
        out = np.full((len(texts), kernels.COLUMNS), 7, np.int64)
        kernels.add_up(reader or self.reader, data, offsets, out)
        return out


@pytest.fixture(scope="module")
def both():
    return Both((*ODD, *WRITTEN))


def differing(both, texts):
    found = both.sums(texts)
    expected = [both.reference.sums(text) for text in texts]
    return [text for text, a, b in zip(texts, found, expected, strict=True) if (a != b).any()]


def test_the_table_is_not_trivial(both):
    used = both.sums(WRITTEN)
    assert len(WRITTEN) > 250
    assert (np.abs(used[:, 2:]).max(1) > 1000).all()
    assert len(np.unique(used, axis=0)) == len(set(WRITTEN))


def test_written_posts_sum_up_as_in_plain_python(both):
    assert differing(both, WRITTEN) == []


def test_letters_of_a_word_without_a_row_count_where_a_phrase_keeps_it():
    text = "daftar pemilih"
    kept = Both([text], without="daftar")
    assert kept.reference.row(hash_word("daftar")) < 0
    assert [piece.word for piece in kept.reference.pieces(text.encode())] == ["daftar", "pemilih"]
    assert differing(kept, [text]) == []


def test_odd_posts_sum_up_as_in_plain_python(both):
    assert differing(both, ODD) == []


@settings(max_examples=300, deadline=None)
@given(texts())
@example("«Coblos» “Jawa Timur”, pak-Agus")
@example("0 wirasena 0 wirasena")
def test_any_text_sums_up_as_in_plain_python(both, text):
    assert differing(both, [whole(text)]) == []


def test_columns_of_model_and_kernel_agree():
    assert shapes.COLUMNS == kernels.COLUMNS == model.COLUMNS - 1  # the distance stands by itself
    assert model.FIRST + len(LABELS) == kernels.COLUMNS


def test_rows_are_read_from_memory_of_their_own():
    """A copy at the start of a line of cache, so that both rows of a bucket lie in one; nobody may write to it."""
    given = model.load().rows
    assert isinstance(given.base.base.obj, mmap.mmap)
    built = tables.build(PACK, given)
    assert np.array_equal(np.column_stack([built.rows, built.distance]), given)
    assert not any(np.shares_memory(one, given) for one in (built.rows, built.distance))
    assert np.shares_memory(built.rows, built.seals)
    assert built.rows.ctypes.data % kernels.LINE == 0
    near = built.rows, built.seals, built.distance, built.roots
    assert not any(a.flags.writeable for a in near)


def test_hashes_are_those_of_the_reference():
    for word in ("a", "coblos", "goblok", "x" * 64):
        assert kernels.piece_hash(word) == hash_word(word)
    for kind in range(1, 128):
        assert kernels.piece_hash(kind) == hash_kind(kind)


def test_seals_are_odd_and_come_from_the_high_bits():
    hashes = np.array([1, 2**63 + 1, hash_word("coblos")], np.uint64)
    assert kernels.seals(hashes).tolist() == [1, 1, hash_word("coblos") >> 47 & 0x7FFF | 1]


def test_the_memo_may_overflow_in_the_midst(both):
    alone = both.sums(WRITTEN)
    small = kernels.reader(both.tables, longest=posts.PAGE, room=4096)
    assert (both.sums(WRITTEN, small) == alone).all()
    assert small.memo.used[2] > 0
    assert small.memo.used[1] <= 4096
    again = both.sums(WRITTEN[::-1], small)[::-1]
    assert (again == alone).all()


def test_the_memo_never_outgrows_its_room(both):
    """Distinct words of all kinds: each fills the memo by another of its limits."""
    chance = np.random.default_rng(2)
    kinds = {
        "letters": [f"{''.join(chance.choice(list('bcdfg'), 9))}" for _ in range(6000)],
        "nothing but signs that vanish": [
            "".join(chance.choice(list("'`"), 24)) for _ in range(6000)
        ],
        "one letter in many dresses": [
            "".join("oO"[k] for k in chance.integers(2, size=20)) + "\u200b" for _ in range(6000)
        ],
        "all masks": ["anies psi jawa islam cebong 01 2 2024 99 12345 #a @a https://a"] * 300,
    }
    small = kernels.reader(both.tables, longest=posts.PAGE, room=2048)
    for name, words in kinds.items():
        lines = [" ".join(words[i : i + 8]) for i in range(0, len(words), 8)]
        found = both.sums(lines, small)
        memo = small.memo
        assert memo.used[0] <= memo.pool.size, name
        assert memo.used[1] <= memo.kinds.size, name
        assert 2 * np.count_nonzero(memo.tokens) <= memo.tokens.size, name
        fresh_reader = kernels.reader(both.tables, longest=posts.PAGE)
        assert (found == both.sums(lines, fresh_reader)).all(), name


def test_a_post_longer_than_the_memo_is_read_alike_whatever_came_before(both):
    chance = np.random.default_rng(3)
    words = ["".join(chance.choice(list("abdegiknoprstu"), 7)) for _ in range(1500)]
    long, tail = " ".join(words), "x1" * 200
    small = kernels.reader(both.tables, longest=posts.PAGE, room=2048)
    post = f"{long} {tail} coblos"
    alone = both.sums([post], small)
    for before in ([tail], [long], ["coblos", tail, tail], [post], WRITTEN[:50]):
        assert (both.sums([*before, post, "halo"], small)[len(before)] == alone).all()


def test_posts_of_any_length_share_a_page(both):
    lengths = (0, 1, 5, 63, 64, 65, 1000, 40_000, 65_520, 65_535)
    posts_here = [("coblos nomor satu " * 4000)[:n] for n in lengths] * 3
    alone = [both.sums([post])[0] for post in posts_here]
    assert (both.sums(posts_here) == alone).all()


def test_sums_of_a_long_post_do_not_wrap(both):
    """Sums grow by the same step with each repetition, far beyond 31 bits."""
    few, more, many = both.sums(["golput asu bansos duit mati " * n for n in (100, 101, 37_000)])
    assert (many == few + (more - few) * 36_900).all()
    assert np.abs(many).max() > 2**31


def test_forgetting_changes_nothing(both):
    before = both.sums(WRITTEN)
    sums.forget(both.reader.memo)
    assert not both.reader.memo.used.any()
    assert (both.sums(WRITTEN) == before).all()


# ---------------------------------------------------------------- compiled code of older sources


@pytest.fixture
def copied(tmp_path):
    """A folder of kernels with compiled code in it."""
    shutil.copy(Path(fresh.__file__), tmp_path / "fresh.py")
    (tmp_path / "pieces.py").write_text("one = 1\n")
    subprocess.run([sys.executable, tmp_path / "fresh.py"], check=True)
    for name in ("pieces.one-1.py311.nbi", "pieces.one-1.py311.1.nbc"):
        (tmp_path / "__pycache__" / name).write_bytes(b"compiled")
    return tmp_path


def run(folder):
    subprocess.run([sys.executable, folder / "fresh.py"], check=True)
    return sorted(path.name for path in (folder / "__pycache__").glob("*.nb*"))


def test_compiled_code_of_the_same_sources_is_kept(copied):
    assert run(copied) == ["pieces.one-1.py311.1.nbc", "pieces.one-1.py311.nbi"]


def test_compiled_code_goes_when_a_source_changes(copied):
    (copied / "pieces.py").write_text("one = 2\n")
    other = copied / "__pycache__" / "pieces.cpython-311.pyc"
    other.write_bytes(b"python")
    assert run(copied) == []
    assert other.exists()
    (copied / "__pycache__" / "new.1.nbc").write_bytes(b"compiled")
    assert run(copied) == ["new.1.nbc"]


def test_compiled_code_goes_when_a_source_comes(copied):
    (copied / "words.py").write_text("")
    (copied / "shapes.py").write_text("two = 2\n")
    assert run(copied) == []


def test_code_compiled_before_notes_were_taken_goes(copied):
    (copied / "__pycache__" / "sources.sha256").unlink()
    assert run(copied) == []


def place(folder, **environment):
    """Where numba keeps what is compiled of the kernels of a folder; nothing for beside them."""
    code = f"import runpy; runpy.run_path({str(folder / 'fresh.py')!r})\nfrom numba import config; print(config.CACHE_DIR)"
    kept = {name: value for name, value in os.environ.items() if name != "NUMBA_CACHE_DIR"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=kept | environment, capture_output=True, check=True
    )
    return Path(done.stdout.decode().strip())


@pytest.mark.parametrize("name", ["NUMBA_CACHE_DIR", "XDG_CACHE_HOME"])
def test_elsewhere_each_state_of_the_sources_has_its_own_folder(copied, tmp_path, name):
    if name == "XDG_CACHE_HOME":
        shutil.rmtree(copied / "__pycache__")
        (copied / "__pycache__").touch()  # nothing can be written there
    before, again = (place(copied, **{name: str(tmp_path / "there")}) for _ in range(2))
    (copied / "pieces.py").write_text("one = 2\n")
    after = place(copied, **{name: str(tmp_path / "there")})
    assert before == again != after
    assert before.parent == after.parent
    assert before.is_relative_to(tmp_path / "there")


def test_code_lies_beside_sources_that_can_be_written(copied):
    assert place(copied) == Path()


def test_a_kernel_counts_no_references():
    def read(some):
        return some.memo[0] + some.page[0]

    def read_on(some, n):
        total = 0
        for _ in range(n):
            total += inner(some)
        return total

    some = NamedTuple("Some", [("memo", np.ndarray), ("page", np.ndarray)])(*np.ones((2, 3)))
    how = HOW | {"cache": False}
    inner = njit(**how)(read)
    counted, uncounted = njit()(read_on), njit(**how)(read_on)
    assert counted(some, 3) == uncounted(some, 3) == 6
    assert [
        "NRT_incref" in next(iter(f.inspect_llvm().values())) for f in (counted, uncounted)
    ] == [True, False]


@pytest.mark.parametrize(("telling", "left"), [
    ([5], [0, 0, 2, 1, 0, 0.1]),
    ([9], [3, 0, 2, 1, 0, 0.1]),
    ([], [3, 0, 2, 1, 0, 0.1]),
])  # fmt: skip
def test_words_that_tell_nothing_are_not_marked_beside_those_that_do(telling, left):
    """Of runs of strong pieces, only those in which one is of a telling kind, where there is any; kind 9 is too weak."""
    kinds, strong = (
        np.array([0, 0, 5, 0, 0, 9], np.uint8),
        np.array([3, 0, 2, 1, 0, 0.1], np.float32),
    )
    tells = np.zeros(128, np.bool_)
    tells[telling] = True
    spans.leave_telling(kinds, strong, tells)
    assert strong.tolist() == np.array(left, np.float32).tolist()


@pytest.mark.parametrize(
    "parts",
    [
        ("pak ", "anies ", "ya "),  # each title before a name is one more reading of the rest of the post
        ("a—", "", "a—"),  # one run of bytes, and a gap that only decoding finds after each letter
        ("a://—", "", "@a_—"),
    ],
)  # fmt: skip
def test_a_post_of_one_kind_costs_its_length_and_not_the_square_of_it(parts):
    """140 kB of titles took 1.5 s."""
    of = kernels.reader(tables.build(PACK, model.load().rows), longest=posts.LONGEST)

    def seconds(words):
        text = parts[0] * words + parts[1] + parts[2] * words
        data = np.frombuffer(text.encode(), np.uint8)
        out, times = np.empty((1, kernels.COLUMNS), np.int64), []
        for _ in range(3):
            start = time.perf_counter()
            kernels.add_up(of, data, kernels.whole(data.size), out)
            times.append(time.perf_counter() - start)
        return min(times)

    assert seconds(80_000) < 9 * seconds(20_000)  # 16 times where it is the square
