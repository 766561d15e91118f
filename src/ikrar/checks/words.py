"""What the page calls each kind of author."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# roles of the lawbook that a page or a program may name; one page needs no finer ones
ROLES: Final[dict[str, str | Promise]] = {
    "asn": _("ASN (PNS atau CPNS)"),
    "pppk": _("ASN dengan perjanjian kerja (PPPK)"),
    "pejabat": _("Pejabat atau atasan"),
    "non_asn": _("Pegawai non-ASN (PPNPN)"),
}
