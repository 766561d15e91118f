"""Letters of a case as drafts: what its rows and sealed texts say, and what a person adds, as data for `documents`.

In: a case with its data key, a form's answers. Out: the data of a letter. Each stays a draft: nothing here signs.
"""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ikrar.cases import law, packet, queries
from ikrar.cases.models import Case, Verdict
from ikrar.cases.now import Now
from ikrar.cases.packet import Wanted
from ikrar.cases.states import OriginKind, Outcome, TextKind, VerdictKind
from ikrar.documents import letters
from ikrar.errors import NotPossible
from ikrar.packs.law import Norm
from ikrar.people.queries import the_agency
from ikrar.tlog.packet import INDEX
from ikrar.web.templatetags.ikrar import berbahasa

_SURENESS = ("low", "medium", "high")


def summons(now: Now, data: dict[str, Any], *, key: bytes) -> letters.Summons:
    """For the hearing that is ahead."""
    hearing = now.ahead
    if hearing is None:
        raise NotPossible(_("Catat panggilan dahulu; suratnya memakai hari pemeriksaannya."))
    missed = now.hearings[-2].missed_on if hearing.round == 2 else None
    return letters.Summons(
        **_shared(data, hearing.sent_on, _clock_norm(now, "panggilan-1")),
        to=_subject(now.case, key), held_on=hearing.on, hour=data["hour"], room=data["room"],
        before=letters.Person(name=data["examiner"]), about=data["about"],
        working_days=now.pack.workdays().between(hearing.sent_on, hearing.on) - 1,
        signatory=data["signatory"], first_number=data.get("first_number", ""), missed_on=missed,
    )  # fmt: skip


def recommendation(now: Now, data: dict[str, Any], *, key: bytes) -> letters.Recommendation:
    """To the official who decides, in four verdicts that are kept apart."""
    said = {text.kind: text.words for text in queries.texts(now.case, key=key)}
    agency = the_agency()
    return letters.Recommendation(
        **_shared(data, now.today), to=_("Pejabat Pembina Kepegawaian %s") % agency.name,
        case=now.case.number, employee=_subject(now.case, key), facts=said[TextKind.SUMMARY],
        reply=said.get(TextKind.REPLY, _("Tidak ada tanggapan yang tercatat.")),
        recommends=data["recommends"], due=now.due_of_decider, signatory=data["signatory"],
        pledge=_verdict(now, VerdictKind.PLEDGE, key),
        ethics=_verdict(now, VerdictKind.ETHICS, key),
        discipline=_verdict(now, VerdictKind.DISCIPLINE, key),
        crime=_verdict(now, VerdictKind.CRIME, key),
    )  # fmt: skip


def forwarding(now: Now, wanted: Wanted, data: dict[str, Any], *, key: bytes) -> letters.Forwarding:
    """Into a packet for another body: the other files in it by name and hash."""
    files = packet.manifest(now.case, wanted, key=key).files
    known = bool(queries.subjects(now.case, key=key))
    return letters.Forwarding(
        **_shared(data, wanted.on), to=wanted.to.upper(), case=now.case.number,
        employee=_subject(now.case, key) if known else letters.Person(name=_("belum diketahui")),
        facts=packet.summary(now.case, key=key), asks=data["asks"], signatory=data["signatory"],
        attachments=tuple(
            letters.Listed(
                name=one.path, what=one.what, sha256=one.sha256.removeprefix("sha256:")
            )
            for one in files
            if one.path != INDEX  # it lists this letter too
        ),
    )  # fmt: skip


def minutes(now: Now, data: dict[str, Any], *, key: bytes) -> letters.Minutes:
    """Of the examination that was held last."""
    held = [day for hearing in now.hearings if (day := hearing.held_on)]
    if not held:
        raise NotPossible(_("Catat pemeriksaannya dahulu; berita acaranya memakai harinya."))
    return letters.Minutes(
        **_shared(data, now.today), case=now.case.number, held_on=held[-1],
        hour=data["hour"], until=data["until"], room=data["room"],
        employee=_subject(now.case, key), examiners=data["examiners"], about=data["about"],
        exchanges=data["exchanges"], handed_over=data["handed_over"], remarks=data["remarks"],
    )  # fmt: skip


def notice(now: Now, data: dict[str, Any]) -> letters.Notice:
    """To whoever reported: nothing of it comes from what is sealed."""
    return letters.Notice(
        **_shared(data, now.today), received_on=now.case.received_on, status=data["status"],
        follows=data["follows"], by=data["by"], signatory=data["signatory"],
    )  # fmt: skip


def is_reported(now: Now) -> bool:
    """Whether somebody reported it and can be told."""
    return now.case.origins.filter(kind=OriginKind.REPORT).exists()


def _shared(data: dict[str, Any], dated: date, *norms: letters.Cited) -> dict[str, Any]:
    return {
        "office": letters.Office(agency=the_agency().name), "number": data["number"],
        "place": data["place"], "dated": dated, "norms": norms,
    }  # fmt: skip


def _subject(case: Case, key: bytes) -> letters.Person:
    """The first reported person, as the roster has them or else as the report calls them."""
    found = queries.subjects(case, key=key)
    if not found:
        raise NotPossible(_("Belum ada terlapor yang tercatat dalam perkara ini."))
    row, label = found[0]
    if row.employee is None:
        return letters.Person(name=label)
    one = row.employee
    return letters.Person(
        name=one.full_name, nip=one.nip, position=one.position, unit=one.unit.name
    )


def _verdict(now: Now, kind: VerdictKind, key: bytes) -> letters.Verdict | None:
    """The answer that counts, where it cites a form; a question that was not answered stays open."""
    row: Verdict | None = now.verdicts.get(kind)
    if row is None or not row.form or row.act_on is None:
        return None
    form = now.pack.form(row.form)
    return letters.Verdict(
        result=str(Outcome(row.outcome).label), form=f"{form.id} {berbahasa(form.text)}",
        norm=_cited([now.pack.cite(id_) for id_ in row.norms]), act_on=row.act_on,
        object=next((berbahasa(o.text) for o in now.pack.forms.objects if o.id == row.object), ""),
        note=queries.verdict_note(row, key=key),
    )  # fmt: skip


def _cited(norms: list[Norm]) -> letters.Cited:
    """Several norms in one line, as sure as the least sure among them."""
    words = "; ".join(norm.citation or norm.id for norm in norms) or "-"
    sure = min((norm.confidence for norm in norms), key=_place, default="low")
    return letters.Cited(words, sure if sure in _SURENESS else "low")  # type: ignore[arg-type]


def _place(confidence: str) -> int:
    return _SURENESS.index(confidence) if confidence in _SURENESS else 0


def _clock_norm(now: Now, step: str) -> letters.Cited:
    """The norm behind a step of the discipline procedure."""
    found = law.clocked(now.pack, "").get(f"{law.DISCIPLINE}/{step}")
    return _cited([now.pack.cite(found.norm)] if found and found.norm else [])
