"""The data dictionary of the barometer: each column of the file and each figure, what it means, its unit, its source, small cells.

A test walks it against the rows that are really written. Source strings in Indonesian; the page shows them in its language.
"""

from collections.abc import Iterator
from dataclasses import astuple, dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ikrar.indicators.kinds import indicator
from ikrar.indicators.numerals import in_language
from ikrar.monitoring.themes import OF_PHASE, THEMES
from ikrar.packs.model import Text

Words = str | Promise
HEAD: Final[tuple[Words, ...]] = (_("Nama"), _("Arti"), _("Satuan"), _("Sumber"), _("Bila kecil"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One name that stands in the file."""

    name: str
    meaning: Words
    unit: Words = ""
    source: Words = ""
    small: Words = ""


FIELDS: Final = (
    Entry("bagian", _("Bagian halaman: ikrar, penolakan, tanya-jawab, perkara, percakapan.")),
    Entry("angka", _("Nama angka dalam bagian itu; lihat daftar di bawah.")),
    Entry("kelompok", _("Apa yang dihitung: masa ikrar, unit kerja, hasil jawaban, langkah perkara, atau nama angka.")),
    Entry("tahap", _("Tahap program: pra, saat, pasca. Hanya untuk percakapan.")),
    Entry("nilai", _("Angkanya."), _("lihat kolom satuan"), "", _("kosong bila disembunyikan")),
    Entry("rendah", _("Batas bawah rentang 95%."), _("sama dengan nilai"), "", _("kosong bila disembunyikan")),
    Entry("tinggi", _("Batas atas rentang 95%."), _("sama dengan nilai"), "", _("kosong bila disembunyikan")),
    Entry("jumlah", _("Dari berapa banyak sebuah bagian dihitung: orang, tenggat, atau teks."), _("banyaknya"), "", _("kosong bila disembunyikan")),
    Entry("satuan", _("Satuan nilai: orang, catatan, pertanyaan, atau bagian 0-1.")),
    Entry("catatan", _("Keterangan: disembunyikan, belum dikoreksi, atau bunyi langkah menurut paket pemilu.")),
    Entry("dihitung_pada", _("Waktu angka dihitung."), _("ISO 8601 dengan zona waktu")),
)  # fmt: skip
_SIGNED: Final = _("buku catatan publik dan daftar pegawai")
_FIVE: Final = _("disembunyikan bila kurang dari lima orang wajib")
_ASKED: Final = _("tanya jawab satuan tugas, sampai akhir minggu lalu")
FIGURES: Final = (
    Entry("ikrar / wajib", _("Pegawai yang menurut kedudukan hukumnya harus menandatangani."), _("orang"), _SIGNED, _FIVE),
    Entry("ikrar / sudah", _("Tanda tangan yang berlaku dan tercatat di buku catatan publik."), _("orang"), _SIGNED, _FIVE),
    Entry("ikrar / bagian", _("Sudah dibagi wajib."), _("bagian 0-1"), _SIGNED, _FIVE),
    Entry(
        "penolakan / penolakan", _("Hadiah yang ditolak pegawai tahun ini, menurut unit tempat ia bekerja saat itu."), _("catatan"),
        _("catatan penolakan, sampai akhir minggu lalu"), _("unit digabung bila kurang dari lima penolakan atau lima orang; tidak ada jumlah seluruhnya"),
    ),
    Entry("tanya-jawab / diterima", _("Pertanyaan yang masuk ke satuan tugas."), _("pertanyaan"), _ASKED, _("disembunyikan bila kurang dari lima")),
    Entry("tanya-jawab / dijawab", _("Dari yang diterima, yang jawabannya sudah terbit."), _("pertanyaan"), _ASKED, _("disembunyikan bersama yang diterima")),
    Entry("tanya-jawab / terbit", _("Jawaban yang dapat dibaca siapa pun, menurut hasilnya: yes, no, depends, ask."), _("pertanyaan"), _("pustaka jawaban"), _("tidak disembunyikan: jawabannya terbuka")),
    Entry(
        "perkara / tepat_waktu", _("Bagian tenggat yang dipenuhi pada waktunya, dari yang jatuh sampai akhir minggu lalu, menurut langkah."), _("bagian 0-1"),
        _("tenggat perkara menurut paket pemilu"), _("langkah digabung bila kurang dari lima tenggat; tidak ada jumlah seluruhnya"),
    ),
)  # fmt: skip
_POSTS: Final = _("unggahan yang dikumpulkan instansi dan disaring mesin")
_THIRTY: Final = _(
    "disembunyikan bila kurang dari tiga puluh teks, atau satu sampai empat di antara kurang dari seratus"
)
_SHARE: Final = Text("Porsi teks yang {says}.", "Share of texts that {says}.")
_BALANCE: Final = Text("Porsi dari {of} yang {says}.", "Share {of} that {says}.")


def talk(language: str) -> list[Entry]:
    """The figures of the conversation, in words of the engine that counts them."""
    found = []
    for one in map(
        indicator, dict.fromkeys(name for key in OF_PHASE.values() for name in THEMES[key].about)
    ):
        words = _BALANCE if one.second else _SHARE
        meaning = in_language(words, language).format(
            of=in_language(one.of, language), says=in_language(one.says, language)
        )
        told = f"{in_language(one.name, language)}. {meaning}"
        found.append(Entry(f"percakapan / {one.id}", told, _("bagian 0-1"), _POSTS, _THIRTY))
    return found


def as_table(language: str) -> Iterator[list[str]]:
    """Columns, then figures, as rows of a file."""
    yield [str(word) for word in HEAD]
    for one in (*FIELDS, *FIGURES, *talk(language)):
        yield [str(cell) for cell in astuple(one)]
