"""The pages of the conversation that browser tests and pictures look at; they make it first."""

from typing import Any

from tests.browser.page import Page
from tests.browser.world import World


def send_empty(page: Any) -> None:
    """Send a form with nothing filled in."""
    page.locator("main button.primary").click()
    page.wait_for_load_state()


def said(world: World, name: str, *args: object) -> str:
    """An address of the conversation, once there is one."""
    assert world.talk
    return world.url(name, *args)


def open_all(page: Any) -> None:
    """Open everything that is covered."""
    page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true; })")


CONVERSATION = [
    # the conversation
    *[
        Page(
            f"percakapan-{theme}",
            lambda w, t=theme: said(w, "conversation") + f"?tema={t}",
            who="maya",
        )
        for theme in ("memilih", "tenang", "hasil", "lain")
    ],
    Page(
        "percakapan-contoh",
        lambda w: said(w, "conversation_examples", "provoke", "2024-02-16"),
        who="maya",
        then=open_all,
    ),
    Page("percakapan-sumber", lambda w: said(w, "conversation_sources"), who="maya"),
    Page(
        "percakapan-sumber-keliru",
        lambda w: said(w, "conversation_sources"),
        who="maya",
        then=send_empty,
    ),
    Page(
        "percakapan-satu-sumber",
        lambda w: said(w, "conversation_source", w.talk.source.ref),
        who="maya",
    ),
    Page(
        "percakapan-pratinjau",
        lambda w: said(w, "conversation_upload", w.talk.waiting.ref),
        who="maya",
    ),
    Page("percakapan-impor", lambda w: said(w, "conversation_upload", w.talk.done.ref), who="maya"),
    Page("percakapan-temuan", lambda w: said(w, "conversation_findings"), who="maya"),
    Page("percakapan-membaca", lambda w: said(w, "conversation_review"), who="maya", then=open_all),
    Page(
        "percakapan-satu-temuan",
        lambda w: said(w, "conversation_finding", w.talk.upheld.ref),
        who="maya",
        then=open_all,
    ),
    Page("percakapan-diserahkan", lambda w: said(w, "conversation_handed"), who="gita"),
    Page(
        "percakapan-buka-perkara",
        lambda w: said(w, "conversation_case", w.talk.handed.ref),
        who="gita",
    ),
    Page("percakapan-klaim", lambda w: said(w, "conversation_claims"), who="maya", then=open_all),
    Page("percakapan-salinan", lambda w: said(w, "conversation_copies"), who="maya", then=open_all),
    Page("percakapan-penilai", lambda w: said(w, "conversation_judges"), who="maya"),
    Page(
        "percakapan-satu-penilai",
        lambda w: said(w, "conversation_judge", w.talk.judge.ref),
        who="maya",
    ),
]
