"""Words of the partner kit: its README in two languages, and the list that a newsroom or an agency fills in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ikrar.packs.model import Text
from ikrar.web.words import day

# a head, and one row that shows how it is meant; nobody's name or number
MEDIA: Final = (
    ("nama media", "jenis", "kota atau wilayah", "bahasa", "redaktur", "surel redaksi", "telepon redaksi", "tenggat naskah", "bentuk yang diterima", "catatan"),
    ("Radio Contoh FM", "radio", "Kota Contoh", "id", "Redaktur Contoh", "redaksi@contoh.example", "", "15.00", "teks 60 detik, MP3", "hapus baris contoh ini"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Facts:
    """What a README says of its kit; `phase` None for all of them."""

    agency: str
    site: str
    public: str
    count: int
    election: Text
    phase: Text | None
    until: datetime
    shapes: tuple[str, ...]


def readme(facts: Facts) -> str:
    """In Indonesian."""
    phase = f"tahap {facts.phase.id}" if facts.phase else "semua tahap"
    return f"""# Paket mitra Pemilu Damai

{facts.agency}, {facts.election.id}, {phase}. {_count(facts)}

Paket ini untuk wartawan, radio, dunia usaha, dan siapa pun yang ingin meneruskan pesan pemilu damai.

## Isi

- `teks/`: setiap pesan sebagai teks biasa; di bawah garis `--` ada saluran dan alamat sumbernya.
- `kartu/`: kartu berbagi, PNG dan SVG, dalam tiga bentuk ({", ".join(facts.shapes)}).
- `gambar/`: gambar pesan, bila ada. Pakai selalu bersama teks penggantinya.
- `pesan.json`: semua pesan beserta saluran, tahap, sasaran, dan bahasanya.
- `daftar-media.csv` dan `daftar-media.xlsx`: daftar kosong untuk mencatat media yang Anda hubungi.

## Cara memakai

1. Pakailah teks dan kartu apa adanya. Jangan menambah nama peserta, nomor urut, warna partai, atau gerak jari.
2. Perhatikan waktunya: ajakan ke TPS hanya sampai TPS ditutup, ajakan menghormati hasil hanya sesudah hasil ditetapkan.
3. Periksa sebelum memakai: pesan dapat ditarik. Daftar terbaru selalu ada di {facts.public}.
4. Sebut sumbernya: {facts.agency}.

Pesan disetujui dua orang dan dibaca penjaga netralitas. Penerbitannya tercatat dalam buku catatan publik; bukti setiap
pesan ada di halamannya.
"""


def readme_en(facts: Facts) -> str:
    """In English."""
    phase = f"phase “{facts.phase.en}”" if facts.phase else "all phases"
    return f"""# Partner kit: a peaceful election

{facts.agency}, {facts.election.en}, {phase}. {_count_en(facts)}

This kit is for journalists, radio stations, businesses and anybody who wants to pass on messages for a peaceful election.
The messages are in the language that they were written in, mostly Indonesian.

## What is inside

- `teks/`: each message as plain text; below the line `--` stand its channel and the address it comes from.
- `kartu/`: share cards, PNG and SVG, in three shapes ({", ".join(facts.shapes)}).
- `gambar/`: pictures of messages, where there are any. Always use them with the text in their place.
- `pesan.json`: all messages with channel, phase, audience and language.
- `daftar-media.csv` and `daftar-media.xlsx`: an empty list for the media that you contact.

## How to use it

1. Use texts and cards as they are. Add no contestant's name, ballot number, party colour or gesture.
2. Mind the time: calls to vote only until polling stations close, calls to respect the result only once it is determined.
3. Look before you use one: a message may be withdrawn. The current list is always at {facts.public}.
4. Name the source: {facts.agency}.

Two people approved each message, and guards of neutrality read it. Its publication stands in the public log; the proof of
each message is on its page.
"""


def _count(facts: Facts) -> str:
    return (
        f"{facts.count} pesan, sampai {day(facts.until)}."
        if facts.count
        else "Belum ada pesan yang terbit."
    )


def _count_en(facts: Facts) -> str:
    return (
        f"Messages: {facts.count}, as of {day(facts.until, 'en')}."
        if facts.count
        else "Nothing is published yet."
    )
