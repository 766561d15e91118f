"""RSS and Atom from saved bytes."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikrar.errors import InputError
from ikrar.sources import Kind, debunks
from tests.engines.sources.making import at, attempt, put, read, texts

RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Contoh</title>
<item><title>Judul &amp; satu</title><description>&lt;p&gt;Isi &lt;b&gt;satu&lt;/b&gt;&lt;br/&gt;baris&lt;/p&gt;</description>
<pubDate>Wed, 14 Feb 2024 09:30:00 +0700</pubDate><guid>https://contoh.id/1</guid><author>ani@contoh.id (Ani)</author></item>
<item><title>Sama</title><description>Sama saja</description><pubDate>kemarin</pubDate></item>
<item><link>https://contoh.id/3</link></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><title>Judul</title><id>1</id>
<updated>2024-02-14T02:30:00Z</updated><content type="html">&lt;script&gt;jahat()&lt;/script&gt;Isi&amp;amp;</content></entry></feed>"""


def test_rss(tmp_path):
    posts, problems = read(put(tmp_path, "a.xml", RSS))
    assert [post["text"] for post in posts] == ["Judul & satu\nIsi satu\nbaris", "Sama saja"]
    assert [post["at"] for post in posts] == [at("2024-02-14T09:30"), None]
    assert posts[0]["author"]
    assert [row for row, _words in problems] == [2, 3]


def test_atom(tmp_path):
    (post,), problems = read(put(tmp_path, "a.xml", ATOM))
    assert (post["text"], post["at"], problems) == ("Judul\nIsi&", at("2024-02-14T09:30"), [])


@pytest.mark.parametrize(
    "data",
    [
        "<rss",
        "<rss><channel></rss>",
        "<rss version='2.0'><channel><item>",
        "https://contoh.id/feed",
        "/etc/passwd",
    ],
)
def test_what_is_no_feed(tmp_path, data):
    assert not attempt(texts, put(tmp_path, "a.xml", data), Kind.FEED)


def test_entities_do_not_grow(tmp_path):
    laughs = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    text = f"<?xml version='1.0'?>{laughs}]><rss version='2.0'><channel><item><title>&j;</title></item></channel></rss>"
    assert len(str(attempt(texts, put(tmp_path, "a.xml", text), Kind.FEED))) < 1_000


def test_nothing_outside_is_read(tmp_path):
    secret = put(tmp_path, "rahasia.txt", "RAHASIA")
    text = f"""<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]><rss version="2.0"><channel><item><title>a &e;</title>
    </item></channel></rss>"""
    assert "RAHASIA" not in str(attempt(texts, put(tmp_path, "a.xml", text), Kind.FEED))


def test_too_large_a_feed_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("ikrar.sources.feed.MOST_BYTES", 100)
    with pytest.raises(InputError, match="larger"):
        read(put(tmp_path, "a.xml", RSS))


@given(st.sampled_from([RSS, ATOM]), st.integers(0, 2**32))
@settings(max_examples=40, deadline=None)
def test_no_damaged_feed_crashes(tmp_path_factory, seed_text, seed):
    dice, data = random.Random(seed), bytearray(seed_text.encode())
    for _ in range(dice.randint(1, 9)):
        place = dice.randrange(len(data))
        data[place : place + dice.randint(0, 30)] = dice.choice(
            [b"", b"<", b"&", b">", b"\xff", b"\0", dice.randbytes(3)]
        )
    path = put(tmp_path_factory.getbasetemp(), "x.xml", bytes(data))
    attempt(read, path, Kind.FEED)
    attempt(debunks.read, path)
