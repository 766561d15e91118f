"""The three pictures of the README, taken from a running demo: `python -m tests.browser.readme LINK`.

LINK is the personal link that `ikrar demo` printed; the server is the one it names.
"""

import shutil
import sys
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, sync_playwright

PASSWORD = "ikrar-peragaan"  # of every login of the demo
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
FOLDER = Path(__file__).resolve().parents[2] / "docs" / "pictures"


def _log_in(page: Page, root: str, username: str) -> None:
    page.goto(f"{root}/akun/login/")
    page.fill("[name=login]", username)
    page.fill("[name=password]", PASSWORD)
    page.click("main form button.primary")
    page.wait_for_url(f"{root}/")


def _sign(page: Page, root: str) -> None:
    page.set_viewport_size({"width": 360, "height": 1500})
    page.goto(f"{root}{urlsplit(sys.argv[1]).path}")
    page.screenshot(path=FOLDER / "sign.png")


def _ceremony(page: Page, root: str) -> None:
    _log_in(page, root, "menteri")
    page.goto(f"{root}/ikrar/upacara/1/layar/")
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(1500)
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(1500)
    page.screenshot(path=FOLDER / "ceremony.png")


def _coverage(page: Page, root: str) -> None:
    _log_in(page, root, "citra")
    page.goto(f"{root}/ikrar/cakupan/")
    page.screenshot(path=FOLDER / "coverage.png")


def main() -> None:
    parts = urlsplit(sys.argv[1])
    root = f"{parts.scheme}://{parts.netloc}"
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for take in (_sign, _ceremony, _coverage):
            page = browser.new_context(viewport={"width": 1280, "height": 760}).new_page()
            take(page, root)
        browser.close()


if __name__ == "__main__":
    main()
