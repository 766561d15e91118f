"""Pictures of every page, to be looked at: `python tests/browser/pictures.py [DIRECTORY] [NAME…]`.

Four of each: 360 and 1280 px wide, light and dark. Not a test; it passes if every page could be opened.
"""

import os
import sys
from pathlib import Path

import pytest

from tests.browser.conftest import SCHEMES, WIDTHS
from tests.browser.pages import PAGES

WANTED = os.environ.get("IKRAR_PICTURE_NAMES", "").split()
FOLDER = Path(os.environ.get("IKRAR_PICTURES", "var/pictures"))


@pytest.mark.parametrize("wanted", PAGES, ids=lambda page: page.name)
def test_picture(wanted, world, page_at):
    if WANTED and wanted.name not in WANTED:
        pytest.skip("not asked for")
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted.url(world)  # may make more of the world, which is done before anybody logs in
    page = page_at(1280, world=world, who=wanted.who)
    wanted.open_in(page, world)
    for width in WIDTHS.values():
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=FOLDER / f"{wanted.name}-{width}-{scheme}.png", full_page=True)


if __name__ == "__main__":
    folder, *names = sys.argv[1:] or ["var/pictures"]
    os.environ["IKRAR_PICTURES"] = str(Path(folder).resolve())
    os.environ["IKRAR_PICTURE_NAMES"] = " ".join(names)
    raise SystemExit(pytest.main([__file__, "-p", "no:cacheprovider", "-q"]))
