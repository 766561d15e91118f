"""A real browser on a live server: the system's Chromium, driven by Playwright.

Without Chromium these tests are skipped, loudly: a summary line says that no page was looked at.
"""

import os
import shutil
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings as django_settings
from django.test import Client

from ikrar.server import engine
from tests.browser.kept import Kept
from tests.browser.world import World, make_world, user_of

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps a loop running in this thread
CHROMIUM = (
    os.environ.get("IKRAR_CHROMIUM")
    # the same engine without its window: a third less work
    or shutil.which("chromium-headless-shell")
    or shutil.which("chromium")
    or shutil.which("google-chrome")
)
ARGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip
SCHEMES = ("light", "dark")
WIDTHS = {"ponsel": 360, "meja": 1280}
_world = Kept(make_world)  # two seconds once a process, not before each of some 300 tests


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser" in item.nodeid:
            item.add_marker(pytest.mark.browser)


def pytest_terminal_summary(terminalreporter):
    if not CHROMIUM:
        terminalreporter.write_line(
            "NO CHROMIUM: no page was looked at by a browser. Install chromium or set"
            " IKRAR_CHROMIUM, then run again.",
            red=True, bold=True,
        )  # fmt: skip


@pytest.fixture(scope="session")
def chromium():
    if not CHROMIUM:
        pytest.skip("NO CHROMIUM: install it or set IKRAR_CHROMIUM; no page was looked at")
    from playwright.sync_api import sync_playwright

    _read_to_the_end()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield browser
        browser.close()


def _read_to_the_end() -> None:
    """A click also waits for the whole page it led to; Playwright is content with that page's first bytes."""
    from playwright.sync_api import Locator

    first_bytes = Locator.click

    def click(self, **options):
        first_bytes(self, **options)
        self.page.wait_for_load_state()

    Locator.click = click


@pytest.fixture(scope="session")
def _static_root():
    """WhiteNoise warns of a folder that is not there; the live server reads the sources instead."""
    Path(django_settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(scope="session")
def live_server(_static_root, live_server):
    """Warm as a real server is: on a new machine the engine's first compile outlasts a browser's patience."""
    engine.warm()
    return live_server


@pytest.fixture
def world(transactional_db, settings) -> World:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    return _world()


@pytest.fixture
def host(live_server) -> str:
    return urlsplit(live_server.url).hostname


@pytest.fixture
def page_at(chromium, live_server) -> Iterator[Callable]:
    """`page_at(360, "dark", world=world, who="ani")`: an empty page of that size and colour scheme."""
    contexts = []

    def open_page(width: int = 1280, scheme: str = "light", *, world=None, who=None, **options):
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, locale="en-US",
            base_url=live_server.url, reduced_motion="reduce", **options,
        )  # fmt: skip
        context.set_default_timeout(10_000)
        contexts.append(context)
        if who:
            context.add_cookies([_session_cookie(user_of(world, who), live_server.url)])
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


def _session_cookie(user, url: str) -> dict[str, str]:
    client = Client()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        client.force_login(user)
    cookie = next(iter(client.cookies.values()))
    return {"name": cookie.key, "value": cookie.value, "url": url}
