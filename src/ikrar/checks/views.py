"""The page `/cek/`: a form, and on the same address its answer. Nothing of a text is kept.

The text comes by POST only, so that no address, history or access log holds it; the answer forbids every
cache to keep it. No token of a form is asked for, so that none can run out and cost a draft, and the page works without
cookies. Nothing can be forged: no login plays a part, nothing is written but the language's cookie, and what a
page of another site has a browser send is shown in the form, not checked: it spends no check and sets no language.
"""

from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import activate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from ikrar.checks import queries
from ikrar.checks.forms import MAX_CHARACTERS, DraftForm
from ikrar.errors import NotPossible
from ikrar.people.queries import agency_or_none, today
from ikrar.web.bodies import drop_body
from ikrar.web.limits import address, spend
from ikrar.web.origins import is_from_elsewhere
from ikrar.web.templatetags.ikrar import angka
from ikrar.web.views import set_language

# bytes; 20,000 characters, percent-encoded, are 240,000 at most. No more than Django keeps in memory: a
# file that nobody asked for never reaches the disk
MAX_BODY = 1024 * 1024
CHECKS = 120  # in a minute from one address: a whole office shares one


@csrf_exempt  # see above
@never_cache
@sensitive_post_parameters("text")
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """The form; or, for what was posted, the findings."""
    if request.method != "POST":
        return _page(request, DraftForm(today=_today(), initial={"role": "asn"}))
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BODY:
        return _too_large(request)
    return _posted(request)


def _posted(request: HttpRequest) -> HttpResponse:
    """The answer; or, where the language was changed meanwhile, the same page in the other one."""
    if is_from_elsewhere(request):
        return _not_ours(request)
    language = request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES):
        return _answer(request)
    activate(language)
    if "answered" in request.POST:
        response = _answer(request)
    else:
        response = _page(request, _as_it_was(DraftForm(request.POST, today=_today())))
    response.cookies |= set_language(request).cookies
    return response


@sensitive_variables()
def _answer(request: HttpRequest) -> HttpResponse:
    form = DraftForm(request.POST, today=_today())
    if wait := spend("check", address(request), most=CHECKS):
        return _spent(request, form, wait=wait)
    if not form.is_valid():
        return _page(request, form, status=400)
    agency = agency_or_none()
    try:
        answer = queries.check(
            queries.Draft(**form.cleaned_data),
            pack=queries.pack_of(agency),
            agency_name=agency.name if agency else _("instansi ini"),
        )
    except NotPossible as error:
        return _page(request, _as_it_was(form), status=503, notice=str(error))
    return render(request, "checks/answer.html", {"answer": answer, "form": form})


def _today() -> date:
    agency = agency_or_none()
    return today(agency) if agency else timezone.localdate()


def _page(
    request: HttpRequest, form: DraftForm, *, status: int = 200, notice: str = ""
) -> HttpResponse:
    context = {"form": form, "notice": notice}
    return render(request, "checks/check.html", context, status=status)


def _spent(request: HttpRequest, form: DraftForm, *, wait: int) -> HttpResponse:
    """Too many in a minute: the text stays in the form, so that one only has to wait."""
    notice = _(
        "Dari jaringan Anda sudah banyak pemeriksaan dalam satu menit ini. Tunggu %(seconds)s detik,"
        " lalu tekan Periksa lagi. Teks Anda masih ada di bawah dan tidak disimpan."
    ) % {"seconds": angka(wait)}
    response = _page(request, _as_it_was(form), status=429, notice=notice)
    response["Retry-After"] = str(wait)
    return response


def _as_it_was(form: DraftForm) -> DraftForm:
    """The same fields without a verdict on them."""
    given = {name: form.data.get(name, "") for name in form.fields}
    return DraftForm(today=form.today, initial=given)


def _not_ours(request: HttpRequest) -> HttpResponse:
    notice = _(
        "Teks ini dikirim dari situs lain, jadi belum diperiksa. Tekan Periksa bila Anda memang ingin"
        " memeriksanya."
    )
    form = DraftForm(request.POST, today=_today())
    return _page(request, _as_it_was(form), status=403, notice=notice)


def _too_large(request: HttpRequest) -> HttpResponse:
    drop_body(request)
    notice = _(
        "Kiriman ini terlalu besar untuk dibaca. Batasnya %(most)s karakter, kira-kira tujuh halaman."
        " Kembali ke halaman sebelumnya untuk menyelamatkan teks Anda, lalu periksa sebagian demi sebagian."
    ) % {"most": angka(MAX_CHARACTERS)}
    form = DraftForm(today=_today(), initial={"role": "asn"})
    return _page(request, form, status=413, notice=notice)
