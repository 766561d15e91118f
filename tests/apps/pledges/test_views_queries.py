"""How many questions each page asks the database: pinned, so that no page grows with its rows.

Every page asks for the agency, and a page with a login for session, user and roles; the rest is its own.
"""

import pytest
from django.urls import reverse

from ikrar.ledger import actions as ledger
from ikrar.people.models import Role
from ikrar.people.states import RoleName
from ikrar.pledges import actions
from ikrar.pledges.states import CeremonyState
from ikrar.server.context import forget_zone
from tests.apps.pledges import steps
from tests.cast import make_employee

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_zone():
    """The agency's zone is asked for every ten seconds; ask now, in the first visit of each test."""
    forget_zone()


@pytest.fixture
def scene(cast, campaign, ani):
    """One person has signed, one has a link, a ceremony waits, and there are rows enough to notice."""
    for number in range(12):
        make_employee(cast.other, f"X{number:03}", f"Contoh {number:03}", kind="ppnpn")
    actions.sync_signatories(campaign, by=None)
    signature = steps.sign(ani)
    for person in campaign.signatories.filter(employee__kind="ppnpn")[:5]:
        steps.sign(steps.signatory_of(campaign, person.employee))
    ledger.sequence()
    Role.objects.create(user=cast.fajar, name=RoleName.WITNESS)
    budi = steps.signatory_of(campaign, cast.budi.employee)
    return {
        "cast": cast,
        "signature": signature.code,
        "token": actions.issue_link(budi, by=None)[1],
        "ceremony": actions.open_ceremony(campaign, name="Apel", leader=cast.fajar, by=cast.fajar),
        "campaign": campaign.slug,
        "unit": cast.top.pk,
        "employee": signature.signatory.employee_id,
    }


PAGES = [
    # page, argument, who, questions
    ("campaign", None, None, 3),
    ("sign_code", None, None, 1),
    ("sign_link", "token", None, 2),
    ("sign_login", None, "budi", 8),
    ("signed", "signature", None, 6),
    ("bundle", "signature", None, 5),
    ("verify", None, None, 1),
    ("verify_code", "signature", None, 8),
    ("kiosk", None, "fajar", 6),
    ("coverage_unit", "unit", "fajar", 15),
    ("missing", "unit", "fajar", 14),
    ("remind", "unit", "fajar", 11),
    ("desk", None, "fajar", 8),
    ("desk_campaign", "campaign", "fajar", 15),
    ("campaign_new", None, "fajar", 6),
    ("campaign_text", "campaign", "fajar", 7),
    ("campaign_close", "campaign", "fajar", 6),
    ("campaign_links", "campaign", "fajar", 9),
    ("ceremony_new", "campaign", "fajar", 6),
    ("campaign_signatures", "campaign", "fajar", 8),
    ("signature", "signature", "fajar", 10),
    ("withdraw", "signature", "fajar", 7),
    ("erase_person", "employee", "fajar", 6),
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page[0])
def test_questions(client, scene, django_assert_num_queries, page):
    name, key, who, questions = page
    if who:
        client.force_login(getattr(scene["cast"], who))
    url = reverse(name, args=[scene[key]] if key else [])
    client.get(url)  # whatever is cached for the process is cached now
    with django_assert_num_queries(questions):
        assert client.get(url).status_code == 200


def test_questions_of_signing(client, campaign, scene, django_assert_num_queries):
    url = reverse("sign_link", args=[scene["token"]])
    ticks = {"text_sha256": campaign.text.sha256} | {f"accept_{n}": "on" for n in (1, 2, 3, 4)}
    client.get(url)
    with django_assert_num_queries(8):
        assert client.post(url, ticks).status_code == 302


@pytest.mark.parametrize(("state", "questions"), [("menunggu", 3), ("pembacaan", 3)])
def test_questions_of_a_screen_that_is_polled(
    client, scene, django_assert_num_queries, state, questions
):
    ceremony = scene["ceremony"]
    ceremony.state = CeremonyState(state)
    ceremony.save()
    url = reverse("ceremony_screen", args=[ceremony.pk])
    version = client.get(url).content.decode().split("?v=")[1].split('"')[0]
    with django_assert_num_queries(questions):
        assert client.get(f"{url}?v={version}", headers={"HX-Request": "true"}).status_code == 204


def test_questions_of_a_phone_that_polls(client, scene, django_assert_num_queries):
    url = reverse("ceremony_join", args=[scene["ceremony"].join_code])
    client.post(url, {"code": scene["token"]})
    version = client.get(url).content.decode().split("?v=")[1].split('"')[0]
    with django_assert_num_queries(4):
        assert client.get(f"{url}?v={version}", headers={"HX-Request": "true"}).status_code == 204
