"""Errors of engines speak the reader's language, and English where nobody said which."""

from ikrar import errors
from ikrar.errors import InputError


def test_an_error_has_the_words_of_the_language_that_is_asked_for(monkeypatch):
    one = InputError("Too short.", id_="Terlalu pendek.")
    assert str(one) == "Too short."
    monkeypatch.setattr(errors, "_language", lambda: "id")
    assert str(one) == "Terlalu pendek."
    assert str(InputError("Only English.")) == "Only English."
