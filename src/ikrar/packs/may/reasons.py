"""Why an answer is what it is, as sentences in both languages. They say what must be found out, never what one did."""

from typing import Final

from ikrar.packs.may.answers import Side
from ikrar.packs.model import Text

SAFE: Final = Text(
    "Tercatat sebagai perbuatan yang tidak bermasalah, selama tetap seperti yang tertulis.",
    "Listed among acts that are not to be flagged, as long as it stays what is written.",
)
GREY: Final = Text(
    "Tercatat sebagai hal yang tidak jelas: tanyakan kepada satgas netralitas.",
    "Listed as a grey case: ask the neutrality task force.",
)
UNMAPPED: Final = Text(
    "Bentuk ini tercatat, tetapi kelas hukumannya belum pasti; manusia yang memutuskan.",
    "The form is listed, but its class of sanction is not established; a human must decide.",
)
NO_CANDIDATE_YET: Final = Text(
    "Bentuk ini menyebut calon, dan pada hari itu calon belum ditetapkan; normanya sendiri berlaku sebelum kampanye juga.",
    "The form speaks of determined candidates, and on this day there are none yet; the norm itself holds before the campaign too.",
)
SPLIT: Final = Text(
    "Pada hari itu sebagian pemilihan sudah punya calon dan sebagian belum: sebutkan pemilihan yang mana.",
    "On this day some contests have candidates and others do not yet: say which contest is meant.",
)
BY_CONTRACT: Final = Text(
    "Pegawai non-ASN mengikuti bentuk yang sama dengan sanksi kontrak bertingkat.",
    "Non-ASN staff follow the same forms, with graded contract sanctions.",
)
PPPK: Final = Text(
    "Kelas hukuman ini untuk PNS. Bagi PPPK akibatnya mengikuti kontrak; tanyakan kepada manusia.",
    "This class is for PNS. For PPPK the contract says what follows; ask a human.",
)

_PHASES: Final = {
    "pre-candidacy": Text("sebelum calon ditetapkan", "before candidates are determined"),
    "campaign": Text(
        "sejak calon ditetapkan sampai kampanye berakhir",
        "from the determination of candidates to the end of the campaign",
    ),
    "quiet": Text("pada masa tenang", "in the quiet period"),
    "voting": Text("pada hari pemungutan suara", "on voting day"),
    "post": Text("sesudah penghitungan sampai pelantikan", "from the count to the inauguration"),
}
_KINDS: Final = {
    "pemilu": Text("pemilihan umum", "a general election"),
    "pilkada": Text("pemilihan kepala daerah", "an election of regional heads"),
}
_BOUND: Final = {
    "pejabat": Text(
        "pejabat (PPK, atasan, pimpinan unit)", "officials (PPK, superior, head of a unit)"
    ),
    "ppnpn": Text("pegawai non-ASN", "non-ASN staff"),
    "non_asn": Text("pegawai non-ASN", "non-ASN staff"),
}


def in_words(phases: tuple[str, ...]) -> Text:
    """Phases as a phrase."""
    words = [_PHASES.get(phase, Text(phase, phase)) for phase in phases]
    return Text(", ".join(word.id for word in words), ", ".join(word.en for word in words))


def other_kind(kinds: tuple[str, ...]) -> Text:
    words = [_KINDS.get(kind, Text(kind, kind)) for kind in kinds]
    return Text(
        f"Bentuk ini hanya berlaku pada {' atau '.join(word.id for word in words)}.",
        f"The form applies only in {' or '.join(word.en for word in words)}.",
    )


def only_for(roles: tuple[str, ...]) -> Text:
    words = list(dict.fromkeys(_BOUND.get(role, Text(role, role)) for role in roles))
    return Text(
        f"Bentuk ini hanya mengenai {' dan '.join(word.id for word in words)}.",
        f"The form concerns only {' and '.join(word.en for word in words)}.",
    )


def which_day(phases: tuple[str, ...]) -> Text:
    words = in_words(phases)
    return Text(f"Bentuk ini berlaku {words.id}.", f"The form applies {words.en}.")


def outside_calendar(phases: tuple[str, ...]) -> Text:
    words = in_words(phases)
    return Text(
        f"Bentuk ini berlaku {words.id}; hari itu di luar kalender pemilihan ini.",
        f"The form applies {words.en}; this day lies outside the calendar of this election.",
    )


def other_phase(phases: tuple[str, ...], phase: str) -> Text:
    words, now = in_words(phases), in_words((phase,))
    return Text(
        f"Bentuk ini berlaku {words.id}. Tahapan hari itu: {now.id}.",
        f"The form applies {words.en}. The phase of this day: {now.en}.",
    )


def exempt(when: Text) -> Text:
    return Text(f"Dikecualikan bila {when.id}.", f"Exempt {when.en}.")


def difference(before: Side | None, after: Side | None) -> Text:
    """What changes on the day candidates are determined."""
    if before and after and before.id == after.id:
        return Text(
            f"Sama sebelum dan sesudah calon ditetapkan: {before.id}, kelas {before.sanction}.",
            f"The same before and after candidates are determined: {before.id}, class {before.sanction}.",
        )
    none = Text("tidak ada bentuk yang tercatat", "no form is listed")
    old, new = (
        Text(f"{side.id}, kelas {side.sanction}", f"{side.id}, class {side.sanction}")
        if side
        else none
        for side in (before, after)
    )
    return Text(
        f"Sebelum calon ditetapkan: {old.id}. Sesudahnya: {new.id}.",
        f"Before candidates are determined: {old.en}. After: {new.en}.",
    )
