"""What the law leaves open about a label: the sentence that stands beside the forms of a citation.

In: a label, a pack, a day, a role and what is cited. Out: a text in two languages, "" where nothing is open. The sentences
say what a human must find out; they never say what somebody did.
"""

from datetime import date
from typing import Final

from ikrar.packs import Pack
from ikrar.packs.model import Text
from ikrar.screening.citation import Citation
from ikrar.screening.labels import Label

_CRIME: Final = frozenset({"pidana"})  # the class that binds everyone, whatever the role
_TEAMS_ONLY: Final = "UU7/2017:521"  # the penalty names whom it binds
_BOTH: Final = "bakal_calon_or_calon"
_NONE: Final = Text("", "")

_OPEN: Final[dict[Label, Text]] = {
    Label.PARTISAN_SUPPORT: Text(
        "Menyiarkan program pemerintah bukan dukungan kepada peserta; mesin kadang keliru membedakannya. Bentuk ini berbicara tentang bakal calon atau calon. Bila yang didukung adalah partai, tanyakan kepada manusia.",
        "Publicity for a government's programme is no support of a contestant; the engine at times mistakes one for the other. These forms speak of prospective or determined candidates. Where a party is supported, ask a human.",
    ),
    Label.PARTISAN_ATTACK: Text(
        "Kritik kepada pejabat yang tidak berkaitan dengan pemilihan bukan serangan terhadap peserta; mesin sering keliru membedakannya. Sumber kami menyebut dukungan, bukan serangan. Membaca serangan sebagai keberpihakan adalah pembacaan kami sendiri.",
        "Criticism of office-holders with no contest in view is no attack on a contestant; the engine often mistakes one for the other. Our sources speak of support, not of attack. To read an attack as siding is our own reading.",
    ),
    Label.THREAT: Text(
        "Bentuk intimidasi menyangkut bawahan dan kariernya. Untuk ancaman lain tidak ada bentuk yang tercatat; bila nyata, sampaikan kepada pihak berwenang.",
        "The form on intimidation is about subordinates and their careers. No form is listed for other threats; where one is real, tell the authorities.",
    ),
    Label.HATE: Text(
        "Apakah isi ini hasutan kebencian menurut undang-undang hanya dapat ditentukan pihak berwenang.",
        "Whether this is incitement to hatred in the sense of the law only the authorities can say.",
    ),
    Label.ABUSIVE: Text(
        "Kata kasar saja tidak termasuk bentuk yang tercatat; yang disentuh adalah pernyataan ikrar tentang media sosial yang bijak.",
        "Crude words alone are no listed form; what they touch is the pledge's statement on the wise use of social media.",
    ),
    Label.CLAIM: Text(
        "Ketentuan ini menyangkut kabar yang diketahui bohong dan menimbulkan kerusuhan di ruang fisik. Benar atau tidaknya kabar ini harus diperiksa dulu.",
        "The provision is about news known to be false that causes unrest in physical space. Whether this news is true must be checked first.",
    ),
    Label.MONEY_OFFER: Text(
        "Teks saja tidak membuktikan pemberian. Siapa memberi, kepada siapa, dan untuk apa harus diperiksa.",
        "A text alone proves no gift. Who gives, to whom and for what must be found out.",
    ),
    Label.MONEY_SOLICIT: Text(
        "Permintaan dapat berupa gurauan. Apakah sungguh ditujukan kepada peserta atau timnya harus diperiksa.",
        "A request may be a joke. Whether it is really made to a contestant or a team must be found out.",
    ),
}
_RECEIVER: Final = Text(
    "Pada Pilkada, penerima pun dapat dikenai ketentuan politik uang.",
    "In a Pilkada the rules on money politics can reach the receiver too.",
)
_TEAMS: Final = Text(
    "Larangan menghina dalam kampanye mengikat pelaksana, peserta, dan tim kampanye. Apakah penulisnya termasuk di antaranya harus diperiksa.",
    "The ban on insults in campaigning binds those who run campaigns, contestants and their teams. Whether the author is one of them must be found out.",
)
_SPLIT: Final = Text(
    "Pada hari itu sebagian pemilihan sudah punya calon dan sebagian belum: tanyakan pemilihan mana yang dimaksud.",
    "On this day some contests have candidates and others do not yet: ask which contest is meant.",
)
_NO_FORM: Final = Text(
    "Tidak ada bentuk yang tercatat untuk hari ini; tanyakan kepada manusia.",
    "No form is listed for this day; ask a human.",
)
_EARLY: Final = Text(
    "Ada bentuk yang menyebut calon, dan pada hari itu calon belum ditetapkan; normanya sendiri berlaku sebelum kampanye juga.",
    "There is a form that speaks of determined candidates, and on this day there are none yet; its norm itself holds before the campaign too.",
)
_NO_NORM: Final = Text(
    "Ada bentuk yang dasar hukumnya untuk hari ini tidak tercatat.",
    "For one of these forms no legal basis is listed for this day.",
)
_NO_DAY: Final = Text(
    "Tanggal unggahan tidak diketahui. Bentuk dan kelas sanksi bergantung pada apakah sudah ada calon; tanyakan kepada manusia.",
    "The day of the post is not known. Form and class depend on whether candidates were determined; ask a human.",
)
_ROLES: Final[dict[str, Text]] = {
    "pppk": Text(
        "Kelas hukuman ini untuk PNS. Bagi PPPK akibatnya mengikuti kontrak; tanyakan kepada manusia.",
        "These classes are for PNS. For PPPK the contract says what follows; ask a human.",
    ),
    "non_asn": Text(
        "Pegawai non-ASN mengikuti bentuk yang sama dengan sanksi kontrak bertingkat.",
        "Non-ASN staff follow the same forms, with graded contract sanctions.",
    ),
}
_ROLES["ppnpn"] = _ROLES["non_asn"]


def note(label: Label, pack: Pack, on: date | None, *, role: str, cited: Citation) -> Text:
    """Put together what stays open; the most important first."""
    said = [
        # crude words are no listed form, whatever the day
        _NO_DAY if on is None and label != Label.ABUSIVE else _NONE,
        _without_form(label, on, cited),
        _NONE if _is_based(cited, pack) else _NO_NORM,
        _SPLIT if cited.object == _BOTH else _NONE,
        _OPEN.get(label, _NONE),
        _TEAMS if _TEAMS_ONLY in cited.norms else _NONE,
        _RECEIVER if label == Label.MONEY_SOLICIT and pack.about.kind == "pilkada" else _NONE,
        _ROLES.get(role, _NONE) if set(cited.sanctions) - _CRIME else _NONE,
    ]
    return Text(" ".join(t.id for t in said if t.id), " ".join(t.en for t in said if t.en))


def _without_form(label: Label, on: date | None, cited: Citation) -> Text:
    if on is None or cited.forms or label == Label.ABUSIVE:
        return _NONE
    return _EARLY if cited.is_early else _NO_FORM


def _is_based(cited: Citation, pack: Pack) -> bool:
    """Whether every form has at least one norm of its own that is in force."""
    return all({*pack.form(name).norms} & {*cited.norms} for name in cited.forms)
