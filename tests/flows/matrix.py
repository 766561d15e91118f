"""The world of the permission matrix: who there is, what is secret, and every address of the desks and the vault."""

import hashlib
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from uuid import UUID

from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from ikrar.cases import actions as cases
from ikrar.cases.models import Case, Feed
from ikrar.cases.queries import data_key
from ikrar.cases.states import CaseState
from ikrar.cases.views.acts import ACTS
from ikrar.cases.views.letters import DRAFTS
from ikrar.people.actions import Tie, declare_interest
from ikrar.people.models import Role, User
from ikrar.people.states import InterestKind, RoleName
from ikrar.reports import actions as reports
from ikrar.reports import queries
from ikrar.reports.models import Report
from ikrar.vault import actions as vault
from ikrar.vault.models import Holder, Opening
from tests.apps.cases import steps
from tests.apps.reports.test_door import send
from tests.cast import CHEAP, PASSPHRASE, Cast, make_employee, make_unit

TF, INSPECTOR = RoleName.TASKFORCE, RoleName.INSPECTOR
PARTY = "PDIP"
REPORTED = "Rudi Terlapor Contoh"
WORDS = {"report": "kausmerah", "case": "ringkasanungu", "plain": "ringkasanhijau"}
FILE = "fotobarang.txt"
TABS = ("minggu-ini", "terlambat", "semua", "selesai")
OUR_PACKAGES = ("ikrar.reports.", "ikrar.cases.", "ikrar.vault.")


@dataclass
class Matrix:
    """The desk, with or without what must stay unknown."""

    cast: Cast
    desk: steps.World
    users: dict[str, User]
    plain: steps.World | None = None
    found: SimpleNamespace | None = None


class _Hers(steps.World):
    """A case whose steps Citra takes."""

    @property
    def gita(self):
        return self.cast.citra


def make_base(cast: Cast) -> Matrix:
    """Everybody, with their keys; no report and no case."""
    desk = steps.make_world(cast)
    below = make_unit(cast.agency, "U-1A", "Seksi Contoh Atas", cast.unit)
    lower = make_unit(cast.agency, "U-1B", "Subseksi Contoh Bawah", below)
    own = desk.desk.desk  # the inspectorate: in nobody's line
    added = {  # the reported, who stands near them, and who is tied to them
        "rudi": (below, REPORTED, INSPECTOR, None),
        "sari": (cast.unit, "Sari Contoh", TF, None),
        "tono": (below, "Tono Contoh", TF, None),
        "bima": (lower, "Bima Contoh", TF, None),
        "wati": (own, "Wati Contoh", TF, None),
        "yuda": (own, "Yuda Contoh", TF, None),
        "lina": (own, "Lina Contoh", INSPECTOR, cast.other),
        "nina": (own, "Nina Contoh", TF, None),
        "mira": (own, "Mira Contoh", TF, None),
    }
    users = {name: getattr(cast, name) for name in ("ani", "budi", "citra", "dodi", "eka", "fajar")}
    users |= {name: getattr(desk.desk, name) for name in ("gita", "hadi", "indra", "joko")}
    for number, (name, (unit, said, role, where)) in enumerate(added.items()):
        person = make_employee(unit, f"19820202200801{number:04d}", said)
        users[name] = User.objects.create_user(name, employee=person)
        Role.objects.create(user=users[name], name=role, unit=where)
        vault.make_holder(users[name], passphrase=PASSPHRASE, cost=CHEAP)
    _declare(users["wati"], InterestKind.PARTY, ref=PARTY)
    _declare(users["yuda"], InterestKind.FAMILY, relative=users["rudi"].employee)
    Feed.objects.bulk_create(
        Feed(
            user=user, made_at=timezone.now(),
            token_sha256=hashlib.sha256(feed_of(name).encode()).hexdigest(),
        )
        for name, user in users.items()
    )  # fmt: skip
    return Matrix(cast, desk, users)


def _declare(user: User, kind: InterestKind, **more) -> None:
    declare_interest(user.employee, Tie(kind=kind, since=date(2024, 1, 2), **more), by=user)


def make_plain(matrix: Matrix, *, recommended: bool) -> None:
    """A case that Citra opened by hand: whoever has a role for it may know."""
    steps.travel(steps.RECEIVED)
    world = _Hers(matrix.cast, matrix.desk.desk)
    opened = cases.open_case(
        _new(matrix, date(2023, 12, 20)),
        subjects=[cases.Reported(REPORTED, matrix.users["rudi"].employee)],
        summary=f"Perkara {WORDS['plain']} ini", handlers=[], by=matrix.cast.citra,
    )  # fmt: skip
    world.case, world.key = opened.case, opened.key
    matrix.plain = world
    if recommended:
        _recommend(world)


def _recommend(world: steps.World) -> None:
    for step in steps.WAYS[CaseState.RECOMMENDED]:
        step(world)


def _new(matrix: Matrix, act_on: date) -> cases.NewCase:
    return cases.NewCase(
        act_on=act_on, unit=matrix.users["rudi"].employee.unit, object="calon",
        touches=((InterestKind.PARTY, PARTY),),
    )  # fmt: skip


