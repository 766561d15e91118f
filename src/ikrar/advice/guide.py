"""The pocket guide of a phase: rows of the pack, sorted by what they come to, in the words that the pack gives.

In: a pack and a phase. Out: the PDF, the same as long as the pack is the same.
"""

from functools import lru_cache

from ikrar.advice.cards import OPEN
from ikrar.documents import guide
from ikrar.packs import Pack
from ikrar.packs.law import Act, Form, Term
from ikrar.web import words

_NAMES = {
    "pre-candidacy": "Sebelum calon ditetapkan",
    "campaign": "Sejak calon ditetapkan",
    "quiet": "Masa tenang",
    "voting": "Pemungutan suara",
    "post": "Sesudah penghitungan",
}


@lru_cache(maxsize=32)
def pocket_guide(pack: Pack, phase: str) -> bytes:
    """The PDF of a phase; made once a pack, since packs are frozen."""
    kind = pack.about.kind
    forms = [f for f in pack.forms.forms if phase in f.phases and (not f.kinds or kind in f.kinds)]
    closed = [form for form in forms if form.sanction != OPEN]
    grey = [act for act in pack.acts.acts if act.verdict != "ok"]
    return guide.pocket_guide(
        guide.Guide(
            election=pack.about.title.id,
            phase=_NAMES.get(phase, phase),
            days=_days(pack, phase),
            made_on=pack.about.compiled_on,
            forbidden=tuple(_form_row(pack, form) for form in closed),
            safe=tuple(_act_row(act) for act in pack.acts.acts if act.verdict == "ok"),
            ask=(
                *(_form_row(pack, form) for form in forms if form.sanction == OPEN),
                *map(_act_row, grey),
            ),
            norms=_norms(pack, forms),
            where="/bolehkah/",
        )
    )


def _form_row(pack: Pack, form: Form) -> guide.Row:
    objects = _word(pack.forms.objects, form.object)
    kind = "kelas belum pasti" if form.sanction == OPEN else f"kelas {form.sanction}"
    sure = _word(pack.forms.confidences, form.confidence)
    return guide.Row(id=form.id, text=form.text.id, about=f"{objects} · {kind} · keyakinan {sure}")


def _act_row(act: Act) -> guide.Row:
    return guide.Row(id=act.id, text=act.text.id, about=_noted(act))


def _noted(act: Act) -> str:
    """The pack's own note, which is in English."""
    return f"Catatan paket (bahasa Inggris): {act.note}" if act.note else ""


def _days(pack: Pack, phase: str) -> str:
    """The days of the phase in the pack's main contest."""
    window = next((one for one in pack.windows() if one.phase == phase), None)
    if window is None:
        return "Tahapan ini tidak ada dalam kalender paket."
    start, end = words.day(window.start), words.day(window.end)
    return start if start == end else f"{start} sampai {end}"


def _norms(pack: Pack, forms: list[Form]) -> tuple[str, ...]:
    """Each norm once, with how sure its sources are."""
    found: dict[str, str] = {}
    for norm in (norm for form in forms for norm in pack.norms_of(form)):
        found[norm.citation] = _word(pack.forms.confidences, norm.confidence)
    return tuple(f"{citation} ({sure})" for citation, sure in found.items())


def _word(terms: tuple[Term, ...], wanted: str) -> str:
    return next((term.text.id for term in terms if term.id == wanted), wanted)
