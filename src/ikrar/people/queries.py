"""Reads about agency, units, employees, roles, imports and the outbox."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import (
    CharField,
    Count,
    Exists,
    IntegerField,
    Model,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import timezone
from django.utils.translation import gettext as _

from ikrar.errors import NotFound
from ikrar.packs.years import years_from
from ikrar.people.models import (
    Agency,
    ApiToken,
    Employee,
    Interest,
    InterestReview,
    Mail,
    Role,
    RosterImport,
    Unit,
    User,
)
from ikrar.people.nip import clean
from ikrar.people.roster.spool import Spool, directory
from ikrar.people.states import ImportState, MailState, Standing

VERDICTS = ("new", "changed", "transferred", "reactivated", "left")
PAGE = 50
NIP_DIGITS = 18
CAP = 1_000
REVIEW_LETTER = "interests-"  # and the number of the declaration that is a year old


@dataclass(frozen=True, slots=True)
class Sample:
    """A row of a preview: what would happen to whom."""

    verdict: str
    row: int
    nip: str
    name: str
    unit: str
    unit_before: str


def agency_or_none() -> Agency | None:
    """The agency of this installation, or None before `ikrar init`."""
    return Agency.objects.first()


def the_agency() -> Agency:
    """The agency of this installation."""
    agency = agency_or_none()
    if agency is None:
        raise NotFound(_("Instansi belum disiapkan. Jalankan `ikrar init` di server."))
    return agency


def today(agency: Agency) -> date:
    """The date at the agency; in a demo, the date that it pretends."""
    return agency.today or timezone.now().astimezone(ZoneInfo(agency.time_zone)).date()


def subtree(unit: Unit) -> QuerySet[Unit]:
    """`unit` and every unit below it."""
    return Unit.objects.filter(path__startswith=unit.path)


def ancestors(unit: Unit) -> QuerySet[Unit]:
    """The units above `unit`, from the root down."""
    return Unit.objects.filter(pk__in=unit.path.split("/")[1:-2]).order_by("path")


def valid_units(agency: Agency, *, on: date) -> QuerySet[Unit]:
    """Units that exist on a day: `[valid_from, valid_to)`."""
    still = Q(valid_to=None) | Q(valid_to__gt=on)
    return Unit.objects.filter(still, agency=agency, valid_from__lte=on)


def units_of(user: User, *names: str) -> QuerySet[Unit]:
    """Units that the user's roles (or only those in `names`) cover, with all that is below them."""
    if not user.is_authenticated or not user.is_active:
        return Unit.objects.none()
    roles = user.roles.select_related("unit")
    covered, reach = [r for r in roles if not names or r.name in names], Q(pk__in=[])
    if any(role.unit is None for role in covered):
        return Unit.objects.all()
    for role in covered:
        reach |= Q(path__startswith=role.unit.path) if role.unit else Q()
    return Unit.objects.filter(reach)


def find_employee(nip: str) -> Employee | None:
    """The employee with this NIP, spaces and dots forgiven; None if there is none."""
    nip = nip.replace("\0", "").strip()
    wanted = [nip, clean(nip)]
    return Employee.objects.select_related("unit", "agency").filter(nip__in=wanted).first()


def due_mail(now: datetime) -> Mail | None:
    """The letter that has waited longest among those due."""
    waiting = Mail.objects.filter(state=MailState.QUEUED, not_before__lte=now)
    return waiting.order_by("not_before", "id").first()


def unfinished_import(agency: Agency) -> RosterImport | None:
    """The import that is being applied now, if any."""
    return RosterImport.objects.filter(agency=agency, state=ImportState.APPLYING).first()


def spool_path(roster_import: RosterImport) -> Path:
    """Where the working copy of an import lies."""
    return directory(Path(settings.DATA_DIR)) / Path(roster_import.stored_as or "tidak-ada").name


def import_to_work_on() -> RosterImport | None:
    """An import that needs no person now: one to apply, else one to check."""
    due = [ImportState.APPLYING, ImportState.UPLOADED]
    return RosterImport.objects.filter(state__in=due).order_by("state", "id").first()