def make_hidden(matrix: Matrix, *, recommended: bool) -> None:
    """A report with evidence and an identity that keeps Gita out, the case of it, and Mira's late declaration."""
    cache.clear()
    steps.travel(steps.RECEIVED)
    answer = send(
        Client(), what=f"Kepala seksi membagikan {WORDS['report']} {PARTY} kepada staf saat apel",
        who=REPORTED, unit="U-1A", avoid=["gita"], identity="Pelapor Contoh Rahasia",
        upload=[SimpleUploadedFile(FILE, b"catatan apel hari senin\n" * 9)],
    )  # fmt: skip
    assert answer.status_code == 200, answer.content.decode()
    report, citra = Report.objects.get(), matrix.cast.citra
    holder = Holder.objects.get(user=citra)
    private = matrix.desk.desk.private["citra"]
    key = queries.key_for(report, holder, private)
    reports.ask_identity(report, "Perlu keterangan saksi yang melihat langsung", key=key, by=holder)
    asked = reports.Asked(
        new=_new(matrix, steps.ACT), summary=f"Perkara {WORDS['case']} ini",
        subjects=(cases.Reported(REPORTED, matrix.users["rudi"].employee),),
        handlers=(citra, matrix.users["mira"]),
    )  # fmt: skip
    case = reports.accept(report, asked, key=key, by=citra)
    case_key = data_key(case, user=citra, private=private)
    hidden = _Hers(matrix.cast, matrix.desk.desk, case, case_key)
    if recommended:
        _recommend(hidden)
    _declare(matrix.users["mira"], InterestKind.PARTY, ref=PARTY)
    report.refresh_from_db()
    matrix.found = SimpleNamespace(
        report=report, case=case, plain=matrix.plain.case, opening=Opening.objects.get()
    )


# ---------------------------------------------------------------- addresses


def patterns() -> dict[str, set[str]]:
    """The names of every address whose view lies in reports, cases or the vault, with the names of its parts."""
    found: dict[str, set[str]] = {}

    def walk(rows) -> None:
        for row in rows:
            if isinstance(row, URLPattern):
                if row.callback.__module__.startswith(OUR_PACKAGES):
                    found.setdefault(row.name or str(row.pattern), set()).update(
                        row.pattern.converters
                    )
            else:
                walk(row.url_patterns)

    walk(get_resolver().url_patterns)
    return found


@dataclass(frozen=True)
class Address:
    """One address, and what it is about: "report", "case" or "plain", or nothing."""

    name: str
    url: str
    about: str = ""


def addresses(matrix: Matrix) -> list[Address]:
    """Every address with every argument that means something in this world."""
    found = []
    for name, parts in patterns().items():
        if "token" in parts:
            found += [Address(name, reverse(name, args=[feed_of(who)])) for who in matrix.users]
        elif "number" in parts:
            found += [
                Address(name, url, "case") for url in _of_case(name, parts, matrix.found.case)
            ]
            of_plain = _of_case(name, parts, matrix.found.plain)
            found += [Address(name, url, "plain") for url in of_plain[:3]]  # looked up alike
        elif name.startswith("opening_"):
            found.append(Address(name, reverse(name, args=[matrix.found.opening.pk])))
        elif "pk" in parts:
            args = [matrix.found.report.pk]
            args += [matrix.found.report.attachments.get().ref] if "ref" in parts else []
            found.append(Address(name, reverse(name, args=args), "report"))
        else:
            found.append(Address(name, reverse(name)))
    return found + _searches(matrix)


def feed_of(name: str) -> str:
    """The secret part of somebody's calendar address."""
    return f"langganan-{name}"


def _of_case(name: str, parts: set[str], case: Case) -> list[str]:
    if name == "case_act":
        return [_act(case, act) for act in ACTS.values()]
    if "name" in parts:
        return [reverse(name, args=[case.number, draft]) for draft in DRAFTS]
    if "ref" in parts:
        item = case.items.first()
        return [reverse(name, args=[case.number, item.ref if item else UUID(int=7)])]
    return [reverse(name, args=[case.number])]


def _act(case: Case, act) -> str:
    if not act.rows:
        return reverse("case_act", args=[case.number, act.name]) + "?kind=disiplin"
    row = getattr(case, act.rows).first()
    return reverse("case_act", args=[case.number, act.name, row.pk if row else 1])


def _searches(matrix: Matrix) -> list[Address]:
    """Tabs, filters and searches of the two lists."""
    case, unit = matrix.found.case, matrix.users["rudi"].employee.unit
    asked = [f"tab={tab}" for tab in TABS]
    asked += [f"tab=semua&q={q}" for q in (case.number, case.serial, case.year, steps.MEDIUM)]
    asked += [f"tab=semua&state={case.state}", f"tab=semua&unit={unit.pk}", "tab=semua&page=2"]
    found = [Address("cases", f"{reverse('cases')}?{one}") for one in asked]
    state = matrix.found.report.state
    found += [
        Address("reports", f"{reverse('reports')}?{one}")
        for one in (f"keadaan={state}", "keadaan=diterima", "page=2")
    ]
    return found + [Address("home", reverse("home"))]
