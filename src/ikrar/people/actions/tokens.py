"""Writes about API tokens. A token's text exists only in what `create_token` returns; the row keeps its hash."""

import base64
import hashlib
import secrets
from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikrar.errors import InputError, NotPossible
from ikrar.people.models import ApiToken, User
from ikrar.people.policies import Actor, check_can_manage_tokens, check_can_revoke_token
from ikrar.people.queries import the_agency
from ikrar.people.states import Scope

LONGEST_NAME, LONGEST_DAYS = 100, 366
PREFIX_BYTES, SECRET_BYTES = 5, 25  # 8 letters to recognise it by, 200 bits that nobody guesses


@transaction.atomic
def create_token(name: str, *, scopes: Iterable[str], days: int, by: Actor) -> tuple[ApiToken, str]:
    """Make a token for one use; its text is returned this once and cannot be had again."""
    check_can_manage_tokens(the_agency(), by=by)
    name, wanted = " ".join(name.replace("\0", "").split()), sorted(set(scopes))
    if not name or len(name) > LONGEST_NAME:
        raise InputError(_("Tulis kegunaan token, paling banyak 100 huruf."))
    if not wanted or not set(wanted) <= set(Scope.values):
        raise InputError(_("Pilih sedikitnya satu cakupan akses yang tersedia."))
    if not 1 <= days <= LONGEST_DAYS:
        raise InputError(_("Masa berlaku token antara 1 dan 366 hari."))
    prefix = f"ikrar_{_letters(PREFIX_BYTES)}"
    text = f"{prefix}_{_letters(SECRET_BYTES)}"
    token = ApiToken(
        name=name,
        prefix=prefix,
        token_sha256=hashlib.sha256(text.encode("ascii")).hexdigest(),
        scopes=wanted,
        expires_at=timezone.now() + timedelta(days=days),
        made_by=by if isinstance(by, User) else None,
    )
    token.save()
    return token, text


@transaction.atomic
def revoke_token(token: ApiToken, *, by: Actor) -> ApiToken:
    """End a token at once. The row stays, with who ended it and when."""
    check_can_revoke_token(token, by=by)
    token.revoked_at, token.revoked_by = timezone.now(), by if isinstance(by, User) else None
    rows = ApiToken.objects.filter(pk=token.pk, revoked_at=None)
    if rows.update(revoked_at=token.revoked_at, revoked_by=token.revoked_by) != 1:
        raise NotPossible(_("Token ini sudah dicabut."))
    return token


def note_token_use(token: ApiToken, *, on: date) -> None:
    """Remember the day on which a token was last used: one write a day, however busy it is."""
    if token.last_used_on != on:
        ApiToken.objects.filter(pk=token.pk).update(last_used_on=on)
        token.last_used_on = on


def _letters(size: int) -> str:
    return base64.b32encode(secrets.token_bytes(size)).decode("ascii").lower()
