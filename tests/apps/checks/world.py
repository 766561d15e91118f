"""Calls to the API for its tests, and a judge whose answers can be foretold."""

import json

from django.core.cache import cache
from django.test import Client

from ikrar.people import actions
from tests.engines.screening import fake

URL = "/api/v1/screenings"
PACKS = "/api/v1/packs"
PROBLEM = "application/problem+json"


def begin(monkeypatch) -> None:
    """Nothing counted yet; word lists in place of the model."""
    from ikrar.screening import engine, explain

    cache.clear()
    monkeypatch.setattr(engine, "screen", fake.screen)
    monkeypatch.setattr(explain, "explain", _explain, raising=False)


def _explain(finding, *, text, pack, on, language):
    quoted = ", ".join(text[start:end] for start, end in finding["spans"])
    return f"{language} {pack.pack.name} {on} {pack.role}: {quoted}"


def token_headers(scopes=("screenings", "packs")) -> dict[str, str]:
    _token, text = actions.create_token("Uji", scopes=scopes, days=1, by=None)
    return {"Authorization": f"Bearer {text}"}


def post(body, client=None, *, headers=None, content_type="application/json"):
    data = body if isinstance(body, bytes | str) else json.dumps(body)
    return (client or Client()).post(URL, data, content_type=content_type, headers=headers or {})


def posts(*texts, **more):
    return {"posts": [{"text": text} for text in texts], **more}


def assert_problem(answer, status):
    assert answer.status_code == status, answer.content[:300]
    assert answer["Content-Type"] == PROBLEM
    said = answer.json()
    assert said["status"] == status
    assert said["detail"].endswith((".", "?"))
    assert {"type", "title", "status", "detail"} <= said.keys()
