"""Who works in the demo ministry: units and 4,000 evidently fictional people, the same every time.

Out: rows with SIASN column names, as a personnel bureau would export them. Nobody here exists:
family names are words for "example", "model", "supposed".
"""

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

AGENCY = "Kementerian Contoh Republik Peraga"
SHORT = "Kemencontoh"
STAFF = 4000
ROOT = "AKAR"  # the code that every agency's root unit has

TREE: dict[str, tuple[str, ...]] = {
    "Sekretariat Jenderal": (
        "Biro Perencanaan", "Biro Keuangan", "Biro Kepegawaian dan Organisasi", "Biro Hukum",
        "Biro Hubungan Masyarakat", "Biro Umum", "Pusat Data dan Informasi",
    ),
    "Inspektorat Jenderal": (
        "Sekretariat Inspektorat", "Inspektorat I", "Inspektorat II", "Inspektorat Khusus",
    ),
    "Direktorat Jenderal Layanan Warga": (
        "Sekretariat Direktorat Jenderal", "Direktorat Layanan Daring", "Direktorat Loket Terpadu",
        "Direktorat Pengaduan", "Direktorat Mutu Layanan", "Balai Layanan Wilayah Barat",
        "Balai Layanan Wilayah Tengah", "Balai Layanan Wilayah Timur",
    ),
    "Direktorat Jenderal Informasi Publik": (
        "Sekretariat Direktorat Jenderal", "Direktorat Kemitraan Media", "Direktorat Konten",
        "Direktorat Literasi Digital", "Direktorat Informasi Daerah",
    ),
    "Direktorat Jenderal Jaringan": (
        "Sekretariat Direktorat Jenderal", "Direktorat Penataan", "Direktorat Perizinan",
        "Direktorat Pengendalian", "Balai Uji Perangkat", "Balai Monitor Wilayah I",
        "Balai Monitor Wilayah II", "Balai Monitor Wilayah III",
    ),
    "Badan Pengembangan Pegawai": (
        "Sekretariat Badan", "Pusat Pelatihan", "Pusat Penelitian", "Balai Pelatihan Wilayah",
        "Sekolah Tinggi Peraga",
    ),
}  # fmt: skip
TEAMS = ("Bagian Tata Usaha", "Kelompok Kerja Satu", "Kelompok Kerja Dua")

GIVEN = {
    1: "Agus Bayu Cahyo Dimas Eko Fajar Galih Hendra Irfan Joko Krisna Lukman Made Nanda Oki "
    "Putra Rizal Surya Teguh Umar Wahyu Yoga Zaki Andi Benny Chandra Dedi Erwin Ferry Gilang",
    2: "Ani Bunga Citra Dewi Endah Fitri Gita Hesti Indah Juwita Kartika Lestari Maya Nur Oktavia "
    "Puspita Ratna Sari Tuti Utami Wulan Yanti Zahra Ayu Bella Clara Dian Elsa Farah Gina",
}
FAMILY = ("Contoh", "Peraga", "Umpama", "Misal", "Rekaan", "Khayali", "Tiruan", "Andaian")
STANDINGS = (
    ("Aktif", 950), ("Cuti Diluar Tanggungan Negara", 12), ("Tugas Belajar", 18),
    ("Diperbantukan ke instansi lain", 8), ("Pemberhentian sementara", 4), ("Aktif", 8),
)  # fmt: skip

