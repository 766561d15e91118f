"""YouTube, Telegram and 4CAT: whole, in lists, line by line, damaged, cut off."""

import json
import random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ikrar import sources
from ikrar.sources import Kind, json_stream
from ikrar.sources.json_stream import Damage, Found, elements
from tests.engines.sources.making import (
    at,
    chat,
    comment,
    message,
    put,
    read,
    response,
    texts,
    thread,
)

A, B, C = (
    thread("a", "satu"),
    thread("b", "dua", comment("b.1", "balas"), comment("b.2", "balas lagi")),
    thread("c", "tiga"),
)
SAID = ["satu", "dua", "balas", "balas lagi", "tiga"]
YOUTUBE = {
    "one response": json.dumps(response(A, B, C)),
    "pretty": json.dumps(response(A, B, C), indent=2),
    "a list of responses": json.dumps([response(A, B), response(), response(C)]),
    "one a line": "\n".join(json.dumps(part) for part in (response(A, B), response(C))),
    "threads one a line": "\n".join(json.dumps(part) for part in (A, B, C)),
    "a list of threads": json.dumps([A, B, C]),
    "with a mark": "\ufeff" + json.dumps(response(A, B, C)),
}  # fmt: skip


@pytest.mark.parametrize("name", YOUTUBE)
def test_youtube_in_every_shape(tmp_path, name):
    path = put(tmp_path, "y.json", YOUTUBE[name])
    posts, problems = read(path)
    assert sources.preview(path).kind is Kind.YOUTUBE
    assert [post["text"] for post in posts] == SAID
    assert {post["at"] for post in posts} == {at("2024-02-14T09:30")}
    assert len({post["key"] for post in posts}) == 5
    assert not problems


def test_a_youtube_comment_known_from_another_file_has_the_same_key(tmp_path):
    both = [
        put(tmp_path, f"{n}.json", YOUTUBE[name])
        for n, name in enumerate(["one response", "threads one a line"])
    ]
    first, second = (read(path)[0] for path in both)
    assert first == second


def test_youtube_html_is_text(tmp_path):
    top = comment("a", "")
    top["snippet"].pop("textOriginal")
    top["snippet"] |= {
        "textDisplay": "1 &lt; 2<br>A &amp; B <b>x</b> <a href='u'>tautan</a>",
        "authorChannelId": None,
    }
    posts, _problems = read(put(tmp_path, "y.json", json.dumps(response({"id": "a", "snippet": {"topLevelComment": top}}))), Kind.YOUTUBE)  # fmt: skip
    assert posts[0]["text"] == "1 < 2\nA & B x tautan"
    assert posts[0]["author"]


@pytest.mark.parametrize(
    "item",
    [
        None,
        1,
        [],
        {},
        {"snippet": None},
        {"snippet": {"topLevelComment": 1}},
        {"snippet": {"textOriginal": 5}},
    ],
)
def test_youtube_items_that_are_none(tmp_path, item):
    posts, problems = read(put(tmp_path, "y.json", json.dumps(response(A, item, C))))
    assert [post["text"] for post in posts] == ["satu", "tiga"]
    assert [row for row, _words in problems] == [2]


def test_telegram(tmp_path):
    path = put(
        tmp_path,
        "t.json",
        chat(
            message(1, "halo"), message(2, ["hai ", {"type": "bold", "text": "semua"}, "\nbaris"])
        ),
    )
    posts, problems = read(path)
    assert sources.preview(path).kind is Kind.TELEGRAM
    assert [post["text"] for post in posts] == ["halo", "hai semua\nbaris"]
    assert posts[0]["at"] == at("2024-02-14T09:31")
    assert not problems


def test_telegram_without_seconds_since_1970_is_in_the_zone(tmp_path):
    one = message(1, "halo")
    del one["date_unixtime"]
    path = put(tmp_path, "t.json", chat(one))
    assert read(path)[0][0]["at"] == at("2024-02-14T09:01")
    assert read(path, zone="Asia/Jayapura")[0][0]["at"] == at("2024-02-14T09:01+09:00")


def test_telegram_marks_are_masked(tmp_path):
    kinds = {"mention": "@budi", "mention_name": "Budi Contoh", "phone": "555 12", "email": "a at b", "link": "contoh.id", "text_link": "sini", "hashtag": "#damai"}  # fmt: skip
    parts = [part for kind, text in kinds.items() for part in ({"type": kind, "text": text}, " ")]
    assert texts(put(tmp_path, "t.json", chat(message(1, parts)))) == [
        "@[akun] @[akun] [nomor] [surel] [tautan] sini #damai"
    ]


