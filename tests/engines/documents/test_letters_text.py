"""No text can do anything to a letter but be read; long texts flow over pages."""

import dataclasses
import re
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ikrar.documents.legible import legible
from ikrar.documents.letters import MARK, Exchange, Office, Person
from ikrar.documents.letters.shown import MAX_LINE
from ikrar.errors import InputError
from tests.engines.documents import letters
from tests.engines.documents.letters import pdf
from tests.engines.documents.test_certificate import opened, text_of
from tests.engines.documents.test_letters import each, pages


def filled(value, text: str):
    """`value` with `text` in the place of every string that may be any string."""
    if isinstance(value, str):
        return text
    if isinstance(value, tuple):
        return tuple(filled(one, text) for one in value)
    if not dataclasses.is_dataclass(value):
        return value
    bound = {"hour", "until", "sha256", "confidence"}
    if getattr(value, "missed_on", "") is None:
        bound.add("first_number")  # only a second summons has one
    return dataclasses.replace(
        value,
        **{
            one.name: filled(getattr(value, one.name), text)
            for one in dataclasses.fields(value)
            if one.name not in bound
        },
    )


HOSTILE = [
    '#panic("x")', "#let a = 1; #a", "*tebal* _miring_ `kode`", "$x^2$ @rujukan <label>",
    "a\\b \\u{41} \\", "\"kutip\" 'satu' ''dua''", '#include "/etc/passwd"', "= Judul", "- butir",
    "// komentar /* lagi */", "{{ nama }} {% load %}", "<b>tebal</b> &amp;", "-- --- ... ~",
    "#sys.inputs.data", "%s {0} %d", "Ni’matul ‘Ain", "Nguyễn Thị Hương", "Иван Петров", "דוד",
    "Ani 😀", "Ani\u202ehotnoC", "Ani\u2066\x00\x07\x1b[2J", "z\u0351\u0357", "\ud800", "\ue000\ufffe",
    "ꦗꦮ 漢", "العربية", "ɐɥᴉ ẖ ß ŉ ΐ", "https://contoh.go.id/x", '] #link("x")[', "1. + / : t",
]  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE, ids=ascii)
def test_any_text_is_only_text(hostile):
    text = text_of(pdf(filled(letters.notice(), hostile)))
    shown = legible(hostile)
    assert shown in text or shown[::-1] in text  # Hebrew is extracted as it is drawn


@each
@pytest.mark.parametrize("part", range(3))
def test_much_such_text_in_all_fields_of_each(make, part):
    hostile = [one for one in HOSTILE[part::3] if one != "דוד"]
    made = pdf(filled(make(), " | ".join(hostile)))
    text = re.sub(r"\s", "", text_of(made))
    for one in hostile:
        assert text.count(re.sub(r"\s", "", legible(one))) > 3, one
    assert all(page.count(MARK) == 1 for page in pages(made))


@each
def test_ten_thousand_characters_are_refused_by_name_where_a_line_is(make):
    with pytest.raises(InputError, match=r"^\w+\.\w+ takes 10000 characters to print; 500 fit"):
        pdf(filled(make(), "W" * 10_000))


def test_ten_thousand_characters_are_shown_where_paragraphs_are():
    long = "W" * 10_000
    started = time.process_time()
    made = pdf(letters.minutes(about=long, exchanges=(Exchange("Apa?", long),)))
    assert time.process_time() - started < 10
    assert text_of(made).count("W") >= 2 * 10_000


@pytest.mark.parametrize("letter_of", ["W", "kata "])
@each
def test_lines_as_long_as_they_may_be_stay_on_the_page(make, letter_of):
    made = pdf(filled(make(), (letter_of * MAX_LINE)[:MAX_LINE]))
    places = []
    for page in opened(made).pages:
        page.extract_text(visitor_text=lambda text, _cm, tm, _font, _size: places.append(tm[4]))
    assert max(places) < 595 - 60


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.text(st.characters(exclude_categories=()), max_size=200), min_size=3, max_size=9)
)
def test_whatever_is_answered_makes_minutes(answers):
    said = tuple(Exchange("Apa?", answer) for answer in answers if legible(answer))
    if said:
        made = pdf(letters.minutes(exchanges=said))
        assert text_of(made).count("Pertanyaan Apa?") == len(said)


def test_a_letter_of_no_glyph_in_capitals_keeps_its_case():
    made = pdf(letters.notice(office=Office(agency="Dinas Contoh ɐɥ")))
    assert "Dinas Contoh ɐɥ" in text_of(made)


def flowing(made: bytes) -> str:
    """The text without what stands at the top and the foot of each page."""
    return re.sub(rf" (?:Konsep Halaman \d+ dari \d+|{MARK})", "", " " + " ".join(pages(made)))


def test_fifty_questions_flow_over_pages_in_their_order():
    answer = "Saya tidak ingat seluruhnya, tetapi akan saya jelaskan sejauh yang saya tahu. " * 12
    said = tuple(Exchange(f"Pertanyaan ke-{n}?", f"Jawaban ke-{n}. {answer}") for n in range(1, 51))
    made = pdf(letters.minutes(exchanges=said))
    every, text = pages(made), flowing(made)
    assert len(every) > 10
    places = [
        text.index(f"{n}. Pertanyaan Pertanyaan ke-{n}? Jawaban Jawaban ke-{n}.")
        for n in range(1, 51)
    ]
    assert places == sorted(places)
    for number, page in enumerate(every, 1):
        assert f"Halaman {number} dari {len(every)}" in page
        assert page.count(MARK) == 1
    assert "Tanda tangan" in every[-1]


def test_one_answer_longer_than_a_page_is_whole():
    paragraph = "Kalimat yang sama berulang kali agar jawaban ini panjang sekali. "
    answer = "\n".join(f"Alinea {n}. {paragraph * 4}" for n in range(1, 60))
    text = flowing(pdf(letters.minutes(exchanges=(Exchange("Apa?", answer),))))
    assert text.count(paragraph.strip()) == 59 * 4
    assert [n for n in range(1, 60) if f"Alinea {n}." in text] == list(range(1, 60))


@pytest.mark.parametrize("lines", range(0, 40, 5))
def test_no_signature_stands_alone_on_a_page(lines):
    facts = "\n".join(["Satu baris uraian."] * (lines + 1))
    made = pages(pdf(letters.recommendation(facts=facts, signed_by=letters.CITRA)))
    assert "Keputusan ada pada" in made[-1]
    assert "Inspektur Jenderal, Citra Contoh" in made[-1]
    signed = pages(pdf(letters.minutes(remarks=facts, signed_by=letters.CITRA)))
    (page,) = (page for page in signed if "dibaca kembali oleh yang hadir" in page)
    assert "No. Nama Tanda tangan 1 Budi Contoh" in page


def test_many_sign():
    many = tuple(Person(name=f"Anggota {n} Contoh") for n in range(1, 41))
    made = pages(pdf(letters.minutes(examiners=many)))
    text = " ".join(made)
    for n in range(1, 41):
        assert text.count(f"Anggota {n} Contoh") == 2
    assert sum("No. Nama Tanda tangan" in page for page in made) > 1
