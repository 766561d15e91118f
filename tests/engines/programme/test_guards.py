"""Each guard against sentences that people write: what is stopped, what is let through, and what a finding says."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest

from ikrar import packs
from ikrar.programme import guards
from ikrar.programme.guards import NOTE, STOP, Draft, naming, screened
from ikrar.screening import engine
from tests.engines.programme import sentences

PACK = packs.load("pemilu-2024")
PILKADA = packs.load("pilkada-2024")
WIB, WITA, WIT = map(ZoneInfo, ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"))


def draft(text: str, at: str = sentences.JAN, *, zone=WIB, pack=PACK, **more) -> Draft:
    moment = datetime.fromisoformat(at).replace(tzinfo=zone)
    phase = pack.phase(moment.date())
    given = {
        "title": "",
        "channel": "whatsapp",
        "phase": phase.id if phase else "pra",
        "at": moment,
    }
    return Draft(text=text, **given | more)


def stops(one: Draft, guard: str, *, pack=PACK) -> list[str]:
    return [f.key for f in guards.run(one, pack=pack) if f.stops and f.guard == guard]


def check(found: list[str], expected: str) -> None:
    if expected:
        assert any(key.startswith(expected) for key in found), found
    else:
        assert found == []


@pytest.mark.parametrize(("text", "at", "expected"), sentences.PHASE)
def test_in_its_phase(text, at, expected):
    check(stops(draft(text, at), "tahap"), expected)


@pytest.mark.parametrize(("text", "expected"), sentences.NEUTRAL)
def test_neutral(text, expected):
    check(stops(draft(text), "netral"), expected)


@pytest.mark.parametrize(("text", "expected"), sentences.HARMFUL)
def test_harmless(text, expected):
    check(stops(draft(text), "aman"), expected)


def test_there_are_enough_sentences_of_either_kind():
    every = [
        row[-1] for rows in (sentences.PHASE, sentences.NEUTRAL, sentences.HARMFUL) for row in rows
    ]
    assert len(every) >= 120
    assert min(sum(map(bool, every)), sum(not one for one in every)) >= 50


# ---------------------------------------------------------------- what a finding says


def test_a_finding_says_what_was_seen_where_and_what_to_change():
    [found] = [
        f for f in guards.run(draft("Halo. Ayo ke TPS.", sentences.NEXT), pack=PACK) if f.stops
    ]
    assert found.spans == ((6, 16),)
    assert "“Ayo ke TPS”" in found.said.id
    assert "14 Februari 2024 pukul 13.00 WIB" in found.said.id
    assert "14 February 2024 at 13:00 WIB" in found.said.en
    assert "terima kasih" in found.change.id
    assert found.key == "tahap/ajakan-memilih/teks/2024-02-14T13:00"


def test_every_finding_has_both_languages():
    text = "Ayo ke TPS, coblos nomor 2, salam dua jari, kaus kuning biru, dasar goblok. " * 30
    found = guards.run(draft(text, sentences.NEXT, channel="sms", has_picture=True), pack=PACK)
    assert len({f.guard for f in found}) == 4
    for one in found:
        assert one.said.id != one.said.en
        assert one.change.id != one.change.en


def test_title_and_picture_text_are_read_too():
    found = stops(draft("Halo.", sentences.NEXT, title="Ayo ke TPS"), "tahap")
    assert found == ["tahap/ajakan-memilih/judul/2024-02-14T13:00"]
    picture = draft("Halo.", has_picture=True, picture_text="Pegawai dengan salam dua jari")
    assert "netral/dua-jari/gambar" in stops(picture, "netral")


# ---------------------------------------------------------------- phases and zones


def test_a_message_leaves_in_its_own_phase():
    assert stops(draft("Halo.", phase="pasca"), "tahap") == ["tahap/pra"]
    assert stops(draft("Halo.", "2023-10-03T23:59"), "tahap") == ["tahap/di-luar"]
    assert stops(draft("Halo.", "2024-10-21T00:00"), "tahap") == ["tahap/di-luar"]
    assert stops(draft("Halo.", at="2023-10-04T00:00"), "tahap") == []
    assert stops(Draft("", "Halo.", "sms", "pra", None), "tahap") == ["tahap/jadwal"]


@pytest.mark.parametrize("zone", [WIB, WITA, WIT], ids=["WIB", "WITA", "WIT"])
def test_polls_close_by_the_clock_of_the_place(zone):
    assert stops(draft("Ayo ke TPS.", sentences.NOON, zone=zone), "tahap") == []
    assert stops(draft("Ayo ke TPS.", sentences.SHUT, zone=zone), "tahap")


def test_what_is_late_elsewhere_is_said_and_stops_nothing():
    found = guards.run(draft("Ayo ke TPS.", "2024-02-14T11:30"), pack=PACK)
    assert [(f.weight, f.key.endswith("/zona")) for f in found] == [(NOTE, True)]
    assert "WIT" in found[0].said.id
    assert guards.run(draft("Ayo ke TPS.", "2024-02-14T10:30"), pack=PACK) == ()


def test_quick_counts_go_by_the_west_everywhere():
    assert stops(draft(sentences.PHASE[-2][0], "2024-02-14T16:59", zone=WIT), "tahap")
    assert stops(draft(sentences.PHASE[-2][0], "2024-02-14T17:00", zone=WIT), "tahap") == []


def test_the_same_words_in_another_election():
    late = draft("Ayo ke TPS pada Pilkada.", "2024-11-28T08:00", pack=PILKADA)
    assert stops(late, "tahap", pack=PILKADA)
    assert not stops(draft("Ayo ke TPS.", "2024-11-27T08:00", pack=PILKADA), "tahap", pack=PILKADA)
    early = draft("Hormati hasil pemilihan.", "2024-12-16T20:00", pack=PILKADA)
    assert stops(early, "tahap", pack=PILKADA)


# ---------------------------------------------------------------- for everybody


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"text": " "}, "akses/kosong"),
        ({"text": "a" * 306, "channel": "sms"}, ""),
        ({"text": "a" * 307, "channel": "sms"}, "akses/panjang"),
        ({"text": "–" * 134, "channel": "sms"}, ""),
        ({"text": "–" * 135, "channel": "sms"}, "akses/panjang"),
        ({"text": "kata " * 130, "channel": "radio"}, ""),
        ({"text": "kata " * 131, "channel": "radio"}, "akses/panjang"),
        ({"text": "kata " * 60, "channel": "poster"}, ""),
        ({"text": "kata " * 61, "channel": "poster"}, "akses/panjang"),
        ({"text": "a" * 280, "channel": "unggahan"}, ""),
        ({"text": "🙏" * 141, "channel": "unggahan"}, "akses/panjang"),
        ({"text": "https://kpu.go.id/" + "a" * 400, "channel": "unggahan"}, ""),
        ({"text": "Halo.", "has_picture": True}, "akses/gambar-tanpa-teks"),
        ({"text": "Halo.", "has_picture": True, "picture_text": "foto"}, "akses/gambar-teks-kosong"),
        ({"text": "Halo.", "has_picture": True, "picture_text": "IMG_20240214_0800.jpg"}, "akses/gambar-teks-kosong"),
        ({"text": "Halo.", "has_picture": True, "picture_text": "Petugas membantu seorang ibu di meja pendaftaran."}, ""),
        ({"text": "Halo.", "channel": "saluran-lain"}, ""),
    ],
)  # fmt: skip
def test_accessible(more, expected):
    check(stops(draft(**more), "akses"), expected)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Mari jaga damai 🙏🙏🙏🙏🙏", "akses/emoji"),
        ("MARI KITA JAGA PEMILU YANG AMAN DAN TERTIB", "akses/huruf-besar"),
        ("Damai #pemiludamaisentosa", "akses/tagar"),
    ],
)
def test_what_is_hard_to_hear_is_noted(text, key):
    found = [f for f in guards.run(draft(text), pack=PACK) if f.guard == "akses"]
    assert [(f.weight, f.key) for f in found] == [(NOTE, key)]


def test_what_an_sms_cannot_write_is_noted():
    found = [
        f for f in guards.run(draft("Pemilu – “damai”", channel="sms"), pack=PACK) if not f.stops
    ]
    assert "– “ ”" in found[0].said.id


# ---------------------------------------------------------------- hostile texts, other packs


@pytest.mark.parametrize(
    "text", ["\0", "a" * 50_000, "🙏" * 5_000, "~ | *", "nomor", "nomor urut", "#", "#1", "\u202e" * 20, "No. " * 500, "ayo " * 3_000]
)  # fmt: skip
def test_any_text_can_be_read(text):
    guards.run(draft(text, title=text[:100], picture_text=text[:100]), pack=PACK)


def test_the_same_is_found_whoever_is_named():
    """The guard itself is neutral: swapping one contestant's name for another's changes nothing."""
    names = ["Anies Baswedan", "Prabowo Subianto", "Ganjar Pranowo", "Muhaimin", "Gibran", "Mahfud"]
    for frame in ("{} mengikuti debat.", "Dukung {} sekarang.", "Dengarkan {} di radio besok."):
        found = [
            [f.key for f in guards.run(draft(frame.format(name)), pack=PACK)] for name in names
        ]
        assert all(one == found[0] for one in found)


@pytest.mark.parametrize("name", ["Gibran", "Prabowo Subianto", "Gibran Rakabuming Raka"])
def test_a_long_name_makes_no_long_text(monkeypatch, name):
    """Of few words the engine has to be surer; how many words a name has is no matter."""

    def half_sure(texts, **_rest):
        one = {"label": "partisan_support", "score": 0.55, "spans": [(0, 6)]}
        return pa.array([{"findings": [one]}] * len(texts))

    monkeypatch.setattr(engine, "screen", half_sure)
    assert screened.read(draft(f"Dukung {name}!"), PACK) == ()
    assert screened.read(draft(f"Ayo kita dukung {name}!"), PACK) != ()


def test_an_everyday_word_is_no_party_for_the_screening_either():
    text = "Garuda di dada, PAN di dapur. Pilih Garuda!"
    assert naming.without_everyday(text, PACK) == "       di dada, PAN di dapur. Pilih Garuda!"


def test_stops_come_first():
    weights = [
        f.weight for f in guards.run(draft("Ayo ke TPS 🙏🙏🙏🙏🙏", sentences.NEXT), pack=PACK)
    ]
    assert weights == sorted(weights, key=[STOP, NOTE].index)
    assert set(weights) == {STOP, NOTE}