def test_telegram_says_nothing_of_services_and_pictures(tmp_path):
    path = put(tmp_path, "t.json", chat(message(1, "a"), message(2, "x", type="service"), message(3, ""), message(4, []), message(5, None), message(6, [{"type": []}, 5])))  # fmt: skip
    assert read(path)[1] == []
    assert texts(path) == ["a"]


def test_all_chats_of_an_account(tmp_path):
    chats = [json.loads(chat(message(1, "satu"), id=1)), json.loads(chat(message(1, "dua"), id=2))]
    export = {
        "about": "x",
        "personal_information": {"user_id": 5},
        "chats": {"about": "y", "list": chats},
        "left_chats": {"list": []},
    }
    posts, problems = read(put(tmp_path, "t.json", json.dumps(export)))
    assert [post["text"] for post in posts] == ["satu", "dua"]
    assert posts[0]["key"] != posts[1]["key"]
    assert not problems


def test_fourcat(tmp_path):
    rows = [
        {"id": "5", "thread_id": "1", "author": "ani", "body": "Isi satu", "timestamp": "2024-02-14 02:30:00", "unix_timestamp": 1707877800},
        {"id": "6", "thread_id": "1", "author": "ani", "body": "Isi dua", "timestamp": "2024-02-14 02:30:00"},
        {"id": "7", "thread_id": "1", "author_id": 12, "author": "budi", "body": "Isi tiga", "timestamp": "2024-02-14T09:30:00+07:00"},
    ]  # fmt: skip
    lines, listed = "\n".join(map(json.dumps, rows)), json.dumps(rows)
    for text in (lines, listed):
        path = put(tmp_path, "4.ndjson", text)
        posts, problems = read(path)
        assert sources.preview(path).kind is Kind.FOURCAT
        assert [post["text"] for post in posts] == ["Isi satu", "Isi dua", "Isi tiga"]
        assert {post["at"] for post in posts} == {at("2024-02-14T09:30")}
        assert posts[0]["author"] == posts[1]["author"] != posts[2]["author"]
        assert not problems


def test_raw_items_of_fourcat(tmp_path):
    raw = {"nav_index": "1:0:1", "item_id": "9", "timestamp_collected": 1, "source_platform": "contoh", "data": {"id": "9", "desc": "Isi", "createTime": 1707877800}, "__import_meta": {}}  # fmt: skip
    posts, problems = read(put(tmp_path, "4.ndjson", json.dumps(raw)))
    assert (posts[0]["text"], posts[0]["at"], problems) == ("Isi", at("2024-02-14T09:30"), [])


BAD = [
    "nil",
    '{"id": 5, "text": "terbuka}',
    '{"a": }',
    "{]",
    "}",
    '"',
    "\\",
    "[[[",
    '{"x": {"type": "plain", "text": "y"}',
    "'",
    "01",
    ":",
]


@pytest.mark.parametrize("bad", BAD)
def test_damage_inside_costs_no_whole_message(tmp_path, bad):
    good = [json.dumps(message(n, text)) for n, text in enumerate(["satu", "dua {[", 'tiga "x"'])]
    text = (
        '{"name": "G", "id": 4, "messages": ['
        + ",\n".join([good[0], bad, good[1], bad, good[2]])
        + '], "more": 1}'
    )
    posts, problems = read(put(tmp_path, "t.json", text))
    assert [post["text"] for post in posts if post["text"] != "y"] == ["satu", "dua {[", 'tiga "x"']
    assert problems


@given(
    st.text(st.sampled_from('{}[]",:\\ a1tn'), max_size=16),
    st.sampled_from([Kind.TELEGRAM, Kind.JSONL]),
)
@settings(max_examples=120, deadline=None)
def test_whatever_stands_between_good_lines_costs_none(tmp_path_factory, bad, kind):
    assume(
        "]}" not in "".join(bad.split())
    )  # the end of the export: what follows is another document
    good = [json.dumps(message(n, text)) for n, text in enumerate(["satu", "dua", "tiga"])]
    if kind is Kind.JSONL:
        text = "\n".join([good[0], bad, good[1], bad, good[2]])
    else:
        text = '{"id": 4, "messages": [' + ",".join([good[0], bad, good[1], good[2]]) + "]}"
    found = texts(put(tmp_path_factory.getbasetemp(), "x.json", text), kind)
    assert [one for one in found if one in {"satu", "dua", "tiga"}] == ["satu", "dua", "tiga"]


