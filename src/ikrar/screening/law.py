"""Which forms of a pack may fit a post by a civil servant: for a label, a day and a role, never for a person.

In: a pack and a role. Out: a `Citation` for each label and day. What a label may meet is said by category of
form, and everything else (days, objects, classes of sanction, how sure the sources are) is the pack's own.
A citation is a question to a human: `ask_human` tells where the law alone does not answer it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, Final

from ikrar import packs
from ikrar.errors import InputError
from ikrar.packs import Pack
from ikrar.packs.law import OUTSIDE_SERVICE, ROLES, Form
from ikrar.packs.windows import contests_of, phase_on
from ikrar.screening import cautions, reasons
from ikrar.screening.citation import Citation, Question, Told
from ikrar.screening.labels import AGAINST_PLEDGE, Label

PRE_CANDIDACY: Final = "pre-candidacy"
CRIMINAL, NON_ASN = "pidana", "non_asn"
REMEMBERED = 65_536  # answers that a book keeps
# objects of a form that only exist on one side of the determination of candidates
_PROSPECTIVE, _DETERMINED, _EITHER = "bakal_calon", "calon", "bakal_calon_or_calon"
_SEVERE, ENDS_CONTRACT = ("berat", "ptdh"), "PP49/2018:53"


@dataclass(frozen=True, slots=True)
class Fit:
    """A category of forms that a label may meet, narrowed to an act or an object that the form names.

    `needs` are concepts of which the text must speak of one; with `beside` only where it speaks of that one too.
    With `last_resort` it counts only where nothing before it did.
    """

    category: str
    act: str = ""
    object: str = ""
    roles: tuple[str, ...] = ROLES
    last_resort: bool = False
    needs: frozenset[str] = frozenset()
    beside: str = ""

    def takes(self, form: Form) -> bool:
        return (
            form.category == self.category
            and (not self.act or self.act in form.sub_acts)
            and self.object in ("", form.object)
        )

    def is_told(self, told: Told) -> bool:
        """Whether the text speaks of what the form is about, as far as anybody looked."""
        if told is None or not self.needs or self.needs & told:
            return True
        return bool(self.beside) and self.beside not in told


_PAID: Final = frozenset({"money", "goods", "give", "ask"})
# The most exact first. An attack is read as siding by our own reading of the same forms, so a human is asked; the form
# on decisions that harm a candidate is about acts in office, which a post is not. The form on partisan activities
# names no role, but "holding activities": that a post alone is one, no source says. It is cited for officials, whose
# appeal is one to their staff, and for others where nothing else fits the day.
FITS: Final[dict[Label, tuple[Fit, ...]]] = {
    Label.PARTISAN_SUPPORT: (
        Fit("interaksi-medsos", act="post"),
        Fit("kampanye-daring"),
        Fit("kegiatan-keberpihakan", act="appeal", roles=("pejabat",)),
        Fit("kegiatan-keberpihakan", act="appeal", last_resort=True),
    ),
    Label.PARTISAN_ATTACK: (
        Fit("interaksi-medsos", act="post"),
        Fit("ujaran-kebencian", object="contestant"),
    ),
    Label.THREAT: (
        Fit("intimidasi", needs=frozenset({"penalty"})),
        Fit("layanan-diskriminatif", needs=frozenset({"aid"})),
    ),
    Label.HATE: (
        # a nickname of a political camp is none of the grounds that the form names
        Fit(
            "ujaran-kebencian",
            object="public",
            needs=frozenset({"group", "faith", "faithword", "blessing"}),
            beside="camp",
        ),
        Fit("ujaran-kebencian", object="contestant"),
    ),
    Label.ABUSIVE: (),
    Label.CLAIM: (Fit("berita-bohong"),),
    Label.MONEY_OFFER: (
        Fit("politik-uang", needs=_PAID | {"aid"}),
        Fit("kegiatan-keberpihakan", act="giving_goods", needs=_PAID | {"aid"}),
    ),
    Label.MONEY_SOLICIT: (
        Fit("minta-pemberian", needs=_PAID),
        Fit("terima-pemberian", needs=_PAID),
    ),
}
# what a text may speak of, as far as it decides on the forms of a label
HEARD: Final[dict[Label, frozenset[str]]] = {
    label: frozenset().union(*(fit.needs | ({fit.beside} - {""}) for fit in fits))
    for label, fits in FITS.items()
}
# labels whose forms a post alone can meet; all others need facts outside the text
_PLAIN: Final = frozenset({Label.PARTISAN_SUPPORT})


class Lawbook:
    """A pack as it reads for one role. Safe to share: its memory only saves time."""

    def __init__(self, pack: Pack | str, role: str = "asn") -> None:
        """Raise InputError for a role that is none of ROLES."""
        if role not in ROLES:
            raise InputError(f"There is no role {role!r}; roles are {', '.join(ROLES)}.")
        self.pack = packs.load(pack) if isinstance(pack, str) else pack
        self.role = role
        self._known: dict[Question, Citation] = {}

    def of(self, label: str, on: date | None, *, told: Told = None) -> Citation:
        """What may apply to a post with this label on a day; without a day, only what holds on any.

        `told` are the concepts of HEARD that the text speaks of; None where nobody looked.
        """
        asked = Question(Label(label), on, told)
        if asked not in self._known:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[asked] = self._look_up(asked)
        return self._known[asked]

    def reread(self, asked: Question, forms: tuple[str, ...], norms: tuple[str, ...]) -> Citation:
        """The citation of a finding that cites these ids, whether or not its day is known."""
        if asked.label not in AGAINST_PLEDGE:
            return Citation()
        return self._weigh(asked, tuple(map(self.pack.form, forms)), norms)

    def _look_up(self, asked: Question) -> Citation:
        if asked.label not in AGAINST_PLEDGE:
            return Citation()
        forms = self._standing(asked)
        if self.role in OUTSIDE_SERVICE:
            forms = tuple(self._outside_service(forms))
        return self._weigh(asked, forms, self._norms(forms, asked.on))

    def _weigh(self, asked: Question, forms: tuple[Form, ...], norms: tuple[str, ...]) -> Citation:
        """What these forms and norms leave open on that day."""
        fitting, left_out = self._fitting(asked)
        is_early = any(_awaits(self.pack, form, asked.on) for form in fitting)
        is_split = _is_split(self.pack, forms, asked.on)
        is_open = asked.label not in _PLAIN or not forms or any(map(_is_open, forms))
        about = forms[0].object if forms else ""
        stands = any(form.list == NON_ASN for form in forms)
        cited = Citation(
            forms=tuple(form.id for form in forms),
            norms=norms,
            sanctions=tuple(dict.fromkeys(form.sanction for form in forms)),
            ask_human=is_open or is_split or is_early or self.role == "pppk",
            object=_EITHER if is_split and about in (_PROSPECTIVE, _DETERMINED) else about,
            is_early=is_early,
            is_split=is_split,
            left_out=left_out,
            stands_for=tuple(form.id for form in self._standing(asked)) if stands else (),
        )
        return replace(cited, note=cautions.note(asked, self.pack, role=self.role, cited=cited))

    def _standing(self, asked: Question) -> tuple[Form, ...]:
        """The forms that may fit a civil servant's post, where there is somebody whom they are about."""
        fitting = self._fitting(asked)[0]
        return tuple(form for form in fitting if _has_object(self.pack, form, asked.on))

    def _fitting(self, asked: Question) -> tuple[tuple[Form, ...], tuple[str, ...]]:
        """The forms of the day that may fit, and the ids of those that the text does not speak of."""
        possible = self.pack.forms_on(asked.on) if asked.on else tuple(_always(self.pack))
        found: dict[str, Form] = {}
        untold: dict[str, Form] = {}
        for fit in FITS[asked.label]:
            if self.role in fit.roles and not (fit.last_resort and found):
                into = found if fit.is_told(asked.told) else untold
                into |= {form.id: form for form in possible if fit.takes(form)}
        return tuple(found.values()), tuple(untold)

    def _outside_service(self, forms: tuple[Form, ...]) -> Iterator[Form]:
        """Duties of civil servants do not bind others: their own form stands for whichever of them; a crime binds all."""
        if forms:
            yield from (form for form in self.pack.forms.forms if form.list == NON_ASN)
        yield from (form for form in forms if form.list == CRIMINAL)

    def _norms(self, forms: Iterable[Form], on: date | None) -> tuple[str, ...]:
        """The norms of the forms that are in force on the day, in this kind of election, each once."""
        forms = tuple(forms)
        found = [norm for form in forms for norm in self.pack.norms_of(form, on)]
        if self.role == "pppk" and any(form.sanction in _SEVERE for form in forms):
            found += [
                norm
                for norm in self.pack.norms.norms
                if norm.id == ENDS_CONTRACT and (on is None or norm.in_force(on))
            ]
        return tuple(dict.fromkeys(norm.id for norm in found))


