"""What every page shows around its content: the agency, the phase of the day, the doors one may open.

What comes in: the request. What goes out: template context, at a price of two queries at most (the agency;
the roles of someone who is logged in). A pack that cannot be read costs the chip, never the page.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from ikrar import packs
from ikrar.errors import Error
from ikrar.packs import Today
from ikrar.people.models import Agency
from ikrar.people.queries import agency_or_none, today
from ikrar.people.states import RoleName
from ikrar.web.templatetags.ikrar import angka, berbahasa

ADMINISTRATOR, PERSONNEL, COORDINATOR, LEADER, WITNESS, INSPECTOR = (
    RoleName.ADMINISTRATOR, RoleName.PERSONNEL, RoleName.COORDINATOR, RoleName.LEADER,
    RoleName.WITNESS, RoleName.INSPECTOR,
)  # fmt: skip

# (name of the address, words); a door whose address does not exist yet is absent
DOORS = (
    ("campaign", gettext_lazy("Ikrar")),
    ("check", gettext_lazy("Periksa unggahan")),
    ("may", gettext_lazy("Bolehkah?")),
    ("door", gettext_lazy("Lapor")),
    ("verify", gettext_lazy("Verifikasi")),
    ("public_figures", gettext_lazy("Capaian")),
    ("barometer", gettext_lazy("Barometer")),
)
FOOT = (
    ("verify", gettext_lazy("Verifikasi sertifikat")),
    ("log_page", gettext_lazy("Buku catatan publik")),
    ("public_figures", gettext_lazy("Capaian ikrar")),
    ("public_messages", gettext_lazy("Pesan Pemilu Damai")),
)
TASKFORCE, DECIDER, CUSTODIAN = RoleName.TASKFORCE, RoleName.DECIDER, RoleName.CUSTODIAN
UPG, COMMUNICATIONS = RoleName.UPG, RoleName.COMMUNICATIONS
DESKS = (
    ("reports", gettext_lazy("Laporan masuk"), {TASKFORCE, INSPECTOR}),
    ("questions", gettext_lazy("Tanya jawab"), {TASKFORCE, INSPECTOR}),
    ("conversation_handed", gettext_lazy("Temuan yang diserahkan"), {TASKFORCE, INSPECTOR}),
    ("cases", gettext_lazy("Perkara"), {TASKFORCE, INSPECTOR, DECIDER}),
    ("gift_desk", gettext_lazy("Meja hadiah"), {UPG}),
    ("programme", gettext_lazy("Program tiga tahap"), {COMMUNICATIONS}),
    ("conversation", gettext_lazy("Percakapan publik"), {COMMUNICATIONS}),
    ("openings", gettext_lazy("Permintaan kustodian"), {CUSTODIAN}),
    ("interest_lookup", gettext_lazy("Kepentingan pegawai"), {CUSTODIAN}),
    ("key", gettext_lazy("Kunci saya"), {TASKFORCE, INSPECTOR, DECIDER, CUSTODIAN}),
    ("desk", gettext_lazy("Kelola ikrar"), {PERSONNEL, ADMINISTRATOR, LEADER}),
    ("coverage", gettext_lazy("Cakupan"), {PERSONNEL, ADMINISTRATOR, COORDINATOR, INSPECTOR}),
    (
        "briefing",
        gettext_lazy("Laporan naratif"),
        {COMMUNICATIONS, LEADER, ADMINISTRATOR, INSPECTOR},
    ),
    ("employees", gettext_lazy("Pegawai"), {PERSONNEL, ADMINISTRATOR}),
    ("units", pgettext_lazy("daftar", "Unit kerja"), {PERSONNEL, ADMINISTRATOR}),
    ("roster", gettext_lazy("Impor daftar pegawai"), {PERSONNEL}),
    ("mail", gettext_lazy("Kotak keluar"), {PERSONNEL, ADMINISTRATOR}),
    ("users", gettext_lazy("Pengguna dan peran"), {ADMINISTRATOR}),
    ("tokens", gettext_lazy("Token API"), {ADMINISTRATOR}),
    ("custodians", gettext_lazy("Kustodian"), {ADMINISTRATOR}),
    ("kiosk", gettext_lazy("Kios"), {WITNESS}),
)


@dataclass(frozen=True, slots=True)
class Door:
    """A link of the house; `current` is what aria-current says, empty elsewhere."""

    label: str
    url: str
    current: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """The phase of the day in the header."""

    name: str
    note: str = ""


def house(request: HttpRequest) -> dict[str, Any]:
    """Template context for `web/base.html`."""
    agency = agency_or_none()
    card = card_of_today(agency) if agency else None
    return {
        "agency": agency,
        "today": card,
        "phase": _chip(card),
        "doors": SimpleLazyObject(lambda: _doors(request)),
        "desks": SimpleLazyObject(lambda: _desks(request)),
        "foot_doors": [Door(str(words), url) for name, words in FOOT if (url := address(name))],
        "home_url": address("home"),
        "language_url": address("set_language"),
        "login_url": address("account_login"),
        "logout_url": address("account_logout"),
        "account_url": address("mfa_index"),
        "interests_url": address("interests"),
    }


def card_of_today(agency: Agency) -> Today | None:
    """The pack's card of the day at the agency; None where the pack cannot be read."""
    try:
        pack = packs.load(agency.pack, extra_dirs=settings.IKRAR_PACK_DIRS)
    except Error:
        return None
    return pack.today(_day(agency))


