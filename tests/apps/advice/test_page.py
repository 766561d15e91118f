"""The pages for everybody: the search, the list, one act, the card of the day, the guide; and what is thrown at them."""

import io
from datetime import date

import pypdf
import pytest
from django.urls import reverse

from ikrar import packs
from ikrar.advice import guide
from ikrar.advice.states import Outcome
from ikrar.advice.words import PHASES
from ikrar.packs.catalog import available

pytestmark = pytest.mark.django_db
PACK = packs.load("pemilu-2024")


def page(client, q, **more):
    return client.get(reverse("may"), {"q": q, "on": "2024-01-10", **more})


def test_a_question_is_answered_by_cards(client, cast):
    text = page(client, "boleh ngelike postingan caleg?").text
    assert "Tidak" in text
    assert "D-06" in text
    assert "keyakinan" in text
    assert "Yang tercatat aman dan berdekatan" in text
    assert "Sebelum calon ditetapkan" in text


def test_what_nobody_verified_says_so(client, cast):
    text = client.get(reverse("may_act", args=["D-12"]), {"on": "2024-01-10"}).text
    assert "belum diverifikasi" in text


def test_day_and_role_change_the_answer(client, cast):
    before = page(client, "boleh ngelike postingan caleg?", on="2023-10-04").context["cards"]
    after = page(client, "boleh ngelike postingan caleg?").context["cards"]
    assert before[0].answer.id == "KE-04"
    assert after[0].answer.id == "D-06"
    staff = page(client, "boleh ngelike postingan caleg?", role="non_asn").context["cards"]
    assert staff[0].answer.sanction != after[0].answer.sanction


def test_a_question_that_fits_nothing_leads_to_a_human(client, cast):
    answer = page(client, "berapa tarif parkir?")
    assert answer.status_code == 200
    assert "tidak cocok" in answer.text
    assert reverse("may_ask") + "?q=berapa" in answer.text


def test_a_doubtful_answer_says_so_and_leads_to_a_human(client, cast):
    doubtful = page(client, "ngobrol politik di warung kopi").content.decode()
    assert "Mungkin bukan ini" in doubtful
    assert reverse("may_ask") + "?q=ngobrol" in doubtful
    assert "Mungkin bukan ini" not in page(client, "boleh like postingan caleg").content.decode()


def test_without_a_question_there_is_the_card_of_the_day(client, cast):
    text = client.get(reverse("may")).text
    assert "Tiga hal untuk diingat" in text
    assert "boleh like postingan caleg?" in text


def test_before_there_is_an_agency(client, db):
    assert client.get(reverse("may")).status_code == 200
    assert "D-06" in page(client, "boleh ngelike postingan caleg?").text


HOSTILE = [
    ("", 200), (" ", 200), ("\0", 200), ("boleh\0 like caleg", 200), ("a" * 100_000, 400),
    ("\u202eboleh like caleg", 200), ("\u200fمرحبا", 200), ("😀" * 400, 200),
    ("<script>alert(1)</script> caleg", 200), ("%00%ff", 200), ("\ud7ff\uffff", 200),
]  # fmt: skip


@pytest.mark.parametrize(("q", "status"), HOSTILE)
def test_whatever_is_asked_there_is_a_page(client, cast, q, status):
    answer = page(client, q)
    assert answer.status_code == status
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize(
    ("name", "value"), [("on", "kemarin"), ("on", "2024-13-40"), ("role", "x")]
)
def test_a_wrong_day_or_role_is_told(client, cast, name, value):
    answer = client.get(reverse("may"), {"q": "like caleg", name: value})
    assert answer.status_code == 400
    assert 'class="wrongs"' in answer.text


def test_every_outcome_is_a_shape_and_a_word(client, cast):
    seen = {}
    for name, on in (
        ("D-05", "2024-01-10"),
        ("OK-01", ""),
        ("D-06", "2025-01-10"),
        ("GREY-01", ""),
    ):
        answer = client.get(reverse("may_act", args=[name]), {"on": on})
        card = answer.context["card"]
        seen[card.outcome] = (card.icon, str(card.outcome.label))
        assert f"<strong>{card.outcome.label}</strong>" in answer.text
    assert set(seen) == set(Outcome)
    assert len({icon for icon, _word in seen.values()}) == len(Outcome)


ALL = [row.id for row in (*PACK.forms.forms, *PACK.acts.acts)]


@pytest.mark.parametrize("name", ALL)
def test_every_act_has_a_page(client, cast, name):
    assert client.get(reverse("may_act", args=[name])).status_code == 200


def test_an_act_that_is_not_there(client, cast):
    assert client.get(reverse("may_act", args=["D-99"])).status_code == 404


def test_the_list_holds_every_act(client, cast):
    text = client.get(reverse("may_list")).text
    assert all(f">{name}</a>" in text for name in ALL)


def test_the_list_by_statement_and_phase(client, cast):
    found = client.get(reverse("may_list"), {"butir": "3", "fase": "masa-tenang"}).context["groups"]
    rows = [row for group in found for row in group.rows]
    assert rows
    assert all(row.statement == 3 and "quiet" in row.phases for row in rows)
    assert client.get(reverse("may_list"), {"butir": "99", "fase": "x"}).status_code == 200


def test_the_card_of_a_day_is_made_from_the_pack(client, cast):
    cast.agency.is_demo, cast.agency.today = True, date(2024, 2, 10)
    cast.agency.save()
    answer = client.get(reverse("may_today"))
    day = answer.context["day"]
    assert day.phase.id == "campaign"
    assert day.today.next.days == 1
    assert [one.outcome for one in day.reminders][1:] == [Outcome.YES, Outcome.ASK]
    assert len(day.reminders) == 3


# ---------------------------------------------------------------- the pocket guide


@pytest.mark.parametrize("pack", [pack.name for pack in available()])
@pytest.mark.parametrize("phase", [phase.id for phase in PHASES])
def test_the_guide_is_two_pages_and_the_same_again(pack, phase):
    loaded = packs.load(pack)
    made = guide.pocket_guide(loaded, phase)
    again = guide.pocket_guide.__wrapped__(loaded, phase)
    assert made == again
    pages = pypdf.PdfReader(io.BytesIO(made)).pages
    assert len(pages) == 2
    width, height = pages[0].mediabox[2:]
    assert (round(width), round(height)) == (595, 842)
    text = " ".join(one.extract_text() for one in pages)
    listed = [form.id for form in loaded.forms.forms if phase in form.phases]
    kinds = {form.id: form.kinds for form in loaded.forms.forms}
    assert all(
        name in text for name in listed if not kinds[name] or loaded.about.kind in kinds[name]
    )
    assert all(act.id in text for act in loaded.acts.acts)


def test_the_guide_is_served(client, cast):
    answer = client.get(reverse("may_guide"), {"fase": "masa-tenang"})
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert client.get(reverse("may_guide")).status_code == 200
    assert client.get(reverse("may_guide"), {"fase": "besok"}).status_code == 404