HEADER = (
    "NIP BARU", "NAMA", "GELAR DEPAN", "GELAR BELAKANG", "TANGGAL LAHIR", "JENIS KELAMIN", "EMAIL",
    "JENIS PEGAWAI NAMA", "KEDUDUKAN HUKUM NAMA", "STATUS CPNS PNS", "JABATAN NAMA", "ESELON NAMA",
    "UNOR ID", "UNOR NAMA", "UNOR INDUK ID",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """A person of the demo who gets an account: user name, name, NIP, unit, position."""

    username: str
    name: str
    nip: str
    unit: str
    position: str


CAST = (
    Known("ani", "Ani Contoh", "199001012015032001", "DJLW-1", "Pranata Komputer Ahli Pertama"),
    Known("budi", "Budi Contoh", "197505052000031002", "DJLW-1", "Direktur"),
    Known("citra", "Citra Contoh", "198003032005032003", "IJ-3", "Auditor Ahli Madya"),
    Known("fajar", "Fajar Contoh", "198506062010031004", "SJ-2", "Analis Kepegawaian"),
    Known("sari", "Sari Contoh", "198809092014032005", "DJLW-2", "Pengelola Loket"),
    Known("gita", "Gita Contoh", "198212122008012005", "SJ-1", "Ketua Satuan Tugas Netralitas"),
    Known("hadi", "Hadi Contoh", "196803031993031006", "SJ", "Pejabat yang Berwenang"),
    Known("indra", "Indra Contoh", "197404041999031007", "IJ-1", "Auditor Ahli Madya"),
    Known("joko", "Joko Contoh", "197505052000031008", "IJ-2", "Auditor Ahli Muda"),
    Known("lestari", "Lestari Contoh", "198401012009012009", "IJ-0", "Auditor Ahli Muda"),
    Known("maya", "Maya Contoh", "198606062011012010", "SJ-1", "Pranata Humas Ahli Muda"),
    Known("nanda", "Nanda Contoh", "197909092005011011", "SJ-1", "Kepala Direktorat Komunikasi"),
    Known("menteri", "Rahma Contoh", "196501011990032006", "SJ", "Sekretaris Jenderal"),
)


def units() -> Iterator[tuple[str, str, str | None]]:
    """(code, name, code of the parent) from the top down."""
    yield ROOT, AGENCY, None
    for top, offices in TREE.items():
        code = "".join(word[0] for word in top.replace("Direktorat Jenderal", "DJ ").split())
        code = {"DLW": "DJLW", "DIP": "DJIP", "DJ": "DJJ"}.get(code, code)
        yield code, top, ROOT
        for number, office in enumerate(offices):
            yield f"{code}-{number}", office, code
            for team, name in enumerate(TEAMS):
                yield f"{code}-{number}-{team}", f"{name} {office}", f"{code}-{number}"


def _person(rng: random.Random, serial: int) -> tuple[str, str, str]:
    """(NIP, name, kind) of somebody who does not exist."""
    sex = rng.choice((1, 2))
    born = rng.randint(1966, 1999)
    birth = f"{born}{rng.randint(1, 12):02}{rng.randint(1, 28):02}"
    kind = rng.choices(("PNS", "CPNS", "PPPK"), (80, 3, 17))[0]
    start = rng.randint(max(born + 20, 1990), 2022)
    middle = f"{start}21" if kind == "PPPK" else f"{start}{rng.randint(1, 12):02}"
    name = f"{rng.choice(GIVEN[sex].split())} {rng.choice(GIVEN[sex].split())} {rng.choice(FAMILY)}"
    return f"{birth}{middle}{sex}{serial % 900 + 100:03}", name, kind


def rows() -> Iterator[dict[str, str]]:
    """4,000 rows, the cast among them."""
    rng = random.Random(2023)  # noqa: S311  the same people every time
    known = {code: (name, parent or "") for code, name, parent in units()}
    leaves = [code for code in known if code.count("-") == 2]
    for person in CAST:
        yield _row(person.nip, person.name, person.unit, known, JABATAN=person.position,
                   EMAIL=f"{person.username}@contoh.example")  # fmt: skip
    seen = {person.nip for person in CAST}
    while len(seen) < STAFF:
        nip, name, kind = _person(rng, len(seen))
        standing = rng.choices(*zip(*STANDINGS, strict=True))[0]
        if nip not in seen:
            seen.add(nip)
            email = f"{name.lower().replace(' ', '.')}.{len(seen)}@contoh.example"
            yield _row(nip, name, rng.choice(leaves), known, KIND=kind, STANDING=standing,
                       EMAIL=email if rng.random() < 0.97 else "")  # fmt: skip


def _row(
    nip: str, name: str, unit: str, known: dict[str, tuple[str, str]], **more: str
) -> dict[str, str]:
    kind = more.get("KIND", "PNS")
    values = (
        nip, name, "", "", f"{nip[6:8]}-{nip[4:6]}-{nip[:4]}", "M" if nip[14] == "1" else "F",
        more.get("EMAIL", ""), "PPPK" if kind == "PPPK" else "PNS", more.get("STANDING", "Aktif"),
        kind[0] if kind != "PPPK" else "", more.get("JABATAN", "Pelaksana"), "",
        unit, known[unit][0], known[unit][1],
    )  # fmt: skip
    return dict(zip(HEADER, values, strict=True))


def write_roster(path: Path) -> Path:
    """Write the roster as the CSV file that `ikrar roster import` reads."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, HEADER)
        writer.writeheader()
        writer.writerows(rows())
    return path
