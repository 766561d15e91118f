"""Every address of the programme: who may open it, that a button is pressed and not followed, and that nothing leaks."""

import pytest
from django.urls import URLPattern

from ikrar.programme import actions, queries, urls
from ikrar.programme.plan_rows import Terms
from ikrar.programme.states import MessageState
from tests.apps.programme import browse, steps

pytestmark = pytest.mark.django_db
NAMES = [pattern.name for pattern in urls.urlpatterns if isinstance(pattern, URLPattern)]
DESK = [name for name in NAMES if name not in browse.PUBLIC]
BUTTONS = ["message_send", "message_approve", "message_publish"]


@pytest.fixture(autouse=True)
def _still():
    with steps.clock():
        yield


@pytest.fixture
def message(humas):
    return steps.published(humas)


@pytest.fixture
def plan(humas):
    terms = Terms(queries.the_pack(), (), queries.zone())
    data = b"judul,teks,saluran,tanggal\nSatu judul,Satu teks,sms,2024-01-20\n"
    return actions.bring_plan(data, "r.csv", terms=terms, by=humas.maya)[0]


def test_every_address_is_known_to_this_test():
    assert len(NAMES) == len(set(NAMES)) > 30
    assert set(NAMES) >= browse.PUBLIC


@pytest.mark.parametrize("name", DESK)
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_is_sent_to_the_login(message, plan, name, method):
    response = getattr(browse.client(), method)(browse.address(name, message, plan))
    assert response.status_code == 302
    assert "/masuk/" in response.url or "login" in response.url


@pytest.mark.parametrize("who", ["ani", "dodi", "citra", "eka", "fajar"])
@pytest.mark.parametrize("name", DESK)
def test_others_are_refused(humas, message, plan, name, who):
    client = browse.client(getattr(humas.cast, who))
    where = browse.address(name, message, plan)
    for response in (client.get(where), client.post(where, {"reason": steps.REASON})):
        assert response.status_code == 403
        assert steps.TEXT not in browse.text_of(response)
    assert steps.fresh(message).state == MessageState.PUBLISHED


@pytest.mark.parametrize("name", sorted(browse.PUBLIC - {"public_picture"}))
def test_what_is_published_is_for_everybody(message, name):
    response = browse.client().get(browse.address(name, message))
    assert browse.bytes_of(response)
    assert response.status_code == 200


@pytest.mark.parametrize(
    "name", ["public_message", "public_picture", "public_proof", "public_card"]
)
@pytest.mark.parametrize("state", [MessageState.DRAFT, MessageState.CHECKED, MessageState.APPROVED, MessageState.HELD, MessageState.CANCELLED])  # fmt: skip
def test_a_draft_is_not_there(humas, name, state):
    draft = steps.in_state(humas, state)
    response = browse.client().get(browse.address(name, draft))
    assert response.status_code == 404
    assert steps.TEXT not in browse.text_of(response)


@pytest.mark.parametrize("state", [MessageState.WITHDRAWN, MessageState.ERASED])
def test_what_was_withdrawn_says_so_and_no_more(humas, state):
    gone = steps.in_state(humas, state)
    page = browse.client().get(browse.address("public_message", gone))
    assert page.status_code == 410
    assert steps.TEXT not in browse.text_of(page)
    assert (steps.REASON in browse.text_of(page)) == (state == MessageState.WITHDRAWN)
    for name in ("public_card", "public_proof", "public_picture"):
        assert browse.client().get(browse.address(name, gone)).status_code == 404
    for name in ("feed_rss", "feed_atom", "feed_json", "public_messages"):
        assert steps.TEXT not in browse.text_of(browse.client().get(browse.address(name, gone)))


@pytest.mark.parametrize("name", BUTTONS)
def test_a_button_that_is_only_followed_leads_back(humas, name):
    message = steps.approved(humas)
    response = browse.client(humas.maya).get(browse.address(name, message))
    assert response.status_code == 302
    assert response.url == browse.address("message", message)
    assert steps.fresh(message).state == MessageState.APPROVED


@pytest.mark.parametrize("name", DESK)
def test_no_page_of_the_desk_is_kept(humas, message, plan, name):
    response = browse.client(humas.maya).get(browse.address(name, message, plan))
    assert response.status_code < 500
    if response.status_code == 200:
        assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("where", ["/program/999999/", "/program/99999999999999999999999/", "/program/impor/00000000-0000-0000-0000-000000000000/", "/program/ekspor.pdf", "/program/pesan/00000000-0000-0000-0000-000000000000/"])  # fmt: skip
def test_what_is_not_there_is_not_found(humas, where):
    assert browse.client(humas.maya).get(where).status_code in (200, 404)


@pytest.mark.parametrize(("shape", "kind"), [("bulat", "png"), ("persegi", "pdf"), ("..", "png"), ("persegi", "svg/")])  # fmt: skip
def test_there_is_no_such_card(message, shape, kind):
    where = f"/program/pesan/{message.ref}/kartu-{shape}.{kind}"
    assert browse.client().get(where).status_code == 404


def test_cards_and_kits_are_counted(message, one_minute):
    where = browse.address("public_kit", message)
    codes = []
    for _n in range(8):
        response = browse.client().get(where)
        codes.append(response.status_code)
        browse.bytes_of(response)
    assert codes[:6] == [200] * 6
    assert codes[-1] == 429
