"""What each letter says, how it is marked, what it refuses, and that it is the same again."""

import dataclasses
import hashlib
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

import ikrar.documents.letters as package
from ikrar.documents.letters import MARK, Cited, Exchange, Letter, Listed, Office, Person, letter
from ikrar.documents.letters.days import check_hour, in_words
from ikrar.documents.letters.shown import MAX_LETTER, MAX_LINE, MAX_PROSE, MAX_ROWS
from ikrar.errors import InputError
from tests.engines.documents import letters
from tests.engines.documents.letters import pdf
from tests.engines.documents.test_certificate import _tags, opened, text_of

ROOT = Path(__file__).resolve().parents[3]
NORMS_AT_THE_END = "Norma yang dikutip dalam konsep ini"
each = pytest.mark.parametrize("make", letters.EACH, ids=lambda make: make.__name__)


def pages(made: bytes) -> list[str]:
    return [
        re.sub(r"\s+", " ", page.extract_text().replace("\u200b", ""))
        for page in opened(made).pages
    ]


SAYS = {
    letters.summons: (
        "Hal : Panggilan I (pertama)", "Yth. Saudara Budi Contoh NIP 198001012005011001",
        "Berdasarkan PP 94/2021 Pasal 26, Saudara dipanggil agar hadir",
        "Senin, 26 Februari 2024", "09.30 WIB", "Ruang Rapat Inspektorat, Gedung A lantai 3",
        "menghadap kepada: Nama : Citra Contoh", "Dugaan menyukai dan membagikan",
        "secara tertutup", "7 hari kerja sebelumnya", "(hak jawab)", "membawa keterangan tertulis",
        "bukan penilaian atas perbuatan Saudara", "akan dipanggil untuk kedua kalinya",
    ),
    letters.second: (
        "Hal : Panggilan II (kedua)", "tidak hadir pada pemeriksaan hari Senin, 12 Februari 2024",
        "surat panggilan pertama nomor R-9/IJ.3/KP.09/01/2024", "untuk kedua kalinya agar hadir",
        "keputusan dapat diambil berdasarkan bukti yang ada, tanpa pemeriksaan",
    ),
    letters.minutes: (
        "BERITA ACARA PEMERIKSAAN TERTUTUP Nomor: R-12", "dalam perkara P-2024-007 berdasarkan PP 94",
        "pukul 09.30 WIB sampai dengan 11.15 WIB", "1 Budi Contoh NIP 198001012005011001",
        "Yang diperiksa", "Citra Contoh", "Pemeriksa", "Ani Contoh Notulis", "Turut hadir",
        "1. Pertanyaan Apakah Saudara sehat", "Jawaban Saya sehat dan bersedia diperiksa.",
        "Ya, itu akun saya. Unggahan itu saya buat", "1. Keterangan tertulis, 2 halaman",
        "sudah saya hapus sendiri", "Jakarta, 26 Februari 2024", "No. Nama Tanda tangan",
    ),
    letters.recommendation: (
        "Yth. Pejabat Pembina Kepegawaian Kementerian Contoh di Jakarta",
        "Rekomendasi atas hasil pemeriksaan perkara P-2024-007", "Nama : Budi Contoh",
        "Ikrar Hasil : terbukti Bentuk : Butir 3 ikrar Norma : SKB 2/2022 Lampiran I Objek : calon "
        "Tanggal perbuatan : 20 Januari 2024 Kode etik tidak dinilai Disiplin Hasil : terbukti",
        "Catatan : Dihapus sendiri sehari kemudian. Pidana tidak dinilai Keempat penilaian",
        "Jawaban pegawai Pegawai mengakui", "Menjatuhkan hukuman disiplin menurut ketentuan",
        "paling lambat hari Jumat, 22 Maret 2024", "Inspektur Jenderal,",
    ),
    letters.forwarding: (
        "Lampiran : 3 berkas", "Yth. Kepala Badan Kepegawaian Negara di Jakarta", "melalui SBT:",
        "Perkara : P-2024-007 Nama : Budi Contoh NIP : 198001012005011001",
        "1 01-berita-acara.pdf (berita acara pemeriksaan) " + "0a" * 32,
        "3 03-rekomendasi.pdf " + "2c" * 32, "Pencatatan dan pemantauan",
    ),
    letters.notice: (
        "Yth. Pelapor", "kami terima pada hari Jumat, 2 Februari 2024",
        "Status laporan : sedang diperiksa", "Langkah berikutnya Pemeriksaan tertutup",
        "paling lambat hari Senin, 4 Maret 2024", "tidak memuat identitas siapa pun",
        "lewat kotak pesan", "Ketua Satuan Tugas Netralitas,",
    ),
}  # fmt: skip


@each
def test_what_it_says(make):
    text = text_of(pdf(make()))
    head = (
        "KEMENTERIAN CONTOH Inspektorat Jenderal Jalan Contoh Nomor 1",
        "R-12/IJ.3/KP.09/02/2024",
    )
    for said in (*head, *SAYS[make]):
        assert said in text
    assert "Jakarta, 14 Februari 2024" in text or make is letters.minutes


