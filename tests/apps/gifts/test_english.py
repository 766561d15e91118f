"""The pages of gifts in English: of the owner and of the UPG, in every state."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from ikrar.gifts.states import GiftKind, GiftState
from ikrar.gifts.views.handling import DEEDS
from tests.apps.gifts import steps
from tests.house.test_english_pages import indonesian_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _language_is_put_back():
    with translation.override(translation.get_language()):
        yield


def test_every_page_is_in_english(world):
    clients = {}
    for who in (world.ani, world.lestari):
        clients[who] = Client()
        clients[who].cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        clients[who].force_login(who)
    steps.record(world, GiftKind.REFUSED)
    seen = steps.record(world, GiftKind.SEEN)
    numbers = [seen.number] + [steps.bring(world, state).gift.number for state in GiftState]
    places = [(world.ani, reverse(name)) for name in ("gifts", "gift_new", "refusals")]
    places += [(world.lestari, reverse("gift_desk") + "?tab=semua")]
    for number in numbers:
        places += [
            (world.ani, reverse(n, args=[number])) for n in ("gift", "gift_answer", "gift_withdraw")
        ]
        places += [(world.lestari, reverse("gift_at_desk", args=[number]))]
        places += [(world.lestari, reverse("gift_act", args=[number, name])) for name in DEEDS]
    found = {}
    for who, place in places:
        answer = clients[who].get(place)
        found |= indonesian_in(answer.content.decode())
    told = ("Contoh", "Parsel makanan", "Di mana barangnya", "Di lemari", "Perlu ditetapkan",
            "Sudah diserahkan", "Salah catat", "loket dua")  # fmt: skip
    left = {word: text for word, text in found.items() if not any(one in text for one in told)}
    assert left == {}
