"""Any template of this folder as PDF/A-3a and PDF/UA-1 at once, made by typst.

In: a template's name, JSON-able data (never markup), text files to attach, the moment that the
document bears. Out: bytes that depend on these and on nothing else: no clock, no time zone, no
font of the system, no package from the network.
"""

import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

from ikrar.errors import InputError

_FOLDER = Path(__file__).parent
_STANDARDS: list["typst.PDFStandard"] = ["a-3a", "ua-1"]
_own = threading.local()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A text file inside the PDF; `relationship` as in PDF/A-3: "data", "source", …"""

    name: str
    content: bytes
    media_type: str
    description: str
    relationship: str = "data"


def render(
    template: str, data: Mapping[str, Any], *, at: datetime, attachments: Sequence[Attachment] = ()
) -> bytes:
    """Make the PDF of `template` ("certificate.typ"), dated `at`, with `attachments` inside."""
    inputs = {
        "data": json.dumps(data),
        "attachments": json.dumps([_as_text(file) for file in attachments]),
    }
    pdf = _compiler(template).compile(
        sys_inputs=inputs, format="pdf", pdf_standards=_STANDARDS, timestamp=int(at.timestamp())
    )
    assert isinstance(pdf, bytes)
    return pdf


def draw(template: str, data: Mapping[str, Any], *, kind: str) -> bytes:
    """Make the one page of `template` as a picture, `kind` "png" or "svg"; a point is a pixel."""
    made = _compiler(template).compile(
        sys_inputs={"data": json.dumps(data)}, format="svg" if kind == "svg" else "png", ppi=72.0
    )
    assert isinstance(made, bytes)
    return made


def _compiler(template: str) -> typst.Compiler:
    """The compiler of `template` for this thread: one cannot serve two at a time."""
    compilers: dict[str, typst.Compiler] = _own.__dict__
    if template not in compilers:
        compilers[template] = typst.Compiler(
            _FOLDER / template, root=_FOLDER, ignore_system_fonts=True
        )
    return compilers[template]


def _as_text(file: Attachment) -> dict[str, str]:
    try:
        content = file.content.decode()
    except UnicodeDecodeError as error:
        raise InputError(f"{file.name} is not UTF-8 text, so it cannot be attached.") from error
    return {**asdict(file), "content": content}
