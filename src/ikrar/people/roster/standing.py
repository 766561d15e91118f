"""*Kedudukan hukum* as written in rosters → what decides who must sign. Data first, one look-up.

A word that is not here gives UNKNOWN: it is counted and shown to a person, never left out.
"""

import re
from collections.abc import Mapping

from ikrar.people.states import Standing

WORDS: Mapping[Standing, tuple[str, ...]] = {
    Standing.ACTIVE: ("aktif", "pns aktif", "cpns aktif", "pppk aktif", "pegawai aktif", "aktif bekerja",
                      "masa persiapan pensiun", "mpp", "diangkat kembali", "aktif kembali", "kontrak", "active",
                      "menjalani tugas", "tugas jabatan"),
    Standing.SECONDED_IN: ("diperbantukan dari instansi lain", "dipekerjakan dari instansi lain",
                           "dpk masuk", "dpb masuk", "penugasan dari instansi lain"),
    Standing.SECONDED_OUT: ("diperbantukan", "dipekerjakan", "dpk", "dpb", "diperbantukan ke instansi lain",
                            "dipekerjakan ke instansi lain", "penugasan", "penugasan di luar instansi",
                            "penugasan pada instansi lain", "diperbantukan di luar instansi", "dpk keluar",
                            "dpb keluar", "penugasan ke instansi lain"),
    Standing.STUDY: ("tugas belajar", "sedang tugas belajar", "tubel", "izin belajar", "karya siswa"),
    Standing.UNPAID_LEAVE: ("cltn", "cuti di luar tanggungan negara", "cuti diluar tanggungan negara",
                            "sedang cltn", "perpanjangan cltn"),
    Standing.SUSPENDED: ("pemberhentian sementara", "diberhentikan sementara",
                         "skorsing", "pejabat negara", "diberhentikan dari jabatan negeri",
                         "pemberhentian sementara karena menjadi tersangka", "sedang ditahan"),
    Standing.WAITING: ("penerima uang tunggu", "uang tunggu", "menerima uang tunggu"),
    Standing.LEFT: ("pensiun", "berhenti", "diberhentikan", "meninggal", "meninggal dunia", "wafat", "tewas",
                    "pindah", "pindah instansi", "mutasi keluar", "mengundurkan diri", "pemberhentian dengan hormat",
                    "pemberhentian tidak dengan hormat", "diberhentikan dengan hormat", "pensiun bup", "pensiun dini",
                    "diberhentikan tidak dengan hormat", "ptdh", "hilang", "putus kontrak",
                    "kontrak berakhir", "pensiun janda duda"),
}  # fmt: skip

_SIGNS = re.compile(r"[\W_]+")


def _fold(text: str) -> str:
    return _SIGNS.sub(" ", text.casefold()).strip()


_STANDING_OF = {_fold(word): standing for standing, words in WORDS.items() for word in words}


def standing_of(text: str) -> Standing:
    """What the source's word means; an unknown word is `UNKNOWN`."""
    return _STANDING_OF.get(_fold(text), Standing.UNKNOWN)