@each
def test_a_draft_is_marked_on_each_page_and_ends_with_its_norms(make):
    made = pdf(make())
    assert all(page.count(MARK) == 1 for page in pages(made))
    end = text_of(made).partition(NORMS_AT_THE_END)[2]
    assert "PP 94/2021 Pasal 26 rendah belum diperiksa terhadap naskah resmi" in end
    assert opened(made).metadata.title.startswith("Konsep – ")
    assert "bukan tanda tangan elektronik" not in text_of(made)


@each
def test_who_signs_takes_the_mark_away(make):
    made = pdf(make(signed_by=letters.CITRA))
    text = text_of(made)
    for gone in ("KONSEP", "Konsep", NORMS_AT_THE_END, "belum diperiksa", "....."):
        assert gone not in text
    assert not opened(made).metadata.title.startswith("Konsep")
    assert "ditandatangani dengan tangan; bukan tanda tangan elektronik" in text
    if make is letters.recommendation:
        assert "Inspektur Jenderal, Citra Contoh Pembina (IV/a) NIP 197501012000012001" in text


def test_every_norm_is_listed_once_with_its_confidence():
    norms = (letters.SUMMONING, letters.SUMMONING, Cited("UU 7/2017 Pasal 283", "high"))
    end = text_of(pdf(letters.recommendation(norms=norms))).partition(NORMS_AT_THE_END)[2]
    unread = " belum diperiksa terhadap naskah resmi"
    rows = (
        f"PP 94/2021 Pasal 26 rendah{unread} UU 7/2017 Pasal 283 tinggi{unread} "
        f"SKB 2/2022 Lampiran I rendah{unread} PP 94/2021 Pasal 5 huruf n angka 6 sedang{unread}"
    )
    assert rows in end


@each
def test_without_norms_number_or_place_it_still_reads(make):
    text = text_of(pdf(make(norms=(), number="", place="")))
    assert "Berdasarkan" not in text
    assert "berdasarkan ," not in text
    assert re.search(r"Nomor ?: \.{20}", text)
    assert MARK in text


def test_a_notice_names_nobody():
    made = pdf(letters.notice(signed_by=letters.CITRA))
    assert "Citra" not in text_of(made)
    assert b"Citra" not in made
    for number in ("198001012005011001", "3171 0101 0180 0001", "19800101 200501 1 001"):
        with pytest.raises(InputError, match="names nobody"):
            letters.notice(follows=f"Pegawai {number} dipanggil.")
        with pytest.raises(InputError, match="names nobody"):
            letters.notice(status=number)
    assert letters.notice(status="31710101018000012345")  # longer than the number of any person


@each
def test_the_file_says_what_it_is_and_of_whom_nothing(make):
    reader = opened(pdf(make()))
    told = reader.metadata
    assert told.author == "Kementerian Contoh"
    assert told.creation_date == told.modification_date == letters.AT
    assert not re.search("Budi|Citra|1980", str(dict(told)))
    xmp = reader.root_object["/Metadata"].get_object().get_data().decode()
    for claim in (r"pdfaid:part[>=\"]+3", r"pdfaid:conformance[>=\"]+A", r"pdfuaid:part[>=\"]+1"):
        assert re.search(claim, xmp)
    assert not {"/OpenAction", "/AA", "/JavaScript", "/AF"} & set(reader.root_object)
    kinds = [tag["/S"] for top in reader.root_object["/StructTreeRoot"]["/K"] for tag in _tags(top)]
    assert kinds.count("/H1") == 1
    assert "/TH" in kinds


# ---------------------------------------------------------------- the same again


@each
def test_made_again_it_is_the_same(make):
    assert pdf(make()) == pdf(make())
    assert pdf(make()) != letter(make(), at=letters.AT + timedelta(seconds=1))


_MAKE = """
import hashlib
from tests.engines.documents import letters
print(*(hashlib.sha256(letters.pdf(make())).hexdigest() for make in letters.EACH))
"""


def test_the_same_in_another_process_place_and_time_zone(tmp_path):
    odd = {"TZ": "America/New_York", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "7"}
    made = subprocess.run(
        [sys.executable, "-c", _MAKE], cwd=tmp_path, capture_output=True, text=True, check=True,
        env={**os.environ, **odd, "PYTHONPATH": f"{ROOT}/src:{ROOT}"},
    )  # fmt: skip
    assert made.stdout.split() == [hashlib.sha256(pdf(make())).hexdigest() for make in letters.EACH]


def test_the_same_from_many_threads_at_once():
    kinds = list(letters.EACH) * 3
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda make: pdf(make()), kinds))
    assert made == [pdf(make()) for make in kinds]
    assert len(set(made)) == len(letters.EACH)


