"""How OpenAPI describes what all operations share: tokens, problems, examples.

What comes in: statuses and examples. What goes out: parts of an OpenAPI 3.1 document as plain dicts.
"""

import json
from http import HTTPStatus
from typing import Any, Final

from ikrar.web.problems import MEDIA_TYPE, SHOWN, Problem

SCHEME: Final = "token"
BROKEN: Final = "Something went wrong on our side. Nothing of what you sent was kept."

SCHEMA: Final[dict[str, Any]] = {
    "type": "object",
    "title": "Problem",
    "description": "What went wrong (RFC 9457).",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "const": "about:blank"},
        "title": {"type": "string", "description": "The phrase of the status."},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string", "description": "What happened and what to do."},
        "errors": {
            "type": "array",
            "maxItems": SHOWN,
            "description": "What to mend in the body or the parameters.",
            "items": {
                "type": "object",
                "required": ["detail"],
                "properties": {
                    "pointer": {
                        "type": "string",
                        "description": "JSON pointer (RFC 6901) as a URI fragment, into the body.",
                    },
                    "parameter": {"type": "string", "description": "Name of a parameter."},
                    "detail": {"type": "string"},
                },
            },
        },
    },
}

_RETRY: Final = {
    "Retry-After": {
        "description": "Seconds to wait before the next try.",
        "schema": {"type": "integer", "minimum": 1},
    }
}
_CHALLENGE: Final = {
    "WWW-Authenticate": {"description": "How to prove who asks.", "schema": {"type": "string"}}
}
_SAID: Final[dict[int, tuple[str, str, dict[str, Any]]]] = {
    400: ("The body is not JSON.", "The body is not JSON: line 1, column 9.", {}),
    401: (
        "The token is unknown, expired or revoked, or one is needed.",
        "This token has expired. Ask an administrator of the agency for a new one.",
        _CHALLENGE,
    ),
    403: (
        "The token's scopes do not open this.",
        "This token does not open `screenings`. It opens: packs.",
        {},
    ),
    404: ("There is no such thing.", "There is no pack 'pemilu-2042'.", {}),
    405: ("The address does not take this method.", "This address takes GET only.", {}),
    413: ("The body is too large.", "The body has 3000000 bytes; 2000000 are allowed.", {}),
    415: ("The body is not declared as JSON.", "Send `Content-Type: application/json`.", {}),
    422: (
        "The body is JSON but not what is asked for.",
        "1 thing is to be mended; see `errors`.",
        {},
    ),
    429: (
        "Too many calls in this minute.",
        "More than 20 calls came from this address in a minute.",
        _RETRY,
    ),
    500: ("A fault of the server.", BROKEN, {}),
    503: (
        "The service cannot answer now; nothing was changed.",
        "The database cannot be reached. Try again in a moment.",
        _RETRY,
    ),
}


def components() -> dict[str, Any]:
    """What operations point to: the token, the shape of a problem, an answer for each status."""
    return {
        "schemas": {"Problem": SCHEMA},
        "responses": {f"Problem{status}": _response(status) for status in _SAID},
        "securitySchemes": {
            SCHEME: {
                "type": "http",
                "scheme": "bearer",
                "description": "A token that an administrator of the agency made. Optional.",
            }
        },
    }


def described(*statuses: int, example: Any, body: Any = None) -> dict[str, Any]:
    """What an operation adds to what its types say: who may call, an example, the problems it may meet."""
    said = {
        status: {"$ref": f"#/components/responses/Problem{status}"} for status in (*statuses, 500)
    }
    extra: dict[str, Any] = {
        "security": [{}, {SCHEME: []}],
        "responses": {200: {"content": {"application/json": {"example": example}}}, **said},
    }
    if body is not None:
        extra["requestBody"] = {"content": {"application/json": {"example": body}}}
    return extra


def _response(status: int) -> dict[str, Any]:
    description, detail, headers = _SAID[status]
    example = json.loads(Problem(status, detail).answer().content)
    if status == HTTPStatus.UNPROCESSABLE_ENTITY:
        example["errors"] = [{"pointer": "#/posts/0/text", "detail": "Field required"}]
    found: dict[str, Any] = {
        "description": description,
        "content": {
            MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example}
        },
    }
    return found | ({"headers": headers} if headers else {})
