"""What every page is held to: no accessibility violation, no sideways scrolling, no stranger, no complaint."""

from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"],
    },
    "resultTypes": ["violations"],
    "preload": False,  # style sheets, fetched again for rules that are not among these
}
TARGET = 24  # px, WCAG 2.5.8; our own controls aim at 44
_axe = Axe("'axe' in window")  # put into each page once, below, not before each of four looks


# all that another colour scheme can break
COLOUR_RULES = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
    "preload": False,
}


def check_axe(page: Page, *, where: str = "", rules: dict = RULES) -> None:
    """WCAG 2.2 A and AA: zero violations."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    results = _axe.run(page, options=rules)
    assert results.violations_count == 0, f"{where}\n{results.generate_report()}"


def check_reflow(page: Page, *, width: int) -> None:
    """Nothing makes the page scroll sideways at this width."""
    size = page.viewport_size
    page.set_viewport_size({"width": width, "height": 800})
    wide = page.evaluate("document.documentElement.scrollWidth")
    culprits = page.evaluate(
        "w => [...document.querySelectorAll('body *')]"
        ".filter(e => e.getBoundingClientRect().right > w + 1)"
        ".map(e => e.tagName + '.' + e.className).slice(0, 5)",
        width,
    )
    page.set_viewport_size(size)
    assert wide <= width, f"{page.url} is {wide} px wide at {width} px: {culprits}"


def check_one_title(page: Page) -> None:
    """One h1, a title, a language: what a screen reader says first."""
    assert page.locator("h1").count() == 1, f"{page.url} has {page.locator('h1').count()} h1"
    assert page.title().split("·")[0].strip(), f"{page.url} has no title"
    assert page.locator("html").get_attribute("lang") in {"id", "en"}


class Watch:
    """Listens to a page from before it is opened: requests, console, errors."""

    def __init__(self, page: Page) -> None:
        self.hosts: set[str] = set()
        self.complaints: list[str] = []
        page.on("request", lambda request: self._see(request.url))
        page.on("console", lambda said: self._hear(said.type, said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _see(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob", "about"}:
            self.hosts.add(parts.hostname or "")

    def _hear(self, kind: str, text: str) -> None:
        # a page that answers 404 on purpose is not a complaint
        if kind in {"error", "warning"} and "Failed to load resource" not in text:
            self.complaints.append(f"{kind}: {text}")

    def check(self, *, host: str) -> None:
        strangers = self.hosts - {host}
        assert not strangers, f"requests to {sorted(strangers)}"
        assert not self.complaints, "\n".join(self.complaints)
