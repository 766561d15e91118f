"""The page of one case: what stands in it, and the acts that this person may do in it now."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ikrar.cases import queries
from ikrar.cases.actions.referrals import REFERABLE
from ikrar.cases.models import Case, Item, Verdict
from ikrar.cases.now import Now, route_name
from ikrar.cases.states import ENDED, CaseState, Sanction, VerdictKind
from ikrar.cases.views.acts import ACTS, Act
from ikrar.cases.views.letters import drafts
from ikrar.cases.views.pages import case_page, crumbs, key_of
from ikrar.vault.views.unlocked import unlocked
from ikrar.web.norms import sureness
from ikrar.web.templatetags.ikrar import berbahasa

S = CaseState
# what is done next in each state, the first that is offered
NEXT: dict[CaseState, tuple[str, ...]] = {
    S.OPENED: ("panggil",), S.SUMMONED: ("periksa", "panggil"), S.SUMMONED_AGAIN: ("periksa",),
    S.EXAMINED: ("tanggapan", "nilai", "usulkan"), S.ABSENT: ("nilai", "usulkan"),
    S.REFERRED: ("panggil",), S.RECOMMENDED: ("putuskan", "kembalikan"), S.DECIDED: ("sampaikan",),
    S.SERVED: ("berlakukan",), S.OBJECTED: ("jawab", "berlakukan"),
    S.APPEALED: ("jawab", "berlakukan"), S.IN_FORCE: ("selesai",),
}  # fmt: skip


INLINE = ("image/jpeg", "image/png", "image/webp")


@dataclass(frozen=True, slots=True)
class Link:
    """An act that is offered."""

    act: Act
    url: str

    @property
    def title(self) -> str:
        return str(self.act.title)


@case_page
@require_safe
def case(request: HttpRequest, *, now: Now) -> HttpResponse:
    """What stands in the clear for whoever may see the case; its words for whoever has its key in hand."""
    opened = unlocked(request) if now.has_key else None
    key = key_of(now.case, opened) if opened else None
    links = _links(now)
    first = _first(now, links)
    context: dict[str, Any] = {
        "case": now.case, "now": now, "route": route_name(now.case), "crumbs": crumbs(),
        "is_locked": now.has_key and key is None, "is_ended": now.state in ENDED,
        "first": first, "groups": _groups(one for one in links if one is not first and one.act.name != "nilai"),
        "forms": _forms(now), "object": _object(now), "panels": _panels(now, key),
        "team": now.case.team.select_related("employee"),
        "handlers": _rows(now, "assignments", now.assignments),
        "referrals": _rows(now, "referrals", now.case.referrals.all()),
        "remedies": _rows(now, "remedies", now.remedies),
        "running": _rows(now, "deadlines", (one for one in now.clocks if one.row.is_open)),
        "past": _rows(now, "deadlines", (one for one in now.clocks if not one.row.is_open)),
        "steps": queries.history(now.case), "can_pack": can_pack(now), "letters": drafts(now),
        "key_url": f"{reverse('key')}?next={request.path}",
    }  # fmt: skip
    if key is not None:
        context |= _content(now.case, key)
    return render(request, "cases/case.html", context)


def can_pack(now: Now) -> bool:
    """Whether a packet can be made now, and by this person."""
    return now.state in REFERABLE and now.handles and now.has_key


def _links(now: Now) -> list[Link]:
    """The acts that are offered and are about no single row."""
    return [
        Link(act, _url(now.case, act))
        for act in ACTS.values()
        if not act.rows and act.is_offered(now)
    ] + _waiting_remedy(now)


def _url(case: Case, act: Act) -> str:
    """Where an act is; an assessment is chosen among its four panels."""
    to = reverse("case_act", args=[case.number, act.name])
    return "#penilaian" if act.name == "nilai" else to


def _waiting_remedy(now: Now) -> list[Link]:
    """An objection or appeal is the one row whose answer is the next step of the case."""
    act = ACTS["jawab"]
    if now.remedy is None or not act.is_offered(now):
        return []
    return [Link(act, _row_url(now.case, act, now.remedy.pk))]


def _first(now: Now, links: list[Link]) -> Link | None:
    """The one primary act of the page."""
    offered = {link.act.name: link for link in links}
    done = {"tanggapan": now.is_heard, "nilai": bool(now.verdicts)}
    return next(
        (
            offered[name]
            for name in NEXT.get(now.state, ())
            if name in offered and not done.get(name)
        ),
        None,
    )


def _groups(links: Iterable[Link]) -> list[tuple[str, list[Link]]]:
    found: dict[str, list[Link]] = {}
    for link in links:
        found.setdefault(str(link.act.group), []).append(link)
    return list(found.items())


def _rows(now: Now, rows: str, found: Iterable[Any]) -> list[tuple[Any, list[Link]]]:
    """Rows with the acts that are about each."""
    acts = [act for act in ACTS.values() if act.rows == rows and act.is_offered(now)]
    return [
        (
            one,
            [
                Link(act, _row_url(now.case, act, _row(one).pk))
                for act in acts
                if act.fits_row(_row(one))
            ],
        )
        for one in found
    ]


def _row(one: Any) -> Any:
    return getattr(one, "row", one)


def _row_url(case: Case, act: Act, pk: int) -> str:
    return reverse("case_act", args=[case.number, act.name, pk])


# ---------------------------------------------------------------- what is shown


def _forms(now: Now) -> list[tuple[str, str]]:
    """The forms of the case, in the pack's words."""
    return [(id_, berbahasa(now.pack.form(id_).text)) for id_ in now.case.forms]


def _object(now: Now, id_: str = "") -> str:
    wanted = id_ or now.case.object
    return next((berbahasa(o.text) for o in now.pack.forms.objects if o.id == wanted), wanted)


@dataclass(frozen=True, slots=True)
class Panel:
    """One of the four questions, with the answer that counts."""

    kind: VerdictKind
    url: str
    verdict: Verdict | None = None
    form: str = ""
    object: str = ""
    norms: tuple[tuple[str, str], ...] = ()
    sanction: str = ""
    note: str = ""


def _panels(now: Now, key: bytes | None) -> list[Panel]:
    act = ACTS["nilai"]
    to = reverse("case_act", args=[now.case.number, act.name]) if act.is_offered(now) else ""
    return [_panel(now, kind, f"{to}?kind={kind}" if to else "", key) for kind in VerdictKind]


def _panel(now: Now, kind: VerdictKind, url: str, key: bytes | None) -> Panel:
    verdict = now.verdicts.get(kind)
    if verdict is None:
        return Panel(kind, url)
    norms = [now.pack.cite(id_) for id_ in verdict.norms]
    known = dict(Sanction.choices)
    return Panel(
        kind, url, verdict,
        form=berbahasa(now.pack.form(verdict.form).text) if verdict.form else "",
        object=_object(now, verdict.object) if verdict.object else "",
        norms=tuple((one.citation or one.id, sureness(one.confidence)) for one in norms),
        sanction=str(known.get(verdict.sanction, _("tidak dipetakan")) if verdict.sanction else ""),
        note=queries.verdict_note(verdict, key=key) if key else "",
    )  # fmt: skip


def _content(case: Case, key: bytes) -> dict[str, Any]:
    items = case.items.prefetch_related("custody__by__employee")
    return {
        "is_open": True,
        "shown_inline": INLINE,
        "texts": queries.texts(case, key=key),
        "subjects": queries.subjects(case, key=key),
        "items": [(item, _facts(item, key)) for item in items],
    }


def _facts(item: Item, key: bytes) -> dict[str, Any]:
    return queries.open_item(item, key=key) if item.sealed else {}
