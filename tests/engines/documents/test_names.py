"""Whatever a person is called, it is shown as it is, breaks nothing and commands nothing."""

import io
import re
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from ikrar.documents.certificate import certificate
from ikrar.documents.compile import Attachment, render
from ikrar.documents.legible import _SHOWN, breakable, legible
from ikrar.tlog.note import SignerKey
from tests.engines.documents import samples
from tests.engines.documents.test_certificate import text_of


def pages(pdf: bytes) -> int:
    return len(PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.parametrize(
    "name",
    [
        '#panic("x")', "#let a = 1; #a", "*tebal* _miring_ `kode`", "$x^2$ @rujukan <label>",
        "a\\b \\u{41} \\", "\"kutip\" 'satu' ''dua''", '#include "/etc/passwd"', "= Judul", "- butir",
        "// komentar /* lagi */", "{{ nama }} {% load %}", "<b>tebal</b> &amp;", "-- --- ... ~", "[isi](x)",
        "https://contoh.go.id/x", "Ni’matul ‘Ain", "Ägnés Øyvind Łucja Žižka", "Nguyễn Thị Hương",
        "Иван Петров", "Νίκος", "דוד", "sys.inputs.data", "%s {0} %d", "'); DROP TABLE pegawai; --",
    ],
)  # fmt: skip
def test_markup_is_only_text(name):
    for field in ("name", "unit", "position", "agency", "title", "how"):
        pdf = certificate(samples.data(**{field: name}))
        shown = text_of(pdf)
        assert name in shown or name[::-1] in shown, field  # Hebrew is extracted as it is drawn
        assert pages(pdf) == 1


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ani 😀", "Ani [U+1F600]"),
        ("Ani\u202ehotnoC", "Ani[U+202E]hotnoC"),
        ("Ani\u200b\u2066Contoh", "Ani[U+200B][U+2066]Contoh"),
        ("Ani\x00\x07\x1b[2J", "Ani[U+0000][U+0007][U+001B][2J"),
        ("Ani\n\tContoh\u2028\u3000x", "Ani Contoh x"),
        ("  Ani  ", "Ani"),
        ("e\u0301", "é"),
        ("z\u0351\u0357", "z[U+0351][U+0357]"),
        ("\ud800", "[U+D800]"),
        ("\ue000\ufffe\ufeff", "[U+E000][U+FFFE][U+FEFF]"),
        ("ꦗꦮ 漢", "[U+A997][U+A9AE] [U+6F22]"),
        ("a\u00adb", "a[U+00AD]b"),
    ],
)
def test_what_cannot_be_shown_is_named(name, shown):
    assert legible(name) == shown
    assert shown in text_of(certificate(samples.data(name=name)))


def test_the_fonts_carry_all_that_is_called_legible():
    """In every face of the templates; PDF/A refuses the file if one letter has no glyph."""
    points = re.sub(
        r"(.)-(.)", lambda pair: "".join(map(chr, range(ord(pair[1]), ord(pair[2]) + 1))), _SHOWN
    )
    letters = "".join(
        c for c in points if legible(f"a{c}a") == f"a{unicodedata.normalize('NFC', c)}a"
    )
    assert len(letters) > 900
    for field in ("name", "unit", "agency", "title", "opening", "code"):
        for start in range(0, len(letters), 400):
            certificate(samples.data(**{field: letters[start : start + 400]}))


def test_no_letter_of_the_alphabet_is_named():
    for letter in map(chr, range(0x20, 0x180)):
        named = "[U+" in legible(letter)
        assert named == (unicodedata.category(letter) in {"Cc", "Cf"} and not letter.isspace())


def test_long_words_may_break_and_short_ones_may_not():
    assert breakable("kata panjang", longest=7) == "kata panjang"
    assert (
        breakable("kata panjangg", longest=7)
        == "kata p\u200ba\u200bn\u200bj\u200ba\u200bn\u200bg\u200bg"
    )


