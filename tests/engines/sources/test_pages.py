"""Pages: what is in them, where they end, going on after a stop, and what is never in them."""

import tracemalloc
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikrar import sources
from ikrar.errors import InputError
from ikrar.sources import Kind, Mapping, Reading, decoding, importing, model
from tests.engines.sources import making
from tests.engines.sources.making import SALT, attempt, csv_text, put, read, texts

RSS = '<rss version="2.0"><channel>' + "".join(f"<item><title>Judul {n}</title><guid>{n}</guid></item>" for n in range(30)) + "</channel></rss>"  # fmt: skip
LINES = [
    ["", "2024-02-14", "x"],
    ["baik", "?", "x"],
    ["ya", "14/02/24", "y"],
    ["\u200b", "", ""],
    ["😀", "2024-02-14", "z"],
]


def files():
    import json

    rows = [["text", "date", "author"], *LINES * 4]
    return {
        "a.csv": csv_text(rows).replace("baik", '"terbuka', 1),
        "a.jsonl": "nil\n".join(
            json.dumps(dict(zip(rows[0], row, strict=True))) + "\n" for row in rows[1:]
        ),
        "w.txt": "awal\n" + "14/02/24 09.30 - Ani: a\nb\n31/02/24 09.30 - Budi: c\n" * 9,
        "t.json": making.chat(*(making.message(n, f"pesan {n}") for n in range(30)))[:-40],
        "y.json": json.dumps(
            making.response(
                *(
                    making.thread(str(n), f"x {n}", making.comment(f"{n}.1", "ya"))
                    for n in range(9)
                ),
                {},
            )
        ),
        "f.xml": RSS,
    }


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "w.txt", "t.json", "y.json", "f.xml"])
@pytest.mark.parametrize("size", [1, 7])
def test_page_ends_and_stops_change_nothing(tmp_path, monkeypatch, name, size):
    path = put(tmp_path, name, files()[name])
    kind = sources.sniff(path.read_bytes(), name)
    reading = Reading(kind, SALT)
    (whole,) = sources.pages(path, reading)
    monkeypatch.setattr(importing, "PAGE_POSTS", size)
    parts = list(sources.pages(path, reading))
    assert [page.position for page in parts][-1] == whole.position
    assert list(chain(*(page.posts.to_pylist() for page in parts))) == whole.posts.to_pylist()
    assert tuple(chain(*(page.problems for page in parts))) == whole.problems
    for stop in {0, len(parts) // 2, len(parts) - 1}:
        rest = sources.pages(path, Reading(kind, SALT, skip=parts[stop].position))
        assert [(page.posts, page.problems, page.position) for page in rest] == [
            (page.posts, page.problems, page.position) for page in parts[stop + 1 :]
        ]


def test_long_texts_make_short_pages(tmp_path, monkeypatch):
    monkeypatch.setattr(importing, "PAGE_LETTERS", 100)
    path = put(tmp_path, "a.csv", csv_text([["text"], *[["x" * 60]] * 5]))
    assert [page.posts.num_rows for page in sources.pages(path, Reading(Kind.CSV, SALT))] == [
        2,
        2,
        1,
    ]


def test_empty_texts_are_told_and_faces_are_kept(tmp_path):
    posts, problems = read(
        put(tmp_path, "a.csv", csv_text([["text"], ["😀"], ["\u200b \u00a0"], ["👍🏽"], ["."]])),
        Kind.CSV,
    )
    assert [post["text"] for post in posts] == ["😀", "👍🏽", "."]
    assert problems == [(3, "The text is empty; this row was skipped.")]


def test_posts_without_a_date_are_kept_and_told(tmp_path):
    rows = [["text", "date"], ["a", ""], ["b", "kapan"], ["c", "2024-02-30"], ["d", "1990-01-01"], ["e", "2999-01-01"], ["f", "2024-02-14"]]  # fmt: skip
    posts, problems = read(put(tmp_path, "a.csv", csv_text(rows)))
    assert [post["at"] is None for post in posts] == [True] * 5 + [False]
    assert [row for row, _words in problems] == [2, 3, 4, 5, 6]
    assert len({words for _row, words in problems}) == 5


def test_long_texts_are_cut_and_told(tmp_path):
    long = "kata " * 4_000 + "0812 3456 7890 " * 99
    posts, problems = read(
        put(tmp_path, "a.csv", csv_text([["text"], [long], ["x" * 20_000], ["é" * 20_001]]))
    )
    assert [len(post["text"]) for post in posts] == [20_000, 20_000, 20_000]
    assert "0812" not in posts[0]["text"]
    assert [row for row, _words in problems] == [2, 4]


def test_a_number_on_the_cut_leaves_no_half(tmp_path):
    (post,), _problems = read(
        put(tmp_path, "a.csv", csv_text([["text"], ["x" * 19_990 + " 081234567890 " + "y" * 99]]))
    )
    assert "0812" not in post["text"]


def test_problems_are_listed_up_to_a_thousand_then_counted(tmp_path, monkeypatch):
    monkeypatch.setattr(importing, "PAGE_POSTS", 700)
    path = put(tmp_path, "a.csv", csv_text([["text", "date"], *[["a", "?"]] * 1_500]))
    found = [
        (len(page.problems), page.unlisted) for page in sources.pages(path, Reading(Kind.CSV, SALT))
    ]
    assert found == [(700, 0), (300, 400), (0, 100)]


def test_a_problem_repeats_nothing_of_its_row(tmp_path):
    rows = [["text", "date"], ["", "RAHASIA"], ["a", "RAHASIA"], ["b", "x", "RAHASIA"]]
    path = put(tmp_path, "a.csv", csv_text(rows))
    assert "RAHASIA" not in str(
        [page.problems for page in sources.pages(path, Reading(Kind.CSV, SALT))]
    )


def test_signs_that_cannot_be_seen_go(tmp_path):
    usual = " dan kata yang biasa" * 9
    raw = f"text\na\0b\u202ec\u200b\x07d\r\ne\u2028f 👨‍👩‍👧{usual}\n".encode()
    assert texts(put(tmp_path, "a.csv", raw)) == ["abcd", f"e\u2028f 👨‍👩‍👧{usual}"]


def test_authors_are_hashed_with_the_salt(tmp_path):
    path = put(
        tmp_path,
        "a.csv",
        csv_text([["text", "author"], ["a", "Ani"], ["b", " ani "], ["c", "Ani "], ["d", ""]]),
    )
    (page,) = sources.pages(path, Reading(Kind.CSV, SALT))
    first, other, same, none = page.posts["author"].to_pylist()
    assert first == same != other
    assert none == 0
    (again,) = sources.pages(path, Reading(Kind.CSV, SALT))
    assert again.posts.equals(page.posts)
    (salted,) = sources.pages(path, Reading(Kind.CSV, SALT + b"!"))
    assert set(salted.posts["author"].to_pylist()).isdisjoint({first, other})
    assert set(salted.posts["key"].to_pylist()).isdisjoint(page.posts["key"].to_pylist())


def test_the_same_post_has_the_same_key_in_every_import(tmp_path):
    rows = [
        ["text", "date", "author"],
        ["Halo", "2024-02-14", "Ani"],
        ["Halo", "2024-02-15", "Ani"],
        ["Halo", "2024-02-14", "Budi"],
    ]
    keys = [post["key"] for post in read(put(tmp_path, "a.csv", csv_text(rows)))[0]]
    other = [
        post["key"]
        for post in read(put(tmp_path, "b.csv", csv_text([rows[0], rows[3], rows[1]], ";")))[0]
    ]
    assert len(set(keys)) == 3
    assert other == [keys[2], keys[0]]


def test_numbers_of_rows_are_no_identity(tmp_path):
    """Two tables may both count from 1; their posts are not the same."""
    one, two = (
        read(put(tmp_path, "a.csv", f"id,text\n1,{text}\n"))[0][0]["key"]
        for text in ("satu", "dua")
    )
    assert one != two


def test_a_salt_must_be_one():
    for salt in (b"", b"x" * 15, b"x" * 65):
        with pytest.raises(ValueError, match="salt"):
            Reading(Kind.CSV, salt)


def test_other_zones_are_refused():
    with pytest.raises(InputError, match="WITA"):
        Reading(Kind.CSV, SALT, zone="Europe/Berlin")
    with pytest.raises(ValueError, match="order"):
        Reading(Kind.CSV, SALT, day_order="ydm")


def test_a_file_without_posts_has_no_page(tmp_path):
    assert list(sources.pages(put(tmp_path, "a.csv", "text,date\n"), Reading(Kind.CSV, SALT))) == []
    assert sources.preview(put(tmp_path, "a.csv", "text,date\n")).sample == ()


def test_a_preview_looks_at_the_beginning_only(tmp_path):
    path = put(
        tmp_path, "a.csv", csv_text([["text", "date"], *[[f"baris {n}", "?"] for n in range(500)]])
    )
    shown = sources.preview(path)
    assert [text for text, _at in shown.sample] == [f"baris {n}" for n in range(20)]
    assert len(shown.problems) == 200
    again = sources.preview(path, Reading(Kind.CSV, SALT, mapping=Mapping("date"), skip=400))
    assert again.sample[0] == ("?", None)


def test_memory_stays_flat(tmp_path, monkeypatch):
    """A file four times as long takes no more, whatever its kind."""
    monkeypatch.setattr(decoding, "BLOCK", 1 << 12)
    monkeypatch.setattr(importing, "PAGE_POSTS", 200)

    def peak(name, text):
        path = put(tmp_path, name, text)
        kind = sources.sniff(path.read_bytes()[: sources.HEAD], name)
        tracemalloc.start()
        for _page in sources.pages(path, Reading(kind, SALT, day_order="dmy")):
            pass
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    makers = {
        "w.txt": lambda n: "14/02/24 09.30 - Ani: pesan yang biasa saja\nbaris kedua\n" * n,
        "t.json": lambda n: making.chat(
            *(making.message(m, "pesan yang biasa saja") for m in range(n))
        ),
        "a.jsonl": lambda n: '{"text": "pesan yang biasa saja", "date": "2024-02-14"}\n' * n,
    }
    for name, make in makers.items():
        assert peak(name, make(6_000)) < peak(name, make(1_500)) * 1.2 + 100_000, name


ANY = st.binary(max_size=300) | st.text(max_size=200).map(
    lambda text: text.encode("utf-8", "replace")
)


@given(ANY, st.sampled_from(list(Kind)))
@settings(max_examples=250, deadline=None)
def test_no_bytes_crash_any_importer(tmp_path_factory, data, kind):
    path = put(tmp_path_factory.getbasetemp(), "x", data)
    if found := attempt(read, path, kind):
        assert all(post["text"] for post in found[0])


HEADS = [
    "",
    "PK\x03\x04",
    "PAR1",
    "{",
    "[",
    "<rss>",
    "text,date\n",
    '{"text":"a"}\n',
    "14/02/24 09.30 - Ani: a\n",
]


@given(ANY, st.sampled_from(HEADS))
@settings(max_examples=250, deadline=None)
def test_no_bytes_crash_the_preview(tmp_path_factory, data, head):
    path = put(tmp_path_factory.getbasetemp(), "x.csv", head.encode("latin-1") + data)
    if shown := attempt(sources.preview, path):
        assert shown.kind in Kind


def test_the_schema_is_what_pages_have():
    assert model.SCHEMA.names == ["text", "at", "author", "key"]
