"""The desk of reports `/laporan/`: what is sealed for this officer, and nothing else exists."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ikrar.errors import NotPossible
from ikrar.people.views.doors import actor, desk_page, tried
from ikrar.reports import actions, queries
from ikrar.reports.content import Content
from ikrar.reports.forms.desk import MergeForm, ReasonForm, ShareForm
from ikrar.reports.forms.door import MessageForm
from ikrar.reports.models import Report
from ikrar.reports.policies import check_can_see_desk
from ikrar.reports.recipients import officers
from ikrar.reports.states import GONE, TRANSITIONS, ReportState
from ikrar.vault.models import Holder
from ikrar.vault.views.unlocked import Unlocked, needs_key
from ikrar.web.paging import Counting

PAGE = 50
UNANSWERED = "belum-dijawab"


@desk_page
@require_safe
@needs_key
def reports(request: HttpRequest, *, opened: Unlocked) -> HttpResponse:
    """The list, newest first, by state."""
    check_can_see_desk(actor(request))
    state = request.GET.get("keadaan", ReportState.RECEIVED)
    rows = queries.visible_to(opened.holder)
    waiting = queries.unanswered(rows)
    if state in ReportState.values:
        rows = rows.filter(state=state)
    elif state == UNANSWERED:
        rows = waiting
    counts = queries.count_by_state(opened.holder) | {UNANSWERED: waiting.count()}
    page = Counting(rows, PAGE, counts.get(state)).get_page(request.GET.get("page"))
    found = [(_("pelapor menunggu jawaban"), UNANSWERED, counts[UNANSWERED])]
    found += [(str(s.label), s.value, counts.get(s.value, 0)) for s in ReportState]
    tabs = [one for one in found if one[-1]]
    context = {
        "page": page,
        "state": state,
        "tabs": tabs,
        "heads": _heads(page, opened),
    }
    return render(request, "reports/desk.html", context)


def _heads(reports: Iterable[Report], opened: Unlocked) -> list[tuple[Report, str]]:
    """Reports with the beginning of what each says."""
    rows = list(reports)
    contents = queries.contents_of(rows, opened.holder, opened.private)
    return [(one, _head(contents.get(one.pk))) for one in rows]


def _head(content: Content | None) -> str:
    words = content.what.split() if content else []
    return " ".join(words[:18]) + (" …" if len(words) > 18 else "")


@desk_page
@require_safe
@needs_key
def report(request: HttpRequest, pk: int, *, opened: Unlocked) -> HttpResponse:
    """One report, opened."""
    return _page(request, pk, opened)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
@needs_key
def report_reply(request: HttpRequest, pk: int, *, opened: Unlocked) -> HttpResponse:
    """Write to the reporter."""
    form = MessageForm(request.POST or None)
    found, key = _found(pk, opened)
    if request.method == "POST" and tried(
        form, lambda d: actions.reply(found, d["text"], key=key, by=actor(request)), field="text"
    ):
        messages.success(request, _("Pesan disegel dan dikirim ke kotak pelapor."))
        return redirect("report", pk)
    return _page(request, pk, opened, form=form, status=400 if form.errors else 200)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
@needs_key
def report_close(request: HttpRequest, pk: int, *, opened: Unlocked) -> HttpResponse:
    """Close with a reason that the reporter reads."""
    found, key = _found(pk, opened)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and tried(
        form,
        lambda d: actions.close(found, d["reason"], key=key, by=actor(request)),
        field="reason",
    ):
        messages.success(request, _("Laporan ditutup. Pelapor membaca alasannya."))
        return redirect("reports")
    words = {"title": _("Tutup laporan"), "submit": _("Tutup laporan"), "danger": True}
    return _step(request, found, form, words)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
@needs_key
def report_merge(request: HttpRequest, pk: int, *, opened: Unlocked) -> HttpResponse:
    """Say that the same matter was reported before."""
    found, key = _found(pk, opened)
    others = queries.visible_to(opened.holder).filter(
        state__in=[ReportState.RECEIVED, ReportState.ACCEPTED]
    )
    rows = _heads(others.exclude(pk=pk)[:PAGE], opened)
    choices = [(str(one.pk), f"{one.number}: {words}") for one, words in rows]
    form = MergeForm(request.POST or None, choices=choices)
    if request.method == "POST" and tried(
        form,
        lambda d: _merge(found, int(d["into"]), key, opened),
    ):
        messages.success(request, _("Laporan digabung; tanda terimanya tetap berlaku."))
        return redirect("report", form.cleaned_data["into"])
    return _step(request, found, form, {"title": _("Gabung laporan"), "submit": _("Gabung")})


def _merge(found: Report, into: int, key: bytes, opened: Unlocked) -> Report:
    other = queries.report_for(opened.holder, into)
    case = queries.case_of(other, opened.holder, opened.private)
    return actions.merge(found, into=other, key=key, case=case, by=opened.holder.user)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
@needs_key
def report_pass_on(request: HttpRequest, pk: int, *, opened: Unlocked) -> HttpResponse:
    """Give its case what the reporter sent since; the button for it stands on the report's page."""
    found, key = _found(pk, opened)
    if request.method != "POST":
        return redirect("report", pk)
    case = queries.case_of(found, opened.holder, opened.private)
    if case is None:
        raise NotPossible(_("Perkara laporan ini tidak Anda tangani, atau sudah selesai."))
    actions.pass_on(found, case, key=key, by=actor(request))
    messages.success(request, _("Bukti diteruskan ke perkara %(n)s.") % {"n": case.case.number})
    return redirect("report", pk)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
