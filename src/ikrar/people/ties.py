"""What a pack says about declared ties: which contestants and parties there are to be tied to, and what to watch then.

In: a pack, an interest. Out: choices and acts of the pack, with their confidence. Nothing here judges anybody.
"""

from dataclasses import dataclass

from ikrar.packs import Pack
from ikrar.packs.law import Act, Form
from ikrar.people.models import Interest
from ikrar.people.states import InterestKind, Relation

# the categories of forms that each tie brings near
_NEAR: dict[str, tuple[str, ...]] = {
    InterestKind.CONTESTANT: ("kegiatan-keberpihakan", "tim-pemenangan"),
    InterestKind.TEAM: ("tim-pemenangan", "kegiatan-keberpihakan"),
    InterestKind.PARTY: ("anggota-parpol",),
}
_ALLOWED = "ok"


@dataclass(frozen=True, slots=True)
class Near:
    """What whoever has declared a tie should know: forms that it brings near, and what stays allowed."""

    forms: tuple[Form, ...]
    allowed: tuple[Act, ...]


def choices(pack: Pack) -> list[tuple[str, str]]:
    """Contestants and parties as "peserta:1" and "partai:PDIP", with their names; all alike."""
    pairs = [
        (f"{InterestKind.CONTESTANT}:{one.number}", contestant(pack, str(one.number)))
        for one in pack.contestants.contestants
    ]
    parties = [(f"{InterestKind.PARTY}:{p.short}", p.name) for p in pack.parties.parties]
    return [*pairs, *parties]


def contestant(pack: Pack, number: str) -> str:
    """The ballot number and the names."""
    rows = [one for one in pack.contestants.contestants if str(one.number) == number]
    return next((f"{one.number}. {' – '.join(p.name for p in one.people)}" for one in rows), number)


def to_whom(interest: Interest, pack: Pack) -> str:
    """Whom a tie is to, in words; empty where it names nobody."""
    if interest.relative is not None:
        return interest.relative.full_name
    kind, ref = interest.kind, interest.ref
    if kind == InterestKind.KIN:
        kind, _colon, ref = ref.partition(":")
    if not ref:
        return ""
    if kind == InterestKind.PARTY:
        return next((p.name for p in pack.parties.parties if p.short == ref), ref)
    return contestant(pack, ref)


def near(interest: Interest, pack: Pack) -> Near:
    """What the pack says of a tie."""
    wanted = _NEAR.get(interest.kind, ())
    if interest.relation == Relation.SPOUSE:
        wanted = ("suami-istri-calon",)
    forms = [one for one in pack.forms.forms if one.category in wanted]
    allowed = [one for one in pack.acts.acts if one.verdict == _ALLOWED]
    return Near(tuple(sorted(forms, key=lambda f: wanted.index(f.category))), tuple(allowed))
