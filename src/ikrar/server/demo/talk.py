"""Made-up posts of a made-up public, by what they say; none was written by anybody, none names a contestant.

In: a seed. Out: rows (moment, account, text) over the programme's three phases, with a rise of unrest after the vote and
one claim that is copied about, so that every page of the conversation has something to show.
"""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final

Row = tuple[datetime, str, str]

# of each kind: beginnings | middles | ends; a post takes one of each, so that few are alike
TEXTS: Final[dict[str, tuple[str, str, str]]] = {
    "participate": (
        "Jangan lupa hari Rabu nanti|Teman-teman pemilih pemula|Bapak ibu di kampung|Habis sarapan langsung saja|Sudah cek nama di daftar pemilih?"
        "|Yang merantau urus pindah memilih dulu|Buat yang masih ragu|Sekadar mengingatkan warga RT kami",
        "ayo datang ke TPS|gunakan hak pilihmu|mari nyoblos bersama|satu suara sangat menentukan|pakai hak pilih dengan bijak"
        "|ajak keluarga ke TPS|luangkan lima menit untuk mencoblos",
        "biar tidak menyesal lima tahun|jangan hanya jadi penonton|pulangnya boleh jajan bakso|anak cucu yang merasakan|antreannya cepat kok"
        "|bawa KTP dan undangan|kantor juga libur|demi masa depan bersama",
    ),
    "abstain": (
        "Jujur saja capek|Tahun ini sudah bulat|Kalau saya pribadi|Bodo amat dengan janji|Dari dulu tidak ada bedanya|Buat apa antre panas-panas",
        "mending golput|saya golput saja|tidak usah nyoblos|tidak akan datang ke TPS|golput juga pilihan|lebih baik tidak memilih siapa pun",
        "toh hidup begini terus|tidur di rumah lebih enak|mau mancing saja ke sungai|tidak ada yang mewakili|sudah kecewa berkali-kali|biar mereka saja yang ribut",
    ),
    "calm": (
        "Beda pilihan itu biasa|Sesama tetangga|Di grup keluarga pun|Menjelang penghitungan|Kepada semua pendukung|Para pemuda karang taruna",
        "mari jaga pemilu damai|ayo tetap rukun dan tertib|jangan mudah terpancing, jaga kedamaian|kita jaga ketenangan bersama"
        "|mari sejuk, pemilu damai tanggung jawab kita|tetap bersaudara dan damai",
        "besok kita ronda bareng lagi|tunggu penghitungan dengan kepala dingin|kopi sudah siap di pos|anak-anak melihat contoh kita"
        "|hasilnya nanti juga diumumkan|silaturahmi lebih penting",
    ),
    "provoke": (
        "Sudah habis kesabaran|Malam ini juga|Kawan-kawan kumpul di perempatan|Jangan diam saja|Mereka pikir kita takut",
        "kepung kantornya dan bakar|ayo turun kita bikin rusuh|serbu posko mereka|hajar semua yang menghalangi|lempari saja sampai hancur",
        "biar tahu rasa|tidak ada ampun|sampai mereka lari|bawa batu secukupnya|jangan pulang sebelum selesai",
    ),
    "unity": (
        "Pemilu sudah selesai|Selamat kepada yang terpilih|Yang kalah legawa|Mulai pagi ini|Kemarin boleh beda|Apa pun hasilnya",
        "mari terima hasilnya dan bersatu kembali|kita semua bersaudara lagi|saatnya rukun membangun negeri|hormati hasil pemilu, jangan bermusuhan"
        "|mari bersatu lagi sebagai bangsa|terima hasil dengan lapang dada",
        "kerja bakti Minggu ini ya|grup keluarga ramai lagi|negeri ini terlalu besar untuk dibelah|saya yang kalah pun ikhlas|masih banyak pekerjaan rumah|cukup ributnya",
    ),
    "reject_result": (
        "Tidak bisa dipercaya|Dari awal sudah kelihatan|Kami di sini sepakat|Angkanya aneh sekali|Lihat saja selisihnya",
        "pemilu ini curang, kami tolak hasilnya|jangan mau terima hasil pemilu|hasil ini tidak sah|suara rakyat dicuri|tolak hasil penuh kecurangan ini",
        "ulang saja semuanya|lawan sampai titik akhir|jangan diam|malu pada generasi nanti|semua sudah diatur",
    ),
    "money": (
        "Di kampung sebelah|Tadi pagi ada yang keliling|Katanya nanti malam|Kalau saya sih",
        "bagi-bagi amplop, ambil uangnya coblos orangnya|siap coblos asal ada amplopnya|yang pilih dia dapat seratus ribu|wani piro dulu baru nyoblos",
        "lumayan buat beli beras|datang saja ke rumahnya|tunggu di depan masjid|jangan bilang siapa-siapa",
    ),
    "other": (
        "Hujan deras dari pagi|Tadi lewat pasar induk|Ibu-ibu di grup arisan|Kereta komuter pagi ini|Anak saya baru pulang sekolah|Di balai warga sore tadi"
        "|Menonton debat semalam|Petugas kelurahan|Warung depan kantor|Listrik di blok kami|Lapangan bola kecamatan|Perpustakaan kota"
        "|Petugas KPPS di tempat kami|Pak RT barusan mengabari",
        "jalan utama macet panjang|harga cabai naik lagi|mengadakan lomba masak|terlambat dua puluh menit|bercerita tentang kuis di kelas|menggelar simulasi pemungutan suara"
        "|membahas banyak hal|menambah satu loket|menjual soto baru|padam dua jam|dipakai senam pagi|buka sampai malam|menata kursi dan tenda"
        "|membagikan jadwal posyandu",
        "semoga cepat beres|lumayan untuk hiburan|besok katanya dilanjutkan|kami pulang jalan kaki|ada yang punya fotonya?|tolong kabari bila berubah"
        "|sayang hujannya belum reda|ramai sekali yang datang|untung bawa payung|nanti saya cek lagi",
    ),
}
# what people say besides; two of these make posts of one kind differ
ASIDES: Final = (
    "di sini gerimis sejak subuh|barusan ketemu teman SMA|motor saya mogok lagi|warung Bu Sum tutup hari ini|adik baru lulus sidang"
    "|sinyal di rumah sedang jelek|bapak sedang menanam cabai|kopi di kantor habis|anak tetangga khitanan besok|cucian belum kering"
    "|bus kota penuh sekali|saya menulis ini dari ladang|ayam jago tetangga berisik|nonton bola sambil begadang|besok giliran ronda saya"
    "|kucing kami melahirkan empat|jalan ke balai desa diperbaiki|panen jagung lumayan|pasar malam mulai lusa|air PAM mati sejak siang"
    "|baru pulang dari posyandu|hari ini sif pagi|kereta terlambat tadi|ibu memasak sayur asem|lagi menunggu tukang ledeng"
    "|grup keluarga sepi|laptop minta diganti|sawah sebelah mulai ditanami|lomba burung di alun-alun|kos baru saya dekat sungai"
    "|hujan angin merobohkan papan nama|pak guru pindah tugas|layangan putus nyangkut di pohon|es teh di kantin naik|nenek minta diantar ke pasar"
    "|kerja bakti ditunda|jadwal kuliah berubah|pompa air dipinjam tetangga|mangga di halaman berbuah|helm saya tertukar di parkiran"
)


