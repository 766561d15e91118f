"""The API of packs: the elections that posts are judged by, with the days, forms and norms they cite.

What comes in: names and days. What goes out: rows of the packs, in pages that a cursor walks. A pack is
found by its name alone; what looks like a path is no name.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel

from ikrar import packs
from ikrar.checks import examples, schemas
from ikrar.errors import Error, NotFound
from ikrar.people.bearer import Gate
from ikrar.people.states import Scope
from ikrar.web.openapi import described
from ikrar.web.problems import Problem
from ikrar.web.replies import as_json, page_of, plain

if TYPE_CHECKING:
    from ikrar.packs import Pack

router = Router()
READING = (401, 403, 404, 422, 429, 503)
NAME = re.compile(schemas.PACK_NAME)


@router.get(
    "/packs",
    auth=Gate(Scope.PACKS),
    response=schemas.PackPage,
    operation_id="listPacks",
    summary="List packs",
    tags=["Packs"],
    openapi_extra=described(*READING, example=examples.PACKS),
)
def list_packs(
    request: HttpRequest, cursor: schemas.Cursor = None, limit: schemas.Limit = 50
) -> HttpResponse:
    """List the elections that posts can be judged by."""
    found = packs.available(settings.IKRAR_PACK_DIRS)
    return _page(found, schemas.PackLine, cursor=cursor, limit=limit, key="name")


@router.get(
    "/packs/{pack}",
    auth=Gate(Scope.PACKS),
    response=schemas.PackCard,
    operation_id="showPack",
    summary="Show a pack",
    tags=["Packs"],
    openapi_extra=described(*READING, example=examples.PACK),
)
def show_pack(request: HttpRequest, pack: schemas.PackParam) -> HttpResponse:
    """Show a pack with its phases and the stages of its calendar."""
    found = pack_named(pack)
    phases = [_shaped(row, schemas.Phase) for row in found.programme.phases]
    stages = [_shaped(row, schemas.Stage) for row in found.calendar.stages if row.held]
    about = {
        name: plain(getattr(found.about, name))
        for name in schemas.PackCard.model_fields
        if name not in {"phases", "stages"}
    }
    return as_json({**about, "phases": phases, "stages": stages})


@router.get(
    "/packs/{pack}/forms",
    auth=Gate(Scope.PACKS),
    response=schemas.FormPage,
    operation_id="listForms",
    summary="List forms of violation",
    tags=["Packs"],
    openapi_extra=described(*READING, example=examples.FORMS),
)
def list_forms(
    request: HttpRequest,
    pack: schemas.PackParam,
    on: schemas.OnParam = None,
    cursor: schemas.Cursor = None,
    limit: schemas.Limit = 50,
) -> HttpResponse:
    """List the forms of violation of a pack; with `on`, those that can be met on that day."""
    found = pack_named(pack)
    rows = found.forms_on(on) if on else found.forms.forms
    return _page(rows, schemas.Form, cursor=cursor, limit=limit)


@router.get(
    "/packs/{pack}/forms/{form}",
    auth=Gate(Scope.PACKS),
    response=schemas.Form,
    operation_id="showForm",
    summary="Show a form of violation",
    tags=["Packs"],
    openapi_extra=described(*READING, example=examples.FORM),
)
def show_form(
    request: HttpRequest, pack: schemas.PackParam, form: schemas.FormParam
) -> HttpResponse:
    """Show one form of violation: object, phases, norms, class of sanction or `unmapped`."""
    return as_json(_shaped(pack_named(pack).form(form), schemas.Form))


@router.get(
    "/packs/{pack}/norms",
    auth=Gate(Scope.PACKS),
    response=schemas.NormPage,
    operation_id="listNorms",
    summary="List norms",
    tags=["Packs"],
    openapi_extra=described(*READING, example=examples.NORMS),
)
def list_norms(
    request: HttpRequest,
    pack: schemas.PackParam,
    on: schemas.OnParam = None,
    cursor: schemas.Cursor = None,
    limit: schemas.Limit = 50,
) -> HttpResponse:
    """List the norms of a pack; with `on`, those in force on that day as far as it is known."""
    rows = [row for row in pack_named(pack).norms.norms if on is None or row.in_force(on)]
    return _page(rows, schemas.Norm, cursor=cursor, limit=limit)


@router.get(
    "/packs/{pack}/norms/{path:norm}",
    auth=Gate(Scope.PACKS),
    response=schemas.Norm,
    operation_id="showNorm",
    summary="Show a norm",
    tags=["Packs"],
    openapi_extra=described(*READING, example=examples.NORM),
)
def show_norm(
    request: HttpRequest, pack: schemas.PackParam, norm: schemas.NormParam
) -> HttpResponse:
    """Show one norm by its id; a `/` in it may be sent as it is or as `%2F`."""
    return as_json(_shaped(pack_named(pack).cite(norm), schemas.Norm))


def pack_names() -> list[str]:
    """The packs that can be named here."""
    return [pack.name for pack in packs.available(settings.IKRAR_PACK_DIRS)]


def pack_named(name: str) -> "Pack":
    """The pack with this name, shipped or the agency's own."""
    if not NAME.fullmatch(name):
        raise NotFound(
            f"There is no pack {name[:64]!r}: a name has small letters, digits and hyphens."
        )
    try:
        return packs.load(name, extra_dirs=settings.IKRAR_PACK_DIRS)
    except NotFound:
        raise
    except Error as error:
        # its message names files of the server
        raise Problem(503, f"The pack {name!r} cannot be read on this server now.") from error


def _page(
    rows: Sequence[Any], shape: type[BaseModel], *, cursor: str | None, limit: int, key: str = "id"
) -> HttpResponse:
    """The rows after the one that the cursor names."""
    names = [getattr(row, key) for row in rows]
    shown, following = page_of(rows, names, cursor=cursor, limit=limit)
    return as_json({"items": [_shaped(row, shape) for row in shown], "next": following})


def _shaped(row: Any, shape: type[BaseModel]) -> dict[str, Any]:
    """The fields of a row that the shape has."""
    return {name: plain(getattr(row, name)) for name in shape.model_fields}
