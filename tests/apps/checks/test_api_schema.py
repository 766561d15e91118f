"""Schemathesis throws what the description allows, and what it does not, at the WSGI app.

Every answer must be one that the description names: no server error, right status, right media type, right
shape; a wrong call must be refused, a right one taken. The same examples each time.
"""

from functools import cache

import pytest
import schemathesis
from django.core.cache import cache as django_cache
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings

from ikrar.people import actions, bearer
from ikrar.server.api import openapi

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
CONFIG = schemathesis.Config.from_dict({"generation": {"mode": "all"}, "seed": 1})
schema = schemathesis.openapi.from_dict(openapi(), config=CONFIG)


@cache
def _handler():
    return get_wsgi_application()


def app(environ, start_response):
    """The project's WSGI app, made when the first test has set its folders up."""
    return _handler()(environ, start_response)


schema.app = app
SAME = settings(
    max_examples=25, derandomize=True, deadline=None, database=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


@pytest.fixture(autouse=True)
def _one_connection_and_no_counting(monkeypatch):
    """The test's own transaction outlives each call, as with Django's test client."""
    django_cache.clear()
    monkeypatch.setattr(bearer, "CALLS_WITHOUT", 10**9)
    monkeypatch.setattr(bearer, "CALLS_WITH_TOKEN", 10**9)
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def token(cast):
    _row, text = actions.create_token(
        "Uji", scopes=["screenings", "packs", "advice"], days=1, by=None
    )
    return {"Authorization": f"Bearer {text}"}


@schema.parametrize()
@SAME
def test_the_api_does_what_it_says(case):
    case.call_and_validate()


@schema.parametrize()
@SAME
def test_with_a_token_too(case, token):
    case.call_and_validate(headers=token)


def test_the_description_is_served(client):
    assert client.get("/api/v1/openapi.json").json() == openapi()
