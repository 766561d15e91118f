"""A letter to an asker who gave their name: that there is news, never what it says."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from ikrar.advice.models import Handling, Question
from ikrar.people.actions import queue_mail


def tell(question: Question, row: Handling) -> None:
    """Queue the letter, once an act; nobody is told who gave no name or has no address."""
    user = question.asked_by
    if user is None or not user.email:
        return
    where = settings.SITE_URL + reverse("may_look")
    queue_mail(
        key=f"advice-{row.ref.hex}", employee=user.employee, to=user.email,
        subject=_("Kabar tentang pertanyaan Anda"),
        body=_("Pertanyaan Anda kepada satuan tugas netralitas sudah ditangani. Baca di %(where)s dengan kode Anda.")
        % {"where": where},
    )  # fmt: skip
