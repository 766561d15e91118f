"""What a report says, as it is sealed: strict JSON in, strict JSON out. Bound to its row by `about_*`."""

import base64
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _

from ikrar.errors import InputError

LONGEST: Final = {"what": 20_000, "who": 1_000, "where": 1_000, "when": 200, "evidence": 5_000}
LONGEST_MESSAGE: Final = 10_000
LONGEST_IDENTITY: Final = 2_000


@dataclass(frozen=True, slots=True)
class Content:
    """The words of a report. `statement` 1-4 and `form` (an id of the pack) may be empty: nobody is made to know."""

    what: str
    who: str = ""
    where: str = ""
    when: str = ""
    evidence: str = ""
    statement: str = ""
    form: str = ""
    unit: str = ""  # code of the unit where it happened
    avoid: tuple[str, ...] = ()  # usernames of officers whom the reporter does not want
    names: tuple[str, ...] = ()  # usernames of officers named in the text: they never get a key
    day: str = ""  # the day of the act, where it is known: YYYY-MM-DD

    def write(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True).encode()

    @classmethod
    def read(cls, data: bytes) -> "Content":
        found: dict[str, Any] = json.loads(data)
        lists: dict[str, Any] = {name: tuple(found.pop(name, ())) for name in ("avoid", "names")}
        return cls(**found, **lists)


@dataclass(frozen=True, slots=True)
class About:
    """What is known of one file: its own name is safe to show, its key opens its stream."""

    name: str
    mime: str
    family: str
    size: int
    sha256: str
    key: bytes = field(repr=False)
    salt: bytes = field(repr=False)  # of its commitment in the internal log

    def write(self) -> bytes:
        plain = asdict(self) | {"key": _text(self.key), "salt": _text(self.salt)}
        return json.dumps(plain, ensure_ascii=False, sort_keys=True).encode()

    @classmethod
    def read(cls, data: bytes) -> "About":
        found: dict[str, Any] = json.loads(data)
        found["key"], found["salt"] = (base64.b64decode(found[n]) for n in ("key", "salt"))
        return cls(**found)


def tidy(values: Mapping[str, Any]) -> dict[str, str]:
    """Free text as it is kept: no NUL, ends trimmed. InputError where it is too long, naming the field's limit."""
    found = {}
    for name, longest in LONGEST.items():
        text = str(values.get(name) or "").replace("\0", "").strip()
        if len(text) > longest:
            raise InputError(
                _(
                    "Tulisan terlalu panjang: paling banyak %(n)s huruf. Kirim sisanya lewat kotak laporan."
                )
                % {"n": longest}
            )
        found[name] = text
    return found


def about_content(ref: UUID) -> bytes:
    return b"report:" + ref.bytes


def about_identity(ref: UUID) -> bytes:
    return b"identity:" + ref.bytes


def about_message(ref: UUID) -> bytes:
    return b"message:" + ref.bytes


def about_attachment(ref: UUID) -> bytes:
    return b"attachment:" + ref.bytes


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
