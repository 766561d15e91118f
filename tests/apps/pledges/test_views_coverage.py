"""Coverage pages: counts, who is missing and why, files, reminders; each role sees its own part."""

import csv
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from ikrar.people.models import Mail, Role
from ikrar.people.states import RoleName, Standing
from ikrar.pledges import actions
from tests.apps.pledges import steps
from tests.cast import make_employee

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_fajar(client, cast, campaign):
    client.force_login(cast.fajar)
    return client


def page_of(answer):
    return " ".join(answer.content.decode().split())


def test_single_root_is_shown_at_once(as_fajar, cast):
    answer = as_fajar.get(reverse("coverage"))
    assert answer["Location"] == reverse("coverage_unit", args=[cast.top.pk])


def test_counts_and_bars(as_fajar, cast, ani):
    steps.sign(ani)
    page = page_of(as_fajar.get(reverse("coverage_unit", args=[cast.top.pk])))
    assert "Direktorat Contoh Satu" in page
    assert 'max="2" value="1"' in page
    assert "50%" in page
    assert "25%" in page


def test_filters_by_completeness(as_fajar, cast, ani, campaign):
    steps.sign(ani)
    steps.sign(steps.signatory_of(campaign, cast.budi.employee))
    url = reverse("coverage_unit", args=[cast.top.pk])
    complete = page_of(as_fajar.get(url, {"tampil": "lengkap"}))
    assert "Direktorat Contoh Satu" in complete
    assert "Direktorat Contoh Dua" not in complete
    rest = page_of(as_fajar.get(url, {"tampil": "belum"}))
    assert "Direktorat Contoh Satu" not in rest
    assert as_fajar.get(url, {"tampil": "<x>"}).status_code == 200


ROLES = {"fajar": (200, 200, 200), "citra": (200, 200, 200), "eka": (200, 200, 200),
         "budi": (403, 200, 403), "ani": (403, 403, 403), "dodi": (403, 403, 403)}  # fmt: skip


@pytest.mark.parametrize("who", ROLES)
@pytest.mark.parametrize("name", ["coverage_unit", "missing"])
def test_each_role_sees_its_part(client, cast, campaign, who, name):
    client.force_login(getattr(cast, who))
    units = (cast.top, cast.unit, cast.other)
    seen = tuple(client.get(reverse(name, args=[unit.pk])).status_code for unit in units)
    assert seen == ROLES[who]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_files_are_scoped_too(client, cast, campaign, kind):
    client.force_login(cast.budi)
    assert client.get(reverse("missing_export", args=[cast.unit.pk, kind])).status_code == 200
    assert client.get(reverse("missing_export", args=[cast.top.pk, kind])).status_code == 403
    client.logout()
    assert client.get(reverse("missing_export", args=[cast.unit.pk, kind])).status_code == 302


def test_coordinator_is_taken_to_the_own_unit(client, cast, campaign):
    client.force_login(cast.budi)
    own = reverse("coverage_unit", args=[cast.unit.pk])
    assert client.get(reverse("coverage"))["Location"] == own
    page = page_of(client.get(own))
    assert reverse("coverage_unit", args=[cast.top.pk]) not in page
    client.force_login(cast.dodi)
    assert client.get(reverse("coverage")).status_code == 403


def test_coordinator_of_two_units_never_sees_the_whole(client, cast, campaign):
    Role.objects.create(user=cast.budi, name=RoleName.COORDINATOR, unit=cast.other)
    client.force_login(cast.budi)
    page = page_of(client.get(reverse("coverage"), follow=True))
    assert "<h1>Direktorat Contoh Satu</h1>" in page
    assert reverse("coverage_unit", args=[cast.other.pk]) in page
    assert "Fajar Contoh" not in page