def told_in(finding: Mapping[str, Any], pack: Pack) -> frozenset[str]:
    """What of HEARD the text of a finding speaks of, by its reasons; what a cited form needs, though reasons are few."""
    label = Label(finding["label"])
    cited = [pack.form(name) for name in finding["forms"]]
    needed = [fit.needs for fit in FITS.get(label, ()) if any(fit.takes(form) for form in cited)]
    said = reasons.concepts(finding["reasons"]) & HEARD.get(label, frozenset())
    return said.union(*needed)


@lru_cache(maxsize=32)
def lawbook(pack: Pack, role: str = "asn") -> Lawbook:
    """The shared lawbook of a pack and a role."""
    return Lawbook(pack, role)


def stage_of(pack: Pack, on: date | None) -> str | None:
    """The id of the calendar stage that a day is in: the shortest of the day's own phase that a page confirms.

    A day with no such stage takes the violation phase's name; outside the calendar, and without a day,
    there is none.
    """
    if on is None:
        return None
    phase = pack.violation_phase(on)
    confirmed = {source.id for source in pack.sources.sources if source.verified}
    stages = [
        stage
        for stage in pack.stages(on)
        if stage.violation_phase == phase and stage.source in confirmed
    ]
    return min(stages, key=lambda stage: stage.end - stage.start).id if stages else phase


