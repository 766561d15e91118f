"""The demo's programme: messages of all three phases, in every state, one held by a guard and one that a person let pass.

Everything goes through the actions that a real installation uses. Maya writes, Nanda is the second person; all is made up.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

from ikrar.people.models import Unit, User
from ikrar.programme import actions, queries
from ikrar.programme.actions import Written
from ikrar.programme.models import Message, MessageAct
from ikrar.programme.states import Aim, Audience, Channel, Language

WIB = ZoneInfo("Asia/Jakarta")
DRAFT, SENT, APPROVED, PUBLISHED, HELD, OVERRULED, WITHDRAWN = (
    "draft", "sent", "approved", "published", "held", "overruled", "withdrawn",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Told:
    """One message and how far it went. `at` is local, without its zone."""

    until: str
    at: str
    phase: str
    channel: str
    aim: str
    title: str
    text: str
    audience: str = Audience.PUBLIC
    unit: str = ""
    language: str = Language.INDONESIAN


_TOLD = (
    _Told(PUBLISHED, "2023-10-04 07:30", "pra", Channel.PRESS, Aim.NEUTRALITY, "Pegawai kementerian berikrar netral",
          "Hari ini seluruh pegawai Kementerian Contoh membaca ikrar netralitas. Pegawai melayani semua warga dengan sama, apa pun pilihannya, dan tidak mendukung atau menyerang peserta mana pun.\n\nCapaian ikrar tiap unit dapat dibaca siapa pun di laman kementerian.", Audience.PRESS),
    _Told(PUBLISHED, "2023-10-04 08:00", "pra", Channel.POST, Aim.LITERACY, "Cek sebelum membagikan",
          "Menerima kabar tentang pemilu? Baca sampai selesai, lihat sumber dan tanggalnya, lalu cek di laman pemeriksa fakta. Ragu berarti jangan bagikan."),
    _Told(PUBLISHED, "2023-10-04 08:30", "pra", Channel.WHATSAPP, Aim.PARTICIPATE, "Pastikan nama Anda terdaftar",
          "Satu suara dimulai dari satu nama di daftar pemilih. Periksa nama Anda dan keluarga di laman resmi penyelenggara, atau datang ke kantor kelurahan dengan membawa KTP.\n\nPemilih yang belum terdaftar dapat melapor sekarang."),
    _Told(WITHDRAWN, "2023-10-04 06:30", "pra", Channel.WHATSAPP, Aim.SERVICE, "Loket informasi pemilu dibuka",
          "Loket informasi pemilu di lobi kementerian dibuka setiap hari kerja pukul 09.00 sampai 15.00."),
    _Told(APPROVED, "2023-10-17 09:00", "pra", Channel.RADIO, Aim.PARTICIPATE, "Suara pertamamu",
          "Halo, pemilih pemula. Ini pemilu pertamamu. Kenali semua peserta, dengarkan gagasannya, lalu putuskan sendiri. Pilihanmu rahasia, dan tidak ada yang boleh memaksanya.", Audience.FIRST, "DJLW"),
    _Told(APPROVED, "2023-11-20 09:00", "pra", Channel.POSTER, Aim.PARTICIPATE, "TPS ramah untuk semua",
          "Penyandang disabilitas berhak memilih dengan pendamping yang dipercaya. Sampaikan kebutuhan Anda kepada petugas sebelum hari pemungutan suara.", Audience.DISABLED),
    _Told(SENT, "2024-01-15 09:00", "pra", Channel.SMS, Aim.PARTICIPATE, "SMS: kenali surat suara",
          "Pemilu 2024 memakai lima surat suara. Kenali warnanya dan cara memberi suara sebelum ke TPS pada 14 Februari. Kementerian Contoh"),
    _Told(SENT, "2024-02-15 08:00", "saat", Channel.POST, Aim.PARTICIPATE, "Ayo ke TPS",
          "Ayo ke TPS, gunakan hak pilih Anda dengan bebas dan rahasia."),
    _Told(OVERRULED, "2024-02-12 10:00", "saat", Channel.PRESS, Aim.CALM, "Menjawab pertanyaan tentang warna busana TPS",
          "Petugas layanan kementerian memakai rompi biru putih pada masa tenang dan hari pemungutan suara. Warna itu warna seragam layanan sejak 2019 dan tidak berkaitan dengan peserta mana pun.", Audience.PRESS),
    _Told(HELD, "2024-02-14 07:00", "saat", Channel.WHATSAPP, Aim.PARTICIPATE, "Hari ini hari pemungutan suara",
          "Hari ini hari pemungutan suara. TPS buka pukul 07.00 sampai 13.00 waktu setempat. Bawa KTP, beri suara dengan tenang, dan hormati pilihan orang lain."),
    _Told(APPROVED, "2024-02-15 07:00", "saat", Channel.RADIO, Aim.CALM, "Tenang menunggu hasil resmi",
          "Terima kasih telah menggunakan hak pilih Anda. Penghitungan sedang berjalan. Mari jaga ketenangan dan tunggu hasil resmi."),
    _Told(DRAFT, "2024-02-14 18:00", "saat", Channel.WHATSAPP, Aim.CALM, "Matur nuwun",
          "Matur nuwun sampun rawuh wonten TPS. Sumangga sami njagi katentreman kaliyan ngrantos asil resmi.", Audience.PUBLIC, "", Language.JAVANESE),
    _Told(DRAFT, "2024-03-21 09:00", "pasca", Channel.POST, Aim.UNITY, "Kembali bersaudara",
          "Pemilu sudah selesai. Hormati hasilnya, sampaikan keberatan lewat jalur hukum, dan sapa lagi tetangga yang berbeda pilihan. Beda pilihan itu sementara, bersaudara selamanya."),
    _Told(DRAFT, "2024-03-25 10:00", "pasca", Channel.PRESS, Aim.UNITY, "Ajakan kepada dunia usaha",
          "Kementerian Contoh mengajak dunia usaha merayakan selesainya pemilu dengan kegiatan yang mempertemukan semua orang, apa pun pilihannya kemarin.", Audience.BUSINESS),
)  # fmt: skip
RETURN = "Loket pindah ke gedung lain; pesan baru menyebut alamat yang benar."
LET_PASS = "Warna itu seragam layanan yang dijelaskan siaran ini; tanpa menyebutnya siaran kehilangan isinya."  # noqa: S105  no secret


def messages(*, maya: User, nanda: User) -> list[Message]:
    """Write them all, and take each as far as it went."""
    return [_made(told, maya, nanda) for told in _TOLD]


def _made(told: _Told, maya: User, nanda: User) -> Message:
    unit = Unit.objects.filter(code=told.unit).first() if told.unit else None
    written = Written(
        title=told.title, text=told.text, phase=told.phase, aim=told.aim, channel=told.channel,
        at=datetime.fromisoformat(told.at).replace(tzinfo=WIB), audience=told.audience, unit=unit,
        language=told.language,
    )  # fmt: skip
    message = actions.draft_message(written, ticket=uuid4(), by=maya)
    if told.until == DRAFT:
        return message
    actions.send_message(message, by=maya)
    if told.until == SENT:
        return message
    if told.until == OVERRULED:
        for finding in queries.guarded(message).stops:
            actions.overrule_finding(message, finding.key, LET_PASS, by=nanda)
    actions.approve_message(message, seen=_seen(message), by=nanda)
    if told.until in (PUBLISHED, WITHDRAWN, HELD):
        actions.publish_message(message, by=nanda)
    if told.until == WITHDRAWN:
        actions.withdraw_message(message, RETURN, by=nanda)
    return message


def _seen(message: Message) -> int:
    return MessageAct.objects.filter(message=message).latest("pk").pk
