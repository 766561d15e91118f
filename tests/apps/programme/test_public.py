"""Feeds, exports, kit and proof: what leaves is whole, the same each time, and nothing breaks out of it."""

import csv
import io
import json
import zipfile
from datetime import timedelta
from xml.etree import ElementTree as ET

import feedparser
import pytest

from ikrar.documents.card import SHAPES
from ikrar.ledger.models import Entry
from ikrar.programme import actions, feeds, kit, kit_store, queries
from ikrar.programme.states import MessageState
from ikrar.tlog import entry
from tests.apps.programme import browse, steps

pytestmark = pytest.mark.django_db
ODD = "]]> </description> <script>alert(1)</script> & \x0b\x08 \u202e \U0001f600 \ud7ff"


@pytest.fixture(autouse=True)
def _still():
    with steps.clock():
        yield


def get(where: str):
    return browse.client().get(where)


# ---------------------------------------------------------------- feeds


@pytest.mark.parametrize(("name", "version"), [("rss", "rss20"), ("atom", "atom10")])
def test_feed_readers_read_the_feeds(humas, name, version):
    message = steps.published(humas)
    response = get(f"/program/umpan.{name}")
    found = feedparser.parse(response.content)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == version
    [item] = found.entries
    assert item.title == message.title
    assert steps.TEXT in (item.summary if name == "rss" else item.content[0].value)
    assert item.link == f"http://testserver/program/pesan/{message.ref}/"
    assert item.id == f"urn:uuid:{message.ref}"
    assert item.published_parsed[:4] == (2024, 1, 10, 2)
    assert get(item.link.removeprefix("http://testserver")).status_code == 200


def test_the_json_feed_is_one(humas):
    message = steps.published(humas)
    found = json.loads(get("/program/umpan.json").content)
    assert found["version"] == "https://jsonfeed.org/version/1.1"
    assert {"title", "home_page_url", "feed_url", "items"} <= found.keys()
    [item] = found["items"]
    assert (item["id"], item["content_text"]) == (f"urn:uuid:{message.ref}", steps.TEXT)
    assert item["date_published"] == "2024-01-10T02:00:00+00:00"


@pytest.mark.parametrize("name", ["rss", "atom", "json"])
def test_an_empty_feed_is_a_feed(cast, name):
    response = get(f"/program/umpan.{name}")
    assert response.status_code == 200
    if name != "json":
        assert not feedparser.parse(response.content).bozo
    assert response.content == get(f"/program/umpan.{name}").content


def test_no_text_breaks_out_of_a_feed(humas):
    message = steps.published(humas)
    message.title, message.text = f"Judul {ODD}"[:100], ODD * 3
    feed = feeds.Feed("Judul <b>", "Tentang & lain", "http://contoh.test")
    for make in (feeds.rss, feeds.atom):
        data = make(feed, [message])
        root = ET.fromstring(data)
        assert b"<script>" not in data
        assert "alert(1)" in "".join(root.itertext())
    assert json.loads(feeds.json_feed(feed, [message]))["items"][0]["content_text"] == message.text


def test_only_the_newest_stand_in_a_feed(humas, monkeypatch):
    monkeypatch.setattr(feeds, "MOST", 2)
    for n in range(3):
        with steps.clock(steps.NOW + timedelta(hours=n)):
            steps.published(humas, title=f"Pesan {n}", at=steps.NOW + timedelta(hours=n))
    titles = [one.title for one in feedparser.parse(get("/program/umpan.atom").content).entries]
    assert titles == ["Pesan 2", "Pesan 1"]


def test_cards_keep_their_room_while_they_load(humas):
    page = browse.text_of(get(f"/program/pesan/{steps.published(humas).ref}/"))
    for width, height in SHAPES.values():
        assert f'width="{width}" height="{height}"' in page


# ---------------------------------------------------------------- proof


def test_anybody_can_compute_the_entry_again(humas):
    message = steps.published(humas)
    told = json.loads(get(f"/program/pesan/{message.ref}/bukti.json").content)
    row = Entry.objects.get(ref=told["ref"])
    assert row.log.name == told["log"] == "public"
    assert entry.decode(bytes(row.data))["what"] == entry.commit(
        bytes.fromhex(told["salt"]), told["disclosure"]
    )
    assert told["disclosure"]["facts"]["text"] == steps.TEXT
    assert "maya" not in json.dumps(told)


# ---------------------------------------------------------------- the kit