def _is_open(form: Form) -> bool:
    """Whether the form wants more than a post: an act offline, a crime, a class, or surer sources."""
    return (
        form.list == CRIMINAL
        or form.channel != "online"
        or form.sanction == "unmapped"
        or form.confidence != "high"
    )


def _always(pack: Pack) -> Iterator[Form]:
    """The forms that hold whatever the day."""
    phases = {term.id for term in pack.forms.phases}
    for form in pack.forms.forms:
        if set(form.phases) >= phases and pack.is_of_kind(form):
            yield form


def _has_object(pack: Pack, form: Form, on: date | None) -> bool:
    """Whether whom the form is about exists on that day: a *calon* only once candidates are determined."""
    if form.object not in (_PROSPECTIVE, _DETERMINED, _EITHER):
        return True
    if on is None:
        return False
    wanted = {_PROSPECTIVE: {True}, _DETERMINED: {False}, _EITHER: {True, False}}[form.object]
    return bool(_sides(pack, form, on) & wanted)


def _awaits(pack: Pack, form: Form, on: date | None) -> bool:
    """Whether a form about determined candidates can be met on that day, but for want of any."""
    return on is not None and form.object == _DETERMINED and _sides(pack, form, on) == {True}


def _sides(pack: Pack, form: Form, on: date) -> set[bool]:
    """Whether the day is before the determination of candidates, in each contest that the form may mean."""
    contests = contests_of(pack.calendar, form.object)
    phases = {phase_on(pack.calendar, contest, on) for contest in contests}
    return {phase == PRE_CANDIDACY for phase in phases if phase}


def _is_split(pack: Pack, forms: tuple[Form, ...], on: date | None) -> bool:
    """Whether forms hang on candidates that some contests have on that day and others do not yet.

    Without a day, forms of both sides tell it.
    """
    if on is None:
        return {_PROSPECTIVE, _DETERMINED} <= {form.object for form in forms}
    phases = {phase_on(pack.calendar, contest, on) for contest in pack.calendar.contests} - {None}
    return (
        PRE_CANDIDACY in phases
        and len(phases) > 1
        and any(form.hangs_on_candidates for form in forms)
    )