# ---------------------------------------------------------------- lists of employees


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows and the key of the page that follows, empty on the last one."""

    rows: list[Employee]
    next: str


def employees(
    *, units: QuerySet[Unit] | None = None, q: str = "", kind: str = "", standing: str = ""
) -> QuerySet[Employee]:
    """Employees by name; without `standing`, those who have not left. `units=None`: everywhere."""
    rows = Employee.objects.filter(erased_at=None).select_related("unit")
    if units is not None:
        rows = rows.filter(unit__in=units.order_by().values("pk"))
    if kind:
        rows = rows.filter(kind=kind)
    rows = rows.filter(standing=standing) if standing else rows.exclude(standing=Standing.LEFT)
    digits = clean(q)
    if digits.isascii() and digits.isdigit():
        whole = len(digits) == NIP_DIGITS
        rows = rows.filter(nip=digits) if whole else rows.filter(nip__startswith=digits)
    else:
        for word in q.split()[:5]:
            rows = rows.filter(name__icontains=word)
    return rows.order_by("name", "id")


def page_of(rows: QuerySet[Employee], *, after: str = "", size: int = PAGE) -> Page:
    """One page after the employee whose id an earlier page gave; a wrong key begins anew."""
    if after.isascii() and after.isdigit() and len(after) < 19:
        last = Employee.objects.filter(pk=int(after)).values_list("name", "pk").first()
        if last:
            beyond = Q(name__gt=last[0]) | Q(name=last[0], pk__gt=last[1])
            # the first condition says nothing new, but is the one that an index can start from
            rows = rows.filter(name__gte=last[0]).filter(beyond)
    found = list(rows[: size + 1])
    return Page(found[:size], str(found[size - 1].pk) if len(found) > size else "")


def count_up_to(rows: QuerySet[Any], cap: int = CAP) -> int:
    """How many, counted no further than one beyond `cap`: the answer stays fast at any size."""
    return rows.order_by()[: cap + 1].count()


# ---------------------------------------------------------------- units, roles, imports, letters


def children(agency: Agency, parent: Unit | None) -> QuerySet[Unit]:
    """Units right below `parent` (or the roots), each with the number of staff and of sub-units."""
    staff = Employee.objects.filter(unit=OuterRef("pk")).exclude(standing=Standing.LEFT)
    below = Unit.objects.filter(parent=OuterRef("pk"))
    units = Unit.objects.filter(agency=agency, parent=parent)
    return units.annotate(staff=_count(staff), below=_count(below)).order_by("name", "id")


def _count(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.order_by().annotate(one=Value(1)).values("one").annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n"), output_field=IntegerField()), 0)


Found = TypeVar("Found", bound=Model)


def _one(rows: QuerySet[Found], pk: int, message: str) -> Found:
    found = rows.filter(pk=min(pk, 2**63 - 1)).first()
    if found is None:
        raise NotFound(message)
    return found


def unit_by_id(pk: int) -> Unit:
    return _one(Unit.objects.select_related("agency", "parent"), pk, _("Unit kerja ini tidak ada."))


def unit_by_code(code: str) -> Unit:
    """The unit with this code."""
    unit = Unit.objects.filter(code=code.replace("\0", "").strip()).first()
    if unit is None:
        raise NotFound(_("Tidak ada unit kerja dengan kode “%(code)s”.") % {"code": code[:64]})
    return unit


def user_by_name(username: str) -> User:
    """The account with this name."""
    user = User.objects.filter(username=username.replace("\0", "").strip()).first()
    if user is None:
        raise NotFound(
            _("Tidak ada akun dengan nama pengguna “%(name)s”.") % {"name": username[:150]}
        )
    return user


def employee_by_nip(nip: str) -> Employee:
    """The employee with this NIP, or NotFound."""
    employee = find_employee(nip)
    if employee is None:
        raise NotFound(_("Tidak ada pegawai dengan NIP ini. Periksa angkanya."))
    return employee


def staff_count(agency: Agency) -> int:
    """Employees who have not left."""
    return Employee.objects.filter(agency=agency).exclude(standing=Standing.LEFT).count()


def covers_all(user: User, *names: str) -> bool:
    """Whether one of the user's roles holds everywhere."""
    return user.roles.filter(unit=None, name__in=names).exists()


def import_by_id(pk: int) -> RosterImport:
    return _one(RosterImport.objects.select_related("agency", "by"), pk, _("Impor ini tidak ada."))


def mail_by_id(pk: int) -> Mail:
    return _one(Mail.objects.all(), pk, _("Surat ini tidak ada."))


def role_by_id(pk: int) -> Role:
    return _one(Role.objects.select_related("user", "unit"), pk, _("Peran ini sudah dicabut."))


def user_by_id(pk: int) -> User:
    return _one(User.objects.select_related("employee__unit"), pk, _("Akun ini tidak ada."))


