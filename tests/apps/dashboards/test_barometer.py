"""The public page: what it shows, what it never shows, and that its files say the same."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.cache import cache

from ikrar.dashboards import barometer, dictionary, queries
from ikrar.people.models import Agency
from ikrar.pledges.models import Campaign
from tests.apps.advice import steps as advice
from tests.apps.cases import steps as cases
from tests.apps.dashboards import steps
from tests.apps.gifts import steps as gifts

PAGES = [
    "/barometer/", "/barometer/data.csv", "/barometer/data.json", "/barometer/kamus-data/",
    "/barometer/kamus-data.csv", "/barometer/sematan/ikrar/",
]  # fmt: skip


@pytest.fixture
def demo(world):
    """A demo counts until now, so that what a test does is seen."""
    Agency.objects.update(is_demo=True, today=date(2024, 1, 15))
    return world


def table(client) -> list[dict[str, str]]:
    text = client.get("/barometer/data.csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def rows(client, part: str) -> list[dict[str, str]]:
    return [row for row in table(client) if row["bagian"] == part]


# ---------------------------------------------------------------- nothing yet


@pytest.mark.django_db
def test_before_there_is_an_agency(client):
    assert "Belum ada angka" in client.get("/barometer/").text
    for path in ("data.csv", "data.json", "sematan/ikrar/"):
        assert client.get(f"/barometer/{path}").status_code == 404


def test_each_part_says_why_it_is_empty(client, world):
    page = client.get("/barometer/").text
    for words in (
        "sedikitnya lima pegawai wajib", "Belum ada unit dengan lima penolakan", "Belum ada jawaban yang terbit",
        "Belum ada langkah dengan lima tenggat", "Belum ada unggahan yang dikumpulkan",
    ):  # fmt: skip
        assert words in page
    assert "<table" not in page
    assert "<iframe" not in page
    assert "sedikitnya lima pegawai" in client.get("/barometer/sematan/ikrar/").text


@pytest.mark.parametrize("path", PAGES)
def test_read_only(client, world, path):
    assert client.post(path).status_code == 405


def test_a_pack_that_cannot_be_read_costs_the_conversation_alone(client, world):
    steps.pledged(world.cast)
    steps.tell()
    Agency.objects.update(pack="tidak-ada")
    page = client.get("/barometer/")
    assert page.status_code == 200
    assert "Sudah menandatangani" in page.text
    assert "Belum ada unggahan" in page.text


# ---------------------------------------------------------------- each part


def test_coverage_is_that_of_the_other_page(client, world):
    campaign = steps.pledged(world.cast)
    total = queries.figures_of(campaign).figures.total
    told = {row["angka"]: row["nilai"] for row in rows(client, "ikrar")}
    assert told == {"wajib": str(total.obliged), "sudah": "10", "bagian": str(round(total.ratio, 4))}  # fmt: skip
    page = client.get("/barometer/").text
    assert "/capaian/" in page
    assert "Pegawai A" not in page
    assert "/barometer/" in client.get("/capaian/").text


def test_small_units_of_refusals_are_merged_and_there_is_no_total(client, demo):
    gifts.make_world(demo.cast)
    steps.refuse(demo.cast, 6, code="T")
    steps.refuse(demo.cast, 4, code="S")
    assert [row["kelompok"] for row in rows(client, "penolakan")] == ["Unit T"]
    steps.refuse(demo.cast, 3, code="R")
    told = {row["kelompok"]: row["nilai"] for row in rows(client, "penolakan")}
    assert told == {"Unit T": "6", barometer.MERGED: "7"}
    page = client.get("/barometer/").text
    assert "Unit S" not in page
    assert "13" not in "".join(row["nilai"] for row in rows(client, "penolakan"))
    assert "Contoh</th>" not in page
    assert "Penolak T" not in page


def test_answers_are_counted_and_questions_only_from_five(client, demo):
    officers = type("Officers", (), {"cast": demo.cast, "gita": demo.wulan, "citra": demo.cast.citra})  # fmt: skip
    advice.published(officers)
    told = {row["angka"]: row for row in rows(client, "tanya-jawab")}
    assert told["terbit"]["nilai"] == "1"
    assert (told["diterima"]["nilai"], told["diterima"]["catatan"]) == ("", barometer.HIDDEN)
    for _n in range(4):
        advice.ask()
    cache.clear()
    told = {row["angka"]: row["nilai"] for row in rows(client, "tanya-jawab")}
    assert (told["diterima"], told["dijawab"]) == ("5", "1")
    assert advice.WORDING not in client.get("/barometer/").text


def test_clocks_are_counted_by_step_from_five(client, demo):
    case = cases.open_case(cases.make_world(demo.cast))
    steps.judged(case, 3, 1)
    assert rows(client, "perkara") == []
    steps.judged(case, 1, 0)
    (row,) = rows(client, "perkara")
    assert (row["kelompok"], row["nilai"], row["jumlah"]) == (steps.STEP, "0.8", "5")
    page = client.get("/barometer/").text
    assert "Memanggil secara tertulis" in page
    assert "80%" in page
    assert case.number not in page


def test_small_steps_stand_together_or_not_at_all(client, demo):
    case = cases.open_case(cases.make_world(demo.cast))
    steps.judged(case, 4, 0)
    steps.judged(case, 0, 2, step=steps.OTHER_STEP)
    (row,) = rows(client, "perkara")
    assert (row["kelompok"], row["jumlah"]) == (barometer.STEPS_MERGED, "6")
    assert "Langkah lain, digabung" in client.get("/barometer/").text


def test_the_conversation_by_phase(client, world):
    steps.tell()
    page = client.get("/barometer/").text
    assert "Pra-pemilu: ikut memilih" in page
    assert "Pada tahap pra-pemilu, " in page
    assert page.count('role="img"') == 12  # three phases, two pictures, two widths
    told = {(row["angka"], row["tahap"]): row for row in rows(client, "percakapan")}
    shown = told["participate_abstain", "pra"]
    assert 0 < float(shown["rendah"]) <= float(shown["nilai"]) <= float(shown["tinggi"]) <= 1
    assert int(shown["jumlah"]) == 750


def test_what_is_too_small_keeps_its_row_without_a_number(client, world):
    steps.tell()
    told = {(row["angka"], row["tahap"]): row for row in rows(client, "percakapan")}
    hidden = told["unity_reject_result", "pasca"]
    assert hidden["catatan"] == barometer.HIDDEN
    assert [hidden[name] for name in ("nilai", "rendah", "tinggi", "jumlah")] == [""] * 4
    assert "terlalu sedikit" in client.get("/barometer/").text


def test_no_source_is_named(client, world):
    steps.tell()
    for path in ("", "data.csv", "data.json", "sematan/memilih/", "kamus-data/"):
        assert "zqxwv" not in client.get(f"/barometer/{path}").text


# ---------------------------------------------------------------- slow on purpose


def test_rare_events_are_counted_until_last_week(client, world):
    case = cases.open_case(cases.make_world(world.cast))
    Agency.objects.update(is_demo=False, today=None)
    steps.judged(case, 5, 0, due=date(2024, 1, 17))  # a Wednesday
    with time_machine.travel(datetime(2024, 1, 19, 3, tzinfo=UTC)):
        cache.clear()
        assert rows(client, "perkara") == []
        assert queries.barometer("id").week.until == date(2024, 1, 14)
    with time_machine.travel(datetime(2024, 1, 22, 3, tzinfo=UTC)):
        cache.clear()
        assert len(rows(client, "perkara")) == 1


def test_two_looks_tell_nothing_and_cost_two_reads(client, demo, django_assert_max_num_queries):
    steps.tell()
    before = table(client)
    case = cases.open_case(cases.make_world(demo.cast))
    kept = cache.get(f"barometer:{demo.cast.agency.pk}:id")
    steps.judged(case, 6, 0)
    cache.set(f"barometer:{demo.cast.agency.pk}:id", kept)
    assert table(client) == before
    with django_assert_max_num_queries(2):  # the agency, for the frame and for the figures
        client.get("/barometer/")


# ---------------------------------------------------------------- files


def test_json_says_the_same_as_csv(client, world):
    steps.pledged(world.cast)
    steps.tell()
    told = client.get("/barometer/data.json").json()
    as_text = [{key: "" if value is None else str(value) for key, value in row.items()} for row in told["baris"]]  # fmt: skip
    assert as_text == [
        {key: value for key, value in row.items() if key != "dihitung_pada"}
        for row in table(client)
    ]
    assert told["kamus_data"].endswith("/barometer/kamus-data/")


def test_the_dictionary_explains_every_column_and_figure(client, demo):
    steps.pledged(demo.cast)
    steps.tell()
    steps.judged(cases.open_case(cases.make_world(demo.cast)), 5, 0)
    gifts.make_world(demo.cast)
    steps.refuse(demo.cast, 6)
    officers = type("Officers", (), {"cast": demo.cast, "gita": demo.wulan, "citra": demo.cast.citra})  # fmt: skip
    advice.published(officers)
    cache.clear()
    written = {f"{row['bagian']} / {row['angka']}" for row in table(client)}
    entries = {one.name for one in (*dictionary.FIGURES, *dictionary.talk("id"))}
    assert written == entries
    assert [one.name for one in dictionary.FIELDS] == list(barometer.COLUMNS) == list(table(client)[0])  # fmt: skip
    for page in (client.get("/barometer/kamus-data/"), client.get("/barometer/kamus-data.csv")):
        assert all(name in page.text for name in entries)


def test_a_name_is_never_a_formula(client, world):
    Campaign.objects.filter(pk=steps.pledged(world.cast).pk).update(name="=1+1")
    assert rows(client, "ikrar")[0]["kelompok"] == "'=1+1"


def test_files_may_be_kept_and_read_from_elsewhere(client, world):
    for path in ("data.csv", "data.json", "kamus-data.csv"):
        headers = client.get(f"/barometer/{path}").headers
        assert headers["Cache-Control"] == "public, max-age=600"
        assert headers["Access-Control-Allow-Origin"] == "*"
    assert "private" in client.get("/barometer/").headers["Cache-Control"]


def test_in_english(client, world):
    steps.tell()
    client.cookies["django_language"] = "en"
    page = client.get("/barometer/").text
    assert "In the phase “Before the election”" in page
    assert rows(client, "percakapan")[0]["kelompok"] == "Ajakan memakai hak pilih"