def _day(agency: Agency) -> date:
    return today(agency)


def _chip(card: Today | None) -> Chip | None:
    if card is None:
        return None
    if card.phase is None:
        return Chip(berbahasa(card.text))
    return Chip(berbahasa(card.phase.name), _countdown(card.days_to_vote))


def _countdown(days: int | None) -> str:
    if days is None:
        return ""
    if days == 0:
        return _("hari pemungutan suara")
    return ngettext(
        "%(days)s hari menuju pemungutan suara", "%(days)s hari menuju pemungutan suara", days
    ) % {"days": angka(days)}


def address(name: str) -> str:
    """Where a page is, or nothing while it is not built."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _doors(request: HttpRequest) -> list[Door]:
    desks = _desks(request)
    found = [(str(words), url) for name, words in DOORS if (url := address(name))]
    if _is_employee(request) and (url := address("gifts")):
        found.insert(-1, (_("Hadiah"), url))
    doors = [Door(label, url, _current(request, url)) for label, url in found]
    if desks:
        here = next((desk.current for desk in desks if desk.current), "")
        doors.append(Door(_("Meja kerja"), desks[0].url, "true" if here else ""))
        doors = [_not_twice(door, here) for door in doors]
    return doors


def _is_employee(request: HttpRequest) -> bool:
    """Whether somebody is logged in who can have been offered something; asks the database nothing."""
    return getattr(getattr(request, "user", None), "employee_id", None) is not None


def _not_twice(door: Door, here: str) -> Door:
    """Below a desk's address only the desk is current, though `/ikrar/` is above it."""
    if here and door.current == "true" and door.label != _("Meja kerja"):
        return Door(door.label, door.url)
    return door


def _desks(request: HttpRequest) -> list[Door]:
    roles = roles_of(request)
    found = [
        (str(words), url) for name, words, who in DESKS if roles & who and (url := address(name))
    ]
    # the longest address that fits is where one is: /pegawai/unit/ is not /pegawai/
    fits = max((url for _words, url in found if request.path.startswith(url)), key=len, default="")
    return [Door(label, url, _current(request, url) if url == fits else "") for label, url in found]


def _current(request: HttpRequest, url: str) -> str:
    if request.path == url:
        return "page"
    return "true" if request.path.startswith(url) else ""


def roles_of(request: HttpRequest) -> set[str]:
    """Names of the roles that the visitor holds anywhere; asked once a request."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return set()
    if not hasattr(user, "role_names"):
        user.role_names = set(user.roles.values_list("name", flat=True))
    names: set[str] = user.role_names
    return names


# ---------------------------------------------------------------- the agency's clock

Answer = Callable[[HttpRequest], HttpResponse]
_ZONE_SECONDS = 10.0
_zone: tuple[float, ZoneInfo | None] = (0.0, None)


def agency_zone(get_response: Answer) -> Answer:
    """Show times in the agency's zone (WIB, WITA, WIT); asked of the database every ten seconds."""

    def middleware(request: HttpRequest) -> HttpResponse:
        zone = _zone_of_agency()
        if zone:
            timezone.activate(zone)
        else:
            timezone.deactivate()
        return get_response(request)

    return middleware


def _zone_of_agency() -> ZoneInfo | None:
    global _zone  # noqa: PLW0603  one value per process, stale for seconds at most
    now = time.monotonic()
    if now - _zone[0] > _ZONE_SECONDS or _zone[0] == 0.0:
        try:
            agency = agency_or_none()
        except DatabaseError:  # what needs the database will say so itself
            return _zone[1]
        _zone = (now, _read_zone(agency.time_zone) if agency else None)
    return _zone[1]


def forget_zone() -> None:
    """Ask for the zone anew at the next request."""
    global _zone  # noqa: PLW0603
    _zone = (0.0, None)


def _read_zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return None
