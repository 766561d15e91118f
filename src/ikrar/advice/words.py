"""Words of the page "May I?": kinds of staff, phases and the addresses that name them, questions to try."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# roles of the pack that a page may name; one page needs no finer ones
ROLES: Final[dict[str, str | Promise]] = {
    "asn": _("ASN (PNS atau CPNS)"),
    "pppk": _("ASN dengan perjanjian kerja (PPPK)"),
    "pejabat": _("Pejabat atau atasan"),
    "non_asn": _("Pegawai non-ASN (PPNPN)"),
}


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase that forms are judged by; `slug` names it in an address."""

    id: str
    slug: str
    name: str | Promise


PHASES: Final = (
    Phase("pre-candidacy", "sebelum-penetapan", _("Sebelum calon ditetapkan")),
    Phase("campaign", "calon-ditetapkan", _("Sejak calon ditetapkan sampai kampanye berakhir")),
    Phase("quiet", "masa-tenang", _("Masa tenang")),
    Phase("voting", "pemungutan-suara", _("Pemungutan suara")),
    Phase("post", "sesudah", _("Sesudah penghitungan sampai pelantikan")),
)
EXAMPLES: Final = (
    "boleh like postingan caleg?",
    "boleh foto sama caleg sepupu saya?",
    "hadir kampanye naik motor sendiri",
    "boleh ajak tetangga datang ke TPS?",
)


def phase_named(name: str | None) -> Phase | None:
    """The phase with this id or slug."""
    return next((phase for phase in PHASES if name in (phase.id, phase.slug)), None)
