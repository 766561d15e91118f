"""The demo's questions to a human: two answers in the library, one question that waits. What is asked is made up.

Everything goes through the actions that a real installation uses, with two officers.
"""

from dataclasses import dataclass, field
from datetime import date

from ikrar.advice import actions, codes
from ikrar.advice.actions import Asked, Reply
from ikrar.advice.models import Handling
from ikrar.people.models import User

ON = date(2023, 10, 4)


@dataclass(frozen=True, slots=True)
class _Told:
    """A made-up question, and its answer where it has one."""

    text: str
    wording: str = ""
    outcome: str = ""
    answer: str = ""
    forms: tuple[str, ...] = ()
    norms: tuple[str, ...] = field(default=())


_TOLD = (
    _Told(
        "Sepupu saya mau nyaleg dan minta saya menyukai unggahannya supaya ramai. Cuma like, boleh tidak?",
        "Bolehkah pegawai menyukai unggahan kerabat yang menjadi bakal calon?",
        "no",
        "Menyukai, mengomentari, atau membagikan unggahan pemenangan bakal calon tercatat sebagai bentuk KE-04,"
        " juga bila bakal calonnya kerabat. Sejak calon ditetapkan bentuknya D-06 dan kelasnya berubah. Yang"
        " tercatat aman: mengunggah informasi resmi penyelenggara tentang cara memilih, tanpa menyebut keunggulan"
        " peserta.",
        ("KE-04", "D-06", "OK-02"),
        ("PP42/2004:11:c", "SKB2/2022:II"),
    ),
    _Told(
        "RT saya minta tolong mengajak warga datang ke TPS lewat grup obrolan. Apakah itu melanggar?",
        "Bolehkah pegawai mengajak warga datang ke TPS?",
        "yes",
        "Mengajak warga datang ke TPS tanpa mengarahkan pilihan tercatat sebagai perbuatan yang tidak bermasalah."
        " Jangan menyebut peserta, nomor, atau warna mana pun dalam ajakan itu.",
        ("OK-03",),
    ),
    _Told(
        "Saya diminta mendampingi pimpinan ke acara yang ternyata dihadiri tim pemenangan. Apa yang harus saya lakukan?"
    ),
)


def questions_and_answers(*, gita: User, citra: User) -> None:
    """Gita answers, Citra approves; the last question waits for both."""
    for told in _TOLD:
        asked = Asked(text=told.text, on=ON, role="asn", form=codes.new_form())
        question = actions.ask_question(asked, by=None).question
        if not told.wording:
            continue
        reply = Reply(
            wording=told.wording, outcome=told.outcome, text=told.answer, forms=told.forms,
            norms=told.norms, valid_from=ON, valid_until=date(2024, 2, 14),
        )  # fmt: skip
        actions.answer_question(question, reply, by=gita)
        seen = Handling.objects.filter(question=question).latest("pk").pk
        actions.publish_answer(question, seen=seen, by=citra)
