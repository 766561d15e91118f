"""The first thing a newcomer does: `ikrar demo`, then every door that it prints."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.core.management import call_command
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse

from ikrar.advice.models import Question
from ikrar.advice.queries import audit_answers
from ikrar.cases.queries import audit_cases, visible_to
from ikrar.cases.states import CaseState
from ikrar.cli.install import demo
from ikrar.monitoring.queries import figures
from ikrar.people.models import Employee, User
from ikrar.pledges.models import Signature
from ikrar.pledges.queries import audit_signatures
from ikrar.server.demo import install, ministry
from tests.conftest import quiet


@pytest.fixture(scope="module")
def made(tmp_path_factory, django_db_setup, django_db_blocker) -> Iterator[tuple[str, Path]]:
    """What the command says, for a ministry small enough for a test, and where its data lies; made once."""
    place = tmp_path_factory.mktemp("demo")
    with (
        django_db_blocker.unblock(),
        override_settings(**quiet(place)),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(ministry, "STAFF", 80)
        patch.setattr(figures, "LANGUAGES", ())  # sixty charts take eight seconds
        done = CliRunner().invoke(demo, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    yield done.output, place
    with django_db_blocker.unblock():
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def output(made, db, settings) -> str:
    said, place = made
    settings.DATA_DIR, settings.IKRAR_LOG_KEY = place, str(place / "log-key")
    return said


def test_demo_is_a_whole_ministry(output):
    assert Employee.objects.count() == 80
    assert 20 < Signature.objects.count() < 75
    assert list(audit_signatures()) == []
    signed = Signature.objects.first()
    page = Client().get(reverse("verify_code", args=[signed.code]))
    assert page.status_code == 200
    assert Client().get(reverse("certificate", args=[signed.code])).content.startswith(b"%PDF")


def test_demo_has_a_library_and_a_question_that_waits(output):
    assert sorted(Question.objects.values_list("state", flat=True)) == [
        "ditanyakan",
        "terbit",
        "terbit",
    ]
    assert list(audit_answers()) == []
    assert Client().get(reverse("answers")).text.count('<li class="card"') == 2


def test_demo_has_a_case_that_waits_for_who_decides(output):
    client, hadi = Client(), User.objects.get(username="hadi")
    client.force_login(hadi)
    [case] = visible_to(hadi)
    assert case.state == CaseState.RECOMMENDED
    assert client.post(reverse("key"), {"passphrase": install.PASSPHRASE}).status_code == 302
    page = client.get(reverse("case", args=[case.number]))
    assert page.context["first"].act.name == "putuskan"
    assert client.get(page.context["first"].url).status_code == 200
    assert case.number in client.get(f"{reverse('cases')}?tab=minggu-ini").text
    assert list(audit_cases()) == []


def test_every_door_that_it_prints_opens(output):
    for address in re.findall(r"http://[^/]+(/\S*)", output):
        assert Client().get(address).status_code == 200, address


def test_every_login_that_it_prints_works(output):
    for username in install.DUTY:
        assert f"  {username} " in output
        client = Client()
        form = {"login": username, "password": install.PASSWORD}
        assert client.post(reverse("account_login"), form).status_code == 302
        assert client.get("/").context["user"].username == username


def test_demo_again_changes_nothing(output):
    again = CliRunner().invoke(demo, ["--if-empty"], catch_exceptions=False)
    assert again.exit_code == 0
    assert "nothing was changed" in again.output
    assert Employee.objects.count() == 80

    refused = CliRunner().invoke(demo)
    assert refused.exit_code == 1


def test_units_and_people_of_the_ministry_are_made_up_whole():
    codes = [code for code, _name, _parent in ministry.units()]
    assert len(codes) == len(set(codes))
    rows = list(ministry.rows())
    assert len({row["NIP BARU"] for row in rows}) == len(rows) == ministry.STAFF
    family = set(ministry.FAMILY)
    assert all(row["NAMA"].split()[-1] in family for row in rows)
    assert {row["UNOR ID"] for row in rows} <= set(codes)
