"""Page, glossary and guide call every label the same."""

from django.utils import translation

from ikrar.screening.labels import AGAINST_PLEDGE, LABELS, STATEMENT
from ikrar.web.labels import LABELS as WORDS
from tests.house.source import ROOT


def rows(page: str) -> list[list[str]]:
    lines = (ROOT / "docs" / page).read_text().splitlines()
    return [[c.strip() for c in line.strip("|").split("|")] for line in lines if line[:1] == "|"]


def test_every_label_has_words():
    assert tuple(WORDS) == LABELS
    with translation.override("id"):
        assert len({str(word.name) for word in WORDS.values()}) == len(LABELS)


def test_glossary_says_the_same():
    stated = {row[0]: row[1:3] for row in rows("glossary.md") if row[0].startswith("`")}
    with translation.override("id"):
        wanted = {
            f"`{label}`": [str(STATEMENT.get(label, "–")), str(word.name)]
            for label, word in WORDS.items()
        }
    assert stated == wanted


def test_guide_says_the_same():
    stated = {row[0]: row[1] for row in rows("panduan/memeriksa-unggahan.md")}
    with translation.override("id"):
        wanted = {str(WORDS[label].name): str(STATEMENT[label]) for label in AGAINST_PLEDGE}
    assert wanted.items() <= stated.items()
    assert len(stated) == len(wanted) + 2  # the head of the table and the line below it
