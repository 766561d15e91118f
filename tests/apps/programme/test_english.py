"""The pages of the programme in English: the desk in every state, the calendar, plans, and what everybody reads."""

import pytest
from django.conf import settings
from django.utils import translation

from ikrar.programme import actions, queries
from ikrar.programme.plan_rows import Terms
from ikrar.programme.states import MessageState
from tests.apps.programme import browse, steps
from tests.apps.programme.test_doors import DESK
from tests.house.test_english_pages import indonesian_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _language_is_put_back():
    with translation.override(translation.get_language()), steps.clock():
        yield


def test_every_page_is_in_english(humas):
    made = [steps.in_state(humas, state) for state in MessageState]
    made.append(
        steps.sent(humas, text="Coblos nomor 2, salam dua jari. " + "kata " * 200, channel="radio")
    )
    terms = Terms(queries.the_pack(), (), queries.zone())
    with translation.override("en"):  # remarks on rows are kept in the language of who brings them
        plan, _new = actions.bring_plan(
            b"judul,teks,saluran,tanggal,unit\nJudul,x,merpati,kapan,U\n",
            "r.csv",
            terms=terms,
            by=humas.maya,
        )
    found = {}
    clients = [browse.client(who) for who in (humas.maya, humas.nanda, None)]
    for client in clients:
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    names = [*DESK, "public_messages", "public_message"]
    places = [browse.address(name, one, plan) for one in made for name in names]
    places += [f"/program/?keadaan={state}" for state in MessageState]
    places += [
        "/program/kalender/?bulan=2024-01",
        "/program/kalender/?bulan=2022-01",
        "/program/?q=zzz",
    ]
    for place in dict.fromkeys(places):
        for client in clients:
            answer = client.get(place)
            if answer.headers["Content-Type"].startswith("text/html"):
                found |= indonesian_in(answer.content.decode())
    told = ("Contoh", "P-0", "r.csv", "“", "Kenali peserta pemilu · ")
    assert {
        word: text for word, text in found.items() if not any(one in text for one in told)
    } == {}
