"""One message: its text with the findings of its guards, what may be done with it now, and what was done."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ikrar.errors import InputError, NotFound, NotPossible
from ikrar.people.views.doors import actor, tried
from ikrar.programme import actions, queries, shown
from ikrar.programme.forms import PictureForm, ReasonForm, SeenForm
from ikrar.programme.guards import Where
from ikrar.programme.models import Message
from ikrar.programme.policies import check_person, steps_of
from ikrar.programme.states import ActKind, MessageState
from ikrar.programme.views.doors import TRY, crumbs, humas_button, humas_page, reasoned
from ikrar.programme.views.picture import picture_of

GUARDED = (MessageState.DRAFT, MessageState.CHECKED, MessageState.APPROVED, MessageState.HELD)


@humas_page
@require_safe
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """The message as it stands."""
    return _page(request, queries.message_by_pk(pk))


def _page(
    request: HttpRequest, found: Message, *, form: SeenForm | None = None, status: int = 200
) -> HttpResponse:
    pack, acts = queries.pack_or_none(), queries.acts_of(found)
    guarded = queries.guarded(found, pack=pack) if pack and found.state in GUARDED else None
    findings = shown.findings(guarded.judged) if guarded else []
    versions = [act for act in acts if act.kind in (ActKind.DRAFTED, ActKind.REVISED)]
    context = {
        "message": found, "form": form, "acts": acts, "seen": acts[-1].pk, "guarded": guarded,
        "findings": findings, "stops": len(guarded.stops) if guarded else 0,
        "is_title_marked": any(one.judged.finding.where == Where.TITLE for one in findings),
        "title_pieces": shown.marked(found.title, Where.TITLE, findings),
        "text_pieces": shown.marked(found.text, Where.TEXT, findings),
        "picture_pieces": shown.marked(found.picture_text, Where.PICTURE, findings),
        "phase_name": shown.phase_name(found.phase, pack), "length": shown.length(found, pack),
        "kind": shown.mark_of(found.state), "steps": steps_of(found, by=actor(request)),
        "versions": [act for act in versions[::-1] if act.facts and act.version != found.version],
        "is_guarded": found.state in GUARDED, "crumbs": crumbs(),
        "is_own": found.written_by_id == actor(request).pk,
    }  # fmt: skip
    return render(request, "programme/message.html", context, status=status)


# ---------------------------------------------------------------- buttons


@humas_button
def message_send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send it to a second person."""
    found = actions.send_message(queries.message_by_pk(pk), by=actor(request))
    if found.stops:
        messages.warning(
            request,
            _("Dikirim dengan temuan. Orang kedua mengembalikannya, atau mengesampingkan temuan dengan alasan."),
        )  # fmt: skip
    else:
        messages.success(request, _("Dikirim. Orang kedua menyetujuinya sebelum terbit."))
    return redirect("message", pk)


@humas_button
def message_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve what was read."""
    found, form = queries.message_by_pk(pk), SeenForm(request.POST)
    if tried(
        form, lambda data: actions.approve_message(found, seen=data["seen"], by=actor(request))
    ):
        messages.success(request, _("Disetujui. Pesan terbit sendiri pada waktunya."))
        return redirect("message", pk)
    return _page(request, queries.message_by_pk(pk), form=form, status=400)


@humas_button
def message_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish now, if the guards let it."""
    found = actions.publish_message(queries.message_by_pk(pk), by=actor(request))
    if found.state == MessageState.HELD:
        messages.error(request, _("Penjaga menahan pesan ini. Alasannya ada di bawah."))
    else:
        messages.success(request, _("Terbit: tampil di halaman publik, umpan, dan paket mitra."))
    return redirect("message", pk)


# ---------------------------------------------------------------- steps with a reason


