"""The API under /api/v1/: every duty's doors for programs, put together; every refusal a problem (RFC 9457).

No session, cookie or form token plays a part, and no header invites pages of other sites: a browser lets
only our own pages read the answers. What is trusted: nothing but a token's hash.
"""

import json
import logging
import traceback
from collections.abc import Callable
from typing import Any

from django.core.exceptions import DisallowedHost
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, re_path
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.parser import Parser

from ikrar.advice.api import router as advice
from ikrar.checks.api import router as screenings
from ikrar.checks.api_packs import pack_names
from ikrar.checks.api_packs import router as packs
from ikrar.errors import Error
from ikrar.server.errors import RETRY_AFTER_SECONDS, STATUS
from ikrar.web.bodies import read_json
from ikrar.web.openapi import BROKEN, components
from ikrar.web.problems import MEDIA_TYPE, Problem, Wrong

log = logging.getLogger(__name__)
PREFIX = "/api/v1/"
WHERE = f"The description of this interface is at {PREFIX}openapi.json."
AWAY = "The database cannot be reached or written now. Nothing was changed; try again in a moment."
REFUSED = f"The server does not take this request. {WHERE}"
NO_DAY = "there is no such day; a day is written YYYY-MM-DD"


class StrictJson(Parser):
    """Bodies read by our own rules."""

    def parse_body(self, request: HttpRequest) -> Any:
        return read_json(request.body)


api = NinjaAPI(
    title="Ikrar",
    version="1",
    description=(
        "Screen posts against the neutrality pledge, ask whether something may be done, and read the elections "
        "that both are judged by. "
        "Findings are questions for a human. Errors are problem details (RFC 9457)."
    ),
    urls_namespace="api",
    openapi_url=None,
    docs_url=None,
    parser=StrictJson(),
)
api.add_router("", screenings)
api.add_router("", packs)
api.add_router("", advice)


# ---------------------------------------------------------------- problems


@api.exception_handler(Problem)
def _problem(request: HttpRequest, problem: Problem) -> HttpResponse:
    return problem.answer()


@api.exception_handler(Error)
def _refused(request: HttpRequest, error: Error) -> HttpResponse:
    status = next(code for kind, code in STATUS.items() if isinstance(error, kind))
    return Problem(status, str(error)).answer()


@api.exception_handler(HttpError)
def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    cause = error.__cause__  # ninja wraps what the parser says
    known = cause if isinstance(cause, Problem) else Problem(error.status_code, str(error))
    return known.answer()


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return Problem(404, f"There is nothing at this address. {WHERE}").answer()


@api.exception_handler(ValidationError)
def _mend(request: HttpRequest, error: ValidationError) -> HttpResponse:
    wrongs = [_wrong(one) for one in error.errors]
    count = f"{len(wrongs)} things are" if len(wrongs) > 1 else "1 thing is"
    return Problem(422, f"{count} to be mended; see `errors`.", wrongs=wrongs).answer()


def _wrong(error: dict[str, Any]) -> Wrong:
    """Where and what, without the value that was sent."""
    (source, *place), said = error["loc"], _said(error)
    if source != "body":
        return Wrong(said, parameter=str(place[0]))
    # the first step is the name of our own argument
    steps = [str(step).replace("~", "~0").replace("/", "~1") for step in place[1:]]
    return Wrong(said, pointer="#" + "".join(f"/{step}" for step in steps))


def _said(error: dict[str, Any]) -> str:
    """The message, in the words of JSON and not of Python."""
    kind, said = error["type"], error["msg"].removeprefix("Value error, ")
    if kind in {"model_type", "model_attributes_type"}:
        return "Send a JSON object."
    return NO_DAY if kind.startswith("date_") else said


@api.exception_handler(OperationalError)
@api.exception_handler(InterfaceError)
def _away(request: HttpRequest, error: Exception) -> HttpResponse:
    log.error("The database did not do what it was asked: %s", error)
    return Problem(503, AWAY, headers={"Retry-After": RETRY_AFTER_SECONDS}).answer()


@api.exception_handler(Exception)
def _broken(request: HttpRequest, error: Exception) -> HttpResponse:
    """A fault of ours; its message may repeat what was sent, so only its place is logged."""
    where = "".join(traceback.format_tb(error.__traceback__))
    log.error("%s failed with %s:\n%s", request.path, type(error).__name__, where)
    return Problem(500, BROKEN).answer()


# ---------------------------------------------------------------- around every call

Answer = Callable[[HttpRequest], HttpResponse]


class ApiMiddleware:
    """Keeps the API in English and in JSON, whatever part of the server answers.

    Stands before all others, so that what they refuse (a foreign host, a database that is away) is a
    problem too. HEAD is GET without its body.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(PREFIX):
            return self.get_response(request)
        try:
            request.get_host()
        except DisallowedHost:
            return Problem(400, "This server does not answer to that host name.").answer()
        is_head = request.method == "HEAD"
        if is_head:
            request.method = "GET"
        response = _as_problem(request, self.get_response(request))
        if is_head:
            size = len(response.content)
            response.content = b""
            response["Content-Length"] = str(size)
        return response

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        if request.path.startswith(PREFIX):
            translation.activate("en")


def _as_problem(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    status = response.status_code
    if status < 400 or response["Content-Type"].startswith(MEDIA_TYPE):
        return response
    own = {"Content-Type", "Content-Length", "Content-Language", "Cache-Control"}
    kept = {name: text for name, text in response.items() if name not in own}
    said = {
        400: "The request cannot be understood.",
        404: f"There is nothing at this address. {WHERE}",
        405: f"This address does not take {request.method}; it takes {kept.get('Allow', 'GET')}.",
        503: AWAY,
    }
    other = BROKEN if status >= 500 else REFUSED
    return Problem(status, said.get(status, other), headers=kept).answer()


# ---------------------------------------------------------------- addresses


def openapi() -> dict[str, Any]:
    """The OpenAPI document of the API."""
    found = api.get_openapi_schema(path_prefix=PREFIX)
    for name, parts in components().items():
        found["components"].setdefault(name, {}).update(parts)
    plain: dict[str, Any] = json.loads(json.dumps(found))
    for operations in plain["paths"].values():
        for operation in operations.values():
            for parameter in operation["parameters"]:
                _not_null(parameter["schema"])
    wanted = plain["components"]["schemas"]["ScreeningRequest"]["properties"]
    wanted["pack"]["anyOf"][0] = {"type": "string", "enum": pack_names()}
    return plain


def _not_null(schema: dict[str, Any]) -> None:
    """A parameter that is not given is absent; no address can hold a null."""
    kinds = [kind for kind in schema.pop("anyOf", []) if kind != {"type": "null"}]
    for kind in kinds:
        schema.update(kind)


@csrf_exempt
@require_safe
def openapi_json(request: HttpRequest) -> HttpResponse:
    """The description that programs are made from."""
    return HttpResponse(json.dumps(openapi()), content_type="application/json")


@csrf_exempt
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """The description to read and to try, with django-ninja's own page and files."""
    settings = {"layout": "BaseLayout", "deepLinking": True, "url": f"{PREFIX}openapi.json"}
    context = {"api": api, "swagger_settings": json.dumps(settings), "add_csrf": False}
    return render(request, "ninja/swagger.html", context)


@csrf_exempt
def nothing(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Any other address below the prefix."""
    return Problem(404, f"There is nothing at this address. {WHERE}").answer()


urlpatterns = [
    path("", nothing),
    path("openapi.json", openapi_json),
    path("docs", docs, name="api_docs"),
    path("", api.urls),
    re_path(r"^(?P<rest>.*)$", nothing),
]
