"""Which forms of a pack may fit a post by a civil servant: for a label, a day and a role, never for a person.

In: a pack and a role. Out: a `Citation` for each label and day. What a label may meet is said by category of
form, and everything else (days, objects, classes of sanction, how sure the sources are) is the pack's own.
A citation is a question to a human: `ask_human` tells where the law alone does not answer it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Final

from ikrar import packs
from ikrar.errors import InputError
from ikrar.packs import Pack
from ikrar.packs.law import OUTSIDE_SERVICE, ROLES, Form
from ikrar.packs.windows import contests_of, phase_on
from ikrar.screening import cautions
from ikrar.screening.citation import Citation
from ikrar.screening.labels import AGAINST_PLEDGE, Label

PRE_CANDIDACY: Final = "pre-candidacy"
CRIMINAL, NON_ASN = "pidana", "non_asn"
REMEMBERED = 65_536  # answers that a book keeps
# objects of a form that only exist on one side of the determination of candidates
_PROSPECTIVE, _DETERMINED, _EITHER = "bakal_calon", "calon", "bakal_calon_or_calon"
_SEVERE, _ENDS_CONTRACT = ("berat", "ptdh"), "PP49/2018:53"


@dataclass(frozen=True, slots=True)
class Fit:
    """A category of forms that a label may meet, narrowed to an act or an object that the form names.

    With `last_resort` it counts only where nothing before it did.
    """

    category: str
    act: str = ""
    object: str = ""
    roles: tuple[str, ...] = ROLES
    last_resort: bool = False

    def takes(self, form: Form) -> bool:
        return (
            form.category == self.category
            and (not self.act or self.act in form.sub_acts)
            and self.object in ("", form.object)
        )


# The most exact first. An attack is read as siding by our own reading of the same forms, so a human is asked.
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
    Label.THREAT: (Fit("intimidasi"),),
    Label.HATE: (Fit("ujaran-kebencian"),),
    Label.ABUSIVE: (),
    Label.CLAIM: (Fit("berita-bohong"),),
    Label.MONEY_OFFER: (
        Fit("politik-uang"),
        Fit("kegiatan-keberpihakan", act="giving_goods"),
    ),
    Label.MONEY_SOLICIT: (Fit("minta-pemberian"),),
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
        self._known: dict[tuple[str, date | None, bool | None], Citation] = {}

    def of(self, label: str, on: date | None, *, coercive: bool | None = None) -> Citation:
        """What may apply to a post with this label on a day; without a day, only what holds on any.

        `coercive` tells for a threat whether it speaks of jobs, rights or aid; None where nobody looked.
        """
        key = (label, on, coercive)
        if key not in self._known:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[key] = self._look_up(Label(label), on, coercive=coercive)
        return self._known[key]

    def _look_up(self, label: Label, on: date | None, *, coercive: bool | None) -> Citation:
        if label not in AGAINST_PLEDGE:
            return Citation()
        fitting = () if label == Label.THREAT and coercive is False else self._fitting(label, on)
        forms = tuple(form for form in fitting if _has_object(self.pack, form, on))
        if self.role in OUTSIDE_SERVICE:
            forms = tuple(self._outside_service(forms))
        asks = label not in _PLAIN or not forms or any(map(_is_open, forms))
        about = forms[0].object if forms else ""
        if about in (_PROSPECTIVE, _DETERMINED) and _is_split(self.pack, on):
            asks, about = True, _EITHER
        cited = Citation(
            forms=tuple(form.id for form in forms),
            norms=self._norms(forms, on),
            sanctions=tuple(dict.fromkeys(form.sanction for form in forms)),
            ask_human=asks or self.role == "pppk",
            object=about,
            is_early=not forms and any(_awaits(self.pack, form, on) for form in fitting),
        )
        return replace(cited, note=cautions.note(label, self.pack, on, role=self.role, cited=cited))

    def _fitting(self, label: Label, on: date | None) -> tuple[Form, ...]:
        """The forms of the day that may fit, whether or not there is anybody whom they are about."""
        possible = self.pack.forms_on(on) if on else tuple(_always(self.pack))
        found: dict[str, Form] = {}
        for fit in FITS[label]:
            if self.role in fit.roles and not (fit.last_resort and found):
                found |= {form.id: form for form in possible if fit.takes(form)}
        return tuple(found.values())

    def _outside_service(self, forms: Iterable[Form]) -> Iterator[Form]:
        """Discipline of civil servants does not bind others: their own form stands for it."""
        forms = tuple(forms)
        if any(form.list != CRIMINAL for form in forms):
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
                if norm.id == _ENDS_CONTRACT and (on is None or norm.in_force(on))
            ]
        return tuple(dict.fromkeys(norm.id for norm in found))


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


def _is_split(pack: Pack, on: date | None) -> bool:
    """Whether some contests have candidates on that day and others do not yet."""
    if on is None:
        return False
    phases = {phase_on(pack.calendar, contest, on) for contest in pack.calendar.contests} - {None}
    return PRE_CANDIDACY in phases and len(phases) > 1
