"""The API of "may I?": a question in, the very answers of `ikrar pack may` out; and every act that there is.

What comes in: a question from anybody, with or without a token. Nothing of it is stored or logged, and no error
repeats it.
"""

import json
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_variables
from ninja import Router

from ikrar.advice import examples, queries, schemas
from ikrar.errors import Error, NotFound
from ikrar.packs import Pack, may
from ikrar.packs.law import Form
from ikrar.people.bearer import Gate
from ikrar.people.queries import agency_or_none
from ikrar.people.states import Scope
from ikrar.web.openapi import described
from ikrar.web.problems import Problem

router = Router()
READING = (401, 403, 404, 422, 429, 503)
RETRY_SECONDS = "10"


@router.get(
    "/advice",
    auth=Gate(Scope.ADVICE),
    response=schemas.AdvicePage,
    operation_id="askAdvice",
    summary="Ask whether something may be done",
    tags=["Advice"],
    openapi_extra=described(*READING, example=examples.ADVICE),
)
@sensitive_variables()
def ask_advice(
    request: HttpRequest, q: schemas.QParam, on: schemas.OnParam = None,
    role: schemas.RoleParam = "asn",
) -> HttpResponse:  # fmt: skip
    """Place a question among the acts of the agency's pack: at most three answers, best first.

    No answer means that the question cannot be placed: ask a human then. An answer says what is listed for an
    act, not what anybody did, and is no legal advice.
    """
    agency = agency_or_none()
    found = may.ask(_pack(), q.replace("\0", " "), on=on or queries.day(agency), role=role)
    return _json({"note": examples.NOTE, **_plain(found)})


@router.get(
    "/advice/acts",
    auth=Gate(Scope.ADVICE),
    response=schemas.ActPage,
    operation_id="listActs",
    summary="List acts",
    tags=["Advice"],
    openapi_extra=described(*READING, example=examples.ACTS),
)
def list_acts(
    request: HttpRequest, cursor: schemas.Cursor = None, limit: schemas.Limit = 50
) -> HttpResponse:
    """List every act that a question may be placed at: forms of violation, then safe and unclear acts."""
    pack = _pack()
    rows = [_line(row) for row in (*pack.forms.forms, *pack.acts.acts)]
    names, start = [row["id"] for row in rows], 0
    if cursor is not None:
        if cursor not in names:
            raise NotFound("No page ends at this cursor. Begin without one.")
        start = names.index(cursor) + 1
    shown = rows[start : start + limit]
    more = start + limit < len(rows)
    return _json({"items": shown, "next": shown[-1]["id"] if more else None})


@router.get(
    "/advice/acts/{act}",
    auth=Gate(Scope.ADVICE),
    response=schemas.AdviceAnswer,
    operation_id="showAct",
    summary="Show an act",
    tags=["Advice"],
    openapi_extra=described(*READING, example=examples.ANSWER),
)
def show_act(
    request: HttpRequest, act: schemas.ActParam, on: schemas.OnParam = None,
    role: schemas.RoleParam = "asn",
) -> HttpResponse:  # fmt: skip
    """Show what the pack says of one form or act on a day and for a role."""
    agency = agency_or_none()
    return _json(_plain(may.about(_pack(), act, on=on or queries.day(agency), role=role)))


def _pack() -> Pack:
    try:
        return queries.the_pack()
    except Error as error:
        detail = "The agency's own pack cannot be read on this server now."
        raise Problem(503, detail, headers={"Retry-After": RETRY_SECONDS}) from error


def _line(row: Any) -> dict[str, Any]:
    is_form = isinstance(row, Form)
    return {
        "id": row.id,
        "kind": "form" if is_form else row.verdict,
        "text": _plain(row.text),
        "statement": row.statement if is_form else None,
        "phases": list(row.phases) if is_form else [],
    }


def _json(value: Any) -> HttpResponse:
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(json.dumps(value), content_type="application/json", headers=headers)


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(entry) for entry in value]
    return value.isoformat() if isinstance(value, date) else value
