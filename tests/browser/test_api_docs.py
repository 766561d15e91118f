"""The page that describes the API is not ours, so it is held to our policy: nothing from outside, nothing refused."""

import pytest

pytestmark = pytest.mark.browser


def test_the_description_opens_and_can_be_tried(page_at, live_server, world):
    page, said, asked = page_at(), [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/api/v1/docs")
    operation = page.locator("#operations-Packs-listPacks")
    operation.locator(".opblock-summary-control").click()
    operation.locator(".try-out__btn").click()
    operation.locator(".execute").click()
    operation.locator(".live-responses-table .response-col_status", has_text="200").wait_for()
    assert page.locator(".errors-wrapper").count() == 0
    assert said == []
    assert {url.startswith((live_server.url, "data:")) for url in asked} == {True}
