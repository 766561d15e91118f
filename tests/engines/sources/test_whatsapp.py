"""Chats of Android and iPhone, in Indonesian and English, with every clock and order of dates."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikrar import sources
from ikrar.sources import Kind
from tests.engines.sources.making import at, put, read, texts

MOMENT = at("2024-02-14T21:30")


@pytest.mark.parametrize(
    "stamp",
    [
        "14/02/24 21.30 - ", "14/02/24, 21.30 - ", "14/02/24, 21:30 - ", "14/02/2024 21.30 - ", "14/02/24 9.30 PM - ",
        "14/02/24, 9:30\u202fPM - ", "14/02/24, 9:30 pm - ", "14/2/24 21.30 - ", "14-02-24 21.30 - ", "14.02.24, 21:30 - ",
        "2/14/24, 9:30 PM - ", "2/14/24, 9:30\u202fPM - ", "2/14/24, 21:30 - ", "2024/02/14 21.30 - ", "2024-02-14, 21:30 - ",
        "[14/02/24 21.30.00] ", "[14/02/24, 21.30.00] ", "[14/02/24 21:30:00] ", "\u200e[14/02/24 21.30.00] ",
        "[14/02/2024, 9:30:00\u202fPM] ", "[2/14/24, 9:30:00 PM] ", "[14/02/24 pukul 21.30.00] ", "[2024/02/14 21:30:00] ",
        "[14/02/2024, 21:30:00] ", "\ufeff14/02/24 21.30 - ", "14/02/24, 9:30 p.m. - ",
    ],
)  # fmt: skip
def test_stamps(tmp_path, stamp):
    path = put(
        tmp_path,
        "chat.txt",
        f"{stamp}Ani Contoh: Halo: semua\nbaris kedua\n\nbaris keempat\n{stamp}Budi: ya\n",
    )
    posts, problems = read(path)
    assert [post["text"] for post in posts] == ["Halo: semua\nbaris kedua\n\nbaris keempat", "ya"]
    assert {post["at"] for post in posts} == {MOMENT}
    assert len({post["author"] for post in posts}) == 2
    assert not problems
    assert sources.sniff(path.read_bytes(), "apa.saja") is Kind.WHATSAPP


DROPPED = [
    "Pesan dan panggilan terenkripsi secara end-to-end. Tidak seorang pun di luar chat ini dapat membacanya.",
    "Messages and calls are end-to-end encrypted.", 'Ani membuat grup "Info: Desa"', "Ani Contoh menambahkan Budi Contoh",
    "Ani changed the subject from “A: B” to “C: D”", 'Ani mengubah nama grup menjadi "Pemilu: damai"', "Budi keluar",
    "+62 812-3456-7890 left", "Ani: <Media omitted>", "Ani: <Media tidak disertakan>", "Ani: IMG-20240214-WA0001.jpg (file attached)",
    "Ani: STK-1.webp (file terlampir)", "Ani: You deleted this message", "Ani: This message was deleted", "Ani: Pesan ini telah dihapus",
    "Ani: Anda menghapus pesan ini", "Ani: null", "Ani: Lokasi: https://maps.google.com/?q=1,2", "Ani: location: https://maps.google.com/?q=1",
    "Ani: \u200egambar tidak disertakan", "Ani: \u200evideo omitted", "Ani: ",
]  # fmt: skip
KEPT = [
    "Ani: foto itu tidak disertakan dalam laporan", "Ani: Lokasi: Balai Desa pukul 9", "Ani: nullius", "Ani: 😀",
    "Ani: siapa yang keluar: saya", "Ani: <Media tidak disertakan> katanya", "Ani: pesan ini dihapus saja ya",
]  # fmt: skip


@pytest.mark.parametrize("line", DROPPED)
@pytest.mark.parametrize("stamp", ["14/02/24 21.30 - ", "[14/02/24 21.30.00] "])
def test_what_the_program_says_is_dropped(tmp_path, line, stamp):
    path = put(tmp_path, "c.txt", f"{stamp}Budi: satu\n{stamp}{line}\n{stamp}Budi: dua\n")
    assert texts(path) == ["satu", "dua"]


@pytest.mark.parametrize("line", KEPT)
def test_what_people_say_is_kept(tmp_path, line):
    assert texts(put(tmp_path, "c.txt", f"14/02/24 21.30 - {line}\n")) == [
        line.removeprefix("Ani: ")
    ]


def test_captions_stay_without_their_picture(tmp_path):
    text = (
        "14/02/24 21.30 - Ani: IMG-1.jpg (file terlampir)\nketerangan foto\n"
        "[14/02/24 21.30.01] Ani: di atas \u200egambar tidak disertakan\n"
        "\u200e[14/02/24 21.30.02] Ani: \u200ePOLLING:\nSiapa hadir?\n\u200eOPSI: saya (3 suara)\n"
        "14/02/24 21.31 - Ani: sudah diubah <Pesan ini diedit>\n"
        "[14/02/24 21.31.00] Ani: juga \u200e<This message was edited>\n"
    )
    assert texts(put(tmp_path, "c.txt", text)) == [
        "keterangan foto",
        "di atas",
        "Siapa hadir?",
        "sudah diubah",
        "juga",
    ]


def test_names_and_numbers_do_not_come_out(tmp_path):
    text = (
        "14/02/24 21.30 - \u202a+62 812-3456-7890\u202c: @\u2068Budi Contoh\u2069 hubungi 0812 9999 8888\n"
        "14/02/24 21.31 - +62 812-3456-7890: lagi\n"
        "14/02/24 21.31 - ~\u202fAni Contoh: tilde\n14/02/24 21.32 - Ani Contoh: tanpa\n"
    )
    posts, _problems = read(put(tmp_path, "c.txt", text))
    assert posts[0]["text"] == "@[akun] hubungi [nomor]"
    assert posts[0]["author"] == posts[1]["author"] != posts[2]["author"] == posts[3]["author"]
    assert not any(word in str(posts) for word in ("Budi", "Ani", "812"))


@pytest.mark.parametrize(
    ("days", "order", "is_sure", "first"),
    [
        (["02/03/24", "13/03/24"], "dmy", True, "2024-03-02"),
        (["02/03/24", "02/13/24"], "mdy", True, "2024-02-03"),
        (["24/02/03", "24/03/01"], "ymd", True, "2024-02-03"),
        (["02/03/24", "02/03/24"], "dmy", False, "2024-03-02"),
    ],
)
def test_the_order_of_dates_is_that_of_the_whole_file(tmp_path, days, order, is_sure, first):
    lines = [f"{days[0]} 09.30 - Ani: a\n"] * 300 + [f"{days[1]} 09.30 - Ani: b\n"]
    path = put(tmp_path, "c.txt", "".join(lines))
    shown = sources.preview(path)
    assert (shown.day_order, shown.is_order_sure) == (order, is_sure)
    assert shown.sample[0] == ("a", at(f"{first}T09:30"))
    assert read(path)[0][0]["at"] == at(f"{first}T09:30")
    assert read(path, day_order="mdy" if order != "mdy" else "dmy")[0][0]["at"] != at(
        f"{first}T09:30"
    )


def test_american_stamps_that_would_do_for_both_are_american(tmp_path):
    path = put(tmp_path, "c.txt", "2/3/24, 9:30 AM - Ani: a\n")
    shown = sources.preview(path)
    assert (shown.day_order, shown.is_order_sure) == ("mdy", False)


def test_a_stamp_that_no_calendar_has(tmp_path):
    posts, problems = read(
        put(
            tmp_path,
            "c.txt",
            "14/02/24 09.30 - Ani: a\n31/02/24 09.30 - Ani: b\n14/02/24 29.30 - Ani: c\n",
        )
    )
    assert [post["at"] is None for post in posts] == [False, True, True]
    assert [row for row, _words in problems] == [2, 3]


def test_lines_before_the_first_message_are_told(tmp_path):
    posts, problems = read(put(tmp_path, "c.txt", "potongan\n\n14/02/24 09.30 - Ani: a\n"))
    assert [post["text"] for post in posts] == ["a"]
    assert [row for row, _words in problems] == [1]


def test_two_encodings_in_one_chat(tmp_path):
    lines = (
        "14/02/24 09.30 - Ani: Né “a”\n".encode("cp1252") + "14/02/24 09.31 - Ani: é 😀\n".encode()
    )
    assert texts(put(tmp_path, "c.txt", lines)) == ["Né “a”", "é 😀"]


PIECES = st.lists(
    st.sampled_from(["14/02/24 09.30 - ", "[14/02/24 09.30.12] ", "\u200e", "Ani", ": ", "halo", "\n", "<Media omitted>", "99/99/99 99.99 - ", "[", " left", "\u202a", "0812"])
    | st.text(max_size=4),
    max_size=40,
)  # fmt: skip


@given(PIECES)
@settings(max_examples=150, deadline=None)
def test_no_chat_crashes(tmp_path_factory, pieces):
    path = put(tmp_path_factory.getbasetemp(), "chat.txt", "".join(pieces))
    for post in read(path, Kind.WHATSAPP)[0]:
        assert post["text"].strip()
        assert "\u202a" not in post["text"]


@given(
    st.text(
        st.sampled_from("14/02 09.30-[]: \u200e<>")
        | st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]),
        max_size=20,
    )
)
@settings(max_examples=80, deadline=None)
def test_whatever_stands_between_good_messages_costs_none(tmp_path_factory, bad):
    stamp = "14/02/24 09.30 - Ani: "
    text = f"{stamp}satu\n{bad}\n{stamp}dua\n{bad}\n{stamp}tiga\n"
    found = texts(put(tmp_path_factory.getbasetemp(), "chat.txt", text), Kind.WHATSAPP)
    begin = [one.split("\n")[0] for one in found]
    assert [one for one in begin if one in {"satu", "dua", "tiga"}] == ["satu", "dua", "tiga"]
