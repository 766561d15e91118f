"""Every page of `pages.PAGES`: phone and desktop, light and dark, with the same demands."""

import pytest

from tests.browser.checks import (
    COLOUR_RULES,
    RULES,
    Watch,
    check_axe,
    check_one_title,
    check_reflow,
)
from tests.browser.conftest import SCHEMES, WIDTHS
from tests.browser.pages import PAGES


@pytest.mark.parametrize("wanted", PAGES, ids=lambda page: page.name)
def test_page_is_accessible_narrow_and_alone(wanted, world, page_at, host):
    wanted.url(world)  # may make more of the world, which is done before anybody logs in
    page = page_at(1280, world=world, who=wanted.who)
    watch = Watch(page)
    answer = wanted.open_in(page, world)
    assert answer.status == wanted.status
    check_one_title(page)
    for width in WIDTHS.values():
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            rules = RULES if scheme == "light" else COLOUR_RULES
            check_axe(page, where=f"{wanted.name} at {width} px, {scheme}", rules=rules)
    for width in (320, 360):
        check_reflow(page, width=width)
    watch.check(host=host)


def test_names_are_used_once():
    names = [page.name for page in PAGES]
    assert len(set(names)) == len(names)
