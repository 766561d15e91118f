"""Words of a message: how it stands, what was done with it, what it is for, for whom, and where it goes.

`FROM` and `TO` are the law of this app; `TRANSITIONS` follows from them and feeds buttons, diagrams and tests.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MessageState(models.TextChoices):
    DRAFT = "naskah", _("naskah")
    CHECKED = "diperiksa", _("diperiksa, menunggu persetujuan")
    APPROVED = "disetujui", _("disetujui, menunggu waktunya")
    HELD = "ditahan", _("ditahan penjaga")
    PUBLISHED = "terbit", _("terbit")
    WITHDRAWN = "ditarik", _("ditarik")
    CANCELLED = "dibatalkan", _("dibatalkan")
    ERASED = "dihapus", _("isinya dihapus")


# the same in a word or two, for a calendar
SHORT: dict[str, object] = {
    MessageState.DRAFT: _("naskah"),
    MessageState.CHECKED: _("menunggu persetujuan"),
    MessageState.APPROVED: _("disetujui"),
    MessageState.HELD: _("ditahan"),
    MessageState.PUBLISHED: _("terbit"),
    MessageState.WITHDRAWN: _("ditarik"),
    MessageState.CANCELLED: _("dibatalkan"),
    MessageState.ERASED: _("dihapus"),
}


class ActKind(models.TextChoices):
    """What was done with a message; each is an entry of a log."""

    DRAFTED = "tulis", _("naskah ditulis")
    REVISED = "ubah", _("naskah diubah")
    CHECKED = "periksa", _("diperiksa penjaga dan dikirim untuk disetujui")
    RETURNED = "kembali", _("dikembalikan untuk diperbaiki")
    OVERRULED = "kesampingkan", _("temuan penjaga dikesampingkan")
    APPROVED = "setujui", _("disetujui")
    PUBLISHED = "terbit", _("diterbitkan")
    HELD = "tahan", _("ditahan penjaga")
    WITHDRAWN = "tarik", _("ditarik")
    CANCELLED = "batal", _("dibatalkan")
    ERASED = "hapus", _("isi dihapus")


S, A = MessageState, ActKind
_OPEN = (S.DRAFT, S.CHECKED, S.APPROVED, S.HELD)
FROM: dict[ActKind, tuple[MessageState, ...]] = {
    A.REVISED: _OPEN,
    A.CHECKED: (S.DRAFT,),
    A.RETURNED: (S.CHECKED, S.HELD),
    A.OVERRULED: (S.CHECKED, S.HELD),
    A.APPROVED: (S.CHECKED, S.HELD),
    A.PUBLISHED: (S.APPROVED,),
    A.HELD: (S.APPROVED,),
    A.WITHDRAWN: (S.PUBLISHED,),
    A.CANCELLED: _OPEN,
    A.ERASED: (S.WITHDRAWN,),
}
# a finding that is overruled leaves the message where it is
TO: dict[ActKind, MessageState] = {
    A.DRAFTED: S.DRAFT,
    A.REVISED: S.DRAFT,
    A.CHECKED: S.CHECKED,
    A.RETURNED: S.DRAFT,
    A.APPROVED: S.APPROVED,
    A.PUBLISHED: S.PUBLISHED,
    A.HELD: S.HELD,
    A.WITHDRAWN: S.WITHDRAWN,
    A.CANCELLED: S.CANCELLED,
    A.ERASED: S.ERASED,
}
TRANSITIONS: dict[MessageState, tuple[MessageState, ...]] = {
    state: tuple(dict.fromkeys(TO[kind] for kind in FROM if kind in TO and state in FROM[kind]))
    for state in MessageState
}
# what everybody can see done stands in the public log, all else in the internal one
ENTRIES: dict[ActKind, tuple[str, str]] = {
    A.DRAFTED: ("internal", "message-drafted"),
    A.REVISED: ("internal", "message-revised"),
    A.CHECKED: ("internal", "message-checked"),
    A.RETURNED: ("internal", "message-returned"),
    A.OVERRULED: ("internal", "message-overruled"),
    A.APPROVED: ("internal", "message-approved"),
    A.PUBLISHED: ("public", "message"),
    A.HELD: ("internal", "message-held"),
    A.WITHDRAWN: ("public", "message-withdrawn"),
    A.CANCELLED: ("internal", "message-cancelled"),
    A.ERASED: ("public", "message-erased"),
}


class Channel(models.TextChoices):
    """Where a message goes; the values are those of the pack's messages.toml."""

    POST = "unggahan", _("unggahan media sosial")
    SMS = "sms", "SMS"
    RADIO = "radio", "radio"
    POSTER = "poster", "poster"
    WHATSAPP = "whatsapp", "WhatsApp"
    PRESS = "siaran_pers", _("siaran pers")


class Aim(models.TextChoices):
    """What a message is for; the first three are the aims of the three phases."""

    PARTICIPATE = "partisipasi", _("memakai hak pilih")
    CALM = "tenang", _("menjaga ketenangan")
    UNITY = "persatuan", _("bersatu kembali")
    LITERACY = "literasi", _("literasi pemilih dan tangkal hoaks")
    NEUTRALITY = "netralitas", _("netralitas pegawai")
    SERVICE = "layanan", _("informasi layanan")


class Audience(models.TextChoices):
    PUBLIC = "umum", _("masyarakat umum")
    FIRST = "pemula", _("pemilih pemula")
    DISABLED = "difabel", _("penyandang disabilitas")
    STAFF = "pegawai", _("pegawai instansi")
    PRESS = "wartawan", _("wartawan")
    BUSINESS = "usaha", _("dunia usaha")


class Language(models.TextChoices):
    """The language that a message is written in (ISO 639)."""

    INDONESIAN = "id", _("Bahasa Indonesia")
    ENGLISH = "en", _("bahasa Inggris")
    JAVANESE = "jv", _("bahasa Jawa")
    SUNDANESE = "su", _("bahasa Sunda")
    MADURESE = "mad", _("bahasa Madura")
    MINANGKABAU = "min", _("bahasa Minangkabau")
    BUGINESE = "bug", _("bahasa Bugis")