def test_who_is_missing_and_why(as_fajar, cast, ani, campaign):
    employee = cast.citra.employee
    employee.standing = Standing.UNPAID_LEAVE
    employee.save()
    actions.sync_signatories(campaign, by=None)
    steps.sign(ani)
    url = reverse("missing", args=[cast.top.pk])
    due, exempt, signed = (
        page_of(as_fajar.get(url, {"keadaan": state}))
        for state in ("belum", "dikecualikan", "sudah")
    )
    assert "Budi Contoh" in due
    assert "Ani Contoh" not in due
    assert "belum disurati" in due
    assert "Citra Contoh" in exempt
    assert "cuti di luar tanggungan negara" in exempt
    assert "Ani Contoh" in signed
    assert "Budi" not in page_of(as_fajar.get(url, {"q": "fajar"}))
    assert "Budi" in page_of(as_fajar.get(url, {"q": "19750505"}))
    assert "Tidak ada yang cocok" in page_of(as_fajar.get(url, {"q": "%"}))


def test_pages_by_key(as_fajar, cast, campaign):
    for number in range(60):
        make_employee(cast.other, f"X{number:03}", f"Contoh {number:03}", kind="ppnpn")
    actions.sync_signatories(campaign, by=None)
    url = reverse("missing", args=[cast.other.pk])
    first = as_fajar.get(url)
    more = first.context["page"].next
    assert len(first.context["page"].rows) == 50
    assert more
    second = as_fajar.get(url, {"sesudah": more})
    assert len(second.context["page"].rows) == 11
    assert second.context["page"].next == ""


@pytest.mark.parametrize("asked", [
    {"q": "x" * 5000}, {"q": "\x00"}, {"keadaan": "keluar"}, {"keadaan": "'"}, {"sesudah": "9" * 50},
    {"sesudah": "🙂-1"}, {"q": "² ³"}, {"q": "_%\\"},
])  # fmt: skip
def test_hostile_questions(as_fajar, cast, asked):
    assert as_fajar.get(reverse("missing", args=[cast.top.pk]), asked).status_code == 200


@pytest.mark.parametrize("pk", [0, 999_999, 10**18])
def test_units_that_do_not_exist(as_fajar, pk):
    for name in ("coverage_unit", "missing", "remind"):
        assert as_fajar.get(reverse(name, args=[pk])).status_code == 404


def test_ids_beyond_all_numbers(as_fajar):
    assert as_fajar.get(f"/ikrar/cakupan/{'9' * 40}/").status_code == 404


def test_csv_defuses_formulas(as_fajar, cast, campaign):
    make_employee(cast.other, "=1+1", "=cmd|' /C calc'!A0", kind="ppnpn")
    actions.sync_signatories(campaign, by=None)
    answer = as_fajar.get(reverse("missing_export", args=[cast.other.pk, "csv"]))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0][:2] == ["NIP", "Nama"]
    assert ["'=1+1", "'=cmd|' /C calc'!A0"] in [row[:2] for row in rows]
    assert ["'198003032005032003", "Citra Contoh"] in [row[:2] for row in rows]


def test_xlsx_keeps_numbers_whole(as_fajar, cast):
    answer = as_fajar.get(reverse("missing_export", args=[cast.unit.pk, "xlsx"]))
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert ["199001012015032001", "Ani Contoh", "Direktorat Contoh Satu"] in [r[:3] for r in cells]
    assert all(isinstance(value, str | None) for row in cells for value in row)


def test_reminders_are_asked_for_once(as_fajar, cast):
    url = reverse("remind", args=[cast.unit.pk])
    as_fajar.get(url)
    assert not Mail.objects.exists()
    answer = as_fajar.post(url, follow=True)
    assert "2 surat pengingat masuk antrean" in page_of(answer)
    assert Mail.objects.count() == 2
    assert "0 surat pengingat" in page_of(as_fajar.post(url, follow=True))


@pytest.mark.parametrize(("who", "status"), [("budi", 200), ("citra", 403), ("ani", 403)])
def test_who_may_remind(client, cast, campaign, who, status):
    client.force_login(getattr(cast, who))
    assert client.get(reverse("remind", args=[cast.unit.pk])).status_code == status


def test_before_a_campaign(client, cast):
    client.force_login(cast.fajar)
    assert client.get(reverse("coverage")).status_code == 409
