"""What an answer may cite: forms, acts and norms of the pack that hold on a day, and the hash of what they say.

In: ids as an officer types them. Out: ids as the pack spells them, or InputError that names each wrong one. The hash
changes whenever a word, date, class, source or confidence of anything cited changes.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ikrar.advice.states import Flag
from ikrar.errors import InputError, NotFound
from ikrar.packs import Pack
from ikrar.packs.law import Act, Form, Norm
from ikrar.tlog import canonical

MOST = 20
_BETWEEN = re.compile(r"[\s,;]+")


@dataclass(frozen=True, slots=True)
class Citation:
    """Ids of forms and acts, and ids of norms; at least one form or act."""

    forms: tuple[str, ...]
    norms: tuple[str, ...]


def ids(text: str) -> list[str]:
    """Ids between commas, blanks or lines, each once.

    >>> ids("D-06, KE-04  D-06")
    ['D-06', 'KE-04']
    """
    return list(dict.fromkeys(part for part in _BETWEEN.split(text.replace("\\0", " ")) if part))


def cited(pack: Pack, forms: Iterable[str], norms: Iterable[str], *, on: date) -> Citation:
    """The citation as the pack spells it, checked for a day."""
    wanted, rules = list(forms), list(norms)
    if not wanted:
        raise InputError(
            _("Kutip sedikitnya satu bentuk atau perbuatan dari paket, misalnya D-06.")
        )
    if len(wanted) + len(rules) > MOST:
        raise InputError(_("Kutipan terlalu banyak: paling banyak %(most)s.") % {"most": MOST})
    rows = [_act(pack, name) for name in wanted]
    found = [_norm(pack, name, on) for name in rules]
    if not found and any(isinstance(row, Form) for row in rows):
        raise InputError(_("Kutip sedikitnya satu norma bagi bentuk pelanggaran yang disebut."))
    return Citation(
        tuple(dict.fromkeys(row.id for row in rows)), tuple(dict.fromkeys(row.id for row in found))
    )


def basis(pack: Pack, forms: Iterable[str], norms: Iterable[str]) -> str:
    """The hash of everything that is cited, as the pack says it now. Raises NotFound where some is gone."""
    rows = [_plain(asdict(act_of(pack, name))) for name in forms]
    rules = [_plain(asdict(pack.cite(name))) for name in norms]
    data = canonical.encode({"forms": rows, "norms": rules})
    return "sha256:" + hashlib.sha256(data).hexdigest()


def flags(pack: Pack | None, answer: Any, *, on: date) -> list[Flag]:
    """Why a published answer is to be looked at again on a day; none where it stands."""
    found = []
    if answer.valid_until is not None and answer.valid_until < on:
        found.append(Flag.EXPIRED)
    if answer.valid_from > on:
        found.append(Flag.EARLY)
    if pack is None:
        return [*found, Flag.UNKNOWN]
    try:
        if basis(pack, answer.forms, answer.norms) != answer.basis:
            found.append(Flag.CHANGED)
        elif not all(pack.cite(name).in_force(on) for name in answer.norms):
            found.append(Flag.LAPSED)
    except NotFound:
        found.append(Flag.CHANGED)
    return found


def act_of(pack: Pack, name: str) -> Form | Act:
    """A form or an act by its id."""
    try:
        return pack.form(name)
    except NotFound:
        return pack.act(name)


def _act(pack: Pack, name: str) -> Form | Act:
    try:
        return act_of(pack, name.upper())
    except NotFound as error:
        raise InputError(_not_there(name)) from error


def _norm(pack: Pack, name: str, on: date) -> Norm:
    try:
        norm = pack.cite(name)
    except NotFound as error:
        raise InputError(_not_there(name)) from error
    if not norm.in_force(on):
        raise InputError(
            _("Norma %(name)s tidak berlaku pada tanggal mulai jawaban ini.") % {"name": norm.id}
        )
    return norm


def _not_there(name: str) -> str:
    return _("“%(name)s” tidak ada dalam paket pemilu. Periksa kodenya.") % {"name": name[:40]}


def _plain(value: Any) -> Any:
    """Days as text, tuples as lists: what canonical JSON can hold. What is empty says nothing and is left out,
    so that a field that packs get later flags no answer.
    """
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items() if part not in ("", None, ())}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value
