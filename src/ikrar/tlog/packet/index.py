"""`INDEKS.txt`: the packet's list for the person who opens it, in Indonesian, with how to verify.

Lines come from values that the manifest has checked, so none can break out of its line.
"""

from collections.abc import Sequence
from datetime import date

from ikrar.tlog.packet.manifest import Heading, PackedFile

_MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"

_TEXT = """\
PAKET PELIMPAHAN

Dari   : {agency}
Kepada : {addressee}
Tanggal: {day}
Jalur  : {route}
Nomor  : {id}


ISI

{files}


CARA MEMERIKSA

1. Mintalah kunci pemeriksa (log.vkey) langsung kepada instansi pengirim, bukan kepada
   pembawa paket ini. Kunci di dalam paket tidak membuktikan apa pun.
2. Jalankan, tanpa jaringan:

       ikrar verify paket.zip --key log.vkey

   Perintah itu memeriksa tanda tangan instansi pengirim dan setiap berkas: tidak ada yang
   ditambah, dibuang, atau diubah. Pakailah ZIP ini persis seperti diterima; ZIP yang
   dibongkar lalu dipadatkan lagi tidak dapat diperiksa.
3. Tanpa Ikrar, satu berkas dapat dibandingkan dengan sidik SHA-256 di atas:

       Windows    certutil -hashfile NAMA_BERKAS SHA256
       macOS      shasum -a 256 NAMA_BERKAS
       Linux      sha256sum NAMA_BERKAS

   Itu hanya menunjukkan bahwa berkas cocok dengan daftar ini, bukan siapa yang membuatnya.

Paket ini membuktikan siapa yang menyusunnya dan bahwa isinya tetap. Apakah isi surat dan
bukti itu benar, manusialah yang menilai.
"""


def text(heading: Heading, files: Sequence[PackedFile]) -> bytes:
    """Write the list; the same values give the same bytes."""
    return _TEXT.format(
        agency=heading.agency,
        addressee=heading.addressee,
        day=_day(heading.made_on),
        route=heading.route,
        id=heading.id,
        files="\n\n".join(map(_file, files)),
    ).encode()


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS.split()[day.month - 1]} {day.year}"


def _file(file: PackedFile) -> str:
    size = f"{file.size:,}".replace(",", ".")
    digest = file.sha256.removeprefix("sha256:")
    return f"{file.path}\n    {file.what}\n    {file.media_type}, {size} byte\n    SHA-256 {digest}"
