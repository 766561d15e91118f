"""A page with explanations: every finding has one, made with its own text and day, and nothing else moved."""

from datetime import date

import pyarrow as pa

from ikrar import packs
from ikrar.screening.explain import explain
from ikrar.screening.explained import with_explanations
from ikrar.screening.law import lawbook
from ikrar.screening.reading import open_source
from ikrar.screening.stream import EXPLAINED_ROWS, Options, screened
from tests.engines.screening import fake

TEXTS = ["ayo coblos goblok", "halo", None, "golput"]


def page(**columns):
    return pa.table({"text": pa.array(TEXTS), **columns})


def told(posts, options):
    found = fake.screen(posts, on=options.on)
    asked = {"pack": options.pack, "role": options.role, "on": options.on}
    return found, with_explanations(found, posts, **asked)


def test_every_finding_is_explained_and_nothing_else_changes():
    found, explained = told(page(), Options())
    assert explained.column_names == found.column_names
    for before, after in zip(found.to_pylist(), explained.to_pylist(), strict=True):
        for finding in after["findings"]:
            assert finding.pop("explanation").startswith("Temuan")
        assert after == before


def test_an_explanation_knows_the_text_the_day_and_the_role():
    dates = pa.array(["2024-01-15", "", "no day", None])
    options = Options(on=date(2023, 6, 1), role="pppk")
    found, explained = told(page(date=dates), options)
    book = lawbook(packs.load(options.pack), "pppk")
    for row, day in ((0, date(2024, 1, 15)), (3, options.on)):
        finding = found["findings"][row].as_py()[0]
        said = explained["findings"][row].as_py()[0]["explanation"]
        assert said == explain(finding, text=TEXTS[row], on=day, pack=book)


def test_pages_with_explanations_are_small(tmp_path):
    """Of a full page of findings the sentences would take gigabytes."""
    path = tmp_path / "posts.txt"
    path.write_text("ayo coblos\n" * (2 * EXPLAINED_ROWS + 1))
    for options, rows in ((Options(explain=True), [EXPLAINED_ROWS] * 2 + [1]), (Options(), [8193])):
        pages = screened(open_source(path), options, fake.screen)
        assert [page.num_rows for page, _ in pages] == rows


def test_a_page_without_findings_keeps_its_shape():
    posts = pa.table({"text": ["halo", ""]})
    _, explained = told(posts, Options())
    assert explained["findings"].to_pylist() == [[], []]
    assert "explanation" in str(explained.schema)