def users_with_roles(q: str = "") -> QuerySet[User]:
    """Accounts with their roles: those who hold one first. `q`: part of a name, or an NIP."""
    roles = Prefetch("roles", Role.objects.select_related("unit").order_by("name", "id"))
    held = Exists(Role.objects.filter(user=OuterRef("pk")))
    rows = User.objects.annotate(held=held).select_related("employee").prefetch_related(roles)
    for word in q.replace("\0", "").split()[:5]:
        rows = rows.filter(
            Q(username__icontains=word)
            | Q(email__icontains=word)
            | Q(employee__name__icontains=word)
            | Q(employee__nip__startswith=word)
        )
    return rows.order_by("-is_active", "-held", "username")


def tokens() -> QuerySet[ApiToken]:
    """Every token that was ever made, the newest first."""
    return ApiToken.objects.select_related("made_by", "revoked_by")


def token_by_id(pk: int) -> ApiToken:
    return _one(tokens(), pk, _("Token ini tidak ada."))


def token_by_prefix(prefix: str) -> ApiToken:
    """The token whose visible beginning this is."""
    found = tokens().filter(prefix=prefix.replace("\0", "").strip()).first()
    if found is None:
        raise NotFound(_("Tidak ada token dengan awalan “%(prefix)s”.") % {"prefix": prefix[:40]})
    return found


def token_of(text: str) -> ApiToken | None:
    """The token that a program shows, in whatever state; None if it was never made here."""
    # found by a hash of 200 random bits: how long the look-up takes tells nothing
    sha256 = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    return tokens().filter(token_sha256=sha256).first()


def mail_counts() -> dict[str, int]:
    """Letters by state."""
    return dict(Mail.objects.order_by().values_list("state").annotate(n=Count("pk")))


def letters_to_look_at() -> QuerySet[Mail]:
    """Letters that need a person: refused, or of unknown fate."""
    states = [MailState.FAILED, MailState.UNKNOWN]
    return Mail.objects.filter(state__in=states).select_related("employee").order_by("-id")


def recent_imports(agency: Agency, count: int = 10) -> QuerySet[RosterImport]:
    return RosterImport.objects.filter(agency=agency).select_related("by")[:count]


def samples(roster_import: RosterImport, *, count: int = 5) -> list[Sample]:
    """A few rows of each sort from the working copy of an import, for the preview."""
    path = spool_path(roster_import)
    if not path.exists():
        return []
    spool = Spool(path)
    try:
        found = {verdict: spool.sample(verdict, count) for verdict in VERDICTS}
    finally:
        spool.close()
    nips = [row.nip for rows in found.values() for row, _unit in rows]
    before = dict(Employee.objects.filter(nip__in=nips).values_list("nip", "unit__name"))
    return [
        Sample(verdict, row.row, row.nip, row.name, unit, before.get(row.nip, ""))
        for verdict, rows in found.items()
        for row, unit in rows
    ]


def interests_of(employee: Employee) -> QuerySet[Interest]:
    """The ties that an employee declared, the newest first. Ask `can_see_interests` before showing them."""
    return Interest.objects.filter(employee=employee).select_related("relative")


def interest_by_id(employee: Employee, pk: int) -> Interest:
    """One of an employee's own declarations. NotFound for any other."""
    found = interests_of(employee).filter(pk=pk).first()
    if found is None:
        raise NotFound(_("Kepentingan ini tidak ada."))
    return found


def last_review(employee: Employee) -> InterestReview | None:
    """When the employee last said that all is declared."""
    return InterestReview.objects.filter(employee=employee).first()


def next_review(review: InterestReview) -> date:
    """The day from which it is asked for again: a year later."""
    return years_from(timezone.localdate(review.made_at), 1)


def reviews_to_remind(on: date) -> QuerySet[InterestReview]:
    """The last declarations of staff that are a year old and that no letter has asked for again."""
    newer = InterestReview.objects.filter(employee=OuterRef("employee"), pk__gt=OuterRef("pk"))
    key = Concat(Value(REVIEW_LETTER), Cast(OuterRef("pk"), CharField()))
    rows = InterestReview.objects.filter(
        ~Q(employee__email="") & ~Q(employee__standing=Standing.LEFT),
        made_at__date__lte=years_from(on, -1), employee__erased_at=None,
    )  # fmt: skip
    told = Mail.objects.filter(key=key)
    return rows.filter(~Exists(newer), ~Exists(told)).select_related("employee").order_by("pk")
