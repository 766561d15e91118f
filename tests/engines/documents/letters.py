"""One letter of each kind about evidently invented people, for the tests."""

from datetime import UTC, date, datetime
from typing import Any

from ikrar.documents.letters import (
    Cited,
    Exchange,
    Forwarding,
    Letter,
    Listed,
    Minutes,
    Notice,
    Office,
    Person,
    Recommendation,
    Summons,
    Verdict,
    letter,
)

AT = datetime(2024, 2, 14, 3, 0, tzinfo=UTC)
SUMMONING = Cited("PP 94/2021 Pasal 26", "low")
POSTING = Cited("PP 94/2021 Pasal 5 huruf n angka 6", "medium")
BUDI = Person(
    name="Budi Contoh",
    nip="198001012005011001",
    rank="Penata Muda (III/a)",
    position="Analis Kebijakan",
    unit="Biro Contoh",
)
CITRA = Person(
    name="Citra Contoh",
    nip="197501012000012001",
    rank="Pembina (IV/a)",
    position="Kepala Biro Contoh",
)
EKA = Person(name="Eka Contoh", nip="197801012002011002", position="Auditor Madya")
SHARED: dict[str, Any] = {
    "office": Office(
        agency="Kementerian Contoh",
        unit="Inspektorat Jenderal",
        address="Jalan Contoh Nomor 1, Jakarta 10000",
    ),
    "number": "R-12/IJ.3/KP.09/02/2024",
    "place": "Jakarta",
    "dated": date(2024, 2, 14),
    "norms": (SUMMONING,),
}
QUESTIONS = (
    Exchange(
        "Apakah Saudara sehat dan bersedia diperiksa hari ini?",
        "Saya sehat dan bersedia diperiksa.",
    ),
    Exchange(
        "Apakah Saudara mengenali tangkapan layar yang diperlihatkan ini?",
        "Ya, itu akun saya.\nUnggahan itu saya buat pada malam hari, di luar jam kerja, dan saya hapus keesokan harinya.",
    ),
)


def summons(**changes: Any) -> Summons:
    fields = {
        "to": BUDI,
        "held_on": date(2024, 2, 26),
        "hour": "09.30 WIB",
        "room": "Ruang Rapat Inspektorat, Gedung A lantai 3",
        "before": CITRA,
        "working_days": 7,
        "about": "Dugaan menyukai dan membagikan unggahan yang mendukung calon, 20 Januari 2024.",
        "signatory": "Kepala Biro Contoh",
    }
    return Summons(**{**SHARED, **fields, **changes})


def second(**changes: Any) -> Summons:
    again = {
        "first_number": "R-9/IJ.3/KP.09/01/2024",
        "missed_on": date(2024, 2, 12),
        "working_days": 6,
    }
    return summons(**{**again, **changes})


def minutes(**changes: Any) -> Minutes:
    fields = {
        "dated": date(2024, 2, 26),
        "case": "P-2024-007",
        "held_on": date(2024, 2, 26),
        "hour": "09.30 WIB",
        "until": "11.15 WIB",
        "room": "Ruang Rapat Inspektorat, Gedung A lantai 3",
        "employee": BUDI,
        "examiners": (CITRA, EKA),
        "also_present": (Person(name="Ani Contoh", position="Notulis"),),
        "about": "Dugaan menyukai dan membagikan unggahan yang mendukung calon, 20 Januari 2024.",
        "exchanges": QUESTIONS,
        "handed_over": ("Keterangan tertulis, 2 halaman", "Tangkapan layar, 1 lembar"),
        "remarks": "Saya minta dicatat bahwa unggahan itu sudah saya hapus sendiri.",
    }
    return Minutes(**{**SHARED, **fields, **changes})


def verdict(**changes: Any) -> Verdict:
    fields = {
        "result": "terbukti",
        "form": "DIS-06 Membuat unggahan, berkomentar, membagikan, atau menyukai unggahan calon",
        "norm": POSTING,
        "object": "calon",
        "act_on": date(2024, 1, 20),
        "note": "Dihapus sendiri sehari kemudian.",
    }
    return Verdict(**{**fields, **changes})


def recommendation(**changes: Any) -> Recommendation:
    fields = {
        "to": "Pejabat Pembina Kepegawaian Kementerian Contoh",
        "to_place": "Jakarta",
        "case": "P-2024-007",
        "employee": BUDI,
        "facts": "Pada 20 Januari 2024 pegawai membagikan satu unggahan yang mendukung calon.\nUnggahan itu dihapus keesokan harinya.",
        "reply": "Pegawai mengakui akun dan unggahannya, serta menyatakan menyesal.",
        "pledge": verdict(form="Butir 3 ikrar", norm=Cited("SKB 2/2022 Lampiran I"), note=""),
        "discipline": verdict(),
        "recommends": "Menjatuhkan hukuman disiplin menurut ketentuan yang berlaku, setelah kelasnya diperiksa terhadap naskah resmi.",
        "due": date(2024, 3, 22),
        "signatory": "Inspektur Jenderal",
    }
    return Recommendation(**{**SHARED, **fields, **changes})


def forwarding(**changes: Any) -> Forwarding:
    fields = {
        "to": "Kepala Badan Kepegawaian Negara",
        "to_place": "Jakarta",
        "channel": "SBT",
        "case": "P-2024-007",
        "employee": BUDI,
        "facts": "Pada 20 Januari 2024 pegawai membagikan satu unggahan yang mendukung calon.",
        "asks": "Pencatatan dan pemantauan tindak lanjut atas perkara ini.",
        "attachments": (
            Listed(name="01-berita-acara.pdf", what="berita acara pemeriksaan", sha256="0a" * 32),
            Listed(name="02-tangkapan-layar.png", what="bukti", sha256="1b" * 32),
            Listed(name="03-rekomendasi.pdf", sha256="2c" * 32),
        ),
        "signatory": "Inspektur Jenderal",
    }
    return Forwarding(**{**SHARED, **fields, **changes})


def notice(**changes: Any) -> Notice:
    fields = {
        "received_on": date(2024, 2, 2),
        "status": "sedang diperiksa",
        "follows": "Pemeriksaan tertutup dilakukan bulan ini. Sesudah itu rekomendasi disampaikan kepada pejabat yang berwenang memutus.",
        "by": date(2024, 3, 4),
        "signatory": "Ketua Satuan Tugas Netralitas",
    }
    return Notice(**{**SHARED, **fields, **changes})


EACH = (summons, second, minutes, recommendation, forwarding, notice)


def pdf(data: Letter) -> bytes:
    return letter(data, at=AT)