@humas_page
@require_http_methods(TRY)
def message_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it back to be mended."""
    words = {
        "title": _("Kembalikan untuk diperbaiki"), "done": _("Pesan dikembalikan."),
        "text": _("Penulisnya membaca alasan ini."),
    }  # fmt: skip
    return reasoned(request, pk, ActKind.RETURNED, actions.return_message, words)


@humas_page
@require_http_methods(TRY)
def message_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """End it."""
    words = {
        "title": _("Batalkan pesan"), "done": _("Pesan dibatalkan."),
        "text": _("Pesan yang dibatalkan tidak dapat dihidupkan lagi; versinya tetap tersimpan."),
    }  # fmt: skip
    return reasoned(request, pk, ActKind.CANCELLED, actions.cancel_message, words)


@humas_page
@require_http_methods(TRY)
def message_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back from the public."""
    words = {
        "title": _("Tarik pesan"), "done": _("Pesan ditarik; alasannya tampil di halamannya."),
        "text": _("Pesan hilang dari umpan dan paket mitra. Siapa pun membaca alasan ini di halamannya."),
    }  # fmt: skip
    return reasoned(request, pk, ActKind.WITHDRAWN, actions.withdraw_message, words)


@humas_page
@require_http_methods(TRY)
def message_erase(request: HttpRequest, pk: int) -> HttpResponse:
    """Empty a withdrawn message, after one question."""
    found = queries.message_by_pk(pk)
    check_person(ActKind.ERASED, found, by=actor(request))
    if request.method == "POST":
        actions.erase_message(found, by=actor(request))
        messages.success(request, _("Isi pesan dihapus. Barisnya dalam buku catatan tetap."))
        return redirect("message", pk)
    return render(request, "programme/erase.html", {"message": found, "crumbs": crumbs(found)})


@humas_page
@require_http_methods(TRY)
def message_overrule(request: HttpRequest, pk: int) -> HttpResponse:
    """Let it pass one finding, in one's own name and with a reason."""
    found, key = queries.message_by_pk(pk), request.GET.get("temuan", "")
    check_person(ActKind.OVERRULED, found, by=actor(request))
    finding = next((one for one in queries.guarded(found).stops if one.key == key), None)
    if finding is None:
        raise NotFound(_("Temuan ini tidak ada lagi, atau sudah dikesampingkan."))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and tried(
        form,
        lambda data: actions.overrule_finding(found, key, data["reason"], by=actor(request)),
        field="reason",
    ):
        messages.success(request, _("Temuan dikesampingkan atas nama Anda."))
        return redirect("message", pk)
    context = {"message": found, "finding": finding, "form": form, "crumbs": crumbs(found)}
    return render(request, "programme/overrule.html", context, status=400 if form.errors else 200)


# ---------------------------------------------------------------- its picture


@humas_page
@require_http_methods(TRY)
def message_picture(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it a picture, change the text in its place, or take it away."""
    user, found = actor(request), queries.message_by_pk(pk)
    check_person(ActKind.REVISED, found, by=user)
    form = PictureForm(
        request.POST or None, request.FILES or None, initial={"picture_text": found.picture_text}
    )
    if request.method == "POST" and _pictured(request, form, found):
        messages.success(request, _("Gambar disimpan sebagai versi baru."))
        return redirect("message", pk)
    context = {"message": found, "form": form, "crumbs": crumbs(found)}
    return render(request, "programme/picture.html", context, status=400 if form.errors else 200)


def _pictured(request: HttpRequest, form: PictureForm, found: Message) -> bool:
    user = actor(request)
    if "remove" in request.POST:
        actions.set_picture(found, None, "", by=user)
        return True
    if not form.is_valid():
        return False
    picture, text = form.cleaned_data["picture"], form.cleaned_data["picture_text"]
    if picture is None and not found.has_picture:
        form.add_error("picture", _("Pilih gambarnya dahulu."))
        return False
    try:
        if picture is None:
            actions.describe_picture(found, text, by=user)
        else:
            actions.set_picture(found, picture, text, by=user)
    except (InputError, NotPossible) as error:
        form.add_error(None, str(error))
        return False
    return True


@humas_page
@require_safe
def message_picture_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The picture of a draft."""
    return picture_of(queries.message_by_pk(pk))