@pytest.mark.parametrize(
    "origin", ["log.contoh.go.id/ikrar", "ikrar.dinas-contoh.kabupaten.go.id/log"]
)
def test_the_code_the_address_and_the_key_can_be_copied(origin):
    key = SignerKey(origin, bytes(32)).verifier.format()
    pdf = certificate(samples.data(key=key))
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    assert "\u200b" not in text
    for said in (samples.CODE, samples.URL, samples.data().text_hash):
        assert said in text
    assert key in text.replace("\n", "")


@pytest.mark.parametrize(("letter", "width"), [("W", 0.9), ("i", 0.25), ("W ", 0.5), ("Ab ", 0.3)])
@pytest.mark.parametrize("field", ["name", "unit", "position", "agency", "title"])
def test_two_hundred_letters_stay_on_the_page(field, letter, width):
    value = (letter * 200)[:200].strip()
    pdf = certificate(samples.data(**{field: value}))
    assert value.replace(" ", "") in text_of(pdf).replace(" ", "")
    assert pages(pdf) == 1
    # the page is 425 points wide between its margins, and no type but the proof's is under 9
    lines = PdfReader(io.BytesIO(pdf)).pages[0].extract_text().replace("\u200b", "").splitlines()
    longest = max(len(line) for line in lines if line.startswith(letter * 3))
    assert longest <= 425 / (9 * width)


@pytest.mark.parametrize("field", ["name", "unit", "position", "agency", "title", "how", "opening"])
def test_two_hundred_letters_that_must_be_named(field):
    pdf = certificate(samples.data(**{field: "Ꙁ" * 200}))
    assert pages(pdf) <= 2
    assert re.sub(r"\s", "", text_of(pdf)).count("[U+A640]") == 200


def test_long_pledges_get_smaller_and_then_a_second_page():
    one = "Menjaga dan menegakkan netralitas pegawai dalam melayani masyarakat. "
    sizes = [pages(certificate(samples.data(statements=(one * n,) * 4))) for n in (1, 4, 7, 20, 60)]
    assert sizes[:3] == [1, 1, 1]
    assert sizes == sorted(sizes)
    assert sizes[3] == 2
    last = certificate(samples.data(statements=(one * 20,) * 4))
    assert "Kode 0AB1C" in PdfReader(io.BytesIO(last)).pages[-1].extract_text()
    assert text_of(last).count(one.strip()) == 80


def test_nothing_said_at_all():
    empty = dict.fromkeys(
        ("agency", "opening", "closing", "name", "unit", "position", "how", "origin", "key"), ""
    )
    assert (
        pages(certificate(samples.data(**empty, title="Ikrar", statements=("", "", "", "")))) == 1
    )


anything = st.text(st.characters(exclude_categories=()), max_size=120)


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(anything)
def test_any_text_becomes_legible_once_and_for_all(text):
    shown = legible(text)
    assert legible(shown) == shown
    assert shown.isprintable() or "\xa0" in shown
    shown.encode()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(anything, min_size=20, max_size=20))
def test_any_five_hundred_names_make_a_certificate(names):
    """25 files of 20 names: each in a place where a person's or an agency's words are shown."""
    name, unit, position, agency, *others = names
    statements = tuple(" ".join(others[start::4]) for start in range(4))
    pdf = certificate(
        samples.data(name=name, unit=unit, position=position, agency=agency, statements=statements)
    )
    shown = re.sub(r"\s", "", text_of(pdf))
    if re.fullmatch(r"[ -~]*", name):
        assert re.sub(r"\s", "", legible(name)) in shown


def test_a_second_attachment_can_travel_too():
    from ikrar.documents.certificate import _shown

    data = samples.data()
    files = [
        Attachment(f"{name}.txt", name.encode(), "text/plain", f"Berkas {name}")
        for name in ("satu", "dua")
    ]
    pdf = render("certificate.typ", _shown(data), at=data.signed_at, attachments=files)
    attached = PdfReader(io.BytesIO(pdf)).attachments
    assert {name: list(content) for name, content in attached.items()} == {
        "satu.txt": [b"satu"],
        "dua.txt": [b"dua"],
    }
