"""The briefing in the office: who may have it made, what it says, what it never says."""

import io

import pypdf
import pytest
from django.core.cache import cache

from ikrar.dashboards import queries
from ikrar.errors import InputError
from ikrar.monitoring.models import Alert
from ikrar.monitoring.states import AlertKind
from ikrar.people.models import Agency
from tests.apps.cases import steps as cases
from tests.apps.dashboards import steps
from tests.apps.programme import steps as programme

READERS, OTHERS = ("maya", "fajar", "eka", "citra"), ("ani", "budi", "dodi", "wulan")


def user(world, name):
    return getattr(world, name, None) or getattr(world.cast, name)


def pages(client, phase: str = "pra") -> list[str]:
    answer = client.get(f"/barometer/laporan-naratif/{phase}.pdf")
    assert answer.status_code == 200, answer.text[:500]
    reader = pypdf.PdfReader(io.BytesIO(answer.content))
    return [page.extract_text().replace("\u200b", "") for page in reader.pages]


@pytest.fixture
def told(world):
    """Something of everything: a pledge, messages, a story, an alert, clocks."""
    steps.pledged(world.cast)
    steps.tell()
    facts = {"copies": 140, "hours": 6, "text": "Kabar contoh yang disalin 🙏"}
    Alert.objects.create(
        kind=AlertKind.CLAIM, mark="1", on="2024-01-20", facts=facts, at="2024-01-20T00:00Z"
    )
    with programme.clock():
        programme.published(world)
    made = cases.make_world(world.cast)
    for _n in range(5):
        cases.open_case(made)
    cache.clear()
    return world


@pytest.mark.parametrize("who", READERS)
def test_those_it_is_for(world, as_user, who):
    client = as_user(user(world, who))
    page = client.get("/barometer/laporan-naratif/")
    assert "/barometer/laporan-naratif/pra.pdf" in page.text
    assert len(pages(client)) == 2


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else(world, as_user, who):
    client = as_user(user(world, who))
    for path in ("", "pra.pdf"):
        assert client.get(f"/barometer/laporan-naratif/{path}").status_code == 403


def test_strangers_are_asked_to_log_in(client, world):
    for path in ("", "pra.pdf"):
        answer = client.get(f"/barometer/laporan-naratif/{path}")
        assert (answer.status_code, "/akun/" in answer.headers["Location"]) == (302, True)


def test_it_is_kept_nowhere(world, as_user):
    answer = as_user(world.maya).get("/barometer/laporan-naratif/pra.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_phase_that_is_not_there(world, as_user):
    assert as_user(world.maya).get("/barometer/laporan-naratif/x.pdf").status_code == 404


def test_with_nothing_it_says_so(world, as_user):
    first, second = pages(as_user(world.maya))
    assert "Belum ada pesan yang terbit" in first
    assert "Belum ada unggahan yang dikumpulkan" in first
    assert "Tidak ada peringatan" in second
    assert "Belum ada angka ikrar" in second
    assert "Kurang dari lima tenggat" in second


def test_what_it_says(told, as_user):
    first, second = pages(as_user(told.maya))
    for words in ("Pra-pemilu", "Yang kami sampaikan", "1 pesan terbit", "Kenali peserta pemilu", "WhatsApp"):  # fmt: skip
        assert words in first
    assert "Pada tahap pra-pemilu" in first
    for words in ("140 salinan dalam 6 jam", "10 dari 3", "Menurut langkah", "Batas"):  # fmt: skip
        assert words in second.replace("\n", " ")


def test_no_sentence_of_the_figures_is_cut(told, as_user):
    """Each ends with how far it is to be trusted."""
    for phase in ("pra", "saat", "pasca"):
        assert "…" not in "".join(pages(as_user(told.maya), phase))


def test_alerts_of_one_kind_do_not_hide_another(told, as_user):
    facts = {"indicator": "provoke", "share_before": 0.01, "share_after": 0.2}
    for number in range(4):
        Alert.objects.create(
            kind=AlertKind.CHANGE, mark=str(number), on="2024-01-25", facts=facts, at="2024-01-25T00:00Z"
        )  # fmt: skip
    second = pages(as_user(told.maya))[1]
    assert "140 salinan" in second
    assert second.count("Memanaskan suasana: dari 1% menjadi 20% unggahan") == 2


def test_what_it_never_says(told, as_user):
    said = "".join(pages(as_user(told.maya)))
    from ikrar.cases.models import Case

    for words in ("zqxwv", "Pegawai A", "Ani", "1990", *(case.number for case in Case.objects.all())):  # fmt: skip
        assert words not in said
    assert "[U+" not in said


def test_in_english(told, as_user):
    client = as_user(told.maya)
    client.cookies["django_language"] = "en"
    first, second = pages(client)
    assert "What we said" in first
    assert "In the phase “Before the election”" in first
    assert "Limits" in second


def test_the_same_data_make_the_same_bytes(told, as_user):
    client = as_user(told.maya)
    one = client.get("/barometer/laporan-naratif/pra.pdf").content
    cache.clear()
    assert client.get("/barometer/laporan-naratif/pra.pdf").content == one


def test_the_phase_of_the_day(world):
    pack = queries.pack_or_none()
    on = {"2023-01-01": "pra", "2024-01-10": "pra", "2024-02-14": "saat", "2030-01-01": "pasca"}
    from datetime import date

    found = {
        day: queries.phase_named(pack, "", on=date.fromisoformat(day)).id for day in on
    }  # fmt: skip
    assert found == on
    with pytest.raises(InputError, match="pra, saat, pasca"):
        queries.phase_named(pack, "kampanye", on=date(2024, 1, 1))


def test_a_pack_that_cannot_be_read(world, as_user):
    Agency.objects.update(pack="tidak-ada")
    assert as_user(world.maya).get("/barometer/laporan-naratif/").status_code == 409
