"""Words of a gift: what happened, who gave, its states and how they follow each other, what the UPG decides.

`TRANSITIONS` is the law of this app: actions, policies, pages and tests read it and nothing else.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GiftKind(models.TextChoices):
    OFFERED = "ditawari", _("ditawari, belum diterima atau ditolak")
    REFUSED = "ditolak", _("ditolak")
    RECEIVED = "diterima", _("diterima karena tidak dapat dihindari")
    SEEN = "dilihat", _("politik uang yang terlihat di sekitar")


class GiverTie(models.TextChoices):
    """What ties the giver to the election or to the one who was offered something."""

    CONTESTANT = "peserta", _("calon atau pasangan calon")
    TEAM = "tim", _("tim kampanye atau pendukung")
    PARTY = "partai", _("partai politik")
    VENDOR = "rekanan", _("rekanan atau penyedia")
    SUPERIOR = "atasan", _("atasan")
    SUBORDINATE = "bawahan", _("bawahan")
    COLLEAGUE = "rekan", _("rekan kerja")
    FAMILY = "keluarga", _("keluarga")
    OTHER = "lain", _("pihak lain")


# statement 4 of the pledge refuses these whatever they are worth
POLITICAL = (GiverTie.CONTESTANT, GiverTie.TEAM, GiverTie.PARTY)


class GiftState(models.TextChoices):
    RECORDED = "dicatat", _("dicatat, menunggu UPG")
    ASKED = "ditanyakan", _("menunggu jawaban pegawai")
    NOTED = "diketahui", _("diketahui UPG")
    DECIDED = "diputuskan", _("penanganan diputuskan")
    FORWARDED = "diteruskan", _("diteruskan ke KPK")
    SETTLED = "ditetapkan", _("status ditetapkan KPK")
    CLOSED = "selesai", _("selesai")
    WITHDRAWN = "ditarik", _("ditarik pegawai")


G = GiftState
TRANSITIONS: dict[GiftState, tuple[GiftState, ...]] = {
    G.RECORDED: (G.ASKED, G.NOTED, G.DECIDED, G.WITHDRAWN),
    G.ASKED: (G.RECORDED, G.WITHDRAWN),
    G.NOTED: (),
    G.DECIDED: (G.FORWARDED, G.CLOSED),
    G.FORWARDED: (G.SETTLED,),
    G.SETTLED: (G.CLOSED,),
    G.CLOSED: (),
    G.WITHDRAWN: (),
}
ENDED = tuple(state for state, following in TRANSITIONS.items() if not following)
OPEN = tuple(state for state, following in TRANSITIONS.items() if following)
# what the employee does; all else is the UPG's
OWNERS = {(G.ASKED, G.RECORDED), (G.RECORDED, G.WITHDRAWN), (G.ASKED, G.WITHDRAWN)}


class GiftHandling(models.TextChoices):
    RETURN = "dikembalikan", _("dikembalikan kepada pemberi")
    HAND_OVER = "diserahkan", _("diserahkan kepada instansi")
    CHARITY = "disalurkan", _("disalurkan sebagai bantuan sosial (barang mudah rusak)")
    FORWARD = "diteruskan", _("diteruskan ke KPK")


class KpkStatus(models.TextChoices):
    """What KPK decides about a gift (dossier 2.4, of medium confidence)."""

    RECIPIENT = "penerima", _("menjadi milik penerima")
    STATE = "negara", _("menjadi milik negara")


class GiftStepKind(models.TextChoices):
    RECORDED = "dicatat", _("hadiah dicatat")
    ASKED = "ditanyakan", _("UPG bertanya")
    ANSWERED = "dijawab", _("pegawai menjawab")
    NOTED = "diketahui", _("UPG mengetahui")
    DECIDED = "diputuskan", _("penanganan diputuskan")
    FORWARDED = "diteruskan", _("diteruskan ke KPK")
    SETTLED = "ditetapkan", _("penetapan KPK dicatat")
    CLOSED = "selesai", _("penanganan selesai")
    WITHDRAWN = "ditarik", _("catatan hadiah ditarik")
    RECOMPUTED = "hitung_ulang", _("tenggat dihitung ulang")
    ESCALATED = "eskalasi", _("keterlambatan disampaikan kepada UPG")
    ERASED = "dihapus", _("isi dihapus")