def whole(where: str) -> bytes:
    return browse.bytes_of(get(where))


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def test_the_kit_holds_what_a_newsroom_needs(humas):
    message = steps.published(humas)
    found = unpacked(whole("/program/mitra.zip"))
    name = kit.name_of(message)
    assert name.endswith("-kenali-peserta-pemilu")
    assert steps.TEXT in found[f"teks/{name}.txt"].decode()
    for shape in SHAPES:
        assert found[f"kartu/{name}-{shape}.png"].startswith(b"\x89PNG")
        assert found[f"kartu/{name}-{shape}.svg"].startswith(b"<svg")
    assert "Paket mitra" in found["BACA-DAHULU.md"].decode()
    assert "Partner kit" in found["README.md"].decode()
    rows = list(csv.reader(io.StringIO(found["daftar-media.csv"].decode("utf-8-sig"))))
    assert rows[0][0] == "nama media"
    assert zipfile.is_zipfile(io.BytesIO(found["daftar-media.xlsx"]))
    [told] = json.loads(found["pesan.json"])
    assert told["text"] == steps.TEXT


def test_the_kit_is_the_same_whenever_it_is_made(humas):
    steps.published(humas)
    first = whole("/program/mitra.zip")
    with steps.clock(steps.NOW + timedelta(days=40)):
        assert whole("/program/mitra.zip") == first


def test_a_kit_is_built_once_until_a_message_changes(humas, monkeypatch):
    steps.published(humas)
    built = []
    build = kit.build
    monkeypatch.setattr(kit, "build", lambda *a, **k: built.append(1) or build(*a, **k))
    first = whole("/program/mitra.zip")
    assert whole("/program/mitra.zip") == first
    assert len(built) == 1
    steps.published(humas, title="Satu pesan lagi")
    assert whole("/program/mitra.zip") != first
    assert len(built) == 2


def test_a_full_disk_costs_no_kit(humas, settings, tmp_path):
    steps.published(humas)
    (tmp_path / "kits").write_text("a file where the folder should be")
    assert "pesan.json" in unpacked(whole("/program/mitra.zip"))


def test_only_the_newest_kits_are_kept(humas, monkeypatch, tmp_path):
    monkeypatch.setattr(kit_store, "KEPT", 2)
    monkeypatch.setattr(kit, "build", lambda *a, **k: b"zip")
    for n in range(4):
        steps.published(humas, title=f"Kenali peserta {n}")
        whole("/program/mitra.zip")
    assert len(list((tmp_path / "kits").iterdir())) == 2


def test_a_kit_is_of_one_phase_and_leaves_out_what_was_withdrawn(humas):
    kept, gone = steps.published(humas), steps.published(humas, title="Ditarik nanti")
    actions.withdraw_message(gone, steps.REASON, by=humas.nanda)
    names = unpacked(whole("/program/mitra.zip?tahap=pra"))
    assert any(kit.name_of(kept) in name for name in names)
    assert not any(kit.name_of(gone) in name for name in names)
    empty = unpacked(whole("/program/mitra.zip?tahap=pasca"))
    assert json.loads(empty["pesan.json"]) == []
    assert "Belum ada pesan" in empty["BACA-DAHULU.md"].decode()


def test_no_title_makes_a_path(humas):
    message = steps.published(humas)
    for title in ("../../etc/passwd", "C:\\x", "مرحبا", "a" * 120, "…", ".", "a/b/../c"):
        message.title = title
        assert set(kit.name_of(message)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


# ---------------------------------------------------------------- exports


def test_the_plan_is_taken_out_and_can_be_brought_back(humas):
    message = steps.draft(humas, title="=SUM(A1)", text='Dengan "kutip", koma\ndan baris.')
    text = browse.text_of(browse.client(humas.maya).get("/program/ekspor.csv"))
    [head, row] = list(csv.reader(io.StringIO(text.lstrip("\ufeff"))))
    told = dict(zip(head, row, strict=True))
    assert told["judul"] == "'=SUM(A1)"
    assert (told["tanggal"], told["pukul"]) == ("2024-01-11", "09:00")
    assert told["nomor"] == message.number
    xlsx = browse.client(humas.maya).get("/program/ekspor.xlsx")
    assert zipfile.is_zipfile(io.BytesIO(b"".join(xlsx.streaming_content)))


def test_the_calendar_file_is_in_utc_and_folded(humas):
    at = steps.NOW.replace(hour=23, minute=30)
    message = steps.approved(humas, title="Judul; dengan, tanda\\ dan " + "panjang " * 9, at=at)
    steps.in_state(humas, MessageState.CANCELLED)
    data = browse.client(humas.maya).get("/program/program.ics").content
    assert data.count(b"BEGIN:VEVENT") == 1
    assert b"DTSTART:20240110T163000Z\r\n" in data
    assert f"UID:{message.ref.hex}@testserver".encode() in data.replace(b"\r\n ", b"")
    assert b"Judul\\; dengan\\, tanda\\\\ dan" in data.replace(b"\r\n ", b"")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"STATUS:CONFIRMED" in data
    assert queries.published().count() == 0
