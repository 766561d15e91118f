"""The page `/cek/`: a form, and findings that accuse nobody, whatever is pasted."""

import re
from datetime import date
from html import unescape

import pytest
from django.core.cache import cache

from ikrar.checks import views
from ikrar.checks.forms import MAX_CHARACTERS
from ikrar.checks.words import ROLES
from ikrar.errors import InputError
from ikrar.people.models import Agency
from ikrar.screening.labels import LABELS, Label
from ikrar.screening.reasons import sentence
from tests.apps.checks.steps import answer_with, finding

pytestmark = pytest.mark.django_db
MARKED = re.compile(r'<div class="card marked"[^>]*>(.*?)</div>', re.DOTALL)


@pytest.fixture(autouse=True)
def _fresh_counts():
    cache.clear()


@pytest.fixture
def post(client):
    def send(text, **fields):
        return client.post("/cek/", {"text": text, "on": "", "role": "asn"} | fields)

    return send


def shown(page) -> str:
    """What a reader sees of the page, without tags, in one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.text)).split())


def marked(page) -> str:
    """The original text as it stands on the page, without its numbers."""
    inner = re.sub(r'<a class="hit-number.*?</a>', "", MARKED.search(page.text)[1], flags=re.DOTALL)
    return unescape(re.sub(r"</?mark[^>]*>", "", inner))


# ---------------------------------------------------------------- the form


def test_anybody_may_ask(client, cast):
    page = client.get("/cek/")
    assert page.status_code == 200
    assert "Tidak disimpan dan tidak dicatat" in page.text
    assert "tidak ada temuan bukan berarti aman" in page.text
    assert 'maxlength="' not in page.text, "a browser would cut a long text without a word"


def test_home_and_every_page_lead_there(client, cast):
    assert client.get("/").text.count('href="/cek/"') == 3  # the door, the menu, the phone's menu


def test_it_works_before_there_is_an_agency(client, post):
    assert client.get("/cek/").status_code == 200
    assert post("Selamat pagi semuanya.").status_code == 200


def test_the_day_is_the_agencys(client, cast):
    Agency.objects.update(is_demo=True, today=date(2023, 10, 4))
    assert 'value="2023-10-04"' in client.get("/cek/").text


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        "\u200b\u200d\ufeff\u00ad",
        "\u202e \u2060",
        "\u2067\u2069\ufe0f",
        "\u3164",
        "\U000e0041",
    ],
)
def test_nothing_to_read(post, cast, text):
    page = post(text)
    assert page.status_code == 400
    assert "Tempel atau ketik dulu teks yang akan diperiksa." in page.text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"on": "kemarin"}, "Tanggal ini tidak ada atau tidak terbaca. Tulis tanggal seperti 2024"),
        ({"on": "2024-02-31"}, "Tanggal ini tidak ada atau tidak terbaca."),
        ({"role": "raja"}, "Pilih salah satu dari daftar."),
        ({"role": ""}, "Pilih siapa yang akan mengunggah."),
    ],
)
def test_a_wrong_field_keeps_the_text(post, cast, fields, words):
    page = post("Teks saya", **fields)
    assert page.status_code == 400
    assert words in page.text
    assert "Teks saya</textarea>" in page.text


def test_a_day_written_by_hand(post, cast):
    assert "Dibaca untuk 14 Februari 2024" in shown(post("Selamat pagi.", on="14/02/2024"))


@pytest.mark.parametrize("on", ["0001-01-01", "1999-12-31", "9999-12-31"])
def test_any_day_is_answered(post, cast, on):
    page = post("Ayo pilih nomor 2.", on=on)
    assert page.status_code == 200
    assert "di luar kalender pemilu" in page.text


# ---------------------------------------------------------------- how much


def test_as_long_as_the_limit(post, cast):
    assert post("a" * MAX_CHARACTERS).status_code == 200


def test_one_more_than_the_limit_says_how_many(post, cast):
    page = post("é" * (MAX_CHARACTERS + 1))
    assert page.status_code == 400
    assert "Teks ini 20.001 karakter, 1 lebih banyak dari batas." in page.text
    assert "é" * (MAX_CHARACTERS + 1) in page.text, "the text is lost"


def test_line_ends_count_once(post, cast):
    assert post("a\r\n" * (MAX_CHARACTERS // 2)).status_code == 200


def test_a_megabyte_of_text_gets_a_clear_answer(post, cast):
    page = post("a" * 1_000_000)
    assert page.status_code == 400
    assert "Teks ini 1.000.000 karakter, 980.000 lebih banyak dari batas." in page.text


@pytest.mark.parametrize("size", [views.MAX_BODY, 3_000_000])
def test_more_than_that_is_not_even_read(post, cast, size, monkeypatch):
    monkeypatch.setattr(views, "_answer", None)
    page = post("a" * size)
    assert page.status_code == 413
    assert "Kiriman ini terlalu besar untuk dibaca. Batasnya 20.000 karakter" in page.text


def test_a_file_that_nobody_asked_for_never_reaches_the_disk(client, cast, settings, monkeypatch):
    from django.core.files.uploadedfile import SimpleUploadedFile

    assert views.MAX_BODY <= settings.FILE_UPLOAD_MAX_MEMORY_SIZE
    monkeypatch.setattr("django.core.files.uploadhandler.TemporaryUploadedFile", None)
    file = SimpleUploadedFile("a.txt", b"rahasia" * 140_000)
    page = client.post("/cek/", {"text": "Selamat pagi.", "on": "", "role": "asn", "file": file})
    assert page.status_code == 200
    assert "rahasia" not in page.text


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client, cast, method):
    assert getattr(client, method)("/cek/").status_code == 405


def test_a_text_in_an_address_is_not_read(client, cast):
    assert "rahasia</textarea>" not in client.get("/cek/", {"text": "rahasia"}).text


# ---------------------------------------------------------------- what is shown

ODD = {
    "one character": "a",
    "emoji": "✌️👍🏽👨‍👩‍👧",
    "arabic": "انتخبوا رقم 2 goblok",
    "hebrew with an override": "abc \u202e שלום goblok",
    "zero width": "p\u200br\u200ba\u200bb\u200bo\u200bw\u200bo goblok",
    "digits": "g0bl0k 2",
    "spread": "c o b l o s nomor 2",
    "markup": "<script>alert(1)</script> & \"goblok\" 'x' {{ 7 }} {% now %}",
    "end of the field": "</textarea></div><b>goblok</b>",
    "nul": "gob\0lok",
    "separators": "a\u2028b\u2029c\x0bd\x85e",
    "private": "\ue000\uffff\U0010ffff",
    "blanks around": "  \n goblok \n\n ",
    "line ends": "a\r\nb\rc\n goblok",
    "combining": "g\u0301o\u0301b\u0301l\u0301o\u0301k\u0301" * 40,
    "a wall": "anjing" * 3_000,
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_every_character_comes_back_in_its_place(post, cast, text):
    page = post(text)
    assert page.status_code == 200
    wanted = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    assert marked(page) == wanted


def test_markup_stays_text(post, cast):
    page = post(ODD["markup"])
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;" in page.text


@pytest.mark.parametrize("text", ["✌️👍🏽", "2", "12.000", "…!?"])
def test_without_words_it_says_so(post, cast, text):
    page = post(text)
    assert "Tidak ada kata yang dapat dibaca" in page.text
    assert "bukan berarti aman" in page.text


def test_one_letter_is_too_little(post, cast):
    assert "Teks ini terlalu pendek" in post("a").text


@pytest.mark.parametrize(
    "text", ["你好，请大家投票给二号候选人", "انتخبوا رقم", "我们投票 ok 吗 你好", "ㅋㅋㅋ"]
)
def test_what_is_in_no_latin_letters_was_not_read(post, cast, text):
    page = post(text)
    assert "Sebagian besar teks ini tidak dapat dibaca" in page.text
    assert "Hanya huruf Latin yang dibaca" in page.text
    assert "Tidak ada temuan" not in page.text


@pytest.mark.parametrize("text", ["Selamat pagi, 你好", "Сelamаt pаgi semua", "Café à São"])
def test_what_can_be_read_as_latin_was_read(post, cast, monkeypatch, text):
    answer_with(monkeypatch)
    assert "Tidak ada temuan" in post(text).text


UNSEEN = {
    "pra\u200bbo\u200bwo dan lain-lain": 2,
    "gob\u3164lok, gob\u115flok, gob\u2800lok": 3,
    "g\u034fo\u180bblok\U000e0101s": 3,
    "nomor 2\u200b4": 1,
}


@pytest.mark.parametrize(("text", "count"), UNSEEN.items())
def test_characters_hidden_in_words_are_counted(post, cast, text, count):
    assert f"memuat {count} karakter yang tidak terlihat" in post(text).text


@pytest.mark.parametrize(
    "text", ["Selamat pagi 👩\u200d⚕️ semua", "\ufeffSelamat pagi\u200b.", "Pilih 2\ufe0f\u20e3 ya"]
)
def test_what_hides_in_no_word_is_not_worth_a_word(post, cast, text):
    assert "karakter yang tidak terlihat" not in post(text).text


def test_no_finding_is_no_clearance(post, cast, monkeypatch):
    answer_with(monkeypatch)
    page = post("Selamat pagi, pelayanan buka pukul delapan.")
    assert "Tidak ada temuan" in page.text
    assert "Ini bukan berarti aman" in page.text
    assert "Temuan untuk diperiksa manusia, bukan putusan." in page.text


def test_a_finding_says_what_why_which_and_how_else(post, cast, monkeypatch):
    answer_with(monkeypatch, finding(Label.PARTISAN_SUPPORT, (4, 11), reasons=[sentence(1)]))
    page = shown(post("Ayo pilih 2 <b>", on="2023-10-04"))
    assert "1 temuan untuk diperiksa" in page
    assert "Mendukung peserta pemilu" in page
    assert "Menyentuh butir 2 ikrar. Menghindari konflik kepentingan" in page
    assert sentence(1) in page
    assert "Yang ditandai: pilih 2" in page
    assert "Cara menulisnya dengan netral" in page
    assert "Kelas hukuman:" in page
    assert "Keyakinan sumber:" in page
    assert "Dasar hukum:" in page


def test_both_sides_of_the_line_between_candidates(post, cast, monkeypatch):
    answer_with(monkeypatch, finding(Label.PARTISAN_SUPPORT, (4, 11)))
    before = shown(post("Ayo pilih 2", on="2023-10-04"))
    assert "pada 4 Oktober 2023, calon belum ditetapkan" in before
    assert "Bandingkan: sejak calon ditetapkan, 13 November 2023" in before
    after = shown(post("Ayo pilih 2", on="2023-12-01"))
    assert "pada 1 Desember 2023, calon sudah ditetapkan" in after
    assert (
        "Bandingkan: sebelum ada calon yang ditetapkan, sampai 2 November 2023"
        " (tanggal penetapan belum diverifikasi)"
    ) in after
    here, there = (page.index("KE-04") for page in (before, after))
    assert here < before.index("Bandingkan")
    assert there > after.index("Bandingkan")


def test_overlapping_findings_have_their_numbers(post, cast, monkeypatch):
    answer_with(
        monkeypatch,
        finding(Label.ABUSIVE, (0, 6)),
        finding(Label.HATE, (3, 9)),
        finding(Label.CALM, (10, 12)),
    )
    page = post("abcdefghi jk")
    inner = MARKED.search(page.text)[1]
    assert '<mark dir="auto" class="hit">abc</mark>' in inner
    assert (
        '<mark dir="auto" class="hit many">def</mark><a class="hit-number" id="tanda-1" href="#temuan-1"'
        in inner
    )
    assert '<mark dir="auto" class="hit talk">jk</mark>' in inner
    assert re.findall(r"<bdi>(\d)</bdi></a>", inner) == ["1", "2", "3"]
    for number in "123":
        for one in (f'id="temuan-{number}"', f'id="tanda-{number}" ', f'href="#tanda-{number}"'):
            assert page.text.count(one) == 1


def test_the_conversation_stands_apart(post, cast, monkeypatch):
    answer_with(monkeypatch, finding(Label.ABSTAIN, (0, 6)), finding(Label.PARTICIPATE))
    page = post("golput saja")
    assert re.findall(r'href="#temuan-1" aria-label="(.*?)"', page.text) == ["Percakapan 1"]
    page = shown(page)
    assert "Tidak ada temuan terhadap ikrar; 2 hal untuk percakapan tiga tahap" in page
    assert "Percakapan tiga tahap" in page
    assert (
        "Tidak ada bentuk pelanggaran yang kami cocokkan dengannya; itu bukan jaminan aman." in page
    )
    assert "bukan hal yang dilarang" not in page
    assert "Ajakan tidak memilih" in page
    assert "Menyentuh butir" not in page


@pytest.mark.parametrize("label", LABELS)
def test_every_label_can_be_shown(post, cast, monkeypatch, label):
    answer_with(monkeypatch, finding(label, (0, 4)))
    for on in ("2023-10-04", "2024-02-12", "2030-01-01"):
        for role in ROLES:
            page = post("teks contoh", on=on, role=role)
            assert page.status_code == 200
            said = shown(page).lower().replace("bentuk pelanggaran", "")
            assert not re.search(r"melanggar|terbukti|bersalah", said)


# ---------------------------------------------------------------- with care


def test_no_cache_may_keep_it(client, post, cast):
    for page in (client.get("/cek/"), post(""), post("Selamat pagi."), post("a" * 2_000_000)):
        assert "no-store" in page["Cache-Control"]


def test_a_flood_is_slowed_down_and_loses_no_text(post, cast, one_minute, monkeypatch):
    monkeypatch.setattr(views, "CHECKS", 3)
    for _turn in range(3):
        assert post("Selamat pagi.").status_code == 200
    page = post("Teks saya yang panjang", on="2024-01-05", role="pejabat")
    assert page.status_code == 429
    assert 1 <= int(page["Retry-After"]) <= 60
    assert "Teks saya yang panjang</textarea>" in page.text
    assert 'value="2024-01-05"' in page.text
    assert "sudah banyak pemeriksaan dalam satu menit" in page.text
    assert 'aria-invalid="true"' not in page.text


@pytest.mark.parametrize("error", [ValueError, InputError])
def test_an_engine_that_fails_is_told_kindly(post, cast, monkeypatch, caplog, error):
    from ikrar.screening import engine

    def fail(texts, **how):
        raise error(texts[0])

    monkeypatch.setattr(engine, "screen", fail)
    page = post("rahasia-sekali")
    assert page.status_code == 503
    assert "no-store" in page["Cache-Control"]
    assert "Pemeriksaan sedang tidak dapat dijalankan." in page.text
    assert "rahasia-sekali</textarea>" in page.text
    assert error.__name__ in caplog.text
    assert "rahasia" not in caplog.text


def test_it_costs_two_queries(post, cast, django_assert_max_num_queries):
    post("Selamat pagi.")
    with django_assert_max_num_queries(5):
        post("Selamat pagi.")


def test_sanctions_and_guessed_days_are_shown_as_what_they_are(post, cast):
    page = shown(post("Terbongkar! Ijazah calon wakil presiden itu palsu", on="2024-01-01"))
    assert "belum diverifikasi, termasuk tanggal berlakunya" in page
    assert "sanksi menurut pers: penjara sampai 6 tahun dan/atau denda Rp1 miliar" in page
    assert "Dasar kelas menurut pers: penjara sampai 6 tahun" in page
    assert "Belum diverifikasi dengan naskah resmi: cocokkan setiap norma" in page
