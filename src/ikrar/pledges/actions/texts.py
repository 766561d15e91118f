"""Freeze a pledge text: from then on it is known by its hash, and the same text is one row."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ikrar.errors import InputError
from ikrar.people.policies import Actor
from ikrar.pledges.models import Text
from ikrar.pledges.policies import check_can_freeze_text
from ikrar.pledges.states import STATEMENTS
from ikrar.tlog import entry


@transaction.atomic
def freeze_text(*, content: Mapping[str, Any], by: Actor) -> Text:
    """Keep a text (title, opening, four statements, closing, language "id") under its hash."""
    check_can_freeze_text(by=by)
    content = dict(content)
    if not _is_pledge(content):
        raise InputError(
            _(
                "Teks ikrar harus memuat judul, pembuka, empat butir, dan penutup dalam bahasa"
                " Indonesia, dan tidak ada yang kosong. Lengkapi teks itu, lalu simpan lagi."
            )
        )
    sha256 = entry.text_hash(content)
    text, _created = Text.objects.get_or_create(sha256=sha256, defaults={"content": content})
    return text


def _is_pledge(content: dict[str, Any]) -> bool:
    if not entry.is_text(content) or content["language"] != "id":
        return False
    parts = [content["title"], content["opening"], content["closing"], *content["statements"]]
    return len(content["statements"]) == len(STATEMENTS) and all(p.strip() for p in parts)