_OTHER = {
    "office": Office(agency="Dinas Contoh"), "norms": (letters.POSTING,), "signed_by": letters.CITRA,
    "to": Person(name="Dodi Contoh"), "before": letters.EKA, "employee": letters.EKA,
    "examiners": (letters.CITRA,), "also_present": (), "working_days": 9, "hour": "10.00 WITA",
    "until": "12.00 WIT", "exchanges": letters.QUESTIONS[:1], "handed_over": (),
    "attachments": (Listed(name="lain.pdf", sha256="ff" * 32),),
    "held_on": date(2024, 2, 25), "missed_on": date(2024, 2, 9),
}  # fmt: skip


@each
def test_no_field_is_forgotten(make):
    data, plain = make(), pdf(make())
    for field in dataclasses.fields(data):
        other = _OTHER.get(field.name, "lain")
        if isinstance(getattr(data, field.name), str) and not isinstance(other, str):
            other = "lain"
        if field.name in {"dated", "received_on", "by", "due"}:
            other = getattr(data, field.name) + timedelta(days=1)
        if field.name in {"pledge", "ethics", "discipline", "crime"}:
            other = letters.verdict(result="tidak terbukti")
        if make is letters.summons and field.name in {"first_number", "missed_on"}:
            continue  # go together, and make a second summons
        assert pdf(dataclasses.replace(data, **{field.name: other})) != plain, field.name


# ---------------------------------------------------------------- what cannot be a letter


@pytest.mark.parametrize(
    ("make", "changes", "says"),
    [
        (letters.summons, {"working_days": 6}, "at least 7 working days .* there are 6"),
        (letters.second, {"working_days": 0}, "at least 1 working days"),
        (letters.summons, {"hour": "9.30 WIB"}, "no hour"),
        (letters.summons, {"hour": "24.00 WIB"}, "no hour"),
        (letters.summons, {"held_on": date(2024, 2, 14)}, "after the day of the summons"),
        (letters.summons, {"missed_on": date(2024, 2, 12)}, "first one's number"),
        (letters.summons, {"first_number": "R-9"}, "first one's number"),
        (letters.second, {"missed_on": date(2024, 2, 26)}, "after the one that was missed"),
        (letters.minutes, {"until": "11.15"}, "no hour"),
        (letters.minutes, {"dated": date(2024, 2, 25)}, "before the examination"),
        (letters.minutes, {"signed_by": letters.BUDI}, "signed by an examiner"),
        (letters.recommendation, {"pledge": None, "discipline": None}, "needs a verdict"),
        (letters.minutes, {"examiners": ()}, "Minutes.examiners is empty"),
        (letters.minutes, {"exchanges": ()}, "Minutes.exchanges is empty"),
        (letters.minutes, {"exchanges": (Exchange("Apa?", " \n "),)}, "Exchange.answer is empty"),
        (letters.forwarding, {"attachments": ()}, "Forwarding.attachments is empty"),
        (letters.summons, {"to": Person(name=" ")}, "Person.name is empty"),
        (letters.summons, {"about": "x" * (MAX_PROSE + 1)}, "Summons.about takes 20001 characters"),
        (letters.summons, {"room": "x" * (MAX_LINE + 1)}, "Summons.room takes 501 characters"),
        (letters.minutes, {"handed_over": ("x",) * (MAX_ROWS + 1)}, "handed_over has 501 rows"),
        (letters.minutes, {"exchanges": (Exchange("Apa?", "x " * 9999),) * 16}, str(MAX_LETTER)),
    ],
)  # fmt: skip
def test_what_is_missing_wrong_or_too_much(make, changes, says):
    with pytest.raises(InputError, match=says):
        pdf(make(**changes))


@pytest.mark.parametrize("digest", ["", "0A" * 32, "0a" * 31, "0a" * 32 + "\n", "٠" * 64])
def test_a_hash_is_a_hash(digest):
    with pytest.raises(InputError, match="64 characters"):
        Listed(name="berkas.pdf", sha256=digest)


def test_a_confidence_or_a_moment_that_is_none():
    with pytest.raises(InputError, match="high, medium or low"):
        Cited("PP 94/2021", "tinggi")
    with pytest.raises(InputError, match="no time zone"):
        letter(letters.notice(), at=datetime(2024, 2, 14))


def test_days_and_hours():
    assert in_words(date(2024, 2, 14)) == {
        "day": "14 Februari 2024",
        "weekday": "Rabu, 14 Februari 2024",
    }
    week = [in_words(date(2024, 12, day))["weekday"].partition(",")[0] for day in range(1, 8)]
    assert week == ["Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"]
    assert in_words(date(2025, 8, 1))["day"] == "1 Agustus 2025"
    for hour in ("00.00 WIB", "23.59 WIT", "09.30 WITA"):
        check_hour(hour)
    for wrong in ("", "09:30 WIB", "09.30", "09.60 WIB", "09.30 WIB\n", "٠٩.30 WIB", "09.30 UTC"):
        with pytest.raises(InputError):
            check_hour(wrong)


def test_every_template_belongs_to_a_letter():
    folder = Path(package.__file__).parent
    used = {kind.TEMPLATE for kind in Letter.__subclasses__()}
    assert {path.name for path in folder.glob("*.typ")} == used | {"layout.typ"}
    assert len(used) == 5