@pytest.mark.parametrize("cut", [0.35, 0.5, 0.7, 0.9, 0.999])
@pytest.mark.parametrize("kind", [Kind.TELEGRAM, Kind.YOUTUBE, Kind.JSONL])
def test_a_file_that_breaks_off_keeps_what_is_whole(tmp_path, cut, kind):
    words = [f"pesan {n}" for n in range(50)]
    text = {
        Kind.TELEGRAM: chat(*(message(n, word) for n, word in enumerate(words))),
        Kind.YOUTUBE: json.dumps(response(*(thread(str(n), word) for n, word in enumerate(words)))),
        Kind.JSONL: json.dumps([{"text": word, "n": n} for n, word in enumerate(words)]),
    }[kind]
    whole = text[: int(len(text) * cut)]
    posts, problems = read(put(tmp_path, "x.json", whole), kind)
    found = [post["text"] for post in posts]
    assert found == words[: len(found)]
    assert len(found) >= whole.count("pesan ") - 1 > 10
    assert any("breaks off" in said for _row, said in problems)


def pieces(text, size):
    return iter([text[n : n + size] for n in range(0, len(text), size)])


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64, 10_000])
def test_where_pieces_end_makes_no_difference(size):
    text = json.dumps(
        {
            "a": 'x\\"}',
            "list": [{"n": [1, 2.5e3, True, None]}, "é\ud83d\ude00", 12345, -1],
            "b": {"list": [7]},
        },
        indent=1,
    )
    found = list(elements(pieces(text, size), {"list"}))
    assert [one.value for one in found] == [{"n": [1, 2500.0, True, None]}, "é😀", 12345, -1, 7]
    assert found[0].beside == {"a": 'x\\"}'}


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.lists(VALUES, max_size=5), st.integers(1, 40))
@settings(deadline=None)
def test_any_list_is_streamed_as_json_reads_it(values, size):
    for text in (
        json.dumps(values),
        json.dumps({"x": {"list": values}}),
        json.dumps(values, ensure_ascii=False, indent=1),
    ):
        found = list(elements(pieces(text, size), {"" if text.startswith("[") else "list"}))
        assert found == [Found(value, one.beside) for value, one in zip(values, found, strict=True)]


@given(st.text(st.sampled_from('{}[]",:\\ a1tn'), max_size=60))
@settings(max_examples=300, deadline=None)
def test_no_text_crashes_the_stream(text):
    for one in elements(pieces(text, 5), {"", "a"}):
        assert isinstance(one, Found | Damage)


@pytest.mark.parametrize(
    "text",
    [
        '{"a":' * 300_000,
        "[" * 300_000,
        '{"' * 300_000,
        '{"a":"' + "x" * 3_000_000,
        "{" * 3_000_000,
        '[{"a":1},' * 100 + "x" + '{"b":' * 200_000,
    ],
)
def test_hostile_nesting_takes_no_time(text, monkeypatch):
    monkeypatch.setattr(json_stream, "_MOST_WORK", 1 << 22)
    assert (
        sum(isinstance(one, Damage) for one in elements(pieces(text, 1 << 20), {"messages"})) == 1
    )


SEEDS = [
    chat(*(message(n, f"pesan {n}") for n in range(5))),
    YOUTUBE["a list of responses"],
    YOUTUBE["threads one a line"],
]


@given(st.integers(0, 2), st.integers(0, 2**32))
@settings(max_examples=80, deadline=None)
def test_no_damaged_file_crashes(tmp_path_factory, which, seed):
    dice, data = random.Random(seed), bytearray(SEEDS[which].encode())
    for _ in range(dice.randint(1, 9)):
        place = dice.randrange(len(data))
        data[place : place + dice.randint(0, 4)] = dice.choice(
            [b"", b"{", b'"', b"\\", b"]", b"\xff", b"\0", dice.randbytes(3)]
        )
    path = put(tmp_path_factory.getbasetemp(), "x.json", bytes(data))
    read(path, (Kind.TELEGRAM, Kind.YOUTUBE, Kind.YOUTUBE)[which])
