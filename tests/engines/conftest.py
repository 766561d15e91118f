"""Engines are asked without a page: what they say is English."""

import pytest

from ikrar import errors


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setattr(errors, "_language", lambda: "en")
