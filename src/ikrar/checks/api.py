"""The API of checking: posts in, the very objects that `ikrar screen` writes out.

What comes in: JSON from anybody, with or without a token. Nothing of a post is stored or logged, and no
error repeats it.
"""

import json
import logging
import traceback
from typing import TYPE_CHECKING, Final, cast

from django.http import HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_variables
from ninja import Router
from ninja.decorators import decorate_view

from ikrar.checks import examples, schemas
from ikrar.checks.api_packs import pack_named
from ikrar.checks.queries import pack_of
from ikrar.checks.schemas import Post, ScreeningRequest
from ikrar.errors import Error, NotFound
from ikrar.people.bearer import CHALLENGE, Caller, Gate
from ikrar.people.queries import agency_or_none
from ikrar.people.states import Scope
from ikrar.web.bodies import takes_json
from ikrar.web.openapi import described
from ikrar.web.problems import Problem, Wrong

if TYPE_CHECKING:
    import pyarrow as pa

    from ikrar.packs import Pack
    from ikrar.screening.law import Lawbook

log = logging.getLogger(__name__)
router = Router()
RETRY_SECONDS = "10"
# no text can hold this: a quotation mark in one stands behind a backslash
FINDINGS: Final = '"findings": ['


@router.post(
    "/screenings",
    auth=Gate(Scope.SCREENINGS),
    response=schemas.ScreeningAnswer,
    operation_id="createScreenings",
    summary="Screen posts",
    tags=["Screenings"],
    openapi_extra=described(
        *(400, 401, 403, 413, 415, 422, 429, 503), example=examples.ANSWER, body=examples.REQUEST
    ),
)
@decorate_view(takes_json(schemas.MOST_BYTES))
def create_screenings(request: HttpRequest, wanted: ScreeningRequest) -> HttpResponse:
    """Screen up to 1,000 posts (2,000,000 bytes) a call with a token, up to 20 without.

    Each post gets one object, the same that `ikrar screen` writes, in the order of the call. Nothing is
    stored or logged. A post is weighed as a whole, and one sentence may be lost in a text that is longer than posts are:
    send such a text sentence by sentence too, as the page `/cek/` reads it. A finding is a question for a human, never a violation, and that nothing was
    found clears nobody.
    """
    _check_size(len(wanted.posts), cast("Caller", request.auth))  # type: ignore[attr-defined]
    pack = _pack(wanted.pack)
    rows = _rows(wanted, pack)
    head = json.dumps({"pack": pack.name, "note": examples.NOTE})[:-1]
    body = head.encode() + b', "screenings": [' + b", ".join(rows) + b"]}"
    return HttpResponse(
        body, content_type="application/json", headers={"Cache-Control": "no-store"}
    )


def _check_size(posts: int, caller: Caller) -> None:
    if caller.token is None and posts > schemas.MOST_POSTS_WITHOUT:
        raise Problem(
            401,
            f"{posts} posts need a token; without one, send at most {schemas.MOST_POSTS_WITHOUT}.",
            headers=CHALLENGE,
        )


def _pack(name: str | None) -> "Pack":
    """The pack that was asked for, else the agency's own."""
    if name is None:
        return _agency_pack()
    try:
        return pack_named(name)
    except NotFound as error:
        wrong = Wrong(str(error), pointer="#/pack")
        raise Problem(422, "1 thing is to be mended; see `errors`.", wrongs=[wrong]) from error


def _agency_pack() -> "Pack":
    try:
        return pack_of(agency_or_none())
    except Error as error:
        detail = "The agency's own pack cannot be read on this server now. Name one in `pack`."
        raise Problem(503, detail, headers={"Retry-After": RETRY_SECONDS}) from error


@sensitive_variables()
def _rows(wanted: ScreeningRequest, pack: "Pack") -> list[bytes]:
    """One JSON object a post."""
    # loaded on first use: a page or a command without posts need not wait for the engine
    from ikrar.screening import law, lines

    try:
        rows = bytes(lines.json_lines(_screened(wanted, pack))).splitlines()
        if wanted.explain is None:
            return rows
        book = law.lawbook(pack, wanted.role)
        told = zip(rows, wanted.posts, strict=True)
        return [_explained(row, post, wanted, book) for row, post in told]
    except Exception as error:  # noqa: BLE001  whatever it is, its message may hold a post
        where = "".join(traceback.format_tb(error.__traceback__))
        log.error("The screening engine failed with %s:\n%s", type(error).__name__, where)  # noqa: TRY400
        # without the cause, whose frames hold the posts
        raise Problem(
            503,
            "Screening is not available on this server now. Nothing was stored; try again later.",
            headers={"Retry-After": RETRY_SECONDS},
        ) from None


def _screened(wanted: ScreeningRequest, pack: "Pack") -> "pa.Table":
    import pyarrow as pa

    from ikrar.screening import engine

    texts = pa.array([post.text for post in wanted.posts], pa.string())
    days = pa.array([post.date for post in wanted.posts], pa.date32())
    posts = pa.table({"text": texts, "date": days})
    return engine.screen(posts, pack=pack, on=wanted.on, role=wanted.role)


def _explained(row: bytes, post: Post, wanted: ScreeningRequest, book: "Lawbook") -> bytes:
    """The row with an explanation in each finding. All else stays byte for byte, so that no number changes its shape."""
    from ikrar.screening.explain import explain

    head, key, left = row.decode().partition(FINDINGS)
    day, language = post.date or wanted.on, wanted.explain or "id"
    written, read = [head, key], json.JSONDecoder().raw_decode
    while left.startswith("{"):
        finding, end = read(left)
        said = explain(finding, text=post.text, pack=book, on=day, language=language)
        quoted = json.dumps(said, ensure_ascii=False)
        written.append(f'{left[: end - 1]}, "explanation": {quoted}}}')
        left = left[end:]
        if left.startswith(", "):
            written.append(", ")
            left = left[2:]
    return "".join([*written, left]).encode()