@needs_key
def report_identity(request: HttpRequest, pk: int, *, opened: Unlocked) -> HttpResponse:
    """Ask the custodians to open who reported."""
    found, key = _found(pk, opened)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and tried(
        form,
        lambda d: actions.ask_identity(found, d["reason"], key=key, by=opened.holder),
        field="reason",
    ):
        messages.success(request, _("Permintaan dikirim ke kustodian, dan alasannya ke pelapor."))
        return redirect("report", pk)
    words = {"title": _("Minta identitas dibuka"), "submit": _("Minta dua kustodian")}
    return _step(request, found, form, words)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
@needs_key
def reports_share(request: HttpRequest, *, opened: Unlocked) -> HttpResponse:
    """Give a colleague who came later, or made a new key, what they may read."""
    check_can_see_desk(actor(request))
    others = Holder.objects.filter(pk__in=[one.pk for one in officers()]).exclude(
        pk=opened.holder.pk
    )
    form = ShareForm(request.POST or None, found=others)
    if request.method == "POST" and tried(
        form,
        lambda d: actions.share_with(d["to"], by=opened.holder, private=opened.private),
    ):
        messages.success(
            request, _("Laporan yang boleh dibaca petugas itu sudah disegel untuknya.")
        )
        return redirect("reports")
    context = {"form": form, "crumbs": _crumbs()}
    return render(request, "reports/share.html", context, status=400 if form.errors else 200)


def _found(pk: int, opened: Unlocked) -> tuple[Report, bytes]:
    check_can_see_desk(opened.holder.user)
    found = queries.report_for(opened.holder, pk)
    return found, queries.key_for(found, opened.holder, opened.private)


def _page(
    request: HttpRequest, pk: int, opened: Unlocked, *, form: Any = None, status: int = 200
) -> HttpResponse:
    found, key = _found(pk, opened)
    if found.state in GONE:
        return render(request, "reports/report_gone.html", {"report": found, "crumbs": _crumbs()})
    content = queries.content_of(found, key)
    case = queries.case_of(found, opened.holder, opened.private)
    context = {
        "report": found,
        "content": content,
        "case": case.case if case else None,
        "not_passed_on": queries.not_passed_on(found, key, case.case) if case else [],
        "chosen": queries.in_words(content),
        "lines": queries.mailbox(found, key),
        "pieces": queries.evidence(found, key),
        "identity": queries.identity_of(found, opened.holder, opened.private),
        "merged": found.merged.filter(box__keys__holder=opened.holder),
        "alike": queries.alike(found, content, opened.holder, opened.private),
        "steps": set(TRANSITIONS[ReportState(found.state)]),
        "form": form or MessageForm(),
        "crumbs": _crumbs(),
    }
    return render(request, "reports/report.html", context, status=status)


def _step(request: HttpRequest, found: Report, form: Any, words: dict[str, Any]) -> HttpResponse:
    crumbs = [*_crumbs(), (found.number, reverse("report", args=[found.pk]))]
    context = {"report": found, "form": form, "crumbs": crumbs, **words}
    return render(request, "reports/step.html", context, status=400 if form.errors else 200)


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Laporan masuk"), reverse("reports"))]
