"""Every model and every choice is in docs/glossary.md with the word that users read, and no other."""

import re

import pytest
from django.apps import apps
from django.db.models import Choices
from django.utils import translation

from tests.house.source import APPS, PACKAGE, ROOT, name, python_files, templates

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text()
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in GLOSSARY.splitlines()
    if line.startswith("|")
]
MODELS = [model for app in APPS for model in apps.get_app_config(app).get_models()]


def _choices() -> list[type[Choices]]:
    found = set()
    for app in APPS:
        try:
            states = __import__(f"ikrar.{app}.states", fromlist=["*"])
        except ModuleNotFoundError:
            continue
        found |= {
            value
            for value in vars(states).values()
            if isinstance(value, type) and issubclass(value, Choices) and value.choices
        }
    return sorted(found, key=lambda kind: kind.__name__)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_model_is_in_the_glossary(model):
    with translation.override("id"):
        assert [model.__name__, str(model._meta.verbose_name)] in [row[:2] for row in ROWS]


@pytest.mark.parametrize("kind", _choices(), ids=lambda kind: kind.__name__)
def test_choice_is_in_the_glossary(kind):
    with translation.override("id"):
        for value, label in kind.choices:
            assert [kind.__name__, str(value), str(label)] in [row[:3] for row in ROWS]


def test_glossary_has_no_choice_that_is_gone():
    known = {(kind.__name__, str(value)) for kind in _choices() for value in kind.values}
    stated = {(row[0], row[1]) for row in ROWS if len(row) == 4 and row[0] in {k for k, _ in known}}
    assert stated == known


FORBIDDEN = re.compile(r"blockchain|rantai blok|\bvalidasi\b", re.IGNORECASE)


def test_words_we_do_not_use():
    paths = [*templates(), *python_files(PACKAGE)]
    found = {name(path): FORBIDDEN.findall(path.read_text()) for path in paths}
    assert {path: words for path, words in found.items() if words} == {}