CLAIM: Final = (
    "Waspada, server penghitungan pusat sudah diretas dan suara dipindahkan diam-diam tadi malam, "
    "sebarkan sebelum dihapus"
)
DEBUNKS: Final = (
    "judul;isi;tanggal;kesimpulan;tautan\n"
    "Server penghitungan pusat diretas dan suara dipindahkan;Beredar pesan bahwa server penghitungan pusat diretas "
    "dan suara dipindahkan diam-diam. Contoh rekaan untuk peragaan.;2024-02-17;tidak terbukti (peragaan);"
    "https://cekfakta.example/server-penghitungan\n"
    "Surat suara sudah tercoblos dalam tujuh kontainer;Beredar pesan tentang kontainer surat suara. Contoh rekaan "
    "untuk peragaan.;2024-01-05;tidak terbukti (peragaan);https://cekfakta.example/tujuh-kontainer\n"
)
OFFICIAL: Final = (
    "Layanan perpanjangan izin buka seperti biasa pada hari Senin.",
    "Terima kasih kepada warga yang telah mengikuti sosialisasi keselamatan.",
    "Jadwal layanan loket berubah pada hari libur nasional.",
    "Kantor kami menerima kunjungan pelajar dari tiga sekolah.",
    "Mari gunakan hak pilih dengan bijak, jaga pemilu damai.",
)
OFFICIAL_WRONG: Final = (
    "Ayo menangkan calon kita di pemilu ini, dukung dan coblos jagoan kita bersama keluarga.",
    "Jangan pilih lawan kita, calon mereka tidak becus dan memalukan.",
)
# (first day, last day, posts a day, share of each kind)
SPANS: Final[tuple[tuple[date, date, int, dict[str, float]], ...]] = (
    (date(2023, 10, 4), date(2024, 2, 10), 44, {"participate": 0.13, "abstain": 0.06, "calm": 0.05, "provoke": 0.01, "money": 0.02}),
    (date(2024, 2, 11), date(2024, 2, 14), 150, {"participate": 0.22, "abstain": 0.05, "calm": 0.12, "provoke": 0.02, "money": 0.03}),
    (date(2024, 2, 15), date(2024, 3, 20), 95, {"calm": 0.09, "provoke": 0.09, "reject_result": 0.12, "unity": 0.03}),
    (date(2024, 3, 21), date(2024, 4, 22), 60, {"calm": 0.05, "provoke": 0.03, "reject_result": 0.12, "unity": 0.06}),
    (date(2024, 4, 23), date(2024, 9, 30), 42, {"calm": 0.03, "reject_result": 0.05, "unity": 0.10}),
)  # fmt: skip


