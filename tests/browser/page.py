"""A page that browser tests look at: its address in the world, who looks, what the server answers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.browser.world import World


@dataclass(frozen=True)
class Page:
    name: str
    url: Callable[[World], str]
    who: str | None = None
    status: int = 200
    then: Callable[[Any], None] | None = None

    def open_in(self, page: Any, world: World) -> Any:
        """Go there, do what is to be done, and give the answer to the first request."""
        answer = page.goto(self.url(world))
        if self.then:
            self.then(page)
        return answer
