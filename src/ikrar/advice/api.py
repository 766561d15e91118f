"""The API of "may I?": a question in, the very answers of `ikrar pack may` out; and every act that there is.

What comes in: a question from anybody, with or without a token. Nothing of it is stored or logged, and no error
repeats it.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_variables
from ninja import Router

from ikrar.advice import examples, queries, schemas
from ikrar.errors import Error
from ikrar.packs import Pack, may
from ikrar.packs.law import Form
from ikrar.people.bearer import Gate
from ikrar.people.queries import agency_or_none
from ikrar.people.states import Scope
from ikrar.web.openapi import described
from ikrar.web.problems import Problem
from ikrar.web.replies import as_json, page_of, plain

router = Router()
READING = (401, 403, 404, 422, 429, 503)
RETRY_SECONDS = "10"
UNKEPT = {"Cache-Control": "no-store"}


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
    return as_json({"note": examples.NOTE, **plain(found)}, headers=UNKEPT)


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
    names = [row["id"] for row in rows]
    shown, following = page_of(rows, names, cursor=cursor, limit=limit)
    return as_json({"items": shown, "next": following}, headers=UNKEPT)


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
    found = may.about(_pack(), act, on=on or queries.day(agency), role=role)
    return as_json(plain(found), headers=UNKEPT)


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
        "text": plain(row.text),
        "statement": row.statement if is_form else None,
        "phases": list(row.phases) if is_form else [],
    }