def posts(seed: int = 4) -> Iterator[Row]:
    """About seventeen thousand posts, in the order of time."""
    rng = random.Random(seed)  # noqa: S311  the demo must be the same for everybody
    for first, last, each, shares in SPANS:
        for number in range((last - first).days + 1):
            day = first + timedelta(days=number)
            for _ in range(max(1, round(rng.gauss(each, each / 5)))):
                yield _moment(day, rng), _account(rng), _text(rng, shares)
    for number in range(70):
        day = date(2024, 2, 15) + timedelta(days=number // 40)
        yield _moment(day, rng), _account(rng), f"{CLAIM} {'🙏' * (number % 3)}".strip()


def official(seed: int = 5) -> Iterator[Row]:
    """Posts of the agency's own accounts; two of them a person should read."""
    rng = random.Random(seed)  # noqa: S311
    for number in range(60):
        day = date(2023, 11, 1) + timedelta(days=number)
        yield _moment(day, rng), "akun-resmi", f"{rng.choice(OFFICIAL)} #{number}"
    for day, text in zip((date(2023, 12, 5), date(2024, 1, 9)), OFFICIAL_WRONG, strict=True):
        yield _moment(day, rng), "akun-resmi", text


def _text(rng: random.Random, shares: dict[str, float]) -> str:
    kind = rng.choices([*shares, "other"], [*shares.values(), 1 - sum(shares.values())])[0]
    said = ", ".join(rng.choice(part.split("|")) for part in TEXTS[kind])
    one, other = rng.sample(ASIDES.split("|"), 2)
    return f"{said}. {one.capitalize()}, {other}."


def _account(rng: random.Random) -> str:
    return f"akun-rekaan-{rng.randint(1, 900)}"


def _moment(day: date, rng: random.Random) -> datetime:
    return datetime(
        day.year, day.month, day.day, rng.randint(0, 14), rng.randint(0, 59), tzinfo=UTC
    )
