"""Posts written for the tests, with a place for a name: a small grammar of openings, cores by label, and endings.

`{}` is where a name, party, group, faith, camp or blessing stands. Nobody's words are copied; `TEMPLATES` are over 2,000.
"""

from itertools import cycle

OPENINGS = (
    "",
    "bun, ",
    "Bapak ibu sekalian, ",
    "wkwk ",
    "min tolong ya, ",
    "INFO GRUP: ",
    "jujur aja nih ",
    "assalamualaikum pak, ",
    "rek, ",
    "kang ",
    "tadi di pasar ada yang bilang ",
    "menurut saya pribadi ",
)
ENDINGS = ("", " 🙏", "!!!", " ya gaes", " #pemilu2024", ", matur nuwun", " kata orang-orang")
CORES = {
    "name": (
        "ayo coblos {} biar menang satu putaran",
        "{} memang pemimpin cerdas dan merakyat, lanjutkan",
        "dukung {} nomor urut dua sampai akhir",
        "semangat terus {} semoga jadi gubernur kita",
        "jangan pilih {} tukang bohong janji doang",
        "{} cuma pencitraan, kerjanya gagal total",
        "tolak {} sampai kapan pun",
        "debat semalam {} plonga plongo bikin malu",
        "kalau tidak pilih {} siap-siap dimutasi ke pelosok",
        "yang tidak dukung {} bansosnya dicoret",
        "awas kalau {} kalah di sini, kontrakmu tidak diperpanjang",
        "siapa hina {} saya hajar di jalan",
        "{} goblok banget anjing",
        "dasar {} otak udang",
        "terbongkar, {} ternyata sudah dibayar asing",
        "viral, ijazah {} palsu semua, sebarkan",
        "tim {} bagi-bagi sembako di posko, syaratnya cuma coblos",
        "yang mau 100 ribu dari {} kumpulkan fotokopi ktp",
        "mana serangan fajar dari {}, kok belum datang",
        "kalau ada amplop dari {} baru saya coblos",
        "{} atau lawannya sama saja, mending golput mancing",
        "besok saya tidur saja, {} tidak ngaruh",
        "kepung kantor kpu kalau {} kalah, siap perang",
        "{} curang, suara kita dicuri kpu",
        "tolak hasil pemilu, {} menang curang",
        "siapa pun yang menang, {} atau bukan, kita tetap saudara",
        "selamat untuk {}, mari bersatu lagi bangun bangsa",
        "kpu menetapkan {} sebagai pasangan calon",
        "{} dijadwalkan kampanye di alun-alun hari Selasa",
        "warga melaporkan tim {} ke bawaslu soal amplop",
        "jangan terima uang dari {} atau siapa pun",
        "anak saya namanya {} juga, lucu ya",
    ),
    "party": (
        "coblos {} di kertas suara, menangkan",
        "{} partai koruptor, tenggelamkan",
        "kader {} datang bagi beras lima kilo asal dicoblos",
        "pns harus pilih {} kalau mau naik pangkat",
        "{} bangsat semua isinya",
        "ternyata {} yang mengatur hasil pemilu, sebarkan",
        "amplop {} ditunggu di rumah",
        "males ke tps, {} isinya maling semua",
        "bakar kantor {} sekarang juga",
        "pendukung {} ayo jaga suasana damai dan tertib",
        "{} menerima hasil pemilu dengan lapang dada",
        "rapat pleno dihadiri saksi {} dan pengawas",
    ),
    "group": (
        "orang {} harus diusir dari sini",
        "jangan percaya {} penipu semua",
        "{} babi kafir pergi kalian",
        "dasar {} tidak tahu diri",
        "warga {} ayo ke tps gunakan hak pilih",
        "pemilu di {} berjalan aman dan lancar",
        "habisi {} sampai tidak ada yang tersisa",
        "gubernur {} harus asli putra daerah, coblos nomor satu",
        "ada tenaga asing dari {} ikut mencoblos, viralkan",
        "kita semua bersaudara, {} juga bagian dari bangsa",
        "kpu {} membuka pendaftaran petugas",
        "caleg dari {} bagi amplop tiap rumah",
    ),
    "faith": (
        "jangan pilih pemimpin yang bukan {}",
        "{} sesat semua, usir saja",
        "kaum {} munafik dan biadab",
        "umat {} mari jaga kerukunan setelah pemilu",
        "bakar {} itu, jangan diam saja",
        "pengajian dan doa bersama {} untuk pemilu damai",
        "{} dijadikan alat kampanye, memalukan",
        "katanya {} dilarang kalau dia menang, sebarkan",
    ),
    "camp": (
        "{} goblok semua",
        "dasar {} kerjanya nyinyir",
        "para {} sudah kalah masih ribut",
        "tidak ada lagi {}, yang ada persatuan indonesia",
        "hajar saja {} kalau ketemu",
        "{} panik, sebar fitnah terus",
        "jangan mau diadu domba, {} juga saudara kita",
        "capek lihat {} berantem, mending golput",
    ),
    "blessing": (
        "{} besok kita nyoblos rame-rame",
        "{}, tps kami sudah siap",
        "dukung nomor dua, {} menang satu putaran",
        "goblok semua, {} katanya",
        "{} suara kita dicuri kpu",
        "demi {} saya golput saja",
        "usir mereka, {}",
        "{} semoga pemilu damai dan kita tetap saudara",
    ),
}


def _posts():
    endings = cycle(ENDINGS)
    for kind, cores in CORES.items():
        for core in cores:
            for opening in OPENINGS:
                for ending in (next(endings), next(endings), next(endings)):
                    yield kind, opening + core + ending


TEMPLATES = tuple(dict.fromkeys(_posts()))
