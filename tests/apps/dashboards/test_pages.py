"""Home page and public figures: for anybody, read-only, nobody recognisable."""

import csv
import io

import pytest
from django.core.cache import cache

from ikrar.dashboards import queries, tables
from ikrar.pledges.queries import PublicFigures, PublicRow
from tests.apps.pledges import steps
from tests.cast import make_employee, make_unit


@pytest.fixture(autouse=True)
def _fresh_counts():
    cache.clear()


@pytest.fixture
def ministry(cast):
    """Two units of ten, a unit of two, and the cast."""
    for code, name, size in (("A", "Biro A", 10), ("B", "Biro B", 10), ("C", "Museum", 2)):
        unit = make_unit(cast.agency, code, name, cast.top)
        for n in range(size):
            make_employee(unit, f"{ord(code)}{n:016}", f"Pegawai {code}{n} Contoh")
    return cast


@pytest.fixture
def campaign(ministry):
    campaign = steps.opened(ministry)
    for unit in ("A", "B"):
        due = campaign.signatories.filter(unit__code=unit)
        for one in due.select_related("employee", "unit__agency", "campaign__text")[:5]:
            steps.sign(one)
    return campaign


# ---------------------------------------------------------------- home


def test_before_a_campaign_the_page_says_what_will_be_here(client, cast):
    page = client.get("/")
    assert "Belum ada ikrar yang dibuka" in page.text
    assert "Tanda tangan</strong>" not in page.text


def test_the_pledge_and_the_count(client, campaign):
    page = client.get("/").text
    for statement in campaign.text.statements:
        assert statement in page
    assert campaign.text.content["closing"] in page
    assert "<strong>10</strong>" in page
    assert "dari 26 pegawai" in page
    assert 'max="26" value="10"' in page


def test_the_count_is_kept_for_a_moment(campaign, django_assert_num_queries):
    first = queries.count_of(campaign)
    with django_assert_num_queries(0):
        assert queries.count_of(campaign) == first


def test_fewer_than_five_are_not_counted_aloud(client, cast):
    for user in (cast.budi, cast.citra):
        user.employee.standing = "berhenti"
        user.employee.save()
    steps.opened(cast)
    page = client.get("/").text
    assert "pegawai sudah menandatangani" not in page


def test_a_closed_campaign_has_no_door_to_sign(client, campaign):
    from ikrar.pledges.actions import close_campaign

    close_campaign(campaign, by=None)
    assert "Tanda tangan</strong>" not in client.get("/").text


def test_home_costs_few_queries(client, campaign, django_assert_max_num_queries):
    client.get("/")
    with django_assert_max_num_queries(4):  # agency (frame), agency, campaign; the count is kept
        client.get("/")


@pytest.mark.parametrize("path", ["/", "/capaian/", "/capaian/data.csv", "/capaian/data.json"])
def test_read_only(client, campaign, path):
    assert client.post(path).status_code == 405


# ---------------------------------------------------------------- public figures


def test_small_units_are_merged(client, campaign):
    page = client.get("/capaian/").text
    assert "Biro A" in page or "Biro B" in page
    assert "Museum" not in page
    assert "Unit lain, digabung" in page
    assert "Dihitung pada" in page


def test_no_person_is_named(client, campaign):
    for path in ("/capaian/", "/capaian/data.csv", "/capaian/data.json", "/"):
        assert "Pegawai A" not in client.get(path).text


def test_the_files_say_the_same_as_the_page(client, campaign):
    figures = queries.figures_of(campaign).figures
    rows = list(csv.DictReader(io.StringIO(client.get("/capaian/data.csv").text.lstrip("\ufeff"))))
    data = client.get("/capaian/data.json").json()
    assert [int(row["wajib"]) for row in rows] == [unit["obliged"] for unit in data["units"]]
    assert sum(unit["signed"] for unit in data["units"]) == data["total"]["signed"] == 10
    assert data["total"]["obliged"] == figures.total.obliged == 26
    assert data["text"] == campaign.text.sha256


def test_before_a_campaign_there_is_nothing_to_download(client, cast):
    assert "Belum ada angka" in client.get("/capaian/").text
    assert client.get("/capaian/data.csv").status_code == 404
    assert client.get("/capaian/data.json").status_code == 404


@pytest.mark.parametrize("name", ["=1+1", "+62", "-x", "@x", "\tx"])
def test_a_name_is_never_a_formula(name):
    from django.utils import timezone

    shown = PublicFigures(None, (PublicRow(name, 10, 5),))
    text = tables.as_csv(queries.Figures(timezone.now(), shown))
    row = list(csv.reader(io.StringIO(text.lstrip("\ufeff"))))[1]
    assert row[0] == f"'{name}"


def test_figures_are_kept_so_that_two_looks_tell_nothing(client, campaign):
    before = client.get("/capaian/data.json").json()
    due = campaign.signatories.filter(state="belum")
    steps.sign(due.select_related("employee", "unit__agency", "campaign__text").first())
    assert client.get("/capaian/data.json").json() == before
