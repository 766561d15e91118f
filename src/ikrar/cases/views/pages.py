"""What all pages of one case share: it is looked up first, so that whoever must not know of it gets a 404 before anything else."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from ikrar.cases import queries
from ikrar.cases.models import Case
from ikrar.cases.now import Now
from ikrar.errors import NotPossible
from ikrar.people.views.doors import View, actor, desk_page
from ikrar.vault.views.unlocked import Unlocked

Crumbs = list[tuple[str, str]]


def case_page(view: Callable[..., HttpResponseBase]) -> View:
    """A page of the case with this number, as it stands before this person."""

    @wraps(view)
    def wrapped(request: HttpRequest, number: str, **kwargs: Any) -> HttpResponseBase:
        user = actor(request)
        now = Now(queries.get_case(number, by=user), user)
        return view(request, now=now, **kwargs)

    return desk_page(wrapped)


def key_of(case: Case, opened: Unlocked) -> bytes:
    """The case's data key."""
    return queries.data_key(case, user=opened.holder.user, private=opened.private)


def check_has_key(now: Now) -> None:
    """NotPossible for whoever may see the case and was never given its key."""
    if not now.has_key:
        raise NotPossible(
            _("Kunci Anda tidak membuka perkara ini. Minta penangan perkara memberi Anda kunci.")
        )


def crumbs(case: Case | None = None) -> Crumbs:
    above = [(_("Perkara"), reverse("cases"))]
    return [*above, (case.number, reverse("case", args=[case.number]))] if case else above
