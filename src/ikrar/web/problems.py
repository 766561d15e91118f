"""Refusals as programs read them: problem details (RFC 9457), in English.

In: a status, what happened and what to do. Out: `application/problem+json`. Nothing that a caller sent is
repeated except the names of its fields.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpResponse

from ikrar.errors import Error

MEDIA_TYPE: Final = "application/problem+json"
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing to mend: a JSON pointer into the body, or the name of a parameter."""

    detail: str
    pointer: str | None = None
    parameter: str | None = None


class Problem(Error):
    """A refusal on its way to a program."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        headers: Mapping[str, str] | None = None,
        wrongs: Iterable[Wrong] = (),
    ) -> None:
        super().__init__(detail)
        self.status = HTTPStatus(status)
        self.headers = dict(headers or {})
        self.wrongs = tuple(wrongs)

    def answer(self) -> HttpResponse:
        """The problem as a response."""
        body: dict[str, Any] = {
            "type": "about:blank",
            "title": self.status.phrase,
            "status": self.status.value,
            "detail": str(self),
        }
        if self.wrongs:
            body["errors"] = [_plain(wrong) for wrong in self.wrongs[:SHOWN]]
        return HttpResponse(
            json.dumps(body),
            status=self.status.value,
            content_type=MEDIA_TYPE,
            headers={"Cache-Control": "no-store", **self.headers},
        )


def _plain(wrong: Wrong) -> dict[str, str]:
    where = {"pointer": wrong.pointer, "parameter": wrong.parameter}
    return {name: text for name, text in where.items() if text is not None} | {
        "detail": wrong.detail
    }
