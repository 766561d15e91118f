"""Letters of a case as PDF drafts: a form for what no row knows, a file as the answer. Nothing is kept, nothing is signed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_http_methods

from ikrar.cases import law, letters, packet, policies, queries
from ikrar.cases.forms import letters as forms
from ikrar.cases.now import Now
from ikrar.cases.states import OPEN, TextKind
from ikrar.cases.views.evidence import guarded
from ikrar.cases.views.pages import case_page, crumbs, key_of
from ikrar.documents.letters import letter
from ikrar.errors import NotFound
from ikrar.people.views.doors import tried
from ikrar.vault.views.unlocked import Unlocked, needs_key

Make = Callable[[Now, dict[str, Any], bytes], Any]


@dataclass(frozen=True, slots=True)
class Draft:
    """One kind of letter; `fits` says when there is something to write it from."""

    title: Any
    form: type[forms.LetterForm]
    make: Make
    fits: Callable[[Now], bool]


DRAFTS: dict[str, Draft] = {
    "panggilan": Draft(
        gettext_lazy("Surat panggilan"),
        forms.SummonsLetterForm,
        lambda now, data, key: letters.summons(now, data, key=key),
        lambda now: now.ahead is not None,
    ),
    "usulan": Draft(
        gettext_lazy("Surat rekomendasi kepada PPK"),
        forms.RecommendationLetterForm,
        lambda now, data, key: letters.recommendation(now, data, key=key),
        lambda now: any(row.form for row in now.verdicts.values()),
    ),
    "berita-acara": Draft(
        gettext_lazy("Berita acara pemeriksaan"),
        forms.MinutesLetterForm,
        lambda now, data, key: letters.minutes(now, data, key=key),
        lambda now: any(hearing.held_on for hearing in now.hearings),
    ),
    "kabar": Draft(
        gettext_lazy("Surat kabar kepada pelapor"),
        forms.NoticeLetterForm,
        lambda now, data, _key: letters.notice(now, data),
        letters.is_reported,
    ),
}


def drafts(now: Now) -> list[tuple[str, str]]:
    """The letters that can be written now, for the case's page."""
    if not now.has_key or not now.handles or now.state not in OPEN:
        return []
    return [
        (str(draft.title), reverse("case_letter", args=[now.case.number, name]))
        for name, draft in DRAFTS.items()
        if draft.fits(now)
    ]


@case_page
@require_http_methods(["GET", "HEAD", "POST"])
@needs_key
def case_letter(request: HttpRequest, *, opened: Unlocked, now: Now, name: str) -> HttpResponse:
    """Fill in, get the draft."""
    policies.check_can_act(now.case, states=OPEN, by=now.user)
    draft = DRAFTS.get(name)
    if draft is None or not draft.fits(now):
        raise NotFound(_("Surat ini belum dapat dibuat."))
    key = key_of(now.case, opened)
    form = draft.form(request.POST or None, now=now, initial=known(now, key))
    made: list[bytes] = []
    if request.method == "POST" and tried(form, lambda d: made.append(_made(draft, now, d, key))):
        answer = HttpResponse(made[0], content_type="application/pdf")
        return guarded(answer, f"konsep-{name}-{now.case.number}.pdf", is_shown=False)  # type: ignore[return-value]
    context = {
        "title": draft.title, "form": form, "case": now.case, "crumbs": crumbs(now.case),
        "back": reverse("case", args=[now.case.number]),
    }  # fmt: skip
    return render(request, "cases/letter.html", context, status=400 if form.errors else 200)


def _made(draft: Draft, now: Now, data: dict[str, Any], key: bytes) -> bytes:
    """A letter is Indonesian, whatever the language of the page."""
    with override("id"):
        return letter(draft.make(now, data, key), at=timezone.now())


def enclosed(now: Now, wanted: packet.Wanted, data: dict[str, Any], key: bytes) -> packet.Enclosed:
    """The letter that goes into a packet: a recommendation for who decides, a forwarding for others."""
    with override("id"):
        if wanted.to == law.PPK:
            said = {text.kind: text.words for text in queries.texts(now.case, key=key)}
            words = {**data, "recommends": said.get(TextKind.RECOMMENDATION, data["asks"])}
            what, made = _("Konsep surat rekomendasi"), letters.recommendation(now, words, key=key)
            return packet.Enclosed(what, letter(made, at=timezone.now()))
        sent = letters.forwarding(now, wanted, data, key=key)
        return packet.Enclosed(_("Konsep surat penerusan"), letter(sent, at=timezone.now()))


def known(now: Now, key: bytes) -> dict[str, str]:
    """What the case already says of a letter."""
    said = {text.kind: text.words for text in queries.texts(now.case, key=key)}
    return {
        "about": said.get(TextKind.SUMMONS, ""),
        "recommends": said.get(TextKind.RECOMMENDATION, ""),
        "exchanges": said.get(TextKind.MINUTES, ""),
        "asks": _("Mohon diperiksa dan ditindaklanjuti sesuai kewenangan."),
    }
